"""How does a past day come back, and how is a paper made and written, step by step?"""

from flows.papers.past import PastDay, past_day
from flows.papers.write import is_kind, report_of, write_report

__all__ = ["PastDay", "is_kind", "past_day", "report_of", "write_report"]
