"""Documents imported, compared and applied."""

from flows.documents.amend import apply, ask
from flows.documents.compare import compare_with_school, read_amended
from flows.documents.first_import import FILES, NOTHING_SETTLED, asked, import_sentences, open_source, propose, refuse

__all__ = [
    "FILES",
    "NOTHING_SETTLED",
    "apply",
    "ask",
    "asked",
    "compare_with_school",
    "import_sentences",
    "open_source",
    "propose",
    "read_amended",
    "refuse",
]
