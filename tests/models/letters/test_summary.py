"""The summary of a week, month or year, one row each: what is counted, what is told, and in which order."""

import re
from dataclasses import replace
from datetime import date

import pytest

from models.journal import Attempted, Cancelled, Event, JournalState, Moved, StageMet, replay
from models.letters import DeliveryContext, LetterKind, SectionKind
from models.letters.day import Day
from models.letters.letter import Summary
from models.letters.mailing import MailingBuilder
from models.letters.schedule import next_free
from models.letters.summary import bar, summarise
from models.mail import ALARM, Telling, Told
from models.school import Kind, LetterPreferences
from models.text import Problem
from tests.support.letter_school import (
    ROADMAP,
    Absence,
    approved,
    at,
    done,
    refused,
    roster,
    school,
    standing_on,
    started,
    submitted,
    written,
)


def summed(
    day: str, edition: LetterKind = "weekly", facts: list[Event] = (), since: str = "", problems=(), where=None
) -> Summary:
    """A summary of a day after these facts."""
    where, today, events = where or school(), date.fromisoformat(day), list(facts)
    known = JournalState(states=replay(events))
    found = [problem for problem, _ in problems]
    reading = Day(where, known, today, standing_on(where, known, found, today), found)
    return summarise(reading, edition, date.fromisoformat(since or day), problems, events)


@pytest.mark.parametrize(
    ("period", "day", "edition", "name"),
    [
        ("2021-2022", "2021-04-05", "weekly", "за неделю"),
        ("2021-2022", "2021-04-01", "monthly", "за март 2021 г."),
        ("2021-2022", "2021-04-30", "monthly", "за март 2021 г."),
        ("2021-2022", "2022-01-10", "monthly", "за декабрь 2021 г."),
        ("2021-2022", "2022-01-10", "yearly", "за 2021 год"),
        ("2021/2022-2022/2023", "2022-09-01", "yearly", "за 2021-2022 учебный год"),
        ("2021/2022-2022/2023", "2023-08-31", "yearly", "за 2021-2022 учебный год"),
    ],
)
def test_a_summary_is_named_after_what_ended(period: str, day: str, edition: LetterKind, name: str):
    where = school(roadmap=ROADMAP.model_copy(update={"period": period}))
    assert summed(day, edition, where=where).name == name


# --- bars ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "facts", "expected"),
    [
        ("2021-03-30", [], (0, 0, 0, 0, 7)),
        ("2021-03-31", [], (0, 1, 0, 0, 7)),
        ("2021-04-01", [], (0, 1, 1, 0, 7)),
        ("2021-03-31", [*submitted("1.1/2021", "2021-03-20"), done("1.1/2021", "2021-03-22")], (1, 1, 0, 0, 7)),
        ("2021-03-30", [*submitted("1.1/2021", "2021-03-20"), done("1.1/2021", "2021-03-22")], (0, 0, 0, 1, 7)),
        ("2021-04-01", [*submitted("1.4/2021", "2021-03-20"), done("1.4/2021", "2021-03-22")], (0, 1, 1, 1, 7)),
        ("2021-04-01", [replace(submitted("1.1/2021", "2021-03-20")[0], submission=Kind.CANCELLATION),
                        Cancelled(milestone="1.1/2021", seen_at=at("2021-03-22"), number=1, why="Снято")],
         (0, 0, 0, 0, 6)),
    ],
)  # fmt: skip
def test_a_bar_counts_what_is_due_by_today_and_beside_it_what_is_late_or_ahead(day: str, facts, expected: tuple):
    """Done and due, overdue, done ahead, planned; what was struck off is none of them."""
    today, where = date.fromisoformat(day), school()
    found = bar("Всё", standing_on(where, JournalState(replay(facts)), [], today), today)
    assert (found.done, found.due, found.overdue, found.ahead, found.planned) == expected


def test_executors_stand_by_how_much_is_late_then_by_name():
    bars = summed("2021-06-01").executors
    assert [(one.title, one.overdue) for one in bars] == [
        ("Куратор", 1), ("Педагог-психолог", 1), ("Рабочая группа", 1), ("Заместитель директора", 0),
    ]  # fmt: skip


# --- what changed ----------------------------------------------------------------------------------

