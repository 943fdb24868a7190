"""How does one pass go, and what looks at the board without one?"""

from flows.passes.attempt import Pass
from flows.passes.check import check_office
from flows.passes.init import make_board
from flows.passes.sync import run_pass

__all__ = ["Pass", "check_office", "make_board", "run_pass"]
