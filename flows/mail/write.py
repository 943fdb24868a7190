"""Queue the letters due on a day: from the journal and the calendar, also days after the last pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.excerpts import for_letters
from flows.mail.attachments import enclosures
from flows.mail.bounces import problems_of, undelivered
from flows.mail.links import links_of
from flows.office import SchoolContext
from flows.retry import retry
from models.approval import overview
from models.letters import DeliveryContext, Letter, LetterKind, Mailing, mailing, next_free, sent_from, summary_texts
from models.mail import unreachable
from models.text import Problem, VekhaError, sentences
from tasks.database import JournalMoved
from tasks.folder import note_run
from tasks.mail import TEMPLATES, Rendered, outgoing, plain_letters, render_all


@dataclass(frozen=True, slots=True)
class Queueing:
    """The letters of a day as they read, how many were really queued, and what kept others from being written.

    `quiet` says that quiet hours last till the next day: nothing was queued, the next letters tell the same. `reason`
    says why nothing was queued otherwise.
    """

    queued: int
    letters: tuple[tuple[Letter, Rendered], ...]
    problems: tuple[Problem, ...]
    quiet: bool = False
    reason: str = ""


def queue_letters(
    office: SchoolContext, which: LetterKind | None = None, *,
    dry_run: bool = False, again: bool = False, templates: Path = TEMPLATES,
) -> Queueing:  # fmt: skip
    """Write the letters due now, all or of a kind, and queue those whose people have none yet for the day.

    With `again` an edition is written anew; where its readers have a letter today, in the place of the next day's.
    """
    if again and which in (None, "daily"):
        raise VekhaError(summary_texts.ONLY_EDITIONS_AGAIN)
    links = links_of(office)
    return retry(lambda: _queue(office, which, links, templates, dry_run=dry_run, again=again), JournalMoved)


def _queue(
    office: SchoolContext, which: LetterKind | None, links: Mapping[str, str], templates: Path, *,
    dry_run: bool, again: bool,
) -> Queueing:  # fmt: skip
    school, told, bounced = office.school, office.outbox.told(), problems_of(office, stuck := undelivered(office))
    head, known = office.known()
    standing = tuple({**dict.fromkeys(bounced, office.now), **dict(office.journal.problems())}.items())
    today = school.calendar.today(office.now)
    day = next_free(school, told, today) if again else today
    overviews = overview(school, known, sentences(problem for problem, _ in standing), day)
    events, since = for_letters(office, told, day), [(each, school.calendar.today(moment)) for each, moment in standing]

    def write(faults: tuple[Problem, ...] = ()) -> Mailing:
        outside = DeliveryContext(links, frozenset(unreachable(stuck)), told, faults, again)
        return mailing(school, known, overviews, since, events, day, which, outside)

    found = write()
    files = enclosures(office, overviews, found.letters)
    rendered, broken = render_all(found.letters, school, head=head.digest, files=files, templates=templates)
    if broken:
        found = write(broken)
        rendered, _ = render_all(found.letters, school, head=head.digest, files=files, templates=templates)
        rendered = (*rendered, *plain_letters(found.letters, rendered, school))
    problems, begin = (*found.problems, *bounced, *broken), sent_from(school, office.now, day)
    if dry_run or begin is None:
        return Queueing(0, rendered if dry_run else (), problems, begin is None, found.reason)
    waiting = [outgoing(one, text, school, office.now, files.get(one.key, ()), begin) for one, text in rendered]
    queued = office.journal.record(head, (), letters=waiting, now=office.now).letters
    note_run(office.var, "letters" if which in (None, "daily") else which)
    return Queueing(queued, rendered, problems, reason=found.reason or ("" if queued else summary_texts.all_went(day)))
