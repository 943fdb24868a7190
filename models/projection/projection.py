"""What the engine wants to stand on the board: a value made from the journal and the day, never from the minute."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile

from models.approval import Overview, decides, prior_decisions
from models.approval import texts as approval_texts
from models.board import Cells, Value, columns, direction_heading, tabs_of, years_begun
from models.journal import Ballot, Event, JournalState
from models.meeting import meeting_rows
from models.parts import asks_parts
from models.parts import texts as parts_texts
from models.projection import texts
from models.projection.edits import Line, LineKind, Page, Projection
from models.projection.guide import guide
from models.projection.part_lines import labels_page, parts_page
from models.school import Choice, School, Status, Workflow, all_voters
from models.text import joined, spell_day

LOG_LENGTH, LOG_HEADER = 500, (columns.DATE, columns.MILESTONE, columns.WHAT_HAPPENED)


def project(
    school: School,
    known: JournalState,
    overviews: tuple[Overview, ...],
    log: Sequence[Event],
    today: date,
    told: Mapping[str, str] | None = None,
    stopped: Sequence[str] = (),
) -> Projection:
    """Everything that should stand on the board on a day; `log` are at least the last events and those of meetings.

    `told` are all problems as sentences, by code or by number of a line: of doubts no overview knows. `stopped` is what
    does not work while the board does, as when no letter goes: «Сводка» says so.
    """
    begun = years_begun(school, today)
    shown = tuple(each for each in overviews if each.milestone.year in begun)
    rows: dict[tuple[int, int], list[Overview]] = {}
    for each in shown:
        rows.setdefault((each.milestone.year, each.milestone.direction), []).append(each)
    voters = tuple(school.roster.label(person) for person in all_voters(school.workflow.stages, school.roster))
    return Projection(
        plans=tuple(_plan(school, known, year, rows, told or {}) for year in begun),
        approval=_approval(school, known, overviews, voters),
        summary=_summary(school, shown, today, _in_brief(school, shown, log, today, stopped, told or {})),
        log=_log(school, log),
        guide=_guide(school),
        voters=voters,
        requests=tuple(school.workflow.requests.values()),
        choices=tuple(school.workflow.choices.values()),
        statuses=tuple(school.workflow.statuses[status] for status in Status),
        meeting=_meeting(school, known, overviews, log),
        parts=parts_page(school, known, told or {}) if asks_parts(school) else None,
        labels=labels_page(school) if asks_parts(school) and school.settings.board.kind != "google" else None,
    )


def _plan(
    school: School, known: JournalState, year: int, rows: Mapping[tuple[int, int], list[Overview]],
    told: Mapping[str, str],
) -> Page:  # fmt: skip
    lines: list[Line] = []
    name, kind = school.period.name(year), texts.SCHOOL_YEAR if school.period.school else texts.YEAR
    title = columns.plan_title(name)
    signed = tabs_of(school)[title]
    for direction in school.roadmap.directions:
        mine = rows.get((year, direction.number), [])
        if mine and school.settings.board.kind != "google":  # there a heading would stand in the way of lookups
            heading = direction_heading(direction)
            lines.append(Line(f"#{direction.number}", LineKind.DIRECTION, {columns.TITLE: heading}))
        lines.extend(_milestone_line(school, known, each, signed[each.code], told.get(each.code)) for each in mine)
    return Page(
        title=title,
        heading=texts.PLAN_HEADING.format(school=school.settings.name, year=name, kind=kind),
        hint=texts.PLAN_HINT,
        header=columns.PLAN_HEADER,
        lines=tuple(lines),
    )


def _milestone_line(school: School, known: JournalState, each: Overview, signed: Cells, problem: str | None) -> Line:
    code, status = each.state.code, school.workflow.statuses[each.status]
    cells = {**signed, columns.STATUS: status, columns.DUE: each.due, columns.REMARK: remark(each, problem) or None}
    return Line(code, LineKind.MILESTONE, cells, people=known.sightings.get(code, {}))


def remark(each: Overview, problem: str | None = None) -> str:
    """What «Замечание» says: how long overdue, what must be corrected, else why the milestone stands where it does."""
    is_bare = each.parts is None and each.state.spent is None
    if is_bare and each.status is Status.PLANNED and not (each.overdue_days or problem or each.problem):
        return ""
    parts = [approval_texts.OVERDUE.format(days=each.overdue_days)] if each.overdue_days else []
    if problem or each.problem:
        parts.append(problem or each.problem or "")
    if each.parts is not None and each.open:
        parts.append(parts_texts.SHOWN.format(standing=each.parts.said))
    if (each.status is not Status.PLANNED or each.state.spent is not None) and each.why not in "".join(parts):
        parts.append(each.why)
    ballot = each.state.ballot
    if each.status is Status.RETURNED and ballot is not None and ballot.opened.of is not None:
        parts.append(each.way_back)  # rows that the first release returned keep what they showed
    return joined(parts)


def _approval(school: School, known: JournalState, overviews: tuple[Overview, ...], voters: tuple[str, ...]) -> Page:
    lines = [_ballot_line(school, known, each, ballot) for each in overviews for ballot in each.state.ballots]
    opened = {ballot.number: ballot.opened.seen_at for each in overviews for ballot in each.state.ballots}
    lines.sort(key=lambda line: opened[line.key])
    return Page(
        title=columns.APPROVAL,
        heading=texts.APPROVAL_HEADING.format(school=school.settings.name),
        hint=_approval_hint(school.workflow),
        header=(
            *columns.APPROVAL_HEADER,
            *(label + part for label in voters for part in (columns.VOTE, columns.VOTE_COMMENT)),
        ),
        lines=tuple(lines),
    )


def _approval_hint(workflow: Workflow) -> str:
    """What stands above the ballots; the third word only where the school has it."""
    choices = workflow.choices
    words = {"approve": choices[Choice.APPROVE], "give_back": choices[Choice.RETURN]}
    if Choice.ABSTAIN in choices:
        return texts.APPROVAL_HINT_OF_THREE.format(abstain=choices[Choice.ABSTAIN], **words)
    return texts.APPROVAL_HINT.format(**words)


def _ballot_line(school: School, known: JournalState, each: Overview, ballot: Ballot) -> Line:
    submission = each.state.submissions[ballot.opened.number - 1]
    live = each.standing if each.state.ballot is ballot else None
    voters = live.panel.seats if live is not None else ballot.voters
    entitled = {*voters, *(vote.voter for vote in ballot.votes)}
    cells: Cells = {
        columns.NUMBER: ballot.number,
        columns.CODE: each.code,
        columns.TITLE: each.milestone.activity.title,
        columns.DECIDES: joined((decides(submission), *prior_decisions(each.state, ballot))),
        columns.RESULT: submission.shown.result or None,
        columns.EXECUTOR_COMMENT: submission.shown.comment or None,
        columns.STAGE: ballot.opened.stage_label,
        columns.DECIDE_BY: ballot.decide_by,
        columns.OUTCOME: live.why if live is not None else ballot.why,
    }
    people = known.sightings.get(ballot.number, {})
    return Line(
        ballot.number, LineKind.BALLOT, cells, people, frozenset(school.roster.label(person) for person in entitled)
    )


def _meeting(school: School, known: JournalState, overviews: tuple[Overview, ...], log: Sequence[Event]) -> Page | None:
    """The tab of meetings, where a secretary is named: rows are only ever added, so each meeting's entries stay."""
    if school.roster.secretary is None:
        return None
    rows = meeting_rows(school, overviews, log)
    return Page(
        title=columns.MEETING,
        heading=texts.MEETING_HEADING.format(school=school.settings.name),
        hint=texts.MEETING_HINT,
        header=columns.MEETING_HEADER,
        lines=tuple(
            Line(key := str(cells[columns.NUMBER]), LineKind.BALLOT, cells, known.sightings.get(key, {}))
            for cells in rows
        ),
    )


