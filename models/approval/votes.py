"""Where a stage stands: counted votes, votes set aside, what its voters must correct, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.approval import vote_texts
from models.approval.quorum import Rule, Tally, Verdict, rule_of, tie_breaks, verdict
from models.approval.voters import Panel, Parties
from models.board import Cells, Formula, as_text, columns, google_texts, is_untrusted, whose, word_key
from models.board import texts as board_texts
from models.journal import Ballot, Outcome, State
from models.school import Choice, Roster, Stage
from models.text import Mender, Problem, joined


@dataclass(frozen=True, slots=True)
class SeenVote:
    """What stands in one voter's two cells; a choice only where the cell holds an accepted word.

    A remark that cannot be read as one is its fault, and then it is no vote. It is proven unless it was written while
    others could write these cells and was not confirmed since. One that was found under the own label, and is of who
    had it before, is `of_another`.
    """

    said: str
    choice: Choice | None
    comment: str
    proven: bool = True
    fault: tuple[str, str] | None = None
    of_another: bool = False

    @property
    def waits(self) -> bool:
        """Whether something stands there that is to be confirmed."""
        return not self.proven and bool(self.said or self.comment)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stage stands, in one sentence, with who may vote, what was counted and what was set aside.

    `faults` are what voters must correct in their cells, by person: (what was found, what to do); `jam` is what the
    curator must: those who are left cannot decide, and nobody among them has the last word.
    """

    panel: Panel
    outcome: Outcome
    why: str
    tally: Tally
    needed: int
    voters: tuple[str, ...]
    awaited: tuple[str, ...]
    aside: tuple[str, ...]
    faults: Mapping[str, tuple[str, str]]
    jam: tuple[str, str] | None

    @property
    def approvals(self) -> int:
        """How many approve."""
        return self.tally.approvals


def read_votes(cells: Cells, roster: Roster, words: Mapping[Choice, str], longest: int) -> dict[str, SeenVote]:
    """What each voter's cells say: person → seen vote, for those who wrote anything; `longest` is a remark's limit.

    A vote is of who had the label when it was written, until something else is written there.
    """
    by_key = {word_key(label): choice for choice, label in words.items()}
    holders = {who.label: person for person, who in roster.people.items()}
    labels = (*holders, *columns.voters_among(cells))
    seen, others = dict[str, SeenVote](), dict[str, SeenVote]()
    for label in dict.fromkeys(labels):
        said, comment = (as_text(cells.get(label + part)) for part in columns.VOTE_PARTS)
        proven, holder = not is_untrusted(cells, label), holders.get(label)
        person = whose(cells, label, roster) if said or comment or not proven else None
        if person is None:
            continue
        fault = _fault(label + columns.VOTE_COMMENT, cells, longest)
        vote = SeenVote(said, by_key.get(word_key(said)) if said else None, "" if fault else comment, proven, fault)
        if person not in seen or (vote.said and (person == holder or not seen[person].said)):
            seen[person] = vote
        if holder not in (None, person):
            others[holder or ""] = SeenVote(
                said, vote.choice, "", fault=vote_texts.VOTE_OF_ANOTHER.of(label=label), of_another=True
            )
    return {**others, **seen}


def _fault(header: str, cells: Cells, longest: int) -> tuple[str, str] | None:
    """What is wrong with a remark: nobody's words, or more than anybody will read."""
    value = cells.get(header)
    if isinstance(value, Formula):
        return board_texts.FORMULA_IN_CELL.of(column=header)
    if isinstance(value, str) and len(value) > longest:
        return board_texts.text_too_long(header, len(value), longest)
    return None


def counts(vote: SeenVote | None) -> bool:
    """Whether what stands in the cells is a vote: an accepted word, and a reason where it returns."""
    if vote is None or vote.fault is not None:
        return False
    return vote.choice in (Choice.APPROVE, Choice.ABSTAIN) or (vote.choice is Choice.RETURN and bool(vote.comment))


