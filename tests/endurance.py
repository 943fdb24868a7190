"""Run as a program: years of a school in minutes, then passes once a second for minutes; what grew, and whether it may.

    python -m tests.endurance --years 5 --minutes 10

The years are played through the command line in this process: on Mondays a pass, letters and their delivery, on
Wednesdays people fill the workbook and a pass follows. The passes are flow runs seen on a Prefect server of their own.
What is counted is printed at the turns and judged against docs/reliability.md; ends with 1 where something grew that
must not.
"""

import argparse
import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tasks.database.folds import FOLD_EVERY
from tasks.database.tables import TABLES
from tests.support.cli_school import CliSchool, begun
from tests.support.sample import PLAN
from tests.support.serving import prefect_server
from tests.support.year_people import Crowd

FIRST = date(2021, 3, 1)
MOST_MEMORY, MOST_FILES = 60, 5  # MB and open files by which a process may grow: kept connections come and go
MOST_PER_PASS = 100_000  # bytes of Prefect's database that a pass leaves until they are cleared away
COPIES = 50
PREFECTS = ("flow_run", "flow_run_state", "task_run", "task_run_state", "log", "artifact", "events", "event_resources")
LONG_AGO = timedelta(days=35)  # bytes of letters that ended before are let go


@dataclass(frozen=True)
class Size:
    """What a process and the files of a school take at a moment."""

    memory: int
    files: int
    sockets: int
    rows: dict[str, int]
    database: int
    kept: dict[str, tuple[int, int]]

    def __str__(self) -> str:
        kept = ", ".join(f"{name} {count} ({size / 1e6:.1f} MB)" for name, (count, size) in self.kept.items())
        rows = ", ".join(f"{name} {count}" for name, count in self.rows.items() if count)
        return (
            f"memory {self.memory} MB, open files {self.files}, sockets {self.sockets}; "
            f"database {self.database / 1e6:.1f} MB: {rows}; files: {kept}"
        )


def process(pid: int | str) -> tuple[int, int, int]:
    """The memory in MB of a process, its open files, and how many of them are connections."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    memory = int(status.partition("VmRSS:")[2].split()[0]) // 1024
    targets = []
    for each in list(Path(f"/proc/{pid}/fd").iterdir()):
        try:
            targets.append(os.readlink(each))
        except OSError:
            continue
    sockets = sum(target.startswith("socket:") for target in targets)
    return memory, len(targets) - sockets, sockets


def group(leader: int) -> tuple[int, int, int]:
    """The same of every process of a group together."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(each.name)) == leader:
                found.append(process(each.name))
        except (OSError, IndexError):
            continue
    return sum(each[0] for each in found), sum(each[1] for each in found), sum(each[2] for each in found)


def rows_of(file: Path, tables: Iterable[str]) -> dict[str, int]:
    """How many rows each table holds."""
    with closing(sqlite3.connect(file)) as database:
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def size_of(var: Path) -> Size:
    """What this process and a school's folder take now."""
    kept = {}
    for folder in sorted(each for each in var.iterdir() if each.is_dir()):
        files = [each for each in folder.rglob("*") if each.is_file()]
        kept[folder.name] = len(files), sum(each.stat().st_size for each in files)
    board = var / "board.xlsx"
    kept["board"] = 1, board.stat().st_size
    file = var / "vekha.db"
    return Size(*process("self"), rows_of(file, TABLES.tables), file.stat().st_size, kept)


# --- years ------------------------------------------------------------------------------------------------------------


def play_years(folder: Path, years: int, seed: int) -> list[str]:
    """Play so many years; what grew that must not."""
    school = begun(folder / "var").copied(folder)
    crowd, turns, monday, commands = Crowd(school, Random(seed)), list[Size](), FIRST, 0
    while monday < FIRST.replace(year=FIRST.year + years):
        wednesday = monday + timedelta(days=2)
        for words in (("sync",), ("letters", "all"), ("deliver",)):
            commands += run(school, f"{monday}T09:00", *words)
        if crowd.act(wednesday):
            commands += run(school, f"{wednesday}T10:00", "sync")
        following = monday + timedelta(days=7)
        if (following.year, following.month >= 3) != (monday.year, monday.month >= 3) and following.month == 3:
            turns.append(size_of(school.var))
            print(f"{following}: {commands} commands; {turns[-1]}", flush=True)
        monday = following
    run(school, f"{monday}T09:00", "verify")
    return list(_grown_in_years(turns, school.var, monday))


def run(school: CliSchool, now: str, *words: str) -> int:
    """A command that must succeed."""
    said = school.run(*words, now=now)
    if said.code:
        raise SystemExit(f"{now} {' '.join(words)}: {said.code}\n{said.out}{said.err}")
    return 1


