"""Is what an executor gives as a result enough for the form that the result must take?"""

from models.evidence.assess import assess
from models.evidence.forms import EvidenceRules, forms_of
from models.evidence.reading import read_evidence

__all__ = ["EvidenceRules", "assess", "forms_of", "read_evidence"]
