"""Whether the running clock may be believed, by what it showed before and by how long the machine has been up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.ownership import texts
from models.text import Problem, VekhaError

DAY, AGREED = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A look at the clock: its moment, which start of the machine it was after, and how long after."""

    moment: datetime
    boot: str
    up: timedelta


@dataclass(frozen=True, slots=True)
class ClockNotes:
    """What a folder remembers of the clock: the last look that was believed, and the first one after a jump."""

    last: Tick | None = None
    doubted: Tick | None = None


def watch(notes: ClockNotes, now: Tick, *, synchronised: bool) -> tuple[ClockNotes, str | None]:
    """The notes after a look, and a sentence where the clock jumped by more than a day and is not confirmed yet.

    A machine that was off is believed where its clock is synchronised with others, and never where it went back.
    """
    last, doubted = notes.last, notes.doubted
    off = None if last is None else _off(last, now, synchronised=synchronised)
    if last is None or off is None:
        return ClockNotes(now), None
    if doubted is not None and doubted.boot == now.boot and _off(doubted, now, synchronised=False) is None:
        if now.moment - doubted.moment >= AGREED:
            return ClockNotes(now), None
    else:
        doubted = now
    where = texts.AHEAD if off > timedelta() else texts.BACK
    said = texts.CLOCK_JUMPED.format(where=where, was=_shown(last.moment), now=_shown(now.moment))
    return replace(notes, doubted=doubted), said


def _off(before: Tick, now: Tick, *, synchronised: bool) -> timedelta | None:
    """By how much the clock jumped between two looks; None where it did not, by all that can be known."""
    gone = now.moment - before.moment
    if before.boot and before.boot == now.boot:
        off = gone - (now.up - before.up)
        return off if abs(off) > DAY else None
    if gone < -DAY or (gone > DAY and not synchronised):
        return gone
    return None


def refuse_future(told: datetime, real: datetime, text: str, *, rehearsal: bool) -> None:
    """VekhaError where facts or letters would be dated after the real clock, outside of a rehearsal's folder."""
    if told > real and not rehearsal:
        raise VekhaError(texts.FUTURE_MOMENT.format(told=text))


def head_ahead(head: datetime | None, real: datetime, where: str, *, rehearsal: bool) -> Problem | None:
    """A journal whose last fact is dated after the real clock."""
    if head is None or rehearsal or head <= real:
        return None
    return Problem(where, *texts.HEAD_AHEAD.of(seen=_shown(head), now=_shown(real)))


def _shown(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y %H:%M}"
