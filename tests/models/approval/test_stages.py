"""Stages in order, as the sample school writes them down; late voters; ends that were mistaken."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.letters.blockers import curators_problems
from models.letters.day import Day
from models.school import Roster
from tests.models.approval.test_voting import CODE, ORDER
from tests.support.cli_school import ACT, APPROVAL, PLAN, CliSchool
from tests.support.scenario import Scenario, roster, small_school, workflow

BEGIN = "2021-03-01T09:00"
ORDER_21 = "Приказ № 21/2 от 18.02.2021 https://school150.example/docs/1"
NOTE = "Родительские собрания прошли во всех классах, родителям рассказано о ходе реализации Концепции"


@pytest.fixture
def school(tmp_path: Path) -> CliSchool:
    """The sample school, just begun."""
    made = CliSchool(tmp_path / "var")
    assert made.run("init", now=BEGIN).code == 0
    return made


def kinds(facts: Any) -> list[str]:
    return [event["kind"] for event in facts["events"]]


def vote(school: CliSchool, ballot: str, now: str, *voters: str, word: str = "Утвердить") -> list[str]:
    """These people vote in a ballot; then a pass."""
    school.fill(APPROVAL, ballot, {f"{voter}: решение": word for voter in voters})
    return kinds(school.facts("sync", now=now))


def members(*numbers: int) -> list[str]:
    return [f"Член рабочей группы {number}" for number in numbers]


def test_a_local_act_passes_the_curator_the_group_and_the_director(school: CliSchool):
    """1.3 is the working group's own: its head answers and does not vote."""
    school.fill(PLAN, "1.3/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
    assert kinds(school.facts("sync", now=BEGIN)) == ["submitted", "stage_opened"]
    assert vote(school, "1.3/2021-1.1", "2021-03-02T09:00", "Куратор") == ["voted", "stage_met", "stage_opened"]
    head = school.row(APPROVAL, "1.3/2021-1.2")
    assert [head[f"{who}: решение"] for who in members(1, 2)] == ["—", None]
    assert vote(school, "1.3/2021-1.2", "2021-03-03T09:00", *members(2)) == ["voted"]
    assert vote(school, "1.3/2021-1.2", "2021-03-04T09:00", *members(3)) == ["voted", "stage_met", "stage_opened"]
    assert vote(school, "1.3/2021-1.3", "2021-03-05T09:00", "Директор") == ["voted", "stage_met", "done"]


def test_the_directors_own_order_passes_the_director_over(school: CliSchool):
    school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ORDER_21})
    school.facts("sync", now=BEGIN)
    vote(school, "1.1/2021-1.1", "2021-03-02T09:00", "Куратор")
    assert vote(school, "1.1/2021-1.2", "2021-03-03T09:00", *members(1, 2, 4))[-2:] == ["stage_met", "done"]


def test_information_of_the_curator_is_decided_by_the_chair(school: CliSchool):
    school.fill(PLAN, "6.3/2021", {"Отметка": "Готово", "Результат": NOTE})
    school.facts("sync", now=BEGIN)
    assert vote(school, "6.3/2021-1.1", "2021-03-02T09:00", "Куратор") == []
    told = school.row(APPROVAL, "6.3/2021-1.1")
    assert "голос «Куратор» не учтён: отвечает за эту веху" in told["Итог"]
    assert vote(school, "6.3/2021-1.1", "2021-03-03T09:00", *members(1)) == ["voted", "stage_met", "done"]


