"""What does the signed roadmap say, and which milestones does it make?"""

from models.roadmap.milestones import Milestone, milestones, milestones_of
from models.roadmap.roadmap import Activity, Direction, KeptMilestone, Order, Roadmap, Settled, Wording, same_activities

__all__ = [
    "Activity",
    "Direction",
    "KeptMilestone",
    "Milestone",
    "Order",
    "Roadmap",
    "Settled",
    "Wording",
    "milestones",
    "milestones_of",
    "same_activities",
]
