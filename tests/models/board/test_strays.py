"""What looks like ours where the engine does not look is told, and believed of nobody."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.board import HeadedTab, Sheet, losses, tabs_of, texts
from models.board import columns as b
from models.board.strays import renamed
from tests.support.scenario import NOTE, ORDER, MemoryBoard, Scenario, roster, small_school

PLAN, CODE, BALLOT = "План 2021", "1.1/2021", "1.1/2021-1.1"


def running() -> Scenario:
    """A board on which one milestone is under vote."""
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    return life


def insert_column(board: MemoryBoard, tab: str, place: int, header: str) -> None:
    """An empty column with this header; what stood there moves to the right."""
    for number, row in board.sheets[tab].items():
        row.extend([None] * (place - 1 - len(row)))
        row.insert(place - 1, header if number == b.HEADER_ROW else None)


def test_a_vote_in_a_column_that_stands_twice_waits_and_is_told():
    life = running()
    place = life.paper.column(b.APPROVAL, "Анна: решение")
    insert_column(life.paper, b.APPROVAL, place, "Анна: решение")
    life.paper.put(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT), place, "Утвердить")
    seen = life.sync()
    assert (seen.kinds, list(seen.problems)) == ([], ["«Утверждение», «Анна: решение»"])
    for row in life.paper.sheets[b.APPROVAL].values():
        del row[place : place + 1]
    assert life.sync().kinds == ["voted"]


def test_a_mark_in_a_column_that_stands_twice_waits_until_one_is_left():
    life = running()
    place = life.paper.column(PLAN, b.RESULT)
    insert_column(life.paper, PLAN, place, b.RESULT)
    seen = life.sync()
    assert (seen.kinds, list(seen.problems)) == ([], [f"«{PLAN}», «{b.RESULT}»"])
    for row in life.paper.sheets[PLAN].values():
        del row[place - 1 : place]
    assert (life.sync().kinds, life.sync().problems) == ([], {})


@pytest.mark.parametrize(
    ("header", "shift", "counts"),
    [
        pytest.param(b.RESULT, 0, True, id="an empty one before the one that shows what was last seen"),
        pytest.param(b.RESULT, 7, True, id="an empty one far away"),
        pytest.param(b.NEW_DATE, 6, True, id="nothing was written, but one stands at its neighbours"),
        pytest.param(b.NEW_DATE, 0, False, id="nothing was written, and both stand at a neighbour"),
    ],
)
def test_of_two_columns_the_one_that_surely_stood_there_counts(header: str, shift: int, counts: bool):
    """What is typed in it is read; of the other one people are told."""
    life = running()
    life.mark("2.1/2021", "Готово", NOTE)
    life.sync()
    place = life.paper.column(PLAN, header)
    insert_column(life.paper, PLAN, place + shift, header)
    life.paper.put(PLAN, life.paper.row(PLAN, CODE), place + (shift == 0), "15.05.2021")
    seen = life.sync()
    told = [f"«{PLAN}», «{header}»"]
    withdrawn = [*told, CODE] if header == b.RESULT else told  # «15.05.2021» is no proof of an order
    assert (bool(seen.kinds), sorted(seen.problems)) == (counts, sorted(withdrawn))


def copy_tab(board: MemoryBoard) -> None:
    board.sheets["План 2021 (копия)"] = {number: list(row) for number, row in board.sheets[PLAN].items()}


def sort_header_along(board: MemoryBoard) -> None:
    rows = board.sheets[PLAN]
    rows[2], rows[b.HEADER_ROW] = [*rows[4]], rows[b.HEADER_ROW]
    rows[2], rows[4] = (rows[4], [None]) if rows[4] and rows[4][0] else (rows[5], [None])


def rename_voter(board: MemoryBoard) -> None:
    row = board.sheets[b.APPROVAL][b.HEADER_ROW]
    row[row.index("Борис: решение")] = "Завуч"


def rename_voter_as_a_voter(board: MemoryBoard) -> None:
    row = board.sheets[b.APPROVAL][b.HEADER_ROW]
    row[row.index("Борис: решение")] = "Боря: решение"


@pytest.mark.parametrize(
    ("change", "where", "found"),
    [
        (copy_tab, "«План 2021 (копия)»", texts.TAB_COPIED.of(title="План 2021 (копия)").found),
        (sort_header_along, f"«{PLAN}»", texts.ROWS_ABOVE_HEADER.of(rows="2").found),
        (rename_voter, "«Утверждение», «Завуч»",
         texts.VOTER_RENAMED.of(header="Борис: решение", name="Завуч").found),
        (rename_voter_as_a_voter, "«Утверждение», «Боря: решение»",
         texts.VOTER_RENAMED.of(header="Борис: решение", name="Боря: решение").found),
    ],
)  # fmt: skip
def test_where_nobody_reads_there_is_no_silence(change: Callable[[MemoryBoard], None], where: str, found: str):
    life = running()
    before = list(life.paper.sheets[b.APPROVAL][b.HEADER_ROW])
    change(life.paper)
    told = life.sync().problems
    assert found in told.get(where, ""), told
    assert len(life.paper.sheets[b.APPROVAL][b.HEADER_ROW]) == len(before)


BORIS = ("Борис: решение", "Борис: замечание")


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ({"Завуч": 10, "Слова": 11}, {BORIS[0]: 10, BORIS[1]: 11}),
        ({"Боря: решение": 10, "Боря: замечание": 11}, {BORIS[0]: 10, BORIS[1]: 11}),
        ({"Анна: решение": 10, "Анна: замечание": 11}, {}),
        ({"Борис: замечание": 11, "Прежний: решение": 9, "Прежний: замечание": 10}, {}),
        ({}, {}),
    ],
    ids=["other words", "another name", "a voter's", "beside one who votes no more", "deleted"],
)
def test_a_voter_both_of_whose_headers_were_renamed_is_known_by_the_columns_that_are_closed_for_that_voter(
    standing: dict[str, int], expected: dict[str, int]
):
    table = HeadedTab(b.APPROVAL, b.HEADER_ROW, standing, {}, homes={"Борис: решение": 10, "Борис: замечание": 11})
    assert renamed(table, Sheet(b.APPROVAL, {}), (*BORIS, "Анна: решение", "Анна: замечание"), {}) == expected


def test_somebodys_own_draft_under_a_name_of_ours_stops_that_tab_alone():
    life = running()
    life.paper.sheets["План 2022"] = {1: ["Что успеть"], 3: ["Дело", "Когда"], 4: ["Ремонт", "лето"]}
    snapshot, view = life.paper.snapshot(), life.view()
    assert losses(snapshot, view, {}, tabs_of(life.school), ()) == []
    told = {problem.where: problem.found for problem in view.problems}
    assert told["«План 2022»"] == texts.TAB_OF_ANOTHER.of(title="План 2022").found
    assert len(losses(snapshot, view, {"1.3/2022": {}}, tabs_of(life.school), ())) == 1


def test_a_header_that_a_sort_took_far_below_its_rows_is_named_as_such():
    """Every name is there, only not where a header is looked for."""
    life = running()
    life.paper.sheets[PLAN][60] = life.paper.sheets[PLAN].pop(b.HEADER_ROW)
    life.paper.sheets[PLAN] |= {number: ["заметка"] for number in range(10, 50)}
    said = losses(life.paper.snapshot(), life.view(), life.known.sightings, tabs_of(life.school), ())
    assert said == [texts.HEADER_BELOW.format(title=PLAN)]


# --- columns that only end like a voter's, and those of who votes no more ---------------------------

OWN = "Бухгалтер: замечание"


def with_own_column(header: str = OWN, typed: str = "смета?") -> tuple[Scenario, int]:
    """A board with a person's own column, read once."""
    life = running()
    place = len(life.paper.sheets[b.APPROVAL][b.HEADER_ROW]) + 1
    life.paper.put(b.APPROVAL, b.HEADER_ROW, place, header)
    life.paper.put(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT), place, typed)
    assert (life.sync().kinds, life.sync().problems) == ([], {})
    return life, place


