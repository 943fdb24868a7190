"""What a pass, status, letters and the rest cost a school whose journal is a hundred times as long, before and after.

Before is a commit whose every look read the whole journal (`--before`, checked out beside this tree); after is this
tree. Both get the same school at the same moment: the same milestones, ballots and board, with 1,000 facts and with
100,000 (marks begun and given up, votes given and taken back, each with what the board showed then). Every command runs
in a process of its own, in turn about; figures are medians of seconds of processor time, and peaks of memory. Then
`verify` of boards of 1,000 and 5,000 rows. Run `make bench-growth`.
"""

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
CONFIG = HOUSE / "config"
BEFORE, NOW = "c105a13", "2025-11-19T10:00"  # a Wednesday, on which no summary falls due
FEW, MANY, TURNS, UNDER_VOTE = 1_000, 100_000, 3, 40
MOST_GROWTH, MOST_MEMORY = 1.5, 150
COMMANDS = {
    "sync": ("sync",),
    "status": ("status", "--json"),
    "letters": ("letters", "all", "--dry-run"),
    "history": ("history", "1.1/2021"),
    "verify": ("verify",),
}
BOUND = ("sync", "status", "letters")
ROWS = (1_000, 5_000)


@dataclass(frozen=True)
class Cost:
    """What one command took: seconds of processor time, and the peak of its memory in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Place:
    """A tree of the program with a school in a folder of its own."""

    tree: Path
    school: Path
    var: Path

    def run(self, *words: str) -> Cost:
        """A command in a process of its own; what it says is an error of ours where it fails."""
        where = ["--school", str(self.school), "--var", str(self.var), "--now", NOW]
        command, said = [sys.executable, "-m", "flows.cli", *where, *words], self.var.parent / "said"
        with said.open("wb") as out:
            child = subprocess.Popen(command, cwd=self.tree, stdout=out, stderr=out, env=self.environment)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{' '.join(words)}: {child.returncode}\n{said.read_text(encoding='utf-8')[-2000:]}")
        return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

    @property
    def environment(self) -> dict[str, str]:
        """The tree's own packages come first, whatever is installed."""
        return {**os.environ, "PYTHONPATH": str(self.tree)}


# --- a journal of any length; runs in the tree of before, hence its imports -----------------------------------


