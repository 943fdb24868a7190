"""What does a run do at one school, and what does the Prefect UI show of it? Nothing here knows Prefect's engine."""

from flows.jobs.asked import EDITIONS, FILE_KINDS, edition, paper, pause, rehearsal
from flows.jobs.daily import delivery, letters, one_pass
from flows.jobs.result import JobResult, Work
from flows.jobs.round import whole_round
from flows.jobs.watching import look_after

__all__ = [
    "EDITIONS",
    "FILE_KINDS",
    "JobResult",
    "Work",
    "delivery",
    "edition",
    "letters",
    "look_after",
    "one_pass",
    "paper",
    "pause",
    "rehearsal",
    "whole_round",
]