def summary_header(workflow: Workflow) -> tuple[str, ...]:
    """The columns of «Сводка»: a direction, all its milestones, one column for each status in order, the overdue."""
    return (texts.DIRECTION, texts.ALL, *(workflow.statuses[status] for status in Status), texts.OVERDUE)


def summary_column(status: Status) -> int:
    """Where a status is counted on «Сводка», columns counted from 1."""
    return 3 + tuple(Status).index(status)


def _summary(school: School, shown: tuple[Overview, ...], today: date, brief: Sequence[str]) -> Page:
    """What asks for somebody and what changed in a sentence, then the figures; whom nothing is due of is one row."""
    header = summary_header(school.workflow)
    lines = []
    for direction in school.roadmap.directions:
        mine = [each for each in shown if each.milestone.direction == direction.number]
        lines.append(_counts(f"#{direction.number}", f"{direction.number}. {direction.title}", header, mine))
    lines.append(_counts("#all", texts.ALL, header, shown))
    by_executor: dict[str, list[Overview]] = {}
    for each in shown:
        for executor in each.milestone.activity.executors:
            by_executor.setdefault(executor, []).append(each)
    head: Cells = dict(zip(header, (texts.EXECUTOR, *header[1:]), strict=True))
    lines.append(Line("#head", LineKind.HEAD, head))
    rows = {name: _counts(f"@{name}", name, header, mine) for name, mine in sorted(by_executor.items())}
    idle = [name for name in rows if not any(_has_begun(each, today) for each in by_executor[name])]
    told = [row for name, row in rows.items() if name not in idle]
    if idle:
        others = {each.code: each for name in idle for each in by_executor[name]}.values()
        told.append(_counts("#idle", texts.NOTHING_DUE.format(names=", ".join(idle)), header, others))
    years = [school.period.name(year) for year in years_begun(school, today)]
    span = years[0] if len(years) == 1 else f"{years[0]} – {years[-1]}"
    kind = texts.OF_YEARS[school.period.school, len(years) > 1]
    return Page(
        title=columns.SUMMARY,
        heading=texts.SUMMARY_HEADING.format(school=school.settings.name),
        hint=joined((*brief, texts.SUMMARY_HINT.format(span=span, kind=kind, day=spell_day(today)))),
        header=header,
        lines=(*lines, *told),
        room=len(lines) + len(rows) + 1,
        earlier=(texts.EARLIER_SUMMARY_HINT.format(span=span, day=spell_day(today)), (*lines, *rows.values())),
    )


