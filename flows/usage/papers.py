"""Commands that tell of many milestones at once, with what may be asked for."""

from flows.usage.values import Option, a_day, a_direction, a_protocol, option
from models.usage import help_texts as say

SELECTION = (
    option("--direction", type=a_direction, metavar="N", help=say.OF_DIRECTION),
    option("--for", dest="post", metavar=say.A_POST, help=say.OF_POST),
)
STATUS = (
    option("--as-of", type=a_day, metavar=say.A_DAY, help=say.AS_OF),
    *SELECTION,
    option("--status", metavar=say.A_STATUS, help=say.OF_STATUS),
    option("--overdue", action="store_true", help=say.ONLY_OVERDUE),
)
REPORT = (
    option("--as-of", type=a_day, required=True, metavar=say.A_DAY, help=say.AS_OF),
    *SELECTION,
    option("-o", "--output", metavar=say.A_FILE, help=say.REPORT_FILE),
)
MEETING = (
    option("what", choices=["open", "close"], metavar="open|close", help=say.MEETING_WHAT),
    option("--on", type=a_day, metavar=say.A_DAY, help=say.MEETING_ON),
    option("--number", type=a_protocol, metavar="N", help=say.MEETING_NUMBER),
    option("-o", "--output", metavar=say.A_FILE, help=say.MEETING_FILE),
)
FLEET = (
    option("what", choices=["add", "check", "status", "letter", "report"], metavar="add|check|status|letter|report",
           help=say.FLEET_WHAT),
    option("folder", nargs="?", metavar="DIR", help=say.FLEET_FOLDER),
    option("--fleet", metavar=say.A_FILE, help=say.FLEET_FILE),
    option("--dry-run", action="store_true", help=say.FLEET_DRY_RUN),
    option("--again", action="store_true", help=say.FLEET_AGAIN),
    option("-o", "--output", metavar=say.A_FILE, help=say.FLEET_REPORT),
)  # fmt: skip
PAPERS: dict[str, tuple[str, tuple[Option, ...]]] = {
    "status": (say.STATUS, STATUS),
    "report": (say.REPORT, REPORT),
    "meeting": (say.MEETING, MEETING),
}
