"""Queue the letters due on a day: from the journal and the calendar, also days after the last pass."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flows.mail.attachments import enclosures
from flows.mail.bounces import problems_of, undelivered
from flows.mail.links import links_of
from flows.office import SchoolContext
from flows.retry import retry
from models.approval import overview
from models.letters import DeliveryContext, Letter, LetterKind, Mailing, mailing, sent_from
from models.mail import unreachable
from models.text import Problem, sentences
from tasks.database import JournalMoved
from tasks.mail import TEMPLATES, Rendered, outgoing, plain_letters, render_all


@dataclass(frozen=True, slots=True)
class Queueing:
    """The letters of a day as they read, how many were really queued, and what kept others from being written.

    `quiet` says that quiet hours last till the next day: nothing was queued, the next letters tell the same.
    """

    queued: int
    letters: tuple[tuple[Letter, Rendered], ...]
    problems: tuple[Problem, ...]
    quiet: bool = False


def queue_letters(
    office: SchoolContext, which: LetterKind | None = None, *, dry_run: bool = False, templates: Path = TEMPLATES
) -> Queueing:
    """Write the letters due now, all or of a kind, and queue those whose people have none yet for the day."""
    links = links_of(office)
    return retry(lambda: _queue(office, which, links, templates, dry_run=dry_run), JournalMoved)


def _queue(
    office: SchoolContext, which: LetterKind | None, links: Mapping[str, str], templates: Path, *, dry_run: bool
) -> Queueing:
    school = office.school
    head, recorded, known = office.known()
    stuck = undelivered(office)
    bounced = problems_of(office, stuck)
    standing = tuple({**dict.fromkeys(bounced, office.now), **dict(office.journal.problems())}.items())
    today = school.calendar.today(office.now)
    overviews = overview(school, known, sentences(problem for problem, _ in standing), today)
    since = [(problem, school.calendar.today(moment)) for problem, moment in standing]
    outside = DeliveryContext(links, frozenset(unreachable(stuck)), office.outbox.told())

    def write(outside: DeliveryContext) -> Mailing:
        return mailing(school, known, overviews, since, [each.event for each in recorded], today, which, outside)

    found = write(outside)
    files = enclosures(office, overviews, found.letters)
    rendered, broken = render_all(found.letters, school, head=head.digest, files=files, templates=templates)
    if broken:
        found = write(replace(outside, faults=broken))
        rendered, _ = render_all(found.letters, school, head=head.digest, files=files, templates=templates)
        rendered = (*rendered, *plain_letters(found.letters, rendered, school))
    problems, begin = (*found.problems, *bounced, *broken), sent_from(school, office.now)
    if dry_run or begin is None:
        return Queueing(0, rendered if dry_run else (), problems, quiet=begin is None)
    waiting = [
        outgoing(letter, text, school, office.now, files.get(letter.key, ()), begin) for letter, text in rendered
    ]
    kept = office.journal.record(head, (), letters=waiting, now=office.now)
    return Queueing(kept.letters, rendered, problems)