def test_a_return_at_a_later_stage_starts_again_at_the_first(school: CliSchool):
    school.fill(PLAN, "1.3/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
    school.facts("sync", now=BEGIN)
    vote(school, "1.3/2021-1.1", "2021-03-02T09:00", "Куратор")
    school.fill(APPROVAL, "1.3/2021-1.2", {f"{members(2)[0]}: замечание": "нет подписи"})
    assert vote(school, "1.3/2021-1.2", "2021-03-03T09:00", *members(2), word="Вернуть") == ["voted", "refused"]
    school.fill(PLAN, "1.3/2021", {"Результат": ACT.format(2)})
    school.facts("sync", now="2021-03-04T09:00")
    again = school.row(APPROVAL, "1.3/2021-2.1")
    assert (again["Этап"], "нет подписи" in school.row(APPROVAL, "1.3/2021-1.2")["Итог"]) == ("куратор", True)
    assert again["Что решается"].endswith("возвращено на доработку – Член рабочей группы 2: «нет подписи»")


def test_a_mistaken_end_is_opened_again_by_a_vote(school: CliSchool):
    school.fill(PLAN, "3.3/2021", {"Отметка": "Готово", "Результат": NOTE})
    school.facts("sync", now=BEGIN)
    vote(school, "3.3/2021-1.1", "2021-03-02T09:00", "Куратор")
    assert school.run("reopen", "3.3/2021", "--reason", "не те классы", now="2021-03-03T09:00").code == 0
    assert school.run("reopen", "3.3/2021", "--reason", "ещё раз", now="2021-03-03T09:00").code == 1
    school.facts("sync", now="2021-03-03T09:05")
    assert school.status("3.3/2021", "2021-03-03T09:05")["status"] == "done"
    school.fill(PLAN, "3.3/2021", {"Комментарий": "исправлю"})
    vote(school, "3.3/2021-2.1", "2021-03-04T09:00", *members(1, 2, 3))
    assert "Веху уже просят открыть снова" in school.row(PLAN, "3.3/2021")["Замечание"]
    school.fill(PLAN, "3.3/2021", {"Комментарий": None})
    assert vote(school, "3.3/2021-2.2", "2021-03-05T09:00", "Директор")[-1] == "reopened"
    assert kinds(school.facts("sync", now="2021-03-05T09:00")) == []
    assert school.status("3.3/2021", "2021-03-05T09:00")["status"] == "in_progress"
    assert school.run("verify", now="2021-03-05T09:00").code == 0


def test_a_milestone_that_is_not_finished_cannot_be_reopened(school: CliSchool):
    said = school.run("reopen", "1.3/2021", "--reason", "хочу", now=BEGIN)
    assert (said.code, len(said.err.splitlines())) == (1, 1)


def late(people: Roster | None = None, quorum: str | int = "all", **escalate: object) -> Scenario:
    """A ballot that everybody of the group must approve; two working days late the curator is told."""
    rule = {"after": "2 рабочих дня", "to": "curator", **escalate}
    rules = workflow({"working_group": {"label": "рабочая группа", "quorum": quorum, "escalate": rule}})
    life = Scenario(small_school(people=people, rules=rules))
    life.mark(CODE, "Готово", ORDER)
    life.sync(date(2021, 3, 1))
    return life


def test_late_voters_are_escalated_once_on_the_day_that_was_written_down():
    life = late()
    deadline = life.known.state(CODE).ballots[-1].decide_by
    days = [date(2021, 3, day) for day in range(2, 20)]
    told = [day for day in days if "escalated" in life.sync(day).kinds]
    between = life.school.calendar.working_days_between
    assert [between(deadline, day) for day in told] == [2]
    assert life.status(CODE) == "На утверждении"


@pytest.mark.parametrize(("word", "reason", "end"), [("Утвердить", None, "done"), ("Вернуть", "нет даты", "refused")])
def test_who_has_the_last_word_ends_the_stage_alone(word: str, reason: str | None, end: str):
    life = late(decides=True)
    life.sync(date(2021, 3, 19))
    life.vote("curator", word, reason)
    assert life.sync(date(2021, 3, 22)).kinds[-1] == end


AWAY = [{"person": "curator", "since": "2021-03-15"}]


@pytest.mark.parametrize(
    ("escalate", "absences", "day", "jammed"),
    [
        pytest.param({"decides": True}, (), 1, True, id="nobody has the last word yet"),
        pytest.param({"decides": True}, (), 19, False, id="the curator has the last word"),
        pytest.param({"decides": True}, AWAY, 19, True, id="who has the last word is away"),
        pytest.param({"decides": True, "to": "chair"}, (), 19, False, id="a member has the last word"),
        pytest.param({}, (), 19, True, id="the curator is only told"),
    ],
)
def test_the_pass_and_the_curators_letter_of_the_day_agree_on_a_jam(escalate, absences, day, jammed):
    """Four must approve and the group has three; the letter is computed from the journal, without the pass's word."""
    life = late(roster(absences=absences), quorum=4, **escalate)
    seen = life.sync(date(2021, 3, day))
    told = curators_problems(Day(life.school, life.known, life.day, seen.overviews, ()))
    assert [problem.where for problem in told] == [CODE] * jammed
    assert told == list(seen.effects.problems)


def test_who_is_only_told_has_no_columns_to_vote_in():
    life = late()
    life.sync(date(2021, 3, 19))
    assert "Куратор: решение" not in life.paper.sheets[APPROVAL][3]
