"""Flows on a schedule, and how Prefect's UI shows them."""

from flows.schedule.in_process import visible_pass
from flows.schedule.serve import Orders, only_one, serve

__all__ = ["Orders", "only_one", "serve", "visible_pass"]
