"""Closing a meeting: its votes counted by the rules of every vote; what cannot be counted is told all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.approval import Effects, Overview, Panel, SeenVote, Sitting, decide, decides, overview
from models.board import Snapshot, View, closed_to_others, columns
from models.journal import Ballot, Event, JournalState, MeetingClosed, Outcome, Resolution
from models.meeting import texts
from models.meeting.entries import VOTES, Entries, Entry, distrusted, meeting_table, read_entries
from models.meeting.meetings import Meeting, open_meeting
from models.meeting.rows import ballot_key
from models.school import Choice, School, meeting_editors
from models.text import VekhaError, joined, sentences, spell_day

CHOICES = dict(zip(VOTES, (Choice.APPROVE, Choice.RETURN, Choice.ABSTAIN), strict=True))


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a meeting records: everything that a pass would, with the meeting's votes, and its protocol."""

    effects: Effects
    closed: MeetingClosed

    @property
    def events(self) -> tuple[Event, ...]:
        """The facts in their order; the protocol comes last."""
        return (*self.effects.events, self.closed)


def closing(
    school: School, known: JournalState, log: Sequence[Event], snapshot: Snapshot, view: View, now: datetime
) -> Closing:
    """Close the open meeting; VekhaError with everything that must be corrected first."""
    meeting, today = open_meeting(log), school.calendar.today(now)
    if meeting is None:
        raise VekhaError(texts.NOT_OPEN)
    if meeting.opened.on > today:
        day = spell_day(meeting.opened.on)
        raise VekhaError(texts.NOT_TODAY.format(number=meeting.number, day=day))
    table = meeting_table(snapshot)
    allowed = frozenset(address.lower() for address in meeting_editors(school, today))
    if not closed_to_others(snapshot, table, columns.MEETING_PEOPLE, allowed):
        raise VekhaError(texts.TAB_OPEN.format(tab=columns.MEETING))
    entries = read_entries(table, meeting, school.roster)
    entries.faults.extend(distrusted(view, known.sightings, meeting))
    before = {each.state.ballot.number: each for each in overview(school, known, {}, today) if each.state.ballot}
    sitting = _sitting(school, meeting, entries, before, view)
    effects = decide(school, known, view, now, sitting)
    after = known.after(effects.events, {})
    ballots = {ballot.number: ballot for state in after.states.values() for ballot in state.ballots}
    problems = sentences(effects.problems)
    for number in (each for each in entries.ballots if ballots[each].outcome is Outcome.OPEN):
        entries.faults.append((ballot_key(meeting.number, number), _undecided(effects, number, problems)))
    if not sitting.votes and not sitting.counted:
        entries.faults.append((columns.MEETING, texts.NOTHING))
    if entries.faults:
        told = [texts.FAULT.format(where=where, found=found) for where, found in dict.fromkeys(entries.faults)]
        head = texts.NOT_CLOSED.format(number=meeting.number, tab=columns.MEETING)
        raise VekhaError("\n".join((head, *told)))
    left_out = [
        (number, texts.ENDED.format(why=ballots[number].why)) for number in entries.ballots
        if not _decided_here(sitting, ballots[number], before)
    ]  # fmt: skip
    resolutions = [
        _resolution(school, sitting, before[number], ballots[number], entries.ballots[number].reason)
        for number in entries.ballots if _decided_here(sitting, ballots[number], before)
    ]  # fmt: skip
    moment = max(now, known.head_at) if known.head_at else now
    return Closing(effects, _closed(school, meeting, entries, resolutions, left_out, moment))


def _sitting(school: School, meeting: Meeting, entries: Entries, before: Mapping[str, Overview], view: View) -> Sitting:
    """The votes of the meeting on ballots that are still open; who may not vote is a fault."""
    votes: dict[str, dict[str, SeenVote]] = {}
    counted: dict[str, tuple[int, int, int]] = {}
    entered: dict[str, str] = {}
    secretary = next(iter(school.roster.members("secretary", meeting.opened.on)), None)
    for number, entry in entries.ballots.items():
        each = before.get(number)
        if each is None or each.standing is None:
            continue
        key, panel = ballot_key(meeting.number, number), each.standing.panel
        entered[number] = entry.entered_by or (school.roster.label(secretary) if secretary else "")
        if entry.counted is not None:
            faults = _count_faults(school, entry.counted, each, entries.present, view)
            entries.faults.extend((key, fault) for fault in faults)
            approve, give_back, abstain = entry.counted
            counted[number] = (approve, give_back, abstain)
            continue
        entries.faults.extend((key, fault) for fault in _faults(school, entry, panel, entries.present))
        votes[number] = dict(_votes(school, entry, panel, entries.present))
    reasons = {number: entries.ballots[number].reason for number in counted}
    return Sitting(meeting.number, meeting.opened.on, votes, entered, counted, reasons)


