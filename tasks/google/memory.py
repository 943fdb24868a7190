"""What is kept of a spreadsheet beside the database: its owner, how Google spells our editors, what it refused."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from models.board import Value, account_key, as_text, google_texts
from models.text import Mender, Problem
from tasks.files import SHARED, replace_file
from tasks.google.layout import PARTS, VALUES, Json
from tasks.google.values import value_of

FILE, SHELF = "google-board.json", "google-engine.json"
HOUR = 3600.0
Rows = Mapping[int, Mapping[int, Value]]
Lines = Mapping[int, tuple[Value, ...]]


@dataclass(frozen=True)
class Shelf:
    """What need not be read again: of each row of `_engine` a key and the values that no pass changes, and the guide.

    The spreadsheet is read whole once an hour all the same: only then is seen what its owner typed there.
    """

    engine: Lines = field(default_factory=dict)
    guide: Lines = field(default_factory=dict)

    def completes(self, engine: Rows, guide: Rows) -> bool:
        """Whether it is the rest of what was read of both tabs: the same keys in the same rows, the same first line."""
        keys = {row: cells.get(1) for row, cells in engine.items() if row > 1}
        return keys == {row: each[0] for row, each in self.engine.items()} and guide.get(1) == self.lines.get(1)

    @property
    def lines(self) -> Rows:
        """The guide's lines as they are read."""
        return {row: _filled(cells, 1) for row, cells in self.guide.items()}


@dataclass(frozen=True)
class Refused:
    """A part of a write that Google would not take: when, while which protections stood, and what it said."""

    part: str
    where: str
    found: str
    hint: str
    protections: str
    at: float

    def problem(self) -> Problem:
        """What a person must mend."""
        return Problem(self.where, self.found, self.hint, Mender.ADMINISTRATOR)


