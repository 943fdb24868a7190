"""The report as files: opened again by python-docx, openpyxl and LibreOffice, and compared with what was to be said."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from models.papers import Report, texts
from models.text import VekhaError
from tasks.papers import report_document, report_sheet, write_paper
from tests.support.report_samples import report_by
from tests.support.scenario import NOTE, Scenario, shipped

DAY = date(2021, 12, 31)
SOFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_programs = pytest.mark.skipif(
    (SOFFICE is None or PDFTOTEXT is None) and not os.environ.get("CI"),
    reason="LibreOffice (soffice) or poppler (pdftotext) is not installed",
)


@pytest.fixture(scope="module")
def made() -> Report:
    """The report of the sample school with one mark under vote."""
    life = Scenario(shipped(), day=date(2021, 3, 12))
    life.mark("5.3/2021", "Готово", NOTE)
    life.sync()
    return report_by(life, DAY)


def test_the_document_says_what_the_report_says(made: Report):
    document = Document(BytesIO(report_document(made)))
    lines = [each.text for each in document.paragraphs]
    assert lines[:3] == [texts.REPORT, "по состоянию на 31 декабря 2021 г.", made.title]
    assert [each for each in lines if each.endswith(" класс")] == ["1-7 класс", "8-9 класс", "10-11 класс"]
    assert made.control in lines
    *tables, totals = document.tables
    assert len(tables) == len(made.directions) == 6
    for table, direction in zip(tables, made.directions, strict=True):
        header, *rows, last = [[cell.text for cell in row.cells] for row in table.rows]
        assert header == list(texts.HEADER)
        assert rows == [[*row.signed, "\n".join(row.mark)] for row in direction.rows]
        assert set(last) == {made.totals_of(direction)}
    assert [cell.text for cell in totals.rows[-1].cells] == ["Всего", *(str(n) for _, n in made.counted(made.totals))]


def test_headers_repeat_and_no_row_is_torn(made: Report):
    for table in Document(BytesIO(report_document(made))).tables:
        rows = [row._tr.trPr for row in table.rows]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_page_is_a4_and_one_font_is_named_for_every_alphabet(made: Report):
    document = Document(BytesIO(report_document(made)))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}


def test_the_sheet_says_what_the_report_says(made: Report):
    sheet = load_workbook(BytesIO(report_sheet(made))).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    wanted = [[*row.signed, "\n".join(row.mark)] for direction in made.directions for row in direction.rows]
    assert [row for row in rows if row in wanted] == wanted
    header = rows.index(list(texts.HEADER)) + 1
    assert (sheet.print_title_rows, sheet.freeze_panes) == (f"${header}:${header}", f"A{header + 1}")


WRITERS = [report_document, report_sheet]


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_report_is_always_the_same_bytes(made: Report, write: Callable[[Report], bytes]):
    assert write(made) == write(replace(made))


def hostile() -> Report:
    """A report of which a result begins like a formula and holds signs that no XML may hold."""
    life = Scenario(day=date(2021, 3, 12))
    life.mark("1.3/2021", "Готово", f"=1+1\x0b\x00 {NOTE}")
    life.sync()
    made = report_by(life, DAY)
    direction = made.directions[0]
    row = replace(direction.rows[0], signed=("1.", "=1+1\x00", "\x0b", "", "\ud800"))
    return replace(made, directions=(replace(direction, rows=(row,)),))


def test_what_people_typed_stays_text():
    sheet = load_workbook(BytesIO(report_sheet(hostile()))).active
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"
    table = Document(BytesIO(report_document(hostile()))).tables[0]
    assert [cell.text for cell in table.rows[1].cells][:5] == ["1.", "=1+1", "", "", ""]


def test_a_report_about_nothing_says_so():
    made = replace(report_by(Scenario(), DAY), directions=())
    document = Document(BytesIO(report_document(made)))
    assert (len(document.tables), texts.NOTHING in [each.text for each in document.paragraphs]) == (0, True)


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path):
    (tmp_path / "report.docx").mkdir()
    with pytest.raises(VekhaError, match="не записать"):
        write_paper(tmp_path / "report.docx", b"x", "{file} не записать: {reason}")
    with pytest.raises(VekhaError, match="не записать"):
        write_paper(tmp_path / "nowhere" / "report.docx", b"x", "{file} не записать: {reason}")
    assert [each.name for each in tmp_path.iterdir()] == ["report.docx"]


@needs_programs
def test_libreoffice_shows_the_header_on_every_page_of_a_table(made: Report, tmp_path: Path):
    """Long tables run over pages: the header stands more often than there are tables, and each mark is there."""
    assert SOFFICE is not None
    assert PDFTOTEXT is not None
    file = tmp_path / "report.docx"
    file.write_bytes(report_document(made))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", tmp_path, file],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shown = subprocess.run([PDFTOTEXT, tmp_path / "report.pdf", "-"], check=True, capture_output=True, timeout=60)
    text = shown.stdout.decode()
    pages = text.count("\f")
    assert text.count("Отметка об исполнении") > len(made.directions)
    assert text.count("Страница") == pages
    for direction in made.directions:
        assert all(f"{record.code}." in text for row in direction.rows for record in row.records if not record.ahead)
