"""How do many schools share workers, quota and one database?"""

from flows.fleet.add import add_to_fleet, deployment_of
from flows.fleet.check import check_fleet
from flows.fleet.deploy import deploy_fleet

__all__ = ["add_to_fleet", "check_fleet", "deploy_fleet", "deployment_of"]