def seed(school: Path, var: Path, facts: int) -> None:
    """Let so many facts have happened to the school since it began, evenly over the years."""
    from models.journal import Cleared, StageOpened, Started, Submitted, Voted, VoteWithdrawn, Withdrawn
    from models.school import Choice, Kind
    from tasks.config import load_school
    from tasks.database import Head, Journal, open_database
    from tasks.database.engine import sqlite_url

    zone = load_school(school, datetime.fromisoformat(f"{NOW}+00:00")).calendar.zone
    start, end = datetime(2021, 3, 1, 9, tzinfo=zone), datetime.fromisoformat(NOW).replace(tzinfo=zone)
    known = load_school(school, end)
    step = (end - start - timedelta(hours=1)) / facts
    codes = [each.code for each in known.milestones]
    voters = list(known.roster.members("working_group", start.date()))
    texts = {"result": "", "new_date": None, "comment": ""}

    def life() -> Iterator[object]:
        for code in codes[:UNDER_VOTE]:
            yield Submitted, {"milestone": code, "number": 1, "submission": Kind.COMPLETION, **texts, "full": "f",
                              "voted": "v", "forms": (), "answering": ()}
            yield StageOpened, {"milestone": code, "ballot": f"{code}-1.1", "number": 1, "stage": "working_group",
                                "stage_label": "рабочая группа", "stage_number": 1, "voters": tuple(voters),
                                "needed": len(voters), "returns": 1, "decide_by": end.date()}
        left = facts - 3 * UNDER_VOTE
        for place in range(left // 2):
            code = codes[place % len(codes)]
            if place % len(codes) < UNDER_VOTE:
                voter = voters[place // len(codes) % len(voters)]
                seat = {"milestone": code, "ballot": f"{code}-1.1", "voter": voter, "seat": voter}
                yield Voted, {**seat, "post": "", "choice": Choice.APPROVE, "comment": "", "fingerprint": "v"}
                yield VoteWithdrawn, seat
            else:
                yield Started, {"milestone": code}
                yield Cleared, {"milestone": code}
        for code in codes[:UNDER_VOTE]:
            yield Withdrawn, {"milestone": code, "number": 1}

    events = [
        kind(seen_at=start + number * step, why=f"{kind.__name__}: запись {number} от школы", **values)
        for number, (kind, values) in enumerate(life())
    ]
    engine = open_database(sqlite_url(var / "vekha.db"))
    journal = Journal(engine, known.settings.id)
    journal.record(Head(), events, now=end)
    engine.dispose()
    with sqlite3.connect(var / "vekha.db") as database:  # what the board showed whenever a mark or vote changed
        rows = [
            (known.settings.id, each.milestone, 1, each.seen_at.isoformat(),
             '{"Отметка":"Начато"}' if isinstance(each, Started) else "{}")
            for each in events if isinstance(each, Started | Cleared)
        ]  # fmt: skip
        database.executemany("INSERT INTO looks (school, key, save, seen_at, cells) VALUES (?, ?, ?, ?, ?)", rows)


# --- schools ----------------------------------------------------------------------------------------------------


def long_school(tree: Path, folder: Path, facts: int) -> Place:
    """The sample school with a journal of this length, as the tree of before left it."""
    shutil.copytree(CONFIG, folder / "config")
    place = Place(tree, folder / "config" / "school-150", folder / "var")
    place.var.mkdir()
    subprocess.run(
        [sys.executable, __file__, "--seed", str(place.school), str(place.var), str(facts)],
        check=True, cwd=tree, env=place.environment,
    )  # fmt: skip
    place.run("init")
    place.run("sync")
    place.run("sync")
    return place


def wide_school(tree: Path, folder: Path, rows: int) -> Place:
    """A school with so many milestones of one year, all on one tab."""
    shutil.copytree(CONFIG, folder / "config")
    place = Place(tree, folder / "config" / "school-150", folder / "var")
    head = (place.school / "roadmap.yaml").read_text(encoding="utf-8").partition("\ndirections:")[0]
    lines = [f"{head}\ndirections:", "  - number: 1", "    title: Направление", "    activities:"]
    for number in range(1, rows + 1):
        lines += [f'      - code: "1.{number}"', f"        title: Мероприятие {number}", "        term: декабрь 2025"]
        lines += ["        executors: [Рабочая группа]", "        result_form: Информация"]
    (place.school / "roadmap.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    place.run("init")
    place.run("sync")
    return place


def moved(place: Place, tree: Path, folder: Path) -> Place:
    """The same school under another tree, which takes it over with one pass."""
    shutil.copytree(place.var.parent, folder)
    other = Place(tree, folder / "config" / "school-150", folder / "var")
    other.run("sync")
    return other


# --- measuring -----------------------------------------------------------------------------------------------------


def measured(places: dict[str, Place], words: tuple[str, ...], turns: int) -> dict[str, Cost]:
    """The medians of a command at each place, in turn about."""
    found: dict[str, list[Cost]] = {name: [] for name in places}
    for _ in range(turns):
        for name, place in places.items():
            found[name].append(place.run(*words))
    return {
        name: Cost(statistics.median(each.seconds for each in runs), max(each.memory for each in runs))
        for name, runs in found.items()
    }


def compared(
    title: str, sizes: tuple[int, int], places: dict[str, Place], commands: dict[str, tuple[str, ...]], turns: int
) -> dict[str, tuple[float, float]]:
    """Print each command at both sizes, before and after; the growth and memory after, by command."""
    few, many = sizes
    print(f"\n{title}: CPU s at {few:,} and {many:,}, growth, peak MB")
    print(f"{'':<10}{'before':^32}  {'after':^32}  {'before/after':>12}")
    found = {}
    for name, words in commands.items():
        costs = measured(places, words, turns)
        line, told = "", {}
        for when in ("before", "after"):
            small, large = costs[f"{when} {few}"], costs[f"{when} {many}"]
            told[when] = (large.seconds / small.seconds, large.memory, large.seconds)
            line += f"{small.seconds:>8.2f}{large.seconds:>8.2f}{told[when][0]:>7.2f}x{large.memory:>8.0f}   "
        print(f"{name:<10}{line}{told['before'][2] / told['after'][2]:>10.2f}x", flush=True)
        found[name] = told["after"][:2]
    return found


def main() -> int:
    """Measure and print; 1 where a command that must not grows with the journal."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=main.__doc__)
    parser.add_argument("--before", default=BEFORE, help="the commit to compare with")
    parser.add_argument("--seed", nargs=3, metavar=("SCHOOL", "VAR", "FACTS"), help=argparse.SUPPRESS)
    parser.add_argument("--facts", type=int, default=MANY)
    parser.add_argument("--turns", type=int, default=TURNS)
    chosen = parser.parse_args()
    if chosen.seed:
        school, var, facts = chosen.seed
        seed(Path(school), Path(var), int(facts))
        return 0
    with tempfile.TemporaryDirectory(prefix="vekha-growth-") as scratch:
        folder, sizes = Path(scratch), (FEW, chosen.facts)
        old = folder / "tree"
        archive = subprocess.run(["git", "archive", chosen.before], cwd=HOUSE, check=True, capture_output=True).stdout
        old.mkdir()
        subprocess.run(["tar", "-x"], input=archive, cwd=old, check=True)
        places: dict[str, Place] = {}
        for facts in sizes:
            places[f"before {facts}"] = long_school(old, folder / f"before-{facts}", facts)
            places[f"after {facts}"] = moved(places[f"before {facts}"], HOUSE, folder / f"after-{facts}")
        found = compared("Facts", sizes, places, COMMANDS, chosen.turns)
        wide: dict[str, Place] = {}
        for rows in ROWS:
            wide[f"before {rows}"] = wide_school(old, folder / f"rows-before-{rows}", rows)
            wide[f"after {rows}"] = moved(wide[f"before {rows}"], HOUSE, folder / f"rows-after-{rows}")
        compared("Rows of the board", ROWS, wide, {"verify": COMMANDS["verify"]}, 1)
    grown = [name for name in BOUND if found[name][0] > MOST_GROWTH or found[name][1] > MOST_MEMORY]
    print(f"\n{', '.join(grown)}: more than {MOST_GROWTH}x or {MOST_MEMORY} MB" if grown else "\nwithin bounds")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
