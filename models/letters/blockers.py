"""What keeps rows waiting: what only the curator or the administrator can mend, and parts not contributed yet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from zlib import crc32

from models.approval import Overview
from models.board import as_text, columns, word_key
from models.letters import texts
from models.letters.day import Day, Notice, title_of
from models.letters.letter import Item, SectionKind
from models.letters.schedule import begins
from models.mail import Told, Trouble, clean_address, queue_texts
from models.parts import texts as parts_texts
from models.school import School, Status
from models.text import Mender, Problem, joined, sentence


def of_curator(day: Day) -> Iterator[Notice]:
    """Jams, repeated codes, strange rows on every day; unclear terms once a week."""
    curators = day.holders("curator")
    for problem in curators_problems(day):
        for person in curators:
            yield problem_notice(day, person, SectionKind.UNBLOCK, problem)
    told: set[str] = set()
    for each in day.overviews:
        activity = each.milestone.activity
        if each.status is Status.UNCLEAR and activity.code not in told:
            told.add(activity.code)
            found, hint = texts.SETTLE.of(status=day.school.workflow.statuses[Status.UNCLEAR])
            note = texts.clean(each.milestone.unclear or found)
            item = Item(code=activity.code, title=title_of(each), when=found, note=note, action=hint)
            subject, week = f"unclear:{activity.code}", begins("weekly", day.school, day.today)
            for person in curators:
                fresh = day.is_news(person, subject, week)
                urgent = fresh and day.begins("weekly", person, None)
                yield Notice(person, SectionKind.UNBLOCK, item, urgent, subject)


def of_awaited(day: Day, each: Overview, row: Item, announced: date | None) -> Iterator[Notice]:
    """Everybody whose part of a row is awaited, or who acts for them; who answers for it has a line of its own.

    `announced` is the day on which the nearest notice of its due date began; None where it is overdue.
    """
    late = ":late" if announced is None else ""
    subject = f"{SectionKind.PARTS}:{each.code}:{each.due}{late}"
    for person, absent in day.acting(each.parts.awaited if each.parts else ()).items():
        if person not in each.answers:
            note = joined((texts.instead_of(day.labels(absent)) if absent else "", row.note))
            label = day.school.roster.label(absent[0] if absent else person)
            what = parts_texts.ADD_LINE.format(tab=columns.PARTS, code=each.code, label=label)
            urgent = day.is_due(person, subject) if announced is None else day.is_news(person, subject, announced)
            yield Notice(person, SectionKind.PARTS, replace(row, note=note, action=what), urgent, subject)


def of_lines(day: Day) -> Iterator[Notice]:
    """What must be corrected in a line of «Вклады», for whoever it names."""
    people = {word_key(who.label): person for person, who in day.school.roster.people.items()}
    for problem in day.problems:
        if problem.mender is Mender.EXECUTOR and columns.part_number(problem.where) is not None:
            cells = day.known.sightings.get(problem.where, {})
            person = people.get(word_key(as_text(cells.get(columns.WHO))))
            for acting in day.acting([person] if person else []):
                yield problem_notice(day, acting, SectionKind.INCOMPLETE, problem)


def curators_problems(day: Day) -> list[Problem]:
    """What only the curator can unblock: jams, repeated codes, rows nobody knows, edits of finished rows."""
    found = [problem for problem in day.problems if problem.mender is Mender.CURATOR]
    for each in day.overviews:
        if each.jam is not None and each.jam not in found:
            found.append(each.jam)
    return found


def of_administrator(day: Day) -> Iterator[Notice]:
    """What is mended in the settings; without an administrator the curator is told."""
    people = day.holders("administrator") or day.holders("curator")
    for problem in day.problems:
        if problem.mender is Mender.ADMINISTRATOR:
            for person in people:
                yield problem_notice(day, person, SectionKind.OPERATE, problem)


def problem_notice(day: Day, person: str, kind: SectionKind, problem: Problem) -> Notice:
    """A problem as what waits for a person; another finding in the same place is told at once."""
    subject = f"{kind}:{problem.where}:{mark_of(problem.found)}"
    item = problem_item(day, problem)
    own = item.action.removeprefix(texts.TO_WHOM.get(kind, ""))  # nobody is told whom to ask where it is the reader
    return Notice(person, kind, replace(item, action=sentence(own)), day.is_due(person, subject), subject)


def mark_of(text: str) -> str:
    """A short sign of a text, to tell by whether it changed."""
    return f"{crc32(text.encode()):08x}"


def problem_item(day: Day, problem: Problem, since: date | None = None) -> Item:
    """A problem as a row of a letter."""
    code = problem.where.rpartition("-")[0] or problem.where
    each = day.by_code.get(problem.where) or day.by_code.get(code)
    return Item(
        code=texts.clean(problem.where, 60), title=title_of(each) if each else "", due=since,
        when=texts.stands_since(since, day.today) if since else "",
        note=texts.clean(problem.found), action=texts.clean(problem.hint), link=day.links.get(problem.where),
    )  # fmt: skip


def outage_lines(told: Told, today: date) -> str:
    """What every letter says as long as board or settings cannot be read."""
    stopped = ((trouble, told.outage(trouble)) for trouble in (Trouble.BOARD, Trouble.SETTINGS))
    return joined(
        queue_texts.stopped_since(trouble, alarm.day, today) for trouble, alarm in stopped if alarm is not None
    )


def address(school: School, person: str) -> str | Problem:
    """Where a person's letters go, as mail servers take it; a problem where that cannot be said."""
    known, label = school.roster.people.get(person), school.roster.label(person)
    if known is None or not known.address:
        return Problem(label, *texts.NO_ADDRESS.of(label=label), Mender.CURATOR)
    try:
        return clean_address(known.address)
    except ValueError as error:
        return Problem(label, *texts.BAD_ADDRESS.of(label=label, fault=str(error)), Mender.CURATOR)
