"""How are child processes started and stopped, Prefect's server among them?"""

from tasks.processes.child import Child, Stop, clear_remains
from tasks.processes.prefect_health import answers
from tasks.processes.prefect_server import (
    PORT,
    PortTakenError,
    base_environment,
    free_port,
    server_environment,
    start_server,
    wait_until_ready,
)
from tasks.processes.serve_note import is_served, only_one, write_note
from tasks.processes.server_password import server_password

__all__ = [
    "PORT",
    "Child",
    "PortTakenError",
    "Stop",
    "answers",
    "base_environment",
    "clear_remains",
    "free_port",
    "is_served",
    "only_one",
    "server_environment",
    "server_password",
    "start_server",
    "wait_until_ready",
    "write_note",
]
