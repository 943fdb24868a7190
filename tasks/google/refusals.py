"""Which requests of a write Google would refuse, or has refused, and what of the write is certainly ours."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.board import Area, columns
from tasks.google.batch import VALUE, Batch
from tasks.google.layout import ENGINE, Json, key_header
from tasks.google.memory import PROTECTION_PART, Refused, refused_part
from tasks.google.protections import area_of, is_locked

PROTECTING = ("addProtectedRange", "updateProtectedRange", "deleteProtectedRange")
CERTAIN = (ENGINE, columns.SUMMARY, columns.LOG)
_INDEX = re.compile(r"requests\[(\d+)\]")


@dataclass(frozen=True)
class Lock:
    """An area of a tab that does not let us in, but for its holes."""

    area: Area
    holes: tuple[Area, ...] = ()

    def meets(self, place: Area) -> bool:
        """Whether some cell of a place is closed."""
        if not _meet(self.area, place):
            return False
        last = min(_end(self.area.right), _end(place.right))
        first = max(self.area.left, place.left)
        holes = [hole for hole in self.holes if hole.top <= place.top and _end(hole.bottom) >= _end(place.bottom)]
        if not holes:
            return True
        return any(
            not any(hole.left <= column <= _end(hole.right) for hole in holes)
            for column in range(first, min(last, first + MOST_COLUMNS) + 1)
        )


OPEN_END, MOST_COLUMNS = 1 << 30, 1000


def _end(value: int | None) -> int:
    return OPEN_END if value is None else value


def _meet(one: Area, other: Area) -> bool:
    return (
        one.top <= _end(other.bottom) and other.top <= _end(one.bottom)
        and one.left <= _end(other.right) and other.left <= _end(one.right)
    )  # fmt: skip


def locks_of(protections: Iterable[Json]) -> list[Lock]:
    """The protections that do not let their reader in."""
    return [
        Lock(area_of(each.get("range", {})), tuple(map(area_of, each.get("unprotectedRanges", ()))))
        for each in protections
        if is_locked(each)
    ]


class Sieve:
    """The requests of one write, without those that would be refused."""

    def __init__(self, draft: Batch, refused: Iterable[str]) -> None:
        self._draft, self._refused = draft, frozenset(refused)
        grid = draft.grid
        tabs = [*grid.tabs.values(), *([grid.engine_tab] if grid.engine_tab else [])]
        self._tabs = {each.number: each for each in tabs}
        self._locks = {each.number: locks_of(each.protections) for each in tabs}
        self._titles = {draft.number(title): title for title in draft.told.tabs}
        self._fresh = {draft.number(title) for title in draft.fresh}

    def passing(self) -> list[Json]:
        """What of the draft may be asked."""
        found = self.allowed(self._draft.requests)
        asked, kept, counts = self._filled(self._draft.requests), self._filled(found), self._draft.counts
        for title in asked:  # of a tab as many as the part that is left fills, and none only where nothing is left
            counts[title] = -(-counts[title] * kept[title] // asked[title])
        return found

    def _filled(self, requests: Iterable[Json]) -> Counter[str]:
        """How many cells of each tab requests fill."""
        found = Counter[str]()
        for request in requests:
            found[self.tab(request)] += _cells(request)
        return +found

    def allowed(self, requests: Iterable[Json]) -> list[Json]:
        """Of these requests those that would not be refused, as far as they would not; no format without its row."""
        found, rowless = list[Json](), set[int]()
        for request in requests:
            kept = self._kept(request) if self.part(request) not in self._refused else None
            if kept is not None and not (_kind(request) == "repeatCell" and _tab_of(request) in rowless):
                found.append(kept)
            elif _kind(request) == "appendCells":
                rowless.add(_tab_of(request))
        return found

    def part(self, request: Json) -> str:
        """What a request belongs to: a protection, a tab's new rows, the rest of a tab."""
        kind, number = _kind(request), _tab_of(request)
        if kind in PROTECTING:
            about = request[kind].get("protectedRange", request[kind])
            return f"{PROTECTION_PART}{about.get('description', about.get('protectedRangeId'))}"
        if kind == "addSheet":
            number = request[kind]["properties"]["sheetId"]
        title = self._titles.get(number, "")
        return f"{'rows' if kind == 'appendCells' else 'cells'} {title}"

    def tab(self, request: Json) -> str:
        """The title of the tab that a request is about; empty for the whole spreadsheet."""
        number = _tab_of(request)
        return self._titles.get(number, "")

    def headers(self, request: Json) -> list[str]:
        """The headers above the cells that a request is about."""
        tab, places = self._tabs.get(_tab_of(request)), [*self._places(request)]
        named = tab.headers.items() if tab else ()
        return [name for name, column in named
                if any(place.left <= column <= _end(place.right) for place in places)]  # fmt: skip

    def blamed(self, said: str, requests: Sequence[Json], before: int) -> Json | None:
        """The request that Google names in its refusal."""
        found = _INDEX.search(said)
        place = int(found[1]) - before if found else -1
        return requests[place] if 0 <= place < len(requests) else None

    def less(self, requests: Sequence[Json], blamed: Json | None, *, certain: bool) -> list[Json]:
        """The requests without the part that was refused, or only what is certain of them."""
        parts = {self.part(blamed)} if blamed else set[str]()
        if certain:
            return self.certain(requests, parts)
        return [each for each in requests if self.part(each) not in parts]

    def certain(self, requests: Sequence[Json], parts: Iterable[str]) -> list[Json]:
        """What is ours beyond doubt: the looked-up values, the summary, the log, and new rows."""
        left_out, ours = set(parts), [*(f"cells {title}" for title in CERTAIN), f"rows {ENGINE}"]
        ours.append(f"rows {columns.APPROVAL}")
        return [each for each in requests if (part := self.part(each)) in ours and part not in left_out]

    def _kept(self, request: Json) -> Json | None:
        number = _tab_of(request)
        locks = self._locks.get(number, ())
        if not locks or _kind(request) in PROTECTING:
            return request
        if _kind(request) == "appendCells":
            return self._narrowed(request, locks)
        if any(lock.meets(place) for lock in locks for place in self._places(request)):
            return None
        return request

    def _narrowed(self, request: Json, locks: Sequence[Lock]) -> Json | None:
        """New rows as far as the first closed column; no row without what a person once typed there."""
        asked = request["appendCells"]
        tab, rows = self._tabs[asked["sheetId"]], asked["rows"]
        top = max(tab.values, default=0) + 1
        width = max(len(row["values"]) for row in rows)
        closed = [column for column in range(1, width + 1)
                  if any(lock.meets(Area(top, top + len(rows) - 1, column, column)) for lock in locks)]  # fmt: skip
        if not closed:
            return request
        first = closed[0]
        if tab.title == ENGINE or tab.headers.get(key_header(tab.title), first) >= first:
            return None
        whole = [row for row in rows if all(_is_bare(cell) for cell in row["values"][first - 1 :])]
        cut = [{"values": row["values"][: first - 1]} for row in whole]
        return {"appendCells": {**asked, "rows": cut}} if cut else None

    def _places(self, request: Json) -> Iterator[Area]:
        kind = _kind(request)
        asked = request[kind]
        if kind == "updateCells":
            start, rows = asked["start"], asked["rows"]
            top, left = start.get("rowIndex", 0) + 1, start.get("columnIndex", 0) + 1
            width = max((len(row.get("values", ())) for row in rows), default=1)
            yield Area(top, top + len(rows) - 1, left, left + width - 1)
        elif kind == "addConditionalFormatRule":
            yield from map(area_of, asked["rule"]["ranges"])
        elif kind == "addFilterView":
            yield area_of(asked["filter"]["range"])
        elif kind in ("insertDimension", "deleteDimension", "updateDimensionProperties"):
            span = asked["range"]
            first, last = span["startIndex"] + 1, span["endIndex"]
            yield Area(first, last) if span["dimension"] == "ROWS" else Area(left=first, right=last)
        elif kind in ("updateSheetProperties", "deleteSheet"):
            yield Area()
        elif kind == "appendDimension":
            tab = self._tabs[asked["sheetId"]]
            rows = asked["dimension"] == "ROWS"
            yield Area(top=tab.height + 1) if rows else Area(left=tab.width + 1)
        elif "range" in asked:
            yield area_of(asked["range"])


