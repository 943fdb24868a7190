"""The ladder of overdue milestones: who else is told, on which day, and when it stops."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.journal import Escalated, Moved, Reopened, Rescheduled, State, replay
from models.letters import SectionKind
from models.letters.day import due_is_told_from
from models.letters.escalation import step_day
from models.school import Kind, LetterPreferences
from models.school.workflow import Escalation
from tests.support.letter_school import (
    WORKFLOW,
    Absence,
    Event,
    Holder,
    Post,
    at,
    done,
    refused,
    roster,
    school,
    started,
    submitted,
    walked,
    written,
)

ASKED = {"submit": Kind.COMPLETION, "ask": Kind.REOPENING, "move": Kind.EXTENSION}


def told(facts: list[Event] = (), where=None, until: date = date(2021, 6, 11)) -> list[str]:
    """Days after 1 May on which somebody is told of 1.2/2021 (due on Friday, 30 April, Ivan's) as of a long delay."""
    where, lines = where or school(weekly=()), []
    for day, letters in walked("2021-04-01", str(until), [later(fact) for fact in facts], where).items():
        for letter in letters:
            for section in letter.sections:
                if section.kind is SectionKind.ESCALATED and "1.2/2021" in [item.code for item in section.items]:
                    lines.append(f"{day.day:02}.{day.month:02} {letter.person}")
    return lines


def later(fact: Event) -> Event:
    """The same at an hour after the letters of its day."""
    return replace(fact, seen_at=fact.seen_at + timedelta(hours=3))


def lived(words: str) -> list[Event]:
    """The facts of 1.2/2021, each after its day of 2021: «submit», «ask» (to open it again), «move», and their ends."""
    facts, number, parts = [started("1.2/2021", "2021-03-01")], 0, words.split()
    for day, what in zip(parts[::2], parts[1::2], strict=True):
        at_day = f"2021-{day}"
        if what in ASKED:
            number += 1
            asked, ballot = submitted("1.2/2021", at_day, number, decide_by="2021-06-30")
            facts += [replace(asked, submission=ASKED[what]), ballot]
        elif what == "refused":
            facts.append(refused("1.2/2021", at_day, "нет плана", number))
        elif what == "done":
            facts.append(done("1.2/2021", at_day, number))
        elif what == "moved":
            due = date(2021, 4, 30)
            facts.append(Moved(milestone="1.2/2021", seen_at=at(at_day), number=number, why="Срок", due=due))
        else:
            facts.append(Reopened(milestone="1.2/2021", seen_at=at(at_day), number=number, why="Снова в работе"))
    return facts


def test_each_step_is_told_once_on_its_working_day():
    """Five working days after the due date the curator, ten the director, and never again."""
    assert told() == ["07.05 kira", "14.05 dina"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["07.05 kira", "14.05 dina"]),
        ("05-03 submit 05-06 refused", ["07.05 kira", "14.05 dina"]),
        ("05-03 submit 05-07 refused", ["10.05 kira", "14.05 dina"]),
        ("05-07 submit 05-14 refused", ["07.05 kira", "17.05 dina"]),
        ("04-28 submit 05-04 done", []),
        ("04-28 submit 05-04 done 05-13 ask 05-18 reopened", ["19.05 kira", "19.05 dina"]),
        ("04-28 submit 05-04 done 05-13 ask 05-18 refused", []),
        ("04-28 submit 05-04 refused 05-10 submit 05-12 done 05-13 ask 05-18 reopened", ["07.05 kira", "19.05 dina"]),
        ("04-28 submit 05-04 done 05-05 ask 05-06 reopened 05-13 submit 05-17 refused", ["07.05 kira", "18.05 dina"]),
    ],
)
def test_a_step_is_put_off_while_voters_decide_or_the_milestone_rests(words: str, expected: list[str]):
    """What was submitted before its day and came back on it or later is told on the next working day, all at once."""
    assert told(lived(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "05-07"),
        ("05-03 submit 05-06 refused", "05-07"),
        ("05-03 submit 05-07 refused", "05-10"),
        ("05-03 submit 05-07 refused 05-10 submit 05-12 refused", "05-10"),
        ("05-03 submit 05-07 refused 05-07 submit 05-12 refused", "05-13"),
        ("05-07 submit 05-12 refused", "05-07"),
        ("05-03 submit", None),
        ("05-03 submit 05-06 done", "05-07"),
        ("05-03 submit 05-06 done 05-12 ask", "05-07"),
        ("05-03 submit 05-06 done 05-12 ask 05-13 reopened", "05-14"),
        ("05-03 submit 05-06 done 05-12 ask 05-13 refused", "05-07"),
        ("05-03 submit 05-06 done 05-12 ask 05-13 reopened 05-13 submit 05-18 refused", "05-19"),
        ("05-07 submit 05-10 done 05-12 ask 05-13 reopened", "05-07"),
        ("05-12 ask 05-13 reopened", "05-07"),
        ("05-03 move 05-12 moved", "05-13"),
        ("05-03 move 05-06 moved", "05-07"),
    ],
)
def test_a_step_has_its_day(words: str, expected: str | None):
    """Five working days after 30 April, or the first one after what put it off; what rests is put off without end."""
    day = step_day(school().calendar, date(2021, 4, 30), 5, replace(replay(lived(words))["1.2/2021"], due_since=None))
    assert day == (date.fromisoformat(f"2021-{expected}") if expected else date.max)


