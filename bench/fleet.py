"""A municipality's boards read by two workers within Google's quota: 10, 100 and 1,000 boards, 1, 5 and 20 % changed.

    python -m bench.fleet --boards 10 100 1000 --changed 1 5 20 --minutes 20

The stage is that of `make test-fleet`: PostgreSQL, a Prefect server on it, two workers, the local Google server with
50 ms to each call and 60 reads and 60 writes a minute for each of two accounts. The share of changed boards is that of
one round of five minutes. Each line is one measure of so many minutes, after a first round of all boards that no quota
holds up; beside it stands how many boards the quota would let through. Memory is each process's own share (PSS), at its
highest.
"""

import argparse
import os
import random
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from flows.fleet import deploy_fleet
from models.fleet import oldest
from models.text import VekhaError
from tasks.database import read_turns, sustained
from tests.fleet.people import People
from tests.fleet.stage import CALLS_PER_MINUTE, Stage, family, megabytes

EVERY, WITHIN, MOST = 5, 15, 200
LOOK_SECONDS, LATENCY = 5.0, 0.05
HURRY = 3000  # calls a minute: more than the machine can make
HEAD = (
    "boards changed |  reads/min  quota | writes/min drive/min 429s | oldest unread | "
    "MB: Prefect  worker  run   runs at once"
)


class Measure:
    """What is seen of one stretch of time."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.began = stage, time.monotonic()
        self.oldest, self.runs = 0.0, 0
        self.memory: dict[str, float] = defaultdict(float)
        stage.google.ledger.reset()

    def look(self) -> None:
        """The age of the oldest unread board now, and who uses how much memory."""
        with self.stage.database() as engine:
            read = [each for _, each in read_turns(engine, self.stage.ids).values()]
        age = oldest(read, datetime.now(UTC))
        self.oldest = max(self.oldest, age.total_seconds() if age else 0.0)
        self._weigh("server", self.stage.server.pid)
        runs = 0
        for worker in self.stage.workers.values():
            self._weigh("worker", worker.pid)
            for pid in family(worker.pid)[1:]:
                self._weigh("run", pid)
                runs += 1
        self.runs = max(self.runs, runs)

    def told(self, changed: int) -> str:
        """The line of the table."""
        minutes = (time.monotonic() - self.began) / 60
        totals = self.stage.google.ledger.totals()
        methods, boards = totals["by_method"], len(self.stage.ids)
        reads, writes = methods.get("spreadsheets.get", 0), methods.get("spreadsheets.batchUpdate", 0)
        drive = sum(count for name, count in methods.items() if name.startswith("drive."))
        quota = sustained(CALLS_PER_MINUTE) * len(set(self.stage.accounts.values()))
        return (
            f"{boards:6} {changed:5} % | {reads / minutes:10.1f} {quota:6.1f} | {writes / minutes:10.1f} "
            f"{drive / minutes:9.1f} {totals['by_code'].get('429', 0):4} | {self.oldest / 60:9.1f} min | "
            f"{self.memory['server']:11.0f} {self.memory['worker']:7.0f} {self.memory['run']:4.0f} {self.runs:6}"
        )

    def _weigh(self, what: str, pid: int) -> None:
        self.memory[what] = max(self.memory[what], megabytes(pid))


def edit(people: People, share: float, stop: threading.Event) -> None:
    """Let so large a share of the boards be edited in each round, evenly."""
    dice, boards = random.Random(1), people.stage.ids
    pause = EVERY * 60 / max(1.0, share * len(boards))
    while not stop.wait(pause):
        people.edit(dice.choice(boards))


def first_round(stage: Stage) -> float:
    """Wait until every board was read once; how many minutes that took."""
    began = time.monotonic()
    while True:
        with stage.database() as engine:
            turns = read_turns(engine, stage.ids)
        if len(turns) == len(stage.ids) and all(read for _, read in turns.values()):
            return (time.monotonic() - began) / 60
        time.sleep(LOOK_SECONDS)


def measure(folder: Path, boards: int, shares: list[int], minutes: float) -> None:
    """One municipality, measured with each share of changed boards."""
    with Stage(folder, boards, EVERY, within=WITHIN, most=MOST, letters=False) as stage:
        stage.let_call(HURRY)
        deploy_fleet(stage.fleet)
        stage.google.misfortunes.latency_seconds = LATENCY
        people = People(stage, seed=1, seconds=0)
        for name in ("one", "two"):
            stage.start_worker(name)
        print(f"{boards:6} boards: first round in {first_round(stage):.1f} min", flush=True)
        stage.let_call(CALLS_PER_MINUTE)
        stage.google.set_quota(60, 300)
        for changed in shares:
            stop = threading.Event()
            editing = threading.Thread(target=edit, args=(people, changed / 100, stop), daemon=True)
            editing.start()
            seen, end = Measure(stage), time.monotonic() + minutes * 60
            while time.monotonic() < end:
                time.sleep(LOOK_SECONDS)
                with suppress(VekhaError):  # a database that is slow to answer is looked at the next time
                    seen.look()
            stop.set()
            editing.join()
            print(seen.told(changed), flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.fleet", description=__doc__)
    parser.add_argument("--boards", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--changed", type=int, nargs="+", default=[1, 5, 20], help="percent of the boards in a round")
    parser.add_argument("--minutes", type=float, default=20, help="how long each measure lasts")
    chosen = parser.parse_args()
    print(HEAD, flush=True)
    for boards in chosen.boards:
        with tempfile.TemporaryDirectory(prefix="vekha-fleet-") as folder:
            os.chmod(folder, 0o755)
            measure(Path(folder), boards, chosen.changed, chosen.minutes)


if __name__ == "__main__":
    main()
