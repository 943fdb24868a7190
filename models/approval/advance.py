"""How a milestone advances: one fact after another, until no fact follows from what is seen."""

from collections.abc import Iterator, Mapping

from models.approval import texts, vote_texts
from models.approval.case import Case, by_protocol, counted_votes, of_meeting, voted_why, without_votes_of
from models.approval.marks import SubmissionRequest, due_date
from models.approval.orders import retirement
from models.approval.quorum import rule_of
from models.approval.votes import SeenVote, Standing, counts, is_escalated
from models.board import Mark, as_text, columns, is_same
from models.journal import (
    Amended,
    Asked,
    Ballot,
    Cancelled,
    Cleared,
    Done,
    Escalated,
    Event,
    Moved,
    Outcome,
    Refused,
    Reopened,
    StageMet,
    StageOpened,
    Started,
    State,
    Submission,
    Submitted,
    Superseded,
    Voted,
    VoteWithdrawn,
    Withdrawn,
    evolve,
)
from models.school import Kind, Request, Stage, Status
from models.text import sentence

MOST_FACTS_BESIDES_VOTES = 200


def advance(case: Case, state: State) -> tuple[State, list[Event]]:
    """Follow a milestone through every fact that this pass brings; returns where it ends and the facts."""
    facts: list[Event] = []
    most = MOST_FACTS_BESIDES_VOTES + len(case.school.roster.people)
    while (fact := next_fact(case, state)) is not None:
        facts.append(fact)
        state = evolve(state, fact)
        if len(facts) > most:
            raise RuntimeError(f"{state.code}: the rules never come to rest")
    return state, facts


def next_fact(case: Case, state: State) -> Event | None:
    """The next thing that happens to a milestone, or None when it has come to rest."""
    struck_off = _struck_off(case, state)
    if struck_off is not None or case.mark is None:
        return struck_off
    return case.earlier_attempt(state) or _fact_from_mark(case, state) or _fact_from_votes(case, state)


def _struck_off(case: Case, state: State) -> Event | None:
    """What the roadmap says of an order that the journal has not heard of (a new database, say)."""
    order = case.milestone.retired
    return next(retirement(state, str(order), case.full, case.moment), None) if order else None


def _fact_from_mark(case: Case, state: State) -> Event | None:
    mark, code, at = case.mark, state.code, case.moment
    if mark is None or mark.fault or state.finished:
        return None
    pending = state.pending
    if not mark.asks_for_vote:
        if pending is not None:
            return Withdrawn(
                milestone=code, seen_at=at, why=texts.WITHDRAWN.format(number=pending.number), number=pending.number
            )
        if mark.request is Request.STARTED:
            started = Started(milestone=code, seen_at=at, why=texts.STARTED)
            return started if state.rest is not Status.IN_PROGRESS or state.spent else None
        cleared = Cleared(milestone=code, seen_at=at, why=texts.CLEARED)
        return cleared if state.rest is Status.IN_PROGRESS or state.spent else None
    if case.shows(state.spent):
        if pending is None:
            return None
        why = texts.WITHDRAWN_TO_DECIDED.format(number=pending.number)
        return Withdrawn(milestone=code, seen_at=at, why=why, number=pending.number)
    if pending is not None and case.shows(pending.shown.full):
        return None
    asked = case.wish(state)
    if asked is None:
        return None
    if pending is None:
        return None if asked.fault else _submitted(case, state, asked)
    return _change_under_vote(case, pending, asked)


def _change_under_vote(case: Case, pending: Submission, asked: SubmissionRequest) -> Event | None:
    mark, code, at = case.mark, case.milestone.code, case.moment
    if mark is None:
        return None
    if asked.fault:
        why = texts.WITHDRAWN_INCOMPLETE.format(number=pending.number, missing=asked.fault[0])
        return Withdrawn(milestone=code, seen_at=at, why=why, number=pending.number)
    same = is_same(pending.made.voted, mark, case.school.workflow.voted_fields)
    if asked.kind is not pending.kind or not (same or _answers(case, pending, mark)):
        return Superseded(
            milestone=code, seen_at=at, why=texts.SUPERSEDED.format(number=pending.number), number=pending.number
        )
    return Amended(
        milestone=code, seen_at=at, why=texts.AMENDED, number=pending.number,
        result=mark.shown_result, new_date=mark.new_date, comment=mark.comment, full=asked.full,
    )  # fmt: skip


