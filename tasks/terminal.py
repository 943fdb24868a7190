"""The terminal of a person: questions and progress on stderr, answers from stdin."""

import sys
from contextlib import ExitStack

from models.importing import question_texts
from models.text import VekhaError, harmless


def write_line(*lines: str) -> None:
    """Show lines to the person; stdout stays free for facts."""
    print(*map(harmless, lines), sep="\n", file=sys.stderr, flush=True)


def read_answer(prompt: str) -> str | None:
    """One line of the person, without its end; None when nothing more will come. VekhaError when it is no text."""
    print(harmless(prompt), end="", file=sys.stderr, flush=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise VekhaError(question_texts.NOT_TEXT) from None
    if not sys.stdin.isatty():
        print(harmless(line.rstrip("\n")), file=sys.stderr, flush=True)  # a script's answers stand beside the questions
    elif not line:
        print(file=sys.stderr, flush=True)
    return line.rstrip("\r\n") if line else None


class Progress:
    """What is being done: a spinner on a terminal, a line elsewhere; always on stderr."""

    def __init__(self, running: ExitStack) -> None:
        from rich.console import Console

        self._console, self._running = Console(stderr=True, highlight=False), running

    def tell(self, doing: str) -> None:
        """Something begins."""
        self._running.close()
        if self._console.is_terminal:
            self._running.enter_context(self._console.status(f"{doing}…"))
        else:
            print(f"{doing}…", file=sys.stderr, flush=True)

    def done(self, lines: list[str]) -> None:
        """Nothing is being begun any more; the lines go to stdout."""
        self._running.close()
        print(harmless("\n".join(lines)), flush=True)
