"""The municipal report as JSON: the keys are a contract."""

from typing import Any

from models.fleet.figures import Figures
from models.fleet.report import FleetReport
from models.fleet.settings import Figure


def fleet_facts(report: FleetReport) -> dict[str, Any]:
    """The whole report: every number, whatever columns are shown."""
    schools = [
        {
            "name": each.name, "said": each.said or None,
            "figures": figure_facts(each.overall) if each.overall is not None else None,
            "directions": [{"title": one.bar.title, **figure_facts(one)} for one in each.directions],
        }
        for each in report.schools
    ]  # fmt: skip
    return {"day": report.day.isoformat(), "schools": schools, "total": figure_facts(report.overall)}


def figure_facts(one: Figures) -> dict[str, Any]:
    """The numbers by their keys in fleet.yaml, and at whom things stand still."""
    standing = [
        {"post": each.title, "overdue": each.overdue, "undecided": each.undecided} for each in one.standing
    ]  # fmt: skip
    numbers = {figure.value: one.number(figure) for figure in Figure if figure is not Figure.STANDING}
    return {**numbers, Figure.STANDING.value: standing}