def _answers(case: Case, pending: Submission, mark: Mark) -> bool:
    """Whether the executor only answered a question in «Комментарий», which lapses no vote."""
    ballot = case.known.state(case.milestone.code).ballot
    asked = ballot is not None and any(not each.answered for each in ballot.questions)
    shown = pending.shown
    return asked and bool(mark.comment) and (mark.shown_result, mark.new_date) == (shown.result, shown.new_date)


def _submitted(case: Case, state: State, asked: SubmissionRequest) -> Event | None:
    mark, number = case.mark, len(state.submissions) + 1
    if mark is None or case.school.workflow.route(asked.kind, frozenset(asked.forms)) is None:
        return None
    return Submitted(
        milestone=state.code, seen_at=case.moment, why=texts.SUBMITTED.format(number=number, what=asked.what),
        number=number, submission=asked.kind, result=mark.shown_result, new_date=mark.new_date, comment=mark.comment,
        full=asked.full, voted=asked.voted, forms=asked.forms, answering=case.parties.answers,
        understood=asked.what, warnings=asked.warnings, since=state.first_seen(asked.full),
    )  # fmt: skip


def _fact_from_votes(case: Case, state: State) -> Event | None:
    pending = state.pending
    if pending is None:
        return None
    ballot = state.ballot
    if ballot is None or ballot.outcome is Outcome.MET:
        return _next_stage(case, state, pending)
    stage, seen = case.school.workflow.stages.get(ballot.opened.stage), case.votes.get(ballot.number)
    if seen is None or stage is None or ballot.number in case.quarantined:
        return None
    voted = next(_new_votes(case, pending, ballot, stage, seen), None)
    voted = voted or counted_votes(case.sitting, ballot, state.code, case.moment)
    if voted is not None:
        return voted
    sure = case.standing(without_votes_of(case.doubted_voters, state))
    closing = _closing(case, state, pending, sure) if sure is not None else None
    if closing is not None or case.doubted or case.doubted_voters:
        return closing
    return _question(case, ballot, stage, seen) or _escalation(case, ballot, stage)


def _closing(case: Case, state: State, pending: Submission, where: Standing) -> Event | None:
    ballot = state.ballot
    if ballot is None or where.outcome is Outcome.OPEN:
        return None
    why = by_protocol(case.sitting, ballot, sentence(where.why))
    if where.outcome is Outcome.REFUSED:
        return Refused(
            milestone=state.code, seen_at=case.moment, why=why, number=pending.number,
            ballot=ballot.number, voters=where.voters, approvals=where.approvals, needed=where.needed,
        )  # fmt: skip
    return StageMet(
        milestone=state.code, seen_at=case.moment, why=why, ballot=ballot.number,
        voters=where.voters, approvals=where.approvals, needed=where.needed,
    )  # fmt: skip


def _escalation(case: Case, ballot: Ballot, stage: Stage) -> Event | None:
    """Past the deadline by so many working days, the first post of the stage's escalation that can hear is told."""
    rule, roster = stage.escalate, case.school.roster
    if rule is None or ballot.escalated_to or not is_escalated(case.parties, ballot, stage):
        return None
    people = case.parties.first_told(rule.to)
    if not people:
        return None
    acting = dict.fromkeys(roster.label(roster.acting(person, case.today) or person) for person in people)
    why = vote_texts.escalated(stage.label, list(acting), rule.decides)
    return Escalated(
        milestone=case.milestone.code, seen_at=case.moment, why=why, ballot=ballot.number, to=people,
        decides=rule.decides,
    )  # fmt: skip


def _question(case: Case, ballot: Ballot, stage: Stage, seen: Mapping[str, SeenVote]) -> Event | None:
    """The first remark without a decision that stood unchanged until the next working day."""
    calendar, roster = case.school.calendar, case.school.roster
    if ballot.opened.of is None:  # of the first release: taken over without a fact
        return None
    for voter, seat in case.parties.panel(stage, ballot.deciders).seats.items():
        cell, label = seen.get(voter), roster.label(voter)
        stood = case.known.since.get((ballot.number, label))
        if cell is None or stood is None or cell.said or not cell.proven:
            continue
        if {header: as_text(value) for header, value in stood.cells.items()} != {
            label + columns.VOTE_COMMENT: cell.comment
        }:
            continue
        is_old = any(each.voter == voter and each.remark == cell.comment for each in ballot.questions)
        is_taken = any(vote.seat == seat for vote in ballot.votes)
        if is_old or is_taken or not calendar.working_days_between(calendar.today(stood.moment), case.today):
            continue
        pause = 0 if ballot.moved_to or ballot.escalated_to else stage.question_pause
        moved_to = calendar.add_working_days(ballot.decide_by, pause) if pause else None
        why = vote_texts.asked(label, cell.comment, moved_to)
        return Asked(
            milestone=case.milestone.code, seen_at=case.moment, why=why, ballot=ballot.number, voter=voter,
            remark=cell.comment, decide_by=moved_to,
        )  # fmt: skip
    return None


