"""vekha import FILE: a document of Word, Excel or plain text → a roadmap and what a person must settle.

An edition of the school's own roadmap is compared with it; with --apply the order that amended it is carried out.
"""

import argparse
from pathlib import Path

from flows.commands import tell
from flows.documents import (
    NOTHING_SETTLED,
    apply,
    ask,
    asked,
    compare_with_school,
    open_source,
    propose,
    read_amended,
    refuse,
)
from models.amending import comparison_sentences, options_of
from models.amending import texts as amending_texts
from models.importing import import_sentences, question_texts
from models.output import amendment_facts, command_texts, import_facts
from models.terms import Period
from models.text import VekhaError


def run(options: argparse.Namespace) -> int:
    """Import a document and tell what was understood, or what differs."""
    try:
        period = Period.parse(options.period) if options.period else None
    except ValueError as error:
        raise VekhaError(str(error)) from None
    if options.apply and options.output:
        raise VekhaError(amending_texts.APPLY_OR_OUTPUT)
    if options.ask and not (options.apply or options.output):
        raise VekhaError(question_texts.NEEDS_OUTPUT)
    return _propose(options, period) if options.output else _compare(options, period)


def _propose(options: argparse.Namespace, period: Period | None) -> int:
    """Write the proposal into a folder, as a person settled it."""
    file, folder = Path(options.file), Path(options.output)
    refuse(folder)
    if options.ask:
        imported, settlement = asked(file, options, period)
    else:
        imported, settlement = (
            open_source(file, options.school, as_list=options.as_list).understood(period),
            NOTHING_SETTLED,
        )
    files = propose(imported, folder, settlement, options.school, file)
    written = command_texts.FILES_WRITTEN.format(folder=folder, files=", ".join(files))
    tell(options, import_facts(imported, settlement), [*import_sentences(imported, settlement), "", written])
    return 0


def _compare(options: argparse.Namespace, period: Period | None) -> int:
    """Tell what was understood, and what differs where it is an edition of the school's own roadmap."""
    amend_options = options_of(options.order, options.same or (), options.reopen or ())
    imported, is_edition = read_amended(Path(options.file), options.school, period, as_list=options.as_list)
    facts, sentences = import_facts(imported), import_sentences(imported, NOTHING_SETTLED)
    if not is_edition:
        if options.apply:
            raise VekhaError(amending_texts.ANOTHER_DOCUMENT.format(school=str(options.school)))
        tell(options, facts, sentences)
        return 0
    where = (options.school, options.var, options.now)
    if options.apply:
        if options.ask:
            amend_options = ask(*where, imported, amend_options)
        compared, applied = apply(*where, imported, amend_options)
        sentences = comparison_sentences(compared, applied)
    else:
        compared, applied = compare_with_school(*where, imported, amend_options), ()
        sentences += ["", *comparison_sentences(compared)]
    facts["amendment"] = amendment_facts(compared, applied=bool(applied))
    tell(options, facts, sentences)
    return 0
