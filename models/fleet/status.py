"""How the schools of a fleet stand now: what a command prints of each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from models.checks import health_texts
from models.fleet import report_texts as texts
from models.fleet.figures import Figures
from models.fleet.settings import Figure
from models.text import joined


@dataclass(frozen=True, slots=True)
class SchoolStatus:
    """A school now: its numbers, the age of its last pass, letters that wait, what stands still, what is wrong."""

    name: str
    id: str | None = None
    figures: Figures | None = None
    age: timedelta | None = None
    waiting: int = 0
    stopped: tuple[str, ...] = ()
    said: str = ""

    def line(self) -> str:
        """The school in one line."""
        if self.figures is None:
            return texts.said(self.name, self.said)
        found = self.figures
        counted = texts.STATUS.format(
            on_approval=found.number(Figure.ON_APPROVAL), overdue=found.number(Figure.OVERDUE), waiting=self.waiting
        )
        now = f"{health_texts.ago(health_texts.LAST_PASS, self.age)}, {counted}"
        return texts.said(self.name, joined(filter(None, (now, *self.stopped, self.said))))

    def facts(self) -> dict[str, Any]:
        """The school as JSON."""
        found = self.figures
        return {
            "id": self.id,
            "name": self.name,
            "pass_age_s": round(self.age.total_seconds()) if self.age is not None else None,
            "on_approval": found.number(Figure.ON_APPROVAL) if found is not None else None,
            "overdue": found.number(Figure.OVERDUE) if found is not None else None,
            "letters_waiting": self.waiting,
            "stopped": list(self.stopped),
            "said": self.said or None,
        }


@dataclass(frozen=True, slots=True)
class FleetStatus:
    """All schools now, and what became of the municipality's own letters."""

    schools: tuple[SchoolStatus, ...]
    waiting: int = 0
    undelivered: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """A line for each school, and what the municipality's letters wait for."""
        yield from (each.line() for each in self.schools)
        if self.waiting:
            yield texts.OWN_WAITING.format(waiting=self.waiting)
        if self.undelivered:
            yield texts.OWN_UNDELIVERED.format(addresses=", ".join(self.undelivered))

    def facts(self) -> dict[str, Any]:
        """The same as JSON."""
        letters = {"waiting": self.waiting, "undelivered": list(self.undelivered)}
        return {"schools": [each.facts() for each in self.schools], "letters": letters}
