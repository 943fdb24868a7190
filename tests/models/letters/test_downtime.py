"""A machine that is off on some mornings: what it would have told is told in the next letter, once, late at worst."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from random import Random

import pytest

from models.journal import Moved
from models.letters import SectionKind
from tests.support.letter_school import (
    Absence,
    Event,
    at,
    days_of,
    done,
    refused,
    roster,
    school,
    started,
    submitted,
    walked,
)

FIRST, LAST = "2021-03-01", "2021-06-30"
ONCE = ("decided", "escalated", "stuck_vote")
Tellings = dict[tuple[str, str], list[date]]


def lived(random: Random) -> list[Event]:
    """A spring in which 1.1 is decided upon and 1.2 stays late; 1.3 is moved, 2.1 returned and approved."""
    days = [str(day) for day in days_of("2021-03-02", "2021-05-28")]
    first, second, third = sorted(random.sample(days, 3))
    moved = Moved(milestone="1.3/2021", seen_at=at(second, 12), number=1, due=date(2021, 12, 27), why="Срок перенесён")
    return sorted(
        [
            started("1.1/2021", first), *submitted("1.1/2021", second), done("1.1/2021", third),
            *submitted("1.3/2021", first), moved,
            *submitted("2.1/2021", first), refused("2.1/2021", second, "нет списка"),
            *submitted("2.1/2021", second, 2), done("2.1/2021", third, 2),
        ],
        key=lambda fact: fact.seen_at,
    )  # fmt: skip


def tellings(facts: Iterable[Event], asleep: Iterable[date] = ()) -> Tellings:
    """Person and subject of what is told once → the days on which it was."""
    found: Tellings = {}
    where = school(roster(), weekly=("curator",))
    for day, letters in walked(FIRST, LAST, facts, where, asleep).items():
        for letter in letters:
            for subject in letter.subjects:
                urgent = subject.startswith(ONCE)
                if urgent:
                    found.setdefault((letter.person, subject), []).append(day)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_every_duty_is_told_once_however_long_the_machine_was_off(seed: int):
    """Decisions on own rows and steps of what stays late: the same to the same people, never twice, never earlier."""
    random = Random(f"downtime {seed}")
    facts = lived(random)
    asleep = [day for day in days_of(FIRST, "2021-06-25") if random.random() < random.choice((0.2, 0.5, 0.8))]
    always, late = tellings(facts), tellings(facts, asleep)
    kept = {key: days for key, days in always.items() if key[1].startswith("decided") or "1.2/2021" in key[1]}
    told = {key: days for key, days in late.items() if key[1].startswith("decided") or "1.2/2021" in key[1]}
    assert kept
    assert told.keys() == kept.keys()
    assert all(len(days) == 1 for days in (*kept.values(), *told.values()))
    assert all(told[key][0] >= kept[key][0] for key in kept)


@pytest.mark.parametrize("seed", range(6))
def test_an_edition_that_was_missed_comes_later_in_its_week_or_month(seed: int):
    """One summary of each week and month in which the machine ran on a working day, once letters have begun."""
    random = Random(f"editions {seed}")
    asleep = {day for day in days_of("2021-03-02", LAST) if random.random() < 0.4}
    walk = walked(FIRST, LAST, [started("1.1/2021", "2021-02-25")], asleep=asleep)
    mine = [(day, letter.kind) for day, letters in walk.items() for letter in letters if letter.person == "kira"]
    summaries = [(day, kind) for day, kind in mine if kind != "daily"]
    weeks = Counter(day.isocalendar()[:2] for day, _ in summaries if _ == "weekly")
    months = Counter((day.year, day.month) for day, kind in summaries if kind == "monthly")
    awake = [day for day in walk if school().calendar.is_working(day)]
    assert months == Counter({(day.year, day.month) for day in awake})
    assert set(weeks.values()) == {1}
    assert {day.isocalendar()[:2] for day, _ in summaries} == {day.isocalendar()[:2] for day in awake}


def test_a_notice_of_a_missed_morning_stands_in_the_next_letter():
    """The fourteen days of 1.2 fall on the 12th of April, when the machine is off."""
    walk = walked("2021-04-01", "2021-04-30", where=school(weekly=()), asleep=[date(2021, 4, 12)])
    days = [
        day for day, letters in walk.items() for letter in letters for section in letter.sections
        if letter.person == "ivan" and section.kind is SectionKind.DUE_SOON
    ]  # fmt: skip
    assert days == [date(2021, 4, day) for day in (13, 21, 27, 29)]


def test_who_answers_hears_of_each_decision_once():
    """Approved on Tuesday, told on Wednesday, and never again; a row that still asks for something says it there."""
    facts = [*submitted("1.2/2021", "2021-04-02"), done("1.2/2021", "2021-04-06")]
    walk = walked("2021-04-01", "2021-04-30", facts, where=school(weekly=()))
    told = [
        (day.day, item.code, item.note) for day, letters in walk.items() for letter in letters
        for section in letter.sections for item in section.items
        if letter.person == "ivan" and section.kind is SectionKind.DECIDED
    ]  # fmt: skip
    assert told == [(6, "1.2/2021", "Исполнено. Рабочая группа: за – двое из трёх (нужно два голоса)")]


def test_who_was_away_hears_of_a_decision_that_a_substitute_was_told():
    """Sofia stood in for Ivan until the 9th and was told on the 6th; Ivan, whose row it is, hears of it on the 12th."""
    facts = [*submitted("1.2/2021", "2021-04-02"), done("1.2/2021", "2021-04-06")]
    away = Absence(person="ivan", substitute="sofia", since=date(2021, 4, 1), until=date(2021, 4, 9))
    walk = walked("2021-04-01", "2021-04-30", facts, where=school(roster(away), weekly=()))
    told = [
        (day.day, letter.person) for day, letters in walk.items() for letter in letters
        for section in letter.sections if section.kind is SectionKind.DECIDED
    ]  # fmt: skip
    assert told == [(6, "sofia"), (12, "ivan")]


def test_a_decision_on_a_row_that_is_due_soon_is_told_in_its_line():
    """No row stands twice in a letter."""
    moved = Moved(milestone="1.2/2021", seen_at=at("2021-04-12", 1), why="Срок перенесён", number=1,
                  due=date(2021, 4, 20))  # fmt: skip
    walk = walked("2021-04-01", "2021-04-13", [*submitted("1.2/2021", "2021-04-02"), moved], where=school(weekly=()))
    letter = next(each for day in (12, 13) for each in walk[date(2021, 4, day)] if each.person == "ivan")
    assert [(section.kind, [item.code for item in section.items]) for section in letter.sections] == [
        (SectionKind.DUE_SOON, ["1.2/2021"])
    ]
    assert letter.sections[0].items[0].note == "Срок перенесён"
    assert "decided:1.2/2021:2" in letter.subjects


def items(person: str, last: str, facts: list[Event], asleep: Iterable[date] = ()) -> list[tuple[str, str, str]]:
    """Section, heading and note of every row in a person's letter of a day."""
    walk = walked("2021-04-01", last, facts, where=school(weekly=()), asleep=asleep)
    letters = (each for each in walk[date.fromisoformat(last)] if each.person == person)
    sections = [section for each in letters for section in each.sections]
    return [(section.kind, item.when, item.note) for section in sections for item in section.items]


