"""Packages of others that bear the names of ours."""

from collections.abc import Iterator
from importlib.metadata import packages_distributions

OURS = ("flows", "tasks", "models", "templates", "config")


def namesakes() -> Iterator[tuple[str, str]]:
    """A package of ours and who else brings one of that name: whichever was installed last is imported."""
    found = packages_distributions()
    for name in OURS:
        for other in sorted({each for each in found.get(name, ()) if each.lower() != "vekha"}):
            yield name, other
