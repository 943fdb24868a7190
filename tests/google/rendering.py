"""How a value looks in its cell: number formats applied in the spreadsheet's locale."""

from __future__ import annotations

import math
import re
from datetime import datetime
from fractions import Fraction
from typing import Any

from .locales import ENGLISH, RUSSIAN_NOMINATIVE, Locale, locale
from .serials import moment

Json = dict[str, Any]
DATE_TOKEN = re.compile(
    r'"[^"]*"|\\.|am/pm|a/p|\[h+\]|\[m+\]|\[s+\]|y+|m+|d+|h+|s+|\.0+|0+|.', re.IGNORECASE | re.DOTALL
)
DATE_TYPES = {"DATE", "TIME", "DATE_TIME"}
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RUSSIAN_DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
RUSSIAN_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def shown(value: Any, number_format: Json | None, locale_name: str) -> str:
    """Give the text a person sees for a plain value."""
    habits = locale(locale_name)
    if isinstance(value, bool):
        return habits.yes if value else habits.no
    kind, pattern = (number_format or {}).get("type", ""), (number_format or {}).get("pattern", "")
    if isinstance(value, str):
        return worded(value, pattern) if "@" in pattern else value
    if kind == "TEXT" or pattern == "@":
        return general(value, habits)
    if kind in DATE_TYPES:
        return dated(value, pattern or _default_pattern(kind, habits), habits)
    if not pattern:
        pattern = {"PERCENT": "0.00%", "CURRENCY": habits.money("#,##0.00"), "NUMBER": "#,##0.00",
                   "SCIENTIFIC": "0.00E+00"}.get(kind, "")  # fmt: skip
    if not pattern or pattern.lower() == "general":
        return general(value, habits)
    if re.search(r"[ymdhs]", re.sub(r'"[^"]*"|\\.|\[[^\]hms]*\]', "", pattern), re.IGNORECASE) and "#" not in pattern:
        return dated(value, pattern, habits)
    return numbered(value, pattern, habits)


def _default_pattern(kind: str, habits: Locale) -> str:
    return {"DATE": habits.date, "TIME": habits.time}.get(kind, habits.date_time)


def general(value: float, habits: Locale) -> str:
    """Give a number without a format: at most ten significant digits or so."""
    if abs(value) >= 1e21 or (value and abs(value) < 1e-6):
        mantissa, exponent = f"{value:.5E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].zfill(2)}".replace(".", habits.decimal)
    if value == int(value):
        return str(int(value))
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 1 + math.floor(math.log10(abs(value)))
    text = f"{value:.{max(10 - whole, 0)}f}".rstrip("0").rstrip(".")
    return text.replace(".", habits.decimal)


def numbered(value: float, pattern: str, habits: Locale) -> str:
    """Give a number by a pattern such as #,##0.00 or 0%."""
    sections = pattern.split(";")
    section = sections[0]
    if value < 0 and len(sections) > 1 and sections[1]:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    section = re.sub(r"\[(?:\$([^\]-]*))?[^\]]*\]", lambda match: f'"{match[1]}"' if match[1] else "", section)
    core = re.search(r"[#?]*/?[#0?][#0?,]*(?: [#?0]+)?(?:/[#?0-9]+|\.[#0?]*,*)?(?:E[+-]0+)?", _blanked(section))
    if not core:
        return _literal(section)
    start, end = core.span()
    body = section[start:end]
    if "%" in _blanked(section):
        value *= 100
    if "E" in body:
        digits = len(body.split("E")[0].partition(".")[2])
        mantissa, exponent = f"{value:.{digits}E}".split("E")
        number = f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}".replace(".", habits.decimal)
    elif "/" in body:
        number = _fraction(abs(value), body)
    else:
        commas = len(body) - len(body.rstrip(","))
        number = _fixed(abs(value) / 1000**commas, body.rstrip(","), habits)
    sign = "-" if value < 0 and "E" not in body and re.search("[1-9]", number) else ""
    return sign + _literal(section[:start]) + number + _literal(section[end:])


def _fixed(value: float, body: str, habits: Locale) -> str:
    whole_part, _, decimals = body.partition(".")
    least = decimals.count("0")
    text = f"{value + 1e-12 * value:.{len(decimals)}f}" if decimals else f"{value:.0f}"
    if not decimals and abs(value - int(value)) == 0.5:
        text = str(int(value + 0.5))
    whole, _, fraction = text.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    whole = whole.zfill(whole_part.count("0"))
    if whole == "0" and not whole_part.count("0"):
        whole = ""
    if "," in whole_part:
        whole = f"{int(whole or 0):,}".replace(",", habits.group)
    return whole + (habits.decimal + fraction if fraction else "")


