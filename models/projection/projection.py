"""What the engine wants to stand on the board: a value made from the journal and the day, never from the minute."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.approval import Overview, all_voters, decides
from models.approval import texts as approval_texts
from models.board import Cells, Value, columns, direction_heading, roadmap_cells, years_begun
from models.journal import Ballot, Event, JournalState, Outcome, State
from models.projection.edits import Line, LineKind, Page, Projection
from models.projection.guide import guide
from models.school import School, Status
from models.text import joined, spell_day

LOG_LENGTH, LOG_HEADER = 500, ("Дата", "Веха", "Что произошло")
SUMMARY_COLUMNS = (
    ("Всего", None),
    ("Запланировано", Status.PLANNED),
    ("В работе", Status.IN_PROGRESS),
    ("На утверждении", Status.ON_APPROVAL),
    ("На доработке", Status.RETURNED),
    ("Исполнено", Status.DONE),
    ("Снято с контроля", Status.CANCELLED),
    ("Срок не определён", Status.UNCLEAR),
)
OVERDUE = "Просрочено"


def project(
    school: School, known: JournalState, overviews: tuple[Overview, ...], log: Sequence[Event], today: date
) -> Projection:
    """Everything that should stand on the board on a day; `log` is every event in the order of the journal."""
    begun = years_begun(school, today)
    shown = tuple(each for each in overviews if each.milestone.year in begun)
    voters = tuple(school.roster.label(person) for person in all_voters(school.workflow.stages, school.roster))
    return Projection(
        plans=tuple(_plan(school, known, year, overviews) for year in begun),
        approval=_approval(school, known, overviews, voters),
        summary=_summary(school, shown, today),
        log=_log(school, log),
        guide=_guide(school),
        voters=voters,
        requests=tuple(school.workflow.requests.values()),
        choices=tuple(school.workflow.choices.values()),
        statuses=tuple(school.workflow.statuses[status] for status in Status),
    )


def _plan(school: School, known: JournalState, year: int, overviews: tuple[Overview, ...]) -> Page:
    lines: list[Line] = []
    for direction in school.roadmap.directions:
        mine = [
            each for each in overviews if each.milestone.year == year and each.milestone.direction == direction.number
        ]
        if mine and school.settings.board.kind != "google":  # there a heading would stand in the way of lookups
            heading = direction_heading(direction)
            lines.append(Line(f"#{direction.number}", LineKind.DIRECTION, {columns.TITLE: heading}))
        lines.extend(_milestone_line(school, known, each) for each in mine)
    name, year_word = school.period.name(year), "учебный год" if school.period.school else "год"
    return Page(
        title=columns.plan_title(name),
        heading=f"{school.settings.name}. Дорожная карта: план на {name} {year_word}",
        hint="Исполнители заполняют белые ячейки: «Отметка», «Результат», «Новый срок», «Комментарий».",
        header=columns.PLAN_HEADER,
        lines=tuple(lines),
    )


def _milestone_line(school: School, known: JournalState, each: Overview) -> Line:
    cells = {
        **roadmap_cells(each.milestone),
        columns.STATUS: school.workflow.statuses[each.status],
        columns.DUE: each.due,
        columns.REMARK: remark(each) or None,
    }
    return Line(each.code, LineKind.MILESTONE, cells, people=known.sightings.get(each.code, {}))


def remark(each: Overview) -> str:
    """What «Замечание» says: how long overdue, what must be corrected, else why the milestone stands where it does."""
    parts = [approval_texts.OVERDUE.format(days=each.overdue_days)] if each.overdue_days else []
    if each.problem:
        parts.append(each.problem)
    if each.status is not Status.PLANNED or each.state.spent is not None:
        parts.append(each.why)
    return joined(parts)


def _approval(school: School, known: JournalState, overviews: tuple[Overview, ...], voters: tuple[str, ...]) -> Page:
    lines = [_ballot_line(school, known, each, ballot) for each in overviews for ballot in each.state.ballots]
    opened = {ballot.number: ballot.opened.seen_at for each in overviews for ballot in each.state.ballots}
    lines.sort(key=lambda line: opened[line.key])
    return Page(
        title=columns.APPROVAL,
        heading=f"{school.settings.name}. Утверждение результатов",
        hint="Голосующие заполняют два своих столбца: «Утвердить» или «Вернуть» с замечанием. «—» – здесь не голосует.",
        header=(
            *columns.APPROVAL_HEADER,
            *(label + part for label in voters for part in (columns.VOTE, columns.VOTE_COMMENT)),
        ),
        lines=tuple(lines),
    )


def _ballot_line(school: School, known: JournalState, each: Overview, ballot: Ballot) -> Line:
    submission = each.state.submissions[ballot.opened.number - 1]
    live = each.standing if each.state.ballot is ballot else None
    voters = live.panel.seats if live is not None else ballot.voters
    entitled = {*voters, *(vote.voter for vote in ballot.votes)}
    cells: Cells = {
        columns.NUMBER: ballot.number,
        columns.CODE: each.code,
        columns.TITLE: each.milestone.activity.title,
        columns.DECIDES: joined((decides(submission), *_last_refusal(each.state, ballot.opened.number))),
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


def _last_refusal(state: State, submission: int) -> Iterator[str]:
    """Why the milestone was returned the last time before a submission, so that the voters have it in view."""
    refused = [one for one in state.ballots if one.outcome is Outcome.REFUSED and one.opened.number < submission]
    if refused:
        yield approval_texts.RETURNED_BEFORE.format(why=refused[-1].why)


def _summary(school: School, shown: tuple[Overview, ...], today: date) -> Page:
    names = tuple(name for name, _ in SUMMARY_COLUMNS)
    header = ("Направление", *names, OVERDUE)
    lines = []
    for direction in school.roadmap.directions:
        mine = [each for each in shown if each.milestone.direction == direction.number]
        lines.append(_counts(f"#{direction.number}", f"{direction.number}. {direction.title}", header, mine))
    lines.append(_counts("#all", "Всего", header, list(shown)))
    by_executor: dict[str, list[Overview]] = {}
    for each in shown:
        for executor in each.milestone.activity.executors:
            by_executor.setdefault(executor, []).append(each)
    lines.append(Line("#head", LineKind.HEAD, {"Направление": "Исполнитель", **{name: name for name in header[1:]}}))
    lines.extend(_counts(f"@{name}", name, header, mine) for name, mine in sorted(by_executor.items()))
    years = [school.period.name(year) for year in years_begun(school, today)]
    span = years[0] if len(years) == 1 else f"{years[0]} – {years[-1]}"
    return Page(
        title=columns.SUMMARY,
        heading=f"{school.settings.name}. Как исполняется дорожная карта",
        hint=f"Вехи за {span} на {spell_day(today)}. Просроченные сосчитаны и в своём статусе.",
        header=header,
        lines=tuple(lines),
    )


def _counts(key: str, name: str, header: tuple[str, ...], mine: list[Overview]) -> Line:
    cells: dict[str, Value] = {header[0]: name}
    for column, status in SUMMARY_COLUMNS:
        cells[column] = sum(status is None or each.status is status for each in mine)
    cells[OVERDUE] = sum(each.overdue_days > 0 for each in mine)
    return Line(key, LineKind.PLAIN, cells)


def _log(school: School, log: Sequence[Event]) -> Page:
    lines = []
    for number, event in enumerate(reversed(log[-LOG_LENGTH:])):
        day = school.calendar.today(event.seen_at)
        cells: Cells = dict(zip(LOG_HEADER, (day, event.milestone, event.why), strict=True))
        lines.append(Line(f"#{number}", LineKind.PLAIN, cells))
    return Page(
        title=columns.LOG,
        heading="Журнал",
        hint=f"Последние {LOG_LENGTH} событий, новые сверху. Полная история: vekha history КОД.",
        header=LOG_HEADER,
        lines=tuple(lines),
    )


def _guide(school: School) -> Page:
    lines = tuple(
        Line(f"#{number}", LineKind.HEAD if head else LineKind.PLAIN, {"": text})
        for number, (head, text) in enumerate(guide(school.settings.board.kind == "google"))
    )
    return Page(
        title=columns.GUIDE,
        heading="Как пользоваться",
        hint="Полстраницы для исполнителей и голосующих.",
        header=(),
        lines=lines,
    )
