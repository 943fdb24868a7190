"""vekha letters daily|weekly|monthly|yearly|all: queue the letters due now, or show them."""

import argparse
import sys
from pathlib import Path

from flows.commands import tell
from flows.mail import Queueing, queue_letters, tell_of
from flows.office import open_school
from models.mail import Trouble
from models.output import command_texts, problem_facts
from models.ownership import Purpose
from models.school import texts as school_texts
from models.text import VekhaError, joined


def run(options: argparse.Namespace) -> int:
    """Queue the letters due now; with --dry-run only show them, with --preview as pages in a folder."""
    shows = options.dry_run or options.preview is not None
    purpose = Purpose.LOOK if shows else Purpose.WORK
    with open_school(options.school, options.var, options.now, purpose, lasting=not shows) as office:
        which = None if options.which == "all" else options.which
        if not shows:
            tell_of(office, Trouble.SETTINGS, office.broken)
        done = queue_letters(office, which, dry_run=shows, again=options.again)
        broken = office.broken
    if options.preview is not None:
        return _preview(options, done)
    letters = [
        {
            "kind": letter.kind,
            "person": letter.person,
            "to": letter.address,
            "day": letter.day.isoformat(),
            "subject": rendered.subject,
            "text": rendered.text,
        }
        for letter, rendered in done.letters
    ]
    problems = [problem_facts(each) for each in done.problems]
    facts = {"queued": done.queued, "letters": letters, "problems": problems, "reason": done.reason or None}
    lines = [f"{letter.label} <{letter.address}>: {rendered.subject}" for letter, rendered in done.letters]
    if options.dry_run:
        lines = [f"{line}\n\n{rendered.text}" for line, (_, rendered) in zip(lines, done.letters, strict=True)]
    lines += [command_texts.PROBLEM.format(where=each.where, sentence=each.sentence()) for each in done.problems]
    tell(options, facts, [*lines, _ending(options, done)])
    if broken is not None:
        print(broken, file=sys.stderr)
    return 1 if broken else 0


def _ending(options: argparse.Namespace, done: Queueing) -> str:
    if options.dry_run:
        return joined((command_texts.NOTHING_SENT, done.reason))
    if done.reason:
        return done.reason
    if done.quiet:
        return command_texts.QUIET_TODAY
    return command_texts.queued(done.queued)


def _preview(options: argparse.Namespace, done: Queueing) -> int:
    folder, files = Path(options.preview), []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for letter, rendered in done.letters:
            path = folder / f"{letter.day.isoformat()}-{letter.kind}-{letter.person}.html"
            page = rendered.html
            for picture in rendered.pictures:
                shown = path.with_suffix(f".{picture.cid}.png")
                shown.write_bytes(picture.png)
                page = page.replace(f'src="cid:{picture.cid}"', f'src="{shown.name}"')
            path.write_text(page, encoding="utf-8")
            files.append(str(path))
    except OSError as error:
        raise VekhaError(school_texts.FOLDER_CLOSED.format(folder=folder, reason=error.strerror)) from None
    facts = {"queued": 0, "files": files, "problems": [problem_facts(each) for each in done.problems]}
    problems = [command_texts.PROBLEM.format(where=each.where, sentence=each.sentence()) for each in done.problems]
    tell(options, facts, [*files, *problems, command_texts.NOTHING_SENT])
    return 0
