"""What the journal holds before a pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from models.board import Cells
from models.evidence import read_evidence
from models.journal.events import Event
from models.journal.state import State, replay
from models.school import Status

Unit = tuple[str, str]
"""Code and '', or ballot number and a voter's label."""


@dataclass(frozen=True, slots=True)
class Stood:
    """People's cells of one unit, and since when a look has found them so."""

    cells: Cells
    moment: datetime


@dataclass(frozen=True)
class JournalState:
    """What the journal holds before a pass: states, people's cells as last seen, and the moment of its last fact.

    `since` says since when the cells of a row, or of a voter, have stood as they do.
    """

    states: Mapping[str, State] = field(default_factory=dict)
    sightings: Mapping[str, Cells] = field(default_factory=dict)
    head_at: datetime | None = None
    since: Mapping[Unit, Stood] = field(default_factory=dict)

    def state(self, code: str) -> State:
        """The state of a milestone; a fresh one where nothing has happened yet."""
        return self.states.get(code) or State(code)

    def after(self, events: Iterable[Event], sightings: Mapping[str, Cells]) -> "JournalState":
        """What is known once these events and sightings are recorded."""
        return replace(self, states=replay(events, self.states), sightings={**self.sightings, **sightings})

    @cached_property
    def used_links(self) -> dict[str, str]:
        """Links of approved results → the milestone that they were approved for."""
        return {
            link.normal: state.code
            for state in self.states.values()
            if state.rest is Status.DONE and state.submission is not None
            for text in (state.submission.shown.result, *(part.link for part in state.parts))
            for link in read_evidence(text).links
        }
