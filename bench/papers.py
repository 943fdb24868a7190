"""Make the report of a large roadmap from the journal, as Word and as a sheet; figures are medians of several turns.

Every tenth milestone is under vote or done. Run `make bench`; 1 when the Word file takes longer than it may.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bench.board_in_memory import NOW, case_of
from models.approval import decide, overview
from models.journal import Event, JournalState, replay
from models.papers import Past, report
from models.school import School
from tasks.papers import report_document, report_sheet

SIZES = ((200, 20), (2_000, 200))
TURNS = 3
MOST_SECONDS = 5.0
DAY = date(2021, 12, 31)
Made = TypeVar("Made")


def journal_of(milestones: int, ballots: int) -> tuple[School, tuple[Event, ...]]:
    """The school of a case, and the events that led to it and from it."""
    case = case_of(milestones, ballots)
    opened = decide(case.school, JournalState(), replace(case.view, ballots={}), NOW)
    return case.school, (*opened.events, *decide(case.school, case.known, case.view, NOW).events)


def timed(make: Callable[[], Made]) -> tuple[Made, float]:
    """What was made, and the median of the seconds that it took."""
    seconds = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        made = make()
        seconds.append(time.perf_counter() - begun)
    return made, statistics.median(seconds)


def main() -> int:
    """Measure and print."""
    print(f"{'milestones':>10} {'events':>7} {'report':>8} {'Word':>8} {'sheet':>8}   seconds")
    for milestones, ballots in SIZES:
        school, events = journal_of(milestones, ballots)

        def of_day(school: School = school, events: tuple[Event, ...] = events) -> object:
            overviews = overview(school, JournalState(replay(events)), {}, DAY)
            return report(school, overviews, Past(events, (), "c0de" * 16, len(events)), DAY)

        made, of_core = timed(of_day)
        _, of_word = timed(lambda made=made: report_document(made))
        _, of_sheet = timed(lambda made=made: report_sheet(made))
        print(f"{milestones:>10} {len(events):>7} {of_core:>8.2f} {of_word:>8.2f} {of_sheet:>8.2f}")
    return int(of_core + of_word > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
