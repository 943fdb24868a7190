"""A formula's tree worked out: scalars, arrays, broadcasting inside ARRAYFORMULA, LAMBDA and friends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ..a1 import Rect
from .arrays import ARRAY_FUNCTIONS
from .functions import PLAIN, WHOLE
from .lookups import LOOKUPS
from .parsing import Node, Reference
from .values import Failure, Function, Matrix, compare, matrix, number, text, truth

Scope = dict[str, Any]
ARITHMETIC: dict[str, Callable[[float, float], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: Failure("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.") if b == 0 else a / b,
    "^": lambda a, b: a**b,
}
IMPORTS = {"IMPORTXML", "IMPORTHTML", "IMPORTDATA", "IMPORTFEED", "IMPORTRANGE", "GOOGLEFINANCE", "GOOGLETRANSLATE"}


class Evaluator:
    """Works out one formula; `read` gives the cells of a reference, `named` a named range."""

    def __init__(
        self,
        read: Callable[[Reference], Any],
        named: Callable[[str], Any],
        place: tuple[int, int],
        now: datetime,
        rect: Callable[[Reference], Rect],
    ) -> None:
        self.read, self.named, self.place, self.now, self.rect = read, named, place, now, rect

    def value(self, node: Node, array: bool = False, scope: Scope | None = None) -> Any:
        """Give a node's value; in array mode operations go over whole ranges."""
        scope = scope or {}
        kind = node.kind
        if kind in ("number", "string"):
            return node.value
        if kind == "empty":
            return None
        if kind == "error":
            return Failure({"#REF!": "REF", "#N/A": "N_A", "#VALUE!": "VALUE", "#DIV/0!": "DIVIDE_BY_ZERO",
                            "#NAME?": "NAME", "#NUM!": "NUM"}.get(node.value, "ERROR"), "Reference does not exist"
                           if node.value == "#REF!" else "")  # fmt: skip
        if kind == "reference":
            return self.read(node.value)
        if kind == "name":
            return self._name(node.value, scope)
        if kind == "binary":
            parts = [self.value(part, array, scope) for part in node.parts]
            return self._spread(lambda a, b: operate(node.value, a, b), parts, array)
        if kind in ("negative", "percent"):
            part = self.value(node.parts[0], array, scope)
            return self._spread(lambda a: operate("*", -1 if kind == "negative" else 0.01, a), [part], array)
        if kind == "array":
            return self._literal(node, scope)
        if kind == "apply":
            return self._apply(self.value(node.parts[0], array, scope), node.parts[1:], array, scope)
        return self._call(node, array, scope)

    def _name(self, name: str, scope: Scope) -> Any:
        if name.lower() in scope:
            return scope[name.lower()]
        if name.upper() in ("TRUE", "FALSE"):
            return name.upper() == "TRUE"
        found = self.named(name)
        return Failure("NAME", f"Unknown range name: '{name.upper()}'.") if found is None else found

    def _literal(self, node: Node, scope: Scope) -> Any:
        lines: list[list[Any]] = []
        for row in node.parts:
            parts = [matrix(self.value(part, True, scope)) for part in row]
            if len({part.height for part in parts}) != 1:
                return Failure("VALUE", "Function ARRAY_ROW parameter 2 has mismatched row size.")
            lines += [[one for part in parts for one in part.rows[n]] for n in range(parts[0].height)]
        if len({len(line) for line in lines}) != 1:
            return Failure("VALUE", "In ARRAY_LITERAL, an Array Literal was missing values for one or more rows.")
        return Matrix(lines)

    def _spread(self, call: Callable[..., Any], parts: list[Any], array: bool) -> Any:
        """Call with scalars; in array mode once for each place of the widest array."""
        if not any(isinstance(part, Matrix) for part in parts):
            return call(*parts)
        arrays = [matrix(part) for part in parts]
        if not array:
            return call(*(self._one(part) for part in arrays))
        height, width = max(part.height for part in arrays), max(part.width for part in arrays)
        widened = [part.widened(height, width) for part in arrays]
        return Matrix([[call(*values) for values in zip(*lines, strict=True)] for lines in zip(*widened, strict=True)])

    def _one(self, value: Matrix) -> Any:
        """Give the one cell of a range that this formula means: its own row or column."""
        if value.height == 1 and value.width == 1:
            return value.rows[0][0]
        box = value.source
        if box and box.width == 1 and box.r0 <= self.place[0] < box.r1:
            return value.rows[self.place[0] - box.r0][0]
        if box and box.height == 1 and box.c0 <= self.place[1] < box.c1:
            return value.rows[0][self.place[1] - box.c0]
        if box:
            return Failure("VALUE", "An array value could not be found.")
        return value.rows[0][0] if value.rows and value.rows[0] else None

    def _call(self, node: Node, array: bool, scope: Scope) -> Any:
        name, parts = node.value, node.parts
        special = getattr(self, f"_do_{name.lower().replace('.', '_')}", None)
        try:
            if special:
                return special(parts, array, scope)
            if name.lower() in scope and isinstance(scope[name.lower()], Function):
                return self._apply(scope[name.lower()], parts, array, scope)
            if name in PLAIN:
                values = [self.value(part, array, scope) for part in parts]
                return self._spread(PLAIN[name], values, array)
            if name in LOOKUPS:
                return self._lookup(name, [self.value(part, array, scope) for part in parts], array)
            if name in WHOLE:
                values = [self.value(part, True, scope) for part in parts]
                return WHOLE[name](*values)
            if name in ARRAY_FUNCTIONS:
                return ARRAY_FUNCTIONS[name](*(self.value(part, True, scope) for part in parts))
        except TypeError:
            return Failure("N_A", f"Wrong number of arguments to {name}.")
        except (ValueError, OverflowError) as error:
            return Failure("NUM", str(error))
        if name in IMPORTS:
            return Failure("N_A", "Could not fetch url.")
        return Failure("NAME", f"Unknown function: '{name}'.")

    def _lookup(self, name: str, values: list[Any], array: bool) -> Any:
        key = values[0]
        if not isinstance(key, Matrix):
            return LOOKUPS[name](*values)
        if not array:
            return LOOKUPS[name](self._one(key), *values[1:])
        results = [[LOOKUPS[name](one, *values[1:]) for one in row] for row in key.rows]
        flat = [[value for one in row for value in matrix(one).rows[0]] for row in results]
        width = max((len(row) for row in flat), default=1)
        return Matrix([row + [row[-1]] * (width - len(row)) for row in flat])

    def _apply(self, function: Any, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        if not isinstance(function, Function):
            return Failure("NAME", "Only a LAMBDA can be called.")
        return function.call([self.value(part, array, scope) for part in parts])

    def _do_lambda(self, parts: tuple[Node, ...], _array: bool, scope: Scope) -> Any:
        names = [str(part.value).lower() if part.kind == "name" else "" for part in parts[:-1]]
        if not all(names):
            return Failure("NAME", "LAMBDA takes names and a formula.")

        def call(values: list[Any]) -> Any:
            return self.value(parts[-1], False, scope | dict(zip(names, values, strict=False)))

        return Function(len(names), call)

    def _do_let(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        inner = dict(scope)
        for name, part in zip(parts[:-1:2], parts[1:-1:2], strict=False):
            inner[str(name.value).lower()] = self.value(part, array, inner)
        return self.value(parts[-1], array, inner)

    def _do_arrayformula(self, parts: tuple[Node, ...], _array: bool, scope: Scope) -> Any:
        return self.value(parts[0], True, scope)

    def _do_if(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        condition = self.value(parts[0], array, scope)
        if isinstance(condition, Matrix) and not array:
            condition = self._one(condition)
        if not isinstance(condition, Matrix):
            chosen = truth(condition)
            if isinstance(chosen, Failure):
                return chosen
            if chosen:
                return self.value(parts[1], array, scope)
            return self.value(parts[2], array, scope) if len(parts) > 2 else False
        others = [self.value(part, array, scope) for part in parts[1:]] + ([False] if len(parts) < 3 else [])
        return self._spread(_choose, [condition, *others], array)

    def _do_ifs(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        for condition, part in zip(parts[::2], parts[1::2], strict=False):
            chosen = truth(self.value(condition, array, scope))
            if isinstance(chosen, Failure):
                return chosen
            if chosen:
                return self.value(part, array, scope)
        return Failure("N_A", "No match")

    def _do_iferror(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        return self._rescue(parts, array, scope, lambda one: isinstance(one, Failure))

    def _do_ifna(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        return self._rescue(parts, array, scope, lambda one: isinstance(one, Failure) and one.kind == "N_A")

    def _rescue(self, parts: tuple[Node, ...], array: bool, scope: Scope, bad: Callable[[Any], bool]) -> Any:
        found = self.value(parts[0], array, scope)
        if not isinstance(found, Matrix):
            if not bad(found):
                return found
            return self.value(parts[1], array, scope) if len(parts) > 1 else None
        other = self.value(parts[1], array, scope) if len(parts) > 1 else None
        return self._spread(lambda one, instead: instead if bad(one) else one, [found, other], True)

    def _do_map(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        arrays = [matrix(self.value(part, True, scope)) for part in parts[:-1]]
        function = self.value(parts[-1], array, scope)
        if not isinstance(function, Function) or not arrays:
            return Failure("N_A", "MAP takes arrays and a LAMBDA.")
        height, width = max(one.height for one in arrays), max(one.width for one in arrays)
        if any((one.height, one.width) != (height, width) for one in arrays):
            return Failure("VALUE", "Array arguments to MAP are of different size.")
        rows = []
        for r in range(height):
            results = [self._single(function.call([one.rows[r][c] for one in arrays])) for c in range(width)]
            rows.append(results)
        return Matrix(rows)

    def _single(self, value: Any) -> Any:
        if isinstance(value, Matrix):
            if (value.height, value.width) == (1, 1):
                return value.rows[0][0]
            return Failure("VALUE", "Single value expected. Nested array results are not supported.")
        return value

    def _do_byrow(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        rows, function = matrix(self.value(parts[0], True, scope)), self.value(parts[1], array, scope)
        return Matrix([[self._single(function.call([Matrix([row])]))] for row in rows.rows])

    def _do_bycol(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        given, function = matrix(self.value(parts[0], True, scope)), self.value(parts[1], array, scope)
        columns = [Matrix([[row[c]] for row in given.rows]) for c in range(given.width)]
        return Matrix([[self._single(function.call([column])) for column in columns]])

    def _do_reduce(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        total, function = self.value(parts[0], array, scope), self.value(parts[2], array, scope)
        for one in matrix(self.value(parts[1], True, scope)).flat():
            total = function.call([total, one])
        return total

    def _do_row(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        return self._position(parts, array, scope, True)

    def _do_column(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        return self._position(parts, array, scope, False)

    def _position(self, parts: tuple[Node, ...], array: bool, scope: Scope, rows: bool) -> Any:
        if not parts:
            return self.place[0 if rows else 1] + 1
        given = self.value(parts[0], True, scope)
        if isinstance(given, Failure):
            return given
        box = given.source if isinstance(given, Matrix) else None
        if parts[0].kind == "reference" and box is None:
            rect = self.rect(parts[0].value)
            return (rect.r0 if rows else rect.c0) + 1  # type: ignore[operator]
        if box is None:
            return Failure("VALUE", "Argument must be a range.")
        if not array:
            return (box.r0 if rows else box.c0) + 1
        return Matrix([[r + 1] for r in range(box.r0, box.r1)] if rows else [[c + 1 for c in range(box.c0, box.c1)]])

    def _do_isblank(self, parts: tuple[Node, ...], array: bool, scope: Scope) -> Any:
        return self._spread(lambda one: one is None, [self.value(parts[0], array, scope)], array)

    def _do_today(self, _parts: tuple[Node, ...], _array: bool, _scope: Scope) -> Any:
        return PLAIN["DATE"](self.now.year, self.now.month, self.now.day)

    def _do_now(self, _parts: tuple[Node, ...], _array: bool, _scope: Scope) -> Any:
        seconds = self.now.hour * 3600 + self.now.minute * 60 + self.now.second
        return self._do_today((), False, {}) + seconds / 86400


def _choose(condition: Any, yes: Any, no: Any) -> Any:
    chosen = truth(condition)
    return chosen if isinstance(chosen, Failure) else yes if chosen else no


def operate(operator: str, left: Any, right: Any) -> Any:
    """Work out one operator on plain values."""
    if operator == "&":
        parts = text(left), text(right)
        return next((part for part in parts if isinstance(part, Failure)), None) or "".join(parts)
    if operator not in ARITHMETIC:
        return compare(operator, left, right)
    a, b = number(left), number(right)
    for side in (a, b):
        if isinstance(side, Failure):
            return side
    return ARITHMETIC[operator](a, b)
