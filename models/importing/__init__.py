"""How does a document become a roadmap, and what must a person settle first?"""

from models.importing import question_texts, texts
from models.importing.dialogue import (
    Accepted,
    Answered,
    Answers,
    Asking,
    Dialogue,
    Prompt,
    Rejected,
    Subject,
    apply_all,
)
from models.importing.imported import Imported, ImportedActivity, ImportedDirection, PeriodNeededError
from models.importing.interview import FirstImport
from models.importing.proposals import people_text, period_of, roadmap_text, school_text
from models.importing.report import import_sentences, report_text
from models.importing.settled_terms import DecidedBy, DecidedOn, Settlement, UnclearTerm, yes
from models.importing.understand import understand_document

__all__ = [
    "Accepted",
    "Answered",
    "Answers",
    "Asking",
    "DecidedBy",
    "DecidedOn",
    "Dialogue",
    "FirstImport",
    "Imported",
    "ImportedActivity",
    "ImportedDirection",
    "PeriodNeededError",
    "Prompt",
    "Rejected",
    "Settlement",
    "Subject",
    "UnclearTerm",
    "apply_all",
    "import_sentences",
    "people_text",
    "period_of",
    "question_texts",
    "report_text",
    "roadmap_text",
    "school_text",
    "texts",
    "understand_document",
    "yes",
]
