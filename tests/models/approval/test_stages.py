"""Stages in order, as the sample school writes them down; late voters; ends that were mistaken."""

from datetime import date

import pytest

from models.letters.blockers import curators_problems
from models.letters.day import Day
from models.school import Roster
from models.text import Mender, VekhaError
from tests.models.approval.test_voting import CODE, ORDER
from tests.support.sample import ACT, APPROVAL, PLAN, shipped
from tests.support.scenario import Scenario, roster, small_school, workflow

BEGIN = date(2021, 3, 1)
ORDER_21 = "Приказ № 21/2 от 18.02.2021 https://school150.example/docs/1"
NOTE = "Родительские собрания прошли во всех классах, родителям рассказано о ходе реализации Концепции"


@pytest.fixture
def life() -> Scenario:
    """The sample school, just begun."""
    return Scenario(shipped(), BEGIN)


def submit(life: Scenario, code: str, result: str, march: int = 1) -> list[str]:
    """«Готово» with a result; then the pass of a day of March."""
    life.mark(code, "Готово", result)
    return life.sync(date(2021, 3, march)).kinds


def vote(
    life: Scenario, ballot: str, march: int, *people: str, word: str = "Утвердить", why: str | None = None
) -> list[str]:
    """These people vote in a ballot; then the pass of a day of March."""
    for person in people:
        life.vote(person, word, why, ballot)
    return life.sync(date(2021, 3, march)).kinds


def members(*numbers: int) -> list[str]:
    return [f"member_{number}" for number in numbers]


def outcome(life: Scenario, ballot: str) -> str:
    """«Итог» of a ballot."""
    return str(life.paper.read(APPROVAL, ballot, "Итог"))


def test_a_local_act_passes_the_curator_the_group_and_the_director(life: Scenario):
    """1.3 is the working group's own: its head answers and does not vote."""
    assert submit(life, "1.3/2021", ACT.format(1)) == ["submitted", "stage_opened"]
    assert vote(life, "1.3/2021-1.1", 2, "curator") == ["voted", "stage_met", "stage_opened"]
    cells = [life.paper.read(APPROVAL, "1.3/2021-1.2", f"Член рабочей группы {n}: решение") for n in (1, 2)]
    assert cells == ["—", None]
    assert vote(life, "1.3/2021-1.2", 3, *members(2)) == ["voted"]
    assert vote(life, "1.3/2021-1.2", 4, *members(3)) == ["voted", "stage_met", "stage_opened"]
    assert vote(life, "1.3/2021-1.3", 5, "director") == ["voted", "stage_met", "done"]


def test_the_directors_own_order_passes_the_director_over(life: Scenario):
    submit(life, "1.1/2021", ORDER_21)
    vote(life, "1.1/2021-1.1", 2, "curator")
    assert vote(life, "1.1/2021-1.2", 3, *members(1, 2, 4))[-2:] == ["stage_met", "done"]


def test_information_of_the_curator_is_decided_by_the_chair(life: Scenario):
    submit(life, "6.3/2021", NOTE)
    assert vote(life, "6.3/2021-1.1", 2, "curator") == []
    assert "Решение («Куратор») не учтено: отвечает за эту веху" in outcome(life, "6.3/2021-1.1")
    assert vote(life, "6.3/2021-1.1", 3, *members(1)) == ["voted", "stage_met", "done"]


def test_a_return_at_a_later_stage_starts_again_at_the_first(life: Scenario):
    submit(life, "1.3/2021", ACT.format(1))
    vote(life, "1.3/2021-1.1", 2, "curator")
    assert vote(life, "1.3/2021-1.2", 3, *members(2), word="Вернуть", why="нет подписи") == ["voted", "refused"]
    life.paper.write(PLAN, "1.3/2021", "Результат", ACT.format(2))
    life.sync(date(2021, 3, 4))
    assert life.paper.read(APPROVAL, "1.3/2021-2.1", "Этап") == "куратор"
    assert "нет подписи" in outcome(life, "1.3/2021-1.2")
    asked = str(life.paper.read(APPROVAL, "1.3/2021-2.1", "Что решается"))
    assert asked.endswith("возвращено на доработку (рабочая группа). Член рабочей группы 2: «нет подписи»")


def test_a_mistaken_end_is_opened_again_by_a_vote(life: Scenario):
    submit(life, "3.3/2021", NOTE)
    assert vote(life, "3.3/2021-1.1", 2, "curator")[-1] == "done"
    life.reopen("3.3/2021", "не те классы")
    with pytest.raises(VekhaError):
        life.reopen("3.3/2021", "ещё раз")
    life.sync(date(2021, 3, 3))
    assert life.status("3.3/2021") == "Исполнено"
    life.paper.write(PLAN, "3.3/2021", "Комментарий", "исправлю")
    vote(life, "3.3/2021-2.1", 4, *members(1, 2, 3))
    assert "Веху уже просят открыть снова" in life.remark("3.3/2021")
    life.paper.write(PLAN, "3.3/2021", "Комментарий", None)
    assert vote(life, "3.3/2021-2.2", 5, "director")[-1] == "reopened"
    assert life.sync().kinds == []
    assert life.status("3.3/2021") == "В работе"


def test_a_milestone_that_is_not_finished_cannot_be_reopened(life: Scenario):
    with pytest.raises(VekhaError):
        life.reopen("1.3/2021", "хочу")


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
    assert told == [problem for problem in seen.effects.problems if problem.mender is Mender.CURATOR]


def test_who_is_only_told_has_no_columns_to_vote_in():
    life = late()
    life.sync(date(2021, 3, 19))
    assert "Куратор: решение" not in life.paper.sheets[APPROVAL][3]
