"""(b) Many at once: open submissions that would end or show one value, counted votes or lines that vanish."""

from collections.abc import Iterator, Mapping

from models.board import Cells, Value, columns, read_mark, whose
from models.evidence import assess
from models.journal import JournalState, Outcome, Unit
from models.observation.doubt import Sightings
from models.parts import asking_posts, is_empty_line
from models.school import Choice, Kind, Request, School

_ADDRESS = columns.RESULT + columns.LINK


def emptied(school: School, known: JournalState, sightings: Sightings, changed: Mapping[Unit, Cells]) -> set[Unit]:
    """Rows of one tab, or one voter's ballots, that were emptied or filled over together; none below a threshold."""
    rules, started = school.workflow.doubt, school.workflow.requests[Request.STARTED]
    if any(voter for _, voter in changed):
        votes = {unit for unit, cells in changed.items() if _vote_vanished(school, known, sightings, unit, cells)}
        return votes if len(votes) >= rules.vanished_votes else set()
    entries = {unit for unit in changed if columns.is_sitting(unit[0])}
    if entries:
        gone = {unit for unit in entries if not changed[unit] and sightings.of(unit)}
        return gone if len(gone) >= rules.emptied_rows else set()
    lines = {unit for unit in changed if columns.part_number(unit[0]) is not None}
    if lines:
        gone = {unit for unit in lines if is_empty_line(changed[unit]) and not is_empty_line(sightings.of(unit))}
        return gone if len(gone) >= rules.emptied_rows else set()
    open_rows = {unit for unit in changed if known.state(unit[0]).pending is not None}
    gone = {unit for unit in open_rows if _ends(school, known, unit, sightings.of(unit), changed[unit])}
    found = gone if len(gone) >= rules.emptied_rows else set()
    same: dict[tuple[str, Value], set[Unit]] = {}
    for unit in open_rows:
        for header, value in _replaced(sightings.of(unit), changed[unit], started):
            same.setdefault((header, value), set()).add(unit)
    for units in same.values():
        if len(units) >= rules.emptied_rows:
            found |= units
    return found


def _ends(school: School, known: JournalState, unit: Unit, before: Cells, cells: Cells) -> bool:
    """Whether what carries a submission is empty now, or proves nothing; choosing «Начато» instead is a wish."""
    if cells.get(columns.REQUEST) not in (None, before.get(columns.REQUEST)):
        return False
    pending = known.state(unit[0]).pending
    is_done = pending is not None and pending.kind is Kind.COMPLETION  # neither its comment nor a new date carries it
    carrying = (columns.REQUEST, columns.RESULT) if is_done else columns.MARK_COLUMNS
    if any(before.get(header) is not None and cells.get(header) is None for header in (*carrying, _ADDRESS)):
        return True
    return is_done and _proves(school, unit[0], before) and not _proves(school, unit[0], cells)


def _proves(school: School, code: str, cells: Cells) -> bool:
    """Whether a row's result is enough for its milestone; where lines of many are the result, they are."""
    milestone, workflow = school.by_code.get(code), school.workflow
    if milestone is None or asking_posts(school, milestone):
        return True
    mark = read_mark(cells, workflow.requests, workflow.longest_text)
    return assess(
        mark.result, milestone.activity.proof, school.evidence, site=school.settings.site, start=milestone.start,
        due=milestone.due, used_links={},
    ).met  # fmt: skip


def _replaced(before: Cells, cells: Cells, started: str) -> Iterator[tuple[str, Value]]:
    """The cells that are voted on and show another value now; «Начато» is chosen to withdraw."""
    for header in (columns.REQUEST, columns.RESULT, columns.NEW_DATE):
        value = cells.get(header)
        if value not in (None, started) and before.get(header) is not None and value != before.get(header):
            yield header, value


def _vote_vanished(school: School, known: JournalState, sightings: Sightings, unit: Unit, cells: Cells) -> bool:
    """Whether a counted vote of a ballot that is still open is not there any more."""
    number, voter = unit
    ballot = known.state(number.rpartition("-")[0]).ballot
    if ballot is None or ballot.number != number or ballot.outcome is not Outcome.OPEN:
        return False
    counted = {vote.voter: vote.choice for vote in ballot.votes}
    person = whose(sightings.last.get(number, {}), voter, school.roster)
    needed = columns.VOTE_PARTS if counted.get(person or "") is Choice.RETURN else (columns.VOTE,)
    return person in counted and any(cells.get(voter + part) is None for part in needed)
