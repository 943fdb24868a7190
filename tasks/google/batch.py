"""One write as it is put together: what was read, what will stand, and the requests so far."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.board import Value
from tasks.google import layout
from tasks.google.layout import ENGINE, VALUES, Json, Layout
from tasks.google.read import Grid

VALUE = "userEnteredValue"
EngineRow = list[Value]
MOST_BYTES, MOST_ROWS = 1_800_000, 200  # Google advises 2 MB a call; rows of one request are told apart by blocks


@dataclass
class Batch:
    """The requests of one write as they are found, and how many cells of each tab they fill or empty."""

    grid: Grid
    told: Layout
    account: str
    requests: list[Json] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    engine: dict[str, EngineRow] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    rows: dict[str, dict[str, int]] = field(default_factory=dict)
    editors: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """How many cells the requests fill or empty."""
        return self.counts.total()

    def count(self, title: str, names: Iterable[str]) -> None:
        """Count the cells under these headers of a tab, each with the tab on which it is written."""
        looked_up = layout.lookups(title)
        self.counts.update(ENGINE if name in looked_up else title for name in names)

    def columns_of(self, title: str) -> dict[str, int]:
        """Header → column of a tab, with the columns that this write adds."""
        if title not in self.columns:
            self.columns[title] = dict(self.grid.tabs[title].headers)
        return self.columns[title]

    def engine_row(self, key: str) -> EngineRow:
        """The values of a key as they will stand, to be changed."""
        if key not in self.engine:
            stands = self.grid.engine.get(key)
            self.engine[key] = list(stands) if stands else [None] * VALUES
        return self.engine[key]

    def look_up(self, title: str, key: str, cells: Mapping[str, Value]) -> None:
        """Let the lookups of a row with this key find these cells, as far as they are looked up."""
        names, row = layout.lookups(title), self.engine_row(key)
        for name, value in cells.items():
            if name in names:
                row[names.index(name)] = value

    def number(self, title: str) -> int:
        """The number of a tab that is there, or will be."""
        found = self.grid.engine_tab if title == ENGINE else self.grid.tabs.get(title)
        number = found.number if found else layout.tab_number(title)
        while not found and number in self.grid.used_numbers:
            number += 1
        return number


def add_tab(draft: Batch, title: str, size: Json, *, hidden: bool = False, index: int | None = None) -> Json:
    """The request for a new tab."""
    properties: Json = {"sheetId": draft.number(title), "title": title, "gridProperties": size}
    if hidden:
        properties["hidden"] = True
    if index is not None:
        properties["index"] = index
    return {"addSheet": {"properties": properties}}


def tab_properties(tab: int, properties: Json, fields: str) -> Json:
    """The request that changes a tab's properties."""
    return {"updateSheetProperties": {"properties": {"sheetId": tab, **properties}, "fields": fields}}


def update(tab: int, row: int, column: int, rows: Sequence[Json], fields: str) -> Json:
    """The request that writes rows of cells from a place on (rows and columns from 1)."""
    start = {"sheetId": tab, "rowIndex": row - 1, "columnIndex": column - 1}
    return {"updateCells": {"start": start, "rows": list(rows), "fields": fields}}


def pieces(requests: Iterable[Json]) -> Iterator[list[Json]]:
    """The requests in their order, as few calls as may carry them; many rows of one request are several."""
    piece, size = list[Json](), 0
    for request in (part for each in requests for part in _blocks(each)):
        weight = len(json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode())
        if piece and size + weight > MOST_BYTES:
            yield piece
            piece, size = [], 0
        piece.append(request)
        size += weight
    if piece:
        yield piece


def _blocks(request: Json) -> Iterator[Json]:
    kind, asked = next(iter(request.items()))
    rows = asked.get("rows", ()) if kind in ("updateCells", "appendCells") else ()
    if len(rows) <= MOST_ROWS:
        yield request
        return
    for first in range(0, len(rows), MOST_ROWS):
        block = {**asked, "rows": rows[first : first + MOST_ROWS]}
        if "start" in asked:
            block["start"] = {**asked["start"], "rowIndex": asked["start"]["rowIndex"] + first}
        yield {kind: block}
