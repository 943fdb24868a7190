"""What calendars cost a pass: the same passes over the sample school with and without them, in turn, in one run.

Prints the processor time of a pass that changed nothing without calendars, with them, and the ratio, which may be at
most two; then of a first pass, which writes every file. Run `make bench`; figures are medians of several turns.
"""

import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.board_in_memory import CONFIG
from flows.office import SchoolContext, open_school
from flows.passes import make_board, run_pass

TURNS = 9
MOST = 2.0
FOLDER = "calendars"


def with_calendars(office: SchoolContext, folder: str | None) -> SchoolContext:
    """The same school with its calendars in a folder, or without them."""
    settings = office.school.settings.model_copy(update={"calendars": folder})
    return replace(office, school=replace(office.school, settings=settings))


def seconds(office: SchoolContext) -> float:
    """How long one pass keeps the processor busy."""
    begun = time.process_time()
    run_pass(office)
    return time.process_time() - begun


def main() -> int:
    """Measure and print; 1 when a pass with calendars costs more than twice one without."""
    with tempfile.TemporaryDirectory() as var, open_school(CONFIG, Path(var), "2021-03-01T09:00") as office:
        make_board(office)
        ways = {"without": with_calendars(office, None), "with": with_calendars(office, FOLDER)}
        spent: dict[str, list[float]] = {"without": [], "with": [], "first": []}
        for way in ways.values():
            run_pass(way)
        for _ in range(TURNS):
            for name, way in ways.items():
                spent[name].append(seconds(way))
            shutil.rmtree(Path(var) / FOLDER)
            spent["first"].append(seconds(ways["with"]))
    middle = {name: statistics.median(each) for name, each in spent.items()}
    for name, each in middle.items():
        print(f"{name:>8} {each * 1000:>8.1f} ms {each / middle['without']:>6.2f}x")
    return 0 if middle["with"] <= MOST * middle["without"] else 1


if __name__ == "__main__":
    sys.exit(main())
