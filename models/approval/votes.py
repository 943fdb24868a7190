"""Who may vote at a stage, and where the stage stands: counted votes, votes set aside, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.approval import texts
from models.approval.voters import Panel
from models.board import Cells, as_text, columns, google_texts, is_untrusted, word_key
from models.journal import Ballot, Outcome, Vote
from models.school import Choice, Quorum, Roster, needed


@dataclass(frozen=True, slots=True)
class SeenVote:
    """What stands in one voter's two cells; a choice only where the cell holds an accepted word.

    It is proven unless it was written while others could write these cells and was not confirmed since.
    """

    said: str
    choice: Choice | None
    comment: str
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stage stands, in one sentence, with what was counted and what was set aside."""

    outcome: Outcome
    why: str
    approvals: int
    needed: int
    voters: tuple[str, ...]
    awaited: tuple[str, ...]
    aside: tuple[str, ...]


def read_votes(cells: Cells, roster: Roster, words: Mapping[Choice, str]) -> dict[str, SeenVote]:
    """What each voter's cells say: person → seen vote, for those who wrote anything."""
    by_key = {word_key(label): choice for choice, label in words.items()}
    seen = {}
    for person, who in roster.people.items():
        said, comment = (
            as_text(cells.get(who.label + columns.VOTE)),
            as_text(cells.get(who.label + columns.VOTE_COMMENT)),
        )
        proven = not is_untrusted(cells, who.label)
        if said or comment or not proven:
            seen[person] = SeenVote(said, by_key.get(word_key(said)) if said else None, comment, proven)
    return seen


def counts(vote: SeenVote | None) -> bool:
    """Whether what stands in the cells is a vote: an accepted word, and a reason where it returns."""
    return vote is not None and (vote.choice is Choice.APPROVE or (vote.choice is Choice.RETURN and bool(vote.comment)))


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
    approve = [vote for vote in ballot.votes if vote.choice is Choice.APPROVE]
    refuse = [vote for vote in ballot.votes if vote.choice is Choice.RETURN]
    goal = needed(quorum, len(voters))
    voted = {vote.seat for vote in ballot.votes}
    awaited = tuple(roster.label(who) for who, seat in panel.seats.items() if seat not in voted)
    aside = set_aside(ballot, panel, seen, roster, words)
    last_words = [vote for vote in ballot.votes if vote.seat in ballot.deciders]
    if len(refuse) >= ballot.returns or any(vote in refuse for vote in last_words):
        outcome = Outcome.REFUSED
        why = texts.stage_refused(ballot.stage_label, [_reason(vote, roster) for vote in refuse])
    elif last_words:
        outcome, goal = Outcome.MET, 1
        why = texts.LAST_WORD.format(label=ballot.stage_label, voter=roster.label(last_words[0].voter))
    elif len(approve) >= goal:
        outcome, why = (
            Outcome.MET,
            texts.STAGE_MET.format(label=ballot.stage_label, approvals=len(approve), voters=len(voters), needed=goal),
        )
    else:
        outcome = Outcome.OPEN
        why = texts.stage_waits(ballot.stage_label, len(approve), len(voters), goal, ballot.decide_by, awaited)
    return Standing(outcome, "; ".join((why, *aside)), len(approve), goal, voters, awaited, aside)


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
        elif not counts(vote):
            sentences.append(texts.RETURN_NEEDS_REASON.of(voter=label, give_back=words[Choice.RETURN])[0])
    return tuple(sentences)


def vote_faults(
    panel: Panel, seen: Mapping[str, SeenVote], roster: Roster, words: Mapping[Choice, str]
) -> Iterator[tuple[str, str]]:
    """What voters must correct in their cells: (what was found, what to do)."""
    for person in panel.seats:
        vote, label = seen.get(person), roster.label(person)
        if vote is not None and not vote.proven:
            yield google_texts.VOTE_UNPROVEN.of(label=label)
            continue
        if vote is None or not vote.said or counts(vote):
            continue
        if vote.choice is None:
            yield texts.vote_not_read(label, vote.said, words.values())
        else:
            yield texts.RETURN_NEEDS_REASON.of(voter=label, give_back=words[Choice.RETURN])
