"""Who is owed which letter on a local day: at most one for a person, none when nothing depends on them."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from models.approval import Overview
from models.journal import Event, JournalState
from models.letters import summary_texts, texts
from models.letters.blockers import address, outage_lines, problem_notice
from models.letters.day import Day, Notice
from models.letters.duties import decisions, duties, merged
from models.letters.escalation import escalations
from models.letters.letter import Letter, LetterKind, Section, SectionKind, Summary
from models.letters.schedule import EDITIONS, begins, covering, edition_before, may_write
from models.letters.summary import summarise
from models.letters.votes import stuck_votes
from models.mail import Told
from models.school import School
from models.text import Problem, russian


@dataclass(frozen=True, slots=True)
class Mailing:
    """The letters of a day, and what kept others from being written; `reason` says why there is none."""

    letters: tuple[Letter, ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """What neither journal nor board can tell.

    `links` lead to rows by milestone code or ballot number; `closed` are people whose address takes nothing; `told` is
    what the outbox says that letters told; `faults` are told like problems of the board; `again` asks for an edition
    anew, whoever has read it.
    """

    links: Mapping[str, str] = field(default_factory=dict)
    closed: Set[str] = frozenset()
    told: Told = field(default_factory=Told)
    faults: tuple[Problem, ...] = ()
    again: bool = False


def mailing(
    school: School,
    known: JournalState,
    overviews: tuple[Overview, ...],
    problems: Sequence[tuple[Problem, date]],
    events: Sequence[tuple[int, Event]],
    today: date,
    which: LetterKind | None = None,
    outside: DeliveryContext | None = None,
) -> Mailing:
    """The letters of a local day, in the order of the people file.

    `problems` come with the day since when they stand, `events` with their positions: at least the journal's first,
    the `OUTCOMES`, and those seen since `told_from`. Unless a kind is asked for, these are all letters of the day,
    the longest edition of the summary that begins today in the place of its readers' daily letters. Asked for daily
    letters, everybody gets one too, but only the week's summary takes their place; other kinds are for readers only.
    """
    outside = outside or DeliveryContext()
    if not school.calendar.is_working(today):
        return Mailing(reason=summary_texts.DAY_OFF.format(day=russian.day(today)))
    standing = (*(problem for problem, _ in problems), *outside.faults)
    day = Day(school, known, today, overviews, standing, outside.links, outside.told.before(today))
    editions: tuple[LetterKind, ...] = ("weekly",) if which in ("daily", "weekly") else EDITIONS
    if outside.again and which is not None:
        editions = (which,)
    desk = MailingBuilder(
        day, (*problems, *((fault, today) for fault in outside.faults)), events, outside.closed, editions,
        which if outside.again else None,
    )  # fmt: skip
    if which is None or which == "daily":
        asked: Set[str] = desk.owed
    else:
        asked = {who for who in desk.editions if desk.begins(which, who)}
    people = [person for person in dict.fromkeys((*school.roster.people, *desk.owed)) if person in asked]
    letters = tuple(letter for person in people if (letter := desk.letter(person)) is not None)
    faults = tuple(fault for person, fault in desk.unreachable.items() if person in asked)
    return Mailing(letters, faults, "" if letters else desk.reason(which))


def told_from(school: School, told: Told, today: date) -> date:
    """From which day on letters may tell whatever happened; of what was before they tell outcomes alone."""
    return MailingBuilder(Day(school, JournalState(), today, (), (), told=told.before(today))).tells_from


@dataclass(frozen=True)
class MailingBuilder:
    """A day's letters while they are written."""

    day: Day
    problems: Sequence[tuple[Problem, date]] = ()
    events: Sequence[tuple[int, Event]] = ()
    closed: Set[str] = frozenset()
    kinds: tuple[LetterKind, ...] = EDITIONS
    again: LetterKind | None = None

    @cached_property
    def found(self) -> tuple[Notice, ...]:
        """What waits for whom, among those who may get letters today."""
        waits = (*duties(self.day), *escalations(self.day), *stuck_votes(self.day))
        found = (*waits, *decisions(self.day, self.events))
        return tuple(duty for duty in found if self._may_write(duty.person))

    @cached_property
    def _open(self) -> dict[str, bool]:
        return {}

    def _may_write(self, person: str) -> bool:
        if person not in self._open:
            self._open[person] = may_write(self.day.school, person, self.day.today)
        return self._open[person]

    @cached_property
    def editions(self) -> dict[str, Summary]:
        """The summary for each of its readers whose week, month or year begins today; none where there is no news."""
        made: dict[tuple[LetterKind, date], Summary] = {}
        found = {}
        for person in self._readers:
            kind = next((each for each in self.kinds if self.begins(each, person)), None)
            if kind is None:
                continue
            since = self._since(kind, person)
            if (kind, since) not in made:
                made[kind, since] = summarise(self.day, kind, since, self._told, (event for _, event in self.events))
            summary = made[kind, since]
            if summary.changes or any(each.open for each in self.day.overviews):
                found[person] = summary
        return found

    def begins(self, kind: LetterKind, person: str) -> bool:
        """Whether a person's week, month or year begins today; the longer ones only after something has happened."""
        school, today = self.day.school, self.day.today
        if self.again is not None:
            return kind == self.again and may_write(school, person, today)
        if not self.day.begins(kind, person, self.day.told.last(person, covering(kind))):
            return False
        start = begins(kind, school, today)
        if kind == "yearly" and school.period.year_of(start) - 1 not in school.period.years():
            return False
        return kind == "weekly" or any(school.calendar.today(event.seen_at) < start for _, event in self.events)

    def _since(self, kind: LetterKind, person: str) -> date:
        """From which day on an edition tells what changed: that of the one before, whatever took its place."""
        usual = edition_before(kind, self.day.school, person, self.day.today)
        last = self.day.told.last(person, covering(kind))
        return usual if last is None else min(last, usual)

    @property
    def tells_from(self) -> date:
        """From which day on the week's summary of any of its readers tells what changed."""
        return min((self._since("weekly", person) for person in self._readers), default=self.day.today)

    def reason(self, which: LetterKind | None) -> str:
        """Why there is no letter of the kind that was asked for."""
        if which is None or which == "daily":
            return summary_texts.NOTHING_NEW
        name = summary_texts.OF_EDITIONS[which]
        if not self._readers:
            return summary_texts.NO_READERS.format(name=name)
        days = [self.day.told.last(person, covering(which)) for person in self._readers]
        start, last = begins(which, self.day.school, self.day.today), max(filter(None, days), default=None)
        if last is not None and last >= start:
            return summary_texts.EDITION_WENT.format(name=name, day=russian.day(last), kind=which)
        return summary_texts.EDITION_NOT_DUE.format(name=name, kind=which)

    @cached_property
    def _waited_for(self) -> frozenset[str]:
        """Whom a letter of today would go to, if they can be reached."""
        return frozenset(duty.person for duty in self.found if duty.urgent)

    @cached_property
    def unreachable(self) -> dict[str, Problem]:
        """People who should get a letter and have no address that takes one."""
        found = {}
        readers = (person for person in self._readers if any(self.begins(kind, person) for kind in self.kinds))
        for person in sorted({*self._waited_for, *readers}):
            fault = address(self.day.school, person)
            if isinstance(fault, Problem):
                found[person] = fault
        return found

    @cached_property
    def _readers(self) -> tuple[str, ...]:
        """Who gets the summaries, in the order of the settings."""
        roles = self.day.school.settings.weekly_summary
        return tuple(dict.fromkeys(person for role in roles for person in self.day.holders(role)))

    @cached_property
    def _told(self) -> tuple[tuple[Problem, date], ...]:
        """The problems of a summary: those that stand, and those that are found while letters are written."""
        return (*self.problems, *((problem, self.day.today) for problem in self.unreachable.values()))

    def _reaches(self, person: str) -> bool:
        return self._may_write(person) and person not in self.closed and person not in self.unreachable

    @cached_property
    def duties(self) -> tuple[Notice, ...]:
        """What waits for whom, with what only came to light while letters were written."""
        office = [(person, SectionKind.UNBLOCK) for person in self.day.holders("curator")]
        office += [(person, SectionKind.OPERATE) for person in self.day.holders("administrator")]
        reached = [(person, kind) for person, kind in office if self._reaches(person)]
        extra = (
            problem_notice(self.day, person, kind, problem)
            for person, kind in reached[:1] for problem in self.unreachable.values()
        )  # fmt: skip
        return (*self.found, *extra)

    @cached_property
    def owed(self) -> frozenset[str]:
        """Who gets a letter today, or would get one with an address."""
        owed = {*(duty.person for duty in self.duties if duty.urgent), *self.editions}
        return frozenset(owed - self.closed)

    @cached_property
    def _by_person(self) -> dict[str, list[Notice]]:
        found: dict[str, list[Notice]] = {}
        for duty in self.duties:
            found.setdefault(duty.person, []).append(duty)
        return found

    def letter(self, person: str) -> Letter | None:
        """A person's letter; None where it cannot be sent."""
        school, to = self.day.school, address(self.day.school, person)
        if isinstance(to, Problem):
            return None
        own = self._by_person.get(person, [])
        sections = tuple(_sections(merged(own)))
        summary = self.editions.get(person)
        if summary is not None:
            summary = replace(summary, above=frozenset(item.code for section in sections for item in section.items))
            waits = sum(len(section.items) for section in sections if section.kind is not SectionKind.DECIDED)
            headline = summary_texts.edition_headline(summary, waits)
        else:
            headline = texts.headline({section.kind: len(section.items) for section in sections})
        kind: LetterKind = "daily" if summary is None else summary.edition
        label, subjects = school.roster.label(person), tuple(sorted({notice.subject for notice in own}))
        outage = outage_lines(self.day.told, self.day.today)
        return Letter(kind, person, label, to, self.day.today, headline, sections, summary, subjects, outage)


def _sections(own: Sequence[Notice]) -> Iterator[Section]:
    for kind in SectionKind:
        items = [duty.item for duty in own if duty.kind is kind]
        items.sort(key=lambda item: item.due or date.max)
        if items:
            actions = {item.action for item in items}
            shared = actions.pop() if len(items) > 1 and len(actions) == 1 else ""
            if shared:
                items = [replace(item, action="") for item in items]
            yield Section(kind, texts.TITLES[kind], texts.REASONS[kind], tuple(items), shared)