@pytest.mark.parametrize(
    ("since", "expected"),
    [(None, date.min), ("2021-05-06", date(2021, 5, 7)), ("2021-05-07", date(2021, 5, 10))],
)
def test_a_day_that_was_set_is_told_of_from_the_next_working_day_on(since: str | None, expected: date):
    """After Friday, 7 May, on Monday; a day of the roadmap always was."""
    state = State("1.2/2021", due_since=at(since) if since else None)
    assert due_is_told_from(school().calendar, state) == expected


def test_what_is_not_late_hides_nothing_that_is():
    """1.1 stands before 1.2 on the board and was done, or is on approval, or is not late."""
    vote = submitted("1.1/2021", "2021-03-05", decide_by="2021-06-30")
    for first in ([*vote, done("1.1/2021", "2021-03-09")], vote):
        assert told(first) == ["07.05 kira", "14.05 dina"]


@pytest.mark.parametrize(
    ("paused_until", "submitted_on", "returned_on", "expected"),
    [
        ("05-11", "05-10", None, []),
        ("05-11", "05-10", "05-12", ["13.05 kira", "14.05 dina"]),
        ("05-13", "05-10", "05-12", ["14.05 kira", "14.05 dina"]),
        ("05-13", "05-04", "05-12", ["14.05 kira", "14.05 dina"]),
        ("05-13", "05-11", "05-17", ["18.05 kira", "18.05 dina"]),
        ("05-20", "05-03", "05-05", ["21.05 kira", "14.05 dina"]),
    ],
)
def test_a_step_that_fell_into_a_pause_waits_for_the_vote_but_is_not_lost(
    paused_until: str, submitted_on: str, returned_on: str | None, expected: list[str]
):
    """The curator wants no letters for a while, and a vote begins meanwhile: the step is told when both are over."""
    paused = {"kira": LetterPreferences.model_validate({"paused_until": f"2021-{paused_until}"})}
    facts = submitted("1.2/2021", f"2021-{submitted_on}", decide_by="2021-06-30")
    if returned_on:
        facts.append(refused("1.2/2021", f"2021-{returned_on}", "нет плана"))
    assert sorted(told(facts, school(roster(wishes=paused), weekly=()))) == sorted(expected)


def test_a_later_step_that_stands_first_hides_no_earlier_one():
    """The director's step of ten working days is named before the curator's of five."""
    rules = WORKFLOW.model_copy(update={"overdue": tuple(reversed(WORKFLOW.overdue))})
    assert told(where=replace(school(weekly=()), workflow=rules)) == ["07.05 kira", "14.05 dina"]


def test_days_off_do_not_count():
    """In a school that rests from 1 to 10 May the steps come later."""
    rests = [date(2021, 5, 1) + timedelta(days=number) for number in range(10)]
    assert told(where=school(weekly=(), days_off=rests)) == ["17.05 kira", "24.05 dina"]


def test_the_ladder_stops_when_the_row_is_submitted():
    """While the group decides nobody is told of a delay."""
    assert told(submitted("1.2/2021", "2021-05-11", decide_by="2021-06-30")) == ["07.05 kira"]


def test_a_step_that_fell_into_the_vote_is_made_up_for_after_the_return():
    """The director's day passed during the vote; the return on Monday brings it on Tuesday."""
    vote = submitted("1.2/2021", "2021-05-11", decide_by="2021-05-18")
    facts = [*vote, refused("1.2/2021", "2021-05-17", "нет плана")]
    assert told(facts) == ["07.05 kira", "18.05 dina"]


