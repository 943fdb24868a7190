"""What follows from marks and votes, and where does every milestone stand?"""

from models.approval import texts
from models.approval.decide import Effects, changed_sightings, decide
from models.approval.marks import due_date, submission_request
from models.approval.orders import before_orders, new_form, rescheduling, restoring, retirement
from models.approval.overview import Overview, decided_ballot, decides, overview
from models.approval.reopening import reopening
from models.approval.sitting import Sitting
from models.approval.voters import Panel, Parties, all_voters
from models.approval.votes import SeenVote, Standing, read_votes
from models.approval.what_if import add_vote

__all__ = [
    "Effects",
    "Overview",
    "Panel",
    "Parties",
    "SeenVote",
    "Sitting",
    "Standing",
    "add_vote",
    "all_voters",
    "before_orders",
    "changed_sightings",
    "decide",
    "decided_ballot",
    "decides",
    "due_date",
    "new_form",
    "overview",
    "read_votes",
    "reopening",
    "rescheduling",
    "restoring",
    "retirement",
    "submission_request",
    "texts",
]
