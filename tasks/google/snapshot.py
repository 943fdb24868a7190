"""The grid as people see it: what the engine's columns show, who may write, what there is to tell."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from models.board import Formula, Sheet, Snapshot, Value, account_key, as_text, columns, find_table, google_texts
from models.text import Mender, Problem
from tasks.boards import has_rows
from tasks.google import layout
from tasks.google.layout import DAY_ZERO, ENGINE, LOCALE, Layout
from tasks.google.memory import Refused
from tasks.google.protections import area_of, homes, protection_of
from tasks.google.read import Grid, Tab

_NEVER_BARE = (columns.APPROVAL, columns.SUMMARY, columns.LOG, columns.GUIDE)


def snapshot_of(grid: Grid, told: Layout, token: str, account: str, refused: Sequence[Refused] = ()) -> Snapshot:
    """The grid as people see it: an engine column shows what its lookup finds, or nothing where it is broken.

    A year's tab without a single value is one that waits for its year, and so are the tabs of parts and of meetings:
    not yet a tab of the board.
    """
    shown = [each for each in grid.tabs.values() if each.values or each.title in _NEVER_BARE]
    voters = {account_key(address) for address in told.voters.values() if address}
    named = {account_key(told.owner)} if told.owner else set[str]()
    trusted = {account_key(account), *named, *([grid.owner] if grid.owner else [])} - voters
    guarded = [(each.title, one) for each in shown for one in each.protections]
    guarded += [(ENGINE, one) for one in (grid.engine_tab.protections if grid.engine_tab else ())]
    return Snapshot(
        sheets=tuple(
            Sheet(
                each.title,
                dict(_shown_rows(each, grid)),
                tuple(map(area_of, each.raw.get("merges", ()))),
                shown=each.shown,
                links=each.links,
                homes=dict(homes(each.protections, told)) if each.title == columns.APPROVAL else {},
            )
            for each in shown
        )
        + copies(grid),
        token=token,
        protections=tuple(protection_of(title, one) for title, one in guarded),
        trusted=frozenset(trusted),
        refused=tuple(each.problem() for each in refused),
        account=account,
        owner=grid.owner,
        stamp=grid.stamp,
        remarks=tuple(_remarks(grid, told)),
        renamed={} if grid.thorough else grid.renamed,
    )


def copies(grid: Grid) -> tuple[Sheet, ...]:
    """The other tabs that were read and have a header of ours: somebody copied a tab."""
    sheets = (Sheet(each.title, dict(_plain_rows(each))) for each in grid.strangers)
    headers = (columns.PLAN_HEADER, columns.APPROVAL_HEADER)
    return tuple(sheet for sheet in sheets if any(find_table(sheet, header) for header in headers))


def _plain_rows(tab: Tab) -> Iterator[tuple[int, tuple[Value, ...]]]:
    for row, cells in tab.values.items():
        yield row, tuple(_header_text(cells.get(column)) for column in range(1, max(cells) + 1))


def _remarks(grid: Grid, told: Layout) -> Iterator[Problem]:
    found, wanted = f"{grid.locale}, {grid.zone}", f"{LOCALE}, {told.zone}"
    if found != wanted and grid.generation:
        yield Problem(
            google_texts.BOARD, *google_texts.LOCALE_CHANGED.of(found=found, wanted=wanted), Mender.ADMINISTRATOR
        )


def _shown_rows(tab: Tab, grid: Grid) -> Iterator[tuple[int, tuple[Value, ...]]]:
    whole = {each.header: each.column for each in tab.lookups if each.right and not each.typed}
    names = layout.lookups(tab.title)
    places = [(column, names.index(name)) for name, column in whole.items()]
    days = [column for name, column in whole.items() if name in (columns.DUE, columns.DECIDE_BY)]
    key_column, last = tab.headers.get(layout.key_header(tab.title), 0), max(whole.values(), default=0)
    for row, cells in tab.values.items():
        shown = [*map(cells.get, range(1, max(last, *cells) + 1))]
        if tab.header_row == row or (tab.header_row is None and has_rows(tab.title)):
            shown = [*map(_header_text, shown)]
        elif tab.header_row is not None and row > tab.header_row and key_column in cells:
            found = grid.engine.get(as_text(cells[key_column]))
            if found:  # a right lookup has nothing below it that stands in its way
                for column, place in places:
                    shown[column - 1] = found[place]
                for column in days:
                    shown[column - 1] = _dated(shown[column - 1])
        yield row, tuple(shown)


def _header_text(value: Value) -> Value:
    return layout.header_of(value) if isinstance(value, Formula) and layout.header_of(value) else value


def _dated(value: Value) -> Value:
    """A day that stands in `_engine` as a number."""
    return _day(int(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


@lru_cache(maxsize=1_024)
def _day(number: int) -> date:
    """The day that Google counts so; many rows have the same."""
    return DAY_ZERO + timedelta(days=number)