def _fraction(value: float, body: str) -> str:
    """Give a number as a fraction: 1 1/2 by `# ?/?`."""
    lead, _, bottom = body.rpartition("/")
    whole = int(value) if " " in lead else 0
    rest = Fraction(value - whole)
    if bottom.isdigit() and int(bottom):
        top, under = round(rest * int(bottom)), int(bottom)
    else:
        top, under = rest.limit_denominator(10 ** len(bottom) - 1).as_integer_ratio()
    if top == under and " " in lead:
        whole, top = whole + 1, 0
    return " ".join([*([str(whole)] if whole or not top else []), *([f"{top}/{under}"] if top else [])])


def worded(text: str, pattern: str) -> str:
    """Give a text by the pattern's section that has an @."""
    section = next(part for part in reversed(pattern.split(";")) if "@" in part)
    return text.join(_literal(part) for part in section.split("@"))


def _blanked(section: str) -> str:
    return re.sub(r'"[^"]*"|\\.', lambda match: "\0" * len(match[0]), section)


def _literal(text: str) -> str:
    text = re.sub(r"_.", " ", text)
    return re.sub(r'"([^"]*)"|\\(.)|\*.', lambda match: match[1] if match[1] is not None else match[2] or "", text)


def dated(value: float, pattern: str, habits: Locale) -> str:
    """Give a serial number by a pattern such as dd.mm.yyyy h:mm."""
    try:
        when = moment(value)
    except (OverflowError, ValueError):
        return general(value, habits)
    tokens = DATE_TOKEN.findall(pattern)
    noon = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    with_day = any(token.lower().startswith("d") for token in tokens)
    written, last = [], ""
    for place, token in enumerate(tokens):
        lower = token.lower()
        following = next((one.lower() for one in tokens[place + 1 :] if one[0].lower() in "ymdhs"), "")
        minutes = lower[0] == "m" and (last.startswith(("h", "[h")) or (following.startswith("s") and len(lower) <= 2))
        written.append(_date_part(token, when, value, habits, (noon, minutes, with_day)))
        if lower[0] in "ymdhs[":
            last = lower
    return "".join(written)


def _date_part(
    token: str, when: datetime, value: float, habits: Locale, about: tuple[bool, bool, bool]
) -> str:
    lower, (noon, minutes, with_day) = token.lower(), about
    if lower.startswith('"') or lower.startswith("\\"):
        return _literal(token)
    if lower in ("am/pm", "a/p"):
        return ("AM" if when.hour < 12 else "PM")[: 2 if "m" in lower else 1]
    if lower[0] == "[" and len(lower) > 1:
        return str(int(round(value * 86400, 3) / {"h": 3600, "m": 60, "s": 1}[lower[1]])).zfill(len(lower) - 2)
    if "0" in lower:
        part = f"{when.microsecond:06d}"[: len(lower.strip("."))]
        return (habits.decimal if lower[0] == "." else "") + part
    size = len(token)
    if lower[0] == "y":
        return f"{when.year:04d}" if size > 2 else f"{when.year % 100:02d}"
    if minutes:
        return f"{when.minute:0{min(size, 2)}d}"
    if lower[0] == "m":
        return _month(when, size, habits, with_day)
    if lower[0] == "d":
        return f"{when.day:0{min(size, 2)}d}" if size < 3 else _weekday(when, size, habits)
    if lower[0] == "h":
        hour = (when.hour - 1) % 12 + 1 if noon else when.hour
        return f"{hour:0{min(size, 2)}d}"
    if lower[0] == "s":
        return f"{when.second:0{min(size, 2)}d}"
    return token


def _month(when: datetime, size: int, habits: Locale, with_day: bool) -> str:
    if size < 3:
        return f"{when.month:0{size}d}"
    names = habits.months or ENGLISH
    if names[0] == "января" and not with_day:
        names = RUSSIAN_NOMINATIVE
    return names[when.month - 1][: {3: 3, 5: 1}.get(size, 20)]


def _weekday(when: datetime, size: int, habits: Locale) -> str:
    russian = habits.months and habits.months[0] == "января"
    names, short = (RUSSIAN_DAYS, RUSSIAN_SHORT) if russian else (ENGLISH_DAYS, [day[:3] for day in ENGLISH_DAYS])
    return (short if size == 3 else names)[when.weekday()]
