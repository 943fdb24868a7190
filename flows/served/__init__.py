"""Which schools are served on this machine, and by which Prefect server?"""

from flows.served.api_url import configured_api
from flows.served.orders import Orders
from flows.served.registry import VARIABLE, Served, find_served, serve_here, served_ids, write_registry

__all__ = [
    "VARIABLE",
    "Orders",
    "Served",
    "configured_api",
    "find_served",
    "serve_here",
    "served_ids",
    "write_registry",
]
