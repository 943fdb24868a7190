"""Queue the letters due on a day: from the journal and the calendar, also days after the last pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.addresses import problems_of, unreachable
from flows.office import Office
from models import letter_wording as words
from models.deadlines import deadlines
from models.letter import Letter, LetterKind
from models.letter_days import sent_from
from models.letters import Mailing, Outside, mailing
from models.outbox import LetterState
from models.overview import Overview, overview
from models.problems import Problem, VekhaError, sentences
from tasks.calendars import calendar_attachment
from tasks.letters import Rendered, outgoing, render_all
from tasks.mime import Attachment

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_WORKBOOK = 5_000_000


@dataclass(frozen=True, slots=True)
class Queueing:
    """The letters of a day as they read, how many were really queued, and what kept others from being written.

    `quiet` says that quiet hours last till the next day: nothing was queued, the next letters tell the same.
    """

    queued: int
    letters: tuple[tuple[Letter, Rendered], ...]
    problems: tuple[Problem, ...]
    quiet: bool = False


def queue_letters(office: Office, which: LetterKind, *, dry_run: bool = False) -> Queueing:
    """Write the letters due at the office's moment and queue those whose people have none yet for the day."""
    head, recorded, known = office.known()
    dead = unreachable(office)
    bounced = problems_of(office, dead)
    standing = tuple({**dict.fromkeys(bounced, office.now), **dict(office.journal.problems())}.items())
    today = office.school.calendar.today(office.now)
    overviews = overview(office.school, known, sentences(problem for problem, _ in standing), today)
    since = [(problem, office.school.calendar.today(moment)) for problem, moment in standing]
    events = [each.event for each in recorded]

    links = _links(office) if office.school.calendar.is_working(today) else {}

    def written(faults: tuple[Problem, ...] = ()) -> Mailing:
        outside = Outside(
            links=links,
            closed=frozenset(dead),
            unsent={(each.person, each.day) for each in office.outbox.letters((LetterState.EXPIRED,))},
            faults=faults,
        )
        return mailing(office.school, known, overviews, since, events, today, which, outside)

    found = written()
    files = {letter.key: _enclosed(office, overviews, letter) for letter in found.letters if letter.summary is not None}
    rendered, broken = render_all(found.letters, office.school, head=head.digest, files=files)
    if broken:  # those who mend it are told in their own letters, if these can be written
        found = written(broken)
        rendered, _ = render_all(found.letters, office.school, head=head.digest, files=files)
    problems, begin = (*found.problems, *bounced, *broken), sent_from(office.school, office.now)
    if dry_run or begin is None:
        return Queueing(0, rendered if dry_run else (), problems, quiet=begin is None)
    waiting = [
        outgoing(letter, text, office.school, office.now, files.get(letter.key, ()), begin) for letter, text in rendered
    ]
    kept = office.journal.record(head, (), letters=waiting, now=office.now)
    return Queueing(kept.letters, rendered, problems)


def _links(office: Office) -> Mapping[str, str]:
    """The addresses of the board's rows; without them, as when the board cannot be read now, letters name the codes."""
    try:
        return office.board.links() if office.board.exists() else {}
    except VekhaError:
        return {}


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
