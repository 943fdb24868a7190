"""What the journal holds before a pass, and how states are kept so that only later facts are folded anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property, lru_cache

from pydantic import TypeAdapter

from models.board import Cells
from models.evidence import read_evidence
from models.journal import texts
from models.journal.events import Event
from models.journal.state import State, replay
from models.school import Status
from models.text import Problem

FOLD_RULES = 1
"""The number of the rules by which events fold and states are written; whoever changes either takes the next one."""
MOST_NAMED = 5
Unit = tuple[str, str]
"""Code and '', or ballot number and a voter's label."""


@dataclass(frozen=True, slots=True)
class Stood:
    """People's cells of one unit, and since when a look has found them so."""

    cells: Cells
    moment: datetime


fresh_state = lru_cache(maxsize=16_384)(State)
"""The state of a milestone of which nothing is known."""


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
        return self.states.get(code) or fresh_state(code)

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


@dataclass(frozen=True, slots=True)
class Fold:
    """The states after a position as text; the digest is that of the fact there, the rules those of who wrote it."""

    position: int
    digest: str
    rules: int
    states: str

    def read(self) -> dict[str, State]:
        """The states; ValueError where the text holds none."""
        return _states().validate_json(self.states)


def fold_of(states: Mapping[str, State], position: int, digest: str) -> Fold:
    """The fold that today's rules keep of these states."""
    text = _states().dump_json(dict(states), exclude_defaults=True).decode()
    return Fold(position, digest, FOLD_RULES, text)


def false_fold(kept: Fold, states: Mapping[str, State]) -> Problem | None:
    """What a kept fold says otherwise than the events up to its position, which fold to `states`."""
    if kept == fold_of(states, kept.position, kept.digest):
        return None
    try:
        told = kept.read()
    except ValueError:
        told = {}
    codes = sorted(code for code in {*told, *states} if told.get(code) != states.get(code))
    return Problem(texts.JOURNAL, *texts.fold_false(kept.position, codes[:MOST_NAMED], len(codes)))


@cache
def _states() -> TypeAdapter[dict[str, State]]:
    return TypeAdapter(dict[str, State])