def drop(life: Scenario, *headers: str) -> None:
    """People delete columns of «Утверждение»."""
    for header in headers:
        place = life.paper.column(b.APPROVAL, header)
        for row in life.paper.sheets[b.APPROVAL].values():
            del row[place - 1 : place]


@pytest.mark.parametrize("header", [OWN, "Бухгалтер: решение"])
def test_an_own_column_that_ends_like_a_voters_is_its_owners(header: str):
    """It may be renamed, copied and deleted, nothing is written in it, and no pass stops for it."""
    life, place = with_own_column(header)
    assert header not in life.known.sightings.get(BALLOT, {})
    life.mark("2.1/2021", "Готово", NOTE)
    seen = life.sync()
    other = life.paper.sheets[b.APPROVAL][life.paper.row(b.APPROVAL, "2.1/2021-1.1")]
    assert (seen.kinds[:1], other[place - 1 : place]) in ((["submitted"], []), (["submitted"], [None]))
    insert_column(life.paper, b.APPROVAL, place, header)
    assert life.sync().problems == {}
    for row in life.paper.sheets[b.APPROVAL].values():
        del row[place - 1 : place]
    life.paper.put(b.APPROVAL, b.HEADER_ROW, place, "Бухгалтерия")
    assert life.sync().problems == {}
    drop(life, "Бухгалтерия")
    seen = life.sync()
    assert (seen.lost, seen.kinds, seen.problems) == ((), [], {})


