"""How typed dates and times keep their look, and what number patterns show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from .clients import Client
from .conftest import make_book
from .server import Server

TYPED = {
    "en_US": {
        "March 15, 2021": "March 15, 2021", "Mar 15": "Mar 15", "15-Mar": "15-Mar", "15 Mar 2021": "15 Mar 2021",
        "12:30": "12:30", "12:30:45": "12:30:45", "25:00": "25:00:00", "€5": "€5", "-$3": "-$3",
    },
    "ru_RU": {
        "15 марта 2021": "15 марта 2021", "15 мар": "15 мар", "март 2021": "март 2021", "9:05": "9:05",
        "5 ₽": "5\xa0₽", "€5": "5\xa0€", "12,5%": "12,50%", "0,0000123": "0,0000123",
    },
}  # fmt: skip
PATTERNS = {
    "en_US": {
        ("NUMBER", "0.0,,", 1234567): "1.2", ("NUMBER", '#,##0,"K"', 1234567): "1,235K", ("NUMBER", "0", -0.4): "0",
        ("NUMBER", "# ?/?", 1.5): "1 1/2", ("CURRENCY", "[$€]#,##0.00", 5): "€5.00",
        ("TIME", "[mm]:ss", 1.5): "2160:00",
        ("TEXT", '"№ "@', "7"): "№ 7", ("DATE_TIME", "hh:mm:ss.000", 0.5): "12:00:00.000",
    },
    "ru_RU": {
        ("CURRENCY", "", 5): "5,00\xa0₽", ("DATE", "dddd, d mmmm", 44270): "понедельник, 15 марта",
        ("DATE", "ddd", 44270): "пн", ("DATE", "mmmm", 44270): "март", ("NUMBER", "#,##0.00", 1234.5): "1\xa0234,50",
    },
}  # fmt: skip


@pytest.mark.parametrize("locale", TYPED)
def test_a_typed_date_keeps_the_look_it_was_typed_with(server: Server, owner: Client, locale: str):
    """A clock above 24 hours is a duration, a foreign currency keeps its sign."""
    server.set_clock(datetime(2021, 3, 1, 9, tzinfo=UTC))
    book = make_book(owner, locale)
    owner.put(book, "A1:A20", [[text] for text in TYPED[locale]], "USER_ENTERED")
    shown = dict(zip(TYPED[locale], [row[0] for row in owner.values(book, "A1:A20")], strict=True))
    assert shown == TYPED[locale]


@pytest.mark.parametrize("locale", PATTERNS)
def test_a_pattern_shows_a_number_as_it_says(owner: Client, locale: str):
    """Thousands cut off, fractions, currencies in brackets, hours beyond a day, weekdays."""
    book = make_book(owner, locale)
    rows = [
        {"values": [{
            "userEnteredValue": {"stringValue" if isinstance(value, str) else "numberValue": value},
            "userEnteredFormat": {"numberFormat": {"type": kind, "pattern": pattern}},
        }]}
        for kind, pattern, value in PATTERNS[locale]
    ]  # fmt: skip
    owner.batch(book, {"updateCells": {"start": {}, "rows": rows, "fields": "*"}})
    shown = [row[0] for row in owner.values(book, "A1:A20")]
    assert shown == list(PATTERNS[locale].values())
