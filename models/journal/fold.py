"""The states of a journal's beginning, kept so that only what came after is folded anew: never the truth itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from models.journal import texts
from models.journal.state import State
from models.text import Problem

FOLD_RULES = 1
"""The number of the rules by which events fold and states are written; whoever changes either takes the next one."""
MOST_NAMED = 5


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
