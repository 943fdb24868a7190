"""How is the work at schools a flow run that Prefect shows?"""

from flows.runs import flows, forms
from flows.runs.bugs import keep_bugs
from flows.runs.deployed import name_of_deployment
from flows.runs.names import school_name
from flows.runs.per_school import SchoolOutcome, at_school
from flows.runs.tasks import emit_facts, state_of

__all__ = [
    "SchoolOutcome",
    "at_school",
    "emit_facts",
    "flows",
    "forms",
    "keep_bugs",
    "name_of_deployment",
    "school_name",
    "state_of",
]
