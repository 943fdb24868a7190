"""Decide a large board by Vekha, and by the same rules written with two state-machine libraries, in one run.

The others share Vekha's reading of marks, votes and posts; what differs is how a milestone moves. All three must end
with the same milestones done. Run `make bench`; figures are medians of several turns, taken in turn about.
"""

import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from statemachine import State as MachineState
from statemachine import StateMachine
from transitions import Machine

from bench.board_in_memory import NOW, Case, case_of
from models.approval import Panel, Parties, decide, read_votes
from models.approval.votes import SeenVote, counts
from models.board import Mark, read_mark
from models.journal import Done, State
from models.roadmap import Milestone
from models.school import Choice, Request, Status, needed

SIZES = ((1_000, 100), (3_000, 300), (10_000, 1_000))
TURNS = 5


class Work:
    """What one milestone shows, for the machines: its mark, its ballot's votes and who may vote."""

    def __init__(self, case: Case, milestone: Milestone) -> None:
        school = case.school
        self.before: State = case.known.state(milestone.code)
        row = case.view.rows[milestone.code]
        self.mark: Mark = read_mark(row.cells, school.workflow.requests, school.workflow.longest_text)
        self.panel, self.seen = Panel({}, {}), dict[str, SeenVote]()
        ballot = self.before.ballot
        if ballot is not None:
            parties = Parties(school, milestone, school.calendar.today(NOW))
            self.panel = parties.panel(school.workflow.stages[ballot.opened.stage], ballot.deciders)
            cells = case.view.ballots[ballot.number].cells
            self.seen = read_votes(cells, school.roster, school.workflow.choices, school.workflow.longest_text)
        self.votes: dict[str, Choice] = {}

    def began(self) -> bool:
        return self.mark.request is Request.STARTED

    def may_vote(self, voter: str = "") -> bool:
        return voter in self.panel.seats and counts(self.seen.get(voter))

    def count(self, voter: str = "") -> None:
        choice = self.seen[voter].choice
        if choice is not None:
            self.votes[self.panel.seats[voter]] = choice

    def refused(self) -> bool:
        return Choice.RETURN in self.votes.values()

    def quorum(self) -> bool:
        approvals = sum(choice is Choice.APPROVE for choice in self.votes.values())
        return not self.refused() and approvals >= needed("majority", len(self.panel.seats))


STATES = [str(status) for status in Status]
TRANSITIONS = [
    {"trigger": "see", "source": "planned", "dest": "in_progress", "conditions": "began"},
    {"trigger": "vote", "source": "on_approval", "dest": None, "conditions": "may_vote", "after": "count"},
    {"trigger": "close", "source": "on_approval", "dest": "returned", "conditions": "refused"},
    {"trigger": "close", "source": "on_approval", "dest": "done", "conditions": "quorum"},
]


def with_transitions(case: Case) -> int:
    """One machine, every milestone a model of it."""
    machine = Machine(states=STATES, transitions=TRANSITIONS, initial="planned", auto_transitions=False,
                      ignore_invalid_triggers=True, model=None)  # fmt: skip
    done = 0
    for milestone in case.school.milestones:
        work: Any = Work(case, milestone)
        machine.add_model(work, initial=str(work.before.status))
        drive(work.see, work.vote, work.close, work)
        done += work.state == "done"
        machine.remove_model(work)
    return done


class MilestoneMachine(StateMachine):
    """The same rules in the words of python-statemachine."""

    planned = MachineState(initial=True)
    in_progress = MachineState()
    on_approval = MachineState()
    returned = MachineState(final=True)
    done = MachineState(final=True)

    see = (
        planned.to(in_progress, cond="began") | planned.to.itself(internal=True) | in_progress.to.itself(internal=True)
    )
    submit = planned.to(on_approval) | in_progress.to(on_approval)
    vote = on_approval.to.itself(internal=True, cond="may_vote", on="count") | on_approval.to.itself(internal=True)
    close = (
        on_approval.to(returned, cond="refused") | on_approval.to(done, cond="quorum")
        | on_approval.to.itself(internal=True) | in_progress.to.itself(internal=True) | planned.to.itself(internal=True)
    )  # fmt: skip


def with_statemachine(case: Case) -> int:
    """A machine for each milestone, with the milestone as its model."""
    done = 0
    for milestone in case.school.milestones:
        work = Work(case, milestone)
        machine = MilestoneMachine(work, start_value=str(work.before.status))
        if work.before.ballot is None:
            machine.see()
        else:
            drive(lambda: None, machine.vote, machine.close, work)
        done += machine.done.is_active
    return done


def drive(see: Callable[[], Any], vote: Callable[..., Any], close: Callable[[], Any], work: Work) -> None:
    """Show a milestone's mark and votes to its machine."""
    see()
    if work.before.ballot is not None:
        for voter in work.seen:
            vote(voter=voter)
        close()


def with_vekha(case: Case) -> int:
    """Vekha itself, with everything that it decides besides: events with sentences, problems, sightings."""
    return sum(isinstance(event, Done) for event in decide(case.school, case.known, case.view, NOW).events)


WAYS = {"vekha": with_vekha, "transitions": with_transitions, "python-statemachine": with_statemachine}


def main() -> int:
    """Measure and print; 1 when the ways do not end alike."""
    print(f"{'milestones':>10} {'ballots':>8} " + " ".join(f"{name:>21}" for name in WAYS) + "   seconds (times vekha)")
    for milestones, ballots in SIZES:
        case = case_of(milestones, ballots)
        seconds: dict[str, list[float]] = {name: [] for name in WAYS}
        for _ in range(TURNS):
            for name, way in WAYS.items():
                begun = time.perf_counter()
                done = way(case)
                seconds[name].append(time.perf_counter() - begun)
                if done != ballots:
                    print(f"{name}: {done} done instead of {ballots}", file=sys.stderr)
                    return 1
        middle = {name: statistics.median(each) for name, each in seconds.items()}
        shown = " ".join(f"{middle[name]:>12.3f} ({middle[name] / middle['vekha']:>5.2f}x)" for name in WAYS)
        print(f"{milestones:>10} {ballots:>8} {shown}")
    tracemalloc.start()
    with_vekha(case)
    print(f"peak memory of vekha's largest pass: {tracemalloc.get_traced_memory()[1] / 2**20:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
