"""Generated lives of the tab «Вклады» against a count on paper: who adds, changes, empties, copies, sorts, deletes."""

from hypothesis import given
from hypothesis import strategies as st

from models.board import columns as b
from tests.models.parts.test_parts import CODE, LESSON, TALK, VISIT, Parts, school_of
from tests.support.fuzz import examples

NAMES, WORDS = ("Вера", "Дина", "Педагог"), (LESSON, TALK, VISIT)
STEP = st.tuples(
    st.sampled_from(["add", "change", "empty", "copy", "delete", "sort", "turn", "number"]),
    st.integers(0, 9),
    st.integers(0, 9),
)


def rows_of(school: Parts) -> list[int]:
    """The rows below the header in which anything stands."""
    rows = school.paper.sheets[b.PARTS]
    return [row for row in sorted(rows) if row > b.HEADER_ROW and any(value is not None for value in rows[row][1:7])]


def play(school: Parts, step: tuple[str, int, int]) -> None:
    """One thing that people do; what needs a line and finds none does nothing."""
    what, one, two = step
    rows, cells = rows_of(school), school.paper.sheets[b.PARTS]
    if what == "add":
        school.add(NAMES[one % 3], WORDS[two % 3], amount=one * 10 + two)
    elif what == "sort":
        school.paper.sort(b.PARTS, backwards=bool(one % 2))
    elif rows and what == "turn":  # people's columns are sorted, the numbers stay where they are
        turned = [[*cells[row][1:7], *[None] * (7 - len(cells[row]))] for row in reversed(rows)]
        for row, values in zip(rows, turned, strict=True):
            cells[row][1:7] = values
    elif rows:
        row = rows[one % len(rows)]
        if what == "change":
            school.paper.put(b.PARTS, row, 6, 100 + two)
        elif what == "empty":
            cells[row][1:7] = [None] * 6
        elif what == "copy":
            school.paper.copy_row(b.PARTS, row)
        elif what == "delete":
            school.paper.delete(b.PARTS, row)
        elif what == "number":  # a number lands beside another line
            cells[row][0] = cells[rows[two % len(rows)]][0]


def counted(school: Parts) -> list[tuple[str, str, int]]:
    """Who did what for how many, as the tab shows it after a pass; lines that say the same once."""
    cells = school.paper.sheets[b.PARTS]
    return sorted({(str(row[2]), str(row[3]), int(row[5] or 0)) for row in (cells[at] for at in rows_of(school))})


@examples(6)
@given(steps=st.lists(STEP, max_size=12))
def test_what_counts_is_what_stands_there_and_a_second_pass_does_nothing(steps: list[tuple[str, int, int]]):
    school = Parts(school_of("any"))
    for step in steps:
        play(school, step)
        passed = school.sync()
        label = school.school.roster.label
        parts = school.known.state(CODE).parts
        if not passed.lost and not passed.doubts:
            found = sorted((label(part.who), part.what, part.amount or 0) for part in parts)
            assert found == counted(school)
            numbers = [school.paper.get(b.PARTS, row, 1) for row in rows_of(school)]
            assert len(set(numbers)) == len(numbers)
            assert None not in numbers
        again = school.sync()
        assert again.kinds == []
        assert not school.sync().edits
