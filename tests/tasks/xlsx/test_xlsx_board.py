"""Does the embedded board carry edits out, and lose nothing that people did to the file?"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from models.board import Formula, Snapshot, Value
from models.board import columns as board
from models.board.columns import APPROVAL
from models.projection import CellEdit, ColumnEdit, Edits, LineKind, RowEdit
from models.text import VekhaError
from tasks.boards import BoardBusy, BoardChanged
from tasks.xlsx import XlsxBoard
from tasks.xlsx.create import values_of
from tasks.xlsx.errors import BoardNotSaved, BoardUnreadable
from tests.support.xlsx_samples import CHOICES, REQUESTS, ballot, plan, projection

PLAN = "План 2021"
LAST = (board.SUMMARY, board.LOG, board.GUIDE)
STATUS_AT, DUE_AT, REMARK_AT = 10, 11, 12
FIRST_MILESTONE = 5


@pytest.fixture
def school(tmp_path: Path) -> XlsxBoard:
    """A board just made, with backups beside it."""
    made = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups", zone=UTC)
    made.create(projection())
    return made


def one(value: Value, row: int = FIRST_MILESTONE, column: int = REMARK_AT) -> Edits:
    """A single engine's cell to change."""
    return Edits(cells=(CellEdit(PLAN, row, column, value),))


def rows_of(snapshot: Snapshot, title: str) -> dict[int, tuple[Value, ...]]:
    """A tab's rows."""
    return dict(next(sheet.rows for sheet in snapshot.sheets if sheet.title == title))


def cell(snapshot: Snapshot, title: str, row: int, column: int) -> Value:
    """A cell's value, None where there is none."""
    values = rows_of(snapshot, title).get(row, ())
    return values[column - 1] if column <= len(values) else None


def as_person(school: XlsxBoard, change: Callable[[Workbook], object]) -> None:
    """Change the file as a person does: with a plain spreadsheet library, then save."""
    workbook = load_workbook(school.file)
    change(workbook)
    workbook.save(school.file)


def members(data: bytes) -> dict[str, tuple[object, ...]]:
    """Every part of a package: compressed bytes, order, date, flags and method."""
    found: dict[str, tuple[object, ...]] = {}
    with ZipFile(BytesIO(data)) as package:
        for info in package.infolist():
            start = info.header_offset + 30 + int.from_bytes(data[info.header_offset + 26 :][:2], "little")
            start += int.from_bytes(data[info.header_offset + 28 :][:2], "little")
            raw = data[start : start + info.compress_size]
            found[info.filename] = (raw, info.date_time, info.flag_bits, info.compress_type, info.external_attr)
    return found


def new_ballot(row: int) -> RowEdit:
    """A ballot's row as the engine asks for it."""
    page = projection().approval
    line = ballot("1.5/2021-1.1", "Участие в работе муниципальных рабочих групп")
    return RowEdit(APPROVAL, row, LineKind.BALLOT, values_of(page, line))


def test_a_created_workbook_reads_back_what_was_projected(school: XlsxBoard) -> None:
    snapshot = school.read()
    wanted = projection()
    assert [sheet.title for sheet in snapshot.sheets] == [page.title for page in wanted.pages()]
    for page in wanted.pages():
        rows = rows_of(snapshot, page.title)
        assert rows[1] == (page.heading,)
        assert rows.get(board.HEADER_ROW, ()) == page.header
        for number, line in enumerate(page.lines, start=board.HEADER_ROW + 1):
            for column, value in values_of(page, line).items():
                assert cell(snapshot, page.title, number, column) == value
    assert (len(snapshot.token), school.calls, school.exists()) == (64, 0, True)


def test_people_may_write_in_their_cells_alone(school: XlsxBoard) -> None:
    workbook = load_workbook(school.file)
    plan_sheet, votes = workbook[PLAN], workbook[APPROVAL]
    open_cells = [c.column for c in plan_sheet[FIRST_MILESTONE] if not c.protection.locked]
    assert open_cells == [6, 7, 8, 9]
    assert [c.column for c in votes[4] if not c.protection.locked] == [10, 11, 12, 13, 14, 15]
    for sheet in workbook.worksheets:  # nothing is locked: rows are sorted, coloured and annotated as people like
        assert (sheet.protection.sheet, sheet.protection.sort, sheet.protection.password) == (False, False, None)