def _has_begun(each: Overview, today: date) -> bool:
    """Whether a milestone was due, or somebody did anything about it."""
    return (each.due is not None and each.due <= today) or each.status not in (Status.PLANNED, Status.UNCLEAR)


def _in_brief(
    school: School,
    shown: tuple[Overview, ...],
    log: Sequence[Event],
    today: date,
    stopped: Sequence[str],
    told: Collection[str],
) -> tuple[str, ...]:
    """What does not work, what waits for somebody, and what came of a week: sentences above the figures."""
    ballots = [each.state.ballot for each in shown if each.status is Status.ON_APPROVAL]
    late = [each.code for each in shown if each.overdue_days]
    waits = (
        (texts.OVERDUE_NOW, late),
        (texts.VOTED_NOW, [ballot.number for ballot in ballots if ballot is not None]),
        (texts.TO_MEND, [each.code for each in shown if (each.problem or each.code in told) and each.code not in late]),
    )
    since = today - timedelta(days=texts.DAYS_IN_BRIEF)
    lately = takewhile(lambda event: school.calendar.today(event.seen_at) > since, reversed(log))
    came = Counter(str(event.kind) for event in lately)
    counts = [f"{word} {came[kind]}" for kind, word in texts.CAME_TO_PASS.items() if came[kind]]
    changed = texts.LATELY.format(counts=", ".join(counts)) if counts else ""
    return (*stopped, *(texts.waiting(what, codes) for what, codes in waits if codes), changed)


def _counts(key: str, name: str, header: tuple[str, ...], mine: Collection[Overview]) -> Line:
    by_status = Counter(each.status for each in mine)
    overdue = sum(each.overdue_days > 0 for each in mine)
    cells: tuple[Value, ...] = (name, len(mine), *(by_status[status] for status in Status), overdue)
    return Line(key, LineKind.PLAIN, dict(zip(header, cells, strict=True)))


def _log(school: School, log: Sequence[Event]) -> Page:
    lines = []
    for number, event in enumerate(reversed(log[-LOG_LENGTH:])):
        day = school.calendar.today(event.seen_at)
        cells: Cells = dict(zip(LOG_HEADER, (day, event.milestone, event.why), strict=True))
        lines.append(Line(f"#{number}", LineKind.PLAIN, cells))
    return Page(
        title=columns.LOG,
        heading=texts.LOG_HEADING,
        hint=texts.LOG_HINT.format(length=LOG_LENGTH),
        header=LOG_HEADER,
        lines=tuple(lines),
    )


def _guide(school: School) -> Page:
    lines = tuple(
        Line(f"#{number}", LineKind.HEAD if head else LineKind.PLAIN, {"": text})
        for number, (head, text) in enumerate(
            guide(school.workflow, google=school.settings.board.kind == "google", parts=asks_parts(school))
        )
    )
    return Page(
        title=columns.GUIDE,
        heading=texts.GUIDE_HEADING,
        hint=texts.GUIDE_HINT,
        header=(),
        lines=lines,
    )
