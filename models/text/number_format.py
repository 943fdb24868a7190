"""A number as a spreadsheet shows it to Russian readers: its format code carried out, with a decimal comma."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

_PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]|[eE][+-]|[#0?.,%]|[^"\\]')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_UNTOLD = re.compile(r"[@/]|[dmyhs]|general", re.IGNORECASE)  # days, hours, texts
_FRACTION = re.compile(r"\s*(?P<whole>[#0?]+\s+)?[#0?]+\s*/\s*(?P<under>[#0?]+|\d+)\s*")
_LONGEST = 40
_DIGITS = re.compile(r"[#0?]")


def shown_number(value: float, code: str = "General") -> str:
    """What a cell of this number format shows.

    >>> shown_number(0.95, "0%"), shown_number(1234.5, '#,##0.00" ₽"'), shown_number(-2.5, "0.0;(0.0)")
    ('95%', '1 234,50 ₽', '(2,5)')
    >>> shown_number(1.5, "# ?/?"), shown_number(0.333, "# ??/??"), shown_number(1.5, "?/?"), shown_number(0.3, "# ?/4")
    ('1 1/2', '1/3', '3/2', '1/4')
    >>> shown_number(1234.5), shown_number(1.2345678901234567e19), shown_number(0.1 + 0.2)
    ('1234,5', '12345678901234600000', '0,3')
    """
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    section, has_own_sign = _section(code, number)
    before, pattern, after = _parsed(section)
    fraction = _FRACTION.fullmatch(section)
    if not pattern and not fraction:
        return _general(number)
    try:
        digits = (
            _as_fraction(Fraction(abs(number)), **fraction.groupdict())
            if fraction
            else _with_digits(abs(number) * 100 ** _percents(section), pattern)
        )
    except InvalidOperation:  # more digits than anybody asked for
        return _general(number)
    sign = "-" if number < 0 and not has_own_sign and any(each in "123456789" for each in digits) else ""
    return f"{sign}{before}{digits}{after}".strip()


def _as_fraction(number: Fraction, whole: str | None, under: str) -> str:
    """The nearest fraction: by this denominator, or by one of at most so many digits."""
    fixed = int(under) if under.strip("0").isdigit() else 0
    nearest = Fraction(round(number * fixed), fixed) if fixed else number.limit_denominator(10 ** len(under) - 1)
    ones = int(nearest) if whole else 0
    rest = nearest - ones
    top, bottom = (int(rest * fixed), fixed) if fixed else rest.as_integer_ratio()
    return " ".join([*([str(ones)] if ones or not top else []), *([f"{top}/{bottom}"] if top else [])])


def _general(number: Decimal) -> str:
    """The number without a format: all its digits, and no needless zeros."""
    text = format(number, "f")
    if len(text) > _LONGEST:
        return str(number).replace(".", ",")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _section(code: str, number: Decimal) -> tuple[str, bool]:
    """The part of a format code that is for this number, and whether it shows the sign itself."""
    sections = [""]
    for piece in _PIECE.findall(code):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], False


def _percents(section: str) -> int:
    """How many percent signs a part of a format code has, each a hundredfold."""
    return sum(piece == "%" for piece in _PIECE.findall(section))


@lru_cache(maxsize=1024)
def _parsed(section: str) -> tuple[str, str, str]:
    """The words before the digits, the pattern of the digits, and the words after; no pattern where it is none."""
    before, pattern, after = "", "", ""
    for piece in _PIECE.findall(section):
        if piece in ("#", "0", "?", ".", ","):
            if not pattern and piece in ".,":
                before += piece
                continue
            if after.strip():
                return "", "", ""  # digits on both sides of words: no plain number
            pattern, after = pattern + ("," if after and piece not in ".," else "") + piece, ""
            continue
        word = _word(piece)
        if word is None:
            return "", "", ""
        if pattern:
            after += word
        else:
            before += word
    return before, pattern, after


def _word(piece: str) -> str | None:
    """What a piece of a format code adds to the digits; None where it makes something else of the number."""
    if piece[0] == '"':
        return piece[1:-1]
    if piece[0] == "\\":
        return piece[1:]
    if piece[0] in "_*" and len(piece) == 2:
        return " " if piece[0] == "_" else ""
    if piece[0] == "[":
        currency = _CURRENCY.fullmatch(piece)
        return currency[1] if currency else None if re.fullmatch(r"\[[hms]+\]", piece, re.IGNORECASE) else ""
    return None if len(piece) == 2 or _UNTOLD.fullmatch(piece) else piece


def _with_digits(number: Decimal, pattern: str) -> str:
    bare = pattern.rstrip(",")  # each comma at the end leaves three digits out
    thousands = len(pattern) - len(bare)
    whole, _, fraction = bare.partition(".")
    places = len(_DIGITS.findall(fraction))
    least = fraction.count("0")
    rounded = (number / 1000**thousands).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    left, _, right = format(rounded, "f").partition(".")
    while len(right) > least and right.endswith("0"):
        right = right[:-1]
    left = left.rjust(whole.count("0"), "0")
    if left == "0" and "0" not in whole:
        left = ""
    if "," in whole:
        left = f"{int(left or 0):,}".replace(",", " ") if left else left
    return f"{left},{right}" if right else left or "0"