def _grown_in_years(turns: list[Size], var: Path, today: date) -> Iterable[str]:
    first, last = turns[0], turns[-1]
    yield from _grown(first, last, "in the years")
    facts, rows = last.rows["events"], last.rows["sightings"]
    if last.rows["looks"] > rows + 2 * facts:
        yield f"{last.rows['looks']} looks of {rows} rows and {facts} facts"
    if last.kept["backups"][0] > COPIES:
        yield f"{last.kept['backups'][0]} copies of the workbook"
    with closing(sqlite3.connect(var / "vekha.db")) as database:
        asked = "SELECT count(*) FROM letters WHERE expires_at < ? AND length(mime) > 0"
        old = database.execute(asked, [(today - LONG_AGO).isoformat()]).fetchone()[0]
        behind = facts - (database.execute("SELECT max(position) FROM folds").fetchone()[0] or 0)
    if old:
        yield f"{old} letters of long ago with their bytes"
    if behind >= FOLD_EVERY:
        yield f"a fold that is {behind} facts behind"


def _grown(first: Size, last: Size, when: str) -> Iterable[str]:
    for name, grown, most in (
        ("MB of memory", last.memory - first.memory, MOST_MEMORY),
        ("open files", last.files - first.files, MOST_FILES),
        ("connections", last.sockets - first.sockets, MOST_FILES),
    ):
        if grown > most:
            yield f"{grown} {name} more {when}, {most} are allowed"


# --- passes -----------------------------------------------------------------------------------------------------------


def play_passes(folder: Path, minutes: float) -> list[str]:
    """Pass once a second for so long, each pass a flow run on a server; what grew that must not."""
    school, home = begun(folder / "var").copied(folder), folder / "prefect"
    with prefect_server(home) as (pid, told):
        os.environ.update(told)
        return asyncio.run(_passes(school, home, pid, minutes))


async def _passes(school: CliSchool, home: Path, server: int, minutes: float) -> list[str]:
    from flows.runs import flows
    from flows.served import Served, serve_here

    begin, end, done, turns = time.monotonic(), time.monotonic() + 60 * minutes, 0, list[tuple[int, Size, Any]]()
    look = begin + 60 * minutes / 5  # what is loaded and kept once is there by then
    while (now := time.monotonic()) < end:
        if done % 20 == 10:
            school.fill(PLAN, "1.3/2021", {"Отметка": "Начато" if done % 40 == 10 else None})
        moment = datetime(2021, 3, 9, 10) + timedelta(seconds=int(now - begin))
        serve_here({"school-150": Served(str(school.school), str(school.var), f"{moment:%Y-%m-%dT%H:%M:%S}")})
        run: Any = flows.sync
        state = await run(["school-150"], return_state=True)
        if not state.is_completed():
            raise SystemExit(f"pass {done}: {state.name}: {state.message}")
        done += 1
        if now > look:
            turns.append(_told(done, school.var, home, server))
            look = max(look + 60 * minutes / 5, now)
        await asyncio.sleep(max(0.0, now + 1 - time.monotonic()))
    turns.append(_told(done, school.var, home, server))
    return list(_grown_in_passes(turns))


def _told(done: int, var: Path, home: Path, server: int) -> tuple[int, Size, Any]:
    size, theirs = size_of(var), (group(server), sum(each.stat().st_size for each in home.glob("prefect.db*")))
    print(f"{done} passes; {size}")
    print(f"  server: memory {theirs[0][0]} MB, open files {theirs[0][1]}, sockets {theirs[0][2]}; "
          f"database {theirs[1] / 1e6:.1f} MB: {rows_of(home / 'prefect.db', PREFECTS)}", flush=True)  # fmt: skip
    return done, size, theirs


def _grown_in_passes(turns: list[tuple[int, Size, Any]]) -> Iterable[str]:
    (few, first, before), (many, last, after) = turns[0], turns[-1]
    yield from _grown(first, last, "in the passes")
    if after[0][0] - before[0][0] > MOST_MEMORY:
        yield f"the server took {after[0][0] - before[0][0]} MB more"
    if after[0][1] > before[0][1] + 5:
        yield f"the server opened {after[0][1] - before[0][1]} files more"
    each = (after[1] - before[1]) / max(1, many - few)
    print(f"{each / 1000:.1f} KB of Prefect's database a pass")
    if each > MOST_PER_PASS:
        yield f"a pass leaves {each / 1000:.0f} KB in Prefect's database"


def main() -> int:
    """Play both and print; 1 where something grew that must not."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=main.__doc__)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    grown: list[str] = []
    with TemporaryDirectory() as folder:
        if chosen.years:
            grown += play_years(Path(folder) / "years", chosen.years, chosen.seed)
        if chosen.minutes:
            grown += play_passes(Path(folder) / "passes", chosen.minutes)
    print("\n".join(grown) or "nothing grew that must not")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
