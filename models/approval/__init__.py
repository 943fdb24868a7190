"""What follows from marks and votes, and where does every milestone stand?"""

from models.approval import texts, vote_texts
from models.approval.case import Sitting
from models.approval.decide import Effects, changed_sightings, decide
from models.approval.marks import due_date, reopening, submission_request
from models.approval.orders import before_orders, new_form, rescheduling, restoring, retirement
from models.approval.overview import Overview, decided_ballot, decides, overview, prior_decisions
from models.approval.quorum import Rule, Tally, rule_of
from models.approval.voters import Panel, Parties, panel
from models.approval.votes import SeenVote, Standing, read_votes
from models.approval.what_if import add_vote

__all__ = [
    "Effects",
    "Overview",
    "Panel",
    "Parties",
    "Rule",
    "SeenVote",
    "Sitting",
    "Standing",
    "Tally",
    "add_vote",
    "before_orders",
    "changed_sightings",
    "decide",
    "decided_ballot",
    "decides",
    "due_date",
    "new_form",
    "overview",
    "panel",
    "prior_decisions",
    "read_votes",
    "reopening",
    "rescheduling",
    "restoring",
    "retirement",
    "rule_of",
    "submission_request",
    "texts",
    "vote_texts",
]