def test_dropdowns_dates_and_printing_are_set_up(school: XlsxBoard) -> None:
    workbook = load_workbook(school.file)
    sheet = workbook[PLAN]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    assert checks["F4:F541"].formula1 == f'"{",".join(REQUESTS)}"'
    assert checks["F4:F541"].errorStyle == "warning"
    assert checks["H4:H541"].type == "date"
    assert sheet.cell(FIRST_MILESTONE, DUE_AT).number_format == sheet.cell(FIRST_MILESTONE, 8).number_format
    assert sheet.cell(FIRST_MILESTONE, 8).number_format == "dd.mm.yyyy"
    for each in workbook.worksheets:
        assert (each.page_setup.orientation, each.page_setup.paperSize) == ("landscape", 9)
        scale = {APPROVAL: 86, board.SUMMARY: 78}.get(each.title)
        assert (each.page_setup.scale, bool(each.sheet_properties.pageSetUpPr.fitToPage)) == (scale, scale is None)
    votes, summary = workbook[APPROVAL], workbook[board.SUMMARY]
    assert [mark.id for mark in votes.col_breaks.brk] == [len(board.APPROVAL_HEADER)]
    assert (votes.print_title_cols, len(summary.row_breaks.brk)) == ("$A:$A", 1)
    assert summary.row_breaks.brk[0].id < summary._charts[0].anchor._from.row  # no edge of the chart on the first page
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "C4")
    longest = max(range(4, 42), key=lambda row: len(str(sheet.cell(row, 2).value)))
    assert sheet.cell(longest, 1).value == "4.1/2021"
    assert 250 < float(sheet.row_dimensions[longest].height or 0) <= 409


def test_a_workbook_is_created_once(school: XlsxBoard) -> None:
    before = school.file.read_bytes()
    with pytest.raises(VekhaError, match="уже есть"):
        school.create(projection())
    assert school.file.read_bytes() == before


def test_a_save_leaves_every_other_part_byte_for_byte(school: XlsxBoard) -> None:
    before = school.file.read_bytes()
    assert school.write(school.read(), one("Просрочено на 3 дн.")) == 1
    was, now = members(before), members(school.file.read_bytes())
    assert list(was) == list(now)
    assert [name for name in was if was[name] != now[name]] == ["xl/worksheets/sheet1.xml"]


def test_in_the_sheet_only_the_named_cell_changes(school: XlsxBoard) -> None:
    before = school.read()
    school.write(before, Edits(cells=(CellEdit(PLAN, 5, STATUS_AT, "В работе"), CellEdit(PLAN, 5, DUE_AT, None))))
    after = school.read()
    for sheet, changed in zip(before.sheets, after.sheets, strict=True):
        for number, values in sheet.rows.items():
            expected = list(values)
            if (sheet.title, number) == (PLAN, 5):
                expected[STATUS_AT - 1], expected[DUE_AT - 1] = "В работе", None
            assert changed.rows[number] == tuple(expected)


def test_an_edit_that_is_already_shown_writes_nothing(school: XlsxBoard) -> None:
    before = school.file.read_bytes()
    snapshot = school.read()
    assert school.write(snapshot, Edits()) == 0
    assert school.write(snapshot, one(cell(snapshot, PLAN, 5, REMARK_AT))) == 0
    assert school.file.read_bytes() == before
    assert not (school.file.parent / "backups").exists()


