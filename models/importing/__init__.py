"""How does a document become a roadmap, and what must a person settle first?"""

from models.importing import question_texts, texts
from models.importing.dialogue import Accepted, Answers, Dialogue, Prompt, Rejected, Subject
from models.importing.imported import Imported, ImportedActivity, ImportedDirection, PeriodNeededError
from models.importing.interview import FirstImport
from models.importing.proposals import people_text, period_of, roadmap_text
from models.importing.question_texts import WHY
from models.importing.report import report_text
from models.importing.settled_terms import (
    BY,
    ON,
    Settlement,
    accept_term,
    accept_who,
    settled_term,
    term_question,
    who,
    yes,
)
from models.importing.understand import understand_document

__all__ = [
    "BY",
    "ON",
    "WHY",
    "Accepted",
    "Answers",
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
    "accept_term",
    "accept_who",
    "people_text",
    "period_of",
    "question_texts",
    "report_text",
    "roadmap_text",
    "settled_term",
    "term_question",
    "texts",
    "understand_document",
    "who",
    "yes",
]
