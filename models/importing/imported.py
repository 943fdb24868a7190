"""A document understood as a roadmap, as values."""

from dataclasses import dataclass

from models.document import Executor, Preamble
from models.terms import Period, Term
from models.text import Problem, VekhaError


@dataclass(frozen=True, slots=True)
class ImportedActivity:
    """One activity: its texts as signed and mended, and how its term is understood."""

    code: str
    title: str
    term: Term
    executors: tuple[Executor, ...]
    result_form: str
    mended: tuple[tuple[str, str], ...]
    where: str
    found: tuple[str, str, str, str]
    note: str = ""

    def posts(self) -> tuple[str, ...]:
        """The posts and organisations, without people named by name."""
        return tuple(each.text for each in self.executors if each.text)


@dataclass(frozen=True, slots=True)
class ImportedDirection:
    """One direction with its activities."""

    number: int
    title: str
    activities: tuple[ImportedActivity, ...]
    subheadings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything understood of a document."""

    preamble: Preamble
    period: Period | None
    directions: tuple[ImportedDirection, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    rows: int = 0

    def activities(self) -> tuple[ImportedActivity, ...]:
        """Every activity in the order of the document."""
        return tuple(activity for direction in self.directions for activity in direction.activities)


class PeriodNeededError(VekhaError):
    """A term needs the document's period, and it is given nowhere."""
