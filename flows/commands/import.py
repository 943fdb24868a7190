"""vekha import FILE: a document of Word, Excel or plain text → a roadmap and what a person must settle."""

import argparse
from pathlib import Path

from flows.commands import tell
from flows.importing import FILES, import_document, propose, sentences_of
from models.import_facts import import_facts
from models.period import Period
from models.problems import VekhaError


def run(options: argparse.Namespace) -> int:
    """Import a document and tell what was understood."""
    try:
        period = Period.parse(options.period) if options.period else None
    except ValueError as error:
        raise VekhaError(str(error)) from None
    file = Path(options.file)
    imported = import_document(file, options.school, period)
    sentences = sentences_of(imported)
    if options.output:
        propose(imported, Path(options.output), {}, options.school, file)
        sentences += ["", f"Записано в {options.output}: {', '.join(FILES)}"]
    tell(options, import_facts(imported), sentences)
    return 0
