"""Documents of many kinds and manners, read as the import reads them: what was put in must come out."""

import csv
import random
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.support.cli_school import CliSchool
from tests.support.documents_read import told, understood
from tests.support.random_documents import Layout
from tests.support.word_documents import CASES, HEADER_PART, SCHOOL_YEAR, SHORT, TITLE
from tests.support.word_samples import table, write_word

OFFICE = shutil.which("soffice")
ROWS = (
    ("№", "Мероприятие", "Срок", "Ответственный", "Результат"),
    ("1", "Приказ; и план", "март 2021", "Директор", "Приказ"),
    ("2", "Группа", "2022", "Куратор, педагоги", ""),
)
READ = """
    Дорожная карта на 2021-2025 годы (2021-2025)
    [1] Мероприятия
    1.1 | Приказ; и план | март 2021 → 31.03.21 | Директор | Приказ
    1.2 | Группа | 2022 → 31.12.22 | Куратор; педагоги | —
"""


def plain(text: str) -> str:
    return dedent(text).strip()


@pytest.mark.parametrize("manner", CASES)
def test_a_document_of_this_manner_is_read_as_it_stands(tmp_path: Path, manner: str):
    blocks, expected = CASES[manner]
    assert told(understood(write_word(tmp_path / "a.docx", blocks, HEADER_PART))) == plain(expected)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_layout_what_was_put_in_comes_out(tmp_path: Path, seed: int):
    layout = Layout(random.Random(seed))
    found = told(understood(write_word(tmp_path / "a.docx", layout.blocks))).split("\n")
    assert found[0] == "Дорожная карта на 2021-2025 годы (2021-2025)"
    kept = [line.partition("] ")[2] or line.partition(" | ")[2] for line in found[1:] if line[0] in "[123456789"]
    assert kept == [line for title, activities in layout.put_in for line in (title, *activities)]


def test_terms_without_a_year_follow_the_period_given_by_hand(tmp_path: Path):
    file = write_word(tmp_path / "a.docx", ["План", table([SHORT, ["1", "Беседа", "октябрь", "Директор"]])])
    assert "октябрь → 31.10.23" in told(understood(file, "2023/2024"))
    assert "октябрь → 31.10.24" in told(understood(file, "2024"))


def filled(sheet: openpyxl.worksheet.worksheet.Worksheet, rows: Sequence[Sequence[object]], top: int) -> None:
    """Write rows; a row of one cell is merged over five columns."""
    for number, values in enumerate(rows, start=top):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column, value)
        if len(values) == 1:
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=5)


def test_a_workbook_with_real_dates_merged_cells_and_several_sheets(tmp_path: Path):
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "Карта"
    rows = (
        ("Дорожная карта на 2021-2025 годы",),
        ("приказ от 18.02.2021 № 21/2",),
        ROWS[0],
        ("Раздел 1. Организация",),
        (1.1, "Приказ", datetime(2021, 3, 15), "Директор", "Приказ"),
        (1.2, "Группа", date(2021, 4, 1), "Директор", None),
        ("Раздел 2. Кадры",),
        ("2.9", "Обучение", 2022, "Куратор\nДиректор", None),
        (2.1, "Отчёт", date(2022, 5, 20), "Куратор", None),
    )
    filled(first, rows, 1)
    first["C5"].number_format, first["C6"].number_format, first["C9"].number_format = "dd.mm.yyyy", "mmm yy", "d mmm"
    first["XFD900000"].number_format = "0"
    second = book.create_sheet("План 2022")
    filled(second, (("№", "Мероприятие", "янв", "фев", "мар", "Ответственный"), (1, "Смотр", *[None] * 3, "Директор"),
                    (2, "Сбор", "+", None, "+", "Директор")), 1)  # fmt: skip
    for cell in ("C2", "D2"):
        second[cell].fill = PatternFill("solid", fgColor="FF92D050")
    hidden = book.create_sheet("Скрытый")
    hidden.sheet_state = "hidden"
    filled(hidden, (ROWS[0], ("1", "Тайна", "март 2021", "Директор", "")), 1)
    book.save(tmp_path / "a.xlsx")
    assert told(understood(tmp_path / "a.xlsx")) == plain("""
        Дорожная карта на 2021-2025 годы (2021-2025, приказ 21/2 от 18.02.21)
        [1] Организация
        1.1 | Приказ | 15.03.2021 → 15.03.21 | Директор | Приказ
        1.2 | Группа | апрель 2021 → 30.04.21 | Директор | —
        [2] Кадры
        2.9 | Обучение | 2022 → 31.12.22 | Куратор; Директор | —
        2.10 | Отчёт | 20.05 → ? | Куратор | —
        [3] План 2022
        3.1 | Смотр | январь 2022 – февраль 2022 → 28.02.22 | Директор | —
        3.2 | Сбор | январь 2022, март 2022 → 31.01.22, 31.03.22 | Директор | —
        ? 2.10 (лист «Карта», строка 9): Срок «20.05» не определён
    """)


