"""Whose folder and database these are, judged by the stamps that they bear."""

from dataclasses import dataclass
from enum import StrEnum

from models.ownership import texts


class Purpose(StrEnum):
    """What a command opens a school for: to make its world, to work in it, to look at it, or before there is one."""

    MAKE = "make"
    WORK = "work"
    LOOK = "look"
    PREPARE = "prepare"


@dataclass(frozen=True, slots=True)
class FolderStamp:
    """What a var folder says of itself: the school's id, and a token that no other folder has."""

    school: str
    token: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a database says of a school's id: the token of the folder that it belongs to, and the school's name."""

    token: str
    name: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What was found of a school: stamps, a journal that knows it, a board that people have used.

    `at_home`: the database lies in the folder itself. `lodger`: another school whose journal is in that database, where
    ours is not.
    """

    folder: FolderStamp | None = None
    clock: str | None = None
    claim: Claim | None = None
    known: bool = False
    at_home: bool = True
    lodger: str | None = None
    board: bool = False
    board_used: bool = False


def judge_ownership(traces: Traces, school: str, name: str, purpose: Purpose, *, folder: str, board: str) -> str | None:
    """What stops such a command in this world: another school's stamp, or that nothing was begun here; None: nothing.

    A folder of a release without stamps is ours where its journal knows the school.
    """
    foreign = _foreign(traces, school, name, folder)
    if foreign or purpose is Purpose.PREPARE:
        return foreign
    if not traces.known and traces.board_used:
        return texts.EMPTY_DATABASE.format(school=school, board=board, folder=folder)
    if purpose is Purpose.MAKE or (traces.folder is not None and (traces.known or traces.claim)):
        return None
    if traces.folder is not None:
        return texts.DATABASE_GONE.format(school=school, folder=folder)
    is_adopted = (traces.known or traces.claim is not None) and (traces.at_home or traces.board)
    return None if is_adopted else texts.NOT_BEGUN.format(folder=folder, school=school)


def _foreign(traces: Traces, school: str, name: str, folder: str) -> str | None:
    """Whose it is, in a sentence, where it is not ours."""
    stamp, claim = traces.folder, traces.claim
    if stamp is not None and stamp.school != school:
        return texts.FOREIGN_FOLDER.format(folder=folder, theirs=stamp.school, ours=school)
    if traces.lodger is not None and traces.at_home and stamp is None:
        return texts.FOREIGN_FOLDER.format(folder=folder, theirs=traces.lodger, ours=school)
    if traces.clock not in (None, school):
        return texts.FOREIGN_CLOCK.format(folder=folder, theirs=traces.clock, ours=school)
    if claim is None:
        return None
    is_ours = claim.token == stamp.token if stamp is not None else traces.at_home or claim.name == name
    return None if is_ours else texts.ID_TAKEN.format(ours=school, name=claim.name)
