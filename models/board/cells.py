"""A cell's value, the same whichever program wrote it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.text import spell_day

UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in a cell: text that begins with «=»; never a value."""

    text: str


Value = str | int | float | bool | date | Formula | None
Cells = Mapping[str, Value]


def canonical(value: Value) -> Value:
    """The same value whichever program wrote it: NFC text without outer blanks or unseen signs, plain days, numbers.

    >>> canonical("  Готово "), canonical(17.0), canonical("")
    ('Готово', 17, None)
    """
    if isinstance(value, str):
        text = UNSTORABLE.sub("\ufffd", UNSEEN.sub("", value).replace("\r\n", "\n").replace("\xa0", " "))
        return unicodedata.normalize("NFC", text).strip() or None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def as_text(value: Value) -> str:
    """A cell's value as a person reads it: dates as 18.02.2021, numbers without a needless fraction."""
    value = canonical(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return spell_day(value)
    if isinstance(value, Formula):
        return value.text
    return str(value)


def word_key(text: str) -> str:
    """A dropdown's word without case, blanks and final stops, so that «готово » is «Готово».

    >>> word_key(" Прошу  перенести.") == word_key("прошу перенести")
    True
    """
    return re.sub(r"[\s.!]+", " ", text).strip().casefold().replace("ё", "е")
