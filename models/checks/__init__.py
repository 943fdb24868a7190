"""What is wrong with configuration, board, mail and database, before it does harm?"""

from models.checks import texts
from models.checks.checkup import Finding, Level, checkup
from models.checks.google_sharing import Sharing, judged
from models.checks.lint import PEOPLE, ROADMAP, SCHOOL, WORKFLOW, Place, faults_of_school

__all__ = [
    "PEOPLE",
    "ROADMAP",
    "SCHOOL",
    "WORKFLOW",
    "Finding",
    "Level",
    "Place",
    "Sharing",
    "checkup",
    "faults_of_school",
    "judged",
    "texts",
]
