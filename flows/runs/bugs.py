"""What Prefect may write down of a bug: where its trace lies; its words may quote cells or passwords."""

from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from tempfile import gettempdir
from typing import ParamSpec, TypeVar

from flows.served import find_served, served_ids
from models.output import texts as output_texts
from models.text import VekhaError
from tasks.config import keep_trace

Given = ParamSpec("Given")
Result = TypeVar("Result")


def keep_bugs(work: Callable[Given, Awaitable[Result]]) -> Callable[Given, Awaitable[Result]]:
    """The same work; whatever it ends with is told in one sentence, without its causes."""

    @wraps(work)
    async def kept(*given: Given.args, **named: Given.kwargs) -> Result:
        try:
            return await work(*given, **named)
        except VekhaError as error:
            told = str(error)
        except Exception:
            told = output_texts.OUR_BUG.format(trace=keep_trace(_var()))
        raise VekhaError(told)

    return kept


def _var() -> Path:
    """Where the first of the schools served here keeps its own; a run of a whole fleet has no such place."""
    ids = served_ids()
    return Path(find_served(ids[0]).var) if ids else Path(gettempdir())
