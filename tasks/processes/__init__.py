"""Child processes, and Prefect's server among them."""

from tasks.processes.child import Child, Stop, clear_remains
from tasks.processes.prefect_health import answers
from tasks.processes.prefect_server import (
    PORT,
    PortTakenError,
    free_port,
    quiet,
    server_environment,
    start_server,
    wait_until_ready,
)

__all__ = [
    "PORT",
    "Child",
    "PortTakenError",
    "Stop",
    "answers",
    "clear_remains",
    "free_port",
    "quiet",
    "server_environment",
    "start_server",
    "wait_until_ready",
]
