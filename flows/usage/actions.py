"""What leaves the parser otherwise than with options: a mistyped command, and the version."""

import argparse
from typing import Any, NoReturn

from models.usage import texts as usage_texts


class Mistyped(Exception):  # noqa: N818  an outcome, not a fault
    """What was typed wrongly, in one line."""


class VersionShown(argparse.Action):
    """Print the version and leave."""

    def __call__(self, parser: argparse.ArgumentParser, *_given: Any) -> NoReturn:
        """Only here is it looked up."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("vekha")
        except PackageNotFoundError:
            found = "–"
        parser.exit(message=usage_texts.VERSION.format(version=found) + "\n")
