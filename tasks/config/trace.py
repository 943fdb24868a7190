"""The trace of a bug of ours, kept in a file: where it happened, and nothing that people wrote."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from opcode import opmap
from pathlib import Path
from tempfile import gettempdir

from tasks.files import replace_file

# What the interpreter says of these is about names and types; anything else may quote a cell, an address, a password.
OF_NAMES = (TypeError, AttributeError, NameError, ImportError, IndexError, RecursionError, ZeroDivisionError)
ABOUT = {"errno": int, "status_code": int, "smtp_code": int, "sqlstate": str, "sqlite_errorname": str}


def keep_trace(var: Path) -> str:
    """Write where the exception at hand came from into the folder; returns the file's path."""
    name = f"trace-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    trace = "".join(_trace_of(sys.exception()))
    for folder in (var, Path(gettempdir())):  # a folder that may not be written is a likely cause of a bug
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(folder / name, trace.encode())
            return str(folder / name)
    print(trace, file=sys.stderr)
    return os.devnull


def harmless_words(error: BaseException) -> str:
    """What an exception may say to anybody: its kind, and its words where they quote nothing."""
    name = type(error).__qualname__
    if type(error) in OF_NAMES and not _is_raised_by_code(error):
        return f"{name}: {error}"
    numbers = [f"{key} {value}" for key, kind in ABOUT.items() if isinstance(value := getattr(error, key, None), kind)]
    return f"{name} ({', '.join(numbers)})" if numbers else name


def _trace_of(error: BaseException | None) -> Iterator[str]:
    """The lines of code that an exception passed, those of its causes first."""
    if error is None:
        return
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    yield from _trace_of(cause)
    if cause is not None:
        yield "\nthen\n\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{harmless_words(error)}\n"
    for number, inner in enumerate(error.exceptions if isinstance(error, BaseExceptionGroup) else (), start=1):
        yield f"\nnumber {number} of the group\n\n"
        yield from _trace_of(inner)


def _is_raised_by_code(error: BaseException) -> bool:
    """Whether a line of Python raised it, in words of its own, and not the interpreter."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return place is None or place.tb_frame.f_code.co_code[place.tb_lasti] == opmap["RAISE_VARARGS"]
