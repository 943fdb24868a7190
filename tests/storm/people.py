"""What people do to a board, and the naive memory of what they typed: over a workbook file and over a Google sheet."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from tasks.google.layout import letter
from tests.google.errors import ApiError
from tests.google.people import act
from tests.google.server import Server
from tests.support.google_school import ADMIN, CURATOR, MEMBER, TEACHER
from tests.support.sample import APPROVAL

MARK, RESULT, COMMENT, STATUS = "Отметка", "Результат", "Комментарий", "Статус"
VOTERS = {
    "Куратор": CURATOR, "Член рабочей группы 1": MEMBER.format(1), "Член рабочей группы 2": MEMBER.format(2),
    "Член рабочей группы 3": MEMBER.format(3), "Директор": "director@school150.example",
}  # fmt: skip
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

    def copy(self) -> "Memory":
        """The same as it stands now; what ever stood is one for all copies."""
        return Memory(dict(self.last), self.ever)


class Sheets(Protocol):
    """The board as people see it."""

    def cells(self, tab: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
        """Each row's key with its cells by header."""

    def type(self, tab: str, key: str, cells: Mapping[str, Any], who: str = "") -> bool:
        """Fill cells of a row; whether the row and all headers are there, and nothing forbade it."""

    def swap(self, tab: str, first: str, second: str) -> None:
        """A row goes to the other's place, as sorting does it."""

    def insert(self, tab: str, key: str) -> None:
        """An empty row above this one."""

    def delete(self, tab: str, key: str) -> None:
        """A row is deleted."""

    def copy(self) -> Any:
        """The whole board as it stands, kept by its owner."""

    def restore(self, kept: Any) -> None:
        """The board is again as it was kept."""


class Spreadsheet:
    """A Google spreadsheet as people see it in the browser, each with the rights of an address."""

    def __init__(self, server: Server, book: str) -> None:
        self._server, self._id = server, book

    def cells(self, tab: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Each row's key with its cells by header, as typed."""
        with self._server.world.lock:
            rows = list(self._rows(tab))
        yield from ((key, cells) for _, key, cells in rows)

    def type(self, tab: str, key: str, cells: Mapping[str, Any], who: str = "") -> bool:
        """Fill cells of a row, a voter's by that voter unless somebody else does it."""
        with self._server.world.lock:
            headers = {name: column for column, name in self._headers(tab)[1].items()}
            row = self._place(tab, key)
            if row is None or not cells.keys() <= headers.keys():
                return False
            for header, value in cells.items():
                email = who or VOTERS.get(header.partition(":")[0], TEACHER)
                where, text = f"'{tab}'!{letter(headers[header] + 1)}{row + 1}", "" if value is None else value
                if not self._step("type", email, range=where, values=[[text]], how="RAW"):
                    return False
        return True

    def swap(self, tab: str, first: str, second: str) -> None:
        """The administrator drags a row to another one."""
        one, other = self._place(tab, first), self._place(tab, second)
        if one is not None and other is not None:
            self._step("move_row", ADMIN, sheet=tab, row=one + 1, to=other + 1)

    def insert(self, tab: str, key: str) -> None:
        """The administrator inserts an empty row above."""
        if (row := self._place(tab, key)) is not None:
            self._step("insert_row", ADMIN, sheet=tab, row=row + 1)

    def delete(self, tab: str, key: str) -> None:
        """The administrator deletes the row."""
        if (row := self._place(tab, key)) is not None:
            self._step("delete_row", ADMIN, sheet=tab, row=row + 1)

    def copy(self) -> Any:
        """An earlier version, as Google keeps it."""
        return self._server.version(self._id)

    def restore(self, kept: Any) -> None:
        """The owner goes back to an earlier version."""
        self._server.restore(self._id, kept)

    @property
    def _book(self) -> Any:
        return self._server.world.files[self._id].book

    def _step(self, action: str, who: str, **about: Any) -> bool:
        with suppress(ApiError), self._server.world.lock:
            act(self._server.sheets, self._server.file(self._id), {"action": action, "as": who, **about})
            return True
        return False

    def _headers(self, tab: str) -> tuple[int, dict[int, str]]:
        sheet, key = self._book.titled(tab), "№" if tab == APPROVAL else "Код"
        for number, cells in enumerate(sheet.rows if sheet else ()):
            texts = {column: text for column, cell in cells.items() if isinstance(text := _shown(cell), str)}
            if key in texts.values():
                return number, texts
        return 0, {}

    def _rows(self, tab: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
        sheet, (first, headers) = self._book.titled(tab), self._headers(tab)
        key = "№" if tab == APPROVAL else "Код"
        for number, cells in enumerate(sheet.rows if headers else ()):
            found = {name: _shown(cells.get(column, {})) for column, name in headers.items()}
            if number > first and found.get(key):
                yield number, str(found[key]), found

    def _place(self, tab: str, key: str) -> int | None:
        return next((number for number, found, _ in self._rows(tab) if found == key), None)


def _shown(cell: Mapping[str, Any]) -> Any:
    return next(iter(cell.get("userEnteredValue", {}).values()), None) or None


def hostile(number: int) -> str:
    """What somebody mischievous types into a comment."""
    texts = ('=HYPERLINK("https://a.example","жми")', "\u202eда", "<b>да</b>{{ 7*7 }}", "'=1+1", "@all\u200b", "=1+1")
    return f"{texts[number % len(texts)]} {number}"