@pytest.mark.parametrize(("header", "typed"), [(OWN, "смета?"), ("Бухгалтер: решение", "смета?"),
                                               ("Бухгалтер: решение", "Утвердить")])  # fmt: skip
def test_an_own_column_that_an_earlier_release_remembered_stops_no_pass(header: str, typed: str):
    """So it was remembered: as if somebody in the people file bore that name."""
    people = roster()
    named = {**people.people, "booker": people.people["dina"].model_copy(update={"label": "Бухгалтер"})}
    life = running()
    life.school = small_school(people=people.model_copy(update={"people": named}))
    place = len(life.paper.sheets[b.APPROVAL][b.HEADER_ROW]) + 1
    life.paper.put(b.APPROVAL, b.HEADER_ROW, place, header)
    life.paper.put(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT), place, typed)
    life.sync()
    assert life.known.sightings[BALLOT][header] == typed
    life.known = replace(life.known, sightings={**life.known.sightings, BALLOT: {header: typed}})
    life.school = small_school(people=people)
    drop(life, header)
    seen = life.sync()
    assert (seen.lost, seen.kinds, seen.problems, life.sync().lost) == ((), [], {}, ())


def test_a_deleted_column_that_init_would_not_make_stops_no_pass():
    """Somebody in the people file who can never vote has none, whatever a person's own column is called."""
    life, _ = with_own_column("Педагог: замечание")
    drop(life, "Педагог: замечание")
    seen = life.sync()
    assert (seen.lost, seen.kinds, seen.problems) == ((), [], {})
    drop(life, *BORIS)
    assert life.sync().lost == ()  # nothing was written there: the columns are made again
    life.vote("boris", None, "почему?")
    life.sync()
    drop(life, BORIS[1])
    assert BORIS[1] in life.sync().lost[0]


@pytest.mark.parametrize("gone", [(), BORIS, BORIS[:1], BORIS[1:]])
def test_a_column_of_who_left_the_people_file_stops_no_pass_and_the_vote_is_what_it_was(gone: tuple[str, ...]):
    """Whatever becomes of the columns, the counted vote stands and falls as it does while they are there."""
    life = running()
    life.vote("boris", "Утвердить", "хорошо")
    assert life.sync().kinds == ["voted"]
    people = roster(("anna", "vera", "gleb"))
    left = people.model_copy(update={"people": {k: v for k, v in people.people.items() if k != "boris"}})
    life.school = small_school(people=left)
    kept = life.sync()
    ballot = life.known.state(CODE).ballot
    drop(life, *gone)
    seen = life.sync()
    assert (seen.lost, seen.kinds, kept.lost) == ((), [], ())
    assert life.known.state(CODE).ballot == ballot
    assert {header: life.known.sightings[BALLOT][header] for header in BORIS} == dict(
        zip(BORIS, ("Утвердить", "хорошо"), strict=True)
    )
