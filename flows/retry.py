"""Doing again what somebody else came in between of."""

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
