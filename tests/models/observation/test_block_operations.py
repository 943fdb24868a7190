"""Generated histories of what people do to whole blocks of cells: no fact ever says what nobody wished in that row.

People mark rows honestly in between. A block that touches fewer results than the threshold is left out: one moved row,
or two bare marks, cannot be told from an honest edit.
"""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import Value, columns
from models.school import DoubtRules
from tests.support.scenario import NOTE, MemoryBoard, Scenario, small_school, workflow

NUMBERS = range(1, 8)
CODES = [f"1.{number}/2021" for number in NUMBERS]
ROWS = "| код | срок | исполнители | форма |\n" + "\n".join(
    f"| 1.{number} | март 2021 | Директор | Информация |" for number in NUMBERS
)
PLAN = "План 2021"
FEWEST = 3
BLOCKS = ("sort_results", "sort_backwards", "shift_down", "shift_up", "rotate", "clear_marks", "clear_all", "older")
steps = st.lists(
    st.one_of(
        st.tuples(st.just("done"), st.sampled_from(CODES)),
        st.tuples(st.just("started"), st.sampled_from(CODES)),
        st.tuples(st.just("vote"), st.sampled_from(CODES)),
        st.tuples(st.just("keep"), st.just("")),
        st.tuples(st.sampled_from(BLOCKS), st.just("")),
        st.tuples(st.just("rows"), st.just("")),
    ),
    min_size=4, max_size=14,
)  # fmt: skip


class People:
    """What people did, and their own simple record of what they wished."""

    def __init__(self, rules: DoubtRules | None = None) -> None:
        laws = workflow() if rules is None else workflow().model_copy(update={"doubt": rules})
        self.life = Scenario(small_school(ROWS, rules=laws))
        self.life.sync()
        self.day = date(2021, 3, 1)
        self.wished: dict[str, set[str]] = {code: set() for code in CODES}
        self.began: set[str] = set()
        self.typed = 0
        self.kept: MemoryBoard | None = None
        for code in CODES[:4]:
            self.done(code)
        self.look()

    def done(self, code: str) -> None:
        """An executor reports a row as done, in words that nobody else uses."""
        if self.life.known.state(code).finished:
            return
        self.typed += 1
        result = f"{NOTE}, запись {self.typed}"
        self.wished[code].add(result)
        self.life.mark(code, "Готово", result)

    def started(self, code: str) -> None:
        """An executor withdraws on purpose."""
        if not self.life.known.state(code).finished:
            self.began.add(code)
            self.life.mark(code, "Начато")

    def vote(self, code: str) -> None:
        """A member approves what is open."""
        ballot = self.life.known.state(code).ballot
        if ballot is not None and ballot.outcome == "open":
            self.life.vote(ballot.voters[0], "Утвердить", ballot=ballot.number)

    def keep(self, _: str) -> None:
        """Somebody keeps a copy of the file."""
        self.kept = self.life.paper.copy()

    def rows(self, _: str) -> None:
        """Somebody sorts whole rows, as they may."""
        self.life.paper.sort(PLAN)

    def block(self, name: str) -> None:
        """Somebody moves or empties people's cells of many rows, and a pass comes before the undo."""
        if name == "older":
            if self.kept is not None:
                self.life.paper = self.kept.copy()
            return
        read, write = partial(self.life.paper.read, PLAN), partial(self.life.paper.write, PLAN)
        cells = [tuple(read(code, header) for header in columns.MARK_COLUMNS) for code in CODES]
        results = [row[1] for row in cells if row[1]]
        pending = [code for code in CODES if self.life.known.state(code).pending is not None]
        if len(results) <= FEWEST or len(pending) < FEWEST:
            return
        for code, values in zip(CODES, _moved(name, cells), strict=True):
            for header, value in zip(columns.MARK_COLUMNS, values, strict=True):
                write(code, header, value)

    def look(self) -> list[str]:
        """A pass; returns what it recorded that nobody wished."""
        self.day += timedelta(days=1)
        lies = []
        for event in self.life.sync(self.day).effects.events:
            match event.kind:
                case "submitted" if event.result not in self.wished[event.milestone]:
                    lies.append(f"{event.milestone}: {event.why}")
                case "withdrawn" | "cleared" if event.milestone not in self.began:
                    lies.append(f"{event.milestone}: {event.why}")
                case "started" if event.milestone not in self.began:
                    lies.append(f"{event.milestone}: {event.why}")
        return lies


def _moved(name: str, cells: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    empty: tuple[Value, ...] = (None,) * len(columns.MARK_COLUMNS)
    match name:
        case "sort_results" | "sort_backwards":
            return sorted(cells, key=lambda row: str(row[1] or "я"), reverse=name == "sort_backwards")
        case "shift_down":
            return [empty, *cells[:-1]]
        case "shift_up":
            return [*cells[1:], empty]
        case "rotate":
            return [*cells[2:], *cells[:2]]
        case "clear_marks":
            return [(None, *row[1:]) for row in cells]
        case _:
            return [empty] * len(cells)


def lies_of(people: People, story: list[tuple[str, str]]) -> list[str]:
    """Play a story; after each block a pass comes first, then the undo, and each pass is asked."""
    lies: list[str] = []
    for name, code in story:
        if name in BLOCKS:
            before = people.life.paper.copy()
            people.block(name)
            lies += people.look()
            before.stamp = people.life.paper.stamp
            people.life.paper = before
        else:
            getattr(people, name)(code)
        lies += people.look()
    return lies


@given(steps)
def test_no_fact_says_what_nobody_wished_in_that_row(story: list[tuple[str, str]]):
    assert lies_of(People(), story) == []


@pytest.mark.parametrize("block", [block for block in BLOCKS if block != "older"])
def test_with_the_rules_of_doubt_taken_out_the_same_histories_lie(block: str):
    """Else the test above could not fail."""
    out = DoubtRules(moved_rows=1000, emptied_rows=1000, vanished_votes=1000)
    assert lies_of(People(out), [("done", CODES[0]), (block, "")]) != []
