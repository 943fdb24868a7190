"""The `vekha serve` that the tests of a process share; a test that ended it has it started again by the next one."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli_school import begun
from tests.support.serving import ROOT, Serving, alive, environment


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school in a folder of its own."""
    folder = tmp_path_factory.mktemp("school")
    shutil.copytree(ROOT / "config", folder / "config")
    return folder / "config" / "school-150"


@pytest.fixture(scope="session")
def one_serving(tmp_path_factory: pytest.TempPathFactory, school: Path) -> Iterator[Serving]:
    """The shared `vekha serve`; none of its processes outlives the tests."""
    serving = Serving(tmp_path_factory.mktemp("serving"), school)
    yield serving.start()
    about = serving.about if (serving.var / "serve.json").exists() else None
    if about is not None:
        serving.stop(signal.SIGTERM)
        assert alive(about) == []


@pytest.fixture
def serving(one_serving: Serving) -> Serving:
    """The shared `vekha serve`, running."""
    return one_serving.start()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A var folder with a fresh board, as of Monday morning."""
    return begun(tmp_path / "var").var


@dataclass(frozen=True)
class Told:
    """How runs ended, one after another, and the flows that they asked the server to run."""

    ends: list[str]
    asked: list[str]


Flows = Callable[..., Told]


@pytest.fixture(scope="session")
def flows(one_serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Flows:
    """Run flows of schools at their moments one after another, seen on the server.

    A run is its flow, the folders of its schools, the var folder, the moment, and perhaps what a form asks for; secrets
    are kept on the server first.
    """
    home = tmp_path_factory.mktemp("flows")

    def run(*runs: tuple[Any, ...], secrets: dict[str, str] | None = None) -> Told:
        orders: dict[str, Any] = {"runs": runs, "secrets": secrets or {}}
        command = [sys.executable, "-m", "tests.support.flow_runs", json.dumps(orders, default=str)]
        known = environment(home, **one_serving.start().known)
        with one_serving.starting_nothing() as asked:
            done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=True, timeout=120)
        return Told(json.loads(done.stdout), asked)

    return run
