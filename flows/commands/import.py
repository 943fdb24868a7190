"""vekha import FILE: a document of Word, Excel or plain text → a roadmap and what a person must settle.

An edition of the school's own roadmap is compared with it; with --apply the order that amended it is carried out.
"""

import argparse
from pathlib import Path

from flows import amending
from flows.commands import tell
from flows.importing import FILES, propose, sentences_of
from models import wording_orders as wording
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
    file = Path(options.file)
    wishes = amending.wishes_of(options.order, options.same or (), options.reopen or ())
    imported, matching = amending.read_amended(file, options.school, period)
    compared = None
    if options.apply:
        if matching is None:
            raise VekhaError(wording.another_document(str(options.school)))
        compared = amending.apply(options.school, options.var, options.now, imported, wishes)
    elif matching is not None and not options.output:
        compared = amending.compare(options.school, options.var, options.now, imported, wishes)
    sentences = sentences_of(imported)
    if compared is not None:
        sentences = (
            amending.sentences_of(compared) if options.apply else [*sentences, "", *amending.sentences_of(compared)]
        )
    if options.output:
        propose(imported, Path(options.output), {}, options.school, file)
        sentences += ["", f"Записано в {options.output}: {', '.join(FILES)}"]
    facts = import_facts(imported)
    if compared is not None:
        facts["amendment"] = amendment_facts(compared.order, compared.draft, compared.doubts, applied=compared.applied)
    tell(options, facts, sentences)
    return 0
