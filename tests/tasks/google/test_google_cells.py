"""Cells of a Google sheet as people see them: numbers as shown, addresses behind words."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.google.layout import letter
from tasks.google.read import MASK
from tasks.google.values import hidden_link, shown_of, value_of
from tests.support.google_school import ENGINE, TEACHER, GoogleSchool
from tests.support.sample import ACT, APPROVAL, PLAN
from tests.tasks.google.story import CODE, NEXT, kinds


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("95%", 0.95, "95%"), ("95,5 %", 0.955, "95,50%"), ("1234,5", 1234.5, "1234,5"),
        ("1 234,50 ₽", 1234.5, "1 234,50\xa0₽"), ("10 000", 10_000, "10 000"), ("9:30", 0.395833, "9:30"),
        ("25:00:00", 1.041667, "25:00:00"), ("31.05.2021 14:30", date(2021, 5, 31), "31.05.2021 14:30"),
        ("31.05.2021", date(2021, 5, 31), None), ("17", 17, None),
        ("12345678901234567890", 1.2345678901234567e19, "12345678901234600000"),
        ("007", 7, None), ("'007", "007", None), ("да", "да", None),
    ],
)  # fmt: skip
def test_what_a_person_typed_is_read_as_it_is_shown(
    school: GoogleSchool, typed: str, stored: object, shown: str | None
):
    """The value as stored is what fingerprints are over; voters and letters see what stands there."""
    row, columns = school.place(PLAN, CODE)
    school.fill(PLAN, CODE, {"Результат": typed})
    where = f"'{PLAN}'!{letter(columns['Результат'])}{row}"
    cell = school.client(ENGINE).get(school.book, ranges=where, fields=MASK)["sheets"][0]["data"][0]["rowData"][0]
    found = value_of(cell["values"][0])
    assert pytest.approx(found, rel=1e-4) == stored if isinstance(stored, float) else found == stored
    assert shown_of(cell["values"][0]) == shown


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("PERCENT", 0.5, "50,00%"), ("CURRENCY", 12, "12,00 ₽"), ("NUMBER", 1234, "1 234,00"),
        ("TIME", 0.5, "12:00:00"), ("TEXT", 12, None), ("SCIENTIFIC", 12, None), ("DATE", 44270, None),
    ],
)  # fmt: skip
def test_a_format_that_names_its_kind_alone_shows_numbers_as_google_would(kind: str, number: float, shown: str | None):
    cell = {"userEnteredValue": {"numberValue": number}, "userEnteredFormat": {"numberFormat": {"type": kind}}}
    assert shown_of(cell) == shown


@pytest.mark.parametrize(
    ("words", "address", "hidden"),
    [
        ("https://a.example/docs/12", "https://a.example/docs/1", "https://a.example/docs/1"),
        ("https://a.example/docs/1", "https://a.example/docs/1", None),
        ("приказ", "https://a.example/docs/1", None),
    ],
)
def test_words_that_only_begin_like_the_address_behind_them_do_not_hide_it(
    words: str, address: str, hidden: str | None
):
    """Another address behind the same words is another result, and stored fingerprints of before keep their rule."""
    cell = {"userEnteredValue": {"stringValue": words}, "hyperlink": address}
    assert hidden_link(cell, value_of(cell)) == hidden


def test_a_changed_target_behind_the_same_words_is_a_changed_result(school: GoogleSchool):
    """The address that words hide stands on «Утверждение»; with another one behind them, the votes lapse."""
    school.fill(PLAN, CODE, {"Отметка": "Готово"})
    row, columns = school.place(PLAN, CODE)
    sheet = school.server.file(school.book).book.titled(PLAN)
    start = {"sheetId": sheet.id, "rowIndex": row - 1, "columnIndex": columns["Результат"] - 1}
    text = ACT.format(12)
    for place, expected in (("12", ["submitted", "stage_opened"]), ("1", ["superseded", "submitted", "stage_opened"])):
        address = f"https://school150.example/docs/{place}"
        cell = {"userEnteredValue": {"stringValue": text}, "textFormatRuns": [
            {"startIndex": text.index("https"), "format": {"link": {"uri": address}}}]}  # fmt: skip
        put = {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue,textFormatRuns"}
        school.edit_as(TEACHER, "requests", requests=[{"updateCells": put}])
        assert kinds(school.facts("sync", now=NEXT)) == expected
    assert school.row(APPROVAL, f"{CODE}-2.1")["Результат"] == f"{text} https://school150.example/docs/1"


def test_voters_read_what_the_executor_typed(school: GoogleSchool):
    """«95%», not «0.95», on «Утверждение» and in the comment; a pass later nothing differs."""
    school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": ACT.format(1), "Комментарий": "95%"})
    school.facts("sync", now=NEXT)
    assert school.row(APPROVAL, f"{CODE}-1.1")["Комментарий исполнителя"] == "95%"
    assert school.facts("sync", now=NEXT)["calls"] == 1
