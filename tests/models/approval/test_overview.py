"""Where a milestone stands, in words: one row for each way that its facts can fall."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval import Overview, Parties, prior_decisions
from models.approval.overview import overview_of
from models.journal import Ballot, State, replay
from models.school import Status
from tests.support.facts import CODE, facts, state_after
from tests.support.scenario import small_school

SCHOOL = small_school()
MARCH = date(2021, 3, 9)


def seen(state: State, today: date = MARCH) -> Overview:
    """The milestone (due on 31 March) as people are told of it."""
    return overview_of(Parties(SCHOOL, SCHOOL.by_code[CODE], today), state, None, None)


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        ("", ""),
        ("submit", ""),
        ("submit open", ""),
        ("submit open refused", "Готово"),
        ("submit-extension open refused", "Прошу перенести"),
        ("submit-cancellation open refused", "Прошу снять"),
        ("submit open refused submit-extension open refused", "Прошу перенести"),
        ("submit open refused started", ""),
        ("submit open refused submit", ""),
        ("submit open met done", ""),
        ("submit open withdrawn", ""),
    ],
)
def test_only_a_returned_row_is_shown_its_way_back(words: str, request_: str):
    """By the mark that was returned last."""
    way = seen(state_after(words)).way_back
    assert (f"оставив «{request_}»" in way, bool(way)) == (True, True) if request_ else (way == "")


@pytest.mark.parametrize(
    ("words", "due", "days"),
    [
        ("", date(2021, 3, 1), 0),
        ("started submit open met", date(2021, 3, 1), 0),
        ("started submit open met done", date(2021, 3, 1), 1),
        ("submit open refused started started submit open met done", date(2021, 3, 1), 5),
        ("started submit open met done", date(2021, 3, 2), 0),
        ("started submit open met done", None, 0),
    ],
)
def test_a_result_is_late_by_the_day_on_which_the_one_that_was_approved_was_handed_in(
    words: str, due: date | None, days: int
):
    """Not by the day of its approval; what is not done is not late but overdue, which others ask."""
    assert replace(seen(state_after(words)), due=due).days_late == days


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", "Результат не сдан, исполнить до 31 марта"),
        ("attempted", "Attempted, исполнить до 31 марта"),
        ("reworded", "Результат не сдан, исполнить до 31 марта"),
        ("started cleared", "Результат не сдан, исполнить до 31 марта"),
        ("submit open withdrawn", "Результат не сдан, исполнить до 31 марта"),
        ("attempted submit open withdrawn", "Результат не сдан, исполнить до 31 марта"),
        ("submit open withdrawn attempted", "Attempted, исполнить до 31 марта"),
        ("submit open superseded!", "superseded!"),
        ("started", "started"),
        ("started attempted", "Attempted. started"),
        ("attempted started", "started"),
        ("started attempted started attempted", "Attempted. started"),
        ("started attempted submit", "submit"),
        ("submit open refused attempted started", "started. Прошлое решение: refused"),
        ("submit open refused:1 started attempted", "attempted. started. Прошлое решение: refused:1"),
        ("submit open refused started submit", "submit"),
        ("submit open met done", "done"),
        ("submit open met done submit-reopening open refused", "refused"),
        ("submit open refused:1", "refused:1"),
        ("submit open refused:1 submit open refused:2", "refused:2"),
        ("submit open refused:1 submit open met open refused:2", "refused:2"),
        ("submit open refused:1 submit superseded started", "started"),
        ("submit first refused:1 started", "started"),
        ("submit first refused:1", "refused:1"),
    ],
)
def test_what_is_told_first_is_what_happened_last(words: str, expected: str):
    """An attempt only until the row was acted on; a return until the row is submitted again or done.

    A ballot of the «first» release keeps what it showed.
    """
    told = []
    for word, fact in zip(words.split(), facts(words.replace("first", "open")), strict=True):
        told.append(replace(fact, of="members") if word == "open" else fact)
    why = seen(replay(told).get(CODE) or State(CODE)).why
    assert why.lower() == expected.lower()


def test_an_attempt_that_a_pass_finds_beside_what_was_done_since_is_over():
    """The day before ended without the proof, and «Начато» was written since: both are found at the same moment."""
    attempted, started = facts("attempted started")
    assert seen(replay([attempted, replace(started, seen_at=attempted.seen_at)])[CODE]).why == "started"


# --- what was decided before -----------------------------------------------------------------------


def ballots(words: str, *, first_release: bool = False) -> tuple[State, tuple[Ballot, ...]]:
    """The state after these facts, and its ballots; each submission's result is its own word."""
    told = [
        replace(fact, of=None if first_release else "members") if fact.kind == "stage_opened" else fact
        for fact in facts(words)
    ]
    state = replay(told)[CODE]
    return state, state.ballots