def test_a_return_that_was_told_is_not_told_again_as_a_decision():
    facts = [
        *submitted("1.2/2021", "2021-04-02"), refused("1.2/2021", "2021-04-05", "нет списка"),
        *submitted("1.2/2021", "2021-04-07", 2), done("1.2/2021", "2021-04-08", 2),
    ]  # fmt: skip
    assert [kind for kind, _, _ in items("ivan", "2021-04-06", facts)] == ["returned"]
    assert items("ivan", "2021-04-08", facts) == [
        ("decided", "Решение от 8 апреля", "Исполнено. Рабочая группа: за – двое из трёх (нужно два голоса)")
    ]


def test_two_decisions_on_a_row_stand_together_each_with_its_day():
    moved = Moved(milestone="1.2/2021", seen_at=at("2021-04-05"), why="Срок перенесён", number=1, due=date(2021, 8, 20))
    facts = [
        *submitted("1.2/2021", "2021-04-02"), moved, *submitted("1.2/2021", "2021-04-06", 2),
        done("1.2/2021", "2021-04-07", 2),
    ]  # fmt: skip
    told = (
        "Решение от 5 апреля. Срок перенесён. Решение от 7 апреля. Исполнено. "
        "Рабочая группа: за – двое из трёх (нужно два голоса)"
    )
    off = [date(2021, 4, day) for day in (5, 6, 7)]
    assert items("ivan", "2021-04-08", facts, off) == [("decided", "Решений: 2", told)]
