"""Whether another package bears the name of one of ours: whichever was installed last would be imported."""

from collections.abc import Iterator

from models.checks import Finding, Level
from models.checks import texts as checks_texts
from models.text import Problem
from tasks.config import namesakes


def program_findings() -> Iterator[Finding]:
    """A warning for each such package."""
    for name, other in namesakes():
        yield Finding(Level.WARNING, Problem(checks_texts.PROGRAM, *checks_texts.NAMESAKE.of(name=name, other=other)))
