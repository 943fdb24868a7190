"""What each milestone asks of whom on a day: duties, which letters then gather by person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from models import letter_wording as words
from models import wording, wording_votes
from models.advance import Known, answering, voters_now
from models.board import APPROVAL, plan_title
from models.letter import Item, SectionKind
from models.overview import Overview
from models.problems import Mender, Problem
from models.projection import decides
from models.settings import School
from models.state import Ballot, Outcome
from models.votes import Panel, read_votes, vote_faults
from models.workflow import Choice, Kind, Request, Status

REQUEST_OF = {
    Kind.COMPLETION: Request.COMPLETION,
    Kind.EXTENSION: Request.EXTENSION,
    Kind.CANCELLATION: Request.CANCELLATION,
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that waits for one person; not urgent: told only in a letter that goes anyway."""

    person: str
    kind: SectionKind
    item: Item
    urgent: bool = True


@dataclass(frozen=True)
class Day:
    """A working day of a school with all that is known about it; `links` leads to rows by code or ballot number."""

    school: School
    known: Known
    today: date
    overviews: tuple[Overview, ...]
    problems: Sequence[Problem]
    links: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def soon(self) -> date:
        """The first day that is too far for a letter: one working day beyond the longest notice of the workflow."""
        return self.school.calendar.add_working_days(self.today, max(self.school.workflow.due_soon, default=0) + 1)

    @property
    def begins_week(self) -> bool:
        """Whether this is the first working day of its week."""
        return self.school.calendar.first_working_day_of_week(self.today) == self.today

    def acting(self, people: Iterable[str]) -> dict[str, list[str]]:
        """Who acts for these people today: acting person → whom they act for (nobody for themselves)."""
        found: dict[str, list[str]] = {}
        for person in people:
            who = self.school.roster.acting(person, self.today)
            if who is not None:
                found.setdefault(who, []).extend([] if who == person else [person])
        return found

    def holders(self, role: str | None) -> tuple[str, ...]:
        """Who acts today for the holders of a role of the people file or of a post."""
        if role is None:
            return ()
        roster = self.school.roster
        return tuple(self.acting(roster.members(role, self.today)))

    def labels(self, people: Iterable[str]) -> list[str]:
        """How people are called on the board."""
        return [self.school.roster.label(person) for person in people]

    def place(self, each: Overview, what: str) -> str:
        """What to do, and on which tab."""
        return words.on_tab(plan_title(self.school.period.name(each.milestone.year)), what)

    def left(self, due: date) -> int:
        """Working days that are left till a day."""
        return self.school.calendar.working_days_between(self.today, due)


def duties(day: Day) -> list[Duty]:
    """Everything that waits for anybody today."""
    by_code: dict[str, list[Problem]] = defaultdict(list)
    for problem in day.problems:
        by_code[problem.where].append(problem)
    found: list[Duty] = []
    for each in day.overviews:
        faults = [problem.sentence() for problem in by_code[each.code] if problem.mender is Mender.EXECUTOR]
        if not by_code[each.code] and each.problem and each.status is not Status.ON_APPROVAL:
            faults = [each.problem]
        found.extend(_of_executors(day, each, faults))
        found.extend(_of_voters(day, each))
    found.extend(_of_curator(day))
    found.extend(_of_administrator(day))
    return found


# --- executors -------------------------------------------------------------------------------------


def _of_executors(day: Day, each: Overview, faults: Sequence[str]) -> Iterator[Duty]:
    found = _executors_item(day, each, faults)
    if found is None:
        return
    kind, item, urgent = found
    answers = answering(day.school, each.milestone, day.today)
    acting = day.acting(answers)
    for person, absent in acting.items():
        note = wording.joined((words.instead_of(day.labels(absent)) if absent else "", item.note))
        yield Duty(person, kind, _with_note(item, note), urgent)
    if not acting:
        fault, hint = words.nobody_acts(day.labels(answers))
        lost = Item(
            code=item.code, title=item.title, due=item.due, days=item.days, when=item.when, note=fault, action=hint
        )
        for curator in day.holders("curator"):
            yield Duty(curator, SectionKind.UNBLOCK, lost, urgent)


