"""Run as a program: flow runs one after another against the configured server; prints how each ended, as JSON.

A process of their own, because Prefect leaves connections open that the tests' strict warnings would report.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from flows.schedule import flows as runs
from flows.served import Served, serve_here


async def run(name: str, schools: list[str], var: str, now: str) -> str:
    """How one run ended; a school is served by the name of its folder."""
    serve_here({Path(folder).name: Served(folder, var, now) for folder in schools})
    flow: Any = getattr(runs, name)
    state = await flow([Path(folder).name for folder in schools], return_state=True)
    return f"{state.name}: {state.message}"


async def every(wanted: list[list[Any]]) -> list[str]:
    """How each run ended."""
    return [await run(*each) for each in wanted]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(every(json.loads(sys.argv[1])))))
