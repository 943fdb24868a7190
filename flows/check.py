"""Look at everything a school needs, one thing after another; what stops one look does not stop the next."""

from collections.abc import Callable, Iterator

from flows.addresses import undelivered
from flows.letter_way import walk
from flows.office import Office
from models import safety, wording_check
from models.audit import audit
from models.checkup import Finding, Level, checkup
from models.outbox import LetterState
from models.plans import tabs_of, view_of
from models.problems import Problem, VekhaError
from tasks.clock import shift


def check_office(office: Office) -> Iterator[Finding]:
    """Everything found, in the order a newcomer would mend it."""
    yield from checkup(office.school, office.school.calendar.today(office.now))
    for where, look in (("таблица", _board), ("база", _journal), ("почта", _mail), ("часы", _clock)):
        yield from _looked(where, look, office)


def _looked(where: str, look: Callable[[Office], Iterator[Finding]], office: Office) -> Iterator[Finding]:
    try:
        yield from look(office)
    except VekhaError as error:
        for line in str(error).splitlines():
            yield Finding(Level.ERROR, Problem(where, line, ""))


def _fine(where: str, found: str) -> Finding:
    return Finding(Level.FINE, Problem(where, found, ""))


def _board(office: Office) -> Iterator[Finding]:
    file = office.board.place
    if not office.board.exists():
        yield Finding(Level.ERROR, Problem("таблица", *wording_check.no_board(file)))
        return
    if office.school.settings.board.kind == "google":
        from flows.google_check import google_findings

        yield from google_findings(office)
    snapshot = office.board.read()
    view, (_, _, known) = view_of(office.school, snapshot), office.known()
    lost = safety.losses(snapshot, view, known.sightings, tabs_of(office.school))
    for sentence in lost:
        yield Finding(Level.ERROR, Problem("таблица", sentence, ""))
    for problem in view.problems:
        yield Finding(Level.WARNING, problem)
    holder = office.board.held_by()
    if holder is not None:
        yield Finding(Level.WARNING, Problem("таблица", *wording_check.held(holder.who)))
    if not lost:
        yield _fine("таблица", wording_check.board_fine(file, len(view.rows), len(view.ballots)))


def _journal(office: Office) -> Iterator[Finding]:
    broken = office.journal.verify()
    recorded = () if broken else office.journal.recorded()
    for problem in broken or tuple(audit(each.event for each in recorded)):
        yield Finding(Level.ERROR, problem)
    if not broken:
        yield _fine("база", wording_check.journal_fine(len(recorded)))
    for letter in undelivered(office).values():
        dead = letter.state is LetterState.DEAD
        told = wording_check.dead_address(letter.address, letter.error) if dead else wording_check.lost(letter)
        yield Finding(Level.WARNING, Problem(letter.address, *told))


def _mail(office: Office) -> Iterator[Finding]:
    wrong = [each for each in walk(office) if not each.fine]
    for each in wrong:
        yield Finding(Level.ERROR, Problem("почта", each.said, each.hint))
    if not wrong:
        yield _fine("почта", wording_check.mail_fine(office.school.settings.mail.transport.kind))


def _clock(office: Office) -> Iterator[Finding]:
    local = office.school.calendar.local(office.now)
    weeks = shift(office.var).days // 7
    yield _fine("часы", wording_check.clock(f"{local:%d.%m.%Y %H:%M}", office.school.settings.time_zone, weeks))
