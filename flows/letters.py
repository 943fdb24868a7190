"""Queue the letters due on a day: from the journal and the calendar, also days after the last pass."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.office import Office
from models import letter_wording as words
from models.deadlines import deadlines
from models.letter import Letter
from models.letters import mailing
from models.overview import Overview, overview
from models.problems import Problem, sentences
from tasks.calendars import calendar_attachment
from tasks.letters import Rendered, outgoing, render_all
from tasks.mime import Attachment

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_WORKBOOK = 5_000_000


@dataclass(frozen=True, slots=True)
class Mailing:
    """The letters of a day as they read, how many were really queued, and what kept others from being written."""

    queued: int
    letters: tuple[tuple[Letter, Rendered], ...]
    problems: tuple[Problem, ...]


def queue_letters(office: Office, which: Literal["daily", "weekly"], *, dry_run: bool = False) -> Mailing:
    """Write the letters due at the office's moment and queue those whose people have none yet for the day."""
    school, journal = office.school, office.journal
    today = school.calendar.today(office.now)
    head, recorded, known = office.known()
    standing = journal.problems()
    overviews = overview(school, known, sentences(problem for problem, _ in standing), today)
    since = [(problem, school.calendar.today(moment)) for problem, moment in standing]
    found = mailing(school, known, overviews, since, [each.event for each in recorded], today, frozenset({which}))
    files = {letter.key: _enclosed(office, overviews, letter) for letter in found.letters if letter.kind == "weekly"}
    rendered, broken = render_all(found.letters, school, head=head.digest, files=files)
    problems = (*found.problems, *broken)
    if dry_run:
        return Mailing(0, rendered, problems)
    waiting = [outgoing(letter, text, school, office.now, files.get(letter.key, ())) for letter, text in rendered]
    kept = journal.record(head, (), letters=waiting, now=office.now)
    return Mailing(kept.letters, rendered, problems)


def _enclosed(office: Office, overviews: tuple[Overview, ...], letter: Letter) -> list[Attachment]:
    """What goes with a summary: the workbook as it lies there, and the reader's deadlines."""
    files = []
    workbook = Path(office.board.place)
    if workbook.is_file() and workbook.stat().st_size <= LARGEST_WORKBOOK:
        files.append(Attachment(words.workbook_name(letter.day), workbook.read_bytes(), WORKBOOK_TYPE))
    own = deadlines(office.school, overviews, [letter.person], letter.day)
    if own:
        files.append(calendar_attachment(words.calendar_file(letter.label), own))
    return files
