"""How do many schools share workers, quota and one database, and what is a municipality told of them?"""

from flows.fleet.count import report_of_fleet
from flows.fleet.deploy import deploy_fleet
from flows.fleet.letter import calendar_of_fleet, deliver_fleet, write_fleet_letter
from flows.fleet.papers import write_fleet_report

__all__ = [
    "calendar_of_fleet",
    "deliver_fleet",
    "deploy_fleet",
    "report_of_fleet",
    "write_fleet_letter",
    "write_fleet_report",
]
