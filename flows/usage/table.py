"""Every command with its options, as a table: their names are a contract."""

from flows.usage.papers import FLEET, PAPERS
from flows.usage.values import Option, a_day, a_number, a_number_or_all, a_port, option
from models.usage import help_texts as say

CODE = option("code", metavar=say.A_CODE, help=say.CODE)
PERIOD = option("--period", "-p", metavar="P", help=say.PERIOD)
EDITIONS = ("daily", "weekly", "monthly", "yearly", "all")
LETTERS = (
    option("which", choices=EDITIONS, metavar="|".join(EDITIONS), help=say.WHICH),
    option("--dry-run", action="store_true", help=say.DRY_RUN),
    option("--again", action="store_true", help=say.AGAIN),
    option("--preview", metavar=say.A_FOLDER, help=say.PREVIEW),
)
STATES = say.STATES.format(states=", ".join(say.LETTER_STATES))
OUTBOX = (
    option("--state", action="append", choices=say.LETTER_STATES, metavar=say.A_STATE, help=STATES),
    option("--retry", only_one=True, type=a_number_or_all, metavar="ID|all", help=say.RETRY),
    option("--drop", only_one=True, type=a_number, metavar="ID", help=say.DROP),
    option("--revive", only_one=True, metavar=say.AN_ADDRESS_OR_ALL, help=say.REVIVE),
)
MAIL = (
    option("what", choices=["test"], metavar="test", help=say.MAIL_TEST),
    option("address", metavar=say.AN_ADDRESS, help=say.ADDRESS),
)
CALENDAR = (
    option("--for", dest="post", metavar=say.A_POST, required=True, help=say.POST),
    option("-o", "--output", metavar=say.A_FILE, help=say.CALENDAR_FILE),
)
IMPORT = (
    option("file", metavar=say.A_FILE, help=say.DOCUMENT),
    PERIOD,
    option("-o", "--output", metavar="DIR", help=say.PROPOSAL),
    option("--ask", action="store_true", help=say.ASK),
    option("--list", action="store_true", dest="as_list", help=say.AS_LIST),
    option("--apply", action="store_true", help=say.APPLY),
    option("--order", metavar=say.AN_ORDER, help=say.ORDER),
    option("--same", action="append", metavar=say.NUMBER_AND_CODE, help=say.SAME),
    option("--reopen", action="append", metavar=say.A_CODE, help=say.REOPENED),
)
ACCEPT = (
    option("codes", nargs="*", metavar=say.A_CODE, help=say.CODES),
    option("--all", action="store_true", help=say.ALL_DOUBTS),
    option("--reason", required=True, metavar=say.A_REASON, help=say.ACCEPT_REASON),
    option("--by", metavar=say.A_POST, help=say.BY_POST),
)
SERVE = (
    option("--rehearse-from", type=a_day, metavar=say.A_DAY, help=say.REHEARSE_FROM),
    option("--port", type=a_port, metavar="N", help=say.PORT),
)
COMMANDS: dict[str, tuple[str, tuple[Option, ...]]] = {
    "init": (say.INIT, ()),
    "sync": (say.SYNC, (option("--clock-is-right", action="store_true", help=say.CLOCK_IS_RIGHT),)),
    "rehearse": (say.REHEARSE, (option(
        "--if", dest="supposed", action="append", metavar=say.A_VOTE, help=say.SUPPOSED),)),
    **PAPERS,
    "history": (say.HISTORY, (CODE,)),
    "reopen": (say.REOPEN, (CODE, option("--reason", required=True, metavar=say.A_REASON, help=say.REASON))),
    "accept": (say.ACCEPT, ACCEPT),
    "letters": (say.LETTERS, LETTERS),
    "deliver": (say.DELIVER, ()),
    "outbox": (say.OUTBOX, OUTBOX),
    "mail": (say.MAIL, MAIL),
    "calendar": (say.CALENDAR, CALENDAR),
    "term": (say.TERM, (option("text", metavar=say.A_TERM, help=say.TERM_TEXT), PERIOD)),
    "import": (say.IMPORT, IMPORT),
    "check": (say.CHECK, ()),
    "verify": (say.VERIFY, (option("--code", metavar=say.A_CONTROL_CODE, help=say.CONTROL_CODE),)),
    "health": (say.HEALTH, ()),
    "backup": (say.BACKUP, (option("file", metavar=say.A_FILE, help=say.BACKUP_FILE),)),
    "restore": (say.RESTORE, (option("file", metavar=say.A_FILE, help=say.RESTORE_FILE),)),
    "new-school": (say.NEW_SCHOOL, (option("folder", metavar="DIR", help=say.NEW_FOLDER),)),
    "fleet": (say.FLEET, FLEET),
    "serve": (say.SERVE, SERVE),
    "demo": (say.DEMO, ()),
    "completion": (say.COMPLETION, (option("shell", choices=["bash", "zsh"], metavar="bash|zsh", help=say.SHELL),)),
}  # fmt: skip
