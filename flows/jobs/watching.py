"""What every round of the post does: look whether anything stands still, then send what waits."""

from flows.jobs.daily import delivery
from flows.jobs.result import JobResult
from flows.office import SchoolContext
from flows.watch import tell_of_outages


def look_after(office: SchoolContext) -> JobResult:
    """Queue alarms, if any, and hand over what is queued."""
    tell_of_outages(office)
    return delivery(office)