def _is_bare(cell: Json) -> bool:
    """Whether a cell of a new row bears nothing that a person typed."""
    value = cell.get(VALUE, {})
    return not value or value == {"stringValue": columns.NO_SAY}


def _kind(request: Json) -> str:
    return next(iter(request))


def _tab_of(request: Json) -> int:
    """The number of the tab that a request is about; -1 for the whole spreadsheet."""
    asked = request[_kind(request)]
    for name in ("start", "range", "properties", "filter", "protectedRange"):
        inner = asked.get(name)
        if isinstance(inner, dict):
            inner = inner.get("range", inner)
            if "sheetId" in inner:
                return int(inner["sheetId"])
    if "rule" in asked and "ranges" in asked["rule"]:
        return int(asked["rule"]["ranges"][0]["sheetId"])
    if "chart" in asked:
        return int(asked["chart"]["position"]["overlayPosition"]["anchorCell"]["sheetId"])
    return int(asked.get("sheetId", -1))


def _cells(request: Json) -> int:
    """How many cells a request fills; one where it only empties some."""
    kind = _kind(request)
    if kind not in ("updateCells", "appendCells", "findReplace"):
        return 0
    return sum(1 for row in request[kind].get("rows", ()) for cell in row.get("values", ()) if cell.get(VALUE)) or 1


def left_out(
    sieve: Sieve,
    asked: Sequence[Json],
    less: Sequence[Json],
    blamed: Json | None,
    said: str,
    stand: str,
    at: float,
) -> list[Refused]:
    """What of a refused write is not asked again, part by part: what Google `said` while these protections `stand`."""
    about = {sieve.part(each): each for each in asked if each not in less}
    return [
        refused_part(part, sieve.tab(each), sieve.headers(each) if each is blamed else (), said, stand, at)
        for part, each in about.items()
    ]
