"""Documents imported, compared and applied."""

from flows.documents.amend import apply, ask
from flows.documents.compare import compare_with_school, read_amended
from flows.documents.first_import import FILES, NOTHING_SETTLED, open_source, propose, refuse
from flows.documents.interview import asked

__all__ = [
    "FILES",
    "NOTHING_SETTLED",
    "apply",
    "ask",
    "asked",
    "compare_with_school",
    "open_source",
    "propose",
    "read_amended",
    "refuse",
]
