"""What a running `vekha serve` writes down of itself, so that there is one over a folder, also after a kill -9."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.output import texts as output_texts
from models.text import VekhaError
from tasks.files import SHARED, clear_drafts, open_lock, replace_file
from tasks.processes.child import Child, born, clear_remains

FILE, LOCK = "serve.json", "serve.lock"


def served(var: Path) -> dict[str, Any]:
    """What `vekha serve` says of itself while it works; empty where it does not."""
    try:
        said = json.loads((var / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def is_served(var: Path) -> bool:
    """Whether the processes that `vekha serve` started over a folder are all alive."""
    processes = served(var).get("processes", [])
    return bool(processes) and all(birth is not None and born(pid) == birth for pid, birth in processes)


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """One `vekha serve` over a folder; what a killed one left behind is cleared away first."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(open_lock(var / LOCK, 0o600)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            where = served(var).get("ui", output_texts.STILL_STARTING)
            raise VekhaError(output_texts.SERVED_ALREADY.format(folder=var, where=where)) from None
        clear_remains([(pid, birth) for pid, birth in served(var).get("processes", [])])
        clear_drafts(var / FILE)
        try:
            yield
        finally:
            (var / FILE).unlink(missing_ok=True)


def write_note(var: Path, places: Mapping[str, str | None], processes: Iterable[Child]) -> None:
    """Say where everything is, for other commands and for the `vekha serve` after a kill -9."""
    said = {"pid": os.getpid(), **places, "processes": [(each.pid, each.born) for each in processes]}
    replace_file(var / FILE, (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode(), mode=SHARED)