def _count_faults(
    school: School, counted: Sequence[int], each: Overview, present: Sequence[str], view: View
) -> Iterator[str]:
    """Why votes cannot be told by number alone: the school wants names, there are some, or there were fewer people."""
    ballot = each.state.ballot
    assert ballot is not None and each.standing is not None  # noqa: PT018  such ballots are open
    stage = school.workflow.stages[ballot.opened.stage]
    if stage.at_meeting != "numbers":
        yield texts.NAMES_WANTED.format(stage=stage.label)
    row = view.ballots.get(ballot.number)
    said = [columns.voter_of(header) for header in row.cells if header.endswith(columns.VOTE)] if row else []
    voted = dict.fromkeys((*(school.roster.label(vote.voter) for vote in ballot.votes), *filter(None, said)))
    if voted:
        yield texts.VOTED_IN_SHEET.format(labels=", ".join(voted))
    voters = [person for person in each.standing.panel.seats if person in present]
    if sum(counted) > len(voters):
        yield texts.MORE_THAN_PRESENT.format(votes=sum(counted), voters=len(voters))


def _faults(school: School, entry: Entry, panel: Panel, present: Sequence[str]) -> Iterator[str]:
    for person in (person for name in VOTES for person in entry.named[name]):
        label = school.roster.label(person)
        if person in panel.aside:
            yield panel.aside[person]
        elif person not in panel.seats:
            yield texts.NO_SAY.format(label=label)
        elif person not in present:
            yield texts.NOT_PRESENT.format(label=label)


def _votes(school: School, entry: Entry, panel: Panel, present: Sequence[str]) -> Iterator[tuple[str, SeenVote]]:
    """Who voted how; «все» are those present who may vote and are named nowhere.

    Abstaining is a vote, whether or not the school's dropdown has a word for it: who abstains was there.
    """
    words = school.workflow.choices
    named = {person: name for name in VOTES for person in entry.named[name]}
    if entry.everybody is not None:
        rest = (person for person in panel.seats if person in present and person not in named)
        named |= dict.fromkeys(rest, entry.everybody)
    for person, name in named.items():
        choice = CHOICES[name]
        comment = entry.reason if choice is Choice.RETURN else ""
        yield person, SeenVote(words.get(choice, name), choice, comment)


def _undecided(effects: Effects, number: str, problems: Mapping[str, str]) -> str:
    """Why a ballot stays open whatever was entered: its votes do not suffice, or its row is in doubt."""
    each = next(each for each in effects.overviews if each.state.ballot and each.state.ballot.number == number)
    why = each.standing.why if each.standing else each.why
    return joined((texts.UNDECIDED, why, problems.get(number, ""), problems.get(each.code, ""), texts.CLARIFY))


def _decided_here(sitting: Sitting, ballot: Ballot, before: Mapping[str, Overview]) -> bool:
    return sitting.has(ballot.number) and ballot.outcome in (Outcome.MET, Outcome.REFUSED)


def _resolution(school: School, sitting: Sitting, each: Overview, ballot: Ballot, reason: str) -> Resolution:
    submission = each.state.submissions[ballot.opened.number - 1]
    given = sitting.votes.get(ballot.number, {})

    def labels(choice: Choice) -> tuple[str, ...]:
        named = (
            (school.roster.label(vote.voter), vote.voter in given) for vote in ballot.votes if vote.choice is choice
        )
        return tuple(label if here else texts.BEFORE_MEETING.format(label=label) for label, here in named)

    return Resolution(
        ballot=ballot.number, code=each.code, title=each.milestone.activity.title, asked=decides(submission),
        result=submission.shown.result, approve=labels(Choice.APPROVE), give_back=labels(Choice.RETURN),
        abstain=labels(Choice.ABSTAIN), reason=reason,
        decision=texts.APPROVED if ballot.outcome is Outcome.MET else texts.GIVEN_BACK,
        counted=sitting.counted.get(ballot.number),
    )  # fmt: skip


def _closed(
    school: School,
    meeting: Meeting,
    entries: Entries,
    resolutions: Sequence[Resolution],
    left_out: Sequence[tuple[str, str]],
    moment: datetime,
) -> MeetingClosed:
    roster, on = school.roster, meeting.opened.on
    chair = next((person for person in roster.members("chair", on) if person in entries.present), None)
    secretary = next(iter(roster.members("secretary", on)), None)
    members = roster.members("working_group", on)
    why = texts.CLOSED.format(number=meeting.number, day=spell_day(on), resolutions=len(resolutions))
    return MeetingClosed(
        seen_at=moment, why=why, number=meeting.number, on=on,
        present=tuple(roster.label(person) for person in entries.present),
        absent=tuple(roster.label(person) for person in members if person not in entries.present),
        chair=roster.label(chair) if chair else "", secretary=roster.label(secretary) if secretary else "",
        resolutions=tuple(resolutions), left_out=tuple(left_out),
    )  # fmt: skip
