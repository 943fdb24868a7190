"""What a person asks for in a form: a rehearsal, letters of a kind, a report, a pause."""

from datetime import date
from typing import Literal

from flows.jobs.result import JobResult, as_lines, is_due
from flows.mail import queue_letters
from flows.office import SchoolContext
from flows.papers import report_of, write_report
from flows.passes import run_pass
from models.output import artifacts
from models.output import texts as output_texts
from models.papers import selection
from models.papers import texts as papers_texts
from models.text import VekhaError, spell_day
from tasks.folder import Pause, write_pause

EDITIONS = Literal["all", "daily", "weekly", "monthly", "yearly"]
FILE_KINDS = Literal["docx", "xlsx"]
REPORTS = "reports"


def rehearsal(office: SchoolContext) -> JobResult:
    """What a pass would do; nothing is written."""
    done = run_pass(office, rehearse=True)
    lines = as_lines(done.events, done.problems)
    told = output_texts.rehearsed(len(done.events), len(done.problems), done.cells_written)
    shown = artifacts.asked(office.school, output_texts.REHEARSAL, lines or [told], office.now)
    return JobResult(told, done, (shown,), lines=tuple(lines))


def edition(office: SchoolContext, which: EDITIONS, *, show_only: bool, again: bool) -> JobResult:
    """The letters due now, of every kind or of one; queued, or only shown by who gets them and about what."""
    done = queue_letters(office, None if which == "all" else which, dry_run=show_only, again=again)
    lines = [f"{letter.label}: {text.subject}" for letter, text in done.letters]
    lines += as_lines((), done.problems)
    told = output_texts.edition_result(len(done.letters) if show_only else done.queued, show_only, done.reason)
    shown = artifacts.asked(office.school, output_texts.LETTER_TABLE, lines or [told], office.now)
    return JobResult(told, done, (shown,), lines=tuple(lines), due=is_due(office))


def paper(office: SchoolContext, day: date, direction: int | None, post: str | None, kind: FILE_KINDS) -> JobResult:
    """The report of a day as a file of the var folder, and its figures."""
    made = report_of(office, day, selection(office.school, direction, post))
    folder = office.var / REPORTS
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"report-{day.isoformat()}.{kind}"
    write_report(made, file)
    told = papers_texts.WRITTEN.format(day=spell_day(day), file=file)
    lines = [told, *output_texts.figures(made.totals.milestones, made.totals.overdue)]
    return JobResult(told, None, (artifacts.asked(office.school, output_texts.REPORT, lines, office.now),))


def pause(office: SchoolContext, until: date | None, reason: str) -> JobResult:
    """No passes and no letters by schedule until a day, with the reason; without a day work goes on."""
    if until is not None and (until <= office.school.calendar.today(office.now) or not reason.strip()):
        raise VekhaError(output_texts.PAUSE_NEEDS)
    write_pause(office.var, None if until is None else Pause(until, reason.strip()))
    told = output_texts.GOES_ON if until is None else output_texts.paused(until, reason)
    return JobResult(told, None, (artifacts.asked(office.school, output_texts.PAUSE, [told], office.now),))
