"""A formula's text as tokens and as a tree; `;` and `,` part arguments as the locale allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..a1 import column_index

QUOTED = r"'(?:[^']|'')+'"
TITLE = rf"(?:{QUOTED}|[^\W\d][\w.]*)"
CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
COLUMN, ROW = r"\$?[A-Za-z]{1,3}", r"\$?[1-9]\d*"
FREE = r"(?![\w(])"
PAIRS = (f"{CELL}:{CELL}", f"{CELL}:{COLUMN}{FREE}", f"{CELL}:{ROW}", f"{COLUMN}:{CELL}", f"{COLUMN}:{COLUMN}{FREE}",
         f"{ROW}:{ROW}", CELL)  # fmt: skip
AREA = f"(?:{'|'.join(PAIRS)})"
REFERENCE = re.compile(rf"(?:({TITLE})!)?({AREA})(?![\w(.])")
NAME = re.compile(r"[^\W\d][\w.]*")
ERROR = re.compile(r"#REF!|#N/A|#VALUE!|#DIV/0!|#NAME\?|#NUM!|#NULL!|#ERROR!")
OPERATORS = ("<>", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "^", "&", "%")
LEVELS = ({"=", "<>", "<", ">", "<=", ">="}, {"&"}, {"+", "-"}, {"*", "/"}, {"^"})


class FormulaError(Exception):
    """The text is not a formula."""


@dataclass(frozen=True)
class Token:
    """One piece of a formula and where it stands in the text."""

    kind: str
    text: str
    start: int
    value: Any = None


@dataclass(frozen=True)
class Corner:
    """One end of a reference; a missing side is None."""

    row: int | None
    column: int | None
    fixed_row: bool = False
    fixed_column: bool = False


@dataclass(frozen=True)
class Reference:
    """A reference as written: a title or none, one corner or two."""

    title: str | None
    first: Corner
    last: Corner | None


@dataclass(frozen=True)
class Node:
    """One node of a formula's tree."""

    kind: str
    value: Any = None
    parts: tuple[Any, ...] = ()


def corner(text: str) -> Corner:
    """Read one end of a reference: $A$1, A, 5."""
    match = re.fullmatch(r"(\$?)([A-Za-z]{1,3})?(\$?)(\d+)?", text)
    if not match:
        raise FormulaError(text)
    row = int(match[4]) - 1 if match[4] else None
    column = column_index(match[2]) if match[2] else None
    fixed_row = bool(match[3]) if match[2] else bool(match[1] or match[3])
    return Corner(row, column, fixed_row and row is not None, bool(match[1]) and column is not None)


def reference(title: str | None, area: str) -> Reference:
    """Read a reference's two parts."""
    if title and title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    first, colon, last = area.partition(":")
    return Reference(title, corner(first), corner(last) if colon else None)


def tokenize(text: str, comma_decimals: bool = False) -> list[Token]:
    """Cut a formula (with its leading =) into tokens.

    >>> [token.text for token in tokenize("=IF(A1;'Tab 1'!B:B;\\"x\\")")]
    ['IF', '(', 'A1', ';', "'Tab 1'!B:B", ';', '"x"', ')']
    """
    number = re.compile(r"\d+(?:,\d+)?(?:[eE][-+]?\d+)?" if comma_decimals else r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
    tokens, at = [], 1
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at, number)
        tokens.append(token)
        at += len(token.text)
    return tokens


def _token(text: str, at: int, number: re.Pattern[str]) -> Token:
    if text[at] == '"':
        match = re.compile(r'"((?:[^"]|"")*)"').match(text, at)
        if not match:
            raise FormulaError("text without an end")
        return Token("string", match[0], at, match[1].replace('""', '"'))
    for kind, pattern in (("error", ERROR), ("reference", REFERENCE), ("number", number), ("name", NAME)):
        match = pattern.match(text, at)
        if match:
            return Token(kind, match[0], at, _token_value(kind, match))
    for operator in OPERATORS:
        if text.startswith(operator, at):
            return Token("operator", operator, at)
    if text[at] in "(){};,\\":
        return Token(text[at], text[at], at)
    raise FormulaError(f"unexpected {text[at]}")


def _token_value(kind: str, match: re.Match[str]) -> Any:
    if kind == "reference":
        return reference(match[1], match[2])
    if kind == "number":
        value = float(match[0].replace(",", "."))
        return int(value) if value == int(value) else value
    return match[0]


class Parser:
    """Recursive descent over the tokens."""

    def __init__(self, text: str, comma_decimals: bool = False) -> None:
        self.tokens = tokenize(text, comma_decimals)
        self.at = 0

    def parse(self) -> Node:
        """Give the whole formula's tree."""
        node = self._level(0)
        if self.at < len(self.tokens):
            raise FormulaError("something is left over")
        return node

    def _peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def _take(self, *texts: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at].kind != "string" and self._peek() in texts:
            self.at += 1
            return True
        return False

    def _need(self, text: str) -> None:
        if not self._take(text):
            raise FormulaError(f"{text} expected")

    def _level(self, level: int) -> Node:
        if level == len(LEVELS):
            return self._unary()
        left = self._level(level + 1)
        while self.at < len(self.tokens) and self.tokens[self.at].kind == "operator" and self._peek() in LEVELS[level]:
            operator = self._peek()
            self.at += 1
            left = Node("binary", operator, (left, self._level(level + 1)))
        return left

    def _unary(self) -> Node:
        if self._take("-"):
            return Node("negative", None, (self._unary(),))
        if self._take("+"):
            return self._unary()
        node = self._primary()
        while True:
            if self._take("%"):
                node = Node("percent", None, (node,))
            elif self._peek() == "(" and node.kind == "call":
                node = Node("apply", None, (node, *self._arguments()))
            else:
                return node

    def _primary(self) -> Node:
        if self.at >= len(self.tokens):
            raise FormulaError("the end came too early")
        token = self.tokens[self.at]
        self.at += 1
        if token.kind in ("string", "number", "error", "reference"):
            return Node(token.kind, token.value)
        if token.kind == "name":
            if self._peek() == "(":
                return Node("call", token.text.upper(), self._arguments())
            return Node("name", token.text)
        if token.text == "(":
            node = self._level(0)
            self._need(")")
            return node
        if token.text == "{":
            return self._array()
        raise FormulaError(f"unexpected {token.text}")

    def _arguments(self) -> tuple[Node, ...]:
        self._need("(")
        found: list[Node] = []
        if self._take(")"):
            return ()
        while True:
            found.append(Node("empty") if self._peek() in (",", ";", ")") else self._level(0))
            if not self._take(",", ";"):
                break
        self._need(")")
        return tuple(found)

    def _array(self) -> Node:
        rows: list[list[Node]] = [[]]
        if self._take("}"):
            raise FormulaError("empty array")
        while True:
            rows[-1].append(self._level(0))
            if self._take(";"):
                rows.append([])
            elif not self._take(",", "\\"):
                break
        self._need("}")
        return Node("array", None, tuple(tuple(row) for row in rows))


@lru_cache(maxsize=10_000)
def parse(text: str, comma_decimals: bool = False) -> Node:
    """Give a formula's tree, or raise FormulaError."""
    return Parser(text, comma_decimals).parse()
