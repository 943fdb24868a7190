"""How do many schools share workers, quota and one database?"""

from flows.fleet.deploy import deploy_fleet

__all__ = ["deploy_fleet"]
