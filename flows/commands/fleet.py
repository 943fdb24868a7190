"""vekha fleet add|check|status|letter|report: many schools over one database."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from flows.commands import tell
from flows.fleet import calendar_of_fleet, deliver_fleet, report_of_fleet, write_fleet_letter, write_fleet_report
from models.fleet import fleet_facts, texts
from models.output import command_texts
from models.text import VekhaError, spell_day
from tasks.config import Fleet, database_of_fleet, fleet_file, read_fleet
from tasks.database import close_database, database_url, open_database


def run(options: argparse.Namespace) -> int:
    """Do what was asked of the whole fleet."""
    if (options.folder is None) == (options.what == "add"):
        raise VekhaError(texts.FOLDER_NEEDED if options.what == "add" else texts.FOLDER_UNNEEDED)
    return ACTIONS[options.what](options, fleet_file(options.fleet))


def _letter(options: argparse.Namespace, file: Path) -> int:
    fleet = read_fleet(file)
    with _database(fleet) as engine:
        done = write_fleet_letter(fleet, engine, options.now, dry_run=options.dry_run, again=options.again)
        sent = None if options.dry_run else deliver_fleet(fleet, engine, options.now)
    lines = [f"{letter.label} <{letter.address}>: {text.subject}" for letter, text in done.letters]
    if options.dry_run:
        lines = [f"{line}\n\n{text.text}" for line, (_, text) in zip(lines, done.letters, strict=True)]
    facts = {"queued": done.queued, "letters": [
        {"to": letter.address, "subject": text.subject, "text": text.text} for letter, text in done.letters
    ], "reason": done.reason or None}  # fmt: skip
    lines += [done.reason] if done.reason else []
    if sent is None:
        tell(options, facts, [*lines, command_texts.NOTHING_SENT])
        return 0
    facts |= {"sent": sent.sent, "failed": sent.failed, "waiting": sent.waiting, "alert": sent.alert or sent.paused}
    said = command_texts.delivered(sent.sent, sent.failed, sent.waiting)
    tell(options, facts, [*lines, said, *filter(None, (sent.alert, sent.paused))])
    return 1 if sent.alert else 0


def _report(options: argparse.Namespace, file: Path) -> int:
    target = Path(options.output) if options.output else None
    if target is None and not options.json:
        raise VekhaError(texts.FILE_NEEDED)
    if target is not None and target.suffix.lower() not in (".docx", ".xlsx"):
        raise VekhaError(texts.FILE_KIND.format(file=target.name))
    fleet = read_fleet(file)
    calendar, now = calendar_of_fleet(fleet, options.now)
    report = report_of_fleet(fleet, options.now, calendar.today(now))
    if target is not None:
        write_fleet_report(report, target)
    facts = {**fleet_facts(report), "file": options.output}
    tell(options, facts, [texts.REPORT_WRITTEN.format(day=spell_day(report.day), file=target)])
    return 0


@contextmanager
def _database(fleet: Fleet) -> Iterator[Engine]:
    """The one database of all schools."""
    engine = open_database(database_url(*database_of_fleet(fleet), fleet.var))
    try:
        yield engine
    finally:
        close_database(engine)


ACTIONS: dict[str, Callable[[argparse.Namespace, Path], int]] = {"letter": _letter, "report": _report}
