"""A vote that nobody gave yet, laid over the board: how it is written, and what cannot be understood."""

from datetime import date

import pytest

from models.approval import add_vote, decided_ballot
from models.text import VekhaError
from tests.support.facts import state_after
from tests.support.scenario import ORDER, Scenario, roster, small_school, workflow

BALLOT = "1.1/2021-1.1"


def open_vote(group: tuple[str, ...] = ("anna", "boris", "gleb")) -> Scenario:
    """A ballot on which Anna wrote a remark."""
    life = Scenario(small_school(people=roster(group)))
    life.mark("1.1/2021", "Готово", ORDER)
    life.sync()
    life.vote(group[0], None, "подумаю")
    return life


@pytest.mark.parametrize(
    ("text", "voter", "choice", "comment"),
    [
        (f"{BALLOT}: Анна утвердить", "Анна", "Утвердить", "подумаю"),
        (f"  {BALLOT} :  АННА  Утвердить ", "Анна", "Утвердить", "подумаю"),
        (f"{BALLOT}: Анна вернуть: нет подписи", "Анна", "Вернуть", "нет подписи"),
        (f"{BALLOT}: Борис вернуть: нет: совсем", "Борис", "Вернуть", "нет: совсем"),
        (f"{BALLOT}: Борис утвердить", "Борис", "Утвердить", None),
    ],
)
def test_a_supposed_vote_stands_in_its_voters_cells_and_nothing_else_changes(text, voter, choice, comment):
    life = open_vote()
    before = life.view()
    after = add_vote(before, text, life.school.roster, life.school.workflow)
    vote = {f"{voter}: решение": choice, f"{voter}: замечание": comment}
    expected = {**before.ballots[BALLOT].cells, **{name: value for name, value in vote.items() if value is not None}}
    assert after.ballots[BALLOT].cells == expected
    assert (after.rows, set(after.ballots)) == (before.rows, set(before.ballots))
    assert (after.ballots[BALLOT].tab, after.ballots[BALLOT].number) == (
        before.ballots[BALLOT].tab, before.ballots[BALLOT].number,
    )  # fmt: skip


def test_of_two_labels_the_longer_one_is_meant():
    life = open_vote(("Член 1", "Член 12", "Член 2"))
    after = add_vote(life.view(), f"{BALLOT}: Член 12 утвердить", life.school.roster, life.school.workflow)
    assert [name for name, value in after.ballots[BALLOT].cells.items() if value == "Утвердить"] == ["Член 12: решение"]


@pytest.mark.parametrize(
    "text",
    ["", "утвердить", f"{BALLOT} Анна утвердить", "1.1/2021-2.1: Анна утвердить", f"{BALLOT}: Анна",
     f"{BALLOT}: Анна одобрить", f"{BALLOT}: Марфа утвердить", f"{BALLOT}: утвердить"],
)  # fmt: skip
def test_what_is_no_vote_on_an_open_ballot_is_refused_with_the_ballots_there_are(text: str):
    life = open_vote()
    with pytest.raises(VekhaError, match=BALLOT.replace(".", r"\.")):
        add_vote(life.view(), text, life.school.roster, life.school.workflow)


@pytest.mark.parametrize(
    ("words", "ballot"),
    [
        ("started", None),
        ("submit", None),
        ("submit open", "1.1/2021-1.1"),
        ("submit open met open", "1.1/2021-1.2"),
        ("submit open met done", "1.1/2021-1.1"),
        ("submit open refused", "1.1/2021-1.1"),
        ("submit open refused submit", None),
        ("submit open withdrawn", None),
        ("submit open superseded", None),
    ],
)
def test_the_ballot_that_tells_how_a_submission_stands(words: str, ballot: str | None):
    """None of one that was given up, nor of one that is not before its voters yet."""
    found = decided_ballot(state_after(words))
    assert (found.number if found else None) == ballot


@pytest.mark.parametrize(("quorum", "away", "jammed"), [(2, 1, False), (2, 2, True), (3, 0, False), (3, 1, True)])
def test_a_stage_is_jammed_where_fewer_can_vote_than_must(quorum: int, away: int, jammed: bool):
    """As many as are needed are enough."""
    absences = [{"person": who, "since": date(2021, 3, 2)} for who in ("anna", "boris")[:away]]
    rules = workflow({"working_group": {"label": "рабочая группа", "quorum": quorum}})
    life = Scenario(small_school(people=roster(absences=absences), rules=rules))
    life.mark("1.1/2021", "Готово", ORDER)
    life.sync()
    problems = life.sync(date(2021, 3, 3)).problems
    assert list(problems) == (["1.1/2021"] if jammed else [])
