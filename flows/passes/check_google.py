"""Look at a Google board step by step: the key, the sheet, with whom it is shared, protections, quota, clock."""

from collections.abc import Iterator

from flows.office import SchoolContext
from models.board import columns, google_texts, view_of
from models.checks import Finding, Level, copied_files, judged
from models.checks import texts as checks_texts
from models.school import GoogleBoardSettings as GoogleSettings
from models.school import all_voters
from models.text import Problem, VekhaError
from tasks.google import GoogleBoard, is_open

MOST_SECONDS_APART = 60


def google_findings(office: SchoolContext) -> Iterator[Finding]:
    """Everything but what stands on the board, in the order in which a newcomer sets it up."""
    school, board, settings = office.school, office.board, office.school.settings.board
    if not isinstance(board, GoogleBoard) or not isinstance(settings, GoogleSettings):
        return
    yield Finding.fine(checks_texts.KEY, google_texts.KEY_FINE.format(account=board.account))
    if is_open(settings, office.folder):
        yield Finding(Level.WARNING, Problem(checks_texts.KEY, *google_texts.KEY_OPEN))
    snapshot = board.read()
    yield Finding.fine(checks_texts.BOARD, google_texts.REACHED.format(place=board.place))
    people = all_voters(school.workflow.stages, school.roster)
    voters = {school.roster.label(person): school.roster.people[person].address for person in people}
    try:
        yield from judged(board.sharing(), voters, settings.owner)
        yield from copied_files(board.copies())
    except VekhaError as error:
        yield Finding(Level.WARNING, Problem(checks_texts.SHARING, *google_texts.SHARING_UNKNOWN.of(why=str(error))))
    view = view_of(school, snapshot)
    if columns.APPROVAL in view.tables and not view.open_voters and not view.refused:
        yield Finding.fine(
            checks_texts.PROTECTIONS, google_texts.PROTECTIONS_FINE.format(number=len(snapshot.protections or ()))
        )
    yield Finding.fine(checks_texts.QUOTA, google_texts.QUOTA_FINE.format(per_minute=settings.calls_per_minute))
    apart = board.seconds_apart
    if apart is not None and abs(apart) > MOST_SECONDS_APART:
        yield Finding(Level.WARNING, Problem(checks_texts.CLOCK, *google_texts.clock_apart(round(apart))))
