"""A Prefect server of our own: on this machine only, with its home in `var`, telling nobody anything."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from models.output import texts as output_texts
from models.text import VekhaError
from tasks.processes.child import Child
from tasks.processes.prefect_health import answers, home_of

HOST, PORT = "127.0.0.1", 4200
LOG, LONGEST_LOG, PAGES = "server.log", 5_000_000, "pages"
BASE = "PREFECT_SERVER_UI_SERVE_BASE"
DAY = 24 * 60 * 60
KEEP_RUNS_DAYS, KEEP_EVENTS_HOURS = 7, 6  # a run every minute leaves some 70 KB of events and 15 KB else


class PortTakenError(VekhaError):
    """Somebody else began to listen where our server was to."""


def base_environment() -> dict[str, str]:
    """What every process of Prefect is told: no telemetry, on the console only what went wrong, and little memory."""
    return {
        "MALLOC_ARENA_MAX": "2",  # measured: 7 MB less for server and runner each, more as their threads go on
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
        "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_COLORS": "false",
    }


def free_port(*wanted: int) -> int:
    """The first of the wanted ports that is free, else any that nobody uses."""
    for port in (*wanted, 0):
        with closing(socket.socket()) as asking:
            asking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                asking.bind((HOST, port))
            except OSError:
                continue
            return int(asking.getsockname()[1])
    raise VekhaError(output_texts.NO_FREE_PORT)


def server_environment(home: Path, port: int, password: str) -> dict[str, str]:
    """The server's settings; whoever looks at its pages is served from this machine alone.

    Behind a proxy that gives it a path (PREFECT_SERVER_UI_SERVE_BASE), pages and API stand under that path here, too.
    """
    base = os.environ.get(BASE, "").strip("/")
    own = f"http://{HOST}:{port}/{base}".rstrip("/")
    api = f"/{base}/api".replace("//", "/")
    direct = ",".join(filter(None, [os.environ.get("NO_PROXY") or os.environ.get("no_proxy"), HOST, "localhost"]))
    return {
        **base_environment(),
        "NO_PROXY": direct,
        "no_proxy": direct,
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": f"{own}/api",
        "PREFECT_UI_URL": own,
        "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / PAGES),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": f"http://{HOST}:{port},http://localhost:{port}",
        BASE: f"/{base}",
        "PREFECT_SERVER_API_BASE_PATH": api,
        "PREFECT_SERVER_UI_API_URL": api,  # relative, so that a tunnel may end at any port
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_API_AUTH_STRING": password,
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEEP_RUNS_DAYS * DAY),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"PT{KEEP_EVENTS_HOURS}H",
    }


def start_server(home: Path, environment: Mapping[str, str], port: int) -> Child:
    """Start the server; its words go to a log in its home, which only we can read."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    _leave_out_new_ui(home / PAGES)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    _rotate(home / LOG)
    with open(home / LOG, "ab", opener=_private) as log:
        # an orphan is killed: asked to end, it would wait for its services, and nobody would wait for it
        return Child(command, environment, log=log, umask=0o077, orphaned=signal.SIGKILL)


def _leave_out_new_ui(pages: Path) -> None:
    """Put a link to nowhere where the server would copy its new UI, whose pages load a script from outside."""
    pages.mkdir(exist_ok=True)
    with suppress(FileExistsError):
        (pages / "v2").symlink_to("left-out")


def _rotate(log: Path) -> None:
    """Keep what earlier starts said; once it is long, set it aside in place of what was set aside before."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".log.1"))


def _private(file: str, flags: int) -> int:
    return os.open(file, flags | os.O_NOFOLLOW, 0o600)


def wait_until_ready(server: Child, api: str, home: Path, password: str, stopped: Callable[[float], bool]) -> bool:
    """Wait until our server answers, not another one that took the port; False when we are to stop before that."""
    for _ in range(1500):  # five minutes: a slow machine compiles and migrates first
        if home_of(api, password) == str(home):
            return True
        if not server.alive():
            break
        if stopped(0.2):
            return False
    if answers(api):
        raise PortTakenError(output_texts.PORT_TAKEN.format(api=api))
    raise VekhaError(output_texts.SERVER_NOT_STARTED.format(log=home / LOG))