def test_what_a_person_added_survives(school: XlsxBoard) -> None:
    def change(workbook: Workbook) -> None:
        sheet = workbook[PLAN]
        sheet["F5"] = "Готово"
        sheet["G5"] = "Приказ № 7 от 01.03.2021"
        sheet["G5"].font = Font(color="FFFF0000", italic=True)
        sheet["B6"].comment = Comment("Не забыть про совещание", "Завуч")
        sheet["N3"], sheet["N5"], sheet["N6"] = "Моё", 17, "=N5*2"
        sheet["N5"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet.column_dimensions["N"].width = 40
        workbook.create_sheet("Черновик", 0)["A1"] = "Мой лист"

    as_person(school, change)
    school.write(school.read(), Edits(rows=(new_ballot(6),), cells=(CellEdit(PLAN, 5, STATUS_AT, "В работе"),)))
    workbook = load_workbook(school.file)
    sheet = workbook[PLAN]
    assert [sheet[place].value for place in ("F5", "G5", "J5", "N3", "N5", "N6")] == [
        "Готово",
        "Приказ № 7 от 01.03.2021",
        "В работе",
        "Моё",
        17,
        "=N5*2",
    ]
    assert sheet["B6"].comment is not None
    assert "совещание" in sheet["B6"].comment.text
    assert sheet["G5"].font.italic
    assert sheet["N5"].fill.fgColor.rgb == "FFFFFF00"
    assert sheet.column_dimensions["N"].width == 40
    assert workbook.sheetnames[0] == "Черновик"
    assert workbook["Черновик"]["A1"].value == "Мой лист"
    assert workbook[APPROVAL]["A6"].value == "1.5/2021-1.1"


HOSTILE = {
    "formula": '=IMPORTXML("http://x.test","//a")',
    "plus": "+1+cmd|' /C calc'!A0",
    "html": "<b>жирно</b> & «кавычки» ]]>",
    "blanks": "  два пробела\n\nи строки  ",
    "rtl": "\u202e\u200fобратно",
    "emoji": "готово 🎉👩‍🏫",
    "escape": "_x0041_ и _x000D_",
    "number": "1.10",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_travels_as_text(school: XlsxBoard, text: str) -> None:
    school.write(school.read(), Edits(rows=(RowEdit(PLAN, 42, LineKind.MILESTONE, {1: "9.1/2021", 2: text}),)))
    assert cell(school.read(), PLAN, 42, 2) == text
    fresh = XlsxBoard(school.file.with_name("other.xlsx"), school.file.parent / "backups")
    page = replace(plan(), heading=text)
    fresh.create(replace(projection(), plans=(page,)))
    assert cell(fresh.read(), PLAN, 1, 1) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [("а\x00б\x07\x1b\ufffeв", "абв"), ("я" * 50_000, "я" * 32_766 + "…"), ("раз\r\nдва", "раз\nдва")],
    ids=["control characters", "too long", "carriage return"],
)
def test_what_a_cell_cannot_hold_is_left_out_once(school: XlsxBoard, text: str, kept: str) -> None:
    assert school.write(school.read(), one(text)) == 1
    assert cell(school.read(), PLAN, 5, REMARK_AT) == kept
    assert school.write(school.read(), one(text)) == 0


@pytest.mark.parametrize("value", [17, 2.5, True, date(2021, 3, 31), "слово"])
def test_values_keep_their_kind(school: XlsxBoard, value: Value) -> None:
    school.write(school.read(), one(value))
    found = cell(school.read(), PLAN, 5, REMARK_AT)
    assert (found, type(found)) == (value, type(value))


def test_a_date_in_a_cell_without_a_date_format_is_shown_as_a_date(school: XlsxBoard) -> None:
    def clear(workbook: Workbook) -> None:
        workbook[PLAN].cell(5, DUE_AT).style = "Normal"
        workbook[PLAN].cell(5, DUE_AT).value = "потом"

    as_person(school, clear)
    school.write(school.read(), Edits(cells=(CellEdit(PLAN, 5, DUE_AT, date(2021, 4, 1)),)))
    found = load_workbook(school.file)[PLAN].cell(5, DUE_AT)
    assert (found.value, found.number_format) == (datetime(2021, 4, 1), "dd.mm.yyyy")


def test_a_workbook_that_counts_days_from_1904_keeps_its_dates(school: XlsxBoard) -> None:
    def change(workbook: Workbook) -> None:
        workbook.epoch = datetime(1904, 1, 1)

    as_person(school, change)
    page = plan(2022)
    school.write(school.read(), replace(Edits(tabs=(page,)), cells=(CellEdit(PLAN, 5, DUE_AT, date(2021, 4, 1)),)))
    assert cell(school.read(), PLAN, 5, DUE_AT) == date(2021, 4, 1)
    assert cell(school.read(), "План 2022", 5, DUE_AT) == date(2022, 12, 25)


def test_what_people_type_is_read_as_it_is(school: XlsxBoard) -> None:
    typed: dict[str, tuple[object, Value]] = {
        "F5": ("готово ", "готово "),
        "G5": ("=1+1", Formula("=1+1")),
        "H5": (datetime(2021, 4, 1, 13, 45), date(2021, 4, 1)),
        "I5": (True, True),
        "F6": (17, 17),
        "G6": ("#N/A", "#N/A"),
        "H6": ("31.03.2021", "31.03.2021"),
        "I6": (0.5, 0.5),
    }

    def change(workbook: Workbook) -> None:
        for place, (value, _) in typed.items():
            workbook[PLAN][place] = value

    as_person(school, change)
    snapshot = school.read()
    for place, (_, expected) in typed.items():
        assert cell(snapshot, PLAN, int(place[1:]), "ABCDEFGHI".index(place[0]) + 1) == expected


def test_a_longer_text_makes_its_row_higher_and_a_shorter_one_does_not(school: XlsxBoard) -> None:
    def height() -> float:
        return float(load_workbook(school.file)[PLAN].row_dimensions[5].height or 0)

    before = height()
    school.write(school.read(), one("Просрочено на 12 дн. " * 20))
    higher = height()
    school.write(school.read(), one("Коротко"))
    assert before < higher == height()


def test_rows_are_fitted_anew_by_programs_unless_people_gave_them_a_height(school: XlsxBoard) -> None:
    """A fixed height would stay where it is when rows are sorted; those of earlier releases are freed by a save."""

    def fixed(tab: str) -> list[int]:
        with ZipFile(BytesIO(school.file.read_bytes())) as package:
            number = load_workbook(school.file).sheetnames.index(tab) + 1
            rows = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")).iterfind("{*}sheetData/{*}row")
            found = {int(row.get("r")): row for row in rows}
        assert all(row.get("ht") for row in found.values())
        return [number for number, row in found.items() if row.get("customHeight") == "1" and number > board.HEADER_ROW]

    assert (fixed(PLAN), fixed(board.APPROVAL)) == ([], [])

    def change(workbook: Workbook) -> None:  # the library fixes every height, as earlier releases did
        workbook[PLAN].row_dimensions[6].height = 30.75
        workbook[PLAN].row_dimensions[8].height = 63.75  # what LibreOffice makes of our 64

    as_person(school, change)
    assert len(fixed(PLAN)) > 20
    school.write(school.read(), one("Просрочено на 12 дн. " * 20))
    assert (fixed(PLAN), fixed(board.LOG) != []) == ([6], True)


def test_a_growing_log_looks_like_a_log_and_its_rows_fit_what_they_say(school: XlsxBoard) -> None:
    """The engine's own tabs come as cells alone: new events on top, all others one row down."""
    long, short = "Возвращено на доработку: приложите протокол. " * 12, "Начата работа."

    def show(*sentences: str) -> list[float]:
        days = [CellEdit(board.LOG, row, 1, date(2021, 3, 2)) for row in range(4, 4 + len(sentences))]
        texts = [CellEdit(board.LOG, row, 3, text) for row, text in enumerate(sentences, start=4)]
        school.write(school.read(), Edits(cells=(*days, *texts)))
        sheet = load_workbook(school.file)[board.LOG]
        return [float(sheet.row_dimensions[row].height or 0) for row in range(4, 4 + len(sentences))]

    first = show(long, short, short, short)
    second = show(short, long, short, short, short)
    assert first[0] == second[1] > first[1] == second[0]
    sheet = load_workbook(school.file)[board.LOG]
    assert {sheet.cell(row, 1).number_format for row in range(4, 9)} == {"dd.mm.yyyy"}
    assert len({sheet.cell(row, 3).border.left.style for row in range(4, 9)}) == 1


def test_appended_rows_look_like_their_kind_and_get_dropdowns(school: XlsxBoard) -> None:
    rows = (
        RowEdit(PLAN, 42, LineKind.DIRECTION, {2: "7. Новое направление"}),
        RowEdit(PLAN, 600, LineKind.MILESTONE, {1: "7.1/2021", 2: "Новое " * 60, DUE_AT: date(2021, 5, 1)}),
    )
    school.write(school.read(), Edits(rows=rows))
    sheet = load_workbook(school.file)[PLAN]
    assert not sheet.merged_cells.ranges
    assert sheet["B42"].font.bold
    assert sheet["F600"].protection.locked is False
    assert sheet["K600"].number_format == "dd.mm.yyyy"
    assert sheet["A600"].fill.fgColor.rgb == sheet["A5"].fill.fgColor.rgb
    assert float(sheet.row_dimensions[600].height or 0) > 80
    assert {str(check.sqref).split(":")[1][1:] for check in sheet.data_validations.dataValidation} == {"1100"}
    assert {str(area.sqref).split(":")[1][1:] for area in sheet.conditional_formatting} == {"1100"}
    assert sheet.auto_filter.ref == "A3:L600"
    assert sheet.print_area == "'План 2021'!$A$1:$L$600"
    assert sheet.dimensions == "A1:L600"


def test_the_first_ballot_of_an_empty_tab_looks_like_a_ballot(tmp_path: Path) -> None:
    empty = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups")
    empty.create(projection(ballots=()))
    styles = members(empty.file.read_bytes())["xl/styles.xml"]
    empty.write(empty.read(), Edits(rows=(new_ballot(4),)))
    sheet = load_workbook(empty.file)[APPROVAL]
    assert [c.column for c in sheet[4] if not c.protection.locked] == [10, 11, 12, 13, 14, 15]
    assert (sheet["H4"].number_format, sheet["A4"].fill.fgColor.rgb) == ("dd.mm.yyyy", "FFF2F2F2")
    grown = members(empty.file.read_bytes())["xl/styles.xml"]
    assert len(bytes(grown[0])) >= len(bytes(styles[0]))  # type: ignore[call-overload]


def test_a_voters_columns_come_with_their_dropdown(school: XlsxBoard) -> None:
    columns = (
        ColumnEdit(APPROVAL, 3, 16, "Директор: решение"),
        ColumnEdit(APPROVAL, 3, 17, "Директор: замечание"),
    )
    school.write(school.read(), Edits(columns=columns, rows=(replace(new_ballot(6), values={1: "x", 16: "—"}),)))
    sheet = load_workbook(school.file)[APPROVAL]
    assert [sheet["P3"].value, sheet["Q3"].value, sheet["P6"].value] == [
        "Директор: решение",
        "Директор: замечание",
        "—",
    ]
    assert sheet["P3"].fill.fgColor.rgb == sheet["A3"].fill.fgColor.rgb
    assert [sheet[place].protection.locked for place in ("P4", "Q4", "P6", "Q6")] == [False] * 4
    lists = {area for check in sheet.data_validations.dataValidation for area in str(check.sqref).split()}
    assert {"J4:J505", "P4:P505"} <= lists
    assert "Q4:Q505" not in lists
    assert sheet.column_dimensions["Q"].width == sheet.column_dimensions["O"].width
    assert sheet.print_area == "'Утверждение'!$A$1:$Q$6"


def test_a_voters_dropdown_is_made_where_nobody_had_one(tmp_path: Path) -> None:
    lonely = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups")
    whole = projection()
    lonely.create(replace(whole, approval=replace(whole.approval, header=board.APPROVAL_HEADER), voters=()))
    lonely.write(lonely.read(), Edits(columns=(ColumnEdit(APPROVAL, 3, 10, "Директор: решение"),)))
    sheet = load_workbook(lonely.file)[APPROVAL]
    (check,) = sheet.data_validations.dataValidation
    assert (str(check.sqref), check.formula1) == ("J4:J505", f'"{",".join(CHOICES)}"')
    assert sheet["J4"].protection.locked is False


def test_a_new_years_tab_stands_behind_the_last_year(school: XlsxBoard) -> None:
    def add(workbook: Workbook) -> None:
        workbook.create_sheet("Черновик", 1)
        workbook.active = 3

    as_person(school, add)
    school.write(school.read(), Edits(tabs=(plan(2022), plan(2023))))
    workbook = load_workbook(school.file)
    assert workbook.sheetnames[:5] == [PLAN, "План 2022", "План 2023", "Черновик", APPROVAL]
    assert workbook.active is not None
    assert workbook.active.title == "Сводка"
    for title in (PLAN, "План 2022", "План 2023", APPROVAL):
        assert workbook[title].print_title_rows == "$3:$3"
        assert str(workbook[title].print_area).startswith(f"'{title}'!")
    sheet = workbook["План 2022"]
    checks = {str(check.sqref): check.formula1 for check in sheet.data_validations.dataValidation}
    assert checks["F4:F541"] == f'"{",".join(REQUESTS)}"'
    assert len(list(sheet.conditional_formatting)) == 3
    assert (sheet["A3"].fill.fgColor.rgb, sheet["A5"].fill.fgColor.rgb) == ("FF1F3864", "FFF2F2F2")
    assert (sheet["F5"].protection.locked, sheet["A5"].protection.locked) == (False, True)
    assert sheet.protection.sheet is False
    assert sheet["A5"].value == "1.1/2022"


def test_a_tab_whose_name_differs_only_in_case_is_pointed_out(school: XlsxBoard) -> None:
    """No program opens a workbook with both «План 2021» and «план 2021»."""

    def rename(workbook: Workbook) -> None:
        sheet = workbook[PLAN]
        sheet.title = "Другой"
        sheet.title = "план 2021"

    as_person(school, rename)
    with pytest.raises(VekhaError, match="переименуйте лист «план 2021» в «План 2021»"):
        school.write(school.read(), Edits(tabs=(plan(),)))


@pytest.mark.parametrize("title", [PLAN, APPROVAL, board.SUMMARY, board.LOG, board.GUIDE])
def test_a_tab_that_was_deleted_is_put_back_in_its_place(school: XlsxBoard, title: str) -> None:
    order = [page.title for page in projection().pages()]

    def delete(workbook: Workbook) -> None:
        workbook.remove(workbook[title])

    as_person(school, delete)
    page = next(page for page in projection().pages() if page.title == title)
    school.write(school.read(), Edits(tabs=(page,)))
    workbook = load_workbook(school.file)
    assert workbook.sheetnames == order
    assert len(workbook[board.SUMMARY]._charts) == 2
    for number, line in enumerate(page.lines, start=board.HEADER_ROW + 1):
        assert {c: cell(school.read(), title, number, c) for c in values_of(page, line)} == values_of(page, line)


def add_calculation_chain(data: bytes) -> bytes:
    """The file as Excel saves it: with the list of its formulas."""
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="J5" i="1"/></calcChain>'
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w") as new:
        for info in old.infolist():
            content = old.read(info).decode() if info.filename.endswith((".xml", ".rels")) else ""
            if info.filename == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
                content = content.replace(
                    "</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
                )
            if info.filename == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
                content = content.replace(
                    "</Relationships>",
                    f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>',
                )
            new.writestr(info, content or old.read(info))
        new.writestr("xl/calcChain.xml", chain)
    return buffer.getvalue()


@pytest.mark.parametrize(("column", "stays"), [(STATUS_AT, False), (REMARK_AT, True)])
def test_the_list_of_formulas_goes_only_with_a_formula(school: XlsxBoard, column: int, stays: bool) -> None:
    def type_over(workbook: Workbook) -> None:
        workbook[PLAN].cell(5, STATUS_AT).value = "=A1"

    as_person(school, type_over)
    school.file.write_bytes(add_calculation_chain(school.file.read_bytes()))
    school.write(school.read(), one("Исполнено", column=column))
    with ZipFile(school.file) as package:
        assert ("xl/calcChain.xml" in package.namelist()) is stays
        assert (b"calcChain" in package.read("[Content_Types].xml")) is stays
        assert (b"calcChain" in package.read("xl/_rels/workbook.xml.rels")) is stays
    assert cell(school.read(), PLAN, 5, column) == "Исполнено"


def test_a_shared_formula_of_a_person_outlives_its_first_cell(school: XlsxBoard) -> None:
    formula = '<f t="shared" ref="J5:J6" si="0">A1&amp;A5</f><v>x</v></c>'
    with ZipFile(school.file) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        parts = {name: package.read(name) for name in package.namelist()}
    for number, content in (("5", formula), ("6", '<f t="shared" si="0"/><v>x</v></c>')):
        start = sheet.index(f'<c r="J{number}"')
        end = sheet.index("</c>", start) + 4
        style = sheet[start:end].split('s="')[1].split('"')[0]
        sheet = sheet[:start] + f'<c r="J{number}" s="{style}" t="str">{content}' + sheet[end:]
    with ZipFile(school.file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else data)
    school.write(school.read(), one("Исполнено", column=STATUS_AT))
    assert cell(school.read(), PLAN, 6, STATUS_AT) == Formula("=A2&A6")


LOCKS: dict[str, tuple[str, bytes, str]] = {
    "LibreOffice": (
        ".~lock.board.xlsx#",
        "Анна Петрова,anna,pc-12,01.03.2021 09:00,file:///home/anna/;".encode(),
        "Анна Петрова",
    ),
    "LibreOffice without a name": (".~lock.board.xlsx#", b",anna,pc-12,01.03.2021 09:00,;", "anna на pc-12"),
    "Excel": (
        "~$board.xlsx",
        bytes([12])
        + b"?" * 12
        + b" " * 42
        + (12).to_bytes(2, "little")
        + "Анна Петрова".encode("utf-16-le")
        + b" \0" * 42,
        "Анна Петрова",
    ),
    "empty": ("~$board.xlsx", b"", ""),
    "garbage": (".~lock.board.xlsx#", bytes(range(256)) * 40, ""),
}


@pytest.mark.parametrize("program", LOCKS)
def test_a_save_waits_for_whoever_has_the_file_open(school: XlsxBoard, program: str) -> None:
    name, content, who = LOCKS[program]
    snapshot = school.read()
    before = school.file.read_bytes()
    lock = school.file.with_name(name)
    lock.write_bytes(content)
    os.utime(lock, (1614589200, 1614589200))
    holder = school.held_by()
    assert holder is not None
    assert holder.since == datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
    assert who in holder.who
    with pytest.raises(BoardBusy) as caught:
        school.write(snapshot, one("Просрочено"))
    assert all(part in str(caught.value) for part in (holder.who, "с 09:00 01.03.2021", name, "board.xlsx"))
    assert (school.file.read_bytes(), school.read().token) == (before, snapshot.token)
    lock.unlink()
    assert school.held_by() is None
    assert school.write(snapshot, one("Просрочено")) == 1


def test_what_was_saved_after_the_reading_is_not_overwritten(school: XlsxBoard) -> None:
    snapshot = school.read()

    def mark(workbook: Workbook) -> None:
        workbook[PLAN]["F5"] = "Готово"

    as_person(school, mark)
    with pytest.raises(BoardChanged, match="повторите проход"):
        school.write(snapshot, one("Просрочено"))
    assert cell(school.read(), PLAN, 5, 6) == "Готово"
    assert school.write(school.read(), one("Просрочено")) == 1


def broken_files(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Files that are no workbook, each in its own way."""
    yield "empty", b""
    yield "text", "Это не таблица".encode()
    yield "encrypted by Excel", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096
    for share in (10, 50, 99):
        yield f"cut at {share} %", good[: len(good) * share // 100]
    yield "damaged", good[:2000] + b"\xff" * 3000 + good[5000:]
    for name, parts in {
        "a zip of something else": {"readme.txt": b"x"},
        "no workbook": {"[Content_Types].xml": b"<Types/>"},
        "entities": {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        },
        "a bomb": {"[Content_Types].xml": b"<Types/>", "xl/a.xml": b"\0" * (257 * 1024 * 1024)},
    }.items():
        buffer = BytesIO()
        with ZipFile(buffer, "w", 8, compresslevel=1) as package:
            for part, content in parts.items():
                package.writestr(part, content)
        yield name, buffer.getvalue()


def test_a_file_that_is_no_workbook_gets_a_sentence_with_the_way_out(school: XlsxBoard) -> None:
    good = school.file.read_bytes()
    for name, data in broken_files(good):
        school.file.write_bytes(data)
        with pytest.raises(BoardUnreadable) as caught:
            school.read()
        assert str(school.file.parent / "backups") in str(caught.value), name
        assert school.file.read_bytes() == data


def test_a_missing_or_locked_file_says_what_to_do(tmp_path: Path) -> None:
    nothing = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups")
    assert not nothing.exists()
    with pytest.raises(BoardUnreadable, match="vekha init"):
        nothing.read()
    nothing.file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    with pytest.raises(BoardUnreadable, match="закрыта паролем"):
        nothing.read()
    nothing.file.unlink()
    nothing.file.mkdir()
    with pytest.raises(BoardUnreadable, match="это папка"):
        nothing.read()


def test_the_previous_copies_are_kept_up_to_a_number(tmp_path: Path) -> None:
    keeping = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups", keep=3, zone=UTC)
    keeping.create(projection())
    states = []
    for number in range(5):
        saved = 1614589200 + number * 60
        os.utime(keeping.file, (saved, saved))
        states.append(keeping.file.read_bytes())
        keeping.write(keeping.read(), one(f"Просрочено на {number} дн."))
    kept = sorted((tmp_path / "backups").iterdir())
    assert [path.name[:21] for path in kept] == [f"board-20210301-090{n}00" for n in (2, 3, 4)]
    assert [path.read_bytes() for path in kept] == states[2:]


def test_a_save_keeps_rights_and_links_and_leaves_no_litter(school: XlsxBoard) -> None:
    folder = school.file.parent
    school.file.chmod(0o640)
    link = folder / "link" / "board.xlsx"
    link.parent.mkdir()
    link.symlink_to(school.file)
    linked = XlsxBoard(link, folder / "backups")
    linked.write(linked.read(), one("Просрочено"))
    assert link.is_symlink()
    assert school.file.stat().st_mode & 0o777 == 0o640
    assert cell(school.read(), PLAN, 5, REMARK_AT) == "Просрочено"
    assert sorted(path.name for path in folder.iterdir()) == [".board.xlsx.vekha-lock", "backups", "board.xlsx", "link"]


def in_child(work: Callable[[], None]) -> int:
    """Do something in a process of its own; its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_full_disk_leaves_the_old_file_whole(school: XlsxBoard) -> None:
    import resource

    snapshot, before = school.read(), school.file.read_bytes()

    def save() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))
        with pytest.raises(BoardNotSaved, match="нет места"):
            school.write(snapshot, one("Просрочено"))

    assert in_child(save) == 0
    assert school.file.read_bytes() == before
    assert [path.name for path in school.file.parent.glob("**/*draft*")] == []
    assert school.write(snapshot, one("Просрочено")) == 1


