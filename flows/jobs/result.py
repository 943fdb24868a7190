"""What a run came to at one school."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flows.office import SchoolContext
from models.output import Artifact


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


Work = Callable[[SchoolContext], JobResult]
