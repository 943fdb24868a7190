"""The protections that the board should have, and the requests that bring about what is missing or different."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.board import Area, Protection, account_key, columns, google_texts, vote_name
from models.checks import Sharing
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

    def request(self, number: int | None) -> Json:
        """What makes it, or puts right the one with that number; a new one gets its number from Google."""
        wanted: Json = {
            "range": self.area,
            "description": self.description,
            "warningOnly": False,
            "editors": {"users": list(self.editors), "groups": [], "domainUsersCanEdit": False},
            "unprotectedRanges": list(self.holes),
        }
        if number is None:
            return {"addProtectedRange": {"protectedRange": wanted}}
        fields = "range,description,warningOnly,editors,unprotectedRanges"
        return {"updateProtectedRange": {"protectedRange": {"protectedRangeId": number, **wanted}, "fields": fields}}

    def stands(self, found: Json, owner: str | None) -> bool:
        """Whether a protection as read is this one to the letter; the owner may write everywhere, listed or not."""
        editors = found.get("editors", {})
        return (
            found.get("description") == self.description
            and not found.get("warningOnly")
            and not editors.get("groups")
            and not editors.get("domainUsersCanEdit")
            and _accounts(editors.get("users", ())) - {owner} == _accounts(self.editors) - {owner}
            and self.covers(found)
            and sorted(map(_area, found.get("unprotectedRanges", ()))) == sorted(map(_area, self.holes))
        )

    def covers(self, found: Json) -> bool:
        """Whether a protection as read lies on the same place."""
        return _area(found.get("range", {})) == _area(self.area)


def is_locked(found: Json) -> bool:
    """Whether a protection as read does not let its reader in: then Google does not tell whom it does."""
    return not (found.get("requestingUserCanEdit") or found.get("warningOnly") or "editors" in found)


def _accounts(addresses: Iterable[str]) -> set[str]:
    return {account_key(each) for each in addresses}


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
    people = sorted({column for name, column in places.items() if is_people(title, name)})
    holes = tuple(area(tab, first, None, left, right) for left, right in _runs(people))
    named = google_texts.TAB_PROTECTION.format(mark=MARK, tab=title)
    yield Guard(tab, named, {"sheetId": tab}, (account,), holes)
    if title == columns.MEETING and people:
        place = area(tab, first, None, min(people), max(people))
        name = google_texts.MEETING_PROTECTION.format(mark=MARK)
        yield Guard(tab, name, place, (account, *(told.meeting or ())))
    if title == columns.APPROVAL:
        for label, address in told.voters.items():
            mine = sorted(places[label + part] for part in columns.VOTE_PARTS if label + part in places)
            editors = (account, address) if address else (account,)
            for number, (left, right) in enumerate(_runs(mine), start=1):
                yield Guard(tab, vote_name(label, number), area(tab, first, None, left, right), editors)


def homes(found: Iterable[Json], told: Layout) -> Iterator[tuple[str, int]]:
    """The headers and places of voters' columns as they stood side by side when we closed them."""
    labels = {vote_name(label): label for label in told.voters}
    for each in found:
        place, label = area_of(each.get("range", {})), labels.get(each.get("description", ""))
        if label is not None and place.right == place.left + 1:
            yield from ((label + part, place.left + step) for step, part in enumerate(columns.VOTE_PARTS))


def under_other_names(places: Mapping[str, int], found: Iterable[Json], told: Layout) -> Iterator[tuple[str, int]]:
    """The headers of voters that are gone, and the columns that are closed for those voters under whatever name."""
    ours = {*columns.APPROVAL_HEADER, *(label + part for label in told.voters for part in columns.VOTE_PARTS)}
    taken, closed = {place for name, place in places.items() if name in ours}, dict[str, list[Area]]()
    for each in found:
        closed.setdefault(each.get("description", ""), []).append(area_of(each.get("range", {})))
    for label in told.voters:
        gone = [label + part for part in columns.VOTE_PARTS if label + part not in places]
        areas = [each for number in (1, 2) for each in closed.get(vote_name(label, number), ())] if gone else []
        stand = {place for each in areas if each.right for place in range(each.left, each.right + 1)}
        yield from zip(gone, sorted(stand - taken), strict=False)


