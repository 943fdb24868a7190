"""Starting what `vekha serve` needs: a server where none is configured, and the process that starts the runs."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from flows.served import VARIABLE, Orders, configured_api, write_registry
from models.output import texts as output_texts
from models.text import VekhaError
from tasks.processes import (
    PORT,
    Child,
    Stop,
    answers,
    base_environment,
    free_port,
    server_environment,
    server_password,
    start_server,
    wait_until_ready,
    write_note,
)

READY, REGISTRY = "ready", "served.json"
RUNNER_SECONDS, SERVER_SECONDS = 25, 10  # how long each may take to end
Told = Callable[[str], None]


def start(orders: Orders, running: ExitStack, processes: list[Child], stop: Stop, doing: Told) -> str | None:
    """Start what is needed, in order; returns where the UI is, or None when told to stop meanwhile."""
    home, api, environment = orders.home, configured_api(), base_environment()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(child: Child, seconds: float) -> Child:
        processes.append(child)
        running.callback(child.stop, seconds)
        stop.hurries(child)
        write_note(Path(orders.var), {}, processes)
        return child

    if api is None:
        doing(output_texts.STARTING_SERVER)
        port = orders.port or free_port(PORT)
        password = server_password(home)
        environment = server_environment(home, port, password)
        api = environment["PREFECT_API_URL"]
        server = keep(start_server(home, environment, port), SERVER_SECONDS)
        if not wait_until_ready(server, api, home, password, stop.within):
            return None
    elif not answers(api):
        raise VekhaError(output_texts.CONFIGURED_SERVER_SILENT.format(api=api))
    doing(output_texts.MAKING_SCHEDULES)
    registry, sign = home / REGISTRY, home / READY
    write_registry(registry, orders.schools)
    sign.unlink(missing_ok=True)
    command = [sys.executable, "-m", "flows.schedule.runner", json.dumps(asdict(orders) | {"ready": str(sign)})]
    runner = keep(Child(command, {**environment, VARIABLE: str(registry)}), RUNNER_SECONDS)
    if not _came(sign, runner, stop):
        return None
    return os.environ.get("PREFECT_UI_URL") or api.removesuffix("/api")


def _came(sign: Path, runner: Child, stop: Stop) -> bool:
    """Wait until the runner is ready; False when told to stop meanwhile."""
    while not sign.exists():
        if stop.within(0.2):
            return False
        if not runner.alive():
            raise VekhaError(output_texts.SCHEDULES_FAILED)
    return True