def test_a_save_killed_at_any_point_leaves_the_old_file_or_the_new_one(school: XlsxBoard) -> None:
    """The process kills itself at its first, second, … call to the system, until a save comes through."""
    snapshot, before = school.read(), school.file.read_bytes()
    seen = set()
    for point in range(200):
        school.file.write_bytes(before)
        os.utime(school.file, (point, point))  # a backup of its own each time, or the number of calls would jump

        def save(left: int = point) -> None:
            def count(event: str, _: object) -> None:
                nonlocal left
                if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.chown", "fcntl.flock", "os.listdir"):
                    left -= 1
                    if left < 0:
                        os.kill(os.getpid(), 9)

            sys.addaudithook(count)
            school.write(snapshot, one("Просрочено на 99 дн."))

        code = in_child(save)
        value = cell(school.read(), PLAN, 5, REMARK_AT)
        assert value in ("Утверждено рабочей группой 12.03.2021", "Просрочено на 99 дн.")
        seen.add((code, value))
        if code == 0:
            break
    assert seen == {
        (-9, "Утверждено рабочей группой 12.03.2021"),
        (-9, "Просрочено на 99 дн."),
        (0, "Просрочено на 99 дн."),
    }


def test_two_passes_at_once_take_turns(school: XlsxBoard) -> None:
    school.write(school.read(), one(0))

    def count_up() -> None:
        for _ in range(5):
            with school.writer():
                snapshot = school.read()
                count = cell(snapshot, PLAN, 5, REMARK_AT)
                assert isinstance(count, int)
                school.write(snapshot, one(count + 1))

    first = os.fork()
    if first == 0:
        code = 70
        try:
            count_up()
            code = 0
        finally:
            os._exit(code)
    second = in_child(count_up)
    assert (os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]), second) == (0, 0)
    assert cell(school.read(), PLAN, 5, REMARK_AT) == 10


SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("CI"), reason="LibreOffice (soffice) is not installed"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Open a file in LibreOffice and save it in another format beside itself; the new file."""
    home = tmp_path_factory.mktemp("office")

    def convert(file: Path, kind: str) -> Path:
        assert SOFFICE, "CI must have LibreOffice"
        out = file.parent / "converted"
        command = [SOFFICE, f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind, "--outdir"]
        done = subprocess.run([*command, str(out), str(file)], capture_output=True, timeout=180, check=True)
        made = out / f"{file.stem}.{kind.partition(':')[0]}"
        assert made.exists(), done.stderr
        return made

    return convert


@needs_office
def test_a_workbook_saved_by_libreoffice_is_patched_and_opens_again(
    school: XlsxBoard, office: Callable[[Path, str], Path]
) -> None:
    before = school.read()
    school.file.write_bytes(office(school.file, "xlsx").read_bytes())
    resaved = school.read()
    assert [sheet.rows for sheet in resaved.sheets] == [sheet.rows for sheet in before.sheets]
    edits = Edits(
        tabs=(plan(2022),),
        columns=(ColumnEdit(APPROVAL, 3, 16, "Директор: решение"),),
        rows=(new_ballot(6), RowEdit(PLAN, 42, LineKind.MILESTONE, {1: "9.1/2021", DUE_AT: date(2021, 5, 1)})),
        cells=(CellEdit(PLAN, 5, DUE_AT, date(2021, 4, 1)), CellEdit(PLAN, 5, STATUS_AT, "В работе")),
    )
    was = members(school.file.read_bytes())
    school.write(resaved, edits)
    now = members(school.file.read_bytes())
    touched = {name for name in was if was[name] != now.get(name)}
    assert touched <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    workbook = load_workbook(school.file)
    assert workbook.sheetnames[:2] == [PLAN, "План 2022"]
    new, votes = workbook["План 2022"], workbook[APPROVAL]
    assert f'"{",".join(REQUESTS)}"' in {check.formula1 for check in new.data_validations.dataValidation}
    assert (new["F5"].protection.locked, new["A5"].fill.fgColor.rgb) == (False, "FFF2F2F2")
    lists = {area for check in votes.data_validations.dataValidation for area in str(check.sqref).split()}
    assert "P4:P505" in lists
    after = school.read()
    assert [cell(after, PLAN, row, DUE_AT) for row in (5, 42)] == [date(2021, 4, 1), date(2021, 5, 1)]
    school.file.write_bytes(office(school.file, "xlsx").read_bytes())
    again = school.read()
    assert [sheet.rows for sheet in again.sheets] == [sheet.rows for sheet in after.sheets]


@needs_office
def test_everything_that_is_appended_opens_in_libreoffice(
    school: XlsxBoard, office: Callable[[Path, str], Path]
) -> None:
    school.write(
        school.read(),
        Edits(
            tabs=(plan(2022),),
            columns=(ColumnEdit(APPROVAL, 3, 16, "Директор: решение"),),
            rows=(new_ballot(6), RowEdit(PLAN, 42, LineKind.DIRECTION, {2: "7. Новое направление"})),
        ),
    )
    assert office(school.file, "pdf").read_bytes().startswith(b"%PDF")
    sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    office_folder = school.file.parent / "converted"
    with pytest.raises(AssertionError):  # one file per tab, none of them called as asked
        office(school.file, sheets)
    written = {path.name: path.read_text(encoding="utf-8") for path in office_folder.glob("*.csv")}
    assert set(written) == {f"board-{title}.csv" for title in (PLAN, "План 2022", APPROVAL, *LAST)}
    assert "7. Новое направление" in written[f"board-{PLAN}.csv"]
    assert "1.5/2021-1.1" in written[f"board-{APPROVAL}.csv"]
    assert "Директор: решение" in written[f"board-{APPROVAL}.csv"]
    assert "1.1/2022" in written["board-План 2022.csv"]