def _executors_item(day: Day, each: Overview, faults: Sequence[str]) -> tuple[SectionKind, Item, bool] | None:
    """The one section that a milestone stands in for those who answer, and whether a letter goes for it."""
    requests = day.school.workflow.requests
    done, move = requests[Request.COMPLETION], requests[Request.EXTENSION]
    if each.status is Status.RETURNED:
        submission = each.state.submission
        request = requests[REQUEST_OF.get(submission.kind, Request.COMPLETION)] if submission else done
        note = wording.joined((*faults, _refusal(each)))
        return SectionKind.RETURNED, _row(day, each, note, words.mend(request)), True
    waits_for_voters = each.status is Status.ON_APPROVAL
    if each.overdue_days and not waits_for_voters:
        return SectionKind.OVERDUE, _row(day, each, wording.joined(faults), words.act(done, move)), True
    if faults:
        return SectionKind.INCOMPLETE, _row(day, each, wording.joined(faults), words.mend_entry()), True
    if each.due is None or waits_for_voters or not each.open or each.due < day.today:
        return None
    if each.due >= day.soon:
        return None
    left, steps = day.left(each.due), day.school.workflow.due_soon
    return SectionKind.DUE_SOON, _row(day, each, "", words.mark_done(done)), left in steps


def _row(day: Day, each: Overview, note: str, what: str) -> Item:
    days, when = None, ""
    if each.due is not None and each.overdue_days:
        days, when = each.overdue_days, words.overdue_since(each.overdue_days, each.due, day.today)
    elif each.due is not None and each.open and day.today <= each.due < day.soon:
        days = -day.left(each.due)
        when = words.time_left(-days, each.due, day.today)
    elif each.due is not None and each.open:
        when = words.due(each.due, day.today)
    return Item(
        code=each.code, title=title_of(each), due=each.due, days=days, when=when, note=words.clean(note),
        action=day.place(each, what), link=day.links.get(each.code),
    )  # fmt: skip


def title_of(each: Overview) -> str:
    """The activity's title, short enough for a letter."""
    return words.clean(each.milestone.activity.title, words.LONGEST_TITLE)


def _with_note(item: Item, note: str) -> Item:
    return Item(
        code=item.code, title=item.title, due=item.due, days=item.days, when=item.when, note=note, said=item.said,
        who=item.who, action=item.action, link=item.link,
    )  # fmt: skip


def _refusal(each: Overview, before: int | None = None) -> str:
    """Why, and by whom, a submission was returned the last time (before a submission's number, when given)."""
    refused = [
        ballot for ballot in each.state.ballots
        if ballot.outcome is Outcome.REFUSED and (before is None or ballot.submission < before)
    ]  # fmt: skip
    return refused[-1].why if refused else each.why


# --- voters ----------------------------------------------------------------------------------------


def _of_voters(day: Day, each: Overview) -> Iterator[Duty]:
    ballot = each.state.ballot
    if ballot is None or each.standing is None or each.standing.outcome is not Outcome.OPEN:
        return
    school = day.school
    members = voters_now(school, each.milestone, each.state, day.today)
    voted = {vote.seat for vote in ballot.votes}
    seen = read_votes(day.known.sightings.get(ballot.number, {}), school.roster, school.workflow.choices)
    for person, seat in members.seats.items():
        if seat in voted:
            continue
        alone = Panel({person: seat}, {})
        faults = [wording.joined(fault) for fault in vote_faults(alone, seen, school.roster, school.workflow.choices)]
        if _reminds(day, ballot):
            faults.insert(0, words.reminder(_age(day, ballot)))
        if person != seat:
            faults.insert(0, words.instead_of([school.roster.label(seat)]))
        yield Duty(person, SectionKind.VOTE, _ballot_item(day, each, ballot, faults))


