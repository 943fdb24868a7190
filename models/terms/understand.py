"""Terms: what the text of a deadline, as signed, means for a document's period.

`understand` is the only door. A term is understood wholly or not at all: whatever cannot be known for certain
makes it unclear, with a question for a person. The words are in `term_words`, the grammar in `term_grammar`, the
years in `term_years`, the days in `term_spans`, the questions in `term_questions`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from models.terms import questions, texts
from models.terms.grammar import SEASONS, read
from models.terms.items import Item, Sentence
from models.terms.lexer import translate
from models.terms.own_days import own_days
from models.terms.period import Period
from models.terms.spans import Span
from models.terms.vocabulary import MARKS, MONTH_TOKENS, UNITS
from models.terms.years import UnclearError, everything, recurring, resolved, whole_years
from models.text import plain, shortened, spell_date

_BRACKETS = re.compile(r"[(\[<]([^()\[\]<>]*)[)\]>]")
_REMARK = re.compile(
    r"(?P<dates>[^а-я]{0,20}\d.{0,60}?(?:19|20)\d\d ?(?:г(?:ода|\.)?)?) ?[,;-]? ?"
    r"(?P<remark>(?<![\d])[^\d].*|\d{1,2}[.:]\d\d ?-.*)"
)
_HOURS_BEFORE = r"^\d{1,2}[.:]\d\d ?- ?\d{1,2}[.:]\d\d"
_MIDNIGHT_FIRST = re.compile(r"(?:\d{4}-\d\d-01|01\.\d\d\.\d{4})[t ]0?0:00(?::00(?:\.0+)?)?")
_EVERY = {
    "every-month": "month",
    "every-quarter": "quarter",
    "every-half": "half",
    "every-term": "term",
}
_RECURRING_KINDS = {"month": "monthly", "quarter": "quarterly", "half": "half_yearly", "term": "school_quarterly"}
_LISTS = {"day": "days_list", "month": "months_list", "quarter": "quarters_list", "term": "school_quarters_list"}
MOST_LETTERS = 2_000  # what is longer is no term
LAST_OF_SCHOOL = 8  # August is the last month of a school year, though plans may begin with it
BY_CONVENTION = 0.7  # the confidence of a term that a convention helped to understand
_CONVENTIONS = {
    *("season", "week", "school_quarter", "school_quarters_list", "school_quarterly", "half_yearly", "monthly"),
    *("quarterly", "school_year", "yearly"),
}
_SCHOOL_CONVENTIONS = {"half_year", "half_years_list"}  # in a calendar year they end on a known day
_UNIT_KINDS = {"half": "half_year", "term": "school_quarter", "school": "school_year", "part": "half_month"}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time the activity is due: from `start` to `due`, in the reporting year `period`."""

    start: date
    due: date
    period: int


@dataclass(frozen=True, slots=True)
class Term:
    """The text as signed and what it means; `unclear` is the question for a person where it cannot be known.

    `yearly` says that the due dates are only the last days of years; `note` is how the text was understood.
    """

    text: str
    kind: str
    occurrences: tuple[Occurrence, ...]
    unclear: str | None
    note: str
    confidence: float
    yearly: bool


