"""Look at a Google board step by step: the key, the sheet, with whom it is shared, protections, quota, clock."""

from collections.abc import Iterator

from flows.office import Office
from models import wording_google as wording
from models.board import APPROVAL
from models.checkup import Finding, Level
from models.plans import view_of
from models.problems import Problem, VekhaError
from models.settings import GoogleBoard as GoogleSettings
from models.sharing import judged
from models.votes import all_voters
from tasks.google_board import GoogleBoard
from tasks.google_key import is_open

MOST_SECONDS_APART = 60


def google_findings(office: Office) -> Iterator[Finding]:
    """Everything but what stands on the board, in the order in which a newcomer sets it up."""
    school, board, settings = office.school, office.board, office.school.settings.board
    if not isinstance(board, GoogleBoard) or not isinstance(settings, GoogleSettings):
        return
    yield _fine("ключ", wording.key_fine(board.account))
    if is_open(settings, office.folder):
        yield Finding(Level.WARNING, Problem("ключ", *wording.key_open()))
    snapshot = board.read()
    yield _fine("таблица", wording.reached(board.place))
    people = all_voters(school.workflow.stages, school.roster)
    voters = {school.roster.label(person): school.roster.people[person].address for person in people}
    try:
        yield from judged(board.sharing(), voters, settings.owner)
    except VekhaError as error:
        yield Finding(Level.WARNING, Problem("доступ", *wording.sharing_unknown(str(error))))
    view = view_of(school, snapshot)
    if APPROVAL in view.tables and not view.open_voters:
        yield _fine("защиты", wording.protections_fine(len(snapshot.protections or ())))
    yield _fine("квота", wording.quota_fine(settings.calls_per_minute))
    apart = board.seconds_apart
    if apart is not None and abs(apart) > MOST_SECONDS_APART:
        yield Finding(Level.WARNING, Problem("часы", *wording.clock_apart(round(apart))))


def _fine(where: str, found: str) -> Finding:
    return Finding(Level.FINE, Problem(where, found, ""))
