"""Which boards a run of a shard reads, and in which order, so that none is left unread for too long."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SPARE = 0.95  # of the calls that are due in a run: some boards cost a second read
LAST = timedelta(
    seconds=25
)  # a worker takes a run ten seconds before its time, and the boards at work want to be finished
FOR_HINTS = 0.1  # of a run is kept for boards that changed, as long as the others can wait


@dataclass(frozen=True)
class BoardTurn:
    """A board of the shard: when a run last turned to it, and whether Drive says that it changed since."""

    school: str
    last: datetime | None
    changed: bool = False


@dataclass(frozen=True)
class Rhythm:
    """How often a shard runs, and how long a board may stay unread."""

    every: timedelta
    within: timedelta

    def until(self, scheduled: datetime, now: datetime) -> datetime:
        """Till when a run begins with other boards: it must be over when the next one is taken by a worker.

        One that begins late has half its time all the same, lest a slow machine only ever begins.
        """
        began = scheduled + max(0, (now - scheduled) // self.every) * self.every
        return max(began + self.every - LAST, now + self.every / 2)

    @property
    def runs(self) -> int:
        """In how many runs every board has its turn."""
        return max(1, self.within // self.every)


def room(per_minute: float, rhythm: Rhythm, boards: int, of_account: int) -> int:
    """How many boards a run may read: the shard's share of the calls that its account has between two runs."""
    calls = per_minute * (rhythm.every / timedelta(minutes=1)) * SPARE
    return max(1, int(calls * boards / max(boards, of_account)))


def turns(boards: Sequence[BoardTurn], now: datetime, most: int | None, rhythm: Rhythm) -> tuple[str, ...]:
    """The schools whose boards are read now, in order; at most so many, all where None.

    Whatever Drive says, those that waited longest have their turn, as many as bring everybody's round in time; what
    room is left belongs to boards that changed, then to the others.
    """
    waiting = sorted(boards, key=_age)
    most = len(waiting) if most is None else most
    sweep = _sweep(len(waiting), most, rhythm.runs)
    changed_first = sorted(waiting[sweep:], key=lambda each: not each.changed)
    chosen = [*waiting[:sweep], *changed_first][:most]
    urgent = now - rhythm.within + rhythm.every
    order = sorted(chosen, key=lambda each: (_is_late(each, urgent), each.changed), reverse=True)
    return tuple(each.school for each in order)


def oldest(boards: Iterable[datetime | None], now: datetime) -> timedelta | None:
    """How long the board that waits longest has been unread; None where one never was read, or there is none."""
    known = list(boards)
    return None if not known or None in known else now - min(each for each in known if each is not None)


def _sweep(boards: int, most: int, runs: int) -> int:
    """How many of those that waited longest have their turn: enough, and where there is room one run early."""
    early = min(math.ceil(boards / max(1, runs - 1)), int(most * (1 - FOR_HINTS)))
    return min(most, max(math.ceil(boards / runs), early))


def _age(board: BoardTurn) -> tuple[bool, float, str]:
    return board.last is not None, board.last.timestamp() if board.last else 0.0, board.school


def _is_late(board: BoardTurn, urgent: datetime) -> bool:
    return board.last is None or board.last <= urgent
