"""Which flows run when, and how does Prefect's UI show them?"""

from flows.schedule.in_process import run_tracked
from flows.schedule.serve import serve
from flows.schedule.start import Orders

__all__ = ["Orders", "run_tracked", "serve"]
