"""What stands in voters' cells and is not counted, and what they must correct, one row for each reason."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval import Panel, decides, read_votes
from models.approval.vote_texts import VOTE_OF_ANOTHER
from models.approval.votes import SeenVote, counts, set_aside, vote_faults
from models.board import Formula
from models.board.texts import FORMULA_IN_CELL, text_too_long
from models.journal import Ballot
from models.school import Choice, all_voters
from models.text import Mender
from tests.support.facts import state_after
from tests.support.scenario import ORDER, Scenario, roster, shipped, small_school, workflow

PEOPLE, WORDS = roster(), shipped().workflow.choices
YES, NO = SeenVote("Утвердить", Choice.APPROVE, ""), SeenVote("Вернуть", Choice.RETURN, "нет подписи")
LONG = replace(YES, fault=text_too_long("Анна: замечание", 201, 200))
BARE, ODD, OPEN = replace(NO, comment=""), SeenVote("Угу", None, ""), replace(YES, proven=False)
REMARK = SeenVote("", None, "подумаю")
BLANK, FOREIGN = (
    SeenVote("", None, "", proven=False), replace(YES, fault=VOTE_OF_ANOTHER.of(label="Анна"), of_another=True),
)  # fmt: skip
PANEL = Panel({"anna": "anna", "boris": "boris", "gleb": "vera"}, {"curator": "Куратор отвечает сам"})


def ballot(votes: str = "") -> Ballot:
    """An open ballot with these votes."""
    found = state_after(f"submit open {votes}").ballot
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("vote", "counted"),
    [(None, False), (YES, True), (NO, True), (BARE, False), (ODD, False), (REMARK, False), (LONG, False)],
)
def test_only_an_accepted_word_is_a_vote_and_a_return_needs_its_reason(vote: SeenVote | None, counted: bool):
    assert counts(vote) == counted


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        ({}, {}),
        ({"Анна: решение": "утвердить "}, {"anna": SeenVote("утвердить", Choice.APPROVE, "")}),
        ({"Анна: решение": "Угу"}, {"anna": SeenVote("Угу", None, "")}),
        ({"Анна: замечание": "подумаю"}, {"anna": SeenVote("", None, "подумаю")}),
        ({"Анна: решение": "Вернуть", "Борис: замечание": "?"},
         {"anna": SeenVote("Вернуть", Choice.RETURN, ""), "boris": SeenVote("", None, "?")}),
        ({"Марфа: решение": "Утвердить"}, {}),
        ({"Анна: решение": "Вернуть", "Анна: замечание": Formula("=NOW()")}, {"anna": SeenVote(
            "Вернуть", Choice.RETURN, "", fault=FORMULA_IN_CELL.of(column="Анна: замечание"))}),
        ({"Анна: решение": "Вернуть", "Анна: замечание": "я" * 200},
         {"anna": SeenVote("Вернуть", Choice.RETURN, "я" * 200)}),
        ({"Анна: решение": "Утвердить", "Анна: чьё": "gone"},
         {"gone": SeenVote("Утвердить", Choice.APPROVE, ""), "anna": SeenVote(
             "Утвердить", Choice.APPROVE, "", fault=VOTE_OF_ANOTHER.of(label="Анна"), of_another=True)}),
        ({"Анна: решение": "Угу", "Анна: чьё": "boris", "Борис: решение": "Утвердить", "Борис: чьё": "anna"},
         {"boris": SeenVote("Угу", None, ""), "anna": SeenVote("Утвердить", Choice.APPROVE, "")}),
        ({"Прежняя: решение": "Утвердить", "Прежняя: чьё": "anna"},
         {"anna": SeenVote("Утвердить", Choice.APPROVE, "")}),
        ({"Прежняя: решение": "Утвердить", "Прежняя: чьё": "anna", "Анна: замечание": "хорошо"},
         {"anna": SeenVote("Утвердить", Choice.APPROVE, "")}),
        ({"Прежняя: решение": "Утвердить", "Прежняя: чьё": "anna", "Анна: решение": "Угу"},
         {"anna": SeenVote("Угу", None, "")}),
        ({"Анна: решение": "Вернуть", "Анна: замечание": "я" * 201}, {"anna": SeenVote(
            "Вернуть", Choice.RETURN, "", fault=text_too_long("Анна: замечание", 201, 200))}),
    ],
)  # fmt: skip
def test_whatever_a_voter_wrote_is_seen(cells: dict, seen: dict):
    """A remark alone as well; an unknown person's column is nobody's."""
    found = read_votes(cells, PEOPLE, WORDS, 200)
    assert {who: replace(vote, said=vote.said.strip()) for who, vote in found.items()} == seen


@pytest.mark.parametrize(
    ("seen", "votes", "aside"),
    [
        ({"anna": YES, "boris": REMARK}, "", []),
        ({"anna": ODD}, "", ["Анна"]),
        ({"anna": BARE}, "", ["Анна"]),
        ({"anna": LONG}, "", ["Анна"]),
        ({"anna": BARE}, "anna+", []),
        ({"curator": YES}, "", ["Куратор"]),
        ({"curator": REMARK}, "", []),
        ({"teacher": YES}, "", ["Педагог"]),
        ({"gleb": YES}, "vera+", ["Глеб"]),
        ({"gleb": YES}, "anna+", []),
        ({"anna": OPEN}, "", ["Анна"]),
        ({"teacher": OPEN}, "", ["Педагог"]),
        ({"anna": OPEN}, "anna+", []),
        ({"anna": replace(OPEN, choice=Choice.RETURN)}, "anna+", ["Анна"]),
        ({"anna": BLANK}, "", []),
        ({"teacher": NO}, "teacher+", ["Педагог"]),
        ({"teacher": YES}, "teacher+", []),
        ({"anna": NO}, "anna+", []),
        ({"anna": FOREIGN}, "", ["Анна"]),
        ({"teacher": FOREIGN}, "", []),
        ({"anna": OPEN, "boris": BARE, "gleb": ODD}, "", ["Анна", "Борис", "Глеб"]),
        ({"anna": YES, "boris": BARE}, "anna+", ["Борис"]),
        ({"anna": REMARK, "boris": BARE}, "", ["Борис"]),
    ],
)
def test_each_decision_that_is_not_counted_is_told_with_its_voter(seen: dict, votes: str, aside: list[str]):
    """In the order of the people file; what stops one voter does not silence the next."""
    found = set_aside(ballot(votes), PANEL, seen, PEOPLE, WORDS)
    assert [next(label for label in aside if label in sentence) for sentence in found] == aside
    assert len(set(found)) == len(found)


def test_those_who_have_no_say_are_told_together_where_the_first_of_them_stands():
    seen = {"director": YES, "anna": BARE, "teacher": YES}
    found = set_aside(ballot(), PANEL, seen, PEOPLE, WORDS)
    assert found[0] == "Решения («Директор», «Педагог») не учтены: на этом этапе не голосуют"
    assert ["«Анна»" in sentence for sentence in found] == [False, True]
    later = set_aside(ballot(), PANEL, {"anna": BARE, "vera": YES, "teacher": YES}, PEOPLE, WORDS)
    assert ["не голосуют" in sentence for sentence in later] == [False, True]


@pytest.mark.parametrize(
    ("seen", "voters"),
    [
        ({}, []),
        ({"anna": YES, "boris": NO, "gleb": REMARK}, []),
        ({"anna": ODD}, ["Анна"]),
        ({"anna": BARE}, ["Анна"]),
        ({"anna": OPEN}, ["Анна"]),
        ({"anna": BLANK}, []),
        ({"anna": FOREIGN}, ["Анна"]),
        ({"curator": ODD, "teacher": OPEN}, []),
        ({"anna": OPEN, "boris": ODD, "gleb": BARE}, ["Анна", "Борис", "Глеб"]),
        ({"anna": YES, "boris": BARE}, ["Борис"]),
    ],
)
def test_each_voter_is_told_what_to_correct(seen: dict, voters: list[str]):
    """Only those who may vote."""
    found = [" ".join(fault) for _, fault in vote_faults(ballot(), PANEL, seen, PEOPLE, WORDS)]
    assert len(found) == len(voters)
    assert all(label in fault for label, fault in zip(voters, found, strict=True))


def test_everybody_who_may_ever_vote_has_a_column():
    """Substitutes of voters and theirs in turn; nobody's who only stands in for somebody without a vote."""
    away = [
        {"person": person, "substitute": other, "since": date(2021, 5, 1)}
        for person, other in (("anna", "vera"), ("vera", "dina"), ("curator", "teacher"))
    ]
    stages = workflow().stages
    assert all_voters(stages, roster(absences=away)) == ("anna", "boris", "gleb", "vera", "dina")
    last_word = {"working_group": {"escalate": {"after": "1 рабочий день", "to": "curator", "decides": True}}}
    told_only = {"working_group": {"escalate": {"after": "1 рабочий день", "to": "curator"}}}
    assert "curator" in all_voters(workflow(last_word).stages, roster())
    assert "curator" not in all_voters(workflow(told_only).stages, roster())
    assert "director" in all_voters(workflow({"working_group": {"stand_in": "director"}}).stages, roster())


