"""When votes decide: the arithmetic of quorums, returns and ties, which knows no people."""

from dataclasses import dataclass
from typing import Literal

from models.journal import Outcome, StageOpened
from models.school import Quorum, Stage, Tie, needed


@dataclass(frozen=True, slots=True)
class Rule:
    """By what a ballot is decided; `entitled` counts those who may vote, as ballots of the first release did."""

    quorum: Quorum
    of: Literal["members", "present", "entitled"]
    returns: int
    tie: Tie = "ask"
    present_at_least: int | None = None

    def floor(self, members: int) -> int:
        """How many votes must be cast before any decision; by `majority` and `all` one of several never decides."""
        if self.of != "present":
            return 0
        alone = self.quorum not in ("majority", "all")
        if self.present_at_least is None:
            return 1 if alone else members // 2 + 1
        return self.present_at_least if alone else max(self.present_at_least, min(2, members))

    def least(self, members: int) -> int:
        """How many approvals it takes at the least."""
        return needed(self.quorum, self.floor(members) if self.of == "present" else members)


def rule_of(stage: Stage, opened: StageOpened | None = None) -> Rule:
    """The rule that a ballot was opened under; without one, that of the stage today."""
    if opened is None:
        return Rule(stage.quorum, stage.of, stage.returns, stage.tie, stage.present_at_least)
    if opened.quorum is None or opened.of is None:
        return Rule(stage.quorum, "entitled", opened.returns)
    return Rule(opened.quorum, opened.of, opened.returns, opened.tie or "ask", opened.present_at_least)


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes cast, how many members the quorum is counted of, and how many votes may still come."""

    approvals: int
    refusals: int
    abstentions: int
    members: int
    awaited: int

    @property
    def cast(self) -> int:
        """How many decided or abstained."""
        return self.approvals + self.refusals + self.abstentions


@dataclass(frozen=True, slots=True)
class Verdict:
    """How votes stand by a rule.

    `hangs` says that neither outcome can be reached, `lacks` that those who are left are too few to approve, and
    `is_past_approval` that only a return is left.
    """

    outcome: Outcome
    needed: int
    hangs: bool
    lacks: bool
    is_past_approval: bool


def verdict(rule: Rule, tally: Tally, *, late: bool) -> Verdict:
    """What follows from the votes; enough refusals win. `late` says that the day to decide by has passed."""
    floor, reach = rule.floor(tally.members), tally.cast + tally.awaited
    present = rule.of == "present"
    awaited = 0 if present and late and tally.cast >= floor else tally.awaited
    most = tally.cast + awaited
    counted = max(most, floor) if present else tally.members
    is_met = tally.cast >= floor and tally.approvals >= needed(rule.quorum, counted)
    may_approve = most >= floor and tally.approvals + awaited >= needed(rule.quorum, counted)
    outcome = Outcome.REFUSED if tally.refusals >= rule.returns else Outcome.MET if is_met else Outcome.OPEN
    may_refuse = tally.refusals + awaited >= rule.returns
    least = needed(rule.quorum, max(reach, floor) if present else tally.members)
    is_open = outcome is Outcome.OPEN
    return Verdict(
        outcome, needed(rule.quorum, max(tally.cast, floor) if present else tally.members),
        hangs=is_open and not may_approve and not may_refuse, lacks=is_open and reach < max(floor, least),
        is_past_approval=is_open and not may_approve and may_refuse,
    )  # fmt: skip


def tie_breaks(rule: Rule, tally: Tally, chair: Outcome) -> Outcome:
    """How a ballot that hangs ends by its rule, `chair` being what the head's own vote says; open: people must help.

    Only where more than half of the members were heard, and never by a single approval among several.
    """
    if rule.tie == "ask" or 2 * tally.cast <= tally.members:
        return Outcome.OPEN
    if rule.tie == "return":
        return Outcome.REFUSED
    is_alone = tally.approvals < 2 < tally.members
    return Outcome.OPEN if chair is Outcome.MET and is_alone else chair
