"""Doubts about a whole table: terms outside the period or out of order, copied years, the same activity twice."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from models.document import key_of
from models.evidence import EvidenceRules, forms_of
from models.importing import texts
from models.importing.imported import Imported, ImportedActivity
from models.terms import Occurrence, Period, Term, understand
from models.text import Problem, real_date

_INSIDE = re.compile(
    r"\b(?:до|не позднее|не позже|к|в срок до)\s{1,3}(?:конца\s{1,3})?"
    r"(?:\d{1,2}\s{1,3}[а-я]{3,8}|\d{1,2}\.\d{2}|[а-я]{3,8})(?:\s?\.?\s?20\d\d)?(?:\s?(?:года|г\.))?",
    re.IGNORECASE,
)
_COMING_BACK = {"monthly", "quarterly", "half_yearly", "school_quarterly"}
_MOST_TWINS = 20  # rows of one title that are compared
DIRECTOR = "Директор"
_FEW = 4  # rows that make an order
_NEAR = 2  # rows on each side that must keep it
_MANY = 5  # rows among which another break is no wonder


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
        if period and any(one.period not in period.years() for one in _counted(each.term))
    ]


def _counted(term: Term) -> Sequence[Occurrence]:
    """The occurrences of a term; of one that comes back after each quarter, the last may lie behind the period."""
    return term.occurrences[:-1] if term.kind in _COMING_BACK else term.occurrences


def twins(activities: Sequence[ImportedActivity]) -> list[tuple[ImportedActivity, str]]:
    """Activities all of whose columns stood above, each with the code of the first; an empty cell tells nothing."""
    known: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    found = []
    for each in activities:
        title = key_of(each.title)
        term = "" if each.term.unclear else key_of(each.term.text)
        columns = (term, key_of(" ".join(each.posts())), key_of(each.result_form), key_of(each.note))
        above = known.setdefault(title, [])
        first = next((code for code, other in above[:_MOST_TWINS] if title and _agree(columns, other)), None)
        if first:
            found.append((each, first))
        above.append((each.code, columns))
    return found


def _agree(columns: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(one == two or not one or not two for one, two in zip(columns, other, strict=True))


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
    """Rows whose single term breaks an order that the others keep; a day of the month above breaks none."""
    dated = [(each, each.term.occurrences[0]) for each in rows if _is_single(each)]
    found = []
    breaks = sum(two.due < one.start for (_, one), (_, two) in pairwise(dated))
    for place, (each, own) in enumerate(dated):
        before = dated[place - 1][1] if place else None
        after = dated[place + 1][1] if place + 1 < len(dated) else None
        if before is None or after is None or before.due > after.due or before.start <= own.due <= after.due:
            continue
        other = next(
            (year for year in (own.due.year + 1, own.due.year - 1) if _fits(own.due, year, before, after)), None
        )
        near = [one.due for _, one in (*dated[max(0, place - _NEAR) : place], *dated[place + 1 : place + 1 + _NEAR])]
        if other is not None:
            found.append(texts.copied_year(_where(each), each.term.text, other))
        elif (
            own.due < before.start and near == sorted(near) and len(dated) >= _FEW and breaks <= 1 + len(dated) // _MANY
        ):
            found.append(texts.out_of_order(_where(each), each.term.text))
    return found


def _fits(due: date, year: int, before: Occurrence, after: Occurrence) -> bool:
    moved = real_date(year, due.month, due.day) or real_date(year, due.month, 28)
    return moved is not None and before.due <= moved <= after.due


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


def without_executors(imported: Imported) -> list[tuple[ImportedActivity, str]]:
    """Rows that name nobody, each with the posts of a row above, which are proposed; none where no row names any."""
    found = []
    above = ""
    for activity in imported.activities():
        if not any(each.text or each.names for each in activity.executors):
            found.append((activity, above))
        above = ", ".join(activity.posts()) or above
    return [(each, proposal or DIRECTOR) for each, proposal in found if len(found) < len(imported.activities())]


def unnamed_posts(imported: Imported) -> dict[str, tuple[str, tuple[ImportedActivity, ...]]]:
    """People named without a post: the post that is proposed, theirs in another row if one has it, and their rows."""
    rows: dict[str, list[ImportedActivity]] = {}
    known: dict[str, str] = {}
    for activity in imported.activities():
        for each in activity.executors:
            for name in each.names:
                if each.text:
                    known.setdefault(name, each.text)
                else:
                    rows.setdefault(name, []).append(activity)
    new = [name for name in rows if name not in known]
    held = known | {name: texts.placeholder(place, len(new)) for place, name in enumerate(new, start=1)}
    return {name: (held[name], tuple(dict.fromkeys(found))) for name, found in rows.items()}


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
