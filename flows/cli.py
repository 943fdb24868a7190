"""The command line: names, options and exit codes are a contract; nothing heavy is imported before it is needed."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from flows.usage import Mistyped, parser
from models.usage import texts as usage_texts

FINE, MEND, USAGE, OUR_BUG = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 fine, 1 a person must mend something, 2 usage, 3 our bug."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a sign that a narrow code page does not have is shown as a question mark
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        " ".join(given).encode()
        options = parser().parse_args(given)
    except (Mistyped, UnicodeEncodeError) as error:
        said = str(error) if isinstance(error, Mistyped) else usage_texts.NOT_TEXT
        return _say_error(said, USAGE, as_json="--json" in given)
    options.var, options.school = Path(options.var), Path(options.school)
    from models.text import VekhaError

    try:
        return _run(options)
    except VekhaError as error:
        return _say_error(str(error), MEND, as_json=options.json)
    except KeyboardInterrupt:
        return _say_error(usage_texts.STOPPED, MEND, as_json=options.json)
    except BrokenPipeError:
        _forget_output()
        return FINE
    except Exception as error:
        if isinstance(error, OSError) and _is_output_gone():
            _forget_output()
            return _say_error(usage_texts.OUTPUT_FULL.format(reason=error.strerror), MEND, as_json=False)
        from tasks.config import keep_trace

        return _say_error(usage_texts.OUR_BUG.format(trace=keep_trace(options.var)), OUR_BUG, as_json=options.json)


def _run(options: argparse.Namespace) -> int:
    from flows import commands

    code = commands.run(options)
    sys.stdout.flush()
    return code


def _is_output_gone() -> bool:
    """Whether nothing can be printed any more."""
    with suppress(OSError):
        print(flush=True)
        return False
    return True


def _forget_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_error(sentence: str, code: int, *, as_json: bool) -> int:
    from flows import commands
    from models.text import harmless

    print(harmless(sentence), file=sys.stderr)
    if as_json:
        commands.tell(argparse.Namespace(json=True), {"error": sentence}, [])
    return code


if __name__ == "__main__":
    sys.exit(main())
