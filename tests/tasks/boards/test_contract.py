"""The contract of boards, held by the workbook and by Google Sheets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.google.server import Server
from tests.support.cli_school import CliSchool, begun, place
from tests.support.google_school import GoogleSchool, copied_school, make_school
from tests.support.sample import APPROVAL, PLAN
from tests.tasks.boards.contract import (
    BALLOT,
    BEGIN,
    CODE,
    GROUP,
    LATER,
    NEXT,
    SECOND,
    BoardContract,
    approved_by,
    kinds,
    submit,
    table,
)


class Workbook(CliSchool):
    """People who work on the file with a spreadsheet library."""

    def keys(self, tab: str) -> list[str]:
        """Codes or numbers from top to bottom."""
        found: list[str] = []
        self.edit(lambda book: found.extend(str(book[tab].cell(row, 1).value) for row in self._rows(book[tab])))
        return found

    def table(self, tab: str) -> dict[str, dict[str, Any]]:
        """Every row by its headers, wherever the header row is."""
        found: dict[str, dict[str, Any]] = {}

        def look(book: Any) -> None:
            sheet = book[tab]
            columns = {cell.value: cell.column for cell in sheet[self._head(sheet)] if cell.value}
            for row in self._rows(sheet):
                found[sheet.cell(row, 1).value] = {name: sheet.cell(row, at).value for name, at in columns.items()}

        self.edit(look)
        return found

    def row(self, tab: str, key: str) -> dict[str, Any]:
        """One row by its headers."""
        return self.table(tab)[key]

    def fill(self, tab: str, key: str, cells: dict[str, Any]) -> None:
        """A person fills cells."""

        def change(book: Any) -> None:
            number, columns = self._place(book[tab], key)
            for header, value in cells.items():
                book[tab].cell(number, columns[header]).value = value

        self.edit(change)

    def overtype(self, tab: str, key: str, header: str, value: Any) -> None:
        """Somebody types into a cell of the engine's."""
        self.fill(tab, key, {header: value})

    def retitle(self, tab: str, old: str, new: str) -> None:
        """Somebody types over a header."""

        def change(book: Any) -> None:
            head = self._head(book[tab])
            next(cell for cell in book[tab][head] if cell.value == old).value = new

        self.edit(change)

    def reverse_rows(self, tab: str) -> None:
        """The rows change places, last first."""

        def change(book: Any) -> None:
            sheet = book[tab]
            for area in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(area))
            rows = self._rows(sheet)
            values = [[cell.value for cell in sheet[row]] for row in rows]
            for row, line in zip(rows, reversed(values), strict=True):
                for column, value in enumerate(line, start=1):
                    sheet.cell(row, column).value = value

        self.edit(change)

    def delete_rows(self, tab: str, keys: list[str]) -> None:
        """The first row of each key is deleted."""

        def change(book: Any) -> None:
            for area in list(book[tab].merged_cells.ranges):
                book[tab].unmerge_cells(str(area))
            for key in keys:
                number, _ = self._place(book[tab], key)
                book[tab].delete_rows(number)

        self.edit(change)

    def duplicate_row(self, tab: str, key: str) -> None:
        """The row is copied below all others."""

        def change(book: Any) -> None:
            number, _ = self._place(book[tab], key)
            book[tab].append([cell.value for cell in book[tab][number]])

        self.edit(change)

    def insert_column(self, tab: str, before: str) -> None:
        """An empty column before the one with this header."""

        def change(book: Any) -> None:
            for area in list(book[tab].merged_cells.ranges):
                book[tab].unmerge_cells(str(area))
            columns = {cell.value: cell.column for cell in book[tab][self._head(book[tab])]}
            book[tab].insert_cols(columns[before])

        self.edit(change)

    def delete_column(self, tab: str, header: str) -> None:
        """The column with this header is deleted."""

        def change(book: Any) -> None:
            for area in list(book[tab].merged_cells.ranges):
                book[tab].unmerge_cells(str(area))
            columns = {cell.value: cell.column for cell in book[tab][self._head(book[tab])]}
            book[tab].delete_cols(columns[header])

        self.edit(change)

    def insert_row(self, tab: str, row: int) -> None:
        """An empty row at that place."""

        def change(book: Any) -> None:
            for area in list(book[tab].merged_cells.ranges):
                book[tab].unmerge_cells(str(area))
            book[tab].insert_rows(row)

        self.edit(change)

    def rename_tab(self, old: str, new: str) -> None:
        """A tab gets another name."""

        def change(book: Any) -> None:
            book[old].title = new

        self.edit(change)

    def keep(self) -> bytes:
        """The owner keeps a copy of the file."""
        return self.board.read_bytes()

    def put_back(self, kept: bytes) -> None:
        """The owner goes back to it."""
        self.board.write_bytes(kept)

    def _head(self, sheet: Any) -> int:
        return next(row for row in range(1, 10) if "Код" in [cell.value for cell in sheet[row]])

    def _rows(self, sheet: Any) -> list[int]:
        return [row for row in range(self._head(sheet) + 1, sheet.max_row + 1) if sheet.cell(row, 1).value]

    def _place(self, sheet: Any, key: str) -> tuple[int, dict[str, int]]:
        if self._head(sheet) == 3:
            return place(sheet, key)
        columns = {cell.value: cell.column for cell in sheet[self._head(sheet)] if cell.value}
        return next(row for row in self._rows(sheet) if sheet.cell(row, 1).value == key), columns


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoogleSchool]:
    """A school whose Google spreadsheet was just filled, on one server for all."""
    with Server() as server:
        made = make_school(server, tmp_path_factory.mktemp("shared"))
        assert made.run("init", now=BEGIN).code == 0
        yield made


