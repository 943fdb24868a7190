"""The municipal report of a day: all schools side by side, each with its directions and with who stands still there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.approval import Overview
from models.board import direction_heading
from models.fleet import report_texts as texts
from models.fleet.figures import Figures, figures, total
from models.fleet.settings import Figure, FleetSettings
from models.letters import summary_texts
from models.school import School
from models.text import joined


@dataclass(frozen=True, slots=True)
class SchoolFigures:
    """A school of the report: its numbers, or None where there is nothing to count; `said` is what is wrong there."""

    name: str
    overall: Figures | None = None
    directions: tuple[Figures, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class FleetReport:
    """The report as people read it; the columns are those that the authority asks for, with its names for them."""

    name: str
    short_name: str
    day: date
    columns: tuple[tuple[Figure, str], ...]
    schools: tuple[SchoolFigures, ...]
    overall: Figures

    @property
    def counted(self) -> tuple[SchoolFigures, ...]:
        """The schools that have numbers."""
        return tuple(each for each in self.schools if each.overall is not None)

    @property
    def silent(self) -> tuple[SchoolFigures, ...]:
        """The schools of which something must be said."""
        return tuple(each for each in self.schools if each.said)

    @property
    def by_need(self) -> tuple[SchoolFigures, ...]:
        """The schools that have numbers, those with most overdue first."""
        return tuple(sorted(self.counted, key=lambda one: (-one.overall.bar.overdue if one.overall else 0, one.name)))


def school_figures(
    school: School, overviews: Sequence[Overview], now: datetime, heard: datetime | None, silent_after: timedelta,
    *, is_broken: bool = False,
) -> SchoolFigures:  # fmt: skip
    """A school's numbers by its own calendar; `heard` is when journal or board last said something.

    With `is_broken` they are counted by the last settings that could be read.
    """
    name, today = school.settings.short_name, school.calendar.today(now)
    said = [texts.BROKEN_BY_LAST] if is_broken else []
    if heard is None:
        return SchoolFigures(name, said=joined([*said, texts.NOT_BEGUN]))
    if now - heard > silent_after:
        said.append(texts.silent(school.calendar.today(heard)))
    directions = tuple(
        figures(
            school, direction_heading(one),
            [each for each in overviews if each.milestone.direction == one.number], today,
            summary_texts.DIRECTION.format(number=one.number),
        )
        for one in school.roadmap.directions
    )  # fmt: skip
    return SchoolFigures(name, figures(school, name, overviews, today), directions, joined(said))


def fleet_report(settings: FleetSettings, schools: Sequence[SchoolFigures], day: date) -> FleetReport:
    """The report over the schools, with their sum."""
    columns = tuple((figure, label or texts.LABELS[figure]) for figure, label in settings.columns.items())
    counted = [each.overall for each in schools if each.overall is not None]
    return FleetReport(settings.name, settings.short_name, day, columns, tuple(schools), total(texts.ALL, counted))
