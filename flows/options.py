"""The words of the command line: names and options are a contract."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

from models.usage import help_texts
from models.usage import texts as usage_texts

USAGE = 2
Value = TypeVar("Value")


class RussianHelp(argparse.HelpFormatter):
    """Help whose first word people can read."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Put the line of usage first."""
        super().add_usage(usage, actions, groups, usage_texts.USAGE if prefix is None else prefix)


class RussianParser(argparse.ArgumentParser):
    """argparse that speaks Russian; the parsers of commands are of this class, too."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, add_help=False, formatter_class=RussianHelp)
        self._positionals.title, self._optionals.title = usage_texts.ARGUMENTS, usage_texts.OPTIONS
        self.add_argument("-h", "--help", action="help", help=usage_texts.HELP)

    def error(self, message: str) -> NoReturn:
        """Say in one line what was typed wrongly, and leave with 2."""
        print(usage_texts.mistyped(self.prog, message), file=sys.stderr)
        sys.exit(USAGE)


def parser() -> argparse.ArgumentParser:
    """Every command with its options; what they mean is said in the reader's language."""
    top = RussianParser(prog="vekha", description=help_texts.VEKHA)
    _add_global(top, first=True)
    commands = top.add_subparsers(dest="command", required=True, metavar=help_texts.COMMAND, title=usage_texts.COMMANDS)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        _add_global(added, first=False)
        return added

    command("init", help_texts.INIT)
    command("sync", help_texts.SYNC)
    rehearse = command("rehearse", help_texts.REHEARSE)
    rehearse.add_argument("--if", dest="supposed", action="append", metavar=help_texts.A_VOTE, help=help_texts.SUPPOSED)
    _add_status(command("status", help_texts.STATUS))
    _add_report(command("report", help_texts.REPORT))
    history = command("history", help_texts.HISTORY)
    history.add_argument("code", metavar=help_texts.A_CODE, help=help_texts.CODE)
    reopen = command("reopen", help_texts.REOPEN)
    reopen.add_argument("code", metavar=help_texts.A_CODE, help=help_texts.CODE)
    reopen.add_argument("--reason", required=True, metavar=help_texts.A_REASON, help=help_texts.REASON)
    letters = command("letters", help_texts.LETTERS)
    editions = ["daily", "weekly", "monthly", "yearly", "all"]
    letters.add_argument(
        "which",
        choices=editions,
        metavar="|".join(editions),
        help=help_texts.WHICH,
    )
    letters.add_argument("--dry-run", action="store_true", help=help_texts.DRY_RUN)
    letters.add_argument("--preview", metavar=help_texts.A_FOLDER, help=help_texts.PREVIEW)
    command("deliver", help_texts.DELIVER)
    _add_outbox(command("outbox", help_texts.OUTBOX))
    mail = command("mail", help_texts.MAIL)
    mail.add_argument("what", choices=["test"], metavar="test", help=help_texts.MAIL_TEST)
    mail.add_argument("address", metavar=help_texts.AN_ADDRESS, help=help_texts.ADDRESS)
    calendar = command("calendar", help_texts.CALENDAR)
    calendar.add_argument("--for", dest="post", metavar=help_texts.A_POST, required=True, help=help_texts.POST)
    calendar.add_argument("-o", "--output", metavar=help_texts.A_FILE, help=help_texts.CALENDAR_FILE)
    term = command("term", help_texts.TERM)
    term.add_argument("text", metavar=help_texts.A_TERM, help=help_texts.TERM_TEXT)
    term.add_argument("--period", "-p", metavar="P", help=help_texts.PERIOD)
    imports = command("import", help_texts.IMPORT)
    imports.add_argument("file", metavar=help_texts.A_FILE, help=help_texts.DOCUMENT)
    imports.add_argument("--period", "-p", metavar="P", help=help_texts.PERIOD)
    imports.add_argument("-o", "--output", metavar="DIR", help=help_texts.PROPOSAL)
    imports.add_argument("--ask", action="store_true", help=help_texts.ASK)
    imports.add_argument("--apply", action="store_true", help=help_texts.APPLY)
    imports.add_argument("--order", metavar=help_texts.AN_ORDER, help=help_texts.ORDER)
    imports.add_argument(
        "--same",
        action="append",
        metavar=help_texts.NUMBER_AND_CODE,
        help=help_texts.SAME,
    )
    imports.add_argument("--reopen", action="append", metavar=help_texts.A_CODE, help=help_texts.REOPENED)
    command("check", help_texts.CHECK)
    command("verify", help_texts.VERIFY)
    serve = command("serve", help_texts.SERVE)
    serve.add_argument("--rehearse-from", type=a_day, metavar=help_texts.A_DAY, help=help_texts.REHEARSE_FROM)
    command("demo", help_texts.DEMO)
    return top


