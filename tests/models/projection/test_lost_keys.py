"""A deleted column of codes or numbers is put back only where every row is known for certain."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.board import Value
from models.board import columns as b
from models.projection import lost_keys
from models.roadmap import Roadmap
from tests.support.scenario import NOTE, ORDER, Scenario, small_school

PLAN, FIRST, LATER, ONE, TWIN = "План 2021", "1.1/2021.1", "1.1/2021.2", "1.2/2021", "1.3/2021"
ACTIVITIES = """
    | код | срок                   | исполнители | форма      |
    | 1.1 | март 2021, апрель 2021 | Директор    | Приказ     |
    | 1.2 | март 2021              | Педагог     | Информация |
    | 1.3 | март 2021              | Педагог     | Информация |
"""


def under_vote() -> Scenario:
    """Two milestones under vote, one of which says the same of itself as another row."""
    school = small_school(ACTIVITIES)
    said = school.roadmap.model_dump(mode="json", by_alias=True)
    for activity in said["directions"][0]["activities"][1:]:
        activity["title"] = "Одно и то же"
    life = Scenario(replace(school, roadmap=Roadmap.model_validate(said)))
    life.sync()
    life.mark(FIRST, "Готово", ORDER)
    life.mark(ONE, "Готово", NOTE)
    life.sync()
    life.vote("anna", "Утвердить", "хорошо", ballot=f"{FIRST}-1.1")
    life.sync()
    return life


def write(life: Scenario, key: str, header: str, value: Value) -> None:
    """Somebody types into a row of the plan before its code is gone."""
    life.paper.write(PLAN, key, header, value)


CHANGES: dict[str, tuple[Callable[[Scenario], object], bool]] = {
    "nothing else": (lambda _: None, True),
    "a row deleted": (lambda life: life.paper.delete(PLAN, life.paper.row(PLAN, LATER)), True),
    "rows in another order": (lambda life: life.paper.sort(PLAN), True),
    "one twin marked since": (lambda life: write(life, TWIN, b.REQUEST, "Начато"), True),
    "both twins marked since": (
        lambda life: [write(life, key, b.COMMENT, "позже") for key in (ONE, TWIN)], False),
    "a title typed over": (lambda life: write(life, FIRST, b.TITLE, "Другое"), False),
    "somebody's row": (lambda life: life.paper.put(PLAN, life.paper.copy_row(PLAN, 5), 2, "Другое"), False),
    "another name gone": (lambda life: life.paper.put(PLAN, 3, life.paper.column(PLAN, b.TERM), None), False),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_codes_come_back_where_the_other_cells_of_every_row_say_whose_it_is(change: str):
    life, (does, is_certain) = under_vote(), CHANGES[change]
    does(life)
    codes = {row: values[0] for row, values in life.paper.sheets[PLAN].items() if row > b.HEADER_ROW and values[0]}
    for values in life.paper.sheets[PLAN].values():
        del values[:1]
    edits = lost_keys(life.projection(), life.paper.snapshot())
    assert {edit.row: edit.value for edit in edits.cells} == (codes if is_certain else {})
    assert [(each.row, each.column, each.header) for each in edits.columns] == [(3, 12, b.CODE)] * is_certain


@pytest.mark.parametrize(("tab", "name"), [(PLAN, b.CODE), (b.APPROVAL, b.NUMBER)])
def test_a_column_of_keys_that_bears_another_name_gets_its_own_back(tab: str, name: str):
    life = under_vote()
    life.paper.put(tab, b.HEADER_ROW, 1, "Шифр")
    edits = lost_keys(life.projection(), life.paper.snapshot())
    assert [(edit.tab, edit.row, edit.column, edit.value) for edit in edits.cells] == [(tab, b.HEADER_ROW, 1, name)]
    assert not edits.columns


def test_numbers_of_ballots_come_back():
    life = under_vote()
    numbers = {row: values[0] for row, values in life.paper.sheets[b.APPROVAL].items() if row > b.HEADER_ROW}
    for values in life.paper.sheets[b.APPROVAL].values():
        del values[:1]
    edits = lost_keys(life.projection(), life.paper.snapshot())
    assert {edit.row: edit.value for edit in edits.cells} == numbers


def test_where_cells_are_looked_up_by_key_nothing_is_known_without_it():
    life = under_vote()
    for values in life.paper.sheets[PLAN].values():
        del values[:1]
    assert not lost_keys(life.projection(), replace(life.paper.snapshot(), protections=()))
