"""Serving: a Prefect server where none is configured, the process that starts the runs, and nothing left at the end."""

import fcntl
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.schedule.api_url import configured_api
from models.output import texts as output_texts
from models.text import VekhaError
from tasks.processes import (
    PORT,
    Child,
    PortTakenError,
    Stop,
    answers,
    base_environment,
    clear_remains,
    free_port,
    server_environment,
    start_server,
    wait_until_ready,
)

FILE, LOCK, READY = "serve.json", "serve.lock", "ready"
RUNNER_SECONDS, SERVER_SECONDS = 25, 10  # how long each may take to end
MOST_RESTARTS, SOON_SECONDS = 5, 600  # so many failures one soon after another, and we give up


@dataclass(frozen=True)
class Orders:
    """What is served: folders of schools, where their data lie, the moment when the clock stands, and the zone."""

    schools: tuple[str, ...]
    var: str
    now: str | None
    zone: str
    poll_seconds: int = 2


Told = Callable[[str], None]


def served(var: Path) -> dict[str, Any]:
    """What `vekha serve` says of itself while it works; empty where it does not."""
    try:
        said = json.loads((var / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """One `vekha serve` over a folder; what a killed one left behind is cleared away first."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (var / LOCK).open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            where = served(var).get("ui", output_texts.STILL_STARTING)
            raise VekhaError(output_texts.SERVED_ALREADY.format(folder=var, where=where)) from None
        clear_remains([(pid, birth) for pid, birth in served(var).get("processes", [])])
        try:
            yield
        finally:
            (var / FILE).unlink(missing_ok=True)


def serve(orders: Orders, places: dict[str, str | None], stop: Stop, doing: Told, ready: Told) -> None:
    """Work until told to stop; when the server or the runner dies, both are started again.

    `doing` is told what is being done, `ready` the address of the UI.
    """
    failures = 0
    while failures <= MOST_RESTARTS:
        began = time.monotonic()
        with ExitStack() as running, suppress(PortTakenError):
            processes: list[Child] = []
            ui = _start(orders, running, processes, stop, doing)
            if ui is None:
                return
            _write(Path(orders.var), {**places, "ui": ui}, processes)
            ready(ui)
            while all(each.alive() for each in processes):
                if stop.within(0.3):
                    doing(output_texts.STOPPING)
                    return
            doing(output_texts.STARTING_AGAIN)
        failures = failures + 1 if time.monotonic() - began < SOON_SECONDS else 0
    raise VekhaError(output_texts.STOPS_AGAIN.format(log=_home(orders) / "server.log"))


def _start(orders: Orders, running: ExitStack, processes: list[Child], stop: Stop, doing: Told) -> str | None:
    """Start what is needed, in order; returns where the UI is, or None when told to stop meanwhile."""
    home, api = _home(orders), configured_api()
    environment = base_environment()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(child: Child, seconds: float) -> Child:
        processes.append(child)
        running.callback(child.stop, seconds)
        stop.hurries(child)
        _write(Path(orders.var), {}, processes)
        return child

    if api is None:
        doing(output_texts.STARTING_SERVER)
        port = free_port(PORT)
        environment = server_environment(home, port)
        api = environment["PREFECT_API_URL"]
        server = keep(start_server(home, port), SERVER_SECONDS)
        if not wait_until_ready(server, api, home, stop.within):
            return None
    elif not answers(api):
        raise VekhaError(output_texts.CONFIGURED_SERVER_SILENT.format(api=api))
    doing(output_texts.MAKING_SCHEDULES)
    sign = home / READY
    sign.unlink(missing_ok=True)
    command = [sys.executable, "-m", "flows.schedule.runner", json.dumps(asdict(orders) | {"ready": str(sign)})]
    runner = keep(Child(command, environment), RUNNER_SECONDS)
    while not sign.exists():
        if stop.within(0.2):
            return None
        if not runner.alive():
            raise VekhaError(output_texts.SCHEDULES_FAILED)
    return os.environ.get("PREFECT_UI_URL") or api.removesuffix("/api")


def _home(orders: Orders) -> Path:
    return Path(orders.var) / "prefect"


def _write(var: Path, places: dict[str, str | None], processes: list[Child]) -> None:
    """Say where everything is, for other commands and for the `vekha serve` after a kill -9."""
    said = {"pid": os.getpid(), **places, "processes": [(each.pid, each.born) for each in processes]}
    draft = var / f".{FILE}"
    draft.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    draft.replace(var / FILE)
