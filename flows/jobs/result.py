"""What a run came to at one school."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flows.office import SchoolContext
from models.journal import Event
from models.mail import WAITING
from models.output import Artifact
from models.text import Problem


@dataclass(frozen=True)
class JobResult:
    """The result in words, what was done, and what to show; a failed one needs a person.

    `lines` are facts and problems as sentences for the run's log; `due` says that letters are to be sent now.
    """

    told: str
    done: Any
    shown: tuple[Artifact, ...] = ()
    failed: bool = False
    lines: tuple[str, ...] = ()
    due: bool = False


def as_lines(events: Iterable[Event], problems: Iterable[Problem]) -> list[str]:
    """Facts and problems as the lines of a run's log."""
    lines = [f"{event.milestone}: {event.why}" for event in events]
    return lines + [f"{problem.where}: {problem.sentence()}" for problem in problems]


def is_due(office: SchoolContext) -> bool:
    """Whether a letter is to be sent now."""
    return any(letter.next_at <= office.now for letter in office.outbox.letters(WAITING))


Work = Callable[[SchoolContext], JobResult]