def standing(
    ballot: Ballot,
    panel: Panel,
    rule: Rule,
    seen: Mapping[str, SeenVote],
    roster: Roster,
    words: Mapping[Choice, str],
    *,
    head: str | None = None,
    late: bool = False,
) -> Standing:
    """Say where an open ballot stands and why, counting the votes that were seen while their voters might vote.

    A vote given before its voter lost the right stays valid; such a seat is counted beside those who may vote now.
    `head` leads the post that votes; `late` says that the day to decide by has passed.
    """
    seats = tuple(dict.fromkeys((*panel.seats.values(), *(vote.seat for vote in ballot.votes))))
    voters = tuple(seat for seat in seats if seat not in ballot.deciders or seat in ballot.voters)
    voted = {vote.seat for vote in ballot.votes}
    back = () if rule.of == "entitled" else tuple(seat for seat in panel.returning if seat not in voted)
    members = voters if rule.of == "entitled" else tuple(dict.fromkeys((*voters, *panel.absent)))
    awaited = tuple(roster.label(who) for who, seat in panel.seats.items() if seat not in voted)
    awaited += tuple(roster.label(seat) for seat in back)
    come = len([seat for seat in voters if seat not in voted]) + len(back)
    tally = _tally(ballot, len(members), come)
    aside = set_aside(ballot, panel, seen, roster, words)
    found = verdict(rule, tally, late=late)
    ended = _ended(ballot, rule, tally, found, head, roster)
    outcome, goal = (ended[0], ended[2]) if ended else (Outcome.OPEN, found.needed)
    why = ended[1] if ended else _waits(ballot, rule, tally, found, awaited)
    stuck = outcome is Outcome.OPEN and not any(seat in ballot.deciders for seat in panel.seats.values())
    asked = ballot.questions if outcome is Outcome.OPEN else ()
    questions = (vote_texts.question(roster.label(each.voter), each.remark, each.answered) for each in asked)
    return Standing(
        panel, outcome, joined((why, *questions, *aside)), tally, goal, voters, awaited, aside,
        dict(vote_faults(ballot, panel, seen, roster, words)),
        _jam(ballot, tally, found) if stuck else None,
    )  # fmt: skip


def _tally(ballot: Ballot, members: int, awaited: int) -> Tally:
    """How the votes fell; where a meeting only counted them, nobody is awaited any more."""
    if (held := ballot.counted) is not None:
        return Tally(held.approve, held.give_back, held.abstain, members, 0)
    by_choice = Counter(vote.choice for vote in ballot.votes)
    return Tally(by_choice[Choice.APPROVE], by_choice[Choice.RETURN], by_choice[Choice.ABSTAIN], members, awaited)


def _ended(
    ballot: Ballot, rule: Rule, tally: Tally, found: Verdict, head: str | None, roster: Roster
) -> tuple[Outcome, str, int] | None:
    """How the counted votes end the stage: the outcome, the sentence, how many approvals it took; None while open."""
    label = ballot.opened.stage_label
    reasons = [(roster.label(vote.voter), vote.comment) for vote in ballot.votes if vote.choice is Choice.RETURN]
    if ballot.counted is not None and ballot.counted.give_back:
        reasons.append((label, ballot.counted.comment))
    last_words = [vote for vote in ballot.votes if vote.seat in ballot.deciders and vote.choice is not Choice.ABSTAIN]
    if found.outcome is Outcome.REFUSED or any(vote.choice is Choice.RETURN for vote in last_words):
        return Outcome.REFUSED, vote_texts.stage_refused(label, reasons), found.needed
    if last_words:
        return Outcome.MET, vote_texts.last_word(label, roster.label(last_words[0].voter)), 1
    if found.outcome is Outcome.MET:
        why = vote_texts.stage_met(label, _votes(tally), found.needed, is_alone=tally.members == 1)
        return Outcome.MET, why, found.needed
    own = next((vote.choice for vote in ballot.votes if vote.voter == head == vote.seat), None)
    said = {Choice.APPROVE: Outcome.MET, Choice.RETURN: Outcome.REFUSED}.get(own or Choice.ABSTAIN, Outcome.OPEN)
    by_tie = tie_breaks(rule, tally, said) if found.hangs else Outcome.OPEN
    if by_tie is Outcome.OPEN:
        return None
    chair = roster.label(head) if head is not None and rule.tie == "chair" else ""
    why = vote_texts.tie(
        label, _votes(tally), chair, by_tie is Outcome.MET, [vote_texts.reason(*each) for each in reasons]
    )
    return by_tie, why, tally.approvals if by_tie is Outcome.MET else found.needed


def _votes(tally: Tally) -> str:
    return vote_texts.tally(tally.approvals, tally.refusals, tally.abstentions, tally.members)


def _waits(ballot: Ballot, rule: Rule, tally: Tally, found: Verdict, awaited: tuple[str, ...]) -> str:
    """The sentence of an open ballot."""
    label, votes = ballot.opened.stage_label, _votes(tally)
    if found.hangs and not found.lacks:
        return vote_texts.stage_hangs(label, votes, found.needed)
    missing = found.needed - tally.approvals
    if rule.of == "entitled" and not found.is_past_approval:
        earlier = vote_texts.earlier_tally(tally.approvals, tally.refusals, tally.abstentions, tally.members)
        return vote_texts.earlier_waits(label, earlier, missing, ballot.decide_by, awaited)
    if missing <= 0 or tally.cast < rule.floor(tally.members):
        floor = max(rule.floor(tally.members) - tally.cast, 0)
        return vote_texts.stage_needs_voters(label, votes, floor, ballot.decide_by, awaited)
    past = found.is_past_approval and not found.lacks
    return vote_texts.stage_waits(
        label, votes, missing, ballot.decide_by, awaited, is_past_approval=past,
        is_alone=tally.members == 1, more=tally.approvals > 0,
    )  # fmt: skip