def _new_votes(
    case: Case, pending: Submission, ballot: Ballot, stage: Stage, seen: Mapping[str, SeenVote]
) -> Iterator[Event]:
    """The first difference between the votes recorded and the votes that stand in the cells."""
    code, roster = case.milestone.code, case.school.roster
    for voter, seat in case.parties.panel(stage, ballot.deciders).seats.items():
        own = next((vote for vote in ballot.votes if vote.voter == voter), None)
        taken = any(vote.seat == seat and vote.voter != voter for vote in ballot.votes)
        if taken and voter != seat:
            continue
        cell = seen.get(voter)
        if cell is not None and not cell.proven:
            continue
        label = roster.label(voter)
        if cell is None or cell.choice is None or not counts(cell):
            if own is not None:
                yield VoteWithdrawn(
                    milestone=code, seen_at=case.moment, why=vote_texts.VOTE_WITHDRAWN.format(voter=label),
                    ballot=ballot.number, voter=voter, seat=own.seat,
                )  # fmt: skip
            continue
        if own is None or (own.seat, own.choice, own.comment) != (seat, cell.choice, cell.comment):
            word = case.school.workflow.choices.get(cell.choice, vote_texts.ABSTAINED)
            said = vote_texts.voted(label, word, cell.comment)
            yield Voted(
                milestone=code, seen_at=case.moment, why=voted_why(case.sitting, ballot, voter, said),
                ballot=ballot.number, voter=voter, seat=seat, post=roster.post_named(stage.voters), choice=cell.choice,
                comment=cell.comment, fingerprint=pending.made.voted, **of_meeting(case.sitting, ballot, voter),
            )  # fmt: skip


def _next_stage(case: Case, state: State, pending: Submission) -> Event | None:
    """Open the next stage that is not passed over, or end the submission when every stage was met.

    A stage that joins the route while a submission is under way is still asked; nothing ends because a rule went.
    """
    school, route = case.school, case.school.workflow.route(pending.kind, frozenset(pending.made.forms))
    mine = [ballot for ballot in state.ballots if ballot.opened.number == pending.number]
    statuses = school.workflow.statuses
    if route is None:
        return None
    met = {ballot.opened.stage for ballot in mine}
    for key in (key for key in route.stages if key not in met):
        stage = school.workflow.stages[key]
        members = case.parties.panel(stage)
        if stage.pass_over_own_work and not members.seats and members.aside:
            continue
        number = len(mine) + 1
        if f"{state.code}-{pending.number}.{number}" in case.strangers:
            return None
        goal = rule_of(stage).least(len(members.seats) + len(members.absent))
        decide_by = school.calendar.add_working_days(case.today, stage.decide_within)
        return StageOpened(
            milestone=state.code, seen_at=case.moment,
            why=vote_texts.stage_opened(statuses[Status.ON_APPROVAL], stage.label, len(members.seats), goal, decide_by),
            ballot=f"{state.code}-{pending.number}.{number}", number=pending.number, stage=key, stage_label=stage.label,
            stage_number=number, voters=tuple(members.seats.values()), needed=goal, returns=stage.returns,
            decide_by=decide_by, quorum=stage.quorum, of=stage.of, present_at_least=stage.present_at_least,
            tie=stage.tie,
        )  # fmt: skip
    if not mine or case.doubted:
        return None
    return _end(case, state, pending, tuple(ballot.why for ballot in mine))


def _end(case: Case, state: State, pending: Submission, stages: tuple[str, ...]) -> Event:
    code, at, number = state.code, case.moment, pending.number
    statuses = case.school.workflow.statuses
    match pending.kind:
        case Kind.EXTENSION if pending.shown.new_date is not None:
            before, due = due_date(case.milestone, state), pending.shown.new_date
            why = texts.moved(before, due, pending.shown.comment, case.school.workflow.requests[Request.COMPLETION])
            return Moved(milestone=code, seen_at=at, why=why, number=number, due=due, before=before)
        case Kind.CANCELLATION:
            return Cancelled(
                milestone=code, seen_at=at, why=texts.CANCELLED.format(status=statuses[Status.CANCELLED]), number=number
            )
        case Kind.REOPENING:
            return Reopened(milestone=code, seen_at=at, why=texts.REOPENED, number=number)
        case _:
            return Done(milestone=code, seen_at=at, why=texts.done(statuses[Status.DONE], stages), number=number)
