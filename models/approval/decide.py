"""One pass: what follows from the board as it is seen, the journal as it stands, and the moment.

Deciding again at the same moment over what was recorded changes nothing: each milestone is advanced
by one fact after another until no fact follows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from models.approval import texts, vote_texts
from models.approval.advance import advance
from models.approval.case import Case, Sitting
from models.approval.marks import with_parts_taken
from models.approval.overview import Overview, overview_of
from models.approval.voters import Parties
from models.approval.votes import SeenVote, Standing, is_escalated, jam, read_votes
from models.board import Cells, Mark, View, columns, mark_untrusted, mark_whose, read_mark, whose, years_begun
from models.journal import Event, JournalState, Outcome, State
from models.parts import deleted_lines, lines_by_code, part_facts, stray_lines
from models.roadmap import Milestone
from models.school import School
from models.text import Mender, Problem, sentence, sentences


@dataclass(frozen=True, slots=True)
class Effects:
    """What one pass decided, and where every milestone stands after it; a value that can be compared."""

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    sightings: Mapping[str, Cells] = field(default_factory=dict)
    overviews: tuple[Overview, ...] = ()


def decide(school: School, known: JournalState, view: View, now: datetime, sitting: Sitting | None = None) -> Effects:
    """Everything that follows from the board as seen at this moment, and from the votes of a meeting."""
    view = mark_whose(mark_untrusted(view, known.sightings), known.sightings, school.roster)
    moment = max(now, known.head_at) if known.head_at else now
    today, lines = school.calendar.today(now), lines_by_code(view, known)
    events: list[Event] = []
    problems = [*view.problems, *_damaged_ballots(known, view)]
    begun, vacant = years_begun(school, today), _vacant(school, today)
    strangers = unknown_ballots(known, view)
    rested: list[tuple[Parties, State, Standing | None]] = []
    for milestone in school.milestones:
        state, mine = known.state(milestone.code), lines.get(milestone.code, {})
        if not mine and _is_untouched(known, view, milestone):
            rested.append((Parties(school, milestone, today), state, None))
        else:
            found = part_facts(school, milestone, state, mine, known, today, moment)
            events.extend(found.events)
            problems.extend(found.problems)
            case = _case(school, known, view, milestone, found.state, today, moment, strangers, sitting)
            state, facts = advance(case, found.state)
            where = case.standing(state)
            rested.append((case.parties, state, where))
            events.extend(facts)
            problems.extend(faults(case, state, where))
        if vacant and milestone.year in begun and not state.finished:
            problems.extend(_vacancies(milestone, vacant))
    problems.extend((*stray_lines(lines, school), *deleted_lines(view, known)))
    problems.extend(Problem(number, *texts.unknown_ballot(number), Mender.CURATOR) for number in sorted(strangers))
    told = sentences(problems)
    overviews = tuple(overview_of(parties, state, where, told.get(state.code)) for parties, state, where in rested)
    return Effects(tuple(events), tuple(problems), changed_sightings(known, view), overviews)


def _is_untouched(known: JournalState, view: View, milestone: Milestone) -> bool:
    """Whether nobody ever wrote anything in a row of which no fact is known: then no fact follows."""
    code = milestone.code
    if code in known.states or milestone.retired is not None:
        return False
    row = view.rows.get(code)
    return not (row.cells if row is not None else known.sightings.get(code))


def _case(
    school: School, known: JournalState, view: View, milestone: Milestone, state: State, today: date,
    moment: datetime, strangers: frozenset[str], sitting: Sitting | None,
) -> Case:  # fmt: skip
    """One milestone in this pass, with what its row and its ballots show."""
    code = milestone.code
    mark = with_parts_taken(school, milestone, state, seen_mark(school, known, view, code), today)
    votes = _seen_votes(school, known, view, milestone)
    return Case(
        school, milestone, mark, sitting.over(votes) if sitting else votes, known, today, moment, strangers,
        view.quarantined, code in view.doubted, _doubted_voters(school, view, code, sitting), sitting,
    )  # fmt: skip


def _doubted_voters(school: School, view: View, code: str, sitting: Sitting | None) -> frozenset[str]:
    """The people whose votes on the milestone's ballots are doubted; what was voted at a meeting is not."""
    if not view.doubted_votes:
        return frozenset()
    mine = {(number, voter) for number, voter in view.doubted_votes if number.rpartition("-")[0] == code}
    doubted = frozenset(
        person for number, label in mine
        if (person := whose(view.ballots[number].cells if number in view.ballots else {}, label, school.roster))
    )  # fmt: skip
    return doubted - sitting.voters_on(code) if sitting else doubted


def _vacant(school: School, today: date) -> frozenset[str]:
    """The executors' posts that nobody holds."""
    posts = {post for activity in school.roadmap.activities() for post in activity.executors}
    return frozenset(post for post in posts if not school.roster.holders(post, today))


def _vacancies(milestone: Milestone, vacant: frozenset[str]) -> Iterator[Problem]:
    """The executors of a milestone whose posts nobody holds."""
    for post in milestone.activity.executors:
        if post in vacant:
            yield Problem(milestone.code, *texts.POST_VACANT.of(post=post), Mender.ADMINISTRATOR)


