"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import read_date, read_dates, read_day, spell_date, spell_day

DAY = date(2021, 2, 18)


@pytest.mark.parametrize(
    "text",
    [
        "18.02.2021",
        "18.02.21",
        "18.02.21.",
        "18.2.2021",
        "18/02/2021",
        "18-02-2021",
        "18–02–2021",
        "18 .02. 2021г.",
        "18.02. 2021 года",
        "2021-02-18",
        "2021.02.18",
        "2021-02-18 00:00:00",
        "2021-02-18T00:00:00",
        "18 февраля 2021",
        "18 февраля 2021 г.",
        "18 ФЕВРАЛЯ 2021 Г.",
        "18 февр. 2021 года",
        "«18» февраля 2021 г.",
        "18\u00a0февраля\n2021\u00a0г.",
        "  18.02.2021  ",
    ],
)
def test_a_cell_with_one_date_is_that_date(text: str):
    assert read_date(text) == DAY
    assert read_dates(text) == (DAY,)


@pytest.mark.parametrize(
    "text", ["", "18.02", "до 18.02.2021", "18.02.2021 и 19.02.2021", "31.02.2021", "№ 21/2", "18 плана 2021", "44245"]
)
def test_a_cell_with_anything_else_is_no_date(text: str):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Приказ от 18.02.2021 № 21/2", [DAY]),
        ("приказ №5 от 18.02.2021г., протокол от 1 марта 2021 г. № 3", [DAY, date(2021, 3, 1)]),
        ("10-18.02.2021", [DAY]),
        ("18.02.2021-19.02.2021", [DAY, date(2021, 2, 19)]),
        ("31.02.2021, 18.02.2021", [DAY]),
        ("26.09. 10.00", []),
        ("п. 1.18.02.2021", []),
        ("18.02.20211", []),
        ("8 (351) 18-02-21", [DAY]),
    ],
)
def test_every_complete_date_of_a_text_is_read_in_order(text: str, days: list[date]):
    assert list(read_dates(text)) == days


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_spelled_date_is_read_back(day: date):
    assert read_date(spell_date(day)) == read_date(spell_day(day)) == read_date(day.isoformat()) == day


@given(st.text(max_size=60))
def test_reading_dates_never_fails(text: str):
    assert len(read_dates(text)) >= (read_date(text) is not None)


@pytest.mark.parametrize(
    "text",
    [
        "18,02,2021", "18 февраля 21", "18-фев-21", "18.фев.2021", "18.02.2021 23:59", "18.02.2021, 9.30", "18 02 2021",
        "четверг, 18 февраля 2021 г.", "чт 18.02.2021", "18.02.2021 (чт.)", "18.02.2021 – четверг", "2021/02/18",
        "2021.2.18", "2021-02-18T23:59:00", "18-го февраля 2021 года", "«18» февраля, 2021 г.", "18февраля2021",
        "18-Feb-21", "18.02.2021 к 18:00", "18.02.2021г.",
    ],
)  # fmt: skip
def test_a_cell_that_asks_for_a_day_understands_every_usual_spelling(text: str):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "", "18.02", "февраль 2021", "31.02.2021", "18.02/2021", "18.02.2021-19.02.2021", "18.02.2021 или 19.02.2021",
        "18.02.20211", "1.3/2021", "18 плана 2021", "до конца года",
    ],
)  # fmt: skip
def test_a_cell_that_asks_for_a_day_guesses_nothing(text: str):
    assert read_day(text) is None


@given(st.dates(date(2000, 1, 1), date(2069, 12, 31)))
def test_a_day_that_is_a_date_is_the_same_day(day: date):
    for text in (spell_date(day), spell_day(day), day.isoformat()):
        assert read_day(text) == read_date(text) == day
