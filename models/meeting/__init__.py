"""How does a sitting of the working group decide ballots, and what does its protocol say?"""

from models.meeting import texts
from models.meeting.agenda import Agenda, AgendaItem, agenda
from models.meeting.closing import Closing, closing
from models.meeting.meetings import MEETINGS, Meeting, meetings, open_meeting
from models.meeting.opening import opening
from models.meeting.protocol import protocol
from models.meeting.rows import meeting_rows

__all__ = [
    "MEETINGS",
    "Agenda",
    "AgendaItem",
    "Closing",
    "Meeting",
    "agenda",
    "closing",
    "meeting_rows",
    "meetings",
    "open_meeting",
    "opening",
    "protocol",
    "texts",
]
