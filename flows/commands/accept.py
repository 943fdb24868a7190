"""vekha accept CODE…|--all --reason TEXT: take what stands in doubted rows for the executors' wish."""

import argparse

from flows.commands import tell
from flows.office import open_school
from flows.passes import understood
from models.board import code_key
from models.observation import acceptable, accepted, units_of
from models.output import event_facts
from models.ownership import Purpose


def run(options: argparse.Namespace) -> int:
    """Record who accepted what and why; the next pass decides on it."""
    codes = () if options.all else tuple(code_key(code.strip()) for code in options.codes)
    with open_school(options.school, options.var, options.now, Purpose.WORK) as office:
        head = office.journal.head()
        moment = max(office.now, head.seen_at) if head.seen_at else office.now
        looks = office.journal.looks()
        view, doubts = understood(office, office.board.read(), looks, rehearse=True), looks.doubts
        taken = acceptable(doubts, codes, office.school, units_of(view, looks))
        by = options.by or office.school.roster.post_named("curator")
        facts = [accepted(doubt, office.school, options.reason, by, moment) for doubt in taken]
        office.journal.record(
            head, facts, sightings={doubt.key: doubt.shown for doubt in taken},
            doubts=[doubt for doubt in doubts if doubt not in taken], now=office.now,
        )  # fmt: skip
    tell(
        options, {"events": [event_facts(fact) for fact in facts]}, [f"{fact.milestone}: {fact.why}" for fact in facts]
    )
    return 0
