"""What a typed text becomes: number, date, percent, currency, word, formula; by the spreadsheet's locale."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from .locales import ENGLISH, RUSSIAN, RUSSIAN_NOMINATIVE, Locale, locale
from .serials import serial

Json = dict[str, Any]
TIME = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:\s*([AaPp])\.?[Mm]\.?)?")
SPACES = re.compile(r"[\s\u00a0\u202f]")


def entered(text: str, locale_name: str, today: date) -> tuple[Json, Json | None]:
    """Give what a person's typing stores and the number format it brings, if any."""
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    if len(text) > 1 and text[0] in "=+" and not (text[0] == "+" and _number(text, locale(locale_name))):
        return {"formulaValue": text if text[0] == "=" else "=" + text}, None
    habits = locale(locale_name)
    stripped = text.strip()
    upper = stripped.upper()
    if upper in ("TRUE", habits.yes):
        return {"boolValue": True}, None
    if upper in ("FALSE", habits.no):
        return {"boolValue": False}, None
    found = _number(stripped, habits) or _moment(stripped, habits, today)
    if found:
        value, number_format = found
        return {"numberValue": value}, number_format
    return {"stringValue": text}, None


def _number(text: str, habits: Locale) -> tuple[float | int, Json | None] | None:
    body, negative = text, False
    if body.startswith("(") and body.endswith(")"):
        body, negative = body[1:-1], True
    symbol = next((one for one in {habits.symbol, "$", "€", "£"} if one in body), None)
    percent = body.endswith("%") or body.startswith("%")
    body = body.strip("%").replace(symbol or "\0", "").strip()
    if body[:1] in ("-", "+"):
        negative, body = negative != (body[0] == "-"), body[1:].strip()
    plain = _digits(body, habits)
    if plain is None:
        return None
    decimals = len(body.split(habits.decimal)[1].split("e")[0]) if habits.decimal in body.lower() else 0
    value = float(plain) * (-1 if negative else 1)
    if percent:
        value = float(f"{value / 100:.15g}")
        return _tidy(value), {"type": "PERCENT", "pattern": "0.00%" if decimals else "0%"}
    if symbol:
        digits = "#,##0.00" if decimals else "#,##0"
        return _tidy(value), {"type": "CURRENCY", "pattern": habits.money(digits, symbol)}
    if "e" in body.lower():
        return _tidy(value), {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if _grouped(body, habits):
        return _tidy(value), {"type": "NUMBER", "pattern": "#,##0.00" if decimals else "#,##0"}
    return _tidy(value), None


def _grouped(body: str, habits: Locale) -> bool:
    return habits.group in body or (habits.group.isspace() and bool(SPACES.search(body)))


def _digits(body: str, habits: Locale) -> str | None:
    group = r"[ \u00a0\u202f]" if habits.group.isspace() else re.escape(habits.group)
    decimal = re.escape(habits.decimal)
    pattern = rf"(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)?(?:{decimal}\d*)?(?:[eE][-+]?\d+)?"
    if not any(letter.isdigit() for letter in body) or not re.fullmatch(pattern, body) or body[:1] in "eE":
        return None
    return re.sub(group, "", body).replace(habits.decimal, ".")


def _tidy(value: float) -> float | int:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _moment(text: str, habits: Locale, today: date) -> tuple[float | int, Json] | None:
    clock = re.search(rf"(?:^|[ T])({TIME.pattern})$", text)
    clock_value = _clock(clock[1]) if clock else None
    if clock and clock_value is None and clock[0] == text:
        return _duration(text)
    if clock and clock_value is not None:
        day_text = text[: clock.start()].strip()
        if not day_text:
            hour = habits.time.partition(":")[0]
            kept = f"{hour}:mm" + ":ss" * (text.count(":") > 1) + " am/pm" * (text[-1] in "Mm")
            return clock_value, {"type": "TIME", "pattern": kept}
        day = _day(day_text, habits, today)
        if not day:
            return None
        pattern = "yyyy-mm-dd h:mm:ss" if day[1] == "yyyy-mm-dd" else habits.date_time
        return serial(day[0]) + clock_value, {"type": "DATE_TIME", "pattern": pattern}
    day = _day(text, habits, today)
    return (serial(day[0]), {"type": "DATE", "pattern": day[1]}) if day else None


def _clock(text: str) -> float | None:
    match = TIME.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[5]:
        hour = hour % 12 + (12 if match[5] in "Pp" else 0)
    try:
        moment = time(hour, minute, second)
    except ValueError:
        return None
    return (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400


def _duration(text: str) -> tuple[float, Json] | None:
    """Give a span of hours that no clock shows: 25:00."""
    match = TIME.fullmatch(text)
    if not match or match[5] or int(match[2]) > 59 or int(match[3] or 0) > 59:
        return None
    seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
    return seconds / 86400, {"type": "TIME", "pattern": "[h]:mm:ss"}


def _day(text: str, habits: Locale, today: date) -> tuple[date, str] | None:
    iso = re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", text)
    if iso:
        return _date(int(iso[1]), int(iso[3]), int(iso[4]), "yyyy-mm-dd" if iso[2] == "-" else habits.date)
    parts = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?\.?", text)
    if parts and (parts[2] in "/-" or habits.date.count(".") or parts[4]):
        month, day = int(parts[1]), int(parts[3])
        if habits.order == "dmy":
            month, day = day, month
        short = "d.m" if habits.order == "dmy" else "m/d"
        return _date(_year(parts[4], today), month, day, habits.date if parts[4] else short)
    return _worded(text, habits, today)


def _worded(text: str, habits: Locale, today: date) -> tuple[date, str] | None:
    nominative = RUSSIAN_NOMINATIVE if habits.months == RUSSIAN else ()
    names = [*enumerate(habits.months, 1), *enumerate(ENGLISH, 1), *enumerate(nominative, 1)]
    words = re.findall(r"\d+|[^\W\d_]+", text)
    if not 2 <= len(words) <= 4 or not re.fullmatch(r"[\w\s,.-]+", text):
        return None
    numbers = [int(word) for word in words if word.isdigit()]
    found = [n for word in words if not word.isdigit() for n, name in names
             if word.lower() == name.lower() or (len(word) >= 3 and word.lower() == name[:3].lower())]  # fmt: skip
    letters = [word for word in words if not word.isdigit() and word.lower() not in ("г", "года")]
    if len(set(found)) != 1 or len(letters) != 1 or not 1 <= len(numbers) <= 2:
        return None
    month = "mmmm" if len(letters[0]) > 3 or letters[0].lower() in ("may", "мая", "май") else "mmm"
    if len(numbers) == 1 and numbers[0] > 31:
        return _date(numbers[0], found[0], 1, f"{month} yyyy")
    year = numbers[1] if len(numbers) == 2 else None
    if words[0].isdigit():
        gap = "-" if "-" in text else " "
        pattern = f"d{gap}{month}" + f"{gap}yyyy" * bool(year)
    else:
        pattern = f"{month} d" + ", yyyy" * bool(year)
    return _date(_year(str(year) if year else None, today), found[0], numbers[0], pattern)


def _year(text: str | None, today: date) -> int:
    if not text:
        return today.year
    return int(text) if len(text) == 4 else (2000 if int(text) < 50 else 1900) + int(text)


def _date(year: int, month: int, day: int, pattern: str) -> tuple[date, str] | None:
    try:
        return datetime(year, month, day), pattern
    except ValueError:
        return None
