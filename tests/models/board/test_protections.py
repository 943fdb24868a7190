"""Which votes are proven, by what was seen of their columns pass after pass; and which protections close a column."""

from dataclasses import replace

import pytest

from models.board import Area, Cells, HeadedTab, Protection, SeenRow, Snapshot, View, is_untrusted, mark_untrusted
from models.board.protections import check_protections
from models.school import Roster
from models.school.people import Person
from tests.support.scenario import roster, small_school

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
VOTES, MARKS = Area(4, None, 10, 11), {"Код": 1, "Отметка": 6}
PLAN_TAB = HeadedTab("План 2021", 3, MARKS, {4: {"Код": "1"}, 9: {"Код": "2"}})


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
    short = HeadedTab("План 2022", 3, MARKS, {4: {"Код": "1"}})
    tables = {TAB: HeadedTab(TAB, 3, COLUMNS, {4: {"№": "1"}}), PLAN_TAB.title: PLAN_TAB, short.title: short}
    view = View(tables=tables, keys={PLAN_TAB.title: {4: "1", 9: "2"}, short.title: {4: "1"}})
    snapshot = Snapshot((), "", (protection,), trusted=frozenset({"engine@a.example"}))
    problems = check_protections(view, snapshot, ROSTER).problems
    told = [each for each in problems if " для всех" in each.found]
    assert [words in each.found for words, each in zip(shut, told, strict=True)] == [True] * len(shut)
    assert {each.where for each in told} <= {f"«{protection.tab}»"}


ADDRESSES = {each: f"{each}@a.example" for each in ("director", "teacher", "curator")}
THIRD_MARK = (Area(6, 6, 6, 9),)


@pytest.mark.parametrize(
    ("posts", "area", "let_in", "holes", "told"),
    [
        ("Д Д П П П", Area(6, 6, 6, 9), "director", (), "строка 6"),  # the teachers' own row
        ("Д Д П П П", Area(4, 5, 6, 9), "director", (), ""),
        ("Д Д П П П", Area(4, 5, 6, 9), "director teacher", (), ""),
        ("Д Д П П П", Area(4, 7, 6, 9), "director", (), "строки 6–7"),
        ("Д Д П П П", Area(4, None, 6, 9), "director", (), "«Отметка» для всех"),
        ("Д Д П П П", Area(4, 7, 1, 5), "director", (), ""),
        ("Д Д П П П", Area(4, 6, 6, 9), "director", THIRD_MARK, ""),
        ("Д Д П П П", Area(6, 6, 6, 9), "stranger", (), "строка 6"),
        ("ДП ДП ДП ДП Д", Area(4, 4, 6, 9), "teacher", (), ""),
        ("ДП ДП ДП ДП Д", Area(4, 5, 6, 9), "teacher", (), ""),
        ("ДП ДП ДП ДП Д", Area(4, 6, 6, 9), "teacher", (), "строки 4–6"),
        ("ДП ДП ДП ДП Д", Area(4, 7, 6, 9), "teacher director", (), ""),
        ("Д Д П П П", Area(4, 4, 6, 9), "curator", (), ""),  # who acts for the director
        ("Н Н Н Н Д", Area(4, 5, 6, 9), "stranger", (), ""),
        ("Н Н Н Н Д", Area(4, 6, 6, 9), "stranger", (), "строки 4–6"),
        ("Н Н Н Н Н", Area(4, 8, 6, 9), "stranger", (), "«Отметка» для всех"),
    ],
)
def test_rows_whose_marks_are_closed_to_their_executors_are_told(
    posts: str, area: Area, let_in: str, holes: tuple[Area, ...], told: str
):
    """One row where none of its executors is let in, several where some are not; of the post Н nobody is known."""
    named = {"Д": "Директор", "П": "Педагог"}
    made = small_school().milestones[0]
    rows = [tuple(named.get(post, post) for post in row) for row in posts.split()]
    people = roster(absences=[{"person": "director", "since": "2021-03-10", "substitute": "curator"}])
    known = {key: each.model_copy(update={"address": ADDRESSES.get(key)}) for key, each in people.people.items()}
    milestones = tuple(
        replace(made, code=f"1.{number}/2021", activity=made.activity.model_copy(update={"executors": row}))
        for number, row in enumerate(rows)
    )
    keys = {number: each.code for number, each in enumerate(milestones, start=4)}
    tab = HeadedTab("План 2021", 3, MARKS, {number: {"Код": code} for number, code in keys.items()})
    editors = frozenset({"engine@a.example", *(f"{each}@a.example" for each in let_in.split())})
    snapshot = Snapshot((), "", (Protection(tab.title, area, editors, holes),), trusted=frozenset({"engine@a.example"}))
    view = View(tables={tab.title: tab}, keys={tab.title: keys})
    found = check_protections(view, snapshot, people.model_copy(update={"people": known}), milestones).problems
    shut = [each.found for each in found if " для всех" in each.found]
    assert [told in each for each in shut] == [True] * bool(told)


def test_a_board_without_accounts_has_no_open_columns():
    """A file: whoever can write it can vote, which the documentation says plainly."""
    view = View(tables={TAB: HeadedTab(TAB, 3, COLUMNS, {})})
    assert check_protections(view, Snapshot(()), ROSTER) == view
