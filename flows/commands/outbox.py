"""vekha outbox: the queue of letters; try again, drop, take an address for alive again."""

import argparse
from collections.abc import Sequence
from datetime import timedelta

from flows.commands import tell
from flows.mail import undelivered
from flows.office import SchoolContext, open_school
from models.mail import (
    BOUNCE_DAYS,
    FAILED,
    WAITING,
    LetterState,
    QueuedLetter,
    clean_address,
    queue_texts,
    unreachable,
)
from models.output import outbox_facts
from models.ownership import Purpose
from models.text import VekhaError


def run(options: argparse.Namespace) -> int:
    """Do what was asked, then list what waits and what was not taken lately, or the states asked for."""
    changes = (options.retry, options.drop, options.revive) != (None, None, None)
    with open_school(options.school, options.var, options.now, Purpose.WORK if changes else Purpose.LOOK) as office:
        done = _done(office, options)
        shown = _chosen(office, options.state)
        zone, fault = office.school.calendar.zone, office.outbox.fault()
        dead = unreachable(undelivered(office)).values()
        until = office.outbox.stopped_until(office.now)
    facts = outbox_facts(shown, dead, done, fault, until, zone)
    local, label = office.school.calendar.local, office.school.roster.label
    lines = [
        queue_texts.line(each, label(each.person), local(each.sent_at) if each.sent_at else None, local(each.next_at))
        for each in shown
    ]
    notes = [queue_texts.stopped(fault, local(until) if until else None)] if fault else []
    notes += [queue_texts.dead(each.address, each.day, each.error) for each in dead]
    tell(options, facts, [*done, *lines, *notes, queue_texts.total(shown, BOUNCE_DAYS, chosen=bool(options.state))])
    return 0


def _done(office: SchoolContext, options: argparse.Namespace) -> list[str]:
    outbox, now = office.outbox, office.now
    if options.retry == "all":
        return [queue_texts.all_queued_again(outbox.retry_all(now))]
    if options.retry is not None:
        outbox.retry(options.retry, now)
        return [queue_texts.QUEUED_AGAIN.format(number=options.retry)]
    if options.drop is not None:
        return [
            queue_texts.dropped(
                outbox.drop(options.drop, queue_texts.DROPPED_AT.format(local=office.school.calendar.local(now)))
            )
        ]
    if options.revive is not None:
        dead = unreachable(undelivered(office)).values()
        asked = [each.address for each in dead] if options.revive == "all" else [options.revive]
        return [_revived(office, each) for each in asked]
    return []


def _revived(office: SchoolContext, typed: str) -> str:
    try:
        address = clean_address(typed)
    except ValueError as wrong:
        raise VekhaError(str(wrong)) from None
    return queue_texts.revived(address, office.outbox.revive(address, office.now))


def _chosen(office: SchoolContext, states: Sequence[str] | None) -> tuple[QueuedLetter, ...]:
    if states:
        return office.outbox.letters(map(LetterState, states))
    since = office.school.calendar.today(office.now) - timedelta(days=BOUNCE_DAYS)
    either = office.outbox.letters((*WAITING, *FAILED))
    return tuple(each for each in either if each.state in WAITING or each.day > since)
