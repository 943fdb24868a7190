"""A school on the local Google server: commands through the command line, people in the browser by their addresses."""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tasks.google.layout import letter
from tests.google.clients import Client
from tests.google.model import Book
from tests.google.server import Server
from tests.support.cli_school import CliSchool
from tests.support.sample import HOUSE

ENGINE, ADMIN = "vekha@school.iam.gserviceaccount.com", "admin@school150.example"
CURATOR, MEMBER = "curator@school150.example", "member{}@school150.example"
TEACHER = "teacher1@school150.example"


@cache
def private_key() -> str:
    """One key for all tests; the server does not verify signatures."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form, coding = serialization.PrivateFormat.PKCS8, serialization.Encoding.PEM
    return key.private_bytes(coding, form, serialization.NoEncryption()).decode()


@dataclass(frozen=True)
class GoogleSchool(CliSchool):
    """The sample school on Google Sheets; `book` is the spreadsheet that its administrator made and shared."""

    server: Server = None  # type: ignore[assignment]
    book: str = ""

    def client(self, email: str) -> Client:
        """Somebody's own way to the spreadsheet."""
        return Client(self.server, email)

    def edit_as(self, email: str, action: str, **about: Any) -> Any:
        """Somebody edits in the browser."""
        return self.server.edit(self.book, action, who=email, **about)

    def grid(self, tab: str) -> list[list[str]]:
        """A tab as everybody sees it."""
        return self.server.seen(self.book, tab)

    def place(self, tab: str, key: str) -> tuple[int, dict[str, int]]:
        """The row that shows the key, and the columns by header."""
        number, columns, _ = self._found(tab, key)
        return number, columns

    def _found(self, tab: str, key: str) -> tuple[int, dict[str, int], list[str]]:
        """The row that shows the key, the columns by header, and the row's cells."""
        rows = self.grid(tab)
        head = next(number for number, row in enumerate(rows) if "Код" in row)
        columns = {name: number for number, name in enumerate(rows[head], start=1) if name}
        first = columns["№" if "№" in columns else "Код"] - 1
        number = next(n for n, row in enumerate(rows, start=1) if len(row) > first and row[first] == key)
        return number, columns, rows[number - 1]

    def row(self, tab: str, key: str) -> dict[str, Any]:
        """A row as everybody sees it: header → text; None where nothing stands."""
        _, columns, cells = self._found(tab, key)
        return {name: (cells[at - 1] if at <= len(cells) and cells[at - 1] else None) for name, at in columns.items()}

    def fill(self, tab: str, key: str, cells: dict[str, Any], who: str = "") -> None:
        """A person types into the row with that code or number; a voter's cells are typed by that voter."""
        number, columns = self.place(tab, key)
        for header, value in cells.items():
            email = who or self.voter(header) or TEACHER
            text = value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else "" if value is None else value
            self.edit_as(email, "type", range=f"'{tab}'!{letter(columns[header])}{number}", values=[[text]])

    def add_line(self, tab: str, *values: Any) -> None:
        """A teacher types into the first free row from the second column on."""
        rows = self.grid(tab)
        row = next(row for row in range(4, 10_000) if row > len(rows) or not any(rows[row - 1]))
        cells = [str(value) for value in values]
        self.edit_as(TEACHER, "type", range=f"'{tab}'!B{row}", values=[cells])

    def voter(self, header: str) -> str | None:
        """Whose column it is, by the people file."""
        label, colon, _ = header.partition(":")
        if not colon:
            return None
        people = yaml.load((self.school / "people.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["people"]
        return next((each["address"] for each in people.values() if each["label"] == label), None)

    def tabs(self) -> list[str]:
        """The tabs that people see, in their order."""
        client = self.client(ADMIN)
        try:
            sheets = client.get(self.book, fields="sheets.properties")["sheets"]
        finally:
            client.close()
        return [each["properties"]["title"] for each in sheets if not each["properties"].get("hidden")]

    def table(self, tab: str) -> dict[str, dict[str, Any]]:
        """Every row as everybody sees it, by its key."""
        rows = self.grid(tab)
        head = next(number for number, row in enumerate(rows) if "Код" in row)
        columns = {name: number for number, name in enumerate(rows[head]) if name}
        first = columns["№" if "№" in columns else "Код"]
        return {row[first]: {name: (row[at] if at < len(row) and row[at] else None) for name, at in columns.items()}
                for row in rows[head + 1 :] if len(row) > first and row[first]}  # fmt: skip

    def keys(self, tab: str) -> list[str]:
        """Codes or numbers from top to bottom."""
        rows = self.grid(tab)
        head = next(number for number, row in enumerate(rows) if "Код" in row)
        column = rows[head].index("№" if "№" in rows[head] else "Код")
        return [row[column] for row in rows[head + 1 :] if len(row) > column and row[column]]

    def overtype(self, tab: str, key: str, header: str, value: Any) -> None:
        """The administrator types into a cell of the engine's."""
        self.fill(tab, key, {header: value}, who=ADMIN)

    def retitle(self, tab: str, old: str, new: str) -> None:
        """The administrator types over a header."""
        rows = self.grid(tab)
        head = next(number for number, row in enumerate(rows) if "Код" in row)
        where = f"'{tab}'!{letter(rows[head].index(old) + 1)}{head + 1}"
        self.edit_as(ADMIN, "type", range=where, values=[[new]])

    def reverse_rows(self, tab: str) -> None:
        """The administrator drags every row before the first one."""
        first, last = self.place(tab, self.keys(tab)[0])[0], self.place(tab, self.keys(tab)[-1])[0]
        for row in range(first + 1, last + 1):
            self.edit_as(ADMIN, "move_row", sheet=tab, row=row, to=first)

    def delete_rows(self, tab: str, keys: list[str]) -> None:
        """The administrator deletes the first row of each key."""
        for key in keys:
            self.edit_as(ADMIN, "delete_row", sheet=tab, row=self.place(tab, key)[0])

    def duplicate_row(self, tab: str, key: str) -> None:
        """The administrator copies a row."""
        self.edit_as(ADMIN, "duplicate_row", sheet=tab, row=self.place(tab, key)[0])

    def insert_column(self, tab: str, before: str) -> None:
        """The administrator inserts an empty column."""
        column = self.place(tab, self.keys(tab)[0])[1][before]
        self.edit_as(ADMIN, "insert_column", sheet=tab, column=column)

    def delete_column(self, tab: str, header: str) -> None:
        """The administrator deletes a column."""
        column = self.place(tab, self.keys(tab)[0])[1][header]
        self.edit_as(ADMIN, "delete_column", sheet=tab, column=column)

    def insert_row(self, tab: str, row: int) -> None:
        """The administrator inserts an empty row."""
        self.edit_as(ADMIN, "insert_row", sheet=tab, row=row)

    def rename_tab(self, old: str, new: str) -> None:
        """The administrator renames a tab."""
        self.edit_as(ADMIN, "rename_tab", sheet=old, title=new)

    def keep(self) -> Book:
        """A version of the spreadsheet, as its history keeps it."""
        return self.server.version(self.book)

    def put_back(self, kept: Book) -> None:
        """The owner restores a version: all tabs, `_engine` with its save number too."""
        self.server.restore(self.book, kept)


def make_school(server: Server, folder: Path, *, named: bool = True, **more: Any) -> GoogleSchool:
    """A copy of the sample school with a Google board: an empty spreadsheet that its administrator shared."""
    shutil.copytree(HOUSE / "config", folder / "config")
    key = folder / "key.json"
    key.write_text(json.dumps(server.service_account(ENGINE, private_key())), encoding="utf-8")
    key.chmod(0o600)
    book = ""
    if named:
        owner = Client(server, ADMIN)
        code, made = owner.call("POST", "/v4/spreadsheets", {"properties": {"title": "Школа", "locale": "en_US"}})
        assert code == 200, made
        book = made["spreadsheetId"]
        emails = [ENGINE, CURATOR, TEACHER, "director@school150.example", "deputy1@school150.example"]
        for email in [*emails, "deputy2@school150.example", *(MEMBER.format(number) for number in (1, 2, 3, 4, 5))]:
            given = {"type": "user", "role": "writer", "emailAddress": email}
            assert owner.call("POST", f"/drive/v3/files/{book}/permissions", given)[0] == 200
        assert owner.call("PATCH", f"/drive/v3/files/{book}", {"writersCanShare": False})[0] == 200
        owner.close()
    school = folder / "config" / "school-150"
    settings = {"kind": "google", "key_file": "../../key.json", "owner": ADMIN, "address": server.address}
    settings |= {"calls_per_minute": 6000, **more}
    if named:
        settings["spreadsheet"] = book
    text = (school / "school.yaml").read_text(encoding="utf-8")
    old = "board:\n  kind: xlsx\n  file: board.xlsx\n"
    assert old in text
    lines = "".join(f"  {name}: {json.dumps(value)}\n" for name, value in settings.items())
    (school / "school.yaml").write_text(text.replace(old, f"board:\n{lines}"), encoding="utf-8")
    return GoogleSchool(folder / "var", school, server, book)


def copied_school(made: GoogleSchool, folder: Path) -> GoogleSchool:
    """The same school in another folder, with a copy of its spreadsheet."""
    server, world = made.server, made.server.world
    old = world.files[made.book]
    assert old.book
    new = world.add(old.name, old.owner)
    new.book = world.copy_book(old.book, new.id)
    new.permissions, new.writers_share = copy.deepcopy(old.permissions), old.writers_share
    shutil.copytree(made.school.parent.parent, folder / "school")
    copied = GoogleSchool(folder / "school" / "var", folder / "school" / "config" / "school-150", server, new.id)
    copied.change("school.yaml", made.book, new.id)
    return copied
