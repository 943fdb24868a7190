"""All formulas of a spreadsheet worked out: who reads what, where arrays spill, what goes in circles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from ..a1 import Box, Rect, cell_name
from ..locales import locale
from ..model import Book, Sheet
from .evaluating import Evaluator
from .parsing import FormulaError, Reference, parse
from .values import Failure, Function, Matrix

Key = tuple[int, int, int]
CIRCULAR = Failure(
    "REF", "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
)
BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError, re.error)
VOLATILE = ("TODAY(", "NOW(", "RAND(")
MAX_PASSES = 8


@dataclass
class Outcome:
    """What one formula came to: the value in its own cell, the cells it covers, what it read."""

    value: Any
    area: Box
    spread: Matrix | None = None
    reads: list[tuple[int, Box]] = field(default_factory=list)


class Calculator:
    """Keeps the results of a spreadsheet's formulas and renews only what a change reaches."""

    def __init__(self) -> None:
        self.formulas: dict[Key, str] = {}
        self.outcomes: dict[Key, Outcome] = {}
        self.spilled: dict[Key, Key] = {}
        self.book: Book | None = None
        self.now = datetime(2021, 3, 15)

    def renew(self, book: Book, now: datetime) -> None:
        """Bring every formula up to date with the cells."""
        self.book, self.now = book, now
        if book.stale:
            self.formulas, self.outcomes, self.spilled = {}, {}, {}
            for sheet in book.sheets:
                self._scan(sheet, sheet.whole)
        else:
            for sheet_id, box in book.dirty:
                self._rescan(sheet_id, box)
        affected = self._affected(book.dirty)
        book.dirty, book.stale = [], False
        for _ in range(MAX_PASSES):
            if not affected:
                break
            affected = self._pass(affected)

    def _scan(self, sheet: Sheet, box: Box) -> None:
        for r in range(box.r0, min(box.r1, sheet.height)):
            for c, cell in sheet.rows[r].items():
                value = cell.get("userEnteredValue")
                if value and "formulaValue" in value and box.c0 <= c < box.c1:
                    self.formulas[sheet.id, r, c] = value["formulaValue"]

    def _rescan(self, sheet_id: int, box: Box) -> None:
        assert self.book
        for key in [key for key in self.formulas if key[0] == sheet_id and _inside(key, box)]:
            del self.formulas[key]
        sheet = next((one for one in self.book.sheets if one.id == sheet_id), None)
        if sheet:
            self._scan(sheet, box)

    def _affected(self, dirty: list[tuple[int, Box]]) -> set[Key]:
        boxes = list(dirty)
        affected = {key for key in self.formulas if key not in self.outcomes}
        affected |= {key for key, text in self.formulas.items() if _is_volatile(text)}
        for key in [key for key in self.outcomes if key not in self.formulas]:
            boxes.append((key[0], self._forget(key)))
        waiting = {key: one for key, one in self.outcomes.items() if key not in affected}
        boxes += [(key[0], self.outcomes[key].area) for key in affected if key in self.outcomes]
        while True:
            reached = [key for key, one in waiting.items() if _reached(key, one, boxes)]
            if not reached:
                return affected
            boxes = [(key[0], waiting.pop(key).area) for key in reached]
            affected |= set(reached)

    def _forget(self, key: Key) -> Box:
        area = self.outcomes.pop(key).area
        for r, c in area.cells():
            if self.spilled.get((key[0], r, c)) == key:
                del self.spilled[key[0], r, c]
        return area

    def _pass(self, affected: set[Key]) -> set[Key]:
        """Work out these formulas; give those that read a cell whose spilled content has changed since."""
        before = {key: self.outcomes[key] for key in affected if key in self.outcomes}
        covered = {key: self._forget(key) for key in before}
        self.waiting = set(affected)
        self.stack: list[tuple[Key, list[tuple[int, Box]]]] = []
        self.matrices: dict[tuple[int, Box], Matrix] = {}
        self.held = {(key[0], r, c): key for key, box in covered.items() for r, c in box.cells()}
        for key in sorted(affected, key=lambda one: (one[1], one[2], one[0])):
            if key in self.waiting and key in self.formulas:
                self._work_out(key)
        changed = []
        for key in affected:
            old, new = before.get(key), self.outcomes.get(key)
            if new and (new.area.height * new.area.width > 1 or (old and old.area != new.area)) and not _same(old, new):
                changed += [(key[0], one.area) for one in (old, new) if one]
        return {
            key for key, one in self.outcomes.items()
            if any(s == sheet_id and box.meets(read) for s, read in one.reads for sheet_id, box in changed)
        }  # fmt: skip

    def _work_out(self, key: Key) -> Outcome:
        self.waiting.discard(key)
        reads: list[tuple[int, Box]] = []
        self.stack.append((key, reads))
        value = self._evaluate(key)
        self.stack.pop()
        outcome = self._place(key, value)
        outcome.reads = reads
        self.outcomes[key] = outcome
        return outcome

    def _evaluate(self, key: Key) -> Any:
        assert self.book
        comma = locale(self.book.locale).decimal == ","
        text = self.formulas[key]
        try:
            tree = parse(text, comma)
        except FormulaError:
            return Failure("ERROR", "Formula parse error.")
        sheet = self.book.sheet(key[0])
        evaluator = Evaluator(
            lambda reference: self._read(reference, sheet),
            self._named,
            (key[1], key[2]),
            self.now,
            self._rect,
        )
        try:
            value = evaluator.value(tree)
        except BROKEN as error:
            return Failure("ERROR", f"This server cannot work it out: {type(error).__name__}: {error}")
        if isinstance(value, Matrix) and tree.kind == "reference":
            value = evaluator._one(value)
        if isinstance(value, Function):
            return Failure("N_A", "A LAMBDA must be called.")
        return value

    def _place(self, key: Key, value: Any) -> Outcome:
        sheet_id, row, column = key
        own = Box(row, row + 1, column, column + 1)
        if not isinstance(value, Matrix):
            return Outcome(0 if value is None else value, own)
        if not value.rows or not value.width:
            return Outcome(Failure("N_A", "The array is empty."), own)
        assert self.book
        sheet = self.book.sheet(sheet_id)
        area = Box(row, row + value.height, column, column + value.width)
        wide, tall = area.c1 - sheet.width, area.r1 - sheet.height
        if wide > 0 or tall > 0:
            what = f"rows ({tall})" if tall > 0 else f"columns ({wide})"
            return Outcome(Failure("REF", f"Result was not automatically expanded, please insert more {what}."), own)
        for r, c in area.cells():
            taken = "userEnteredValue" in sheet.rows[r].get(c, {}) or self.spilled.get((sheet_id, r, c), key) != key
            if taken and (r, c) != (row, column):
                where = cell_name(r, c)
                text = f"Array result was not expanded because it would overwrite data in {where}."
                return Outcome(Failure("REF", text), own, None)
        for r, c in area.cells():
            self.spilled[sheet_id, r, c] = key
        first = value.rows[0][0]
        return Outcome(first, area, value)

    def _sheet_of(self, reference: Reference, home: Sheet) -> Sheet | None:
        assert self.book
        return home if reference.title is None else self.book.titled(reference.title)

    def _rect(self, reference: Reference) -> Rect:
        ends = [one for one in (reference.first, reference.last or reference.first) if one]
        rows = [one.row for one in ends if one.row is not None]
        columns = [one.column for one in ends if one.column is not None]
        return Rect(
            min(rows, default=0), max(rows) + 1 if len(rows) == 2 else None,
            min(columns, default=0), max(columns) + 1 if len(columns) == 2 else None,
        )  # fmt: skip

    def _read(self, reference: Reference, home: Sheet) -> Any:
        sheet = self._sheet_of(reference, home)
        if sheet is None:
            return Failure("REF", f"Unresolved sheet name '{reference.title}'.")
        rect = self._rect(reference)
        if (rect.r0 or 0) >= sheet.height or (rect.c0 or 0) >= sheet.width:
            return Failure("REF", "Reference does not exist.")
        return self._read_box(sheet, rect.within(sheet.height, sheet.width), reference.last is None)

    def _named(self, name: str) -> Any:
        assert self.book
        found = self.book.named(name)
        if not found:
            return None
        sheet = self.book.sheet(found["range"].get("sheetId"))
        box = sheet.box(found["range"])
        return self._read_box(sheet, box, box.height * box.width == 1)

    def _read_box(self, sheet: Sheet, box: Box, single: bool) -> Any:
        if self.stack:
            self.stack[-1][1].append((sheet.id, box))
        for key, _ in self.stack:
            if key[0] == sheet.id and (_inside(key, box) or self._held_within(key, sheet.id, box)):
                return CIRCULAR
        if single:
            return self.value(sheet, box.r0, box.c0)
        known = self.matrices.get((sheet.id, box))
        if known is None:
            rows = [self._line(sheet, r, box) for r in range(box.r0, box.r1)]
            known = self.matrices[sheet.id, box] = Matrix(rows, box, sheet.id)
        return known

    def _held_within(self, key: Key, sheet_id: int, box: Box) -> bool:
        """Say whether a formula now being worked out covered part of a box before."""
        if key not in self.held.values():
            return False
        return any(owner == key and _inside(cell, box) for cell, owner in self.held.items() if cell[0] == sheet_id)

    def _line(self, sheet: Sheet, row: int, box: Box) -> list[Any]:
        """Give one row of a box; most cells hold plain values or nothing."""
        cells, line = sheet.rows[row], []
        for column in range(box.c0, box.c1):
            entered = cells[column].get("userEnteredValue") if column in cells else None
            if entered is None and (sheet.id, row, column) not in self.spilled:
                line.append(None)
            elif entered is None or "formulaValue" in entered:
                line.append(self.value(sheet, row, column))
            else:
                line.append(next(iter(entered.values())))
        return line

    def spread_over(self, sheet: Sheet) -> set[tuple[int, int]]:
        """Give the cells of a tab that show a part of an array: emptiness does not count, an empty text does."""
        return {
            (owner[1] + r, owner[2] + c)
            for owner, one in self.outcomes.items() if owner[0] == sheet.id and one.spread
            for r, values in enumerate(one.spread.rows) for c, value in enumerate(values) if value is not None
        }  # fmt: skip

    def value(self, sheet: Sheet, row: int, column: int) -> Any:
        """Give a cell's effective value as a plain value."""
        entered = sheet.rows[row].get(column, {}).get("userEnteredValue") if row < sheet.height else None
        if entered is None:
            owner = self.spilled.get((sheet.id, row, column))
            outcome = self.outcomes.get(owner) if owner else None
            if owner and outcome and outcome.spread:
                return outcome.spread.rows[row - owner[1]][column - owner[2]]
            return None
        if "formulaValue" not in entered:
            return next(iter(entered.values()))
        key = (sheet.id, row, column)
        if key in getattr(self, "waiting", ()) and key in self.formulas:
            if any(one == key for one, _ in self.stack):
                return CIRCULAR
            return self._work_out(key).value
        outcome = self.outcomes.get(key)
        return outcome.value if outcome else Failure("ERROR", "Formula parse error.")