def _add_status(status: argparse.ArgumentParser) -> None:
    status.add_argument("--as-of", type=a_day, metavar=help_texts.A_DAY, help=help_texts.AS_OF)
    _add_selection(status)
    status.add_argument("--status", metavar=help_texts.A_STATUS, help=help_texts.OF_STATUS)
    status.add_argument("--overdue", action="store_true", help=help_texts.ONLY_OVERDUE)


def _add_report(report: argparse.ArgumentParser) -> None:
    report.add_argument("--as-of", type=a_day, required=True, metavar=help_texts.A_DAY, help=help_texts.AS_OF)
    _add_selection(report)
    report.add_argument("-o", "--output", metavar=help_texts.A_FILE, help=help_texts.REPORT_FILE)


def _add_selection(command: argparse.ArgumentParser) -> None:
    """Which milestones are asked about."""
    command.add_argument("--direction", type=a_count, metavar="N", help=help_texts.OF_DIRECTION)
    command.add_argument("--for", dest="post", metavar=help_texts.A_POST, help=help_texts.OF_POST)


def _add_outbox(outbox: argparse.ArgumentParser) -> None:
    outbox.add_argument(
        "--state",
        action="append",
        choices=help_texts.LETTER_STATES,
        metavar=help_texts.A_STATE,
        help=help_texts.STATES.format(states=", ".join(help_texts.LETTER_STATES)),
    )
    one = outbox.add_mutually_exclusive_group()
    one.add_argument("--retry", type=a_number_or_all, metavar="ID|all", help=help_texts.RETRY)
    one.add_argument("--drop", type=a_number, metavar="ID", help=help_texts.DROP)
    one.add_argument("--revive", metavar=help_texts.AN_ADDRESS_OR_ALL, help=help_texts.REVIVE)


def _add_global(command: argparse.ArgumentParser, *, first: bool) -> None:
    """Global options stand before or after the command's name; only the first place sets their defaults."""

    def default(value: object) -> object:
        return value if first else argparse.SUPPRESS

    command.add_argument("--school", metavar="DIR", default=default("config/school-150"), help=help_texts.SCHOOL)
    command.add_argument(
        "--now",
        type=a_moment,
        metavar=help_texts.A_MOMENT,
        default=default(os.environ.get("VEKHA_NOW") or None),
        help=help_texts.NOW,
    )
    command.add_argument(
        "--var",
        metavar="DIR",
        default=default(os.environ.get("VEKHA_VAR", "var")),
        help=help_texts.VAR,
    )
    command.add_argument("--json", action="store_true", default=default(False), help=help_texts.JSON)


def a_day(text: str) -> date:
    """The day that was typed."""
    return _typed(date.fromisoformat, text, usage_texts.day_not_understood)


def a_moment(text: str) -> str:
    """The moment as it was typed: which zone it is of is known to the school."""
    _typed(datetime.fromisoformat, text, usage_texts.moment_not_understood)
    return text


def a_number(text: str) -> int:
    """A letter's number."""
    return _typed(int, text, usage_texts.number_not_understood)


def a_count(text: str) -> int:
    """A direction's number."""
    return _typed(int, text, usage_texts.direction_not_understood)


def a_number_or_all(text: str) -> int | str:
    """A letter's number, or «all»."""
    return text if text == "all" else _typed(int, text, usage_texts.number_or_all)


def _typed(read: Callable[[str], Value], text: str, wrong: Callable[[str], str]) -> Value:
    try:
        return read(text)
    except ValueError:
        raise argparse.ArgumentTypeError(wrong(text)) from None
