"""What one pass did."""

from dataclasses import dataclass

from models.approval import Overview
from models.journal import Event
from models.text import Problem, VekhaError


class BoardStopped(VekhaError):  # noqa: N818  an outcome, not a fault
    """The board is gone, or lost so much that nothing may be read from it: passes wait for a person."""


@dataclass(frozen=True)
class Pass:
    """What one pass did; `held` says why the save waits, `changed` that it must be read again.

    `refused` says that the service would not take the write, `tried` is the number of a save that may have arrived.
    """

    overviews: tuple[Overview, ...]
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    letters: int = 0
    cells_written: int = 0
    calls: int = 0
    held: str | None = None
    changed: bool = False
    refused: bool = False
    tried: int = 0
