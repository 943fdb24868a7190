"""What do the school's papers say: the report in the form of the signed document, as of any day?"""

from models.papers import texts
from models.papers.record import MilestoneRecord
from models.papers.report import ActivityRow, Past, Report, ReportDirection, Totals, report
from models.papers.selection import Selection, selection

__all__ = [
    "ActivityRow",
    "MilestoneRecord",
    "Past",
    "Report",
    "ReportDirection",
    "Selection",
    "Totals",
    "report",
    "selection",
    "texts",
]
