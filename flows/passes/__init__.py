"""How does one pass go, and what looks at the board without one?"""

from flows.passes.check import check_office
from flows.passes.init import make_board
from flows.passes.journal_check import fact_of_code, journal_problems
from flows.passes.result import Pass
from flows.passes.stopping import understood
from flows.passes.sync import run_pass
from flows.passes.vitals import measure

__all__ = [
    "Pass",
    "check_office",
    "fact_of_code",
    "journal_problems",
    "make_board",
    "measure",
    "run_pass",
    "understood",
]
