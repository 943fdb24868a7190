"""Edits carried out in the text of a YAML file: its comments, order and quotes stay."""

import re
import textwrap
from collections.abc import Iterable
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString
from ruamel.yaml.tokens import CommentToken

from models.amending import Edit

WIDTH = 100
_ITEMS = re.compile(r"^\w+:[^\n]*\n(?:\s*(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)


def carried_out(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits; whoever calls compares what it loads as with what was wanted."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.representer.ignore_aliases = lambda _: True
    yaml.width = 10**6  # no line is folded anew
    dash = len(found[1]) if (found := _ITEMS.search(text)) else 2
    yaml.indent(mapping=2, sequence=dash + 2, offset=dash)
    document = yaml.load(text)
    for edit in edits:
        *path, key = edit.place
        node, above = document, []
        for step in path:
            above.append((node, step))
            node = node[step]
        if edit.is_item:
            _insert_item(node, int(key), _node(edit.value), above[-1])
        elif edit.value is None:
            _take_out(node, key)
        else:
            _put(node, key, _node(edit.value), edit.behind)
    stream = StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


def _put(node: Any, key: Any, value: Any, behind: Iterable[str]) -> None:
    if isinstance(node, CommentedMap) and key not in node:
        last = next(each for each in behind if each in node)
        below = _cut_below(node, last)
        node.insert(list(node).index(last) + 1, key, value)
    else:
        below = _cut_below(node, key)
        node[key] = value
    _add_below(node, key, below)


def _take_out(node: CommentedMap, key: Any) -> None:
    if key in node:
        below, above = _cut_below(node, key), list(node)[list(node).index(key) - 1]
        del node[key]
        node.ca.items.pop(key, None)
        _add_below(node, above, below)


def _insert_item(node: CommentedSeq, number: int, value: Any, above: tuple[Any, Any]) -> None:
    """Comments above the item that stood here stay above that item."""
    if number:
        below = _cut_below(node, number - 1)
    else:
        parent, key = above
        tokens = (parent.ca.items.get(key) or [None] * 4)[3] or []
        below = "".join(" " * token.start_mark.column + token.value for token in tokens)
        if tokens:
            parent.ca.items[key][3] = None
            node.ca.comment = None
    node.insert(number, value)
    _add_below(node, number, below)


def _end_of(node: Any, key: Any) -> tuple[Any, Any, int]:
    """The place where the library keeps the comments that follow a value: collection, key, slot."""
    value = node[key]
    if isinstance(value, CommentedMap | CommentedSeq) and value and not value.fa.flow_style():
        return _end_of(value, next(reversed(value)) if isinstance(value, CommentedMap) else len(value) - 1)
    return node, key, 2 if isinstance(node, CommentedMap) else 0


def _cut_below(node: Any, key: Any) -> str:
    """Take away the comment lines below a value, not the comment behind it."""
    holder, last, slot = _end_of(node, key)
    token = (holder.ca.items.get(last) or [None] * 4)[slot]
    if token is None:
        return ""
    behind, _, below = str(token.value).partition("\n")
    if behind:
        token.value = f"{behind}\n"
    else:
        holder.ca.items[last][slot] = None
    return below


def _add_below(node: Any, key: Any, lines: str) -> None:
    if lines:
        holder, last, slot = _end_of(node, key)
        tokens = holder.ca.items.setdefault(last, [None] * 4)
        before = tokens[slot].value if tokens[slot] else "\n"
        tokens[slot] = CommentToken(before + lines, start_mark=CommentMark(0), end_mark=None)


def _node(value: Any) -> Any:
    """A value as a person would write it: short lists and orders on one line, long texts folded."""
    if isinstance(value, dict):
        made = CommentedMap((_text(key), _node(inner)) for key, inner in value.items())
        if not {"title", "meaning"} & set(value):
            made.fa.set_flow_style()
        return made
    if isinstance(value, list):
        items = CommentedSeq(_node(inner) for inner in value)
        if all(isinstance(inner, str) for inner in value) and sum(map(len, value)) < WIDTH:
            items.fa.set_flow_style()
        return items
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> Any:
    if text[:1].isdigit() or text == "on":  # words to us, numbers and truth to other readers of YAML
        return DoubleQuotedScalarString(text)
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    if len(lines) < 2 or " ".join(lines) != text:
        return text
    folded = FoldedScalarString(text)
    folded.fold_pos = [sum(map(len, lines[:number])) + number - 1 for number in range(1, len(lines))]
    return folded
