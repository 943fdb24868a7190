"""Which votes are proven, by what was seen of their columns pass after pass; and which protections close a column."""

import pytest

from models.board import Area, Cells, HeadedTab, Protection, SeenRow, Snapshot, View, is_untrusted, mark_untrusted
from models.board.protections import check_protections
from models.school import Roster
from models.school.people import Person

TAB, ANNA = "Утверждение", "Анна"
COLUMNS = {"№": 1, "Анна: решение": 10, "Анна: замечание": 11}
ROSTER = Roster(people={"anna": Person(label=ANNA, address="Anna@a.example")}, posts=(), working_group="Г", curator="К")


@pytest.mark.parametrize(
    ("passes", "proven"),
    [
        ("closed: да", "yes"),
        ("open: да", "no"),
        ("open: да | closed: да", "no no"),
        ("open: да | closed: да | closed: да+", "no no yes"),
        ("open: да | closed: нет | closed: да", "no no yes"),
        ("open: да | closed: | closed: да", "no no yes"),
        ("closed: да | open: да | closed: да", "yes yes yes"),
        ("closed: да | open: нет | closed: нет", "yes no no"),
        ("closed: да | open: | closed: | closed: да", "yes no no yes"),
        ("open: да | open: да | open: нет | closed: нет", "no no no no"),
        ("open: | closed: да | closed: да+", "yes no yes"),
    ],
)
def test_a_decision_is_proven_once_it_changed_between_two_looks_at_a_closed_column(passes: str, proven: str):
    """Each pass says whether the column was closed and what stood there; + is a remark."""
    sightings: dict[str, Cells] = {}
    found = []
    for step in passes.split("|"):
        state, _, said = (each.strip() for each in step.partition(":"))
        cells = {"Анна: решение": said.rstrip("+")} if said else {}
        cells |= {"Анна: замечание": "подтверждаю"} if said.endswith("+") else {}
        row = SeenRow(TAB, 4, cells)
        view = View(ballots={"1-1.1": row}, open_voters=frozenset({ANNA} if state == "open" else ()))
        sightings = {"1-1.1": mark_untrusted(view, sightings).ballots["1-1.1"].cells}
        found.append("no" if is_untrusted(sightings["1-1.1"], ANNA) else "yes")
    assert " ".join(found) == proven


OURS = frozenset({"anna@a.example", "engine@a.example"})


@pytest.mark.parametrize(
    ("protections", "open_columns"),
    [
        ([Protection(TAB, Area(4, None, 10, 11), OURS)], set()),
        ([Protection(TAB, Area(4, None, 10, 11), frozenset({"engine@a.example"}))], set()),
        ([Protection(TAB, Area(4, None, 10, 10), OURS), Protection(TAB, Area(4, None, 11, 11), OURS)], set()),
        ([Protection(TAB, Area(), frozenset({"engine@a.example"}))], set()),
        ([Protection(TAB, Area(4, None, 10, 11), OURS), Protection(TAB, Area(), None)], set()),
        ([], {ANNA}),
        ([Protection(TAB, Area(4, None, 10, 10), OURS)], {ANNA}),
        ([Protection(TAB, Area(5, None, 10, 11), OURS)], {ANNA}),
        ([Protection(TAB, Area(4, 8, 10, 11), OURS)], {ANNA}),
        ([Protection(TAB, Area(4, None, 10, 11), OURS | {"boris@a.example"})], {ANNA}),
        ([Protection(TAB, Area(4, None, 10, 11), None)], {ANNA}),
        ([Protection("План 2021", Area(4, None, 10, 11), OURS)], {ANNA}),
        ([Protection(TAB, Area(), frozenset({"engine@a.example"}), (Area(4, None, 10, 13),))], {ANNA}),
    ],
)
def test_a_column_is_closed_where_every_row_is_closed_to_all_but_its_voter(
    protections: list[Protection], open_columns: set[str]
):
    """Rows 4 to 9; several protections may close it together, and another one beside them opens nothing."""
    table = HeadedTab(TAB, 3, COLUMNS, {4: {"№": "1"}, 9: {"№": "2"}})
    snapshot = Snapshot((), "", tuple(protections), trusted=frozenset({"engine@a.example"}))
    assert check_protections(View(tables={TAB: table}), snapshot, ROSTER).open_voters == open_columns


ENGINE_AND_BORIS = frozenset({"engine@a.example", "boris@a.example"})
VOTES, PLAN_TAB = Area(4, None, 10, 11), HeadedTab("План 2021", 3, {"Код": 1, "Отметка": 6}, {4: {"Код": "1"}, 9: {}})


@pytest.mark.parametrize(
    ("protection", "shut"),
    [
        (Protection(TAB, VOTES, ENGINE_AND_BORIS), ["«Анна: решение», «Анна: замечание» для всех, кроме: boris"]),
        (Protection(TAB, Area(4, 4, 11, 11), ENGINE_AND_BORIS), ["«Анна: замечание» для всех"]),
        (Protection(TAB, VOTES, ENGINE_AND_BORIS | OURS), []),
        (Protection(TAB, VOTES, None), []),
        (Protection(TAB, Area(4, None, 1, 9), ENGINE_AND_BORIS), []),
        (Protection(TAB, Area(), ENGINE_AND_BORIS, (Area(4, None, 10, 11),)), []),
        (Protection(TAB, VOTES, ENGINE_AND_BORIS, (), "Веха: голос – Анна"), []),
        (Protection(TAB, Area(), ENGINE_AND_BORIS, (), "Веха: Утверждение"), []),
        (Protection("План 2021", Area(4, None, 6, 9), ENGINE_AND_BORIS), ["«Отметка» для всех, кроме"]),
        (Protection("План 2021", Area(4, 9, 6, 9), ENGINE_AND_BORIS), ["«Отметка» для всех, кроме"]),
        (Protection("План 2021", Area(4, 8, 6, 9), ENGINE_AND_BORIS), []),
        (Protection("План 2021", Area(5, None, 6, 9), ENGINE_AND_BORIS), []),
        (Protection("План 2022", Area(4, 4, 6, 9), ENGINE_AND_BORIS, (), "Веха: отметка – 1"), []),
        (Protection("Чужая", Area(), ENGINE_AND_BORIS), []),
    ],
)
def test_a_protection_that_lets_us_in_but_not_whose_cells_they_are_is_told(protection: Protection, shut: list[str]):
    """A voter's columns always; marks where no row is left open; what bears a name of ours is put right instead."""
    short = HeadedTab("План 2022", 3, PLAN_TAB.columns, {4: {"Код": "1"}})
    tables = {TAB: HeadedTab(TAB, 3, COLUMNS, {4: {"№": "1"}}), PLAN_TAB.title: PLAN_TAB, short.title: short}
    snapshot = Snapshot((), "", (protection,), trusted=frozenset({"engine@a.example"}))
    problems = check_protections(View(tables=tables), snapshot, ROSTER).problems
    told = [each for each in problems if " для всех" in each.found]
    assert [words in each.found for words, each in zip(shut, told, strict=True)] == [True] * len(shut)
    assert {each.where for each in told} <= {f"«{protection.tab}»"}


def test_a_board_without_accounts_has_no_open_columns():
    """A file: whoever can write it can vote, which the documentation says plainly."""
    view = View(tables={TAB: HeadedTab(TAB, 3, COLUMNS, {})})
    assert check_protections(view, Snapshot(()), ROSTER) == view