@lru_cache(maxsize=10_000)
def _is_volatile(text: str) -> bool:
    return any(one in text.upper() for one in VOLATILE)


def _inside(key: Key, box: Box) -> bool:
    return box.r0 <= key[1] < box.r1 and box.c0 <= key[2] < box.c1


def _reached(key: Key, outcome: Outcome, boxes: list[tuple[int, Box]]) -> bool:
    for sheet_id, box in boxes:
        if key[0] == sheet_id and (outcome.area.meets(box) or (_blocked(outcome) and box.r1 > key[1])):
            return True
        if any(one == sheet_id and box.meets(read) for one, read in outcome.reads):
            return True
    return False


def _blocked(outcome: Outcome) -> bool:
    return isinstance(outcome.value, Failure) and outcome.value.kind == "REF"


def _same(old: Outcome | None, new: Outcome) -> bool:
    if old is None or old.area != new.area or bool(old.spread) != bool(new.spread):
        return False
    if old.spread and new.spread:
        return old.spread.rows == new.spread.rows
    return bool(old.value == new.value)


def renew(book: Book, now: datetime) -> Calculator:
    """Give a spreadsheet's calculator, up to date."""
    if book.calc is None:
        book.calc, book.stale = Calculator(), True
    calculator: Calculator = book.calc
    if book.stale or book.dirty or calculator.book is not book or calculator.now.date() != now.date():
        calculator.renew(book, now)
    return calculator