CHANGED = [
    started("1.1/2021", "2021-03-29"),
    *submitted("1.1/2021", "2021-03-30"),
    approved("1.1/2021", "2021-03-31", "anna"),
    StageMet(milestone="1.1/2021", seen_at=at("2021-04-01"), why="Пройден", ballot="1.1/2021-1.1", voters=("anna",),
             approvals=2, needed=2),
    done("1.1/2021", "2021-04-01"),
    Attempted(milestone="1.2/2021", seen_at=at("2021-04-02"), why="01.04.2021: «Готово» не принято",
              day=date(2021, 4, 1), result="", full=""),
    Moved(milestone="1.3/2021", seen_at=at("2021-04-05"), why="Срок перенесён", number=1, due=date(2021, 12, 27)),
]  # fmt: skip
TAKEN = [*CHANGED[:-1], *submitted("1.3/2021", "2021-04-05"), CHANGED[-1]]


@pytest.mark.parametrize(
    ("edition", "since", "day", "expected"),
    [
        ("weekly", "2021-03-29", "2021-04-05",
         "1.1: 29 марта, 30 марта, 1 апреля; 1.2: ; 1.3: 5 апреля"),
        ("weekly", "2021-03-30", "2021-04-04", "1.1: 30 марта, 1 апреля; 1.2: "),
        ("weekly", "2021-04-02", "2021-04-02", "1.2: "),
        ("monthly", "2021-03-01", "2021-04-05", "1.3: 5 апреля; 1.1: 1 апреля"),
        ("yearly", "2021-04-02", "2021-04-05", "1.3: 5 апреля"),
    ],
)  # fmt: skip
def test_a_week_tells_what_happened_and_longer_spans_the_outcomes_the_latest_first(edition, since, day, expected: str):
    """Of the days since the edition before, both included; the steps of a vote never; an attempt names its own day.

    Each milestone stands once, each of its days once.
    """
    changes = summed(day, edition, TAKEN, since).changes
    days = {item.code.partition("/")[0]: re.findall(r"\d+ (?:марта|апреля)", item.note) for item in changes}
    assert "; ".join(f"{code}: {', '.join(told)}" for code, told in days.items()) == expected


def test_a_change_bears_the_title_of_its_activity_where_the_roadmap_still_has_it():
    facts = [started(code, "2021-04-02") for code in ("1.2/2021", "9.9/2021")]
    assert [(item.code, item.title) for item in summed("2021-04-05", facts=facts, since="2021-03-29").changes] == [
        ("1.2/2021", "План работы педагога-психолога"), ("9.9/2021", ""),
    ]  # fmt: skip


# --- lists -----------------------------------------------------------------------------------------


def test_a_problem_is_told_in_the_row_that_it_is_about_or_in_a_list_of_its_own():
    codes = ("1.1/2021", "1.2/2021", "1.3/2021")
    problems = [(Problem(code, "Нет даты", "Впишите"), date(2021, 4, 1)) for code in codes]
    found = summed("2021-04-16", problems=problems)
    assert [(item.code, item.note) for item in (*found.overdue, *found.soon)] == [
        ("1.1/2021", "Запланировано. Нет даты. Впишите"), ("1.2/2021", "Запланировано. Нет даты. Впишите"),
    ]  # fmt: skip
    assert [(item.code, item.when) for item in found.problems] == [("1.3/2021", "С 1 апреля")]


def test_what_is_late_stands_by_its_day_with_who_answers():
    """The latest last; an executor whom nobody is by the name of the post."""
    people = roster()
    posts = tuple(each.model_copy(update={"holders": ()}) if each.title == "Куратор" else each for each in people.posts)
    where = school(people.model_copy(update={"posts": posts}))
    moved = Moved(milestone="2.1/2021", seen_at=at("2021-03-05"), why="Срок", number=1, due=date(2021, 4, 5))
    found = summed("2021-05-04", facts=[*submitted("2.1/2021", "2021-03-01"), moved], where=where).overdue
    assert [(item.code, item.days, item.who) for item in found] == [
        ("1.1/2021", 34, "Куратор"), ("2.1/2021", 29, "Член рабочей группы 1"), ("1.2/2021", 4, "Педагог-психолог"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "days", "when"),
    [
        ("2021-05-03", -5, "На голосовании с 3 мая"),
        ("2021-05-04", -4, "На голосовании с 3 мая: 1 рабочий день"),
        ("2021-05-10", 0, "На голосовании с 3 мая: 5 рабочих дней"),
        ("2021-05-11", 1, "На голосовании с 3 мая: 6 рабочих дней"),
    ],
)
def test_a_vote_says_how_many_working_days_it_waits_and_is_left_or_late(day: str, days: int, when: str):
    """Opened on 3 May, to be decided by the 10th; the nearest deadline first, what is decided not at all."""
    facts = [
        *submitted("1.2/2021", "2021-05-03", decide_by="2021-05-10"),
        *submitted("2.1/2021", "2021-05-03", decide_by="2021-05-07"),
        *submitted("1.1/2021", "2021-04-20"), refused("1.1/2021", "2021-04-22", "нет"),
    ]  # fmt: skip
    found = summed(day, facts=facts).votes
    assert [item.code for item in found] == ["2.1/2021-1.1", "1.2/2021-1.1"]
    assert (found[1].days, found[1].when) == (days, when)