def _age(day: Day, ballot: Ballot) -> int:
    """How many working days a ballot waits."""
    calendar = day.school.calendar
    return calendar.working_days_between(calendar.today(ballot.opened_at), day.today)


def _reminds(day: Day, ballot: Ballot) -> bool:
    stage = day.school.workflow.stages.get(ballot.stage)
    return stage is not None and _age(day, ballot) in stage.remind_after


def _ballot_item(day: Day, each: Overview, ballot: Ballot, faults: Sequence[str]) -> Item:
    calendar, choices = day.school.calendar, day.school.workflow.choices
    submission = each.state.submissions[ballot.submission - 1]
    left, late = day.left(ballot.decide_by), calendar.working_days_between(ballot.decide_by, day.today)
    note = wording.joined((*faults, decides(submission)))
    if submission.number > 1 and any(each.outcome is Outcome.REFUSED for each in each.state.submissions):
        note = wording.joined((note, words.last_round(_refusal(each, submission.number))))
    what = words.vote(choices[Choice.APPROVE], choices[Choice.RETURN])
    return Item(
        code=ballot.number, title=title_of(each), due=ballot.decide_by, days=late or -left,
        when=words.decide_by(ballot.decide_by, left, late, day.today), note=words.clean(note),
        said=words.clean(" · ".join(filter(None, (submission.result, submission.comment))), words.LONGEST_SAID),
        action=words.on_tab(APPROVAL, what), link=day.links.get(ballot.number),
    )  # fmt: skip


# --- the curator and the administrator -------------------------------------------------------------


def _of_curator(day: Day) -> Iterator[Duty]:
    curators = day.holders("curator")
    for problem in curators_problems(day):
        for person in curators:
            yield Duty(person, SectionKind.UNBLOCK, problem_item(day, problem))
    told: set[str] = set()
    for each in day.overviews:
        activity = each.milestone.activity
        if each.status is Status.UNCLEAR and activity.code not in told:
            told.add(activity.code)
            found, hint = words.settle()
            note = words.clean(each.milestone.unclear or found)
            item = Item(code=activity.code, title=title_of(each), when=found, note=note, action=hint)
            for person in curators:
                yield Duty(person, SectionKind.UNBLOCK, item, urgent=day.begins_week)


def curators_problems(day: Day) -> list[Problem]:
    """What only the curator can unblock: jams, repeated codes, rows nobody knows, edits of finished rows."""
    found = [problem for problem in day.problems if problem.mender is Mender.CURATOR]
    for each in day.overviews:
        jam = _jam(each)
        if jam is not None and jam not in found:
            found.append(jam)
    return found


def _jam(each: Overview) -> Problem | None:
    """The open ballot's quorum that those who are left cannot reach."""
    where, ballot = each.standing, each.state.ballot
    if where is None or ballot is None or where.outcome is not Outcome.OPEN or where.needed <= len(where.voters):
        return None
    told = wording_votes.jammed(ballot.stage_label, len(where.voters), where.needed)
    return Problem(each.code, *told, Mender.CURATOR)


def _of_administrator(day: Day) -> Iterator[Duty]:
    people = day.holders("administrator") or day.holders("curator")
    for problem in day.problems:
        if problem.mender is Mender.ADMINISTRATOR:
            for person in people:
                yield Duty(person, SectionKind.OPERATE, problem_item(day, problem))


def problem_item(day: Day, problem: Problem, since: date | None = None) -> Item:
    """A problem as a row of a letter."""
    code = problem.where.rpartition("-")[0] or problem.where
    each = next((each for each in day.overviews if each.code in (problem.where, code)), None)
    return Item(
        code=words.clean(problem.where, 60), title=title_of(each) if each else "", due=since,
        when=words.stands_since(since, day.today) if since else "",
        note=words.clean(problem.found), action=words.clean(problem.hint), link=day.links.get(problem.where),
    )  # fmt: skip