def delete_headed(sheet: Any, name: str) -> None:
    """A person deletes a column; formats that span columns are of no interest here."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_cols([cell.value for cell in sheet[3]].index(name) + 1)


def to_the_front(sheet: Any, name: str) -> None:
    """A person moves a column to where it stood."""
    place = [cell.value for cell in sheet[3]].index(name) + 1
    keys = {row: sheet.cell(row, place).value for row in range(3, sheet.max_row + 1)}
    sheet.delete_cols(place)
    sheet.insert_cols(1)
    for row, key in keys.items():
        sheet.cell(row, 1).value = key


class TestWorkbook(BoardContract):
    """The embedded default."""

    @pytest.fixture
    def school(self, tmp_path: Path) -> Workbook:
        """A school of the test's own."""
        copied = begun(tmp_path / "var").copied(tmp_path)
        return Workbook(copied.var, copied.school)

    def test_addresses_behind_words_that_a_program_drops_are_nobodys_wish(self, school: Workbook) -> None:
        """Three results lose their links at once, as in a program that knows none; put back, nothing has been."""
        codes = (CODE, "1.4/2021", "1.5/2021")

        def link(book: Any, address: str | None) -> None:
            for code in codes:
                row, columns = school._place(book[PLAN], code)
                book[PLAN].cell(row, columns["Результат"]).hyperlink = address

        for code in codes:
            school.fill(PLAN, code, {"Отметка": "Готово", "Результат": "Приказ № 5 от 01.02.2021"})
        school.edit(lambda book: link(book, "https://school150.example/docs/5"))
        assert kinds(school.facts("sync", now=NEXT)).count("submitted") == 3
        for address, doubted in ((None, set(codes)), ("https://school150.example/docs/5", set())):
            school.edit(partial(link, address=address))
            found = school.facts("sync", now=LATER)
            assert (found["events"], {each["where"] for each in found["problems"]}) == ([], doubted)

    def test_numbers_of_ballots_that_were_exchanged_stay_doubted_when_init_runs(self, school: Workbook) -> None:
        """It writes into neither row, so that no vote counts for what it was not given for."""
        approved_by(school, GROUP[1])

        def exchange(book: Any) -> None:
            one, other = (book[APPROVAL].cell(school._place(book[APPROVAL], each)[0], 1) for each in (BALLOT, SECOND))
            one.value, other.value = other.value, one.value

        school.edit(exchange)
        assert school.run("init", now=LATER).code == 0
        assert school.facts("sync", now=LATER)["events"] == []
        school.edit(exchange)
        undone = school.facts("sync", now=LATER)
        assert (undone["events"], undone["problems"]) == ([], [])

    def test_codes_that_slipped_down_by_a_row_end_nothing_and_undo_restores_all(self, school: Workbook) -> None:
        """«Insert cells, shift down» in «Код»: one code lands on a heading, the last one below the table."""
        submit(school)
        last = school.keys(PLAN)[-1]
        school.fill(PLAN, last, {"Отметка": "Начато"})
        school.facts("sync", now=NEXT)
        before, codes = table(school, PLAN), dict[int, Any]()

        def slip(book: Any) -> None:
            sheet, (row, _) = book[PLAN], school._place(book[PLAN], CODE)
            codes.update({number: sheet.cell(number, 1).value for number in range(row, sheet.max_row + 2)})
            for number in range(sheet.max_row + 1, row, -1):
                sheet.cell(number, 1).value = codes[number - 1]
            sheet.cell(row, 1).value = None

        school.edit(slip)
        assert school.facts("sync", now=LATER)["events"] == []
        def undo(book: Any) -> None:
            for number, code in codes.items():
                book[PLAN].cell(number, 1).value = code

        school.edit(undo)
        school.facts("sync", now=LATER)
        undone = school.facts("sync", now=LATER)
        assert (undone["events"], undone["problems"], table(school, PLAN)) == ([], [], before)

    def test_init_makes_deleted_columns_of_keys_anew_beside_the_others(self, school: Workbook):
        """Codes and numbers; no row is made twice, and what people wrote stays in its row."""
        submit(school)
        before = {tab: table(school, tab) for tab in (PLAN, APPROVAL)}
        for tab, name in ((PLAN, "Код"), (APPROVAL, "№")):
            school.edit(lambda book, tab=tab, name=name: delete_headed(book[tab], name))
        said = school.run("sync", now=NEXT)
        assert (said.code, said.err.count("поставит заново «vekha init»")) == (1, 2)
        assert school.run("init", now=NEXT).code == 0
        done = school.facts("sync", now=NEXT)
        assert (done["events"], done["problems"], done["cells_written"]) == ([], [], 0)
        for tab, name in ((PLAN, "Код"), (APPROVAL, "№")):
            school.edit(lambda book, tab=tab, name=name: to_the_front(book[tab], name))
        assert {tab: table(school, tab) for tab in (PLAN, APPROVAL)} == before


class TestGoogle(BoardContract):
    """Google Sheets."""

    @pytest.fixture
    def school(self, shared: GoogleSchool, tmp_path: Path) -> GoogleSchool:
        """A school of the test's own."""
        return copied_school(shared, tmp_path)
