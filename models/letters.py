"""Who is owed which letter on a local day: at most one for a person, none when nothing depends on them."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from models import letter_wording as words
from models.addresses import clean_address
from models.advance import Known
from models.events import Event
from models.letter import Letter, LetterKind, Section, SectionKind, Summary
from models.letter_duties import Day, Duty, duties
from models.letter_ladder import ladder, stuck_votes
from models.overview import Overview
from models.problems import Problem
from models.settings import School
from models.summary import summarise

BOTH: Set[LetterKind] = frozenset({"daily", "weekly"})


@dataclass(frozen=True, slots=True)
class Mailing:
    """The letters of a day, and what kept others from being written."""

    letters: tuple[Letter, ...] = ()
    problems: tuple[Problem, ...] = ()


def letters(
    school: School,
    known: Known,
    overviews: tuple[Overview, ...],
    problems: Sequence[tuple[Problem, date]],
    week: Sequence[Event],
    day: date,
    kinds: Set[LetterKind] = BOTH,
    *,
    links: Mapping[str, str] | None = None,
) -> tuple[Letter, ...]:
    """The letters of a day; see `mailing`."""
    return mailing(school, known, overviews, problems, week, day, kinds, links=links).letters


def mailing(
    school: School,
    known: Known,
    overviews: tuple[Overview, ...],
    problems: Sequence[tuple[Problem, date]],
    week: Sequence[Event],
    day: date,
    kinds: Set[LetterKind] = BOTH,
    *,
    links: Mapping[str, str] | None = None,
) -> Mailing:
    """The letters of a local day, in the order of the people file.

    `problems` come with the day since when they stand, `week` is everything that happened lately (what is older than
    the last summary is left out), `links` lead to rows by milestone code or ballot number. Those who get the weekly
    summary get it on the first working day of the week instead of the daily letter, whichever kind is asked for.
    """
    if not school.calendar.is_working(day):
        return Mailing()
    around = Day(school, known, day, overviews, [problem for problem, _ in problems], links or {})
    weekly = _readers_of_summary(around) if around.begins_week else frozenset()
    found = [*duties(around), *ladder(around), *stuck_votes(around)]
    asked = weekly if kinds == {"weekly"} else {*weekly, *(duty.person for duty in found)}
    owed = sorted(asked & {*weekly, *(duty.person for duty in found if duty.urgent)})
    missing = tuple(fault for person in owed if isinstance(fault := address(school, person), Problem))
    summary = summarise(around, problems, week) if weekly else None
    if summary is not None and not (summary.changes or any(each.open for each in overviews)):
        summary, weekly = None, frozenset()
    mine: dict[str, list[Duty]] = {person: [] for person in (*school.roster.people, *asked) if person in asked}
    for duty in found:
        if duty.person in mine:
            mine[duty.person].append(duty)
    written = (_letter(school, person, day, own, summary if person in weekly else None) for person, own in mine.items())
    return Mailing(tuple(letter for letter in written if letter is not None), missing)


def _readers_of_summary(day: Day) -> frozenset[str]:
    return frozenset(person for role in day.school.settings.weekly_summary for person in day.holders(role))


def address(school: School, person: str) -> str | Problem:
    """Where a person's letters go, as mail servers take it; a problem where that cannot be said."""
    known, label = school.roster.people.get(person), school.roster.label(person)
    if known is None or not known.address:
        return Problem(label, *words.no_address(label))
    try:
        return clean_address(known.address)
    except ValueError as error:
        return Problem(label, *words.bad_address(label, str(error)))


def _letter(school: School, person: str, day: date, own: Sequence[Duty], summary: Summary | None) -> Letter | None:
    """A person's letter; None where nothing urgent waits for them, or where it cannot be sent."""
    to = address(school, person)
    if isinstance(to, Problem) or (summary is None and not any(duty.urgent for duty in own)):
        return None
    sections = tuple(_sections(own))
    counts = {section.kind: len(section.items) for section in sections}
    headline = words.headline(counts)
    if summary is not None:
        headline = words.weekly_headline(summary.overall, summary.overall.overdue)
    kind: LetterKind = "daily" if summary is None else "weekly"
    return Letter(kind, person, school.roster.label(person), to, day, headline, sections, summary)


def _sections(own: Sequence[Duty]) -> Iterator[Section]:
    for kind in SectionKind:
        items = [duty.item for duty in own if duty.kind is kind]
        items.sort(key=lambda item: (item.due or date.max, -(item.days or 0)))
        if items:
            yield Section(kind, words.TITLES[kind], words.REASONS[kind], tuple(items))
