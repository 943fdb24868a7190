"""vekha deliver: send what is queued."""

import argparse
import sys

from flows.commands import tell
from flows.mail import deliver_queue
from flows.office import open_school
from models.letters import quiet_until
from models.output import command_texts
from models.ownership import Purpose


def run(options: argparse.Namespace) -> int:
    """Send the queued letters and say how it went; 1 where a person must mend the mail settings."""
    with open_school(options.school, options.var, options.now, Purpose.WORK, lasting=True) as office:
        done = deliver_queue(office)
        broken = office.broken
        quiet = quiet_until(office.school, office.now)
    facts = {
        "sent": done.sent,
        "failed": done.failed,
        "waiting": done.waiting,
        "alert": done.alert,
        "paused": done.paused,
    }
    lines = [command_texts.delivered(done.sent, done.failed, done.waiting)]
    if quiet is not None and done.waiting:
        lines.append(command_texts.QUIET_UNTIL.format(hour=quiet))
    tell(options, facts, [*lines, *filter(None, (done.alert, done.paused))])
    if broken is not None:
        print(broken, file=sys.stderr)
    return 1 if done.alert or done.away or broken else 0
