"""What an option is, and what may be typed as its value."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from models.usage import texts as usage_texts

Value = TypeVar("Value")


@dataclass(frozen=True)
class Option:
    """An option or argument as argparse takes it; of those that are `only_one` at most one may be typed."""

    names: tuple[str, ...]
    given: dict[str, Any]
    only_one: bool = False

    def without_default(self) -> "Option":
        """The same, changing nothing where it is not typed."""
        return replace(self, given={**self.given, "default": argparse.SUPPRESS})


def option(*names: str, only_one: bool = False, **given: Any) -> Option:
    """An option, or an argument without dashes, by what argparse takes of it."""
    return Option(names, given, only_one)


def a_day(text: str) -> date:
    """The day that was typed, as people write it in the board's cells."""
    from models.text import read_date  # its package is too heavy for the help alone

    found = read_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(usage_texts.day_not_understood(text))
    return found


def a_moment(text: str) -> str:
    """The moment as it was typed: which zone it is of is known to the school."""
    _typed(datetime.fromisoformat, text, usage_texts.moment_not_understood)
    return text


def a_number(text: str) -> int:
    """A letter's number."""
    return _typed(int, text, usage_texts.number_not_understood)


def a_direction(text: str) -> int:
    """A direction's number."""
    return _typed(int, text, usage_texts.direction_not_understood)


def a_protocol(text: str) -> int:
    """A protocol's number."""
    return _typed(int, text, usage_texts.protocol_not_understood)


def a_port(text: str) -> int:
    """A port of this machine that anybody may listen at."""
    number = _typed(int, text, usage_texts.port_not_understood)
    if not 1024 <= number <= 65535:
        raise argparse.ArgumentTypeError(usage_texts.port_not_understood(text))
    return number


def a_number_or_all(text: str) -> int | str:
    """A letter's number, or «all»."""
    return text if text == "all" else _typed(int, text, usage_texts.number_or_all)


def _typed(read: Callable[[str], Value], text: str, wrong: Callable[[str], str]) -> Value:
    try:
        return read(text)
    except ValueError:
        raise argparse.ArgumentTypeError(wrong(text)) from None
