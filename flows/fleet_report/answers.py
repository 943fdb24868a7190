"""What commands answer that write the municipal letter or report: exit code, facts, sentences."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.fleet_database import fleet_database
from flows.fleet_report.count import report_of_fleet
from flows.fleet_report.letter import calendar_of_fleet, deliver_fleet, write_fleet_letter
from flows.fleet_report.papers import write_fleet_report
from models.fleet import fleet_facts, texts
from models.output import command_texts
from models.text import VekhaError, spell_day
from tasks.config import Fleet


@dataclass(frozen=True)
class Answer:
    """What a command prints, and its exit code."""

    facts: dict[str, Any]
    lines: tuple[str, ...]
    code: int = 0


def answer_letter(fleet: Fleet, told: str | None, *, dry_run: bool, again: bool) -> Answer:
    """Write the letter of the week and hand it over, or only show it."""
    with fleet_database(fleet) as engine:
        done = write_fleet_letter(fleet, engine, told, dry_run=dry_run, again=again)
        sent = None if dry_run else deliver_fleet(fleet, engine, told)
    heads = [f"{letter.label} <{letter.address}>: {text.subject}" for letter, text in done.letters]
    shown = [f"{head}\n\n{text.text}" for head, (_, text) in zip(heads, done.letters, strict=True)]
    letters = [
        {"to": letter.address, "subject": text.subject, "text": text.text} for letter, text in done.letters
    ]  # fmt: skip
    facts = {"queued": done.queued, "letters": letters, "reason": done.reason or None}
    if sent is None:
        return Answer(facts, (*shown, command_texts.NOTHING_SENT))
    fault = sent.alert or sent.paused
    facts |= {"sent": sent.sent, "failed": sent.failed, "waiting": sent.waiting, "alert": fault}
    said = command_texts.delivered(sent.sent, sent.failed, sent.waiting)
    return Answer(facts, tuple(filter(None, (*heads, done.reason, said, fault))), 1 if sent.alert else 0)


def answer_report(fleet: Fleet, told: str | None, target: Path | None, *, as_json: bool) -> Answer:
    """Count all schools and write the file, Word or workbook by its name."""
    if target is None and not as_json:
        raise VekhaError(texts.FILE_NEEDED)
    if target is not None and target.suffix.lower() not in (".docx", ".xlsx"):
        raise VekhaError(texts.FILE_KIND.format(file=target.name))
    calendar, now = calendar_of_fleet(fleet, told)
    report = report_of_fleet(fleet, told, calendar.today(now))
    if target is not None:
        write_fleet_report(report, target)
    facts = {**fleet_facts(report), "file": str(target) if target is not None else None}
    return Answer(facts, (texts.REPORT_WRITTEN.format(day=spell_day(report.day), file=target),))
