"""vekha fleet add|check|status|letter|report: many schools over one database."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from flows.commands import tell, tell_findings
from flows.fleet import add_to_fleet, check_fleet, deployment_of
from flows.fleet_database import fleet_database
from flows.fleet_report import Answer, answer_letter, answer_report, status_of_fleet
from models.fleet import texts
from models.text import VekhaError
from tasks.config import fleet_file, read_fleet


def run(options: argparse.Namespace) -> int:
    """Do what was asked of the whole fleet."""
    if (options.folder is None) == (options.what == "add"):
        raise VekhaError(texts.FOLDER_NEEDED if options.what == "add" else texts.FOLDER_UNNEEDED)
    return ACTIONS[options.what](options, fleet_file(options.fleet))


def _add(options: argparse.Namespace, file: Path) -> int:
    folder = Path(options.folder)
    home = Path(os.environ.get("VEKHA_VAR", "var"))  # where nothing else was typed, a folder of the school's name in it
    added = add_to_fleet(file, folder, home / folder.resolve().name if options.var == home else options.var)
    placed = deployment_of(file)
    facts = {"fleet": str(file), "folder": str(folder), "var": str(added.var), "added": added.is_new}
    tell(options, {**facts, "deployment": placed.said}, [*added.said, placed.said])
    return 1 if placed.failed else 0


def _check(options: argparse.Namespace, file: Path) -> int:
    return tell_findings(options, list(check_fleet(read_fleet(file), options.now)))


def _status(options: argparse.Namespace, file: Path) -> int:
    fleet = read_fleet(file)
    with fleet_database(fleet) as engine:
        status = status_of_fleet(fleet, engine, options.now)
    tell(options, status.facts(), list(status.lines()))
    return 0


def _letter(options: argparse.Namespace, file: Path) -> int:
    return _say(options, answer_letter(read_fleet(file), options.now, dry_run=options.dry_run, again=options.again))


def _report(options: argparse.Namespace, file: Path) -> int:
    target = Path(options.output) if options.output else None
    return _say(options, answer_report(read_fleet(file), options.now, target, as_json=options.json))


def _say(options: argparse.Namespace, answer: Answer) -> int:
    tell(options, answer.facts, list(answer.lines))
    return answer.code


ACTIONS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "add": _add,
    "check": _check,
    "status": _status,
    "letter": _letter,
    "report": _report,
}
