"""What is a municipality told of all its schools: the state now, the letter of the week, the report as a file?"""

from flows.fleet_report.answers import Answer, answer_letter, answer_report
from flows.fleet_report.count import report_of_fleet
from flows.fleet_report.letter import deliver_fleet, write_fleet_letter
from flows.fleet_report.status import status_of_fleet

__all__ = [
    "Answer",
    "answer_letter",
    "answer_report",
    "deliver_fleet",
    "report_of_fleet",
    "status_of_fleet",
    "write_fleet_letter",
]
