"""How is the work at schools a flow run that Prefect shows?"""

from flows.runs import flows, forms
from flows.runs.deployed import name_of_deployment
from flows.runs.per_school import SchoolOutcome

__all__ = ["SchoolOutcome", "flows", "forms", "name_of_deployment"]
