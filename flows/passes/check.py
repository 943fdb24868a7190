"""Look at everything a school needs, one thing after another; what stops one look does not stop the next."""

from collections.abc import Iterator

from flows.mail import probe, undelivered
from flows.office import SchoolContext
from flows.passes.check_program import program_findings
from flows.passes.journal_check import journal_problems
from flows.passes.vitals import what_is_unwell
from models.checks import Finding, Level, checkup
from models.checks import texts as checks_texts
from models.mail import LetterState
from models.ownership import Purpose
from models.parts import all_losses, seen_board
from models.text import Problem, VekhaError
from tasks.config import shift


def check_office(office: SchoolContext) -> Iterator[Finding]:
    """Everything found, in the order a newcomer would mend it."""
    yield from (*program_findings(), *checkup(office.school, office.school.calendar.today(office.now)))
    looks = {checks_texts.BOARD: _board, checks_texts.JOURNAL: _journal, checks_texts.MAIL: _mail}
    for where, look in {**looks, checks_texts.CLOCK: _clock, checks_texts.RUNS: what_is_unwell}.items():
        try:
            yield from look(office)
        except VekhaError as error:
            yield from (Finding(Level.ERROR, Problem(where, line, "")) for line in str(error).splitlines())


def _board(office: SchoolContext) -> Iterator[Finding]:
    file = office.board.place
    if not office.board.exists():
        seen = office.journal.sightings()
        level = Level.ERROR if seen else Level.WARNING  # before `init` nothing is wrong
        missing = checks_texts.BOARD_AWAY if seen else checks_texts.NO_BOARD
        yield Finding(level, Problem(checks_texts.BOARD, *missing.of(file=file)))
        return
    if office.school.settings.board.kind == "google":
        from flows.passes.check_google import google_findings

        yield from google_findings(office)
    snapshot = office.board.read()
    _, known = office.known()
    view = seen_board(office.school, snapshot, known.sightings)
    lost = all_losses(office.school, snapshot, view, known.sightings)
    yield from (Finding(Level.ERROR, Problem(checks_texts.BOARD, sentence, "")) for sentence in lost)
    for problem in view.problems:
        yield Finding(Level.ERROR if problem in view.refused else Level.WARNING, problem)
    holder = office.board.held_by()
    if holder is not None:
        yield Finding(Level.WARNING, Problem(checks_texts.BOARD, *checks_texts.held(holder.who)))
    if not lost:
        yield Finding.fine(checks_texts.BOARD, checks_texts.board_fine(file, len(view.rows), len(view.ballots)))


def _journal(office: SchoolContext) -> Iterator[Finding]:
    if office.board.exists() and (refused := office.refusal(Purpose.LOOK)) is not None:
        yield Finding(Level.ERROR, Problem(checks_texts.JOURNAL, refused, ""))
        return
    events, problems = journal_problems(office)
    yield from (Finding(Level.ERROR, problem) for problem in problems)
    if not problems:
        yield Finding.fine(checks_texts.JOURNAL, checks_texts.journal_fine(events))
    for letter in undelivered(office).values():
        dead = letter.state is LetterState.DEAD
        told = checks_texts.dead_address(letter.address, letter.error) if dead else checks_texts.lost(letter)
        yield Finding(Level.WARNING, Problem(letter.address, *told))


def _mail(office: SchoolContext) -> Iterator[Finding]:
    wrong = [each for each in probe(office) if not each.fine]
    yield from (Finding(Level.ERROR, Problem(checks_texts.MAIL, each.said, each.hint)) for each in wrong)
    if not wrong:
        yield Finding.fine(checks_texts.MAIL, checks_texts.mail_fine(office.school.settings.mail.transport.kind))


def _clock(office: SchoolContext) -> Iterator[Finding]:
    local, weeks = office.school.calendar.local(office.now), shift(office.var).days // 7
    zone = office.school.settings.time_zone
    yield Finding.fine(checks_texts.CLOCK, checks_texts.clock(f"{local:%d.%m.%Y %H:%M}", zone, weeks))
