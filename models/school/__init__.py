"""Who are the people, which rules and settings hold, and which days are working days?"""

from models.school import texts
from models.school.editors import ever_holding, may_mark, meeting_editors
from models.school.people import WEEKDAYS, Absence, LetterPreferences, Post, Roster
from models.school.settings import (
    FilesMail,
    GoogleBoardSettings,
    Mail,
    OwnDays,
    School,
    Settings,
    SmtpMail,
    ZoneName,
    month_day,
)
from models.school.texts import GOOGLE_KEY
from models.school.workflow import (
    Choice,
    DoubtRules,
    Kind,
    Quorum,
    Request,
    Route,
    Stage,
    Status,
    Tie,
    VotedField,
    Workflow,
    all_voters,
    needed,
)
from models.school.working_days import WorkCalendar

__all__ = [
    "GOOGLE_KEY",
    "WEEKDAYS",
    "Absence",
    "Choice",
    "DoubtRules",
    "FilesMail",
    "GoogleBoardSettings",
    "Kind",
    "LetterPreferences",
    "Mail",
    "OwnDays",
    "Post",
    "Quorum",
    "Request",
    "Roster",
    "Route",
    "School",
    "Settings",
    "SmtpMail",
    "Stage",
    "Status",
    "Tie",
    "VotedField",
    "WorkCalendar",
    "Workflow",
    "ZoneName",
    "all_voters",
    "ever_holding",
    "may_mark",
    "meeting_editors",
    "month_day",
    "needed",
    "texts",
]