def _jam(ballot: Ballot, tally: Tally, found: Verdict) -> tuple[str, str] | None:
    """What the curator must hear of a ballot that cannot be decided by who is left."""
    label = ballot.opened.stage_label
    if found.lacks:
        return vote_texts.jammed(label, tally.cast + tally.awaited, found.needed)
    return vote_texts.hangs(label, _votes(tally), found.needed) if found.hangs else None


def open_standing(
    parties: Parties, state: State, seen: Mapping[str, SeenVote], *, at_meeting: bool = False
) -> Standing | None:
    """Where a milestone's open ballot stands; None when nothing is being voted on. A meeting waits for nobody."""
    ballot, workflow = state.ballot, parties.school.workflow
    stage = workflow.stages.get(ballot.opened.stage) if ballot else None
    if ballot is None or stage is None or ballot.outcome is not Outcome.OPEN:
        return None
    members, roster = parties.panel_until(stage, ballot.deciders, ballot.decide_by), parties.school.roster
    late = at_meeting or parties.day > ballot.decide_by
    return standing(
        ballot, members, rule_of(stage, ballot.opened), seen, roster, workflow.choices,
        head=roster.head(roster.post_named(stage.voters), parties.day), late=late,
    )  # fmt: skip


def is_escalated(parties: Parties, ballot: Ballot, stage: Stage) -> bool:
    """Whether a ballot is open so long after its deadline that its stage's escalation must be told."""
    rule, calendar = stage.escalate, parties.school.calendar
    return rule is not None and calendar.working_days_between(ballot.decide_by, parties.day) >= rule.after


def jam(state: State, where: Standing | None) -> Problem | None:
    """What the curator must hear of a ballot whose quorum cannot be reached any more."""
    if where is None or where.jam is None:
        return None
    return Problem(state.code, *where.jam, Mender.CURATOR)


def set_aside(
    ballot: Ballot, panel: Panel, seen: Mapping[str, SeenVote], roster: Roster, words: Mapping[Choice, str]
) -> tuple[str, ...]:
    """What is said of decisions in the voters' cells that are not counted, in the order of the people file.

    Those who have no say at this stage are told together: a whole group may have voted too early.
    """
    counted = {vote.voter: (vote.choice, vote.comment) for vote in ballot.votes}
    sentences, early, place = list[str](), list[str](), 0
    for person in roster.people:
        vote, label, own = seen.get(person), roster.label(person), counted.get(person)
        if vote is None or (vote.of_another and person not in panel.seats):
            continue
        if vote.waits and person in panel.seats and own != (vote.choice, vote.comment):
            sentences.append(google_texts.VOTE_IN_OPEN_COLUMN.format(label=label))
            continue
        if own is not None and person not in panel.seats and vote.choice not in (None, own[0]):
            sentences.append(vote_texts.TOO_LATE.format(voter=label))
        if not vote.said or own is not None:
            continue
        if vote.choice is None:
            sentences.append(vote_texts.vote_not_read(label, vote.said, words.values())[0])
        elif person in panel.aside:
            sentences.append(panel.aside[person])
        elif person not in panel.seats:
            place = place if early else len(sentences)
            early.append(label)
        elif any(other.seat == panel.seats[person] for other in ballot.votes):
            sentences.append(vote_texts.SEAT_TAKEN.format(voter=label))
        elif vote.fault is not None:
            sentences.append(vote.fault[0])
        elif not counts(vote):
            sentences.append(vote_texts.RETURN_NEEDS_REASON.of(voter=label, give_back=words[Choice.RETURN])[0])
    return (*sentences[:place], *([vote_texts.no_say(early)] if early else []), *sentences[place:])


def vote_faults(
    ballot: Ballot, panel: Panel, seen: Mapping[str, SeenVote], roster: Roster, words: Mapping[Choice, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """What voters must correct in their cells: person, (what was found, what to do)."""
    counted = {vote.voter: (vote.choice, vote.comment) for vote in ballot.votes}
    for person in panel.seats:
        vote, label = seen.get(person), roster.label(person)
        if vote is not None and vote.waits and counted.get(person) != (vote.choice, vote.comment):
            yield person, google_texts.VOTE_UNPROVEN.of(label=label)
            continue
        if vote is None or not vote.said or counts(vote):
            continue
        if vote.choice is None:
            yield person, vote_texts.vote_not_read(label, vote.said, words.values())
        elif vote.fault is not None:
            yield person, vote.fault
        else:
            yield person, vote_texts.RETURN_NEEDS_REASON.of(voter=label, give_back=words[Choice.RETURN])
