"""A real `vekha serve` for tests: started as people start it, asked over HTTP, killed as machines are."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import openpyxl

from tasks.processes import free_port, server_environment, server_password, start_server, wait_until_ready
from tests.support.fences import CHILD

ROOT = Path(__file__).parents[2]
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


def until(found: Callable[[], Any], seconds: float = 20) -> Any:
    """What is found before the time is over; the last try where it is not."""
    end = time.monotonic() + seconds
    while not (last := found()) and time.monotonic() < end:
        time.sleep(0.1)
    return last


def environment(home: Path, **more: str) -> dict[str, str]:
    """Nothing of Prefect or Vekha from outside, and a home of its own."""
    kept = {name: said for name, said in os.environ.items() if not name.startswith(("PREFECT", "VEKHA"))}
    return {**kept, "HOME": str(home), "PYTHONPATH": os.pathsep.join((str(ROOT), str(CHILD))), **more}


def vekha(home: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment(home, **more), capture_output=True, text=True, check=False, timeout=120
    )


@contextmanager
def prefect_server(home: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """A Prefect server of its own: its process, and what its clients must be told."""
    home.mkdir(mode=0o700, parents=True)
    port, password = free_port(), server_password(home)
    told = server_environment(home, port, password)
    server = start_server(home, {**environment(home), **told}, port)
    try:
        assert wait_until_ready(server, told["PREFECT_API_URL"], home, password, lambda wait: bool(time.sleep(wait)))
        yield server.pid, told
    finally:
        server.stop(10)


def mark(board: Path, code: str, **cells: str) -> None:
    """A person writes into the cells of a milestone's row."""
    book = openpyxl.load_workbook(board)
    sheet = book["План 2021"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    (row,) = (line[0].row for line in sheet.iter_rows(min_row=4, max_col=1) if line[0].value == code)
    for name, said in cells.items():
        sheet.cell(row, columns[name]).value = said
    book.save(board)
    book.close()


class Serving:
    """A `vekha serve` over its own folder."""

    def __init__(self, folder: Path, school: Path) -> None:
        self.home, self.var, self.school = folder, folder / "var", school
        self.said = folder / "said.txt"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Serving":
        """Start it, unless it runs already, and wait until it says that everything is up."""
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "flows.cli", "--school", self.school, "--var", self.var, "serve"]
            with self.said.open("wb") as said:
                self._process = subprocess.Popen(
                    [*command, "--rehearse-from", "2021-03-01"],
                    cwd=ROOT, env=environment(self.home), stdout=said, stderr=said, start_new_session=True,
                )  # fmt: skip
            assert until(lambda: "Ctrl-C" in self.words(), 120), self.words()
        return self

    def stop(self, how: signal.Signals) -> int:
        """Send the signal and wait for the end; the exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        return self._process.wait(60)

    def words(self) -> str:
        """Everything it printed."""
        return self.said.read_text(encoding="utf-8")

    @property
    def about(self) -> dict[str, Any]:
        """What it says of itself to other commands."""
        return dict(json.loads((self.var / "serve.json").read_text(encoding="utf-8")))

    @property
    def password(self) -> str:
        """What its server asks for."""
        return (self.var / "prefect" / "password").read_text(encoding="utf-8").strip()

    @property
    def known(self) -> dict[str, str]:
        """What Prefect's clients must be told to reach its server."""
        return {"PREFECT_API_URL": self.api, "PREFECT_API_AUTH_STRING": self.password}

    @property
    def api(self) -> str:
        """The address of its Prefect API."""
        return f"{self.about['ui']}/api"

    def ask(self, path: str, **body: Any) -> Any:
        """What the API answers to a POST."""
        return self.tell(path, **body).json()

    def tell(self, path: str, **body: Any) -> httpx.Response:
        """POST to the API, again while its database is locked, as Prefect's own client would."""
        address, (name, password) = f"{self.api}/{path}", self.password.split(":", 1)

        def post() -> httpx.Response | None:
            answer = httpx.post(address, json=body, auth=(name, password), trust_env=False, timeout=30)
            return None if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else answer

        answer = until(post)
        assert answer is not None, f"{address} is not available"
        return answer.raise_for_status()

    def begin(self, flow: str, **parameters: Any) -> str:
        """Ask for a run of a deployment now, as from the UI; its id."""
        made = self.ask(f"deployments/{self.deployments()[flow]['id']}/create_flow_run", parameters=parameters)
        return str(made["id"])

    def ended(self, run: str) -> dict[str, Any]:
        """The run after its end."""
        ended = until(lambda: [each for each in self.runs(run) if each["state_type"] in FINAL], 60)
        assert ended, self.words()
        return dict(ended[0])

    @contextmanager
    def by_hand(self, flow: str) -> Iterator[None]:
        """No run of this deployment comes by its schedule meanwhile, and none is still at work."""
        deployment = self.deployments()[flow]["id"]
        self.tell(f"deployments/{deployment}/pause_deployment")
        busy = {"state": {"type": {"any_": ["PENDING", "RUNNING"]}}, "deployment_id": {"any_": [deployment]}}
        assert until(lambda: not self.runs(**busy))
        yield
        self.tell(f"deployments/{deployment}/resume_deployment")

    @contextmanager
    def starting_nothing(self) -> Iterator[list[str]]:
        """Its runner rests meanwhile; in the end the flows it was asked to run, which are cancelled: a process each."""
        runner, asked = self.about["processes"][-1][0], list[str]()
        os.kill(runner, signal.SIGSTOP)
        try:
            yield asked
            names = {each["id"]: name for name, each in self.deployments().items()}
            due = {"before_": datetime.now(UTC).isoformat()}
            for run in self.runs(state={"type": {"any_": ["SCHEDULED"]}}, expected_start_time=due):
                if not run["auto_scheduled"]:
                    self.ask(f"flow_runs/{run['id']}/set_state", state={"type": "CANCELLED"}, force=True)
                    asked.append(names[run["deployment_id"]])
        finally:
            os.kill(runner, signal.SIGCONT)

    def runs(self, *ids: str, **wanted: Any) -> list[dict[str, Any]]:
        """Flow runs, the latest first."""
        filters = {"id": {"any_": list(ids)}, **wanted} if ids else wanted
        return list(self.ask("flow_runs/filter", flow_runs=filters, sort="START_TIME_DESC"))

    def deployments(self) -> dict[str, dict[str, Any]]:
        """The deployments of the sample school by what they do."""
        return {each["name"].removeprefix("school-150-"): each for each in self.ask("deployments/filter")}

    def schedules(self) -> dict[str, list[tuple[str, str, str, str]]]:
        """What is scheduled: deployment → id, slug, cron and zone of each of its schedules."""
        return {
            name: [
                (one["id"], one["slug"], one["schedule"]["cron"], one["schedule"]["timezone"])
                for one in each["schedules"]
            ]
            for name, each in self.deployments().items()
            if each["schedules"]
        }

    def automations(self) -> dict[str, tuple[str, str, int, float]]:
        """The automations by their ids: name, posture, how often within how many seconds."""
        return {
            each["id"]: (each["name"], *(each["trigger"][key] for key in ("posture", "threshold", "within")))
            for each in self.ask("automations/filter")
        }

    def artifacts(self, name: str) -> list[dict[str, Any]]:
        """The artifacts under a key, the latest first."""
        found = self.ask("artifacts/filter", artifacts={"key": {"any_": [name]}}, sort="CREATED_DESC")
        return [each | {"data": _read(each["data"])} for each in found]

    def log(self, run: dict[str, Any]) -> list[dict[str, Any]]:
        """What a run wrote of itself, without what Prefect adds."""

        def own() -> list[dict[str, Any]]:
            lines = self.ask("logs/filter", logs={"flow_run_id": {"any_": [run["id"]]}})
            return [line for line in lines if re.match(r"\d+\.\d+/|\S+:", line["message"])]

        return list(until(own))

    def pretend_running(self, flow: str) -> str:
        """A run that says it is at work while no process does it, as after a power cut; its id."""
        later = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": later}}
        deployment = self.deployments()[flow]
        made = self.ask(f"deployments/{deployment['id']}/create_flow_run", state=state)
        self.ask(f"flow_runs/{made['id']}/set_state", state={"type": "RUNNING"}, force=True)
        return str(made["id"])


def alive(about: dict[str, Any]) -> list[str]:
    """The command lines of processes that belong to the groups it started."""
    groups, found = {pid for pid, _ in about["processes"]}, []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getpgid(int(entry.name)) in groups:
                state = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
                found += [] if state == "Z" else [(entry / "cmdline").read_text(encoding="utf-8")]
        except (OSError, ValueError):
            continue
    return found


def stops(serving: Serving, how: signal.Signals) -> None:
    """Server, runner and runs end; what they said of themselves goes, too."""
    busy = {"state": {"type": {"any_": ["PENDING", "RUNNING"]}}}
    until(lambda: not serving.runs(**busy))  # what Prefect says of a run that is stopped is another matter
    about, before = serving.about, len(serving.words())
    assert len(alive(about)) >= 2
    assert serving.stop(how) == 0
    assert alive(about) == []
    said = serving.words()[before:]
    assert "Traceback" not in said, said
    assert not (serving.var / "serve.json").exists()
    assert os.stat(serving.var / "prefect" / "prefect.db").st_mode & 0o077 == 0
    assert not (serving.home / ".prefect").exists()


def _read(data: Any) -> Any:
    try:
        return json.loads(data) if isinstance(data, str) else data
    except ValueError:
        return data
