"""How is a document imported, compared and applied, step by step?"""

from flows.documents.amend import apply, ask
from flows.documents.compare import compare, comparison_sentences, options_of, read_amended
from flows.documents.first_import import FILES, NOTHING_SETTLED, asked, import_sentences, open_source, propose, refuse

__all__ = [
    "FILES",
    "NOTHING_SETTLED",
    "apply",
    "ask",
    "asked",
    "compare",
    "comparison_sentences",
    "import_sentences",
    "open_source",
    "options_of",
    "propose",
    "read_amended",
    "refuse",
]
