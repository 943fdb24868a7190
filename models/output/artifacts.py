"""What the Prefect UI shows beside a run; people's text is shown as it is and never understood as markup."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.approval import Overview
from models.journal import Event
from models.letters import Letter
from models.output import texts as output_texts
from models.school import School, Status
from models.text import Problem, day, shortened

Row = Mapping[str, str | int]


@dataclass(frozen=True)
class Artifact:
    """An artifact to be: rows make a table, a text is markdown; an empty one is shown only after a full one.

    One that is shown `always` belongs to every run, another one to the run that changed it.
    """

    key: str
    says: str | Sequence[Row]
    heading: str
    always: bool = False


LINKED = {"board": "board", "problems": "problems", "happened": "pass"}
MARKUP = re.compile(r"[\\`*_{}\[\]()<>#+!|&~$@:=^]|^-|(?<!\d)\.|\.(?!\d)")


def plain(text: str) -> str:
    """The text as markdown that shows exactly it; Prefect takes every cell of a table for markdown, too.

    >>> print(plain("1.3/2021: <b>да</b> ![x](http://a.b)"))
    1.3/2021\\: \\<b\\>да\\</b\\> \\!\\[x\\]\\(http\\://a\\.b\\)
    """
    return MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def _table(rows: Iterable[Row]) -> list[Row]:
    return [{plain(name): plain(said) if isinstance(said, str) else said for name, said in row.items()} for row in rows]


def key(school: School, what: str) -> str:
    """The artifact's key, the same for ever: small Latin letters, digits and dashes; other signs become their codes."""
    return f"{re.sub(r'[^a-z0-9-]', lambda sign: f'-{ord(sign[0]):x}', school.settings.id)}-{what}"


def board(school: School, overviews: Iterable[Overview], today: date) -> Artifact:
    """The board per direction: how many milestones there are in each status, and how many are overdue."""
    labels, rows = school.workflow.statuses, []
    every = tuple(overviews)
    for direction in school.roadmap.directions:
        codes = {activity.code for activity in direction.activities}
        mine = [each for each in every if each.milestone.activity.code in codes]
        title = f"{direction.number}. {shortened(direction.title, 45)}"
        row: dict[str, str | int] = {output_texts.DIRECTION: title, output_texts.MILESTONES: len(mine)}
        row[output_texts.OVERDUE] = sum(each.overdue_days > 0 for each in mine)
        rows.append(row | {labels[status]: sum(each.status is status for each in mine) for status in Status})
    return Artifact(key(school, "board"), _table(rows), _heading(school, output_texts.BOARD_TABLE, day(today)))


def front_page(
    school: School, overviews: Iterable[Overview], lines: Iterable[str], place: str, now: datetime
) -> Artifact:
    """What an operator wants to see first: how things stand, what this pass brought, where the rest is."""
    every = tuple(overviews)
    overdue, done = sum(each.overdue_days > 0 for each in every), sum(each.status is Status.DONE for each in every)
    counts = output_texts.FRONT_COUNTS.format(milestones=len(every), overdue=overdue, done=done)
    told = [f"- {plain(line)}" for line in lines if line] or [output_texts.NOTHING_HAPPENED]
    links = {what: f"/artifacts/key/{key(school, name)}" for what, name in LINKED.items()}
    parts = [counts, "\n".join(told), output_texts.FRONT_BOARD.format(board=plain(place))]
    parts.append(output_texts.FRONT_TABLES.format(**links))
    heading = _heading(school, output_texts.FRONT_PAGE, _moment(school, now))
    return Artifact(key(school, "front"), "\n\n".join(parts), heading, always=True)


def problems(school: School, found: Iterable[Problem], today: date, what: str = "problems") -> Artifact:
    """One row for each problem."""
    rows = [
        {output_texts.WHERE: each.where, output_texts.FOUND: each.found, output_texts.HINT: each.hint} for each in found
    ]
    return Artifact(key(school, what), _table(rows), _heading(school, output_texts.PROBLEM_TABLE, day(today)))


def happened(school: School, events: Iterable[Event], held: str | None, now: datetime) -> Artifact:
    """What a pass brought about, as a list."""
    lines = [f"- **{plain(event.milestone)}** {plain(event.why)}" for event in events]
    lines += [f"- {plain(held)}"] if held else []
    return Artifact(
        key(school, "pass"), "\n".join(lines), _heading(school, output_texts.PASS_LIST, _moment(school, now))
    )


def letters(school: School, written: Iterable[Letter], today: date) -> Artifact:
    """Who is written to, and about what; addresses stay out."""
    rows = [{output_texts.RECIPIENT: each.label, output_texts.SUBJECT: each.headline} for each in written]
    return Artifact(key(school, "letters"), _table(rows), _heading(school, output_texts.LETTER_TABLE, day(today)))


def delivery(school: School, told: str, now: datetime) -> Artifact:
    """How a delivery ended."""
    return Artifact(
        key(school, "delivery"), plain(told), _heading(school, output_texts.DELIVERY_REPORT, _moment(school, now))
    )


def asked(school: School, what: str, says: Iterable[str], now: datetime) -> Artifact:
    """What was asked for by hand: its lines, as a list."""
    lines = "\n".join(f"- {plain(line)}" for line in says)
    return Artifact(key(school, "asked"), lines, _heading(school, what, _moment(school, now)), always=True)


def _heading(school: School, what: str, when: str) -> str:
    return f"{plain(school.settings.short_name)}: {what}, {when}"


def _moment(school: School, now: datetime) -> str:
    local = school.calendar.local(now)
    return f"{day(local.date())}, {local:%H:%M}"