SAME, WAS = "С прошлого раза результат не изменён", "С прошлого раза результат изменён, было: «{}»".format


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("submit open", 0, []),
        ("submit open refused:1", 0, []),
        ("submit open refused:1 submit open", 0, []),
        ("submit open refused:1 submit open", 1,
         [SAME, "Прошлое решение: refused:1"]),
        ("submit:а open refused:1 submit open", 1, [WAS("submit:а"), "Прошлое решение: refused:1"]),
        ("submit:а open refused:1 submit:б open refused:2 submit open", 2,
         [WAS("submit:б"), "Представление № 1 (completion): refused:1", "Прошлое решение: refused:2"]),
        ("submit:а open refused:1 submit:б open refused:2 submit open", 1,
         [WAS("submit:а"), "Прошлое решение: refused:1"]),
        ("submit open refused:1 submit:б open withdrawn submit open", 2,
         [SAME, "Прошлое решение: refused:1"]),
        ("submit open withdrawn submit open", 1, []),
        ("submit-extension open refused:1 submit open", 1, ["Прошлое решение: refused:1"]),
        ("submit-extension open met moved submit open", 1, ["Представление № 1 (extension): утверждено"]),
        ("submit open refused:1 submit-extension open met moved submit open", 2,
         [SAME, "Представление № 2 (extension): утверждено",
          "Прошлое решение: refused:1"]),
        (" ".join(f"submit-extension open refused:{number}" for number in range(1, 6)) + " submit-extension open", 5,
         [SAME, "Представление № 3 (extension): refused:3",
          "Представление № 4 (extension): refused:4", "Прошлое решение: refused:5"]),
    ],
)  # fmt: skip
def test_voters_are_told_what_was_decided_before(words: str, number: int, expected: list[str]):
    """The last three decisions at most, the last return at the end; of what was given up nothing."""
    state, opened = ballots(words)
    assert list(prior_decisions(state, opened[number])) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("submit open refused:1 submit open", ["В прошлый раз: refused:1"]),
        ("submit open refused:1 submit open refused:2 submit open", ["В прошлый раз: refused:2"]),
        ("submit-extension open met moved submit open", []),
    ],
)
def test_a_ballot_of_the_first_release_is_told_the_last_return_alone(words: str, expected: list[str]):
    state, opened = ballots(words, first_release=True)
    assert list(prior_decisions(state, opened[-1])) == expected


def test_what_has_neither_day_nor_order_is_unclear_until_something_happens():
    school = small_school("""
        | код | срок               | исполнители | форма  |
        | 1.1 | По мере надобности | Директор    | Приказ |
    """)
    parties = Parties(school, school.by_code[CODE], MARCH)
    found = [overview_of(parties, state_after(words), None, None) for words in ("", "started", "reworded")]
    question = parties.milestone.unclear
    assert [(each.status, each.why) for each in found] == [
        (Status.UNCLEAR, f"Срок не определён: {question}"), (Status.IN_PROGRESS, "started"),
        (Status.UNCLEAR, f"Срок не определён: {question}"),
    ]  # fmt: skip
    assert question
