"""Real processes for tests: started together, killed at a chosen step."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import count

from sqlalchemy import Engine, event

FORK = multiprocessing.get_context("fork")
KILLED = -signal.SIGKILL


def run_together(*works: Callable[[], None]) -> list[int]:
    """Run each in its own process at the same time; their exit codes, -9 for the killed."""
    processes = [FORK.Process(target=work) for work in works]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    return [process.exitcode for process in processes]


class Executioner:
    """Kills its own process, as `kill -9` would, when the count of steps reaches a number."""

    def __init__(self, last: int) -> None:
        self._steps, self._last = count(1), last

    def step(self, *_: object, **__: object) -> None:
        """One more step is about to be made."""
        if next(self._steps) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        """Count every statement, commit and return of a connection as a step."""
        for name in ("before_cursor_execute", "commit"):
            event.listen(engine, name, self.step)
        event.listen(engine, "checkin", self.step)
