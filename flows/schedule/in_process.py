"""A pass as a flow run that is seen on the configured Prefect server, done in this process."""

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.passes import Pass
from flows.served import Served, configured_api, serve_here
from models.output import texts as output_texts
from models.school import Settings
from models.text import VekhaError
from tasks.config import harmless_words, load
from tasks.processes import answers, base_environment

if TYPE_CHECKING:
    from flows.runs import SchoolOutcome

QUIET = {f"PREFECT_LOGGING_HANDLERS_{handler}_LEVEL": "CRITICAL" for handler in ("CONSOLE", "DEBUG")}


def run_tracked(school: Path, var: Path, now: str | None) -> Pass | None:
    """The pass, seen as a flow run; None where no server is configured or none takes part, so that it is still to do.

    A server that fails in the middle is no harm: a pass that is done once more finishes what was begun.
    """
    try:
        api = configured_api()
    except VekhaError as error:
        print(error, file=sys.stderr)
        return None
    if api is None:
        return None
    if not answers(api):
        print(output_texts.SERVER_SILENT.format(api=api), file=sys.stderr)
        return None
    os.environ.update(base_environment() | QUIET)
    logging.raiseExceptions = False  # or Prefect writes on stderr which line of its own log the server did not take
    try:
        settings = load(school / "school.yaml", Settings)
        serve_here({settings.id: Served(str(school.resolve()), str(var.resolve()), now)})
        outcome = asyncio.run(_run(settings.id))
    except VekhaError:
        return None  # the pass itself says what is wrong
    except Exception as error:
        print(output_texts.server_failed(api, harmless_words(error)), file=sys.stderr)
        return None
    if outcome.error is not None:
        raise outcome.error
    done: Pass = outcome.done
    return done


async def _run(school: str) -> "SchoolOutcome":
    from flows.runs import flows

    run: Any = flows.sync  # Prefect's types do not say what `return_state` gives of an async flow
    (outcome,) = await (await run([school], return_state=True)).aresult(raise_on_failure=False)
    return outcome  # type: ignore[no-any-return]
