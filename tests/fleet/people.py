"""People at all schools who edit as long as the test lasts, and what they typed last."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tasks.google.layout import letter
from tests.fleet.stage import Stage
from tests.google.clients import Client
from tests.support.google_school import ADMIN, TEACHER
from tests.support.sample import ACT, PLAN

CELLS = ("Отметка", "Результат", "Комментарий")
BEGAN, DONE = "Начато", "Готово"


@dataclass
class People:
    """Teachers who mark rows, every `seconds` somewhere; a row that is said to be done is only commented on."""

    stage: Stage
    seed: int
    seconds: float
    typed: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    edits: int = 0
    last: float = 0.0

    def __post_init__(self) -> None:
        self._dice, self._stop = random.Random(self.seed), threading.Event()
        self._rows, self._columns = self._places()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> "People":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def edit(self, school: str) -> None:
        """Somebody at a school types into the cells of one row."""
        code = self._dice.choice(sorted(self._rows))
        before = self.typed.get((school, code), {})
        self.edits += 1
        cells = {"Комментарий": f"правка {self.edits}"}
        if before.get("Отметка") != DONE:
            cells["Отметка"] = self._dice.choice((BEGAN, DONE))
            if cells["Отметка"] == DONE:
                cells["Результат"] = ACT.format(f"{school}/{self.edits}")
        for header, text in cells.items():
            where = f"'{PLAN}'!{letter(self._columns[header])}{self._rows[code]}"
            self.stage.google.edit(self.stage.books[school], "type", who=TEACHER, range=where, values=[[text]])
        self.typed[school, code] = {**before, **cells}
        self.last = time.time()

    def lost(self) -> Iterator[str]:
        """What was typed last and does not stand."""
        for school in self.stage.ids:
            rows = self._grid(school)
            for (whose, code), cells in self.typed.items():
                if whose == school:
                    row = rows[self._rows[code] - 1]
                    stands = {each: (row[at - 1] if at <= len(row) else "") for each, at in self._columns.items()}
                    for header, text in cells.items():
                        if stands[header] != text:
                            yield f"{school} {code} «{header}»: {text!r} was typed last, {stands[header]!r} stands"

    def _work(self) -> None:
        while not self._stop.wait(self.seconds):
            self.edit(self._dice.choice(self.stage.ids))

    def _grid(self, school: str) -> list[list[str]]:
        client = Client(self.stage.google, ADMIN)
        try:
            return client.values(self.stage.books[school], f"'{PLAN}'", valueRenderOption="FORMATTED_VALUE")
        finally:
            client.close()

    def _places(self) -> tuple[dict[str, int], dict[str, int]]:
        """The rows by code and the people's columns by header: every school began with the same board."""
        rows = self._grid(self.stage.ids[0])
        head = next(number for number, row in enumerate(rows) if "Код" in row)
        columns = {name: number for number, name in enumerate(rows[head], start=1) if name in CELLS}
        at = rows[head].index("Код")
        codes = {row[at]: number for number, row in enumerate(rows, start=1) if number > head + 1 and len(row) > at}
        return {code: number for code, number in codes.items() if code}, columns
