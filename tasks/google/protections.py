"""The protections that the board should have, and the requests that bring about what is missing or different."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.board import columns, google_texts
from tasks.boards import is_people
from tasks.google import layout
from tasks.google.formats import area
from tasks.google.layout import Json, Layout

MARK = google_texts.PROTECTION


@dataclass(frozen=True)
class Guard:
    """One wanted protection: an area of a tab that only these accounts may write, but for the areas left open."""

    tab: int
    description: str
    area: Json
    editors: tuple[str, ...]
    holes: tuple[Json, ...] = ()
    owner: str | None = None  # may write whatever is protected, listed or not

    def request(self, number: int | None) -> Json:
        """What makes it, or puts right the one with that number."""
        wanted: Json = {
            "range": self.area,
            "description": self.description,
            "warningOnly": False,
            "editors": {"users": list(self.editors), "groups": [], "domainUsersCanEdit": False},
            "unprotectedRanges": list(self.holes),
        }
        if number is None:
            own = zlib.crc32(f"{self.tab} {self.description}".encode()) & 0x7FFFFFFF
            return {"addProtectedRange": {"protectedRange": {"protectedRangeId": own, **wanted}}}
        fields = "range,warningOnly,editors,unprotectedRanges"
        return {"updateProtectedRange": {"protectedRange": {"protectedRangeId": number, **wanted}, "fields": fields}}

    def stands(self, found: Json) -> bool:
        """Whether a protection as read is this one to the letter."""
        editors, owner = found.get("editors", {}), {(self.owner or "").lower()}
        return (
            not found.get("warningOnly")
            and not editors.get("groups")
            and not editors.get("domainUsersCanEdit")
            and {each.lower() for each in editors.get("users", ())} - owner == {each.lower() for each in self.editors}
            and _area(found.get("range", {})) == _area(self.area)
            and sorted(map(_area, found.get("unprotectedRanges", ()))) == sorted(map(_area, self.holes))
        )


def _area(raw: Json) -> tuple[int, int, int, int]:
    return (
        raw.get("startRowIndex", 0), raw.get("endRowIndex", -1), raw.get("startColumnIndex", 0),
        raw.get("endColumnIndex", -1),
    )  # fmt: skip


def guards(
    title: str, tab: int, places: Mapping[str, int], header_row: int, told: Layout, account: str
) -> Iterator[Guard]:
    """What should be protected on a tab: all of it but people's cells, and each voter's two columns."""
    first = header_row + 1
    people = sorted(column for name, column in places.items() if is_people(title, name))
    holes = tuple(area(tab, first, None, left, right) for left, right in _runs(people))
    yield Guard(tab, f"{MARK}: {title}", {"sheetId": tab}, (account,), holes, told.owner)
    if title == columns.MEETING and people:
        place = area(tab, first, None, min(people), max(people))
        editors = (account, *(told.meeting or ()))
        yield Guard(tab, google_texts.MEETING_PROTECTION.format(mark=MARK), place, editors, owner=told.owner)
    if title == columns.APPROVAL:
        for label, address in told.voters.items():
            mine = [places[label + part] for part in (columns.VOTE, columns.VOTE_COMMENT) if label + part in places]
            if mine:
                editors = (account, address) if address else (account,)
                place = area(tab, first, None, min(mine), max(mine))
                yield Guard(
                    tab, google_texts.VOTE_PROTECTION.format(mark=MARK, label=label), place, editors, owner=told.owner
                )


def mark_guards(
    tab: int, places: Mapping[str, int], rows: Mapping[str, int], told: Layout, account: str
) -> list[Guard]:
    """What should be protected in the rows of a plan tab, where marks are for a row's executors only."""
    if told.executors is None:
        return []
    mine = [places[name] for name in columns.MARK_COLUMNS]
    return [
        Guard(tab, google_texts.MARK_PROTECTION.format(mark=MARK, code=code), area(tab, row, row, min(mine), max(mine)),
              (account, *told.executors[code]), owner=told.owner)
        for code, row in rows.items() if code in told.executors
    ]  # fmt: skip


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last.

    >>> list(_runs([6, 7, 8, 11]))
    [(6, 8), (11, 11)]
    """
    start: int | None = None
    for place, number in enumerate(numbers):
        start = number if start is None else start
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield start, number
            start = None


def repairs(wanted: Iterable[Guard], found: Sequence[Json]) -> Iterator[Json]:
    """The requests for protections that are missing, or are not as they should be; other people's are left alone.

    They are known by their description: whether a number that we choose is kept is Google's affair.
    """
    by_name = {each.get("description"): each for each in reversed(found)}
    for guard in wanted:
        stands = by_name.get(guard.description)
        if stands is None:
            yield guard.request(None)
        elif not guard.stands(stands):
            yield guard.request(stands["protectedRangeId"])


def engine_guard(tab: int, told: Layout, account: str) -> Guard:
    """The protection of the hidden tab."""
    return next(guards(layout.ENGINE, tab, {}, 1, told, account))
