"""Doubts about a whole table: terms outside the period or out of order, copied years, the same activity twice."""

import re
from collections.abc import Sequence
from datetime import date

from models.document import key_of
from models.evidence import EvidenceRules, forms_of
from models.importing import texts
from models.importing.imported import Imported, ImportedActivity
from models.terms import Period, understand
from models.text import Problem, real_date

_INSIDE = re.compile(
    r"\b(?:до|не позднее|не позже|к|в срок до)\s+(?:конца\s+)?"
    r"(?:\d{1,2}\s+[а-я]{3,8}|\d{1,2}\.\d{2}|[а-я]{3,8})(?:\s*\.?\s*20\d\d)?(?:\s*(?:года|г\.))?",
    re.IGNORECASE,
)
_FEW = 4


def plausibility(activities: Sequence[ImportedActivity], period: Period | None) -> list[Problem]:
    """Everything in a table that looks like a slip; nothing is changed because of it."""
    found = doubtful_terms(activities, period)
    return found + [texts.same_activity(_where(each), first) for each, first in twins(activities)]


def doubtful_terms(activities: Sequence[ImportedActivity], period: Period | None) -> list[Problem]:
    """The terms that look like a slip."""
    found = _outside(activities, period) + _inside(activities, period)
    by_direction: dict[str, list[ImportedActivity]] = {}
    for activity in activities:
        by_direction.setdefault(activity.code.partition(".")[0], []).append(activity)
    for rows in by_direction.values():
        found += _order(rows)
    return found


def _where(activity: ImportedActivity) -> str:
    return texts.place(activity.code, activity.where)


def _outside(activities: Sequence[ImportedActivity], period: Period | None) -> list[Problem]:
    return [
        texts.outside(_where(each), each.term.text, str(period))
        for each in activities
        if period and any(one.period not in period.years() for one in each.term.occurrences)
    ]


def twins(activities: Sequence[ImportedActivity]) -> list[tuple[ImportedActivity, str]]:
    """Activities whose text stood before, each with the code of the first."""
    first: dict[str, str] = {}
    found = []
    for each in activities:
        key = key_of(each.title)
        if key and key in first:
            found.append((each, first[key]))
        first.setdefault(key, each.code)
    return found


def _inside(activities: Sequence[ImportedActivity], period: Period | None) -> list[Problem]:
    """Terms that the text of an activity itself names, where they end earlier than its term."""
    found = []
    for each in activities:
        due = max((one.due for one in each.term.occurrences), default=None)
        for match in _INSIDE.finditer(each.title):
            inside = understand(match[0], period).occurrences
            if due and inside and inside[0].due < due:
                found.append(texts.stricter_inside(_where(each), match[0], each.term.text))
                break
    return found


def _order(rows: Sequence[ImportedActivity]) -> list[Problem]:
    """Rows whose single due date breaks an order that the others keep."""
    dated = [(each, each.term.occurrences[0].due) for each in rows if _is_single(each)]
    found = []
    breaks = [place for place in range(1, len(dated)) if dated[place][1] < dated[place - 1][1]]
    for place, (each, due) in enumerate(dated):
        before = dated[place - 1][1] if place else date.min
        after = dated[place + 1][1] if place + 1 < len(dated) else date.max
        if before <= due <= after or not before <= after:
            continue
        other = next((year for year in (due.year + 1, due.year - 1) if _fits(due, year, before, after)), None)
        both = place > 0 and place + 1 < len(dated)
        if other is not None and both:
            found.append(texts.copied_year(_where(each), each.term.text, other))
        elif len(breaks) == 1 and len(dated) >= _FEW and due < before and both:
            found.append(texts.out_of_order(_where(each), each.term.text))
    return found


def _fits(due: date, year: int, before: date, after: date) -> bool:
    moved = real_date(year, due.month, due.day) or real_date(year, due.month, 28)
    return moved is not None and before <= moved <= after


def _is_single(activity: ImportedActivity) -> bool:
    return len(activity.term.occurrences) == 1 and not activity.term.yearly


def unknown_posts(imported: Imported) -> dict[str, list[str]]:
    """Posts that the dictionary does not know, with the codes of their activities."""
    found: dict[str, list[str]] = {}
    for activity in imported.activities():
        for executor in activity.executors:
            if executor.text and executor.post is None:
                found.setdefault(executor.text, []).append(activity.code)
    return found


def unknown_forms(imported: Imported, rules: EvidenceRules) -> dict[str, list[str]]:
    """Result forms without a rule of their own, with the codes of their activities."""
    found: dict[str, list[str]] = {}
    for activity in imported.activities():
        if activity.result_form and not is_known_form(activity.result_form, rules):
            found.setdefault(activity.result_form, []).append(activity.code)
    return found


def is_known_form(form: str, rules: EvidenceRules) -> bool:
    """Whether a rule of evidence beside the general one knows a result form."""
    return any(rule.kind != rules.otherwise.kind for rule in forms_of(form, rules))
