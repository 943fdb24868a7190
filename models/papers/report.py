"""The report of a day: the signed document with what became of each activity, from the journal alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.approval import Overview
from models.board import as_text, direction_heading
from models.journal import DirectionReworded, Event, Moved, OrderEvent, Rescheduled, Restored, Reworded
from models.papers import texts
from models.papers.record import MilestoneRecord, record
from models.papers.selection import Selection
from models.roadmap import Activity, Direction, Wording
from models.school import School, Status
from models.text import joined, spell_day

COUNTED = (
    Status.DONE, Status.ON_APPROVAL, Status.IN_PROGRESS, Status.RETURNED, Status.PLANNED, Status.UNCLEAR,
    Status.CANCELLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """How many milestones there are, how many were due by the day, how many are overdue, and how they stand."""

    milestones: int
    due: int
    overdue: int
    statuses: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One row of the report: the signed columns word for word, and what became of each milestone."""

    code: str
    signed: tuple[str, str, str, str, str]
    records: tuple[MilestoneRecord, ...]

    @property
    def mark(self) -> tuple[str, ...]:
        """The lines of «Отметка об исполнении»; milestones that lie ahead share one."""
        told = [texts.RECORD.format(code=each.code, said=joined(each.sentences)) for each in self.records
                if not each.ahead]  # fmt: skip
        ahead = [
            texts.AHEAD_ONE.format(code=each.code, due=spell_day(each.due))
            for each in self.records if each.ahead and each.due is not None
        ]  # fmt: skip
        return (*told, *([texts.AHEAD.format(milestones=", ".join(ahead))] if ahead else []))


