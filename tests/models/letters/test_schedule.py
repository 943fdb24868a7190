"""When people get letters: their own weekdays, rhythm and pauses, the school's vacations and quiet hours, editions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from models.letters import DeliveryContext, LetterKind, quiet_until, sent_from
from models.letters.schedule import begins, edition_before, quiet_minutes
from models.mail import Telling, Told
from models.school import Absence, LetterPreferences, School
from models.school.settings import LetterTimes
from tests.support.letter_school import (
    ROADMAP,
    WORKFLOW,
    ZONE,
    Event,
    refused,
    roster,
    school,
    started,
    submitted,
    walked,
    written,
)

RETURNED = [*submitted("1.2/2021", "2021-03-20"), refused("1.2/2021", "2021-03-22", "нет плана")]
BEGUN = [started("1.1/2021", "2021-02-25")]
STEP = "escalated:1.2/2021:2021-04-30"
IVANS = ROADMAP.model_copy(update={"directions": tuple(
    direction.model_copy(update={"activities": tuple(
        one.model_copy(update={"executors": ("Педагог-психолог",)}) for one in direction.activities if one.code == "2.1"
    )}) for direction in ROADMAP.directions
)})  # fmt: skip


def days(text: str) -> list[date]:
    """«2021-04: 5 7» as days."""
    month, numbers = text.split(": ")
    return [date.fromisoformat(f"{month}-{int(number):02}") for number in numbers.split()]


def told(where: School, person: str, first: str, last: str, facts: Iterable[Event] = ()) -> dict[date, str]:
    """The days on which a person gets a letter, and its kind; each day knows what happened before it."""
    before = [replace(fact, seen_at=fact.seen_at + timedelta(hours=3)) for fact in facts]
    walk = walked(first, last, before, where)
    return {day: letter.kind for day, letters in walk.items() for letter in letters if letter.person == person}


def of(person: str, **wishes: object) -> School:
    """The school without summaries, and with one person's wishes about letters."""
    return school(roster(wishes={person: LetterPreferences.model_validate(wishes)}), weekly=())


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, "2021-04: 5 6 7 8 12 19 26"),
        ({"days": ("вт", "чт", "сб")}, "2021-04: 6 8 13 20 27"),
        ({"every": "week"}, "2021-04: 5 12 19 26"),
        ({"every": "week", "days": ("чт", "пт")}, "2021-04: 8 15 22 29"),
        ({"paused_until": "2021-04-08"}, "2021-04: 9 12 13 14 16 23 30"),
        ({"paused_until": "2021-04-06", "every": "week"}, "2021-04: 7 12 19 26"),
    ],
)
def test_a_person_gets_letters_when_they_wish(wishes: dict[str, object], expected: str):
    """A returned row is told at once, then after 1, 2, 3 and 5 working days, then weekly, on the person's own days."""
    where = replace(of("ivan", **wishes), workflow=WORKFLOW.model_copy(update={"due_soon": ()}))
    facts = [replace(fact, milestone="2.1/2021") for fact in RETURNED]
    facts = [replace(fact, ballot="2.1/2021-1.1") if hasattr(fact, "ballot") else fact for fact in facts]
    where = replace(where, roadmap=IVANS)
    assert list(told(where, "ivan", "2021-04-05", "2021-04-30", facts)) == days(expected)


def test_a_notice_that_fell_on_a_day_without_letters_is_told_in_the_next_one_once():
    """1.2 is due on Friday, 30 April: 14, 7, 3 and 1 working days before are the 12th, 21st, 27th and 29th."""
    notices = list(told(of("ivan"), "ivan", "2021-04-01", "2021-04-30"))
    assert notices == days("2021-04: 12 21 27 29")
    thursdays, paused = of("ivan", days=("чт",)), of("ivan", paused_until="2021-04-25")
    assert list(told(thursdays, "ivan", "2021-04-01", "2021-04-30")) == days("2021-04: 15 22 29")
    assert list(told(paused, "ivan", "2021-04-01", "2021-04-30")) == days("2021-04: 26 27 29")


def test_where_the_workflow_names_no_notice_nothing_is_told_before_it_is_due():
    """Without `due_soon` the first letter about 1.2 comes when it is overdue, and none fails on the day it is due."""
    where = replace(of("ivan"), workflow=WORKFLOW.model_copy(update={"due_soon": ()}))
    assert list(told(where, "ivan", "2021-04-01", "2021-05-03")) == days("2021-05: 3")


def test_a_step_of_the_ladder_that_fell_into_a_vacation_is_told_after_it_once():
    """The curator's step is the 7th of May, the director's the 14th; the school writes no letters till the 16th."""
    times = LetterTimes.model_validate({"vacations": ({"since": "2021-05-03", "until": "2021-05-16"},)})
    where = school(weekly=(), times=times)
    assert not [day for who in ("ivan", "kira", "dina") for day in told(where, who, "2021-05-03", "2021-05-16")]
    assert list(told(where, "dina", "2021-05-17", "2021-05-30")) == days("2021-05: 17")


