"""Which flows run when, and what starts and stops them?"""

from flows.schedule.in_process import run_tracked
from flows.schedule.serve import serve

# The modules of Prefect's client are imported by whoever enters them: commands that know no server start without it.
__all__ = ["deployments", "namesakes", "run_tracked", "serve", "stale_runs"]
