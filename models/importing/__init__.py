"""How does a document become a roadmap, and what must a person settle first?"""

from models.importing import question_texts, texts
from models.importing.dialogue import Answers, Dialogue, Heard, NotHeard, Question, Subject
from models.importing.imported import Imported, ImportedActivity, ImportedDirection, PeriodNeededError
from models.importing.interview import Settling
from models.importing.proposals import people_text, period_of, roadmap_text
from models.importing.question_texts import why
from models.importing.report import report_text
from models.importing.settled_terms import (
    BY,
    ON,
    Settlement,
    hear_who,
    heard_term,
    settled_term,
    term_question,
    who,
    yes,
)
from models.importing.understand import understand_document

__all__ = [
    "BY",
    "ON",
    "Answers",
    "Dialogue",
    "Heard",
    "Imported",
    "ImportedActivity",
    "ImportedDirection",
    "NotHeard",
    "PeriodNeededError",
    "Question",
    "Settlement",
    "Settling",
    "Subject",
    "hear_who",
    "heard_term",
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
    "why",
    "yes",
]
