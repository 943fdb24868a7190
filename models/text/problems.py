"""A problem is a value: where, what was found, what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from models.text.russian import joined


class Mender(StrEnum):
    """Who can mend a problem: whoever fills the row, a voter, or somebody with more rights."""

    EXECUTOR = "executor"
    VOTER = "voter"
    CURATOR = "curator"
    ADMINISTRATOR = "administrator"


class Advice(NamedTuple):
    """What is wrong and what to do about it, in the reader's words; `{places}` are filled in by `of`."""

    found: str
    hint: str

    def of(self, **places: object) -> "Advice":
        """The same with its places filled in.

        >>> Advice("Нет вкладки «{tab}»", "Верните её").of(tab="Сводка").found
        'Нет вкладки «Сводка»'
        """
        return Advice(self.found.format(**places), self.hint.format(**places))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a person must correct; never stops the other rows."""

    where: str
    found: str
    hint: str
    mender: Mender = Mender.EXECUTOR

    def sentence(self) -> str:
        """The problem as one line for a person, without its place."""
        return joined((self.found, self.hint))


def sentences(problems: Iterable[Problem]) -> Mapping[str, str]:
    """Where → its problems as one text."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.where, []).append(problem.sentence())
    return {where: joined(texts) for where, texts in found.items()}


class VekhaError(Exception):
    """The command could not be done; the message is one readable sentence for a person."""