@dataclass(frozen=True)
class Memory:
    """What is known of one spreadsheet; `spelled` gives, by a protection's number, what we wrote and what is shown.

    `shelved` is the generation of the spreadsheet, `stamp` the save, of which lines are on the shelf, `whole_at` when
    all tabs were read. `copies` are other tabs that look like ours, `places` those of other tabs in front of ours.
    """

    spreadsheet: str = ""
    owner: str | None = None
    spelled: Mapping[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    shelved: int = 0
    stamp: str = ""
    whole_at: float = 0.0
    copies: tuple[str, ...] = ()
    places: tuple[int, ...] = ()

    def still_refused(self, protections: Callable[[], str], now: float) -> tuple[Refused, ...]:
        """What need not be tried again yet: within the hour, while the same protections stand."""
        late = (each for each in self.refused if 0 <= now - each.at < HOUR)
        return tuple(each for each in late if each.protections == protections())

    def as_written(self, found: Json) -> Json:
        """A protection with its editors as we wrote them, where Google shows what it showed right after our write."""
        wrote, shows = self.spelled.get(str(found.get("protectedRangeId")), ((), ()))
        users = found.get("editors", {}).get("users", ())
        if not shows or _plain(users, self.owner) != _plain(shows, self.owner):
            return found
        return {**found, "editors": {**found["editors"], "users": list(wrote)}}

    def learnt(self, wanted: Mapping[str, Sequence[str]], shown: Sequence[Json]) -> "Memory":
        """The memory after a write: `wanted` are the editors by description, `shown` the protections as they stand.

        What is shown right after our own write is Google's own doing: the owner stands in every list, a person's other
        address in place of the one we know, and who has no access in none.
        """
        ours = [each for each in shown if each.get("description") in wanted and "editors" in each]
        added = [
            {account_key(user) for user in each["editors"].get("users", ())}
            - {account_key(user) for user in wanted[each["description"]]}
            for each in ours
        ]
        everywhere = set.intersection(*added) if len(added) > 1 else set()
        owner = next(iter(everywhere)) if len(everywhere) == 1 else self.owner
        spelled = dict(self.spelled)
        for each in ours:
            wrote, users = wanted[each["description"]], each["editors"].get("users", ())
            more, less = _plain(users, owner) - _plain(wrote, owner), _plain(wrote, owner) - _plain(users, owner)
            spelled.pop(str(each["protectedRangeId"]), None)
            if less and len(more) <= len(less):
                spelled[str(each["protectedRangeId"])] = (list(wrote), list(users))
        return replace(self, owner=owner, spelled=spelled)


def _plain(users: Sequence[str], owner: str | None) -> set[str]:
    return {account_key(each) for each in users} - {owner}


def read_memory(var: Path, spreadsheet: str) -> Memory:
    """What was kept of this spreadsheet; nothing where there is no file, or one of another spreadsheet."""
    try:
        kept: Any = json.loads((var / FILE).read_text(encoding="utf-8"))
        if kept["spreadsheet"] != spreadsheet:
            return Memory(spreadsheet)
        spelled = {str(key): (list(wrote), list(shows)) for key, (wrote, shows) in kept["spelled"].items()}
        refused = tuple(Refused(**each) for each in kept["refused"])
        looked = (int(kept.get("shelved", 0)), str(kept.get("stamp", "")), float(kept.get("whole_at", 0.0)))
        others = (tuple(map(str, kept.get("copies", ()))), tuple(map(int, kept.get("places", ()))))
        return Memory(spreadsheet, kept["owner"], spelled, refused, *looked, *others)
    except (OSError, ValueError, KeyError, TypeError):
        return Memory(spreadsheet)


def keep_memory(var: Path, memory: Memory) -> None:
    """Keep it; where that fails, the next pass learns it again."""
    _keep(var / FILE, asdict(memory))


def read_shelf(var: Path) -> Shelf:
    """The lasting lines as they were kept; none where they were not."""
    try:
        kept: Any = json.loads((var / SHELF).read_text(encoding="utf-8"))
        return Shelf(*({int(row): tuple(cells) for row, cells in kept[name].items()} for name in ("engine", "guide")))
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return Shelf()


def keep_shelf(var: Path, shelf: Shelf) -> None:
    """Keep the lasting lines."""
    _keep(var / SHELF, {"engine": shelf.engine, "guide": shelf.guide})


def shelf_of(engine: Rows, guide: Rows) -> Shelf:
    """The lasting lines of two tabs; none where `_engine` is not whole, or not of plain values."""
    lasting = PARTS[-1]
    found = {row: tuple(cells.get(column) for column in range(lasting.column, lasting.last_column + 1))
             for row, cells in engine.items() if row > 1}  # fmt: skip
    lines = {row: tuple(cells.get(column) for column in range(1, max(cells) + 1)) for row, cells in guide.items()}
    halves = all(cells[0] == engine[row].get(1) is not None for row, cells in found.items())
    values = [value for cells in (*found.values(), *lines.values()) for value in cells]
    plain = all(value is None or isinstance(value, str | int | float) for value in values)
    return Shelf(found, lines) if halves and plain and lines else Shelf()


def _rows_of_part(engine: Rows, column: int) -> dict[str, int]:
    """Key → its row in a part of `_engine`; of a key that stands twice the first, as a lookup finds it."""
    rows: dict[str, int] = {}
    for row, cells in sorted(engine.items()):
        if row > 1 and (key := as_text(cells.get(column))):
            rows.setdefault(key, row)
    return rows


def engine_values(
    engine: Rows, shelf: Shelf | None
) -> tuple[dict[str, tuple[Value, ...]], tuple[Mapping[str, int], ...]]:
    """Key → its values of all parts, None where a part has not got it; and the rows of each part by key."""
    found: dict[str, tuple[Value, ...]] = {}
    rows = tuple(_rows_of_part(engine, part.column) for part in PARTS[: 1 if shelf else None])
    for part, places in zip(PARTS, rows, strict=False):
        of_part = range(part.column + 1, part.last_column + 1)
        for key, row in places.items():
            before = found.get(key) or (None,) * part.first
            found[key] = (*before, *map(engine[row].get, of_part))
    if shelf:  # its half has the same keys in the same rows
        whole = {key: (*values, *shelf.engine[rows[0][key]][1:]) for key, values in found.items()}
        return whole, rows * len(PARTS)
    return {key: values + (None,) * (VALUES - len(values)) for key, values in found.items()}, rows


def _filled(cells: Iterable[Value], first: int) -> dict[int, Value]:
    return {column: value for column, value in enumerate(cells, start=first) if value is not None}


def shelved(requests: Iterable[Json], shelf: Shelf, engine: int, guide: int, below: int) -> Shelf:
    """The shelf after a write to the tabs with these numbers, new rows of `_engine` standing `below`."""
    found, lasting = dict(shelf.engine), PARTS[-1]
    for request in requests if shelf.engine else ():
        asked: Json = request.get("updateCells") or request.get("appendCells") or {}
        number = asked.get("start", asked).get("sheetId")
        if number == guide:
            return Shelf()
        if number != engine:
            continue
        rows = [[value_of(cell) for cell in row["values"]] for row in asked["rows"]]
        if "appendCells" in request:
            found |= {row: tuple(cells[lasting.column - 1 :]) for row, cells in enumerate(rows, start=below)}
        elif asked["start"]["columnIndex"] == lasting.column - 1:
            found |= {row: tuple(cells) for row, cells in enumerate(rows, start=asked["start"]["rowIndex"] + 1)}
    return Shelf(found, shelf.guide) if shelf.engine else Shelf()


def _keep(file: Path, what: Any) -> None:
    text = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, f"{text}\n".encode(), mode=SHARED)
    except OSError:
        return


def refused_part(part: str, tab: str, headers: Sequence[str], said: str, protections: str, at: float) -> Refused:
    """A part of a write that was refused, with what a person reads of it."""
    protection = part.removeprefix(PROTECTION_PART) if part.startswith(PROTECTION_PART) else None
    told = google_texts.part_refused(headers, said) if protection is None else google_texts.protection_refused(
        protection, said)  # fmt: skip
    return Refused(part, f"«{tab}»" if tab else google_texts.BOARD, told[0], told[1], protections, at)


PROTECTION_PART = "protection "
