"""What does a term as signed mean: when is it due, or why is that unclear?"""

from models.terms import questions
from models.terms.period import Period
from models.terms.questions import NEEDS_PERIOD
from models.terms.understand import Occurrence, Term, is_supposed, is_term, understand

__all__ = ["NEEDS_PERIOD", "Occurrence", "Period", "Term", "is_supposed", "is_term", "questions", "understand"]
