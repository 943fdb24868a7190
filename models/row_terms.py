"""The term of a row: one cell as signed, or put together from begin and end, or from marks under months."""

import re
from collections.abc import Sequence

from models.mending import one_line

SHADED = "■"  # a coloured cell without a text
_NOTHING = {"", "-", "–", "—", "☐", "□", "нет", "0"}
_MARKS = re.compile(r"[+xхvv✓✔☑☒●•*■█Ххvда1]+", re.IGNORECASE)
_DAY = re.compile(r"(?:(?:до|по|к)\s*)?\d{1,2}(?:\s*[-–,]\s*\d{1,2})*")
_NAMES = {
    "январь": "января",
    "февраль": "февраля",
    "март": "марта",
    "апрель": "апреля",
    "май": "мая",
    "июнь": "июня",
    "июль": "июля",
    "август": "августа",
    "сентябрь": "сентября",
    "октябрь": "октября",
    "ноябрь": "ноября",
    "декабрь": "декабря",
}


def term_of(term: str, begin: str, end: str, marks: Sequence[tuple[str, str]]) -> str:
    """The term of a row from all its cells of time.

    >>> term_of("", "01.09.2021", "30.09.2021", ())
    '01.09.2021 – 30.09.2021'
    >>> term_of("", "", "", (("сентябрь", "+"), ("октябрь", ""), ("ноябрь", "15")))
    'сентябрь, 15 ноября'
    >>> term_of("", "", "", (("март", SHADED), ("апрель", SHADED), ("май", ""), ("июнь", SHADED)))
    'март – апрель, июнь'
    """
    term, begin, end = one_line(term), one_line(begin), one_line(end)
    if not term and (begin or end):
        term = _between("" if begin in _NOTHING else begin, "" if end in _NOTHING else end)
    under = ", ".join(_under(time, text) for time, text in _spans(marks) if text.lower() not in _NOTHING)
    return ", ".join(each for each in (term, under) if each)


def _spans(marks: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The cells under times in one line each; coloured neighbours are one bar, drawn from the first to the last."""
    found: list[tuple[str, str]] = []
    goes_on = False
    for time, text in ((time, one_line(text)) for time, text in marks):
        if goes_on and text == SHADED:
            found[-1] = (f"{found[-1][0].partition(' – ')[0]} – {time.rpartition(' – ')[2]}", SHADED)
        else:
            found.append((time, text))
        goes_on = text == SHADED
    return found


def _between(begin: str, end: str) -> str:
    """A term from a cell of beginnings and a cell of ends."""
    if not end:
        return f"с {begin}"
    if not begin or begin == end:
        return (
            end if begin or re.match(r"(?:до|к|не позднее)\b", end, re.IGNORECASE) or not _has_day(end) else f"до {end}"
        )
    return f"{begin} – {end}"


def _has_day(text: str) -> bool:
    return bool(re.match(r"\d{1,2}(?:\.| [а-я])", text))


def _under(time: str, text: str) -> str:
    """What a cell under a month, quarter or year says: a tick is the whole of it, a number a day of it."""
    if _MARKS.fullmatch(text):
        return time
    month, _, year = time.partition(" ")
    year = f" {year}" if year else ""
    if month in _NAMES and _DAY.fullmatch(text):
        return f"{text} {_NAMES[month]}{year}"
    if re.fullmatch(r"20\d\d.*", time) and not re.search(r"20\d\d", text):
        return f"{text} {time[:4]}"
    return text if re.search(r"[а-яё]{3}|\d\.\d", text, re.IGNORECASE) else time
