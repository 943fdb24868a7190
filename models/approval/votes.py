"""Where a stage stands: counted votes, votes set aside, what its voters must correct, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.approval import texts
from models.approval.voters import Panel, Parties
from models.board import Cells, Formula, as_text, columns, google_texts, is_untrusted, word_key
from models.board import texts as board_texts
from models.journal import Ballot, Outcome, State, Vote
from models.school import Choice, Quorum, Roster, needed
from models.text import Mender, Problem


@dataclass(frozen=True, slots=True)
class SeenVote:
    """What stands in one voter's two cells; a choice only where the cell holds an accepted word.

    A remark that cannot be read as one is its fault, and then it is no vote. It is proven unless it was written while
    others could write these cells and was not confirmed since.
    """

    said: str
    choice: Choice | None
    comment: str
    proven: bool = True
    fault: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stage stands, in one sentence, with who may vote, what was counted and what was set aside.

    `faults` are what voters must correct in their cells, by person: (what was found, what to do). `jammed` says that
    those who are left cannot reach the quorum, and nobody among them has the last word.
    """

    panel: Panel
    outcome: Outcome
    why: str
    approvals: int
    needed: int
    voters: tuple[str, ...]
    awaited: tuple[str, ...]
    aside: tuple[str, ...]
    faults: Mapping[str, tuple[str, str]]
    jammed: bool


def read_votes(cells: Cells, roster: Roster, words: Mapping[Choice, str], longest: int) -> dict[str, SeenVote]:
    """What each voter's cells say: person → seen vote, for those who wrote anything; `longest` is a remark's limit."""
    by_key = {word_key(label): choice for choice, label in words.items()}
    seen = {}
    for person, who in roster.people.items():
        said, comment = (
            as_text(cells.get(who.label + columns.VOTE)),
            as_text(cells.get(who.label + columns.VOTE_COMMENT)),
        )
        proven = not is_untrusted(cells, who.label)
        if said or comment or not proven:
            fault = _fault(who.label + columns.VOTE_COMMENT, cells, longest)
            choice = by_key.get(word_key(said)) if said else None
            seen[person] = SeenVote(said, choice, "" if fault else comment, proven, fault)
    return seen


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
    return vote.choice is Choice.APPROVE or (vote.choice is Choice.RETURN and bool(vote.comment))


def without_votes_of(voters: frozenset[str], state: State) -> State:
    """The state as if these people had not voted on its open ballot."""
    ballot = state.ballot
    if ballot is None or not voters:
        return state
    votes = tuple(vote for vote in ballot.votes if vote.voter not in voters)
    return replace(state, ballots=(*state.ballots[:-1], replace(ballot, votes=votes)))


def standing(
    ballot: Ballot,
    panel: Panel,
    quorum: Quorum,
    seen: Mapping[str, SeenVote],
    roster: Roster,
    words: Mapping[Choice, str],
) -> Standing:
    """Say where an open ballot stands and why, counting the votes that were seen while their voters might vote.

    A vote given before its voter lost the right stays valid; such a seat is counted beside those who may vote now.
    """
    voters = tuple(dict.fromkeys((*panel.seats.values(), *(vote.seat for vote in ballot.votes))))
    voters = tuple(seat for seat in voters if seat not in ballot.deciders or seat in ballot.voters)
    voted = {vote.seat for vote in ballot.votes}
    awaited = tuple(roster.label(who) for who, seat in panel.seats.items() if seat not in voted)
    aside = set_aside(ballot, panel, seen, roster, words)
    outcome, why, goal = _outcome(ballot, len(voters), needed(quorum, len(voters)), awaited, roster)
    lost = outcome is Outcome.OPEN and goal > len(voters)
    return Standing(
        panel, outcome, "; ".join((why, *aside)), sum(vote.choice is Choice.APPROVE for vote in ballot.votes), goal,
        voters, awaited, aside, dict(vote_faults(panel, seen, roster, words)),
        jammed=lost and not any(seat in ballot.deciders for seat in panel.seats.values()),
    )  # fmt: skip


