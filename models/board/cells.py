"""A cell's value, the same whichever program wrote it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import unquote

from models.text import same_key, spell_day, stored_text

_SCHEME = re.compile(r"(?:https?://|mailto:)?(?:www\.)?", re.IGNORECASE)
LONGEST_KEPT = 1_000
_stored = lru_cache(maxsize=65_536)(stored_text)  # a pass asks of the same texts again and again
_CODE = re.compile(r"[\d.]+/[\d.]+(?:-[\d.]+)?")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula found in a cell: text that begins with «=»; never a value."""

    text: str


Value = str | int | float | bool | date | Formula | None
Cells = Mapping[str, Value]


def canonical(value: Value) -> Value:
    """The same value whichever program wrote it: text as it is stored, plain days, numbers.

    >>> canonical("  Готово "), canonical(17.0), canonical("")
    ('Готово', 17, None)
    """
    if value is None:
        return None
    if isinstance(value, str):
        return (_stored(value) if len(value) <= LONGEST_KEPT else stored_text(value)) or None
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
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return spell_day(value)
    if isinstance(value, Formula):
        return value.text
    return str(value)


def leads_to(words: str, address: str) -> bool:
    """Whether the words of a link say already where it leads.

    >>> leads_to("см. school.example/docs/1.", "https://school.example/docs/1")
    True
    >>> leads_to("https://school.example/docs/12", "https://school.example/docs/1"), leads_to("Приказ", "https://a")
    (False, False)
    """
    return _bare(address) in map(_bare, words.split())


def _bare(address: str) -> str:
    return _SCHEME.sub("", unquote(address).strip(".,;()«»\"'")).rstrip("/")


@lru_cache(maxsize=16_384)
def code_key(text: str) -> str:
    """A code or a ballot's number as it is kept, however it was typed; any other text stays as it is.

    >>> code_key("1.3 / 2021–2.1\u200e"), code_key("Итого")
    ('1.3/2021-2.1', 'Итого')
    """
    key = same_key(text).replace(" ", "")
    return key if _CODE.fullmatch(key) else text


def word_key(text: str) -> str:
    """A dropdown's word however it was typed, and without final stops, so that «готово !» is «Готово».

    >>> word_key(" Прошу  перенести.") == word_key("прошу перенести")
    True
    """
    return re.sub(r"[ .!]+", " ", same_key(text)).strip()
