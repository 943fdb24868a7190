"""An amended document beside the school's roadmap: what differs, and what a person must say first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.amending import texts
from models.amending.amendment import Amendment, AmendOptions, Draft, named_order, read_order, unnamed
from models.amending.draft import draft, left_alone, still_open
from models.amending.matching import UncertainMatch, match
from models.board import code_key
from models.importing import Imported
from models.journal import Event, JournalState, Reworded
from models.roadmap import Order
from models.school import School
from models.text import VekhaError, one_line, plain


@dataclass(frozen=True)
class Comparison:
    """What would change by which order (None: nobody named it), which rows are doubtful, and what else to look at."""

    order: Order | None
    draft: Draft
    doubts: tuple[UncertainMatch, ...] = ()
    notes: tuple[str, ...] = ()


def options_of(order: str | None, same: Iterable[str], reopen: Iterable[str]) -> AmendOptions:
    """What the options of the command line say; VekhaError where one cannot be read."""
    named = read_order(order) if order else None
    if order and named is None:
        raise VekhaError(texts.ORDER_NOT_UNDERSTOOD.format(text=order))
    pairs: dict[str, str] = {}
    for pair in same:
        number, _, code = (part.strip() for part in pair.partition("="))
        if not (number and code):
            raise VekhaError(texts.SAME_NOT_UNDERSTOOD.format(text=pair))
        pairs[one_line(number)] = plain(code)
    return AmendOptions(named, pairs, frozenset(code_key(code.strip()) for code in reopen))


REWORDINGS = frozenset({"reworded"})
"""The kinds of facts by which it is known what was reworded before."""


def compare(
    school: School,
    known: JournalState,
    recorded: Iterable[Event],
    imported: Imported,
    options: AmendOptions,
    now: datetime,
) -> Comparison:
    """What differs, by what the journal knows; no rewording of `recorded` is told again."""
    order = options.order or named_order(school.roadmap, imported)
    stand_in = order or unnamed(school.calendar.today(now))
    matching = match(school.roadmap, imported, options.same)
    moment = max(now, known.head_at) if known.head_at else now
    amendment = Amendment(school, known, imported, matching, stand_in, moment, options.settled, options.reopen)
    found = draft(amendment)
    heard = {(fact.milestone, fact.why) for fact in recorded if isinstance(fact, Reworded)}
    events = tuple(
        fact for fact in found.events if not (isinstance(fact, Reworded) and (fact.milestone, fact.why) in heard)
    )
    open_ = (f"{problem.where}: {problem.sentence()}" for problem in still_open(amendment, found))
    notes = (*open_, *left_alone(school.roadmap, imported))
    return Comparison(order, replace(found, events=events), matching.doubts, notes)


def comparison_sentences(comparison: Comparison, applied: Sequence[str] = ()) -> list[str]:
    """What differs, for the terminal, and what became of it (`applied`), else what a person does next."""
    changes = comparison.draft.changes
    if not changes and not comparison.doubts:
        return [texts.NO_DIFFERENCES, *comparison.notes]
    kinds = [change.kind for change in changes]
    lines = [texts.summary(kinds.count("added"), kinds.count("changed"), kinds.count("retired"))]
    counted = [(change.code, change.number) for change in changes if change.kind == "renumbered"]
    for change in (each for each in changes if each.kind != "renumbered"):
        first, *more = change.said
        lines += [f"{change.code or change.number}  {first}".strip(), *(f"    {sentence}" for sentence in more)]
    lines += [texts.renumbered(counted)] if counted else []
    for doubt in comparison.doubts:
        near = [f"{each.code} {each.title}" for each in doubt.candidates[:3]]
        lines.append(f"{doubt.new.code}  {texts.doubtful(doubt.new.code, doubt.new.title, near)}")
    lines += ["", *comparison.notes] if comparison.notes else []
    if applied:
        return [*lines, "", *applied]
    if comparison.doubts:
        return [*lines, "", texts.settle_first([doubt.new.code for doubt in comparison.doubts])]
    return [*lines, "", texts.NOT_APPLIED]
