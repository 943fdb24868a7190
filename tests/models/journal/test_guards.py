"""Guards of the journal, one row each: which fact counts for what, and what stays as it was."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.journal import (
    Contributed,
    DoubtAccepted,
    JournalState,
    MeetingOpened,
    Part,
    PartDropped,
    State,
    Submission,
    control_code,
    evolve,
    foreign_codes,
    replay,
)
from models.text import spell_day
from tests.support.facts import CODE, facts, state_after

AT = datetime(2021, 3, 9, 4, tzinfo=UTC)
BEFORE = datetime(2021, 3, 5, 4, tzinfo=UTC)


# --- control codes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "code"),
    [(0, "f123456789abcdef"), (14, "0123456789abcdff"), (15, "0123456789abcdee"), (16, "0123456789abcdef")],
)
def test_a_letter_shows_the_first_sixteen_signs_of_a_digest(changed: int, code: str):
    """A digest that differs in the sixteenth sign has another code, in the seventeenth the same."""
    signs = list("0123456789abcdef" * 4)
    signs[changed] = "e" if changed == 15 else "f"
    assert control_code("".join(signs)) == code


@pytest.mark.parametrize(
    ("letters", "first", "others"),
    [
        ([], None, ""),
        ([(5, "a")], None, ""),
        ([(5, "b")], (5, "b"), ""),
        ([(5, "a"), (7, "c"), (6, "b")], (6, "b"), " (писем с такими кодами ещё 1)"),
        ([(7, "c"), (6, "c"), (8, "b")], (6, "c"), " (писем с такими кодами ещё 2)"),
    ],
)
def test_the_oldest_letter_of_a_fact_that_is_gone_is_named_and_the_others_counted(letters, first, others: str):
    found = foreign_codes([(date(2021, 3, day), sign * 16) for day, sign in letters], ["a" * 64])
    assert [problem.found.partition(": ")[0] for problem in found] == (
        [f"Кода {first[1] * 16} из письма от {spell_day(date(2021, 3, first[0]))} в журнале нет{others}"]
        if first else []
    )  # fmt: skip


# --- marks and their answers -----------------------------------------------------------------------


@pytest.mark.parametrize(("accepted", "asked", "seen"), [(None, "f", None), ("f", "f", BEFORE), ("f", "g", None)])
def test_an_accepted_mark_counts_from_when_it_was_first_seen_and_another_does_not(accepted, asked: str, seen):
    state = State(CODE)
    if accepted is not None:
        fact = DoubtAccepted(milestone=CODE, seen_at=AT, why="так и задумано", reason="так и задумано", by="Куратор",
                             full=accepted, since=BEFORE)  # fmt: skip
        state = evolve(state, fact)
    assert state.first_seen(asked) == seen


@pytest.mark.parametrize("since", [None, BEFORE])
def test_a_submission_is_made_when_its_mark_was_first_seen(since: datetime | None):
    (made,) = facts("submit")
    assert Submission(replace(made, since=since)).made_at == (since or made.seen_at)


@pytest.mark.parametrize(
    ("words", "comment", "answered"),
    [
        ("submit", "ответ", []),
        ("submit open", "ответ", []),
        ("submit open anna??", "ответ", [True]),
        ("submit open anna??", "submit", [False]),
        ("submit open anna??", "", [False]),
        ("submit open withdrawn submit-cancellation open anna??", "submit-cancellation", [False]),
        ("submit open withdrawn submit-cancellation open anna??", "submit", [True]),
    ],
)
def test_only_a_comment_that_is_new_answers_a_question(words: str, comment: str, answered: list[bool]):
    """Not one that the submission bore already; what an earlier submission said is new again."""
    state, (*_, amended) = state_after(words), facts(f"{words} amended")
    ballot = evolve(state, replace(amended, comment=comment)).ballot
    assert [each.answered for each in (ballot.questions if ballot else ())] == answered


def test_what_is_superseded_spends_the_mark_that_was_under_vote():
    """Not that of the first submission."""
    assert state_after("submit open withdrawn submit superseded!").spent == "f4"


# --- parts and what is the school's ----------------------------------------------------------------


def contributed(number: int, what: str) -> Contributed:
    return Contributed(milestone=CODE, seen_at=AT, why="внесён вклад", part=Part(f"Вклад {number}", "anna", what))


def dropped(number: int) -> PartDropped:
    return PartDropped(milestone=CODE, seen_at=AT, why="вклад снят", number=f"Вклад {number}")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([contributed(2, "а")], "2 а"),
        ([contributed(10, "а"), contributed(9, "б")], "9 б, 10 а"),
        ([contributed(10, "а"), contributed(9, "б"), contributed(10, "в")], "9 б, 10 в"),
        ([contributed(10, "а"), contributed(9, "б"), dropped(10)], "9 б"),
        ([contributed(9, "б"), dropped(10)], "9 б"),
    ],
)
def test_a_line_counts_once_as_it_was_written_last_until_it_is_dropped(events: list, expected: str):
    """In the order of the numbers, the others' lines untouched."""
    state = replay(events)[CODE]
    assert ", ".join(f"{part.number.split()[1]} {part.what}" for part in state.parts) == expected


def test_what_is_the_schools_is_passed_over_wherever_it_stands():
    meeting = MeetingOpened(seen_at=AT, why="Заседание", number=1, on=AT.date(), attendants=(), ballots=())
    (started,) = facts("started")
    for events in ([meeting, started], [started, meeting]):
        assert replay(events) == JournalState().after(events, {}).states == {CODE: state_after("started")}
