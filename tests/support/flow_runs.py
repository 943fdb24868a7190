"""Run as a program: flow runs one after another against the configured server; prints how each ended, as JSON.

A process of their own, because Prefect leaves connections open that the tests' strict warnings would report.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from prefect.blocks.system import Secret

from flows.cli import main
from flows.runs import flows, forms
from flows.served import Served, serve_here


async def run(name: str, schools: list[str], var: str, now: str, **parameters: Any) -> str:
    """How one run ended; a school is served by the name of its folder."""
    serve_here({Path(folder).name: Served(folder, var, now) for folder in schools})
    flow: Any = getattr(flows, name, None) or getattr(forms, name)
    state = await flow([Path(folder).name for folder in schools], **parameters, return_state=True)
    return f"{state.name}: {state.message}"


def every(wanted: list[list[Any]]) -> list[str]:
    """How each run ended; «init» is the command of that name."""
    said = []
    for name, schools, var, now, *more in wanted:
        if name == "init":
            said.append(str(main(["--school", schools[0], "--var", var, "--now", now, "--json", "init"])))
        else:
            said.append(asyncio.run(run(name, schools, var, now, **(more[0] if more else {}))))
    return said


if __name__ == "__main__":
    orders = json.loads(sys.argv[1])
    for name, value in orders["secrets"].items():
        Secret(value=value).save(name)
    out, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps(every(orders["runs"])), file=out)
