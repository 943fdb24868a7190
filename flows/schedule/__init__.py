"""Which flows run when, and how does Prefect's UI show them?"""

from flows.schedule.in_process import run_tracked
from flows.schedule.serve import Orders, only_one, serve

__all__ = ["Orders", "only_one", "run_tracked", "serve"]
