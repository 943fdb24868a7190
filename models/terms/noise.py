"""What stands beside a date and says nothing of it: places, times of day, days of the week."""

from itertools import pairwise

from models.terms.questions import conditional
from models.terms.vocabulary import MARKS, MONTH_TOKENS, UNITS


def without_harmless(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out places, times of day and days of the week that stand beside a date."""
    kept: list[str] = []
    for segment in _segments(tokens):
        dated = any(token in MONTH_TOKENS or token in MARKS or token in UNITS or len(token) == 4 for token in segment)
        if segment[0] == "place" and not dated and not _conditional(segment):
            continue
        kept += [",", *(token for token in segment if token not in {"@", "place"})]
    if any(a.isdecimal() and b in MONTH_TOKENS for a, b in pairwise(kept)):
        kept = [token for token in kept if token != "weekday"]
    while kept and kept[-1] in {"-", ","} and tokens[-1] != "-":
        kept.pop()
    return tuple(kept)


def _conditional(segment: list[str]) -> bool:
    """Say whether words beside a place make the term depend on something ("школы, после ремонта")."""
    return bool({"to", "from", "by", "before", "not"} & set(segment)) or any(map(conditional, segment))


def _segments(tokens: tuple[str, ...]) -> list[list[str]]:
    """Cut tokens at commas."""
    segments: list[list[str]] = [[]]
    for token in tokens:
        if token == ",":
            segments.append([])
        else:
            segments[-1].append(token)
    return [segment for segment in segments if segment]
