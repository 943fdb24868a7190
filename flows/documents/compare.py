"""An amended document beside the school's roadmap: what differs, and what a person must say first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.documents.first_import import open_source
from flows.office import open_school
from models.amending import (
    Amendment,
    Draft,
    UncertainMatch,
    draft,
    is_edition,
    left_alone,
    match,
    named_order,
    read_order,
    still_open,
    unnamed,
)
from models.amending import texts as amending_texts
from models.board import code_key
from models.checks import ROADMAP, SCHOOL
from models.importing import Imported, PeriodNeededError
from models.journal import Event, JournalState, Reworded
from models.roadmap import Order, Roadmap, Settled
from models.school import School, Settings
from models.terms import Period
from models.text import VekhaError, one_line, plain
from tasks.config import ConfigurationError, clock, load, load_school


@dataclass(frozen=True)
class AmendOptions:
    """What a person said on the command line, or in answer to questions."""

    order: Order | None = None
    same: Mapping[str, str] | None = None
    reopen: frozenset[str] = frozenset()
    settled: Mapping[str, Settled] | None = None


@dataclass(frozen=True)
class Compared:
    """A document beside the roadmap of a school: what would change, and what a person must say first."""

    imported: Imported
    order: Order | None
    draft: Draft
    doubts: tuple[UncertainMatch, ...]
    notes: tuple[str, ...] = ()
    applied: bool = False
    backup: Path | None = None
    after: tuple[str, ...] = ()


def options_of(order: str | None, same: Iterable[str], reopen: Iterable[str]) -> AmendOptions:
    """What the options say; VekhaError where one cannot be read."""
    named = read_order(order) if order else None
    if order and named is None:
        raise VekhaError(amending_texts.ORDER_NOT_UNDERSTOOD.format(text=order))
    pairs: dict[str, str] = {}
    for each in same:
        number, sign, code = (part.strip() for part in each.partition("="))
        if not (number and sign and code):
            raise VekhaError(amending_texts.SAME_NOT_UNDERSTOOD.format(text=each))
        pairs[one_line(number)] = plain(code)
    return AmendOptions(named, pairs, frozenset(code_key(each.strip()) for each in reopen))


def read_amended(file: Path, folder: Path, told: Period | None) -> tuple[Imported, bool]:
    """Understand a document, and say whether it is an edition of the school's own roadmap."""
    roadmap = _roadmap(folder)
    known = Period.parse(roadmap.period) if roadmap else None
    source = open_source(file, folder)
    try:
        imported = source.understood(told)
    except PeriodNeededError:
        if roadmap is None or not is_edition(roadmap, again := source.understood(told, known)):
            raise
        imported = again
    if roadmap is None or not is_edition(roadmap, imported):
        return imported, False
    if told is None and imported.preamble.period is None and imported.period != known:
        imported = source.understood(told, known)
    return imported, True


def _roadmap(folder: Path) -> Roadmap | None:
    """The school's roadmap; None where there is none that could be compared with."""
    try:
        return load(folder / ROADMAP, Roadmap)
    except ConfigurationError:
        return None


def compare(folder: Path, var: Path, now: str | None, imported: Imported, wishes: AmendOptions) -> Compared:
    """What differs from the school's roadmap; nothing is written, not even a new database."""
    settings = load(folder / SCHOOL, Settings)
    if (var / "vekha.db").exists() or settings.database_env or settings.database_secret:
        with open_school(folder, var, now) as office:
            _, recorded, known = office.known()
            return compared_with(office.school, known, (each.event for each in recorded), imported, wishes, office.now)
    moment = clock.moment(now, ZoneInfo(settings.time_zone), var)
    return compared_with(load_school(folder, moment), JournalState(), (), imported, wishes, moment)


def compared_with(
    school: School,
    known: JournalState,
    recorded: Iterable[Event],
    imported: Imported,
    wishes: AmendOptions,
    now: datetime,
) -> Compared:
    """What differs, by what the journal knows; `recorded` are all its events."""
    order = wishes.order or named_order(school.roadmap, imported)
    stand_in = order or unnamed(school.calendar.today(now))
    matching = match(school.roadmap, imported, wishes.same or {})
    moment = max(now, known.head_at) if known.head_at else now
    settled = wishes.settled or {}
    amendment = Amendment(school, known, imported, matching, stand_in, moment, settled, wishes.reopen)
    found = draft(amendment)
    heard = {(each.milestone, each.why) for each in recorded if isinstance(each, Reworded)}
    events = tuple(
        each for each in found.events if not (isinstance(each, Reworded) and (each.milestone, each.why) in heard)
    )
    notes = (
        *(f"{each.where}: {each.sentence()}" for each in still_open(amendment, found)),
        *left_alone(school.roadmap, imported),
    )
    return Compared(imported, order, replace(found, events=events), matching.doubts, notes)


def comparison_sentences(compared: Compared) -> list[str]:
    """What differs, for the terminal."""
    changes = compared.draft.changes
    if not changes and not compared.doubts:
        return [amending_texts.NO_DIFFERENCES, *compared.notes]
    kinds = [each.kind for each in changes]
    lines = [amending_texts.summary(kinds.count("added"), kinds.count("changed"), kinds.count("retired"))]
    counted = [(each.code, each.number) for each in changes if each.kind == "renumbered"]
    for change in (each for each in changes if each.kind != "renumbered"):
        first, *more = change.said
        lines += [f"{change.code or change.number}  {first}".strip(), *(f"    {each}" for each in more)]
    lines += [amending_texts.renumbered(counted)] if counted else []
    for doubt in compared.doubts:
        near = [f"{each.code} {each.title}" for each in doubt.candidates[:3]]
        lines.append(f"{doubt.new.code}  {amending_texts.doubtful(doubt.new.code, doubt.new.title, near)}")
    lines += ["", *compared.notes] if compared.notes else []
    if compared.applied:
        lines += ["", amending_texts.applied(str(compared.order), len(compared.draft.events))]
        lines += [amending_texts.KEPT_BEFORE.format(copy=str(compared.backup)), *compared.after]
    elif compared.doubts:
        lines += ["", amending_texts.settle_first([each.new.code for each in compared.doubts])]
    else:
        lines += ["", amending_texts.NOT_APPLIED]
    return lines
