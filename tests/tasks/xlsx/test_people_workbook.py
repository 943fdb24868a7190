"""What people do to the workbook in programs of their own: what is read of it, and what a save leaves as it was."""

import re
from collections.abc import Callable
from datetime import UTC
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.table import Table, TableColumn

from models.board import columns as b
from models.projection import CellEdit, Edits, LineKind, RowEdit
from tasks.boards import BoardBusy
from tasks.xlsx import XlsxBoard
from tasks.xlsx.create import values_of
from tasks.xlsx.errors import BoardUnreadable
from tests.support.xlsx_samples import ballot, projection

PLAN, ROW, REMARK_AT = "План 2021", 5, 12
EDIT = Edits(cells=(CellEdit(PLAN, ROW, REMARK_AT, "другое"),))


@pytest.fixture
def board(tmp_path: Path) -> XlsxBoard:
    """A board just made, with backups beside it."""
    made = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups", zone=UTC)
    made.create(projection())
    return made


def as_person(board: XlsxBoard, change: Callable[[Workbook], object]) -> None:
    """Change the file as a person does: with a plain spreadsheet library, then save."""
    workbook = load_workbook(board.file)
    change(workbook)
    workbook.save(board.file)


def repack(board: XlsxBoard, change: Callable[[dict[str, bytes]], object]) -> None:
    """Change the parts of the file."""
    with ZipFile(board.file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    board.file.write_bytes(buffer.getvalue())


def part(board: XlsxBoard, pattern: str) -> bytes:
    """The one part in which this pattern is found."""
    with ZipFile(board.file) as package:
        found = [content for name in package.namelist() if re.search(pattern.encode(), content := package.read(name))]
    assert len(found) == 1
    return found[0]


def new_ballot(row: int) -> Edits:
    """One more ballot, in this row."""
    line = ballot("1.5/2021-1.1", "Участие в работе муниципальных рабочих групп")
    made = RowEdit(b.APPROVAL, row, LineKind.BALLOT, values_of(projection().approval, line))
    return Edits(rows=(made,))


def test_a_cell_is_read_as_it_is_stored_and_as_it_is_shown(board: XlsxBoard) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook[PLAN]
        for row, (value, form) in enumerate(
            ((0.95, "0%"), (1234.5, '#,##0.00" ₽"'), (12345678901234567890, "0"), (1.5, "# ?/?"), (17, "General")),
            start=ROW,
        ):
            sheet.cell(row, 7).value, sheet.cell(row, 7).number_format = value, form

    as_person(board, fill)
    sheet = board.read().sheets[0]
    assert [sheet.rows[row][6] for row in range(ROW, ROW + 5)] == [0.95, 1234.5, 1.234567890123457e19, 1.5, 17]
    assert sheet.shown == {
        (ROW, 7): "95%",
        (ROW + 1, 7): "1 234,50 ₽",
        (ROW + 2, 7): "12345678901234600000",
        (ROW + 3, 7): "1 1/2",
    }


def test_an_address_behind_words_is_read_where_the_words_do_not_say_it(board: XlsxBoard) -> None:
    def link(workbook: Workbook) -> None:
        for row, (words, address) in enumerate(
            (("Приказ", "https://a.example/1"), ("https://a.example/1", "https://a.example/1/"),
             ("https://a.example/12", "https://a.example/1")), start=ROW,
        ):  # fmt: skip
            cell = workbook[PLAN].cell(row, 7)
            cell.value, cell.hyperlink = words, address

    as_person(board, link)
    assert board.read().sheets[0].links == {(ROW, 7): "https://a.example/1", (ROW + 2, 7): "https://a.example/1"}


def test_a_new_ballot_is_clean_whatever_people_made_of_its_neighbour(board: XlsxBoard) -> None:
    def strike(workbook: Workbook) -> None:
        for cell in workbook[b.APPROVAL][4]:
            cell.font, cell.protection = Font(strike=True), Protection(locked=True)
            cell.fill = PatternFill("solid", fgColor="FFFF00")
        workbook[b.APPROVAL].row_dimensions[5].hidden = True

    as_person(board, strike)
    board.write(board.read(), new_ballot(5))
    sheet = load_workbook(board.file)[b.APPROVAL]
    vote = sheet.cell(5, len(b.APPROVAL_HEADER) + 1)
    assert (sheet["A5"].value, sheet["A5"].font.strike, sheet["A5"].fill.fgColor.rgb) == (
        "1.5/2021-1.1", None, "FFF2F2F2",
    )  # fmt: skip
    assert (vote.protection.locked, sheet.row_dimensions[5].hidden, sheet["A4"].font.strike) == (False, False, True)


def test_peoples_own_formulas_are_computed_anew_after_a_save(board: XlsxBoard) -> None:
    def count(workbook: Workbook) -> None:
        sheet = workbook.create_sheet("Мой отчёт")
        sheet["A1"], sheet["A2"] = "=COUNTIF('План 2021'!J4:J100,\"В работе\")", "=[1]Лист!A1"

    def computed(parts: dict[str, bytes]) -> None:
        name = next(name for name, content in parts.items() if b"COUNTIF" in content)
        parts[name] = re.sub(rb"(</f>)<v\s*/?>(</v>)?", rb"\1<v>7</v>", parts[name])
        parts["xl/workbook.xml"] = re.sub(rb"<calcPr[^>]*>", b"", parts["xl/workbook.xml"])

    as_person(board, count)
    repack(board, computed)
    board.write(board.read(), EDIT)
    assert re.findall(rb"<c [^>]*><f>.*?</c>", part(board, "COUNTIF"))[0].endswith(b"</f></c>")
    assert b"<v>7</v>" in part(board, "COUNTIF")  # of another workbook, which may not be there
    assert b'fullCalcOnLoad="1"' in part(board, "<calcPr")


def test_a_log_made_a_table_of_excel_keeps_one_name_for_each_column(board: XlsxBoard) -> None:
    def make_table(workbook: Workbook) -> None:
        sheet = workbook[b.LOG]
        sheet["B3"] = "Код вехи"
        table = Table(displayName="Журнал1", ref="A3:C4")
        table._initialise_columns()
        for column, name in zip(table.tableColumns, ("Дата", "Код вехи", "Что произошло"), strict=True):
            assert isinstance(column, TableColumn)
            column.name = name
        sheet.add_table(table)

    as_person(board, make_table)
    board.write(board.read(), Edits(cells=(CellEdit(b.LOG, 3, 2, b.MILESTONE),)))
    names = re.findall(r'<tableColumn [^>]*name="([^"]*)"', part(board, "<tableColumn").decode())
    assert names == [cell.value for cell in load_workbook(board.file)[b.LOG][3]]


@pytest.mark.parametrize("lock", [".~board.xlsx", ".~ard.xlsx", "~$board.xlsx", "~$ard.xlsx", ".~lock.board.xlsx#"])
def test_every_programs_lock_is_seen(board: XlsxBoard, lock: str) -> None:
    (board.file.parent / lock).write_bytes(b"\x06Ivanov")
    with pytest.raises(BoardBusy):
        board.write(board.read(), EDIT)


COPIES = [
    "Board — копия.xlsx", "board (1).xlsx", "board (conflicted copy 2021-03-02 101112).xlsx",
    "board (Завуч's conflicted copy 2021-03-02).xlsx", "board (конфликтующая копия 2021-03-02).xlsx",
    "board-DESKTOP-7Q2K.xlsx", "board.ods", "board.sync-conflict-20210302-101112-ABCDEFG.xlsx",
    "board_conflict-20210302-101112.xlsx", "Копия board.xlsx",
]  # fmt: skip
OTHERS = ["boarding.xlsx", "board.pdf", "~$board.xlsx", ".~lock.board.xlsx#", ".board.xlsx.vekha-lock", "план.xlsx"]


def test_a_copy_beside_the_file_is_told_by_its_name(board: XlsxBoard) -> None:
    """Whatever program or person made it; locks and other files are none."""
    for name in (*COPIES, *OTHERS):
        (board.file.parent / name).write_bytes(b"")
    assert [problem.where for problem in board.read().remarks] == COPIES


def test_a_file_that_is_away_for_a_moment_is_looked_for_again(
    board: XlsxBoard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that saves puts the file away and comes back with it while we wait."""
    board.write(board.read(), EDIT)
    away = tmp_path / "saving.tmp"
    monkeypatch.setattr("tasks.xlsx.board.time.sleep", lambda _: away.exists() and away.rename(board.file))
    for look in (board.exists, lambda: board.read().sheets[0].title == PLAN):
        board.file.rename(away)
        assert look()


def test_a_board_that_never_was_is_missed_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("tasks.xlsx.board.time.sleep", waited.append)
    assert not XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups").exists()
    assert waited == []


def test_a_thorough_look_takes_the_lock_of_earlier_releases_away_and_no_other(board: XlsxBoard) -> None:
    def lock(workbook: Workbook) -> None:
        for sheet in workbook.worksheets:
            sheet.protection.sheet = True
        workbook[b.LOG].protection.set_password("своё")

    as_person(board, lock)
    before = board.file.read_bytes()
    assert (board.write(board.read(), Edits()), board.file.read_bytes()) == (0, before)
    board.write(board.read(thorough=True), Edits())
    locked = [sheet.title for sheet in load_workbook(board.file).worksheets if sheet.protection.sheet]
    assert locked == [b.LOG]
    assert board.file.read_bytes() != before


def test_a_thorough_look_undoes_merged_headings_of_earlier_releases_and_no_merge_of_peoples(board: XlsxBoard) -> None:
    """Merged cells keep every program from sorting the rows."""
    title = {row: cells[1] for row, cells in board.read().sheets[0].rows.items() if row > 3 and not cells[0]}

    def merge(workbook: Workbook) -> None:
        for row in title:
            workbook[PLAN].merge_cells(start_row=row, end_row=row, start_column=2, end_column=12)
        workbook[PLAN].merge_cells("N5:O5")

    as_person(board, merge)
    before = board.file.read_bytes()
    assert (board.write(board.read(), Edits()), board.file.read_bytes()) == (0, before)
    board.write(board.read(thorough=True), Edits())
    sheet = load_workbook(board.file)[PLAN]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"N5:O5"}
    assert {row: sheet.cell(row, 2).value for row in title} == title
    assert {sheet.cell(row, column).fill.fgColor.rgb for row in title for column in range(1, 13)} == {"FFD9E2F3"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("xl/worksheets/sheet1", "xl/Worksheets/Sheet1"), ("[Content_Types]", "[content_types]"), ("", "")],
)
def test_parts_may_be_named_in_any_letter_case(board: XlsxBoard, old: str, new: str) -> None:
    """As programs other than Excel pack a workbook; every one of them may still read what we save."""
    before = board.read()

    def respell(parts: dict[str, bytes]) -> None:
        for name in list(parts):
            parts[name.replace(old, new) if old else name.upper()] = parts.pop(name)

    repack(board, respell)
    assert board.read().sheets == before.sheets
    board.write(board.read(), EDIT)
    assert load_workbook(board.file)[PLAN].cell(ROW, REMARK_AT).value == "другое"


def places_of_charts(board: XlsxBoard) -> tuple[set[str], list[int]]:
    """The last rows that the charts of «Сводка» draw, and the rows in which they begin."""
    with ZipFile(board.file) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "/charts/chart" in name]
        (drawing,) = [package.read(name).decode() for name in package.namelist() if "/drawings/drawing" in name]
    drawn = {end for chart in charts for end in re.findall(r"\$4:\$[A-Z]+\$(\d+)<", chart)}
    return drawn, [int(row) for row in re.findall(r"from>.*?row>(\d+)<", drawing)]


def test_the_charts_draw_a_longer_table_and_stand_below_it(board: XlsxBoard) -> None:
    """One direction more, and seven executors."""
    sheet = next(each for each in board.read().sheets if each.title == b.SUMMARY)
    rows = [values for row, values in sorted(sheet.rows.items()) if row > b.HEADER_ROW]
    last = next(number for number, values in enumerate(rows) if values[0] == "Всего")
    executors = [(f"Пост {number}", *rows[0][1:]) for number in range(7)]
    longer = [*rows[:last], ("7. Наставники", *rows[0][1:]), *rows[last:], *executors]
    drawn, tops = places_of_charts(board)
    assert drawn == {str(b.HEADER_ROW + last)}
    wanted = [CellEdit(b.SUMMARY, row, column, value) for row, values in enumerate(longer, start=b.HEADER_ROW + 1)
              for column, value in enumerate(values, start=1)]  # fmt: skip
    board.write(board.read(), Edits(cells=tuple(wanted)))
    drawn, lower = places_of_charts(board)
    assert drawn == {str(b.HEADER_ROW + last + 1)}
    assert lower[0] > b.HEADER_ROW + len(longer) > tops[0]
    assert [after - before for after, before in zip(lower, tops, strict=True)] == [lower[0] - tops[0]] * len(tops)


def test_a_strict_workbook_is_named_under_any_part_name(board: XlsxBoard) -> None:
    def strict(parts: dict[str, bytes]) -> None:
        parts["xl/book7.xml"] = parts.pop("xl/workbook.xml").replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        for name in ("[Content_Types].xml", "_rels/.rels"):
            parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/book7.xml")

    repack(board, strict)
    with pytest.raises(BoardUnreadable, match="Строгая книга Open XML"):
        board.read()