@pytest.mark.parametrize(
    ("understood", "warnings", "expected"),
    [("приказ № 5", (), "Приказ № 5"), ("", (), "Completion"), ("приказ", ("Ссылка уже была",), "Приказ. Ссылка")],
)
def test_what_is_decided_is_what_was_understood_else_the_kind(understood: str, warnings: tuple, expected: str):
    (submission,) = state_after("submit").submissions
    made = replace(submission.made, understood=understood, warnings=warnings)
    assert decides(replace(submission, made=made)).startswith(expected)


# --- problems of a pass ----------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "vacant"), [("", True), ("started", True), ("submit open met done", False)])
def test_a_vacant_post_is_told_of_what_is_still_to_be_done(words: str, vacant: bool):
    """1.1 has an executor whom nobody is."""
    life = Scenario(small_school(people=roster(holders={"Директор": []})))
    life.known = replace(life.known, states={"1.1/2021": state_after(words)})
    told = [problem.where for problem in life.sync().effects.problems if problem.mender is Mender.ADMINISTRATOR]
    assert ("1.1/2021" in told) == vacant


@pytest.mark.parametrize(("kinds", "problem"), [(("completion",), False), (("cancellation",), True)])
def test_a_mark_without_a_route_is_a_problem_of_the_settings(kinds: tuple[str, ...], problem: bool):
    plain = workflow()
    rules = plain.model_copy(update={"routes": (plain.routes[-1].model_copy(update={"kinds": kinds}),)})
    life = Scenario(small_school(rules=rules))
    life.mark("1.2/2021", "Готово", "На встречах с наставниками побывали ученики девятых классов")
    seen = life.sync()
    assert (list(seen.problems), seen.kinds) == (
        (["1.2/2021"], []) if problem else ([], ["submitted", "stage_opened"])
    )  # fmt: skip


def test_what_is_under_vote_is_no_problem_when_its_route_goes():
    """Its stage goes on; the rule is for what is submitted from now on."""
    life = Scenario(small_school())
    life.mark("1.1/2021", "Готово", ORDER)
    life.sync()
    route = workflow().routes[-1].model_copy(update={"kinds": ("cancellation",)})
    life.school = replace(life.school, workflow=workflow().model_copy(update={"routes": (route,)}))
    seen = life.sync()
    assert (seen.kinds, seen.problems) == ([], {})
