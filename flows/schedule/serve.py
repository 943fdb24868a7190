"""Serving until told to stop; what dies meanwhile is started again, and nothing is left at the end."""

import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from flows.schedule.start import Told, start
from flows.served import Orders
from flows.watch import tell_of_schedules, watch_school
from models.output import texts as output_texts
from models.text import VekhaError, harmless
from tasks.config import keep_trace
from tasks.processes import Child, PortTakenError, Stop, write_note

MOST_RESTARTS, SOON_SECONDS = 5, 600  # so many failures one soon after another, and we give up
LOOK_SECONDS = 300  # how often we look ourselves whether anything stands still: no run may be left to look


def serve(orders: Orders, places: dict[str, str | None], stop: Stop, doing: Told, ready: Told) -> None:
    """Work until told to stop; when the server or the runner dies, both are started again.

    `doing` is told what is being done, `ready` the address of the UI.
    """
    failures = 0
    while failures <= MOST_RESTARTS:
        began = time.monotonic()
        with ExitStack() as running, suppress(PortTakenError):
            processes: list[Child] = []
            ui = start(orders, running, processes, stop, doing)
            if ui is None:
                return
            write_note(Path(orders.var), {**places, "ui": ui}, processes)
            ready(ui)
            tell(orders, None)
            looked = time.monotonic()
            while all(each.alive() for each in processes):
                if stop.within(0.3):
                    doing(output_texts.STOPPING)
                    return
                if time.monotonic() - looked > LOOK_SECONDS:
                    looked = time.monotonic()
                    look_after(orders)
            doing(output_texts.STARTING_AGAIN)
        failures = failures + 1 if time.monotonic() - began < SOON_SECONDS else 0
    fault = output_texts.STOPS_AGAIN.format(log=orders.home / "server.log")
    tell(orders, fault)
    raise VekhaError(fault)


def look_after(orders: Orders) -> None:
    """Look whether anything stands still; what keeps us from looking must not stop what works."""
    for school in orders.schools.values():
        try:
            watch_school(Path(school.folder), Path(school.var), school.now)
        except VekhaError as wrong:
            print(harmless(str(wrong)), file=sys.stderr)
        except Exception:
            print(output_texts.OUR_BUG.format(trace=keep_trace(Path(school.var))), file=sys.stderr)


def tell(orders: Orders, fault: str | None) -> None:
    """Tell the administrators that the schedules stopped for good, or that they work again."""
    for school in orders.schools.values():
        with suppress(VekhaError):
            tell_of_schedules(Path(school.folder), Path(school.var), school.now, fault)
