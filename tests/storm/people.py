"""What people do to the workbook, and the naive memory of what they typed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

MARK, RESULT, COMMENT, STATUS = "Отметка", "Результат", "Комментарий", "Статус"
VOTERS = ("Куратор", "Член рабочей группы 1", "Член рабочей группы 2", "Член рабочей группы 3", "Директор")
DECISION, REMARK = ": решение", ": замечание"
Place = tuple[str, str, str]  # tab, key of the row, header


@dataclass
class Memory:
    """What stands on the board by people's hands, and all that ever stood there."""

    last: dict[Place, Any] = field(default_factory=dict)
    ever: dict[Place, set[Any]] = field(default_factory=lambda: defaultdict(set))

    def typed(self, place: Place, value: Any) -> None:
        """Somebody typed this."""
        self.last[place] = value
        self.ever[place].add(value)

    def forget_row(self, tab: str, key: str) -> None:
        """A row went, with what nobody may have seen yet."""
        self.last = {place: value for place, value in self.last.items() if place[:2] != (tab, key)}


class Workbook:
    """The board as people see it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def cells(self, tab: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each row's key with its cells by header."""
        book = load_workbook(self.file)
        yield from ((key, values) for key, _, values in _rows(book[tab]))
        book.close()

    def type(self, tab: str, key: str, cells: dict[str, Any]) -> bool:
        """Fill cells of a row; whether the row and all headers are there."""
        book = load_workbook(self.file)
        sheet = book[tab]
        headers = {cell.value: cell.column for cell in sheet[3] if cell.value}
        row = next((number for found, number, _ in _rows(sheet) if found == key), None)
        if row is None or not cells.keys() <= headers.keys():
            return False
        for header, value in cells.items():
            sheet.cell(row, headers[header]).value = value
        book.save(self.file)
        return True

    def swap(self, tab: str, first: str, second: str) -> None:
        """Two whole rows change places, as sorting does it."""
        book = load_workbook(self.file)
        sheet = book[tab]
        numbers = {key: number for key, number, _ in _rows(sheet)}
        if first in numbers and second in numbers:
            for column in range(1, sheet.max_column + 1):
                one, other = sheet.cell(numbers[first], column), sheet.cell(numbers[second], column)
                one.value, other.value = other.value, one.value
            book.save(self.file)

    def delete(self, tab: str, key: str) -> None:
        """A row is deleted."""
        book = load_workbook(self.file)
        number = next((number for found, number, _ in _rows(book[tab]) if found == key), None)
        if number is not None:
            sheet = book[tab]
            moved = [area for area in sheet.merged_cells.ranges if area.min_row > number]
            for area in moved:  # openpyxl leaves them where they were, as no program that people use does
                sheet.merged_cells.remove(area)
            sheet.delete_rows(number)
            for area in moved:
                area.shift(row_shift=-1)
                sheet.merged_cells.add(area)
            book.save(self.file)


def _rows(sheet: Any) -> Iterator[tuple[str, int, dict[str, Any]]]:
    headers = [cell.value for cell in sheet[3]]
    for number, values in enumerate(sheet.iter_rows(min_row=4, values_only=True), start=4):
        if isinstance(values[0], str) and "/" in values[0]:
            yield values[0], number, dict(zip(headers, values, strict=False))
