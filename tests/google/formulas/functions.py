"""The functions that need no special treatment, by how they take their arguments."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from ..rendering import shown
from ..serials import moment, serial
from .lookups import criterion
from .values import Failure, Matrix, compare, folded, matrix, number, text, truth

MAX_TEXT, MAX_ARRAY = 50_000, 1_000_000
NOTHING = Failure("N_A", "No matches are found in FILTER evaluation.")


def _numbers(*parts: Any) -> list[Any]:
    """List the numbers: in ranges words are passed over, alone they are read as numbers."""
    found: list[Any] = []
    for part in parts:
        if isinstance(part, Matrix):
            kinds = int | float | Failure
            found += [one for one in part.flat() if isinstance(one, kinds) and not isinstance(one, bool)]
        elif part is not None:
            found.append(number(part))
    return found


def _numeric(call: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    def over(*parts: Any) -> Any:
        values = _numbers(*parts)
        bad = next((one for one in values if isinstance(one, Failure)), None)
        return bad or call(values)

    return over


def _average(values: list[Any]) -> Any:
    if not values:
        return Failure("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return sum(values) / len(values)


def _on_text(call: Callable[..., Any]) -> Callable[..., Any]:
    def one(value: Any, *rest: Any) -> Any:
        given = text(value)
        return given if isinstance(given, Failure) else call(given, *rest)

    return one


def _on_number(call: Callable[..., Any]) -> Callable[..., Any]:
    def one(value: Any, *rest: Any) -> Any:
        given = [number(part) for part in (value, *rest)]
        return next((part for part in given if isinstance(part, Failure)), None) or call(*given)

    return one


def _plus(value: float) -> float:
    return int(value) if value == int(value) else value


def _round(value: float, places: float = 0) -> Any:
    scale = 10 ** int(places)
    return _plus(math.floor(abs(value) * scale + 0.5) / scale * (1 if value >= 0 else -1))


def _make_date(year: float, month: float, day: float) -> Any:
    months = int(year) * 12 + int(month) - 1
    return serial(date(months // 12, months % 12 + 1, 1) + timedelta(days=int(day) - 1))


def _regex(call: Callable[[str, str], Any]) -> Callable[..., Any]:
    def one(value: Any, pattern: Any) -> Any:
        given = text(value)
        return given if isinstance(given, Failure) else call(given, str(pattern))

    return one


def _extract(value: str, pattern: str) -> Any:
    match = re.search(pattern, value)
    if not match:
        return Failure("N_A", f'Function REGEXEXTRACT parameter 2 value "{pattern}" does not match text.')
    return match[1] if match.groups() else match[0]


def _switch(value: Any, *cases: Any) -> Any:
    for wanted, result in zip(cases[::2], cases[1::2], strict=False):
        if compare("=", value, wanted) is True:
            return result
    return cases[-1] if len(cases) % 2 else Failure("N_A", "No match in SWITCH.")


PLAIN: dict[str, Callable[..., Any]] = {
    "LEN": _on_text(len),
    "LEFT": _on_text(lambda value, count=1: value[: int(count)]),
    "RIGHT": _on_text(lambda value, count=1: value[-int(count) :] if count else ""),
    "MID": _on_text(lambda value, start, count: value[int(start) - 1 : int(start) - 1 + int(count)]),
    "TRIM": _on_text(lambda value: " ".join(value.split())),
    "UPPER": _on_text(str.upper),
    "LOWER": _on_text(str.lower),
    "PROPER": _on_text(str.title),
    "CLEAN": _on_text(lambda value: re.sub(r"[\x00-\x1f]", "", value)),
    "SUBSTITUTE": _on_text(lambda value, old, new: value.replace(text(old), text(new)) if old else value),
    "REPT": _on_text(lambda value, count: value * min(int(count), MAX_TEXT // max(len(value), 1))),
    "EXACT": _on_text(lambda value, other: value == text(other)),
    "VALUE": number,
    "TEXT": lambda value, pattern: value if isinstance(value, Failure | str) else shown(value or 0, {
        "type": "DATE" if re.search("[ymd]", pattern) else "NUMBER", "pattern": pattern}, "en_US"),
    "TO_TEXT": text,
    "HYPERLINK": lambda link, label=None: link if label is None else label,
    "IMAGE": lambda *_: "",
    "REGEXMATCH": _regex(lambda value, pattern: bool(re.search(pattern, value))),
    "REGEXEXTRACT": _regex(_extract),
    "REGEXREPLACE": lambda value, pattern, new: re.sub(pattern, new, text(value)),
    "ABS": _on_number(abs),
    "INT": _on_number(math.floor),
    "MOD": _on_number(lambda a, b: Failure("DIVIDE_BY_ZERO") if not b else a % b),
    "ROUND": _on_number(_round),
    "ROUNDUP": _on_number(lambda value, places=0: _plus(math.ceil(value * 10**places) / 10**places)),
    "ROUNDDOWN": _on_number(lambda value, places=0: _plus(math.trunc(value * 10**places) / 10**places)),
    "SQRT": _on_number(lambda value: Failure("NUM") if value < 0 else math.sqrt(value)),
    "POWER": _on_number(lambda a, b: a**b),
    "SIGN": _on_number(lambda value: (value > 0) - (value < 0)),
    "NOT": lambda value: truth(value) if isinstance(truth(value), Failure) else not truth(value),
    "TRUE": lambda: True,
    "FALSE": lambda: False,
    "NA": lambda: Failure("N_A", "Error"),
    "N": lambda value: value if isinstance(value, int | float | Failure) else 0,
    "T": lambda value: value if isinstance(value, str) else "",
    "ISNA": lambda value: isinstance(value, Failure) and value.kind == "N_A",
    "ISERROR": lambda value: isinstance(value, Failure),
    "ISERR": lambda value: isinstance(value, Failure) and value.kind != "N_A",
    "ISNUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "ISTEXT": lambda value: isinstance(value, str),
    "ISNONTEXT": lambda value: not isinstance(value, str),
    "ISLOGICAL": lambda value: isinstance(value, bool),
    "ISEVEN": _on_number(lambda value: int(value) % 2 == 0),
    "ISODD": _on_number(lambda value: int(value) % 2 == 1),
    "DATE": _on_number(_make_date),
    "YEAR": _on_number(lambda value: moment(value).year),
    "MONTH": _on_number(lambda value: moment(value).month),
    "DAY": _on_number(lambda value: moment(value).day),
    "WEEKDAY": _on_number(lambda value, kind=1: (moment(value).isoweekday() % 7 + 1) if kind == 1
                          else moment(value).isoweekday() - (1 if kind == 3 else 0)),
    "DATEVALUE": number,
    "CHOOSE": lambda index, *values: values[int(index) - 1] if 1 <= index <= len(values) else Failure("NUM"),
    "SWITCH": _switch,
    "CHAR": _on_number(lambda value: chr(int(value))),
    "CODE": _on_text(lambda value: ord(value[0])),
    "CONCAT": lambda left, right: text(left) + text(right),
    "ERROR.TYPE": lambda value: {"DIVIDE_BY_ZERO": 2, "VALUE": 3, "REF": 4, "NAME": 5, "NUM": 6, "N_A": 7}.get(
        getattr(value, "kind", ""), Failure("N_A")),
    "FIND": lambda part, value, start=1: text(value).find(text(part), int(start) - 1) + 1 or Failure("VALUE"),
    "SEARCH": lambda part, value, start=1: text(value).lower().find(text(part).lower(), int(start) - 1) + 1
    or Failure("VALUE"),
}  # fmt: skip


def _all(*parts: Any) -> Iterable[Any]:
    for part in parts:
        yield from matrix(part).flat()


def _logical(call: Callable[[Iterable[bool]], bool]) -> Callable[..., Any]:
    def over(*parts: Any) -> Any:
        values = [truth(one) for one in _all(*parts) if one is not None]
        return next((one for one in values if isinstance(one, Failure)), None) or call(values)

    return over


def _joined(*parts: Any) -> Any:
    values = [text(one) for one in _all(*parts)]
    return next((one for one in values if isinstance(one, Failure)), None) or "".join(values)


def _text_join(delimiter: Any, skip: Any, *parts: Any) -> Any:
    values = [text(one) for one in _all(*parts)]
    bad = next((one for one in values if isinstance(one, Failure)), None)
    return bad or text(delimiter).join(one for one in values if one != "" or not truth(skip))


def _matching(*pairs: Any) -> list[bool]:
    tests = [(matrix(given).flat(), criterion(wanted)) for given, wanted in zip(pairs[::2], pairs[1::2], strict=True)]
    return [all(test(values[n]) for values, test in tests) for n in range(len(tests[0][0]))]


def _sum_if(given: Any, wanted: Any, totals: Any = None) -> Any:
    return _sum_kept(matrix(given if totals is None else totals).flat(), _matching(given, wanted))


def _sum_ifs(totals: Any, *pairs: Any) -> Any:
    return _sum_kept(matrix(totals).flat(), _matching(*pairs))


def _sum_kept(values: list[Any], kept: list[bool]) -> Any:
    return sum(one for one, good in zip(values, kept, strict=False) if good and isinstance(one, int | float))


def _product_sum(*parts: Any) -> Any:
    columns = [[one if isinstance(one, int | float) else 0 for one in matrix(part).flat()] for part in parts]
    return sum(math.prod(row) for row in zip(*columns, strict=True))


WHOLE: dict[str, Callable[..., Any]] = {
    "SUM": _numeric(lambda values: _plus(math.fsum(values)) if values else 0),
    "PRODUCT": _numeric(math.prod),
    "AVERAGE": _numeric(_average),
    "MIN": _numeric(lambda values: min(values, default=0)),
    "MAX": _numeric(lambda values: max(values, default=0)),
    "MEDIAN": _numeric(lambda values: sorted(values)[len(values) // 2]),
    "COUNT": lambda *parts: sum(isinstance(one, int | float) and not isinstance(one, bool) for one in _all(*parts)),
    "COUNTA": lambda *parts: sum(one is not None for one in _all(*parts)),
    "COUNTBLANK": lambda *parts: sum(one is None or one == "" for one in _all(*parts)),
    "COUNTUNIQUE": lambda *parts: len({folded(one) for one in _all(*parts) if one is not None}),
    "COUNTIF": lambda given, wanted: sum(_matching(given, wanted)),
    "COUNTIFS": lambda *pairs: sum(_matching(*pairs)),
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "SUMPRODUCT": _product_sum,
    "AND": _logical(all),
    "OR": _logical(any),
    "CONCATENATE": _joined,
    "JOIN": lambda delimiter, *parts: _text_join(delimiter, False, *parts),
    "TEXTJOIN": _text_join,
    "ROWS": lambda given: matrix(given).height,
    "COLUMNS": lambda given: matrix(given).width,
}
