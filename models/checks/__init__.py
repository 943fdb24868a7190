"""What is wrong with configuration, board, mail and database, before it does harm?"""

from models.checks import health_texts, texts
from models.checks.alarms import letters_due, letters_missing, outages
from models.checks.checkup import Finding, Level, checkup
from models.checks.google_sharing import Sharing, copied_files, is_file_copy, judged
from models.checks.health import HealthCheck, Vitals, health
from models.checks.lint import PEOPLE, ROADMAP, SCHOOL, WORKFLOW, Place, faults_of_school
from models.checks.lock_owner import long_held
from models.checks.metrics import metrics_text

__all__ = [
    "PEOPLE",
    "ROADMAP",
    "SCHOOL",
    "WORKFLOW",
    "Finding",
    "HealthCheck",
    "Level",
    "Place",
    "Sharing",
    "Vitals",
    "checkup",
    "copied_files",
    "faults_of_school",
    "health",
    "health_texts",
    "is_file_copy",
    "judged",
    "letters_due",
    "letters_missing",
    "long_held",
    "metrics_text",
    "outages",
    "texts",
]