def test_the_ladder_begins_anew_when_the_row_is_moved():
    """A new due date counts its own days."""
    due = date(2021, 5, 14)
    moved = Moved(milestone="1.2/2021", seen_at=at("2021-05-06"), why="Срок перенесён", number=1, due=due)
    facts = [*submitted("1.2/2021", "2021-05-04", decide_by="2021-05-12"), moved]
    assert told(facts) == ["21.05 kira", "28.05 dina"]


def test_what_is_moved_to_a_day_that_has_passed_climbs_after_the_vote():
    """The voters took so long that the new date went by: both steps are told on the day after."""
    moved = Moved(milestone="1.2/2021", seen_at=at("2021-06-02"), why="Срок", number=1, due=date(2021, 5, 14))
    extension = replace(submitted("1.2/2021", "2021-05-04", decide_by="2021-05-12")[0], submission=Kind.EXTENSION)
    facts = [extension, submitted("1.2/2021", "2021-05-04", decide_by="2021-05-12")[1], moved]
    assert told(facts) == ["03.06 kira", "03.06 dina"]


def test_what_an_order_moves_to_a_day_that_has_passed_climbs_after_the_order():
    moved = Rescheduled(milestone="1.2/2021", seen_at=at("2021-06-02"), why="Срок", order="№ 12", before=None,
                        due=date(2021, 5, 14))  # fmt: skip
    assert told([moved]) == ["07.05 kira", "14.05 dina", "03.06 kira", "03.06 dina"]


def test_a_step_goes_to_whoever_holds_the_post_on_that_day():
    """Boris became curator on the step's day; the substitute hears it for an absent director."""
    away = Absence(person="dina", substitute="sofia", since=date(2021, 5, 10), until=date(2021, 5, 20))
    people = roster(away)
    curator = Post(
        title="Куратор",
        holders=(Holder(person="kira", until=date(2021, 5, 6)), Holder(person="boris", since=date(2021, 5, 7))),
    )
    posts = (curator, *(post for post in people.posts if post.title != "Куратор"))
    assert told(where=school(people.model_copy(update={"posts": posts}), weekly=())) == ["07.05 boris", "14.05 sofia"]


def test_nobody_is_told_of_their_own_delay_twice():
    """The curator's own overdue row stands in the curator's overdue section alone."""
    letters = written("2021-04-07", where=school(weekly=())).letters
    kinds = [section.kind for letter in letters for section in letter.sections if letter.person == "kira"]
    assert SectionKind.OVERDUE in kinds
    assert SectionKind.ESCALATED not in kinds


SLOW = {"group": WORKFLOW.stages["group"].model_copy(update={
    "remind_after": (3,), "escalate": Escalation(after="2 рабочих дня", to="director"),
})}  # fmt: skip
ESCALATED = [
    *submitted("1.2/2021", "2021-05-03", decide_by="2021-05-10"),
    Escalated(milestone="1.2/2021", seen_at=at("2021-05-12", 1), why="Срок решения прошёл", ballot="1.2/2021-1.1",
              to=("dina",), decides=False),
]  # fmt: skip


def test_a_late_vote_is_told_to_whom_it_was_escalated():
    """The director gets a letter on the day of the escalation, and none on the day after."""
    where = replace(school(weekly=()), workflow=WORKFLOW.model_copy(update={"stages": SLOW}))
    days = {}
    for day, letters in walked("2021-04-30", "2021-05-13", ESCALATED, where).items():
        mine = [each for each in letters if each.person == "dina"]
        days[str(day)] = [str(section.kind) for letter in mine for section in letter.sections]
    assert {day: kinds for day, kinds in days.items() if "stuck_vote" in kinds} == {"2021-05-12": ["stuck_vote"]}


def test_a_voter_is_reminded_on_the_days_that_the_stage_names():
    """Three working days after the ballot was opened, and only then, the item says so."""
    where = replace(school(weekly=()), workflow=WORKFLOW.model_copy(update={"stages": SLOW}))
    reminded = []
    for day in ("2021-05-05", "2021-05-06", "2021-05-07"):
        letter = next(each for each in written(day, ESCALATED[:2], where=where).letters if each.person == "boris")
        reminded += [day for item in letter.sections[0].items if "Напоминаем" in item.note]
    assert reminded == ["2021-05-06"]
