"""One file per command: `run(options)` does it, prints it, and returns the exit code."""

import argparse
import json
import sys
from importlib import import_module
from typing import Any


def run(options: argparse.Namespace) -> int:
    """Run the command that the options name; only its own file is imported."""
    code: int = import_module(f"flows.commands.{options.command.replace('-', '_')}").run(options)
    return code


def tell(options: argparse.Namespace, facts: dict[str, Any], sentences: list[str]) -> None:
    """Print the facts as one JSON object, or as sentences."""
    if options.json:
        print(json.dumps(facts, ensure_ascii=(sys.stdout.encoding or "utf-8").lower() != "utf-8", indent=2))
    else:
        print("\n".join(sentences))