@dataclass(frozen=True, slots=True)
class ReportDirection:
    """A direction with its rows and totals."""

    number: int
    heading: str
    rows: tuple[ActivityRow, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a day as people read it; `code` is the digest of the journal's last event of that day."""

    as_of: date
    title: str
    about: tuple[str, ...]
    purpose: str
    goals: tuple[tuple[str, tuple[str, ...]], ...]
    directions: tuple[ReportDirection, ...]
    totals: Totals
    statuses: Mapping[Status, str]
    code: str
    position: int
    signatories: tuple[str, ...]

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the list of parts: code, who, what, link, how many, when; as text."""
        records = (each for direction in self.directions for row in direction.rows for each in row.records)
        return tuple(
            (each.code, part.label, part.what, part.link, as_text(part.amount), as_text(part.day))
            for each in records for part in each.parts
        )  # fmt: skip

    @property
    def control(self) -> str:
        """The line that ties the paper to the journal."""
        if not self.position:
            return texts.CONTROL_EMPTY
        return texts.CONTROL.format(code=self.code, position=self.position)

    def counted(self, totals: Totals) -> tuple[tuple[str, int], ...]:
        """Totals with their names: how many there are, how many were due, how they stand, how many are overdue."""
        by_status = tuple((self.statuses[each], totals.statuses.get(each, 0)) for each in COUNTED)
        ends = (texts.OVERDUE_COUNT, totals.overdue)
        return ((texts.MILESTONES, totals.milestones), (texts.DUE_BY_NOW, totals.due), *by_status, ends)

    def totals_of(self, direction: ReportDirection) -> str:
        """A direction's totals in one line; statuses that no milestone has are left out, but for «done»."""
        told = self.counted(direction.totals)
        always = {texts.MILESTONES, texts.DUE_BY_NOW, self.statuses[Status.DONE], texts.OVERDUE_COUNT}
        counted = [
            texts.TOTAL.format(name=name.lower(), number=number) for name, number in told if number or name in always
        ]
        whose = texts.TOTALS.format(number=direction.number)
        return texts.TOTALS_LINE.format(whose=whose, counted=", ".join(counted))


@dataclass(frozen=True)
class Past:
    """The journal at the end of a day: its events until then and since, and where it ended."""

    before: Sequence[Event] = ()
    later: Sequence[Event] = ()
    code: str = ""
    position: int = 0
    own: Mapping[str, list[Event]] = field(init=False)

    def __post_init__(self) -> None:
        own: dict[str, list[Event]] = defaultdict(list)
        for event in self.before:
            own[event.milestone].append(event)
        object.__setattr__(self, "own", own)


def report(
    school: School, overviews: Iterable[Overview], past: Past, as_of: date, asked: Selection | None = None
) -> Report:
    """The report of a day; `overviews` are the milestones that the roadmap had then, as they stood then."""
    asked = asked or Selection()
    rows: dict[str, list[Overview]] = defaultdict(list)
    for each in overviews:
        rows[each.milestone.activity.code].append(each)
    first = _first_days(past)
    wordings = _wordings(past.later)
    titles = {event.number: event.was for event in reversed(past.later) if isinstance(event, DirectionReworded)}
    directions = []
    for direction in school.roadmap.directions:
        taken = [
            each for each in direction.activities if rows[each.code] and asked.takes_activity(direction.number, each)
        ]
        made = tuple(_row(school, direction, each, rows[each.code], past, first, wordings) for each in taken)
        if made:
            totals = _totals([one for each in taken for one in rows[each.code]], as_of)
            title = titles.get(direction.number, direction.title)
            heading = direction_heading(direction.model_copy(update={"title": title}))
            directions.append(ReportDirection(direction.number, heading, made, totals))
    roster = school.roster
    posts = [roster.post_named(role) for role in ("director", "curator") if roster.post_named(role) != role]
    return Report(
        as_of=as_of, title=school.roadmap.title, about=tuple(_about(school, past, as_of, asked)),
        purpose=school.roadmap.purpose,
        goals=tuple((texts.CLASSES.format(classes=each.classes), each.goals) for each in school.roadmap.goals),
        directions=tuple(directions), totals=_sum(each.totals for each in directions),
        statuses=school.workflow.statuses, code=past.code, position=past.position, signatories=(*posts, texts.CHAIR),
    )  # fmt: skip


def _row(
    school: School,
    direction: Direction,
    activity: Activity,
    overviews: Sequence[Overview],
    past: Past,
    first: Mapping[str, date | None],
    wordings: Mapping[str, Wording],
) -> ActivityRow:
    found = [wordings[each.code] for each in overviews if each.code in wordings]
    signed = found[0] if found else activity.wording
    number = activity.code.removeprefix(f"{direction.number}.")  # rows are counted anew by orders, codes stay
    records = tuple(
        record(school, each, past.own.get(each.code, ()), first.get(each.code, each.milestone.due))
        for each in overviews
    )
    cells = (f"{number}.", signed.title, signed.term, ", ".join(signed.executors), signed.result_form)
    return ActivityRow(activity.code, cells, records)


def _first_days(past: Past) -> dict[str, date | None]:
    """The days that milestones were due before the first event that moved them, where the roadmap cannot tell it.

    It has the days of today's document: of a milestone that only votes moved, that is the first one.
    """
    found: dict[str, date | None] = {}
    by_order = set()
    for event in (*past.before, *past.later):
        if isinstance(event, Rescheduled | Restored | Moved):
            found.setdefault(event.milestone, event.before)
        if isinstance(event, Rescheduled | Restored):
            by_order.add(event.milestone)
    return {code: day for code, day in found.items() if code in by_order}


def _wordings(later: Iterable[Event]) -> dict[str, Wording]:
    """What the roadmap said of activities, by milestone, before the first order after the day changed it."""
    found: dict[str, Wording] = {}
    for event in later:
        if isinstance(event, Reworded | Rescheduled | Restored) and event.was is not None:
            found.setdefault(event.milestone, event.was)
    return found


def _about(school: School, past: Past, as_of: date, asked: Selection) -> Iterable[str]:
    """The order, its amendments that the journal had heard of by then, the school, and what the report is about."""
    roadmap = school.roadmap
    if roadmap.order is not None:
        approved = texts.APPROVED.format(order=roadmap.order)
        heard = {event.order for event in past.before if isinstance(event, OrderEvent | DirectionReworded)}
        later = {event.order for event in past.later if isinstance(event, OrderEvent | DirectionReworded)} - heard
        amended = [str(each) for each in roadmap.amended if each.date <= as_of and str(each) not in later]
        yield f"{approved}, {texts.AMENDED.format(orders=', '.join(amended))}" if amended else approved
    if roadmap.school:
        yield texts.SCHOOL.format(school=roadmap.school)
    if asked.direction is not None:
        yield texts.OF_DIRECTION.format(number=asked.direction)
    if asked.post is not None:
        yield texts.OF_POST.format(post=asked.post)


def _totals(overviews: Sequence[Overview], as_of: date) -> Totals:
    return Totals(
        milestones=len(overviews),
        due=sum(each.due is not None and each.due <= as_of for each in overviews),
        overdue=sum(each.overdue_days > 0 for each in overviews),
        statuses=Counter(each.status for each in overviews),
    )


def _sum(totals: Iterable[Totals]) -> Totals:
    found = tuple(totals)
    statuses: Counter[Status] = Counter()
    for each in found:
        statuses.update(each.statuses)
    return Totals(
        sum(each.milestones for each in found), sum(each.due for each in found), sum(each.overdue for each in found),
        statuses,
    )  # fmt: skip