def mark_guards(
    tab: int, places: Mapping[str, int], rows: Mapping[str, int], executors: Mapping[str, Sequence[str]], account: str
) -> list[Guard]:
    """What should be protected in the rows of a plan tab, where marks are for a row's executors only."""
    runs = [*_runs(sorted(places[name] for name in columns.MARK_COLUMNS))]
    return [
        Guard(tab, google_texts.MARK_PROTECTION.format(mark=MARK, code=code) + (f", {number}" if number > 1 else ""),
              area(tab, row, row, left, right), (account, *executors[code]))
        for code, row in rows.items() if code in executors
        for number, (left, right) in enumerate(runs, start=1)
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


def repairs(wanted: Sequence[Guard], found: Sequence[Json], owner: str | None) -> Iterator[Json]:
    """The requests for protections that are missing, or are not as they should be; other people's are left alone.

    They are known by their description, else by their place: people rename them. What does not let us in cannot be
    put right; a tab has only one protection of its whole.
    """
    names = {guard.description for guard in wanted}
    ours = [each for each in found if not is_locked(each)]
    by_name = {each.get("description"): each for each in reversed(ours)}
    strange = [each for each in ours if each.get("description") not in names]
    for guard in wanted:
        stands = by_name.get(guard.description) or next((each for each in strange if guard.covers(each)), None)
        if stands is not None:
            if not guard.stands(stands, owner):
                yield guard.request(stands["protectedRangeId"])
        elif guard.area.keys() - {"sheetId"} or not any(is_locked(each) and guard.covers(each) for each in found):
            yield guard.request(None)


def leftovers(wanted: Sequence[Guard], found: Sequence[Json], told: Layout) -> Iterator[Json]:
    """The requests that take away protections of columns that stand apart no more, and second ones of one name."""
    names, seen = {guard.description for guard in wanted}, set[str]()
    ours = {vote_name(label, number) for label in told.voters for number in range(2, 2 + len(columns.VOTE_PARTS))}
    for each in found:
        name = each.get("description", "")
        if (name in ours - names or name in seen) and not is_locked(each):
            yield {"deleteProtectedRange": {"protectedRangeId": each["protectedRangeId"]}}
        elif name in names and not is_locked(each):
            seen.add(name)


def engine_guard(tab: int, told: Layout, account: str) -> Guard:
    """The protection of the hidden tab."""
    return next(guards(layout.ENGINE, tab, {}, 1, told, account))


def owner_among(protections: Sequence[Json], account: str) -> str | None:
    """Who is let into every whole tab of ours beside us: only the owner could have done that, or is listed so."""
    whole = [each for each in protections if not each.get("range", {}).keys() - {"sheetId"} and "editors" in each]
    lists = [{account_key(user) for user in each["editors"].get("users", ())} - {account_key(account)}
             for each in whole]  # fmt: skip
    everywhere = set.intersection(*lists) if len(lists) > 1 else set()
    return next(iter(everywhere)) if len(everywhere) == 1 else None


def protection_of(title: str, raw: Json) -> Protection:
    """A protection as read: of everybody, where a warning is all that it gives."""
    editors = raw.get("editors")
    everybody = raw.get("warningOnly") or editors is None or editors.get("groups") or editors.get("domainUsersCanEdit")
    users = None if everybody else frozenset(account_key(each) for each in (editors or {}).get("users", ()))
    holes = tuple(map(area_of, raw.get("unprotectedRanges", ())))
    named, area = raw.get("description", ""), area_of(raw.get("range", {}))
    return Protection(title, area, users, holes, named, is_locked(raw))


def area_of(raw: Json) -> Area:
    """A GridRange (from 0, half open) as rows and columns from 1, both ends included."""
    return Area(
        raw.get("startRowIndex", 0) + 1, raw.get("endRowIndex"), raw.get("startColumnIndex", 0) + 1,
        raw.get("endColumnIndex"),
    )  # fmt: skip


def sharing_of(answer: Json) -> Sharing:
    """With whom a file is shared, from Drive's answer."""
    given = [each for each in answer.get("permissions", ()) if each.get("role") in ("writer", "owner")]
    return Sharing(
        owners=frozenset(account_key(each["emailAddress"]) for each in answer.get("owners", ())),
        editors=frozenset(account_key(each["emailAddress"]) for each in given if each.get("type") == "user"),
        open_to_all=any(each.get("type") in ("anyone", "domain") for each in given),
        by_groups=any(each.get("type") == "group" for each in given),
        editors_share=bool(answer.get("writersCanShare")) and bool(answer.get("owners")),
        in_bin=bool(answer.get("trashed")),
    )


def files_called(name: str) -> str:
    """The question to Drive for spreadsheets with a name's words in theirs."""
    words = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"mimeType = 'application/vnd.google-apps.spreadsheet' and trashed = false and name contains '{words}'"
