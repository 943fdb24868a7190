"""Carry edits out on a workbook's bytes: only the cells that edits name change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lxml import etree
from openpyxl.utils import get_column_letter

from models.board import Sheet, Snapshot, Value, columns, workbook_texts
from models.projection import CellEdit, ColumnEdit, Edits, LineKind, Page
from models.projection import texts as projection_texts
from tasks.boards import CHOICES_NAME, SPARE_ROWS, WORDS, width_of
from tasks.xlsx.book import Book
from tasks.xlsx.new_tabs import add_tabs
from tasks.xlsx.ranges import copy_column
from tasks.xlsx.sheet import N
from tasks.xlsx.tab import Models, Tab
from tasks.xlsx.text import legal

_ENDINGS = (columns.VOTE, columns.VOTE_COMMENT)


def patch(
    data: bytes, snapshot: Snapshot, edits: Edits, locked: Iterable[str] = (), merged: Iterable[str] = ()
) -> bytes:
    """The workbook's bytes with the edits carried out; PackageError when they are none.

    The `locked` tabs are unlocked, and the headings of the `merged` ones are merged no more.
    """
    book = _unlocked(Book(data), locked)
    models = Models(book)
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    tabs: dict[str, Tab] = {}

    def tab(title: str) -> Tab:
        if title not in tabs:
            tabs[title] = Tab(book, sheets.get(title, Sheet(title, {})), models)
        return tabs[title]

    for title in merged:
        tab(title).free_headings()
    if edits.choices:
        _add_words(book, edits.choices)
    for column in edits.columns:
        _add_column(book, tab(column.tab), column)
    for column in (each for each in edits.columns if columns.voter_of(each.header) is None):
        tab(column.tab).take_rules(column.column)
    for row in sorted(edits.rows, key=lambda each: each.row):
        tab(row.tab).make_row(row.row, row.kind, row.values)
    for each in tabs.values():
        each.cover_rows()
    for cell in edits.cells:
        tab(cell.tab).put_cell(cell.row, cell.column, cell.value)
    for each in tabs.values():
        each.spare_lines()
    _follow_summary(book, sheets, tabs)
    if edits.tabs:
        _add_tabs(book, edits.tabs)
    if edits.stamp is not None:
        book.set_stamp(edits.stamp)
    book.compute_anew()
    return book.save()


def _unlocked(book: Book, titles: Iterable[str]) -> Book:
    for title in titles:
        book.sheet(title).unlock()
    return book


def _follow_summary(book: Book, sheets: Mapping[str, Sheet], tabs: Mapping[str, Tab]) -> None:
    """The charts of «Сводка» follow its tables, which grow with directions and executors."""
    if columns.SUMMARY not in tabs:
        return
    from tasks.xlsx.chart import follow_table, rows_of

    before, tab = sheets[columns.SUMMARY], tabs[columns.SUMMARY]
    left = min((column for column, name in tab.header.items() if name == projection_texts.DIRECTION), default=1)
    was = {row: dict(enumerate(values, start=1)) for row, values in before.rows.items()}
    follow_table(book, tab.title, rows_of(was, left), rows_of(tab.values(), left))


def _add_tabs(book: Book, pages: Sequence[Page]) -> None:
    from tasks.xlsx.create import make_pages

    add_tabs(book, Book(make_pages(pages, {name: book.words(name) for name in WORDS})))


def _add_words(book: Book, words: tuple[str, ...]) -> None:
    """Let our own dropdowns of votes offer new words; a list that people made otherwise is left as it is."""
    before, kept = book.words(CHOICES_NAME), book.defined_name(CHOICES_NAME)
    if not before or kept is None or not set(before) < set(words):
        return
    was, now = f'"{",".join(before)}"', f'"{",".join(words)}"'
    for check in book.sheet(columns.APPROVAL).root.iter(N + "dataValidation"):
        formula = check.find(N + "formula1")
        if formula is not None and formula.text == was:
            formula.text = now
            check.set("error", workbook_texts.CHOOSE_FROM.format(words=", ".join(words))[:255])
    book.defined_names()  # marks the workbook's own part as changed
    kept.text = now


def needed(snapshot: Snapshot, edits: Edits) -> Edits:
    """The edits without those cells that already show what a cell can hold of the wanted value."""
    rows = {sheet.title: sheet.rows for sheet in snapshot.sheets}

    def shown(edit: CellEdit) -> Value:
        values = rows.get(edit.tab, {}).get(edit.row, ())
        return values[edit.column - 1] if edit.column <= len(values) else None

    def differs(edit: CellEdit) -> bool:
        wanted, found = legal(edit.value), shown(edit)
        return wanted != found or isinstance(wanted, bool) is not isinstance(found, bool)

    return replace(edits, cells=tuple(edit for edit in edits.cells if differs(edit)))


def _add_column(book: Book, tab: Tab, edit: ColumnEdit) -> None:
    """A header and its cells, looking like the nearest column of the same sort."""
    ending = next((each for each in _ENDINGS if edit.header.endswith(each)), None)
    alike = [column for column, name in tab.header.items() if ending and name.endswith(ending)]
    model = max(alike, default=None)
    tab.header[edit.column] = edit.header
    tab.xml.put(edit.row, edit.column, edit.header, tab.style_for(LineKind.HEAD, edit.row, edit.column))
    width = tab.xml.width(model) if model else width_of(tab.title, edit.header, edit.column)
    tab.xml.set_width(edit.column, width)
    for row, kind in tab.made_rows().items():
        tab.xml.cell(row, edit.column).set("s", str(tab.style_for(kind, row, edit.column)))
    covered = bool(model) and copy_column(tab.xml.root, model or 0, edit.column)
    if ending == columns.VOTE and not covered:
        _add_dropdown(book, tab, edit.column)
    tab.reach(tab.last_row(), 0, edit.column)


def _add_dropdown(book: Book, tab: Tab, column: int) -> None:
    """A list of the choices, where no other column has one to share."""
    words = book.words(CHOICES_NAME)
    if not words:
        return
    letter = get_column_letter(column)
    checks = tab.xml.child("dataValidations")
    attributes = {
        "type": "list",
        "errorStyle": "warning",
        "allowBlank": "1",
        "showErrorMessage": "1",
        "errorTitle": workbook_texts.WORD_NOT_LISTED,
        "error": workbook_texts.CHOOSE_FROM.format(words=", ".join(words))[:255],
        "sqref": f"{letter}{tab.header_row + 1}:{letter}{max(tab.last_row(), columns.HEADER_ROW) + SPARE_ROWS}",
    }
    check = etree.SubElement(checks, N + "dataValidation", attributes)
    etree.SubElement(check, N + "formula1").text = f'"{",".join(words)}"'
    checks.set("count", str(len(checks)))
