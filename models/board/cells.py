"""A cell's value, the same whichever program wrote it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isfinite
from urllib.parse import unquote, unquote_to_bytes

from models.text import same_key, spell_day, stored_text

_SCHEME = re.compile(r"(?:https?://|mailto:)?(?:www\.)?", re.IGNORECASE)
LONGEST_KEPT = 1_000
_stored = lru_cache(maxsize=65_536)(stored_text)  # a pass asks of the same texts again and again
_ESCAPES = re.compile("((?:%[89A-F][0-9A-F])+)|(%25)(?![0-9A-F]{2})|%[0-7][0-9A-F]", re.IGNORECASE)
_MEANS_ITSELF = re.compile(r"""[\w.~ "<>\[\]{}|^`-]""", re.ASCII)  # escaped or not, it leads to the same place
_NO_LETTER = re.compile("[\udc80-\udcff]")
_PLACE = re.compile(r"(?:\b([a-z][a-z0-9+.-]*):[/\\]{2,}|\\\\)([^\s/?#\\]+)(\S*)", re.IGNORECASE)
_MAIL = re.compile(r"\bmailto:", re.IGNORECASE)
_DIGITS = 15  # of a number; a program may write more or not
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


def number_text(number: float) -> str:
    """A number as every program keeps it: fifteen digits, of sixteen the last one rounded as Calc does it.

    >>> number_text(2 / 3), number_text(0.666666666666667), number_text(12345678901234567), number_text(17.0)
    ('0.666666666666667', '0.666666666666667', '12345678901234600', '17')
    """
    if (isinstance(number, int) and abs(number) >= 10**300) or not isfinite(number):
        return str(number)
    digits = Decimal(f"{number:.16g}")
    rounded = digits.quantize(Decimal(1).scaleb(digits.adjusted() - _DIGITS + 1), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"


@lru_cache(maxsize=16_384)
def address_text(text: str) -> str:
    """A text with each address in it in one spelling, however a program escaped it; what leads elsewhere differs.

    >>> address_text("см. HTTPS://Host.example") == address_text("см. https://host.example/")
    True
    >>> address_text("https://a.example/%D0%9F%20%281%29%2f"), address_text("95 %41")
    ('https://a.example/П %281%29%2F', '95 %41')
    """
    if "/" not in text and "\\" not in text and _MAIL.search(text) is None:
        return text
    plain = stored_text(_ESCAPES.sub(_unescaped, text))
    return _MAIL.sub("mailto:", _PLACE.sub(_place, plain))


def _unescaped(found: re.Match[str]) -> str:
    """What a run of escapes stands for, where it can stand for one thing only."""
    run = unquote_to_bytes(found[0])
    if found[1]:
        return _NO_LETTER.sub(lambda byte: f"%{ord(byte[0]) & 0xFF:02X}", run.decode("utf-8", "surrogateescape"))
    sign = run.decode("ascii")
    return sign if found[2] or _MEANS_ITSELF.fullmatch(sign) else found[0].upper()


def _place(found: re.Match[str]) -> str:
    scheme, (name, at, host), rest = (found[1] or "file").lower(), found[2].rpartition("@"), found[3].replace("\\", "/")
    drive = "/" if scheme == "file" and host.endswith(":") else ""
    return f"{scheme}://{drive}{name}{at}{host.lower()}{rest if rest[:1] == '/' else '/' + rest}".removesuffix("#")


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
