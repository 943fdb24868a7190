"""Calendar days: what is overdue since when, and what the voters' slowness does not cost the executor."""

from datetime import date

import pytest

from models.board import columns as b
from tests.support.scenario import ANOTHER_ORDER, ORDER, Scenario, small_school

CODE = "1.1/2021"  # due on 31 March 2021
UNCLEAR = """
    | код | срок         | исполнители | форма  |
    | 1.1 | март 2021    | Директор    | Приказ |
    | 1.2 | По мере надобности | Директор    | Приказ |
"""


def days(life: Scenario, day: date, code: str = CODE) -> int:
    """How many days a milestone is overdue, as the pass of a day says; the board says the same."""
    found = life.sync(day).of(code).overdue_days
    assert life.remark(code).startswith(f"Просрочено на {found} дн.") == (found > 0)
    return found


@pytest.mark.parametrize(
    ("day", "overdue"),
    [(date(2021, 3, 30), 0), (date(2021, 3, 31), 0), (date(2021, 4, 1), 1), (date(2022, 3, 31), 365)],
)
def test_overdue_days_are_counted_from_the_due_date(day, overdue):
    assert days(Scenario(), day) == overdue


def test_a_due_date_on_a_day_off_does_not_move():
    """25 December 2021 is a Saturday."""
    life = Scenario()
    assert (days(life, date(2021, 12, 25), "1.3/2021"), days(life, date(2021, 12, 26), "1.3/2021")) == (0, 1)


def test_a_submission_made_in_time_is_not_overdue_while_the_voters_are_late():
    life = Scenario(day=date(2021, 3, 31))
    life.mark(CODE, "Готово", ORDER)
    assert [days(life, date(2021, 3, 31)), days(life, date(2021, 5, 1))] == [0, 0]


def test_after_a_refusal_days_count_from_the_due_date_again_and_end_with_the_approval():
    life = Scenario(day=date(2021, 3, 31))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.vote("anna", "Вернуть", "нет подписи")
    assert days(life, date(2021, 4, 5)) == 5
    life.mark(CODE, "Готово", ANOTHER_ORDER)
    assert days(life, date(2021, 4, 6)) == 6  # this submission came late
    life.vote("anna", "Утвердить", ballot="1.1/2021-2.1")
    life.vote("boris", "Утвердить", ballot="1.1/2021-2.1")
    assert days(life, date(2021, 4, 7)) == 0


def test_a_corrected_comment_keeps_the_day_of_the_submission():
    life = Scenario(day=date(2021, 3, 31))
    life.mark(CODE, "Готово", ORDER, None, "старое")
    life.sync()
    life.mark(CODE, "Готово", ORDER, None, "новое")
    assert days(life, date(2021, 4, 5)) == 0


def test_a_withdrawn_submission_shields_nobody():
    life = Scenario(day=date(2021, 3, 31))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.mark(CODE, "Начато")
    assert days(life, date(2021, 4, 5)) == 5


def test_a_moved_deadline_is_what_counts():
    life = Scenario(day=date(2021, 4, 5))
    life.mark(CODE, "Прошу перенести", None, date(2021, 4, 30), "ремонт")
    assert days(life, date(2021, 4, 5)) == 5
    life.vote("anna", "Утвердить")
    life.vote("boris", "Утвердить")
    assert [days(life, date(2021, 4, 6)), days(life, date(2021, 5, 1))] == [0, 1]


@pytest.mark.parametrize("request_", ["Готово", "Прошу снять"])
def test_what_is_finished_is_never_overdue(request_):
    life = Scenario()
    life.mark(CODE, request_, ORDER, None, "причина")
    life.sync()
    life.vote("anna", "Утвердить")
    life.vote("boris", "Утвердить")
    assert days(life, date(2024, 1, 1)) == 0


def test_the_day_is_the_schools_not_greenwichs():
    """At 20:00 UTC on 31 March it is already 1 April in Chelyabinsk."""
    from datetime import UTC, datetime

    school = small_school()
    assert school.calendar.today(datetime(2021, 3, 31, 20, tzinfo=UTC)) == date(2021, 4, 1)


def test_an_unclear_milestone_can_be_marked_and_approved_and_is_never_overdue():
    life = Scenario(small_school(UNCLEAR))
    seen = life.sync(date(2021, 6, 1)).of("1.2/2021")
    assert (str(seen.status), seen.due, seen.overdue_days) == ("unclear", None, 0)
    assert seen.why.startswith("Срок не определён: ")
    assert life.paper.read("План 2021", "1.2/2021", b.DUE) is None
    life.mark("1.2/2021", "Готово", ORDER)
    life.sync(date(2025, 12, 31))
    life.vote("anna", "Утвердить", ballot="1.2/2021-1.1")
    life.vote("boris", "Утвердить", ballot="1.2/2021-1.1")
    life.sync()
    assert life.status("1.2/2021") == "Исполнено"


def test_an_unclear_milestone_gets_a_due_date_by_a_vote():
    life = Scenario(small_school(UNCLEAR))
    life.mark("1.2/2021", "Прошу перенести", None, date(2021, 5, 1), "решили на совете")
    life.sync()
    life.vote("anna", "Утвердить", ballot="1.2/2021-1.1")
    life.vote("boris", "Утвердить", ballot="1.2/2021-1.1")
    life.sync()
    assert (life.status("1.2/2021"), days(life, date(2021, 5, 3), "1.2/2021")) == ("Запланировано", 2)


def test_voters_have_working_days_to_decide():
    """Five working days after 3 March 2021: the 6th to the 8th are days off."""
    life = Scenario(day=date(2021, 3, 3))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    assert life.paper.read(b.APPROVAL, "1.1/2021-1.1", b.DECIDE_BY) == date(2021, 3, 11)


def test_nothing_on_the_board_depends_on_the_minute():
    morning, evening = Scenario(hour=8), Scenario(hour=22)
    for life in (morning, evening):
        life.mark(CODE, "Готово", ORDER)
        life.sync()
        life.vote("anna", "Утвердить")
        life.sync()
    assert morning.paper == evening.paper
    assert morning.journal != evening.journal
