"""The command line's parser, in the reader's language."""

import argparse
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NoReturn

from flows.usage.actions import Mistyped, VersionShown
from flows.usage.everywhere import everywhere
from flows.usage.table import COMMANDS
from flows.usage.values import Option
from models.usage import help_texts
from models.usage import texts as usage_texts


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
        """Say in one line what was typed wrongly."""
        raise Mistyped(usage_texts.mistyped(self.prog, message))

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The options; of one that is not known, the one that was perhaps meant is said."""
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            _, chosen = COMMANDS[options.command]
            known = [name for each in (*everywhere(), *chosen) for name in each.names if name.startswith("--")]
            said = usage_texts.near_option(" ".join(unknown), known)
            command = f"{self.prog} {options.command}"
            raise Mistyped(usage_texts.SEE_HELP.format(command=command, found=said))
        return options


def parser() -> argparse.ArgumentParser:
    """Every command with its options; what they mean is said in the reader's language."""
    return _parser(*(each.given.get("default") for each in everywhere()))


@lru_cache(maxsize=1)
def _parser(*_defaults: object) -> argparse.ArgumentParser:
    """The parser with these defaults: making one takes about as long as a command that only looks."""
    top = RussianParser(prog="vekha", description=help_texts.VEKHA)
    top.add_argument("--version", action=VersionShown, nargs=0, help=help_texts.VERSION)
    _add(top, everywhere())
    commands = top.add_subparsers(dest="command", required=True, metavar=help_texts.COMMAND, title=usage_texts.COMMANDS)
    for name, (text, options) in COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        # global options may stand after the command's name, too; only the first place sets their defaults
        _add(command, [each.without_default() for each in everywhere()])
        _add(command, [each for each in options if not each.only_one])
        if alternatives := [each for each in options if each.only_one]:
            _add(command.add_mutually_exclusive_group(), alternatives)
    return top


def _add(command: argparse._ActionsContainer, options: Iterable[Option]) -> None:
    for option in options:
        command.add_argument(*option.names, **option.given)
