"""vekha mail test ADDRESS: a letter goes right now, and every step of it is told."""

import argparse

from flows.commands import tell
from flows.mail import probe
from flows.office import open_school
from models.mail import shown_text, trial_texts
from models.ownership import Purpose
from models.text import harmless, joined


def run(options: argparse.Namespace) -> int:
    """Go the whole way with a test letter; 1 where it does not get through."""
    with open_school(options.school, options.var, options.now, Purpose.PREPARE) as office:
        walked = []
        for each in probe(office, options.address):
            walked.append(each)
            if not options.json:  # at once: a server may take half a minute to be found silent
                print(harmless(f"{'✓' if each.fine else '✗'} {joined((each.said, each.hint))}"), flush=True)
        files = office.school.settings.mail.transport.kind == "files"
    sent = all(each.fine for each in walked)
    facts = {
        "to": options.address,
        "sent": sent,
        "steps": [
            {"step": str(each.leg), "fine": each.fine, "said": each.said, "hint": each.hint or None} for each in walked
        ],
    }
    tell(options, facts, [trial_texts.trial_told(shown_text(options.address), sent=sent, files=files)])
    return 0 if sent else 1
