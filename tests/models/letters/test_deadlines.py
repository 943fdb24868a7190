"""Whose calendar holds what and how long, one row for each guard."""

from datetime import UTC, date, datetime

import pytest

from models.journal import Cancelled, JournalState, Rescheduled, replay
from models.letters import deadlines
from tests.support.letter_school import (
    Absence,
    Event,
    approved,
    at,
    done,
    refused,
    roster,
    school,
    standing_on,
    started,
    submitted,
)

VOTE = submitted("1.2/2021", "2021-04-01", decide_by="2021-04-08")
ENDED = [*VOTE, done("1.2/2021", "2021-04-08")]
CANCELLED = [*VOTE, Cancelled(milestone="1.2/2021", seen_at=at("2021-04-08"), number=1, why="Снято")]
MOVED = Rescheduled(milestone="1.2/2021", seen_at=at("2021-03-03"), why="Срок", order="№ 12", before=None,
                    due=date(2021, 5, 14))  # fmt: skip
AWAY = Absence(person="ivan", substitute="sofia", since=date(2021, 4, 1), until=date(2021, 4, 20))


def titles(people: list[str], day: str, facts: list[Event], *absences: Absence) -> list[str]:
    """The first words of each entry of these people on a day after these facts."""
    where, today = school(roster(*absences)), date.fromisoformat(day)
    by_person = deadlines(where, standing_on(where, JournalState(replay(facts)), [], today), today)
    found = {each for person in people for each in by_person.get(person, ())}
    return [" ".join(each.title.split()[:2]) for each in sorted(found, key=lambda each: (each.day, each.uid))]


@pytest.mark.parametrize(
    ("people", "day", "facts", "expected"),
    [
        (["ivan"], "2021-04-02", [], ["1.2/2021 План"]),
        (["sofia"], "2021-04-02", [], []),
        (["ivan", "anna"], "2021-04-02", [], ["1.2/2021 План", "2.1/2021 Обучение"]),
        (["ivan"], "2021-12-31", [], ["1.2/2021 План"]),
        (["ivan"], "2021-06-29", ENDED, ["Исполнено: 1.2/2021"]),
        (["ivan"], "2021-06-30", ENDED, []),
        (["ivan"], "2021-06-29", CANCELLED, ["Снято с"]),
        (["ivan"], "2021-06-30", CANCELLED, []),
        (["vera"], "2021-04-02", VOTE, ["Проголосовать: 1.2/2021-1.1"]),
        (["ivan"], "2021-04-02", VOTE, ["1.2/2021 План"]),
        (["vera"], "2021-04-02", [*VOTE, approved("1.2/2021", "2021-04-02", "vera")], []),
        (["anna", "vera"], "2021-04-02", [*VOTE, approved("1.2/2021", "2021-04-02", "vera")],
         ["Проголосовать: 1.2/2021-1.1", "2.1/2021 Обучение"]),
        (["vera"], "2021-04-09", [*VOTE, refused("1.2/2021", "2021-04-08", "нет")], []),
    ],
)  # fmt: skip
def test_a_person_sees_what_waits_for_them(people: list[str], day: str, facts: list[Event], expected: list[str]):
    """1.2 is due on 30 April; what has ended stays sixty days beyond that, what is late as long as it is open."""
    found = titles(people, day, facts)
    assert [title for title in found if not title.startswith("1.3")] == expected


def test_a_substitute_sees_the_deadlines_of_whom_they_act_for():
    assert (titles(["sofia"], "2021-04-02", [], AWAY), titles(["ivan"], "2021-04-02", [], AWAY)) == (
        ["1.2/2021 План"], [],
    )  # fmt: skip


def test_an_entry_tells_when_it_changed_how_often_and_whether_it_ended():
    """Untouched ones are as old as the roadmap; a ballot is never revised."""
    where, today = school(), date(2021, 4, 9)
    told = []
    for facts in ([], [started("1.2/2021", "2021-03-02")], [MOVED], VOTE, ENDED):
        overviews = standing_on(where, JournalState(replay(facts)), [], today)
        by_person = deadlines(where, overviews, today)
        told += sorted({*by_person["ivan"], *by_person.get("boris", ())}, key=lambda each: (each.day, each.uid))
    beginning = datetime(2020, 12, 31, 19, tzinfo=UTC)
    mine = [each for each in told if each.uid.startswith("1.2")]
    assert [(each.uid.partition("@")[0], each.changed_at, each.revision, each.finished) for each in mine] == [
        ("1.2/2021", beginning, 0, False),
        ("1.2/2021", at("2021-03-02"), 0, False),
        ("1.2/2021", at("2021-03-03"), 1, False),
        ("1.2/2021-1.1", at("2021-04-01"), 0, False),
        ("1.2/2021", at("2021-04-01"), 2, False),
        ("1.2/2021", at("2021-04-08"), 2, True),
    ]
