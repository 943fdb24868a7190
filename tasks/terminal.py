"""The terminal of a person who answers questions: lines out on stderr, lines in from stdin."""

import sys

from models.importing import question_texts
from models.text import VekhaError


def write_line(*lines: str) -> None:
    """Show lines to the person; stdout stays free for facts."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)


def read_answer(prompt: str) -> str | None:
    """One line of the person, without its end; None when nothing more will come. VekhaError when it is no text."""
    print(prompt, end="", file=sys.stderr, flush=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise VekhaError(question_texts.NOT_TEXT) from None
    if not sys.stdin.isatty():
        print(line.rstrip("\n"), file=sys.stderr, flush=True)  # a script's answers stand beside the questions
    elif not line:
        print(file=sys.stderr, flush=True)
    return line.rstrip("\r\n") if line else None
