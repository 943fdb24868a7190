"""Whose board is this: ours, another school's, or one that has seen more of our saves than the journal knows?"""

from collections.abc import Iterator

from models.board import Stamp
from models.observation import texts
from models.text import Mender, Problem, VekhaError


class ForeignBoard(VekhaError):  # noqa: N818  an outcome, not a fault
    """The board bears another school's stamp: passes wait for a person."""


def refuse_foreign(stamp: Stamp | None, school: str, place: str) -> None:
    """ForeignBoard where the board bears another school's stamp; one without a stamp is adopted."""
    if stamp is not None and stamp.school != school:
        raise ForeignBoard(texts.FOREIGN_BOARD.format(place=place, theirs=stamp.school, ours=school))


def newer_than_known(stamp: Stamp | None, save: int, place: str) -> Iterator[Problem]:
    """A board saved more often than the journal knows: its database was restored, or two engines are at work."""
    if stamp is not None and stamp.save > save > 0:
        found = texts.BOARD_NEWER.of(stands=stamp.save, known=save)
        yield Problem(place, *found, Mender.ADMINISTRATOR)


def next_stamp(school: str, stands: int | None, known: int) -> Stamp | None:
    """The next save of a board that shows this number; None for an older copy, which the next pass must know as one."""
    return Stamp(school, (stands or 0) + 1) if (stands or 0) >= known else None
