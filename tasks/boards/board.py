"""What every board can do, whichever world it lives in; `flows` talk to this and to nothing narrower."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.board import Snapshot, Value
from models.projection import Edits, Projection
from models.text import Problem, VekhaError


class BoardBusy(VekhaError):  # noqa: N818 - the name says what is so
    """The board cannot be written now; what was decided waits for a later pass."""


class BoardChanged(VekhaError):  # noqa: N818 - the name says what is so
    """The board is no longer what was read, or it is not known whether a write arrived: it must be read again."""


class BoardRefused(BoardChanged):
    """The service refused the whole write; where that is so after another read as well, a person must mend it."""


@dataclass(frozen=True, slots=True)
class LockOwner:
    """A person who has the file open; `who` is empty where the program left no name. `since` is aware UTC."""

    who: str
    since: datetime
    lock: str


class Board(Protocol):
    """A shared spreadsheet, read whole and written whole."""

    @property
    def calls(self) -> int:
        """Requests made to a service so far; a file has none."""

    @property
    def place(self) -> str:
        """Where people open it: a path, or an address on the web."""

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What the last write left out because the service would not take it; a file takes all or nothing."""

    @property
    def stamped(self) -> bool:
        """Whether the last write left its stamp on the board: one that was refused or needless did not."""

    def exists(self) -> bool:
        """Whether there is a board at all, as far as can be known without opening it."""

    def create(self, projection: Projection) -> None:
        """Make the whole board, or nothing."""

    def read(self, *, thorough: bool = False) -> Snapshot:
        """Every tab as it stands; `thorough` also looks at what only `init` mends."""

    def held(self, value: Value) -> Value:
        """What a cell of this board shows of a value: it may be too long, or hold signs that no cell takes."""

    def write(self, snapshot: Snapshot, edits: Edits) -> int:
        """Carry the edits out and mend what is the board's own; returns how many cells were written.

        BoardBusy and BoardChanged say that nothing of a person's was lost and that it must be tried again.
        """

    def links(self) -> Mapping[str, str]:
        """Code or ballot number → the address of its row as it lies now; empty where rows have no addresses."""

    def held_by(self) -> LockOwner | None:
        """Who keeps it from being written, since when; None when nobody does."""

    def writer(self) -> AbstractContextManager[None]:
        """Our own passes one after another, as far as this board can see to it."""
