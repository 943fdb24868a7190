"""What people write around the engine's tables stays, and the engine's tables flow around it."""

from dataclasses import replace
from datetime import date

from models.board import Sheet, Snapshot, View, columns, find_table
from models.projection import CellEdit, Edits, Line, LineKind, Page, Projection, difference

PLAIN = LineKind.PLAIN
NONE = Page("-", "", "", (), ())


def log(*events: str) -> Page:
    """«Журнал» with these events, one a day."""
    header = (columns.DATE, columns.MILESTONE, columns.WHAT_HAPPENED)
    lines = (
        Line(f"#{n}", PLAIN, dict(zip(header, (date(2021, 3, n), "1.3/2021", why), strict=True)))
        for n, why in enumerate(events, start=1)
    )
    return Page(columns.LOG, "Журнал", "Последние события", header, tuple(lines))


def guide(*texts: str) -> Page:
    """«Как пользоваться» with these lines."""
    lines = tuple(Line(f"#{n}", PLAIN, {"": text}) for n, text in enumerate(texts))
    return Page(columns.GUIDE, "Как пользоваться", "Полстраницы", (), lines)


def written(page: Page, rows: dict[int, tuple[object, ...]]) -> list[tuple[int, int, object]]:
    """The cells that change on a tab: row, column, value."""
    sheet = Sheet(page.title, rows)  # type: ignore[arg-type]
    empty = Projection((), NONE, NONE, NONE, NONE, (), (), (), ())
    pages = replace(empty, log=page) if page.title == columns.LOG else replace(empty, guide=page)
    edits = difference(pages, Snapshot((sheet,)), View())
    return [(edit.row, edit.column, edit.value) for edit in edits.cells]


def shown(page: Page) -> dict[int, tuple[object, ...]]:
    """A tab as the engine made it."""
    rows: dict[int, tuple[object, ...]] = {1: (page.heading,), 2: (page.hint,), 3: page.header}
    for number, line in enumerate(page.lines, start=4):
        rows[number] = tuple(line.cells.values())
    return {number: values for number, values in rows.items() if values}


def test_notes_below_the_log_stay_and_the_log_flows_around_them():
    rows = {**shown(log("первое")), 5: ("Проверить с завучем",), 6: ("Итого", None, "две строки"), 9: (None, None, "!")}
    assert written(log("первое"), rows) == []
    assert written(log("первое", "второе"), rows) == [
        (7, 1, date(2021, 3, 2)), (7, 2, "1.3/2021"), (7, 3, "второе"),
    ]  # fmt: skip


def test_what_was_typed_over_in_the_log_is_put_back_and_a_line_too_many_goes():
    typed = {**shown(log("первое", "второе")), 4: (date(2021, 3, 1), "1.3/2021", "?"), 5: (None, "1.3/2021", "второе")}
    assert written(log("первое", "второе"), typed) == [(4, 3, "первое"), (5, 1, date(2021, 3, 2))]
    assert written(log("первое"), shown(log("первое", "старое"))) == [(5, 1, None), (5, 2, None), (5, 3, None)]


def test_notes_below_the_guide_stay():
    page = guide("Шаг 1", "Шаг 2")
    for rows in ({6: ("Звонить 12-34",)}, {9: ("Звонить 12-34",)}):
        assert written(page, {**shown(page), **rows}) == []
    assert written(page, {**shown(page), 5: ("Шаг два",), 8: ("!",)}) == [(5, 1, "Шаг 2")]
    assert written(page, {row: values for row, values in shown(page).items() if row != 4}) == [(4, 1, "Шаг 1")]


def test_a_column_of_ones_own_at_the_left_moves_the_engines_table_to_the_right():
    rows = {number: ("моё" if number == 3 else None, *values) for number, values in shown(log("первое")).items()}
    assert written(log("первое"), rows) == []
    assert written(log("первое", "второе"), rows)[0] == (5, 2, date(2021, 3, 2))


def approval(voters: tuple[str, ...], *lines: Line) -> Page:
    """«Утверждение» with these voters' columns."""
    votes = (label + part for label in voters for part in (columns.VOTE, columns.VOTE_COMMENT))
    return Page(columns.APPROVAL, "Утверждение", "Голосующие", (*columns.APPROVAL_HEADER, *votes), lines)


def edits_of(page: Page, rows: dict[int, tuple[object, ...]]) -> Edits:
    """What changes on «Утверждение»; ballots are known by the first column."""
    sheet = Sheet(page.title, rows)  # type: ignore[arg-type]
    table = find_table(sheet, columns.APPROVAL_HEADER)
    assert table is not None
    keys = {row: str(values[0] or "") for row, values in rows.items() if row > table.header_row}
    view = View(tables={page.title: table}, keys={page.title: keys})
    edits = difference(Projection((), page, NONE, NONE, NONE, (), (), (), ()), Snapshot((sheet,)), view)
    return replace(edits, tabs=())


def ballot(number: str) -> Line:
    """A ballot of which nothing but its number is known."""
    return Line(number, LineKind.BALLOT, {columns.NUMBER: number})


def test_words_above_ones_own_columns_are_left_alone():
    page = approval(())
    rows = {1: ("Звонить до 15.03", page.heading), 2: (None, page.hint), 3: ("Пометка", *page.header)}
    assert edits_of(page, rows) == Edits()
    rows[1], rows[2] = ("Звонить до 15.03", "другое"), ("своё",)
    assert edits_of(page, rows).cells == (
        CellEdit(columns.APPROVAL, 1, 2, page.heading), CellEdit(columns.APPROVAL, 2, 2, page.hint),
    )  # fmt: skip


def test_a_new_ballot_stands_below_the_last_of_ours_in_a_row_where_nothing_stands():
    page = approval((), ballot("1.3/2021-1.1"), ballot("1.7/2021-1.1"))
    rows: dict[int, tuple[object, ...]] = {1: (page.heading,), 2: (page.hint,), 3: page.header, 4: ("1.3/2021-1.1",)}
    for note in ({}, {5: (None,) * 12 + ("моя заметка",)}, {1_048_576: (None, None, "конец")}):
        made = edits_of(page, {**rows, **note}).rows
        assert [row.row for row in made] == [6 if 5 in note else 5]


def test_a_new_voters_columns_stand_beside_ours_where_nothing_stands():
    page = approval(("Куратор",))
    rows: dict[int, tuple[object, ...]] = {1: (page.heading,), 2: (page.hint,), 3: columns.APPROVAL_HEADER}
    far = (*columns.APPROVAL_HEADER, "Своё", *[None] * 16_000, "конец")
    assert [edit.column for edit in edits_of(page, rows).columns] == [10, 11]
    assert [edit.column for edit in edits_of(page, {**rows, 3: far}).columns] == [11, 12]
