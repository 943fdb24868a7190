"""How does a past day come back, and how are meetings held and papers written, step by step?"""

from flows.papers.meeting import call_meeting, close_meeting, show
from flows.papers.past import PastDay, past_day
from flows.papers.write import is_kind, report_of, write_agenda, write_protocol, write_report

__all__ = [
    "PastDay",
    "call_meeting",
    "close_meeting",
    "is_kind",
    "past_day",
    "report_of",
    "show",
    "write_agenda",
    "write_protocol",
    "write_report",
]
