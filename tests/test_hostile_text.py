"""Whatever people write is read in time that grows with its length: no pattern and no parser can be made to hang.

Both find what they try by themselves: every compiled pattern and every public function of the packages that read.
`make test` tries a part of the attacks on each, `make fuzz` all of them.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models.document import Cell, Column, KnownPost, Lexicon, Posts, Row
from models.evidence import EvidenceRules
from models.importing import PeriodNeededError
from models.terms import Period
from models.text import VekhaError
from tasks.config import load
from tests.support.fuzz import TIMES
from tests.support.hostile_texts import attacks_on, growth, modules_of, patterns_of

PART = 16
HOUSE = Path(__file__).resolve().parent.parent
READING = ("models.terms", "models.document", "models.text", "models.importing", "models.evidence", "models.amending")
FUNCTIONS = READING[:5]
SPEAKING = ("texts", "question_texts", "yaml_lines", "russian")  # modules of sentences: they write, they do not read
PIECES = (
    *("а", "ё", "м ", "А", "а-", "- ", "— ", " ", "\t", "\n", "1", "1.", "1.2.", "1 . ", "1) ", "1, ", "№ ", "№",),
    *("/", "I", "I ", "II квартал, ", "12.01.2021, ", "12.01", "12 января, ", "сентябрь ", "сентябрь, ",),
    *("сен - ", "2021", "2021-2022 ", "2021/2022 уч. г., ", "10.00 ", "по ", "до ", "с ", "к ", "в ", "и ",),
    *("и/или ", "не ", "не позднее ", "каждый ", "раз ", "весь ", "в течение ", "года ", "уч. год ", "«", "(",),
    *("()", "(а) ", "\"", "«а» ", "[", "_", "...", "\u00ad", "\u200b", ",", ";", ":", "директор ", "Директор, ",),
    *("учитель, физики, ", "педагоги ", "МБОУ СОШ № 1 ", "Муниципальное ", "приказ № 1 от 01.01.2021 ", "цель ",),
    *("цели: ", "класс ", "1-4 классы ", "раздел 1 ", "Педагогов И.", "по согласованию ", "(по согласованию) ",),
    *("https://", "https://a.example/ ", "utm_a", "17 записей ", "б/н ", "1/2 ",),
)  # fmt: skip
POSTS = Posts(
    posts=(KnownPost(title="Директор"), KnownPost(title="Педагоги", plural=True), KnownPost(title="Учитель")),
    subjects=("физики",),
    organisations=("МБОУ", "школа"),
)
COLUMNS = (Column("number", "№"), Column("title", "Мероприятие"), Column("term", "Срок"), Column("executor", "Кто"))
VALUES: dict[str, Any] = {
    "period": Period(2021, 2025),
    "posts": POSTS,
    "lexicon": Lexicon(frozenset({"а", "м", "директор"})),
    "known": frozenset({"а", "директор"}),
    "columns": COLUMNS,
    "today": date(2021, 1, 1),
    "rules": load(HOUSE / "config" / "evidence.yaml", EvidenceRules),
    "leftover": (),
    "above": "2021",
    "below": "продолжение",
    "where": "таблица, строка 1",
    "begin": "",
    "end": "",
    "marks": (),
    "longest": 60,
    "topic": "who:1.1",
    "value": 12.5,
    "held": {},
    "site": None,
    "start": None,
    "due": None,
    "used_links": {},
    "place": 0,
    "kind": "link",
    "result_form": "Отчёт",
    "answers": {},
    "busy": frozenset(),
}
# what cannot be given a text alone: it takes what the functions here have made of one
OF_MADE_THINGS = {
    *(
        "matched_date",
        "full_year",
        "slices",
        "whole_years",
        "recurring",
        "resolved",
        "kind_of",
        "repeated",
        "headings_of",
    ),
    *("report_text", "understand_document", "sort_blocks", "is_on_site", "settled_term", "with_year", "settle"),
}


def some(attacks: Sequence[Any], first: int) -> Sequence[Any]:
    """A part of the attacks, another one for each that is attacked; all of them where cases are sought long."""
    return attacks if TIMES > 1 else attacks[first % PART :: PART]


@pytest.mark.parametrize("module", modules_of(READING), ids=lambda module: module.__name__)
def test_no_pattern_can_be_made_to_take_more_than_its_share(module: ModuleType):
    slow = []
    for pattern, searches in dict.fromkeys(patterns_of(module)):
        for attack in some(sorted(attacks_on(pattern)), len(pattern.pattern)):
            methods = (pattern.search,) if searches else (pattern.match, pattern.fullmatch)
            slow += [(pattern.pattern, attack, found) for read in methods if (found := growth(read, attack))]
    assert slow == []


def functions_of(module: ModuleType) -> Iterator[Callable[..., Any]]:
    """The public functions of a module that take a text, texts, or rows of them."""
    for name, function in vars(module).items():
        own = getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
        bare = inspect.unwrap(function) if callable(function) and not inspect.isclass(function) else None
        if own and bare is not None and name not in OF_MADE_THINGS and _attacked(bare):
            yield bare


def _attacked(function: Callable[..., Any]) -> str | None:
    """The first parameter that a text fits."""
    fits = re.compile(
        r"str$|<class 'str'>|(?:Sequence|Iterable|tuple)\[str(?:, \.\.\.)?\]|.*\.Row\]?|.*Sequence\[.*Row\]"
    )
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in VALUES and fits.fullmatch(str(parameter.annotation)):
            return name
    return None


def _given(parameter: inspect.Parameter, text: str) -> Any:
    kind = str(parameter.annotation)
    if "Sequence" in kind and "Row" in kind:
        return [_row(piece) for piece in text.split("\n")]
    if "Row" in kind:
        return _row(text)
    if "tuple[str" in kind:
        return tuple(text.split())
    return [text, *text.split("\n")] if "[str" in kind else text


def _row(text: str) -> Row:
    return Row((Cell(text),) * len(COLUMNS), 1)


def call(function: Callable[..., Any], text: str) -> None:
    """Call a reading function with a text; a refusal is an answer."""
    attacked = _attacked(function)
    arguments = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name == attacked:
            arguments[name] = _given(parameter, text)
        elif name in VALUES:
            arguments[name] = VALUES[name]
        elif parameter.default is inspect.Parameter.empty:
            raise AssertionError(f"say in VALUES what {function.__name__} gets as {name}")
    try:
        made = function(**arguments)
        if inspect.isgenerator(made):
            list(made)
    except (VekhaError, PeriodNeededError, ValueError):
        return


READERS = [function for module in modules_of(FUNCTIONS) if module.__name__.rpartition(".")[2] not in SPEAKING
           for function in functions_of(module)]  # fmt: skip


@pytest.mark.parametrize("function", READERS, ids=lambda function: f"{function.__module__}.{function.__name__}")
def test_no_reader_can_be_made_to_take_more_than_its_share(function: Callable[..., Any]):
    pieces = some(PIECES, len(function.__name__))
    slow = {piece: found for piece in pieces if (found := growth(partial(call, function), ("", piece), fast=4e-6))}
    assert slow == {}


@pytest.mark.parametrize(
    ("pattern", "attack"),
    [(r"(?: ?(?:\d+|март))*", ("", "1")), (r"\s*№", ("", " ")), (r"(?:а+)+б", ("", "а"))],
)
def test_the_measure_sees_what_is_slow(pattern: str, attack: tuple[str, str]):
    read = re.compile(pattern)
    slow = read.fullmatch if pattern.endswith("*") else read.search
    assert any(growth(slow, attack) for _ in range(5))  # a busy machine may hide it once
    assert growth(re.compile(r"(?: ?(?:\d++|март)(?!\S))*+").fullmatch, attack) == ""
