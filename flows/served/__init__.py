"""Which schools are served on this machine, and by which Prefect server?"""

from flows.served.api_url import configured_api
from flows.served.orders import Orders
from flows.served.registry import VARIABLE, Served, find_served, serve_here, served_ids, write_registry
from flows.served.rehearsal import begin_rehearsal

__all__ = [
    "VARIABLE",
    "Orders",
    "Served",
    "begin_rehearsal",
    "configured_api",
    "find_served",
    "serve_here",
    "served_ids",
    "write_registry",
]
