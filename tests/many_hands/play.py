"""Eight people at one Google board while the engine passes again and again, and what must be true afterwards.

Everything hangs on one seed: whose turn it is, what they do, what goes wrong. People act between passes over HTTP, each
with an identity of their own, and in the very middle of the engine's calls, right before or after one is carried out.
`tests/many_hands/__main__.py` plays a run.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from models.board import columns as b
from tasks.google.layout import letter
from tests.google.clients import Client
from tests.google.errors import ApiError
from tests.google.model import Sheet
from tests.google.people import ACTIONS, act
from tests.support.google_school import ADMIN, ENGINE, GoogleSchool
from tests.support.sample import ACT, APPROVAL, PLAN

MARKERS = ("teacher1", "deputy1", "deputy2")
VOTERS = {"curator": "Куратор", "director": "Директор", "member1": "Член рабочей группы 1",
          "member2": "Член рабочей группы 2"}  # fmt: skip
BEGIN = datetime(2021, 3, 1, 9)
TROUBLES = (
    {"kind": "lose", "method": "write"}, {"kind": "drop", "method": "write"}, {"kind": "html", "method": "write"},
    {"kind": "answer", "code": 503, "method": "write"}, {"kind": "answer", "code": 503, "method": "read"},
    {"kind": "answer", "code": 500, "method": "write", "when": "after"}, {"kind": "drop", "method": "read"},
    {"kind": "answer", "code": 429, "method": "write"}, {"kind": "answer", "code": 429, "scope": "project"},
)  # fmt: skip
Place = tuple[str, str, str]


def email(name: str) -> str:
    """Give somebody's address."""
    return f"{name}@school150.example"