# --- who gets it, and when -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "which", "again", "told", "expected"),
    [
        ("2021-04-07", "weekly", False, "2021-04-05 weekly", ""),
        ("2021-04-07", "weekly", True, "2021-04-05 weekly", "kira weekly"),
        ("2021-04-07", "monthly", True, "2021-04-01 monthly", "kira monthly"),
        ("2021-04-07", None, True, "2021-04-05 monthly", "kira daily"),
        ("2021-04-07", None, False, "2021-04-05 monthly", "kira daily"),
        ("2021-04-07", None, False, "2021-04-05 weekly", "kira monthly"),
        ("2021-04-07", "weekly", False, "2021-04-02 weekly", "kira weekly"),
        ("2021-04-07", "weekly", False, "2021-04-05 monthly", ""),
        ("2021-04-07", "monthly", False, "2021-04-05 weekly", "kira monthly"),
    ],
)
def test_an_edition_is_written_once_unless_it_is_asked_for_again(day: str, which, again: bool, told: str, expected):
    """A longer edition stands for the shorter one; what was missed is made up for."""
    when, kind = told.split()
    before = (Telling("kira", date(2021, 3, 1), "daily", ()), Telling("kira", date.fromisoformat(when), kind, ()))
    outside = DeliveryContext(told=Told(before), again=again)
    letters = written(day, [started("1.1/2021", "2021-03-01")], which=which, outside=outside).letters
    assert ", ".join(f"{one.person} {one.kind}" for one in letters if one.person == "kira") == expected


def test_a_reader_whose_week_does_not_begin_keeps_nobody_elses_summary():
    """The curator is away; the director reads after the curator in the settings."""
    away = Absence(person="kira", since=date(2021, 4, 5), until=date(2021, 4, 9))
    for wishes, absences in (({}, (away,)), ({"kira": LetterPreferences.model_validate({"days": ("вт",)})}, ())):
        where = school(roster(*absences, wishes=wishes), weekly=("curator", "director"))
        letters = written("2021-04-05", which="weekly", where=where).letters
        assert [(one.person, one.kind) for one in letters] == [("dina", "weekly")]


@pytest.mark.parametrize(("days", "kinds"), [(("вт",), []), (("ср",), ["weekly"])])
def test_an_edition_asked_for_again_is_written_on_its_readers_days_alone(days: tuple[str, ...], kinds: list[str]):
    """On a Wednesday; where there is a letter, no reason is given why there is none."""
    where = school(roster(wishes={"kira": LetterPreferences.model_validate({"days": days})}))
    mailing = written("2021-04-07", where=where, which="weekly", outside=DeliveryContext(again=True))
    assert ([one.kind for one in mailing.letters], mailing.reason == "") == (kinds, bool(kinds))


@pytest.mark.parametrize(
    ("done_on", "kinds"), [(None, ["weekly"]), ("2021-03-31", ["weekly"]), ("2021-03-24", [])]
)
def test_where_everything_is_done_a_summary_goes_only_while_it_has_news(done_on: str | None, kinds: list[str]):
    """Of one activity, on Monday, 5 April; the week before began on 29 March."""
    first = ROADMAP.directions[0]
    only = first.model_copy(update={"activities": first.activities[:1]})
    where = school(roadmap=ROADMAP.model_copy(update={"directions": (only,)}))
    facts = [*submitted("1.1/2021", "2021-03-22"), done("1.1/2021", done_on)] if done_on else []
    assert [one.kind for one in written("2021-04-05", facts, where=where, which="weekly").letters] == kinds


