"""Doing again what somebody else came in between of."""

import time
from collections.abc import Callable
from typing import TypeVar

from models.text import VekhaError

TRIES = 3
Result = TypeVar("Result")


def retry(work: Callable[[], Result], between: type[VekhaError]) -> Result:
    """What the work gives, begun anew where it ends so; after the last of TRIES that error is raised."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except between:
            continue
    return work()


def insist(work: Callable[[], Result], against: type[VekhaError], seconds: float) -> Result:
    """What the work gives, tried each second until it is not refused so; after the seconds that error is raised."""
    until = time.monotonic() + seconds
    while True:
        try:
            return work()
        except against:
            if time.monotonic() > until:
                raise
            time.sleep(1)
