"""The command line: names, options and exit codes are a contract; nothing heavy is imported before it is needed."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.usage import parser
from models.usage import texts as usage_texts

FINE, MEND, OUR_BUG = 0, 1, 3  # 2, usage, is the parser's


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 fine, 1 a person must mend something, 2 usage, 3 our bug."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parser().parse_args(given)
    options.var = Path(options.var)
    options.school = Path(options.school)
    from models.text import VekhaError

    try:
        from flows import commands

        return commands.run(options)
    except VekhaError as error:
        return _say_error(str(error))
    except KeyboardInterrupt:
        return _say_error(usage_texts.STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception:
        from tasks.config import keep_trace

        trace = keep_trace(options.var)
        _say_error(usage_texts.OUR_BUG.format(trace=trace))
        return OUR_BUG


def _say_error(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return MEND


if __name__ == "__main__":
    sys.exit(main())
