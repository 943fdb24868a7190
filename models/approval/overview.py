"""Where every milestone stands on a day, each with its sentence: what status, sheet, letters and summary show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.approval import texts
from models.approval.marks import KINDS, due_date
from models.approval.voters import Parties
from models.approval.votes import Standing, jam, open_standing, read_votes
from models.journal import Ballot, JournalState, Outcome, State, Submission
from models.parts import PartsStanding, parts_standing
from models.roadmap import Milestone
from models.school import Kind, Request, School, Status
from models.text import Problem, joined, sentence

MOST_PRIOR = 3  # of the decisions before, in one cell


@dataclass(frozen=True, slots=True)
class Overview:
    """One milestone as people are told of it, decided once for sheet, letters, calendars and status.

    `overdue_days` are calendar days, 0 when nothing is overdue; `standing` is None when nothing is being voted on,
    `parts` where none are asked for.
    """

    parties: Parties
    state: State
    status: Status
    due: date | None
    overdue_days: int
    standing: Standing | None
    problem: str | None
    parts: PartsStanding | None = None

    @property
    def milestone(self) -> Milestone:
        """The milestone itself."""
        return self.parties.milestone

    @property
    def why(self) -> str:
        """Why it stands where it does, in one sentence; put into words only where somebody asks."""
        if self.standing is not None and not self.state.finished:
            return self.standing.why
        return _why(self.parties.school, self.milestone, self.state, self.due, self.parties.day)

    @property
    def answers(self) -> tuple[str, ...]:
        """Who answers for it today."""
        return self.parties.answers

    @property
    def jam(self) -> Problem | None:
        """The open ballot's quorum that those who are left cannot reach."""
        return jam(self.state, self.standing)

    @property
    def code(self) -> str:
        """The milestone's code."""
        return self.milestone.code

    @property
    def way_back(self) -> str:
        """What takes a returned row to the vote again; empty for other rows."""
        last = self.state.submission
        if last is None or self.status is not Status.RETURNED:
            return ""
        request = next((word for word, kind in KINDS.items() if kind is last.kind), Request.COMPLETION)
        return texts.MEND.get(last.kind, "").format(request=self.parties.school.workflow.requests[request])

    @property
    def days_late(self) -> int:
        """By how many calendar days the result that was approved was handed in late; 0 in time or not done."""
        handed_in = [
            one.made_at for one in self.state.submissions
            if one.kind is Kind.COMPLETION and one.outcome is Outcome.MET
        ]  # fmt: skip
        if self.status is not Status.DONE or not handed_in or self.due is None:
            return 0
        return max(0, (self.parties.school.calendar.today(handed_in[-1]) - self.due).days)

    @property
    def open(self) -> bool:
        """Whether anybody still has something to do about it."""
        return self.status not in (Status.DONE, Status.CANCELLED)


def overview(school: School, known: JournalState, problems: Mapping[str, str], today: date) -> tuple[Overview, ...]:
    """Every milestone by year, then in the order of the document; `problems` are sentences by code."""
    return tuple(_as_last_seen(Parties(school, milestone, today), known, problems) for milestone in school.milestones)


def _as_last_seen(parties: Parties, known: JournalState, problems: Mapping[str, str]) -> Overview:
    school, state = parties.school, known.state(parties.milestone.code)
    where = None
    if state.pending is not None and state.ballot is not None:
        cells = known.sightings.get(state.ballot.number, {})
        where = open_standing(
            parties, state, read_votes(cells, school.roster, school.workflow.choices, school.workflow.longest_text)
        )
    return overview_of(parties, state, where, problems.get(state.code))


def overview_of(parties: Parties, state: State, where: Standing | None, problem: str | None) -> Overview:
    """One milestone as people are told of it, from what was found of it."""
    milestone, today = parties.milestone, parties.day
    due = due_date(milestone, state)
    status = state.status
    if status is Status.PLANNED and due is None:
        status = Status.UNCLEAR
    school = parties.school
    days, parts = overdue_days(school, state, due, today), parts_standing(school, milestone, state.parts, today)
    return Overview(parties, state, status, due, days, where, problem, parts)


def overdue_days(school: School, state: State, due: date | None, today: date) -> int:
    """Calendar days since the due date; 0 when finished, or while a submission made in time is on approval."""
    if due is None or state.finished:
        return 0
    pending = state.pending
    if pending is not None and school.calendar.today(pending.made_at) <= due:
        return 0
    return max(0, (today - due).days)


def decided_ballot(state: State) -> Ballot | None:
    """The ballot that tells how the latest submission stands or ended; None where it was given up or none was made."""
    ballot = state.ballot
    return ballot if ballot is not None and ballot.outcome in (Outcome.OPEN, Outcome.MET, Outcome.REFUSED) else None


def _why(school: School, milestone: Milestone, state: State, due: date | None, today: date) -> str:
    if state.rest is Status.RETURNED and state.pending is None:
        return texts.returned(state.why, [each.why for each in state.ballots if each.outcome is Outcome.REFUSED][-1])
    attempt = state.attempt
    is_news = attempt is not None and state.pending is None and (not state.since or attempt.seen_at > state.since)
    tried = attempt.why if attempt is not None and is_news else ""
    if state.why and (state.rest is not Status.PLANNED or state.pending is not None or state.spent is not None):
        return joined((*filter(None, (tried, state.why)), *_returned_last(state)))
    if due is None:
        return texts.UNCLEAR.format(status=school.workflow.statuses[Status.UNCLEAR], question=milestone.unclear or "")
    return texts.planned(due, today, tried)


def _returned_last(state: State) -> Iterator[str]:
    """Why the latest submission was returned, while its row is worked on and nothing new was submitted.

    Rows of the first release keep what they showed.
    """
    ballot = state.ballot
    if ballot is None or ballot.outcome is not Outcome.REFUSED or ballot.opened.of is None or state.finished:
        return
    yield texts.returned_before(ballot.why)


def decides(submission: Submission) -> str:
    """What «Что решается» says, with the warnings that voters should see."""
    what = sentence(submission.made.understood or str(submission.kind))
    return joined((what, *submission.made.warnings))


def prior_decisions(state: State, ballot: Ballot) -> Iterator[str]:
    """What was decided of the milestone before a ballot's submission, and what changed of the result since.

    Ballots of the first release keep what they showed: the last refusal alone.
    """
    number = ballot.opened.number
    refusals = {one.opened.number: one.why for one in state.ballots if one.outcome is Outcome.REFUSED}
    refused = [each for each in state.submissions[: number - 1] if each.number in refusals]
    last = refused[-1] if refused else None
    if ballot.opened.of is not None:
        now = state.submissions[number - 1]
        if last is not None and last.kind is now.kind:
            was, stands = last.shown.result, now.shown.result
            yield texts.SAME_RESULT if was == stands else texts.result_was(was)
        decided = [each for each in state.submissions[: number - 1] if each.outcome in (Outcome.MET, Outcome.REFUSED)]
        for each in (one for one in decided[-MOST_PRIOR:] if one is not last):
            what = each.made.understood or str(each.kind)
            yield texts.decided_before(each.number, what, refusals.get(each.number))
    if last is not None:
        why = refusals[last.number]
        yield texts.returned_before(why) if ballot.opened.of is not None else texts.OF_FIRST_RELEASE.format(why=why)
