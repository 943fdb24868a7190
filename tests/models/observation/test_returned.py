"""A people's column that a look missed and that comes back empty says nothing of anybody's wish."""

from collections.abc import Callable

import pytest

from models.board import columns as b
from models.board.board import Value
from tests.support.scenario import NOTE, ORDER, Scenario, small_school

PLAN, CODE, OTHER, BALLOT = "План 2021", "1.1/2021", "2.1/2021", "1.1/2021-1.1"


def under_vote() -> Scenario:
    """Two milestones under vote; one of them has a vote and a remark."""
    life = Scenario(small_school())
    life.mark(CODE, "Готово", ORDER)
    life.mark(OTHER, "Готово", NOTE)
    life.sync()
    life.vote("anna", "Утвердить", "хорошо")
    life.sync()
    return life


def delete(life: Scenario, tab: str, header: str) -> int:
    """A person deletes a column; those at its right move to the left. Where it stood."""
    place = life.paper.column(tab, header)
    for row in life.paper.sheets[tab].values():
        del row[place - 1 : place]
    return place


def insert(life: Scenario, tab: str, place: int, header: str) -> None:
    """A person inserts an empty column and types a header."""
    for number, row in life.paper.sheets[tab].items():
        row.extend([None] * (place - 1 - len(row)))
        row.insert(place - 1, header if number == b.HEADER_ROW else None)


def column(life: Scenario, tab: str, header: str) -> list[Value]:
    """What stands under a header."""
    place = life.paper.column(tab, header)
    return [life.paper.get(tab, row, place) for row in sorted(life.paper.sheets[tab])]


@pytest.mark.parametrize(
    ("tab", "header"),
    [*((PLAN, name) for name in (b.REQUEST, b.RESULT)), *((b.APPROVAL, "Анна" + part) for part in b.VOTE_PARTS)],
)
def test_a_column_that_comes_back_empty_is_filled_as_last_seen(tab: str, header: str):
    """One row is enough: no threshold of doubt is needed, and the other columns are read as always."""
    life = under_vote()
    before = column(life, tab, header)
    place = delete(life, tab, header)
    assert f"«{header}»" in life.sync().lost[0]
    insert(life, tab, place, header)
    life.vote("boris", "Утвердить", ballot="2.1/2021-1.1")
    seen = life.sync()
    assert (seen.kinds, seen.told) == (["voted"], {})
    assert column(life, tab, header) == before
    assert (life.sync().kinds, life.sync().edits.cells_written()) == ([], 0)


def mend(life: Scenario, header: str, values: dict[str, Value]) -> None:
    """A person types something in rows of a column that came back empty."""
    for code, value in values.items():
        life.paper.write(PLAN, code, header, value)


@pytest.mark.parametrize(
    ("typed", "kinds", "stands"),
    [
        pytest.param({CODE: ORDER, OTHER: NOTE}, [], {CODE: ORDER, OTHER: NOTE}, id="undone"),
        pytest.param({CODE: ORDER}, ["withdrawn"], {CODE: ORDER, OTHER: None}, id="undone, then one emptied"),
        pytest.param({CODE: f"{ORDER} стр. 2"}, ["superseded", "submitted", "stage_opened"],
                     {CODE: f"{ORDER} стр. 2", OTHER: NOTE}, id="one typed anew"),
    ],
)  # fmt: skip
def test_what_people_typed_themselves_is_believed(typed: dict[str, Value], kinds: list[str], stands: dict[str, Value]):
    life = under_vote()
    place = delete(life, PLAN, b.RESULT)
    life.sync()
    insert(life, PLAN, place, b.RESULT)
    mend(life, b.RESULT, typed)
    assert life.sync().kinds == kinds
    assert {code: life.paper.read(PLAN, code, b.RESULT) for code in stands} == stands


def test_a_column_that_no_look_missed_is_believed_to_be_empty():
    """Emptied in one go below the thresholds, it is a wish."""
    life = under_vote()
    for code in (CODE, OTHER):
        life.paper.write(PLAN, code, b.REQUEST, None)
    assert life.sync().kinds == ["withdrawn", "withdrawn"]


def test_a_pass_after_the_column_was_filled_takes_the_next_emptiness_for_a_wish():
    life = under_vote()
    place = delete(life, PLAN, b.REQUEST)
    life.sync()
    insert(life, PLAN, place, b.REQUEST)
    life.sync()
    life.paper.write(PLAN, CODE, b.REQUEST, None)
    assert life.sync().kinds == ["withdrawn"]


def rename_tab(life: Scenario) -> None:
    life.paper.sheets["Мой план"] = life.paper.sheets.pop(PLAN)


def lose_header(life: Scenario) -> None:
    life.paper.sheets[PLAN][b.HEADER_ROW] = []


@pytest.mark.parametrize("happened", [rename_tab, lose_header])
def test_a_tab_that_comes_back_with_empty_cells_is_filled_as_last_seen(happened: Callable[[Scenario], None]):
    """All four columns of marks were missed with it."""
    life = under_vote()
    whole = {number: list(row) for number, row in life.paper.sheets[PLAN].items()}
    happened(life)
    assert life.sync().lost
    life.paper.sheets.pop("Мой план", None)
    life.paper.sheets[PLAN] = {number: [*row[:5], *[None] * 4, *row[9:]] if number > b.HEADER_ROW else list(row)
                               for number, row in whole.items()}  # fmt: skip
    assert life.sync().kinds == []
    assert [life.paper.read(PLAN, CODE, header) for header in (b.REQUEST, b.RESULT)] == ["Готово", ORDER]