def test_a_newcomer_does_not_hear_again_what_the_predecessor_was_told():
    """Sofia stands in for the director from the day after the director's step; from before it, she hears of it."""
    for since, expected in (("2021-05-17", []), ("2021-05-12", days("2021-05: 14"))):
        away = Absence(person="dina", substitute="sofia", since=date.fromisoformat(since), until=date(2021, 6, 30))
        assert list(told(school(roster(away), weekly=()), "sofia", "2021-05-10", "2021-05-28")) == expected


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        ([], True),
        ([("dina", "2021-05-14", ())], True),  # the letter said something else
        ([("kira", "2021-05-14", (STEP,))], True),  # it was told another post
        ([("dina", "2021-05-13", (STEP,))], True),  # that was an earlier step
        ([("dina", "2021-05-14", (STEP,))], False),
        ([("dina", "2021-05-14", None)], False),  # a release that kept no subjects told what had begun by then
        ([("dina", "2021-05-13", None)], True),
    ],
)
def test_told_is_what_a_letter_told(tellings: list[tuple[str, str, tuple[str, ...] | None]], expected: bool):
    """The director's step of the 14th stands in the letter of the 17th unless a letter of the outbox told it."""
    told = Told(tuple(Telling(who, date.fromisoformat(day), "daily", subjects) for who, day, subjects in tellings))
    letters = written("2021-05-17", where=school(weekly=()), outside=DeliveryContext(told=told)).letters
    assert any(STEP in each.subjects for each in letters if each.person == "dina") is expected


# --- editions --------------------------------------------------------------------------------------


def test_the_edition_of_a_longer_span_takes_the_place_of_the_letter_of_that_day():
    """Mondays bring the week, the first working day of a month the month, of a year the year."""
    kinds = told(school(), "kira", "2021-02-22", "2021-04-06", BEGUN)
    assert {day: kind for day, kind in kinds.items() if kind != "daily"} == {
        **dict.fromkeys(days("2021-02: 22"), "weekly"),
        **dict.fromkeys(days("2021-03: 1"), "monthly"), **dict.fromkeys(days("2021-03: 8 15 22 29"), "weekly"),
        **dict.fromkeys(days("2021-04: 1"), "monthly"), **dict.fromkeys(days("2021-04: 5"), "weekly"),
    }  # fmt: skip
    new_year = told(school(days_off=days("2022-01: 3 4 5 6 7")), "kira", "2021-12-31", "2022-01-12", BEGUN)
    assert new_year[date(2022, 1, 10)] == "yearly"


def test_nothing_longer_than_a_week_is_summed_up_before_anything_happened():
    """In the month in which the journal begins the summary is of a week."""
    assert told(school(), "kira", "2021-03-01", "2021-03-01") == {date(2021, 3, 1): "weekly"}


@pytest.mark.parametrize(
    ("day", "which", "expected"),
    [
        ("2021-03-01", "weekly", ["weekly"]),  # a Monday
        ("2021-03-01", "daily", ["weekly"]),
        ("2021-03-01", None, ["monthly"]),
        ("2021-03-01", "monthly", ["monthly"]),
        ("2021-03-01", "yearly", []),
        ("2021-04-01", "weekly", []),  # a Thursday
        ("2021-04-01", "daily", ["daily"]),
        ("2021-04-01", "monthly", ["monthly"]),
        ("2022-01-03", "weekly", ["weekly"]),
        ("2022-01-03", "monthly", ["yearly"]),
        ("2022-01-03", "yearly", ["yearly"]),
        ("2023-01-02", "yearly", ["yearly"]),
        ("2024-01-01", "yearly", []),  # the roadmap ended a year before
    ],
)
def test_each_command_writes_its_edition_to_those_whose_week_month_or_year_begins(
    day: str, which: LetterKind | None, expected: list[str]
):
    """The letters of the day know the week's summary only; the longer ones are asked for, or all that is due is."""
    assert [letter.kind for letter in written(day, BEGUN, which=which).letters] == expected


def test_a_reader_with_own_days_gets_the_summary_on_the_first_of_them():
    """On Tuesdays and Thursdays only: the month on the first Thursday, the weeks on Tuesdays."""
    people = roster(wishes={"kira": LetterPreferences(days=("вт", "чт"))})
    kinds = told(school(people), "kira", "2021-04-01", "2021-04-15", BEGUN)
    summaries = [f"{day.day} {kind}" for day, kind in kinds.items() if kind != "daily"]
    assert summaries == ["1 monthly", "6 weekly", "13 weekly"]


def test_a_reader_who_was_away_on_monday_gets_the_summary_on_coming_back():
    away = Absence(person="kira", since=date(2021, 4, 2), until=date(2021, 4, 6))
    kinds = told(school(roster(away)), "kira", "2021-04-05", "2021-04-09", BEGUN)
    assert kinds[date(2021, 4, 7)] == "weekly"
    assert set(kinds.values()) == {"weekly", "daily"}