@pytest.mark.parametrize(("delimiter", "coding"), [(";", "cp1251"), (",", "utf-8-sig"), ("\t", "utf-16")])
def test_a_text_of_any_delimiter_and_coding(tmp_path: Path, delimiter: str, coding: str):
    file = tmp_path / "a.csv"
    with file.open("w", encoding=coding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([["Дорожная карта на 2021-2025 годы"], [], *ROWS])
    assert told(understood(file)) == plain(READ)


def test_a_table_copied_from_word_with_line_breaks_inside_its_cells(tmp_path: Path):
    copied = """
        План на 2021 год

        №
        п/п>Мероприятие>Срок
        исполнения>Ответственный>Результат
        1>Приказ
        о назначении>март>Директор,
        куратор>Приказ,
        план
        Раздел 2. Кадры
        2>План>апрель-
        май>Директор>
        3>Отчёт>декабрь>Директор>Справка
    """
    (tmp_path / "a.txt").write_text(plain(copied).replace(">", "\t"), encoding="utf-8")
    assert told(understood(tmp_path / "a.txt")) == plain("""
        План на 2021 год (2021)
        [1] Мероприятия
        1.1 | Приказ о назначении | март → 31.03.21 | Директор; куратор | Приказ, план
        [2] Кадры
        2.2 | План | апрель- май → 31.05.21 | Директор | —
        2.3 | Отчёт | декабрь → 31.12.21 | Директор | Справка
    """)


ODD = "Раздел: \"кавычки\" # решётка - дефис: {a} [b] & * ! % @ `x` 'одна' «ёлочки» | 100% да: нет"
PROPOSED = ("no column of executors", "a header of two rows with words of its own", "coloured bars under months")


@pytest.mark.parametrize("manner", [*PROPOSED, ODD])
def test_what_is_proposed_of_any_document_is_a_school_that_works(tmp_path: Path, manner: str):
    odd = [*TITLE, f"Направление 1. {ODD}", table([SHORT, ["1", ODD, "март 2021", "УСЗН, ученики, \"зам\" #1"]])]
    file = write_word(tmp_path / "a.docx", CASES[manner][0] if manner in CASES else odd)
    desk = CliSchool(tmp_path / "var").copied(tmp_path)
    said = desk.run("import", str(file), "-o", str(tmp_path / "out"))
    assert (said.code, said.err) == (0, "")
    for name in ("roadmap.yaml", "people.yaml"):
        shutil.copyfile(tmp_path / "out" / name, desk.school / name)
    assert (desk.run("init", now="2021-09-01T09:00").code, desk.run("sync", now="2021-09-01T10:00").code) == (0, 0)
    titles = [each["title"] for each in desk.facts("status", now="2021-09-01T10:00")["milestones"]]
    assert list(dict.fromkeys(titles)) == [each.title for each in understood(file).activities()]


@pytest.mark.parametrize("kind", ["odt", "doc"])
def test_documents_of_other_programs_are_read_through_libreoffice(tmp_path: Path, kind: str):
    if OFFICE is None:
        pytest.skip("libreoffice-writer is not installed")
    blocks = [
        *SCHOOL_YEAR,
        "Направление 1. Организация",
        table([SHORT, ["1.1", "Приказ об утвержде-\nнии", "март", ""]]),
    ]
    file = write_word(
        tmp_path / "a.docx", [*blocks, "Направление 2. Кадры", table([SHORT, ["2.1", "Учёба", "май", ""]])]
    )
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert told(understood(tmp_path / f"a.{kind}")) == plain("""
        План воспитательной работы на 2021-2022 учебный год (2021/2022)
        [1] Организация
        1.1 | Приказ об утверждении | март → 31.03.22 | — | —
        ~ утвержде- нии → утверждении
        [2] Кадры
        2.1 | Учёба | май → 31.05.22 | — | —
        ? исполнители: В документе не указаны исполнители
    """)


def test_an_amending_order_is_not_taken_for_the_first_one(tmp_path: Path):
    said = ["Приложение к приказу от 01.09.2021 № 45", "(в редакции приказа от 15.03.2022 № 12)", "", *TITLE[3:]]
    preamble = understood(
        write_word(tmp_path / "a.docx", [*said, table([SHORT, ["1", "Приказ", "2022", ""]])])
    ).preamble
    assert (preamble.order, preamble.amended) == (("45", date(2021, 9, 1)), ("12", date(2022, 3, 15)))
