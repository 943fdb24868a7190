"""vekha letters daily|weekly: queue the letters due now, or show them."""

import argparse

from flows.commands import tell
from flows.letters import queue_letters
from flows.office import open_office
from models.facts import problem_facts
from models.wording import count


def run(options: argparse.Namespace) -> int:
    """Queue the letters due now; with --dry-run only show them."""
    with open_office(options.school, options.var, options.now) as office:
        done = queue_letters(office, options.which, dry_run=options.dry_run)
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
    facts = {"queued": done.queued, "letters": letters, "problems": [problem_facts(each) for each in done.problems]}
    lines = [f"{letter.label} <{letter.address}>: {rendered.subject}" for letter, rendered in done.letters]
    if options.dry_run:
        lines = [f"{line}\n\n{rendered.text}" for line, (_, rendered) in zip(lines, done.letters, strict=True)]
    lines += [f"Замечание – {each.where}: {each.sentence()}" for each in done.problems]
    queued = count(done.queued, "письмо", "письма", "писем")
    tell(options, facts, [*lines, "Ничего не отправлено" if options.dry_run else f"В очередь поставлено: {queued}"])
    return 0
