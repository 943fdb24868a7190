"""One file per command: `run(options)` does it, prints it, and returns the exit code."""

import argparse
import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.checks import Finding


def run(options: argparse.Namespace) -> int:
    """Run the command that the options name; only its own file is imported."""
    code: int = import_module(f"flows.commands.{options.command.replace('-', '_')}").run(options)
    return code


def tell(options: argparse.Namespace, facts: dict[str, Any], sentences: list[str]) -> None:
    """Print the facts as one JSON object, or as sentences."""
    from models.text import harmless

    ascii_only = (sys.stdout.encoding or "utf-8").lower() != "utf-8"
    said = json.dumps(facts, ensure_ascii=ascii_only, indent=2) if options.json else "\n".join(sentences)
    print(harmless(said))


def tell_findings(options: argparse.Namespace, findings: "list[Finding]") -> int:
    """Print everything that was looked at, a line for each; 1 where a person must mend something."""
    from models.checks import Level
    from models.output import problem_facts

    signs = {Level.FINE: "✓", Level.WARNING: "!", Level.ERROR: "✗"}
    facts = {"findings": [{"level": str(each.level), **problem_facts(each.problem)} for each in findings]}
    lines = [f"{signs[each.level]} {each.problem.where}: {each.problem.sentence()}" for each in findings]
    tell(options, facts, lines)
    return 1 if any(each.level is Level.ERROR for each in findings) else 0