def _damaged_ballots(known: JournalState, view: View) -> Iterator[Problem]:
    """Rows of the approval tab that were deleted, or whose lasting cells were typed over; the pass puts them back."""
    table = view.tables.get(columns.APPROVAL)
    for ballot in (ballot for state in known.states.values() for ballot in state.ballots):
        row = view.ballots.get(ballot.number)
        if row is None and ballot.number in known.sightings and ballot.number not in view.quarantined:
            yield Problem(ballot.number, *texts.BALLOT_DELETED, Mender.CURATOR)
        elif row is not None and table is not None and ballot.number not in view.misnamed:
            stands = table.rows[row.number]
            lasting = {
                columns.CODE: ballot.number.rpartition("-")[0],
                columns.STAGE: ballot.opened.stage_label,
                columns.DECIDE_BY: ballot.decide_by,
            }
            seen = {name: stands.get(name) for name in lasting}
            if view.looked_up:  # what `_engine` does not give is gone there: nobody typed over it here
                seen = {name: value for name, value in seen.items() if value is not None}
            damaged = [name for name, value in seen.items() if value != lasting[name]]
            if damaged:
                yield Problem(ballot.number, *texts.ballot_edited(damaged), Mender.CURATOR)


def faults(case: Case, state: State, where: Standing | None) -> Iterator[Problem]:
    """What a person must correct in a milestone's row and in its open ballot."""
    problem = _mark_problem(case, state)
    if problem is not None:
        yield problem
    ballot = state.ballot
    if state.pending is None or (ballot is not None and ballot.outcome is not Outcome.OPEN):
        return
    workflow, forms = case.school.workflow, frozenset(state.pending.made.forms)
    if ballot is None and workflow.route(state.pending.kind, forms) is not None:
        yield Problem(state.code, *texts.NOBODY_VOTES, Mender.CURATOR)
        return
    if ballot is None or where is None:
        yield Problem(state.code, *texts.NO_ROUTE.of(kind=state.pending.kind), Mender.ADMINISTRATOR)
        return
    stage = workflow.stages[ballot.opened.stage]
    is_untold = is_escalated(case.parties, ballot, stage) and not ballot.escalated_to
    if is_untold and stage.escalate and not case.parties.first_told(stage.escalate.to):
        yield Problem(state.code, *vote_texts.NOBODY_TOLD.of(label=sentence(stage.label)), Mender.ADMINISTRATOR)
    lost = jam(state, where)
    if lost is not None:
        yield lost
    if ballot.number not in case.quarantined:
        for fault in where.faults.values():
            yield Problem(ballot.number, *fault, Mender.VOTER)


def _mark_problem(case: Case, state: State) -> Problem | None:
    mark, workflow = case.mark, case.school.workflow
    if mark is None:
        return None
    if mark.fault is not None:
        return Problem(state.code, *mark.fault)
    if state.finished:
        edited = state.spent is not None and not case.shows(state.spent)
        told = texts.finished_row_edited(workflow.statuses[state.rest], reopening=state.pending is not None)
        return Problem(state.code, *told, Mender.CURATOR) if edited else None
    if not mark.asks_for_vote or state.pending is not None or case.shows(state.spent):
        return None
    asked = case.wish(state)
    if asked is None:
        return None
    if asked.fault is not None:
        return Problem(state.code, *asked.fault)
    if workflow.route(asked.kind, frozenset(asked.forms)) is None:
        return Problem(state.code, *texts.NO_ROUTE.of(kind=asked.kind), Mender.ADMINISTRATOR)
    return None


def seen_mark(school: School, known: JournalState, view: View, code: str) -> Mark | None:
    """The mark of a row as it stands; of a row that is gone, as last seen; None for a quarantined one."""
    if code in view.quarantined:
        return None
    row = view.rows.get(code)
    cells = row.cells if row is not None else known.sightings.get(code, {})
    return read_mark(cells, school.workflow.requests, school.workflow.longest_text)


def _seen_votes(
    school: School, known: JournalState, view: View, milestone: Milestone
) -> dict[str, dict[str, SeenVote]]:
    """The votes on the milestone's ballots: number → person → vote; of quarantined ballots as last seen."""
    votes = {}
    state = known.state(milestone.code)
    for ballot in state.ballots:
        row = view.ballots.get(ballot.number)
        cells = row.cells if row is not None else known.sightings.get(ballot.number, {})
        votes[ballot.number] = read_votes(cells, school.roster, school.workflow.choices, school.workflow.longest_text)
    return votes


def unknown_ballots(known: JournalState, view: View) -> frozenset[str]:
    """The numbers of ballots on the board that the journal never opened."""
    return frozenset(view.ballots) - {ballot.number for state in known.states.values() for ballot in state.ballots}


def changed_sightings(known: JournalState, view: View) -> dict[str, Cells]:
    """People's cells that differ from what was last seen, by code, ballot number or number of a line.

    A milestone's row is kept even when it is empty, so that it can be missed; a new ballot only once somebody wrote.
    """
    rows = {**view.rows, **view.parts}
    found = {key: row.cells for key, row in rows.items() if known.sightings.get(key) != row.cells}
    strangers = unknown_ballots(known, view)
    votes = {number: row.cells for number, row in view.ballots.items() if number not in strangers}
    votes |= {key: row.cells for key, row in view.sitting.items()}
    return {**found, **{key: cells for key, cells in votes.items() if known.sightings.get(key, {}) != cells}}