def _outcome(
    ballot: Ballot, voters: int, goal: int, awaited: tuple[str, ...], roster: Roster
) -> tuple[Outcome, str, int]:
    """How the counted votes end the stage or leave it open, the sentence, and how many approvals that asks for."""
    label = ballot.opened.stage_label
    approvals = sum(vote.choice is Choice.APPROVE for vote in ballot.votes)
    refuse = [vote for vote in ballot.votes if vote.choice is Choice.RETURN]
    last_words = [vote for vote in ballot.votes if vote.seat in ballot.deciders]
    if len(refuse) >= ballot.opened.returns or any(vote in refuse for vote in last_words):
        return Outcome.REFUSED, texts.stage_refused(label, [_reason(vote, roster) for vote in refuse]), goal
    if last_words:
        return Outcome.MET, texts.LAST_WORD.format(label=label, voter=roster.label(last_words[0].voter)), 1
    if approvals >= goal:
        why = texts.STAGE_MET.format(label=label, approvals=approvals, voters=voters, needed=goal)
        return Outcome.MET, why, goal
    return Outcome.OPEN, texts.stage_waits(label, approvals, voters, goal, ballot.decide_by, awaited), goal


def open_standing(parties: Parties, state: State, seen: Mapping[str, SeenVote]) -> Standing | None:
    """Where a milestone's open ballot stands; None when nothing is being voted on."""
    ballot, workflow = state.ballot, parties.school.workflow
    stage = workflow.stages.get(ballot.opened.stage) if ballot else None
    if ballot is None or stage is None or state.pending is None or ballot.outcome is not Outcome.OPEN:
        return None
    members = parties.panel(stage, ballot.deciders)
    return standing(ballot, members, stage.quorum, seen, parties.school.roster, workflow.choices)


def jam(state: State, where: Standing | None) -> Problem | None:
    """What the curator must hear of a ballot whose quorum cannot be reached any more."""
    if where is None or state.ballot is None or not where.jammed:
        return None
    told = texts.jammed(state.ballot.opened.stage_label, len(where.voters), where.needed)
    return Problem(state.code, *told, Mender.CURATOR)


def _reason(vote: Vote, roster: Roster) -> str:
    return texts.reason(roster.label(vote.voter), vote.comment)


def set_aside(
    ballot: Ballot, panel: Panel, seen: Mapping[str, SeenVote], roster: Roster, words: Mapping[Choice, str]
) -> tuple[str, ...]:
    """One sentence for each decision in the voters' cells that is not counted, in the order of the people file."""
    counted = {vote.voter: vote for vote in ballot.votes}
    sentences = []
    for person in roster.people:
        vote, label = seen.get(person), roster.label(person)
        if vote is not None and not vote.proven and person in panel.seats:
            sentences.append(google_texts.VOTE_IN_OPEN_COLUMN.format(label=label))
            continue
        if vote is None or not vote.said or person in counted:
            continue
        if vote.choice is None:
            sentences.append(texts.vote_not_read(label, vote.said, words.values())[0])
        elif person in panel.aside:
            sentences.append(panel.aside[person])
        elif person not in panel.seats:
            sentences.append(texts.NO_SAY.format(voter=label))
        elif any(other.seat == panel.seats[person] for other in ballot.votes):
            sentences.append(texts.SEAT_TAKEN.format(voter=label))
        elif vote.fault is not None:
            sentences.append(vote.fault[0])
        elif not counts(vote):
            sentences.append(texts.RETURN_NEEDS_REASON.of(voter=label, give_back=words[Choice.RETURN])[0])
    return tuple(sentences)


def vote_faults(
    panel: Panel, seen: Mapping[str, SeenVote], roster: Roster, words: Mapping[Choice, str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """What voters must correct in their cells: person, (what was found, what to do)."""
    for person in panel.seats:
        vote, label = seen.get(person), roster.label(person)
        if vote is not None and not vote.proven:
            yield person, google_texts.VOTE_UNPROVEN.of(label=label)
            continue
        if vote is None or not vote.said or counts(vote):
            continue
        if vote.choice is None:
            yield person, texts.vote_not_read(label, vote.said, words.values())
        elif vote.fault is not None:
            yield person, vote.fault
        else:
            yield person, texts.RETURN_NEEDS_REASON.of(voter=label, give_back=words[Choice.RETURN])