def test_a_summary_tells_what_changed_since_the_one_before():
    """After a vacation of eleven weeks the summary goes back to the last one before it."""
    times = LetterTimes.model_validate({"vacations": ({"since": "2021-06-01", "until": "2021-08-15"},)})
    where = school(times=times)
    assert edition_before("weekly", where, "kira", date(2021, 8, 16)) == date(2021, 5, 31)
    assert edition_before("monthly", where, "kira", date(2021, 8, 16)) == date(2021, 5, 3)
    assert edition_before("yearly", where, "kira", date(2022, 1, 3)) == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("kind", "expected"), [("weekly", "2021-03-29"), ("monthly", "2021-03-01"), ("yearly", "2020-01-01")]
)
def test_where_there_was_no_edition_a_summary_goes_back_to_the_period_before(kind: LetterKind, expected: str):
    """The reader wanted no letters until today."""
    where = school(roster(wishes={"kira": LetterPreferences.model_validate({"paused_until": "2021-04-04"})}))
    assert str(edition_before(kind, where, "kira", date(2021, 4, 5))) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2021-04-06", "2019-01-28"), ("2021-04-07", "2021-03-29"), ("2021-04-08", "2021-03-29")],
)
def test_an_edition_of_more_than_eight_hundred_days_ago_counts_as_none(day: str, expected: str):
    """The school rested from February 2019 to March 2021; the last week before began on 28 January 2019."""
    times = LetterTimes.model_validate({"vacations": ({"since": "2019-02-04", "until": "2021-04-04"},)})
    assert str(edition_before("weekly", school(times=times), "kira", date.fromisoformat(day))) == expected


@pytest.mark.parametrize(
    ("kind", "last"),
    [("weekly", "2021-03-22"), ("weekly", "2021-03-31"), ("monthly", "2021-03-09"), ("monthly", "2021-01-29"),
     ("yearly", "2020-12-31")],
)  # fmt: skip
def test_the_edition_before_fell_on_the_first_day_for_letters_of_its_span(kind: LetterKind, last: str):
    """Of the last span that had one; the school rested from the day after it (and till it) on."""
    rests = ({"since": str(date.fromisoformat(last) + timedelta(days=1)), "until": "2021-04-04"},
             {"since": "2018-01-01", "until": str(date.fromisoformat(last) - timedelta(days=1))})  # fmt: skip
    where = school(times=LetterTimes.model_validate({"vacations": rests}))
    assert str(edition_before(kind, where, "kira", date(2021, 4, 5))) == last


def test_a_school_year_begins_in_september():
    """A roadmap of school years has its yearly edition then, and none in January."""
    where = school(roadmap=ROADMAP.model_copy(update={"period": "2021/2022-2022/2023"}))
    assert begins("yearly", where, date(2022, 8, 31)) == date(2021, 9, 1)
    for day, expected in (("2022-01-03", ["monthly"]), ("2022-09-01", ["yearly"])):
        assert [each.kind for each in written(day, BEGUN, where=where).letters if each.summary] == expected


# --- hours -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "minutes"), [(None, 0), ("21:00-07:00", 600), ("00:00 – 07:30", 450), ("12:00-14:15", 135)]
)
def test_quiet_hours_last_so_many_minutes_of_a_day(hours: str | None, minutes: int):
    assert quiet_minutes(school(times=LetterTimes.model_validate({"quiet_hours": hours} if hours else {}))) == minutes


@pytest.mark.parametrize(
    ("hours", "clock", "ends", "sent"),
    [
        (None, "03:00", None, "03:00"),
        ("21:00-07:00", "06:59", "5 07:00", "07:00"),
        ("21:00-07:00", "07:00", None, "07:00"),
        ("21:00-07:00", "20:59", None, "20:59"),
        ("21:00-07:00", "21:00", "6 07:00", None),
        ("00:00 – 07:30", "00:00", "5 07:30", "07:30"),
        ("12:00-14:00", "11:59", None, "11:59"),
        ("12:00-14:00", "12:00", "5 14:00", "14:00"),
        ("12:00-14:00", "13:59", "5 14:00", "14:00"),
        ("12:00-14:00", "14:00", None, "14:00"),
    ],
)
def test_letters_wait_for_the_end_of_quiet_hours(hours: str | None, clock: str, ends: str | None, sent: str | None):
    """In the morning till they end on the same day; in the evening there is no letter of that day any more."""
    where = school(times=LetterTimes.model_validate({"quiet_hours": hours} if hours else {}))
    moment = datetime.combine(date(2021, 4, 5), time.fromisoformat(clock), ZONE)
    until, begin = quiet_until(where, moment), sent_from(where, moment)
    assert (until and f"{until.day} {until:%H:%M}", begin and f"{begin:%H:%M}") == (ends, sent)
    assert sent_from(where, moment, moment.date()) == begin


@pytest.mark.parametrize(("day", "sent"), [("04-04", "5 13:00"), ("04-05", "5 13:00"), ("04-06", "6 08:00")])
def test_a_letter_of_a_later_day_goes_in_its_morning(day: str, sent: str):
    """At one o'clock of the 5th of April the letter of that day, or of an earlier one, goes at once."""
    found = sent_from(school(), datetime(2021, 4, 5, 13, tzinfo=ZONE), date.fromisoformat(f"2021-{day}"))
    assert found is not None
    assert f"{found.day} {found:%H:%M}" == sent
