"""vekha import FILE: a document of Word, Excel or plain text → a roadmap and what a person must settle.

An edition of the school's own roadmap is compared with it; with --apply the order that amended it is carried out.
"""

import argparse
from pathlib import Path

from flows import amending, comparing, importing
from flows.commands import tell
from models import amendment_wording as wording
from models import asking_wording
from models.amendment_facts import amendment_facts
from models.import_facts import import_facts
from models.period import Period
from models.problems import VekhaError


def run(options: argparse.Namespace) -> int:
    """Import a document and tell what was understood, or what differs."""
    try:
        period = Period.parse(options.period) if options.period else None
    except ValueError as error:
        raise VekhaError(str(error)) from None
    if options.apply and options.output:
        raise VekhaError(wording.apply_or_output())
    if options.ask and not (options.apply or options.output):
        raise VekhaError(asking_wording.needs_output())
    return _propose(options, period) if options.output else _compare(options, period)


def _propose(options: argparse.Namespace, period: Period | None) -> int:
    """Write the proposal into a folder, as a person settled it."""
    file, folder = Path(options.file), Path(options.output)
    importing.refuse(folder)
    if options.ask:
        imported, settlement = importing.asked(file, options.school, period, options.var, options.now)
    else:
        imported, settlement = importing.open_source(file, options.school).understood(period), importing.NOTHING_SETTLED
    importing.propose(imported, folder, settlement, options.school, file)
    sentences = [
        *importing.sentences_of(imported, settlement),
        "",
        f"Записано в {folder}: {', '.join(importing.FILES)}",
    ]
    tell(options, import_facts(imported, settlement), sentences)
    return 0


def _compare(options: argparse.Namespace, period: Period | None) -> int:
    """Tell what was understood, and what differs where it is an edition of the school's own roadmap."""
    wishes = comparing.wishes_of(options.order, options.same or (), options.reopen or ())
    imported, is_edition = comparing.read_amended(Path(options.file), options.school, period)
    facts, sentences = import_facts(imported), importing.sentences_of(imported)
    if not is_edition:
        if options.apply:
            raise VekhaError(wording.another_document(str(options.school)))
        tell(options, facts, sentences)
        return 0
    where = (options.school, options.var, options.now)
    if options.apply:
        if options.ask:
            wishes = amending.ask(*where, imported, wishes)
        compared = amending.apply(*where, imported, wishes)
        sentences = comparing.sentences_of(compared)
    else:
        compared = comparing.compare(*where, imported, wishes)
        sentences += ["", *comparing.sentences_of(compared)]
    facts["amendment"] = amendment_facts(compared.order, compared.draft, compared.doubts, applied=compared.applied)
    tell(options, facts, sentences)
    return 0
