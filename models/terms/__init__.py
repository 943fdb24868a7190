"""What does a term as signed mean: when is it due, or why is that unclear?"""

from models.terms import questions
from models.terms.period import NAMED_PERIOD, Period, period_of_terms
from models.terms.questions import NEEDS_PERIOD
from models.terms.spans import SCHOOL_STARTS
from models.terms.understand import Occurrence, Term, is_supposed, is_term, understand

__all__ = [
    "NAMED_PERIOD",
    "NEEDS_PERIOD",
    "SCHOOL_STARTS",
    "Occurrence",
    "Period",
    "Term",
    "is_supposed",
    "is_term",
    "period_of_terms",
    "questions",
    "understand",
]