@pytest.mark.parametrize(
    ("first", "expected"), [("2021-02-28", ["monthly"]), ("2021-03-01", []), ("2021-03-31", ["monthly"])]
)
def test_a_month_is_summed_up_where_something_had_happened_before_it_began(first: str, expected: list[str]):
    """On 1 March, or on 1 April of March; not in the month in which the journal begins."""
    day = "2021-04-01" if first == "2021-03-31" else "2021-03-01"
    facts = [started("1.1/2021", first), started("1.2/2021", day)]
    assert [one.kind for one in written(day, facts, which="monthly").letters] == expected


@pytest.mark.parametrize(
    ("told", "since"),
    [
        (None, "2021-03-29"),
        ("2021-03-29", "2021-03-29"),
        ("2021-03-22", "2021-03-22"),
        ("2021-03-31", "2021-03-29"),
    ],
)
def test_a_summary_begins_where_the_one_before_ended(told: str | None, since: str):
    """The edition of the 29th was missed, or was written; another kind of edition between counts as none."""
    outside = DeliveryContext(told=Told((Telling("kira", date.fromisoformat(told), "weekly", ()),) if told else ()))
    (letter,) = written("2021-04-05", which="weekly", outside=outside).letters
    assert letter.summary is not None
    assert str(letter.summary.since) == since


@pytest.mark.parametrize(
    ("which", "readers", "told", "reason"),
    [
        (None, ("curator",), [], "Сегодня никому писать не о чем"),
        ("daily", (), [], "Сегодня никому писать не о чем"),
        ("weekly", (), [], "Сводку за неделю никто не получает"),
        ("weekly", ("curator",), [], "Сводка за неделю сегодня не выходит"),
        ("weekly", ("curator",), ["02-02"], "Сводка за неделю сегодня не выходит"),
        ("weekly", ("curator",), ["02-08"], "Сводка за неделю уже написана 8 февраля"),
        ("weekly", ("curator",), ["02-09", "02-08"], "Сводка за неделю уже написана 9 февраля"),
        ("monthly", ("curator",), ["02-08"], "Сводка за месяц сегодня не выходит"),
    ],
)
def test_why_there_is_no_letter_is_said(which, readers: tuple[str, ...], told: list[str], reason: str):
    """On Wednesday, 10 February, with nothing to tell."""
    tellings = tuple(Telling("kira", date.fromisoformat(f"2021-{day}"), "weekly", ()) for day in told)
    day = Day(school(weekly=readers), JournalState(), date(2021, 2, 10), (), (), told=Told(tellings))
    assert MailingBuilder(day, (), (), frozenset(), ()).reason(which).startswith(reason)


@pytest.mark.parametrize(
    ("day", "told", "expected"),
    [
        ("2021-04-05", [], "2021-04-05"),
        ("2021-04-05", [("2021-04-05", "daily")], "2021-04-06"),
        ("2021-04-05", [("2021-04-05", ALARM)], "2021-04-05"),
        ("2021-04-05", [("2021-04-02", "daily")], "2021-04-05"),
        ("2021-04-09", [("2021-04-09", "weekly")], "2021-04-12"),
        ("2021-04-10", [], "2021-04-12"),
    ],
)
def test_a_letter_out_of_turn_goes_on_the_next_day_without_letters(day: str, told: list[tuple], expected: str):
    """An alarm is no letter of a day."""
    tellings = Told(tuple(Telling("ivan", date.fromisoformat(when), kind, ()) for when, kind in told))
    assert str(next_free(school(), tellings, date.fromisoformat(day))) == expected


# --- rows of a section -----------------------------------------------------------------------------


def test_rows_of_a_section_stand_by_their_day_and_say_once_what_is_to_be_done():
    """Everything is the curator's; the one that was moved stands between the two others."""
    moved = Moved(milestone="1.3/2021", seen_at=at("2021-03-05"), why="Срок", number=1, due=date(2021, 4, 7))
    people = roster()
    posts = tuple(
        each.model_copy(update={"holders": people.posts[0].holders}) if not each.collegial else each
        for each in people.posts
    )
    where = school(people.model_copy(update={"posts": posts}), weekly=())
    facts = [*submitted("1.3/2021", "2021-03-01"), moved]
    for day, codes in (("2021-04-06", ["1.1"]), ("2021-05-04", ["1.1", "1.3", "1.2"])):
        (letter,) = (one for one in written(day, facts, where=where).letters if one.person == "kira")
        (late,) = (section for section in letter.sections if section.kind is SectionKind.OVERDUE)
        assert [item.code.partition("/")[0] for item in late.items] == codes
        assert (late.action == "", any(item.action for item in late.items)) == (len(codes) == 1, len(codes) == 1)
