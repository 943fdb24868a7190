"""Which flows run when, and how does Prefect's UI show them?"""

from flows.schedule.in_process import run_tracked
from flows.schedule.serve import serve

__all__ = ["run_tracked", "serve"]
