"""What a pass tells people to mend, one row each: whose it is, and when it is none."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from models.approval import decide
from models.approval.decide import changed_sightings, unknown_ballots
from models.board import SeenRow, View
from models.board import columns as b
from models.journal import JournalState
from models.text import Mender
from tests.support.scenario import ANOTHER_ORDER, ORDER, Scenario, small_school, workflow

CODE, BALLOT = "1.1/2021", "1.1/2021-1.1"
EDITED = "В строке голосования изменили {}; возвращено прежнее".format
DELETED = "Строки с этим номером не стало; она поставлена заново с прежними решениями"


def under_vote(**rules) -> Scenario:
    """1.1 was submitted."""
    life = Scenario(small_school(rules=workflow(**rules)))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    return life


def mended_by(life: Scenario, view: View | None = None) -> dict[str, tuple[str, str]]:
    """Where → what was found, and who mends it."""
    problems = decide(life.school, life.known, view or life.view(), life.now()).problems
    return {each.where: (each.found, str(each.mender)) for each in problems}


# --- rows of ballots -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "value", "found"),
    [
        (b.CODE, "1.2/2021", EDITED("«Код»")),
        (b.STAGE, "куратор", EDITED("«Этап»")),
        (b.DECIDE_BY, date(2021, 4, 1), EDITED("«Решить до»")),
        (b.EXECUTOR_COMMENT, "Спасибо", None),
        (b.OUTCOME, "Утверждено", None),
    ],
)
def test_the_lasting_cells_of_a_ballot_are_put_back_and_told(header: str, value: object, found: str | None):
    """What a pass writes anew anyway is written over without a word."""
    life = under_vote()
    life.paper.write(b.APPROVAL, BALLOT, header, value)
    assert mended_by(life) == ({BALLOT: (found, "curator")} if found else {})


@pytest.mark.parametrize(("seen", "twice", "told"), [(True, False, True), (False, False, False), (True, True, False)])
def test_a_ballot_whose_row_was_deleted_is_told_once_somebody_had_written_in_it(seen: bool, twice: bool, told: bool):
    """A row that nobody ever saw is only made again; of one that stands twice something else is told."""
    life = under_vote()
    if seen:
        life.vote("anna", None, "подумаю")
        life.sync()
    life.paper.delete(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT))
    view = life.view()
    found = mended_by(life, replace(view, quarantined=frozenset({BALLOT})) if twice else view)
    assert found.get(BALLOT) == ((DELETED, "curator") if told else None)


def test_votes_on_a_ballot_that_was_never_opened_count_for_nothing():
    life = under_vote()
    row = life.paper.copy_row(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT))
    life.paper.put(b.APPROVAL, row, 1, "1.2/2021-1.1")
    view = life.view()
    assert unknown_ballots(life.known, view) == {"1.2/2021-1.1"}
    assert "1.2/2021-1.1" not in changed_sightings(life.known, view)
    assert mended_by(life, view)["1.2/2021-1.1"] == ("Строки голосования № 1.2/2021-1.1 не было", "curator")
    life.mark("1.2/2021", "Готово", "На встречах с наставниками побывали ученики девятых классов")
    assert [event.kind for event in decide(life.school, life.known, life.view(), life.now()).events] == ["submitted"]


def test_what_differs_from_the_last_look_is_kept():
    """A row of the plan also where it is empty, a ballot only once somebody wrote in it."""
    cells = {b.REQUEST: "Начато"}
    known = JournalState(sightings={"1.1/2021": cells, BALLOT: {"Анна: решение": "Утвердить"}})
    known = replace(known, states=under_vote().known.states)
    rows = {"1.1/2021": cells, "1.2/2021": cells, "1.3/2021": {}}
    view = View(
        rows={code: SeenRow("План 2021", 4, found) for code, found in rows.items()},
        ballots={BALLOT: SeenRow(b.APPROVAL, 4, {})},
    )
    assert changed_sightings(known, view) == {"1.2/2021": cells, "1.3/2021": {}, BALLOT: {}}
    unwritten = replace(known, sightings={})
    assert changed_sightings(unwritten, view) == rows


# --- marks -----------------------------------------------------------------------------------------

FINISHED = "Строка изменена после того, как веха получила статус «Исполнено»; утверждённое остаётся в силе"
LACKS = "Нужна ссылка"
WITHOUT_LINK = ("Готово", "Приказ № 5 от 01.03.2021")


def done() -> Scenario:
    """1.1 was approved."""
    life = under_vote()
    for person in ("anna", "boris"):
        life.vote(person, "Утвердить")
    life.sync()
    return life


@pytest.mark.parametrize(
    ("mark", "found", "hint"),
    [
        (("Готово", ORDER), None, ""),
        (("Готово", ANOTHER_ORDER), FINISHED, "Верните прежнюю запись"),
        (("Начато",), FINISHED, "Верните прежнюю запись"),
        ((), FINISHED, "Верните прежнюю запись"),
    ],
)
def test_an_edit_of_what_is_done_is_told_to_the_curator(mark: tuple, found: str | None, hint: str):
    for asks in (False, True):
        life = done()
        if asks:
            life.reopen(CODE, "не тот приказ")
            life.sync()
        life.mark(CODE, *mark)
        problems = [each for each in life.sync().effects.problems if each.where == CODE]
        assert [(each.found, each.mender) for each in problems] == ([(found, Mender.CURATOR)] if found else [])
        assert all(each.hint.startswith("Веху уже просят открыть" if asks else hint) for each in problems)


@pytest.mark.parametrize(
    ("mark", "found", "mender"),
    [
        ((), None, None),
        (("Начато",), None, None),
        (("Готово", ORDER), None, None),
        (WITHOUT_LINK, LACKS, Mender.EXECUTOR),
        (("Гтово",), "В ячейке «Отметка» стоит «Гтово»", Mender.EXECUTOR),
        (("Прошу снять", None, None, "нет учеников"), "В workflow.yaml нет этапов для этого случая (cancellation)",
         Mender.ADMINISTRATOR),
        (("Прошу снять",), "«Прошу снять»", Mender.EXECUTOR),
    ],
)  # fmt: skip
def test_what_a_mark_lacks_is_told_to_its_executor_and_a_missing_route_to_the_administrator(mark, found, mender):
    plain = workflow()
    rules = plain.model_copy(update={"routes": (plain.routes[-1].model_copy(update={"kinds": ("completion",)}),)})
    life = Scenario(small_school(rules=rules))
    life.mark(CODE, *mark)
    problems = [each for each in life.sync().effects.problems if each.where == CODE]
    assert [(each.found[: len(found or "")], each.mender) for each in problems] == ([(found, mender)] if found else [])


def test_what_is_under_vote_or_was_returned_is_told_nothing_of_its_proof():
    """What was submitted under other rules goes on; what was returned waits for another result."""
    life = under_vote()
    strict = life.school.evidence.model_copy(update={"note_letters": 10**6})
    life.school = replace(life.school, evidence=strict)
    assert mended_by(life) == {}
    life.vote("anna", "Вернуть", "нет подписи")
    assert (life.sync().kinds[-1], mended_by(life)) == ("refused", {})


# --- votes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "found"),
    [(None, None), ("Утвердить", None), ("Вернуть", "нет замечания"), ("Угу", "«Угу»")],
)
def test_what_a_voter_must_correct_is_told_to_the_voter_unless_the_ballot_stands_twice(said, found: str | None):
    life = under_vote()
    life.vote("anna", said)
    view = life.view()
    told = [each for each in decide(life.school, life.known, view, life.now()).problems if each.where == BALLOT]
    assert [each.mender for each in told] == ([Mender.VOTER] if found else [])
    assert all(found in each.found for each in told if found)
    twice = replace(view, quarantined=frozenset({BALLOT}))
    assert BALLOT not in mended_by(life, twice)


@pytest.mark.parametrize(
    ("stages", "found", "mender"),
    [
        ({"director": {"voters": "director", "pass_over_own_work": True}}, "Голосовать некому", "curator"),
        ({"working_group": {"quorum": 4}}, "кворум не собрать", "curator"),
    ],
)
def test_a_vote_that_nobody_can_decide_is_told_to_the_curator(stages: dict, found: str, mender: str):
    """Whoever answers is the only one to vote; or fewer are left than must agree."""
    told = mended_by(under_vote(stages=stages))[CODE]
    assert (found in told[0], told[1]) == (True, mender)


def test_a_moment_before_the_last_fact_is_the_last_facts():
    """A clock that went back writes no fact before another."""
    life = under_vote()
    life.vote("anna", "Утвердить")
    earlier = datetime(2021, 3, 1, 7, tzinfo=life.now().tzinfo)
    (event,) = decide(life.school, life.known, life.view(), earlier).events
    assert (event.kind, event.seen_at) == ("voted", life.known.head_at)
