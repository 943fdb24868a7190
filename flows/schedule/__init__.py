"""Which flows run when, and what starts and stops them?"""

from flows.schedule.in_process import run_tracked
from flows.schedule.serve import serve

__all__ = ["run_tracked", "serve"]