def is_supposed(term: Term) -> bool:
    """Whether a term was understood by a convention, such as where a school quarter ends."""
    return bool(term.occurrences) and term.confidence == BY_CONVENTION


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Spans found for a sentence, with what the note has to say about them."""

    spans: list[Span]
    kind: str
    yearly: bool = False
    year_given: bool = True
    remark: str = ""


def understand(text: str, period: Period | None) -> Term:
    """Say what the text of a term means in a document of this period.

    >>> [str(occurrence.due) for occurrence in understand("май ежегодно", Period(2013, 2014)).occurrences]
    ['2013-05-31', '2014-05-31']
    >>> understand("По плану", Period(2013, 2014)).unclear
    'План или график не приложен к сроку; напишите дату или месяц оттуда.'
    """
    try:
        meaning = _meaning(text, period)
    except UnclearError as reason:
        return Term(text, "unclear", (), str(reason), texts.UNCLEAR, 0.0, False)
    found = sorted(set(meaning.spans), key=lambda span: (span[1], span[0]))
    year_of = period.year_of if period else (lambda day: day.year)
    occurrences = tuple(Occurrence(start, due, year_of(due)) for start, due in found)
    outside = period is not None and any(occurrence.period not in period.years() for occurrence in occurrences)
    note = _note(occurrences, meaning, period if outside else None)
    confidence = 0.6 if outside else _confidence(meaning, period)
    return Term(text, meaning.kind, occurrences, None, note, confidence, meaning.yearly)


def is_term(text: str) -> bool:
    """Whether a text can be read as a term by itself, whatever its year.

    >>> is_term("март 2021"), is_term("до 15"), is_term("март -")
    (True, False, False)
    """
    if len(text) > MOST_LETTERS:
        return False
    sentence = _read(text)
    return bool(sentence.items or sentence.marks) and not sentence.leftover


def _meaning(text: str, period: Period | None) -> _Meaning:
    """Find the spans of a text, with its brackets first, then without those that say nothing of the date."""
    if len(text) > MOST_LETTERS:
        raise UnclearError(questions.TOO_LONG.format(most=MOST_LETTERS))
    cell = plain(text)
    if re.fullmatch(r"\d{5}(?:[.,]0+)?", cell):
        raise UnclearError(questions.SHEET_NUMBER)
    if _MIDNIGHT_FIRST.fullmatch(cell):
        raise UnclearError(questions.SHEET_MIDNIGHT)
    days = own_days(cell, period) if period else []
    if days:
        return _Meaning(days, "own_days")
    sentence = _read(_BRACKETS.sub(r", \1 ,", text))
    if sentence.leftover and _BRACKETS.search(text):
        sentence = _read(_BRACKETS.sub(_meaningful, text))
    dated = _without_remark(cell) if sentence.leftover else None
    if dated is not None:
        return replace(_resolved(dated[0], period), remark=dated[1])
    if sentence.leftover:
        raise UnclearError(questions.about(cell, sentence.leftover))
    if not sentence.items and not sentence.marks:
        raise UnclearError(questions.about("", ("@",)) if re.search(r"\d", cell) else questions.EMPTY)
    return _resolved(sentence, period)


def _without_remark(cell: str) -> tuple[Sentence, str] | None:
    """Read whole dates that words with nothing about time follow: what is done then, or whose decision it is."""
    match = _REMARK.fullmatch(cell)
    if match is None or not re.search(r"[а-я]{3}", match["remark"]):
        return None
    remark = re.sub(_HOURS_BEFORE, "", match["remark"])
    words = set(translate(remark)) - {"to", "from", "-", ",", "place", "@", "before"}
    if re.search(r"\d", remark) or questions.conditional(remark) or not all(word.startswith("?") for word in words):
        return None
    sentence = _read(match["dates"])
    days = all(item.last.unit == "day" and item.last.years for item in sentence.items)
    return (sentence, match["remark"].strip(" -")) if sentence.items and days and not sentence.leftover else None


def _read(text: str) -> Sentence:
    """Read a text into a sentence."""
    return read(translate(text))


def _meaningful(brackets: re.Match[str]) -> str:
    """Keep brackets that speak of dates or conditions; leave out "(педсовет)" and its like."""
    inside = plain(brackets[1])
    speaks = {
        *MARKS,
        *MONTH_TOKENS,
        *UNITS,
        *SEASONS,
        "decade",
        "part",
        "week",
        "year",
        "years",
        "not",
        "by",
        "once",
        "every",
        "during",
        "end",
    }
    tokens = translate(inside)
    digits = any(token.isdecimal() for token in tokens)
    if questions.conditional(inside) or speaks & set(tokens) or (digits and {"before", "from", "to"} & set(tokens)):
        return f", {inside} ,"
    return " " if re.search(r"[а-я]", inside) or not inside else f", {inside} ,"


def _resolved(sentence: Sentence, period: Period | None) -> _Meaning:
    """Choose what kind of sentence it is and find its spans."""
    items, marks = sentence.items, sentence.marks
    every = [_EVERY[mark] for mark in marks if mark in _EVERY]
    if every or (items and items[-1].last.unit == "date"):
        if "after-each" in marks and not (items and items[-1].last.unit == "date"):
            raise UnclearError(questions.MIXED)
        if len(every) != 1:
            raise UnclearError(questions.MIXED if every else questions.about("дней", ()))
        given = any(item.last.years for item in items)
        if _one_in_each(items, every[0]):
            return _Meaning(resolved(items, marks - {f"every-{every[0]}"}, period), "months_list", year_given=given)
        return _Meaning(recurring(items, marks, every[0], period), _RECURRING_KINDS[every[0]], year_given=given)
    times = [int(mark.split("-")[0]) for mark in marks if mark.endswith("-a-year")]
    if times and (len(times) > 1 or len(items) != times[0]):
        raise UnclearError(questions.SEVERAL_TIMES)
    marks |= {"every-year"} if times and len(period.years() if period else ()) > 1 else set()
    if not items and marks == {"onwards"}:
        raise UnclearError(questions.OPEN_END)
    if not items and {"always", "own-period"} & marks and period and period.span:
        return _Meaning([period.span], "span")
    if not items and "own-period" in marks and period and period.first == period.last:
        raise UnclearError(questions.WHICH_PERIOD)
    if not items:
        return _Meaning(everything(period), "yearly", yearly=True)
    if all(item.last.unit == "year" for item in items):
        spans, yearly = whole_years(items, marks, period)
        kind = "yearly" if "every-year" in marks else "year" if len(spans) == 1 else "year_range"
        return _Meaning(spans, kind, yearly=yearly)
    if any(item.last.unit == "year" for item in items) and "every-year" not in marks:
        raise UnclearError(questions.MIXED)
    if {"always", "all-year", "own-period"} & marks and not (marks & {"every-year"} or _only_school(items)):
        raise UnclearError(questions.MIXED)
    spans = resolved(items, marks, period)
    return _Meaning(spans, _kind(items), year_given=any(item.last.years for item in items))


def _one_in_each(items: tuple[Item, ...], unit: str) -> bool:
    """Say whether the months are those of "ежеквартально (март, июнь, сентябрь, декабрь)"."""
    months = [item.last.month for item in items if item.last.unit == "month" and not item.first and not item.limit]
    return unit == "quarter" and len(items) == 4 and {(month - 1) // 3 for month in months} == {0, 1, 2, 3}


def _only_school(items: tuple[Item, ...]) -> bool:
    """Say whether nothing but school years is named."""
    return all(item.last.unit == "school" for item in items)


def _kind(items: tuple[Item, ...]) -> str:
    """Name what kind of term the items make."""
    item = items[-1]
    unit = item.last.unit
    if item.limit and unit == "day":
        return "by_date"
    if len(items) > 1 and all(other.last.unit == unit for other in items):
        return _LISTS.get(unit, f"{_UNIT_KINDS.get(unit, unit)}s_list")
    if len(items) > 1:
        return "list"
    return f"{_UNIT_KINDS.get(unit, unit)}{'_range' if item.first else ''}"


def _note(occurrences: tuple[Occurrence, ...], meaning: _Meaning, missed: Period | None) -> str:
    """Say in one sentence how the term was understood."""
    first, last = spell_date(occurrences[0].due), spell_date(occurrences[-1].due)
    if meaning.yearly:
        said = texts.LAST_DAY.format(first=first)
        said += texts.EVERY_YEAR.format(last=last) if len(occurrences) > 1 else ""
    elif len(occurrences) == 1:
        said = texts.NOT_LATER.format(first=first)
    else:
        said = texts.SEVERAL.format(number=len(occurrences), first=first, last=last)
    if meaning.remark:
        said += texts.REMARK.format(remark=shortened(meaning.remark))
    if not meaning.year_given and not meaning.yearly:
        said += texts.YEAR_OF_PERIOD
    if missed:
        said += texts.OUTSIDE_PERIOD.format(periods=missed)
    return said + "."


def _confidence(meaning: _Meaning, period: Period | None) -> float:
    """Rate the understanding: full where the text alone is enough, less where a convention was needed."""
    school = period is not None and period.school
    august = not meaning.year_given and any(due.month == LAST_OF_SCHOOL for _, due in meaning.spans)
    if meaning.kind in _CONVENTIONS or (school and (august or meaning.kind in _SCHOOL_CONVENTIONS)):
        return BY_CONVENTION
    return 1.0 if meaning.year_given and not meaning.yearly else 0.9
