"""Plan against fact: what a monthly edition counts, and what a yearly one."""

from dataclasses import replace
from datetime import date

import pytest

from models.journal import Cancelled, Event, JournalState, Moved, Reopened, replay
from models.letters import LetterKind
from models.letters.summary import burnup
from models.school import Kind
from tests.support.letter_school import ROADMAP, at, done, refused, school, standing_on, submitted

SCHOOL = school()


def points(facts: list[Event], edition: LetterKind, day: str) -> list[tuple[str, int, int | None]]:
    """The points of a curve on a day after these facts: month and day, planned, done."""
    today = date.fromisoformat(day)
    overviews = standing_on(SCHOOL, JournalState(states=replay(facts)), [], today)
    found = burnup(SCHOOL, overviews, edition, today)
    assert found is not None
    return [(f"{each.day:%y-%m-%d}", each.planned, each.done) for each in found.points]


def asked(code: str, day: str, kind: Kind, number: int = 1) -> list[Event]:
    """Something was asked of the voters."""
    first, ballot = submitted(code, day, number)
    return [replace(first, submission=kind), ballot]


def test_a_month_is_seen_in_its_reporting_year():
    """Due in 2021: 1.1 in March, 1.2 in April, 2.1 in May, 1.3 in December; two are done, one of them early."""
    facts = [
        *submitted("1.1/2021", "2021-04-01"), done("1.1/2021", "2021-04-05"),
        *submitted("2.1/2021", "2021-04-06"), done("2.1/2021", "2021-04-07"),
    ]  # fmt: skip
    assert points(facts, "monthly", "2021-05-03") == [
        ("21-03-31", 1, 0), ("21-04-30", 2, 2), ("21-05-03", 2, 2), ("21-12-31", 4, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("edition", "day", "first", "last", "count"),
    [
        ("monthly", "2021-12-31", "21-03-31", "21-12-31", 10),
        ("monthly", "2022-01-01", "21-03-31", "21-12-31", 10),
        ("monthly", "2022-01-31", "21-03-31", "21-12-31", 10),
        ("monthly", "2022-02-01", "22-02-01", "22-12-31", 2),
        ("yearly", "2022-12-31", "21-03-31", "22-12-31", 8),
        ("yearly", "2023-01-10", "21-03-31", "22-12-31", 8),
    ],
)
def test_a_curve_goes_from_the_first_that_was_due_to_the_end_of_its_span(edition, day, first, last, count):
    """In January a month tells of the year that ended; what is over is told to its last day and no further."""
    found = points([], edition, day)
    assert (found[0][0], found[-1][0], len(found)) == (first, last, count)
    assert [done for *_, done in found][-1] == (0 if day >= f"20{last}" else None)


def test_a_month_is_seen_in_its_school_year():
    where = school(roadmap=ROADMAP.model_copy(update={"period": "2021/2022-2022/2023"}))
    overviews = standing_on(where, JournalState(), [], date(2022, 6, 1))
    found = burnup(where, overviews, "monthly", date(2022, 6, 1))
    assert found is not None
    assert [f"{each.day:%m-%d}" for each in found.points] == [
        "12-31", "01-31", "02-28", "03-31", "04-30", "05-31", "06-01", "08-31",
    ]  # fmt: skip


def test_a_moved_day_counts_and_what_was_struck_off_does_not():
    facts = [
        *asked("1.1/2021", "2021-03-01", Kind.EXTENSION),
        Moved(milestone="1.1/2021", seen_at=at("2021-03-05"), why="Перенесено", number=1, due=date(2021, 6, 30)),
        *asked("1.2/2021", "2021-03-01", Kind.CANCELLATION),
        Cancelled(milestone="1.2/2021", seen_at=at("2021-03-05"), why="Снято", number=1),
    ]  # fmt: skip
    assert points(facts, "monthly", "2021-05-03") == [("21-05-03", 0, 0), ("21-12-31", 3, None)]


@pytest.mark.parametrize(("due", "planned", "later"), [(date(2021, 12, 31), 4, 1), (date(2022, 1, 1), 3, 2)])
def test_what_is_due_on_the_first_or_last_day_of_a_span_is_planned_in_it(due: date, planned: int, later: int):
    facts = [
        *asked("1.1/2021", "2021-03-01", Kind.EXTENSION),
        Moved(milestone="1.1/2021", seen_at=at("2021-03-05"), why="Перенесено", number=1, due=due),
    ]
    assert points(facts, "monthly", "2021-05-03")[-1] == ("21-12-31", planned, None)
    assert points(facts, "monthly", "2022-05-03")[-1] == ("22-12-31", later, None)


def test_a_refused_reopening_leaves_the_day_on_which_it_was_done():
    facts = [*submitted("1.1/2021", "2021-03-01"), done("1.1/2021", "2021-03-05")]
    facts += [*asked("1.1/2021", "2021-04-10", Kind.REOPENING, 2), refused("1.1/2021", "2021-04-12", "не нужно", 2)]
    assert points(facts, "monthly", "2021-05-03")[:2] == [("21-03-31", 1, 1), ("21-04-30", 2, 1)]


def test_what_was_opened_again_is_not_done():
    facts = [*submitted("1.1/2021", "2021-03-01"), done("1.1/2021", "2021-03-05")]
    again = Reopened(milestone="1.1/2021", seen_at=at("2021-04-12"), why="Снова в работе", number=2)
    facts += [*asked("1.1/2021", "2021-04-10", Kind.REOPENING, 2), again]
    assert points(facts, "monthly", "2021-05-03")[:2] == [("21-03-31", 1, 0), ("21-04-30", 2, 0)]


def test_what_was_done_again_was_done_on_the_later_day():
    facts = [*submitted("1.1/2021", "2021-03-01"), done("1.1/2021", "2021-03-05")]
    again = Reopened(milestone="1.1/2021", seen_at=at("2021-03-12"), why="Снова в работе", number=2)
    facts += [*asked("1.1/2021", "2021-03-10", Kind.REOPENING, 2), again]
    facts += [*submitted("1.1/2021", "2021-04-01", 3), done("1.1/2021", "2021-04-05", 3)]
    assert points(facts, "monthly", "2021-05-03")[:2] == [("21-03-31", 1, 0), ("21-04-30", 2, 1)]


@pytest.mark.parametrize("today", [date(2022, 12, 31), date(2023, 1, 1), date(2023, 8, 1)])
def test_a_curve_ends_with_its_span_however_late_it_is_told(today: date):
    found = burnup(SCHOOL, standing_on(SCHOOL, JournalState(), [], today), "yearly", today)
    assert found is not None
    assert (found.points[-1].day, len(found.points)) == (date(2022, 12, 31), 8)


def test_a_roadmap_of_five_years_is_told_by_quarters_to_its_end():
    where = school(roadmap=ROADMAP.model_copy(update={"period": "2021-2025"}))
    found = burnup(where, standing_on(where, JournalState(), [], date(2026, 1, 12)), "yearly", date(2026, 1, 12))
    assert found is not None
    assert [f"{each.day:%y-%m}" for each in found.points][-5:] == ["24-12", "25-03", "25-06", "25-09", "25-12"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2021/2022", ["12-31", "01-31", "02-28", "03-31", "04-30", "05-31", "06-01", "08-31"]),
        ("2021/2022-2022/2023", ["02-28", "05-31", "06-01", "08-31"]),
    ],
)
def test_a_roadmap_of_one_year_is_told_by_months_and_a_longer_one_by_quarters(period: str, expected: list[str]):
    where = school(roadmap=ROADMAP.model_copy(update={"period": period}))
    found = burnup(where, standing_on(where, JournalState(), [], date(2022, 6, 1)), "yearly", date(2022, 6, 1))
    assert found is not None
    assert [f"{each.day:%m-%d}" for each in found.points] == expected


@pytest.mark.parametrize("edition", ["daily", "weekly"])
def test_shorter_editions_have_no_curve(edition: LetterKind):
    assert burnup(SCHOOL, standing_on(SCHOOL, JournalState(), [], date(2021, 5, 3)), edition, date(2021, 5, 3)) is None


def test_a_year_is_seen_in_the_whole_roadmap_by_quarters():
    assert points([], "yearly", "2022-01-10") == [
        ("21-03-31", 1, 0), ("21-06-30", 3, 0), ("21-09-30", 3, 0), ("21-12-31", 4, 0), ("22-01-10", 4, 0),
        ("22-12-31", 5, None),
    ]  # fmt: skip
