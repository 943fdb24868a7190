"""The summary of a week, month or year: how much is done, what changed, what is due, late, or waits."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from models.approval import Overview, Standing
from models.board import direction_heading
from models.journal import Ballot, Event, Outcome
from models.letters import summary_texts
from models.letters.blockers import problem_item
from models.letters.day import Day, title_of
from models.letters.letter import Burnup, BurnupBar, BurnupPoint, Item, LetterKind, Summary
from models.letters.schedule import begins
from models.letters.texts import LONGEST_TITLE, clean, overdue_since, time_left, waits_since
from models.school import Kind, School, Status
from models.text import Problem, joined, russian, sentence

LOOKS_AHEAD = timedelta(days=14)
STEPS_OF_A_VOTE = frozenset(
    {
        "stage_opened",
        "stage_met",
        "voted",
        "votes_counted",
        "direction_reworded",
        "vote_withdrawn",
        "amended",
        "meeting_opened",
        "meeting_closed",
        "contributed",
        "part_dropped",
    }
)
OUTCOMES = frozenset(
    {"done", "cancelled", "moved", "refused", "reopened", "entered", "rescheduled", "retired", "restored"}
)


def summarise(
    day: Day, edition: LetterKind, since: date, problems: Sequence[tuple[Problem, date]], events: Iterable[Event]
) -> Summary:
    """How the roadmap stands on the day of an edition, and what changed since the one before."""
    today = day.today
    told = [problem_item(day, problem, stands) for problem, stands in problems]
    overdue, soon = _with_problems(_overdue(day), told), _with_problems(_soon(day), told)
    named = {item.code for item in (*overdue, *soon)}
    return Summary(
        edition=edition,
        name=_name(day, edition),
        since=since,
        until=today,
        overall=bar(summary_texts.WHOLE_ROADMAP, day.overviews, today),
        directions=_by_direction(day),
        executors=_by_executor(day),
        changes=_changes(day, events, edition, since),
        soon=soon,
        overdue=overdue,
        votes=_votes(day),
        problems=tuple(item for item in told if item.code not in named),
        problems_in_rows=any(item.code in named for item in told),
        curve=burnup(day.school, day.overviews, edition, today),
    )


def _with_problems(rows: Iterable[Item], problems: Sequence[Item]) -> tuple[Item, ...]:
    """The rows with what must be corrected in them, so that none stands in two lists."""
    return tuple(
        replace(
            row,
            note=joined((row.note, *(joined((each.note, each.action)) for each in problems if each.code == row.code))),
        )
        for row in rows
    )


def _name(day: Day, edition: LetterKind) -> str:
    """What an edition is about: the week, month or reporting year that ended."""
    ended = begins(edition, day.school, day.today) - timedelta(days=1)
    match edition:
        case "yearly":
            period = day.school.period
            return summary_texts.of_year(period.name(period.year_of(ended)), period.school)
        case "monthly":
            return summary_texts.of_month(ended)
        case _:
            return summary_texts.OF_WEEK


def bar(title: str, mine: Iterable[Overview], today: date, short: str = "") -> BurnupBar:
    """How much of what is due by today is done."""
    planned = [each for each in mine if each.status is not Status.CANCELLED]
    due = [each for each in planned if each.due is not None and each.due <= today]
    done = [each for each in planned if each.status is Status.DONE]
    return BurnupBar(
        title=title,
        done=sum(each.status is Status.DONE for each in due),
        due=len(due),
        overdue=sum(each.overdue_days > 0 for each in planned),
        ahead=sum(each.due is None or each.due > today for each in done),
        planned=len(planned),
        short=short,
    )


def _by_direction(day: Day) -> tuple[BurnupBar, ...]:
    return tuple(
        bar(
            direction_heading(direction),
            [each for each in day.overviews if each.milestone.direction == direction.number],
            day.today,
            summary_texts.DIRECTION.format(number=direction.number),
        )
        for direction in day.school.roadmap.directions
    )


def _by_executor(day: Day) -> tuple[BurnupBar, ...]:
    found: dict[str, list[Overview]] = {}
    for each in day.overviews:
        for executor in each.milestone.activity.executors:
            found.setdefault(clean(executor, LONGEST_TITLE), []).append(each)
    bars = [bar(name, mine, day.today) for name, mine in found.items()]
    return tuple(sorted(bars, key=lambda one: (-one.overdue, one.title)))


def _changes(day: Day, events: Iterable[Event], edition: LetterKind, since: date) -> tuple[Item, ...]:
    """What happened since the edition before, each milestone once; a vote's steps are left out, its outcome tells them.

    Longer editions tell outcomes alone, the latest first: of a year more happened than anybody reads.
    """
    found: dict[str, Item] = {}
    for event in events:
        when = day.school.calendar.today(event.seen_at)
        told = event.kind not in STEPS_OF_A_VOTE if edition == "weekly" else event.kind in OUTCOMES
        if told and since <= when <= day.today:
            each, before = day.by_code.get(event.milestone), found.pop(event.milestone, None)
            is_dated = event.kind == "attempted" or (before is not None and before.due == when)
            said = "" if is_dated else russian.day(when, day.today)  # such a sentence names its day itself
            note = joined((before.note if before else "", said, event.why))
            title = title_of(each) if each else ""
            found[event.milestone] = Item(code=event.milestone, title=title, due=when, note=clean(note))
    return tuple(found.values() if edition == "weekly" else reversed(found.values()))


def _soon(day: Day) -> tuple[Item, ...]:
    mine = [
        each for each in day.overviews
        if each.open and each.due is not None and day.today <= each.due <= day.today + LOOKS_AHEAD
    ]  # fmt: skip
    return tuple(
        _line(day, each, time_left(day.left(each.due), each.due, day.today)) for each in _by_due(mine) if each.due
    )


def _overdue(day: Day) -> tuple[Item, ...]:
    late = _by_due(each for each in day.overviews if each.overdue_days)
    return tuple(_line(day, each, overdue_since(each.overdue_days, each.due, day.today)) for each in late if each.due)


def _line(day: Day, each: Overview, when: str) -> Item:
    who = day.labels(each.answers)
    return Item(
        code=each.code, title=title_of(each), due=each.due, days=each.overdue_days or None, when=when,
        note=day.school.workflow.statuses[each.status], who=", ".join(who or each.milestone.activity.executors),
        link=day.links.get(each.code),
    )  # fmt: skip


def _by_due(mine: Iterable[Overview]) -> list[Overview]:
    return sorted(mine, key=lambda each: each.due or date.max)


def _votes(day: Day) -> tuple[Item, ...]:
    calendar = day.school.calendar
    items = []
    for each, ballot, where in waiting_votes(day):
        opened = calendar.today(ballot.opened.seen_at)
        age = calendar.working_days_between(opened, day.today)
        items.append(
            Item(
                code=ballot.number, title=title_of(each), due=ballot.decide_by,
                days=calendar.working_days_between(ballot.decide_by, day.today) or -day.left(ballot.decide_by),
                when=waits_since(opened, age, day.today), note=clean(sentence(where.why)),
                link=day.links.get(ballot.number),
            )
        )  # fmt: skip
    return tuple(items)


def waiting_votes(day: Day) -> list[tuple[Overview, Ballot, Standing]]:
    """Every ballot that is still open, by its deadline."""
    found = [
        (each, each.state.ballot, each.standing) for each in day.overviews
        if each.state.ballot is not None and each.standing is not None and each.standing.outcome is Outcome.OPEN
    ]  # fmt: skip
    return sorted(found, key=lambda one: one[1].decide_by)


# --- plan against fact ------------------------------------------------------------------------------------


def burnup(school: School, overviews: Iterable[Overview], edition: LetterKind, today: date) -> Burnup | None:
    """The curve of a monthly edition (the reporting year of its month) or a yearly one (the whole roadmap).

    None for other editions, and where nothing has a due date. Deadlines count as they stand today, moved ones too.
    One year is told by months, more than one by quarters.
    """
    period, before = school.period, today.replace(day=1) - timedelta(days=1)
    if edition == "monthly":
        first = last = period.year_of(before)
    elif edition == "yearly":
        first, last = period.first, period.last
    else:
        return None
    start, end, step = period.starts(first), period.ends(last), 1 if first == last else 3
    mine = [
        each for each in overviews
        if each.due is not None and start <= each.due <= end and each.status is not Status.CANCELLED
    ]  # fmt: skip
    if not mine:
        return None
    planned = tuple(sorted(each.due for each in mine if each.due is not None))
    done = tuple(sorted(day for each in mine if (day := done_on(school, each)) is not None))
    days = sorted({*(each for each in _ends(start, end, step) if each < today), min(today, end), end})
    points = (
        BurnupPoint(each, bisect_right(planned, each), bisect_right(done, each) if each <= today else None)
        for each in days
    )
    told = tuple(each for each in points if each.planned or each.done or each.day >= today)
    return Burnup(start, end, min(today, end), planned, done, told)


def done_on(school: School, each: Overview) -> date | None:
    """The local day on which a milestone was done; None for one that is not."""
    ended = [
        one.closed_at for one in each.state.submissions
        if one.kind is Kind.COMPLETION and one.closed_at is not None
    ]  # fmt: skip
    return school.calendar.today(ended[-1]) if each.status is Status.DONE and ended else None


def _ends(start: date, end: date, step: int) -> Iterator[date]:
    """The last day of each month, or of each so-many-th one, of a span of whole years."""
    month, last = start.year * 12 + start.month - 1, start
    while last < end:
        month += step
        last = date(month // 12, month % 12 + 1, 1) - timedelta(days=1)
        yield last
