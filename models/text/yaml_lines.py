"""YAML as a person would write it: plain words, quotes only where needed, long texts folded."""

import json
import re
import textwrap
from collections.abc import Iterable

WIDTH = 110
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё«][^#\n\t\"'{}\[\]&*!|>%@`]*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"}


def scalar(text: str, *, in_list: bool = False) -> str:
    """One value on one line.

    >>> scalar("Приказ"), scalar("2021-2025"), scalar("Срок: май")
    ('Приказ', '"2021-2025"', '"Срок: май"')
    """
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS and ": " not in text and text[-1] not in ": "
    if plain and not (in_list and "," in text):
        return text
    return double_quoted(text)


def double_quoted(text: str) -> str:
    """A value in double quotes."""
    return json.dumps("".join(each for each in text if each.isprintable()), ensure_ascii=False)


def value(key: str, text: str, indent: int) -> list[str]:
    """The lines of «key: text», folded where one line would be too long."""
    before = " " * indent
    line = f"{before}{key}: {scalar(text)}"
    if len(line) <= WIDTH or " " not in text:
        return [line]
    return [f"{before}{key}: >-", *folded(text, indent + 2)]


def item(text: str, indent: int) -> list[str]:
    """The lines of a list item."""
    before = " " * indent
    line = f"{before}- {scalar(text)}"
    if len(line) <= WIDTH or " " not in text:
        return [line]
    return [f"{before}- >-", *folded(text, indent + 2)]


def folded(text: str, indent: int) -> list[str]:
    """A text folded at its spaces; it must have no double spaces."""
    before = " " * indent
    return textwrap.wrap(
        text, WIDTH, initial_indent=before, subsequent_indent=before, break_long_words=False, break_on_hyphens=False
    )


def flow(key: str, texts: Iterable[str], indent: int) -> list[str]:
    """A list on one line, or an item a line where that would be too long."""
    texts = list(texts)
    line = f"{' ' * indent}{key}: [{', '.join(scalar(text, in_list=True) for text in texts)}]"
    if len(line) <= WIDTH:
        return [line]
    return [f"{' ' * indent}{key}:", *(line for text in texts for line in item(text, indent + 2))]
