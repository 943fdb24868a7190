"""Is a workbook read as openpyxl reads it, whatever program wrote its cells?"""

import re
import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

from models.board import Formula
from tasks.xlsx.book import OFFICE
from tasks.xlsx.read import read_snapshot
from tasks.xlsx.sheet import MAIN

WRITTEN = [
    (17, "General"), (-3, "General"), (0.1, "General"), (1e21, "General"), (12345678901234567890, "0"), (0.95, "0 %"),
    (1234.5, "# ##0,00"), (44348, "dd.mm.yyyy"), (44348.75, "dd.mm.yyyy hh:mm"), (0.6041666, "hh:mm"), (1.5, "[h]:mm"),
    (0, "dd.mm.yyyy"), (-1, "dd.mm.yyyy"), (9e9, "dd.mm.yyyy"), (60, "d mmm"), (date(2021, 5, 31), "dd.mm.yyyy"),
    (datetime(2021, 5, 31, 23, 59), "d.m.yy h:mm"), (time(14, 30), "h:mm"), (timedelta(hours=30), "[hh]:mm:ss"),
    (True, "General"), (False, "General"), ("", "General"), (" текст ", "@"), ("44348", "@"), ("=1+1", "General"),
    ("=A1", "dd.mm.yyyy"), ("а_x000D_\nб", "General"), ("#N/A", "General"), ("я" * 3000, "General"),
]  # fmt: skip
TEXTS = (
    "<si><t>первый</t></si><si><r><t>жир</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ный </t></r></si>"
    "<si><t>слово</t><rPh sb='0' eb='1'><t>звук</t></rPh></si><si/>"
)
SHARED_WAY = f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
SHARED_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
RAW = """
<c><v>1</v></c>
<c r="D{row}"><v>1</v></c><c><v>2</v></c>
<c t="str"><v>ответ</v></c><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c><c t="str"><v/></c>
<c t="d"><v>2021-05-31</v></c><c t="d"><v>2021-05-31T10:20:30</v></c>
<c/><c><v/></c><c><v>1E3</v></c>
<c t="inlineStr"><is><t>просто</t></is></c><c t="inlineStr"><is/></c><c t="inlineStr"/>
<c t="inlineStr"><is><r><t>жир</t></r><r><rPr><b/></rPr><t>ный</t></r><rPh sb="0" eb="1"><t>звук</t></rPh></is></c>
<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c>
<c><f>SUM(A1:A2)</f><v>3</v></c><c t="str"><f>"а"</f><v>а</v></c><c><f/></c>
<c r="A{row}"><f t="shared" ref="A{row}:B{row}" si="0">C1*2</f><v>1</v></c><c r="B{row}"><f t="shared" si="0"/></c>
<c><f t="dataTable" ref="A1:A2" r1="B1"/><v>1</v></c><c><f t="array" ref="A{row}">A1:A2</f><v>1</v></c>
""".strip().splitlines()


def made(*, mac: bool = False, raw: tuple[str, ...] = ()) -> bytes:
    """A workbook of one tab with a value in each row, and below them rows of raw cells."""
    workbook = Workbook()
    if mac:
        workbook.epoch = CALENDAR_MAC_1904
    sheet: Any = workbook.active
    for row, (value, code) in enumerate(WRITTEN, start=1):
        sheet.cell(row, 1 + row % 3).value = value
        sheet.cell(row, 1 + row % 3).number_format = code
    sheet["E1"] = ArrayFormula("E1:E2", "=A1:A2")
    buffer, packed = BytesIO(), BytesIO()
    workbook.save(buffer)
    lines = (f'<row r="{row}">{cells.replace("{row}", str(row))}</row>' for row, cells in enumerate(raw, start=100))
    with ZipFile(buffer) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", "".join(lines).encode() + b"</sheetData>")
            if name.endswith("workbook.xml.rels"):
                content = content.replace(b"</Relationships>", SHARED_WAY.encode() + b"</Relationships>")
            if name == "[Content_Types].xml":
                content = content.replace(b"</Types>", SHARED_TYPE.encode() + b"</Types>")
            target.writestr(name, content)
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{TEXTS}</sst>')
    return packed.getvalue()


def as_openpyxl_reads(data: bytes) -> dict[tuple[int, int], object]:
    """Row and column → what stands there, days without hours and hours as text."""
    found: dict[tuple[int, int], object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = load_workbook(BytesIO(data))
    for row in workbook.worksheets[0].iter_rows():
        for cell in row:
            value: Any = cell.value
            if cell.data_type == "f":
                value = Formula(getattr(value, "text", None) or (value if isinstance(value, str) else "="))
            elif isinstance(value, datetime):
                value = value.date()
            elif isinstance(value, time | timedelta):
                value = str(value)
            elif isinstance(value, str):
                value = re.sub("_x000D_", "", value)
            if value not in (None, ""):
                found[cell.row, cell.column] = value
    return found


@pytest.mark.parametrize("mac", [False, True])
def test_every_cell_is_read_as_openpyxl_reads_it(mac: bool) -> None:
    data = made(mac=mac, raw=tuple(RAW))
    rows = read_snapshot(data).sheets[0].rows
    read = {(row, column): value for row, values in rows.items() for column, value in enumerate(values, start=1)
            if value is not None}  # fmt: skip
    expected = as_openpyxl_reads(data)
    assert {place: repr(value) for place, value in read.items()} == {
        place: repr(value) for place, value in expected.items()
    }
    assert len(read) > len(WRITTEN) + len(RAW) // 2