@dataclass
class ManyHands:
    """A run: the school, its dice, and what everybody remembers to have written."""

    school: GoogleSchool
    dice: random.Random
    last: dict[Place, str] = field(default_factory=dict)
    ever: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    votes: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    done: Counter[str] = field(default_factory=Counter)
    clients: dict[str, Client] = field(default_factory=dict)
    opened: str = ""
    after_pass: Callable[[ManyHands], None] = lambda _: None
    edits: int = 0
    now: datetime = BEGIN

    # --- what people see and do ---------------------------------------------------------------------

    def sheet(self, tab: str) -> Sheet | None:
        """Give a tab as it stands."""
        book = self.school.server.world.files[self.school.book].book
        assert book
        return book.titled(tab)

    def rows(self, tab: str) -> tuple[dict[str, int], dict[str, int]]:
        """Give the first row of each key and the columns of a tab, counted from 1."""
        sheet = self.sheet(tab)
        columns: dict[str, int] = {}
        rows: dict[str, int] = {}
        key = b.NUMBER if tab == APPROVAL else b.CODE
        for number, cells in enumerate(sheet.rows if sheet else [], start=1):
            texts = {c + 1: cell.get("userEnteredValue", {}).get("stringValue", "") for c, cell in cells.items()}
            if not columns and key in texts.values():
                columns = {text: c for c, text in texts.items() if text}
            elif columns and texts.get(columns[key]):
                rows.setdefault(texts[columns[key]], number)
        return rows, columns

    def one_edit(self) -> None:
        """Somebody does something, and remembers it if it was accepted."""
        kinds = {"mark": 10, "vote": 8, "comment": 4, "foreign": 1, "sort": 1, "insert": 1, "delete": 0.7, "drag": 1,
                 "copy": 0.7, "cut": 0.7, "column": 0.1, "open": 1, "engine_rows": 1, "big": 0.2,
                 "locale": 0.1}  # fmt: skip
        kind = self.dice.choices(list(kinds), list(kinds.values()))[0]
        getattr(self, f"_{kind}")()
        self.edits += 1
        self.done[kind] += 1

    def _step(self, who: str, action: str, **about: Any) -> bool:
        """Do one step with somebody's rights; say whether it was accepted."""
        try:
            code, answer = self._in_a_call(who, action, about) if self.inside else self._over_http(who, action, about)
        except ApiError as error:
            code, answer = error.code, error.body()
        if code not in (200, 400, 403):
            raise AssertionError(f"{who} {action} {about}: {answer}")
        self.done[f"{action} refused"] += code != 200
        return code == 200

    def _in_a_call(self, who: str, action: str, about: dict[str, Any]) -> tuple[int, Any]:
        server = self.school.server
        return 200, act(server.sheets, server.file(self.school.book), {"action": action, "as": who, **about})

    def _over_http(self, who: str, action: str, about: dict[str, Any]) -> tuple[int, Any]:
        if who not in self.clients:
            self.clients[who] = self.school.client(who)
        if action == "type":
            return self.clients[who].put(self.school.book, about["range"], about["values"], about["how"])
        book = self.school.server.world.files[self.school.book].book
        assert book
        return self.clients[who].batch(self.school.book, *ACTIONS[action](book, about))

    def _write(self, who: str, tab: str, key: str, header: str, text: str) -> bool:
        rows, columns = self.rows(tab)
        if key not in rows or header not in columns:
            return False
        where = f"'{tab}'!{letter(columns[header])}{rows[key]}"
        accepted = self._step(who, "type", range=where, values=[[text]], how="RAW")
        if accepted:
            self.last[tab, key, header] = text
            self.ever[tab, key, header].add(text)
        return accepted

    def _some(self, tab: str) -> str:
        keys = sorted(self.rows(tab)[0])
        return self.dice.choice(keys[:14]) if keys else ""

    def stands(self, tab: str, key: str, header: str) -> str:
        """Give what stands in a row under a header."""
        rows, columns = self.rows(tab)
        sheet = self.sheet(tab)
        if sheet is None or key not in rows or header not in columns:
            return b.NO_SAY
        value = sheet.cell(rows[key] - 1, columns[header] - 1).get("userEnteredValue", {})
        return str(next(iter(value.values()), ""))

    def _mark(self) -> None:
        who, code = email(self.dice.choice(MARKERS)), self._some(PLAN)
        if self.stands(PLAN, code, "Отметка") == "Готово" and self.dice.random() < 0.8:
            return
        wish = self.dice.choice(["Начато", "Готово", "Готово", "Готово", "", "Прошу снять"])
        if wish == "Готово":
            self._write(who, PLAN, code, "Результат", ACT.format(self.edits))
        self._write(who, PLAN, code, "Отметка", wish)

    def _comment(self) -> None:
        text = self.dice.choice(["=IMPORTXML(1)", "<b>да</b>", "\u202eда", f"замечание {self.edits}"])
        self._write(email(self.dice.choice(MARKERS)), PLAN, self._some(PLAN), "Комментарий", f"{text} {self.edits}")

    def _asked(self, label: str) -> str:
        """Give one of the newest ballots in which somebody has a say."""
        keys = self.rows(APPROVAL)[0]
        asked = [key for key in keys if self.stands(APPROVAL, key, f"{label}: решение") != b.NO_SAY]
        return self.dice.choice(asked[-8:]) if asked else ""

    def _vote(self) -> None:
        name = self.dice.choice(sorted(VOTERS))
        number, header = self._asked(VOTERS[name]), f"{VOTERS[name]}: решение"
        choice = self.dice.choice(["Утвердить", "Утвердить", "Утвердить", "Вернуть", ""])
        if choice == "Вернуть":
            self._write(email(name), APPROVAL, number, f"{VOTERS[name]}: замечание", f"поправьте {self.edits}")
        if self._write(email(name), APPROVAL, number, header, choice):
            self.votes[number, VOTERS[name]].add(choice)

    def _foreign(self) -> None:
        """Somebody types into another one's column: refused while it is protected, never counted in any case."""
        label = self.opened or VOTERS[self.dice.choice(sorted(VOTERS))]
        self._write(email("teacher1"), APPROVAL, self._asked(label), f"{label}: решение", "Утвердить")
        self.opened = ""

    def _open(self) -> None:
        """The administrator opens a voter's column, and somebody uses it at once or a little later."""
        label = VOTERS[self.dice.choice(sorted(VOTERS))]
        step: dict[str, Any] = {"description": f"Веха: голос – {label}"}
        if self.dice.random() < 0.5:
            self._step(ADMIN, "remove_protection", **step)
        else:
            self._step(ADMIN, "widen_protection", users=[email("teacher1")], **step)
        whole = f"Веха: {APPROVAL}"
        self._step(ADMIN, "widen_protection", description=whole, users=[email(name) for name in MARKERS])
        self.opened = label
        if self.dice.random() < 0.5:
            self._foreign()

    def _sort(self) -> None:
        _, columns = self.rows(PLAN)
        self._step(ADMIN, "sort", sheet=PLAN, first_row=4, column=self.dice.choice(sorted(columns.values())),
                   descending=self.dice.random() < 0.5)  # fmt: skip

    def _insert(self) -> None:
        self._step(ADMIN, "insert_row", sheet=PLAN, row=self.dice.randint(4, 30))

    def _delete(self) -> None:
        code = self._some(PLAN)
        if code and self._step(ADMIN, "delete_row", sheet=PLAN, row=self.rows(PLAN)[0][code]):
            self.last = {place: text for place, text in self.last.items() if place[:2] != (PLAN, code)}

    def _drag(self) -> None:
        rows, _ = self.rows(PLAN)
        if rows:
            self._step(ADMIN, "move_row", sheet=PLAN, row=rows[self._some(PLAN)], to=self.dice.randint(4, 30))

    def _copy(self) -> None:
        """A row is copied, the engine may look, and the copy is deleted again."""
        code = self._some(PLAN)
        if code and self._step(ADMIN, "duplicate_row", sheet=PLAN, row=self.rows(PLAN)[0][code]):
            if self.dice.random() < 0.5:
                self.engine()
            first = self.rows(PLAN)[0].get(code)
            if first is not None:
                self._step(ADMIN, "delete_row", sheet=PLAN, row=first + 1)

    def _cut(self) -> None:
        rows, _ = self.rows(PLAN)
        sheet = self.sheet(PLAN)
        if rows and sheet:
            self._step(ADMIN, "insert_row", sheet=PLAN, row=20)
            self._step(ADMIN, "cut_row", sheet=PLAN, row=self.rows(PLAN)[0][self._some(PLAN)], to=20)

    def _column(self) -> None:
        self._step(ADMIN, "insert_column", sheet=PLAN, column=self.dice.randint(2, 9))

    def _engine_rows(self) -> None:
        """The administrator unhides the engine's own tab and moves its rows about."""
        if self.dice.random() < 0.5:
            self._step(ADMIN, "sort", sheet="_engine", first_row=2, column=self.dice.randint(1, 7),
                       descending=self.dice.random() < 0.5)  # fmt: skip
        else:
            self._step(ADMIN, "move_row", sheet="_engine", row=self.dice.randint(2, 20), to=self.dice.randint(2, 40))

    def _big(self) -> None:
        self._write(email("deputy1"), PLAN, self._some(PLAN), "Комментарий", "я" * 49_990 + str(self.edits))

    def _locale(self) -> None:
        self._step(ADMIN, "set_locale", locale="en_US")
        self._step(ADMIN, "set_locale", locale="ru_RU")

    # --- the engine --------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Be what people do in the middle of a call; nothing is left for the server to do."""
        if not self.resting:
            if self.opened and self.dice.random() < 0.7:
                self._foreign()
            for _ in range(self.dice.randint(0, 3)):
                self.one_edit()
        return iter(())

    resting = True

    def engine(self) -> None:
        """One pass; with people and trouble in the middle of it unless everybody rests."""
        if self.inside:
            return
        self.inside = True
        self.now += timedelta(minutes=20)
        said = self.school.run("sync", "--json", now=self.now.strftime("%Y-%m-%dT%H:%M"))
        assert said.code in (0, 1), said.err
        self.done["passes"] += 1
        self.done["passes that gave up"] += said.code
        self.inside = False
        self.after_pass(self)

    inside = False

    def day(self) -> None:
        """Some edits, some luck, one pass."""
        troubles = self.school.server.misfortunes
        for _ in range(self.dice.randint(2, 6)):
            self.one_edit()
        for when in ("before", "after"):
            troubles.add("edit", who=ENGINE, spreadsheet=self.school.book, when=when, times=0, edits=self)
        if self.dice.random() < 0.3:
            troubles.add(**self.dice.choice(TROUBLES), who=ENGINE)
        self.resting = False
        self.engine()
        self.resting = True
        troubles.clear()
