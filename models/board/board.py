"""The board as values: tab and column names, what was read, and how people's cells are understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.board.cells import Cells, Value
from models.text import Problem


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as read: row number (from 1) → values from the first column on.

    `shown` are the texts that cells (row, column) show where those are not the values; `links` the addresses to which
    their words lead; `homes` the columns that are closed for a voter, by the headers that they had when we made them.
    """

    title: str
    rows: Mapping[int, tuple[Value, ...]]
    merges: tuple["Area", ...] = ()
    shown: Mapping[tuple[int, int], str] = field(default_factory=dict)
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    homes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns from–to, counted from 1, both included; an open end is None."""

    top: int = 1
    bottom: int | None = None
    left: int = 1
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Whose board it is, and how many of our saves it has seen."""

    school: str
    save: int


@dataclass(frozen=True, slots=True)
class Protection:
    """Who may write an area of a tab: accounts in lower case; None where everybody may, or nobody can tell.

    One that is `locked` does not let the engine in, nor see whom it does let in.
    """

    tab: str
    area: Area
    editors: frozenset[str] | None
    holes: tuple[Area, ...] = ()
    name: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything read from the board in one request; the token names the saved state that was read.

    `protections` are None where a board knows no accounts; `trusted` are the accounts that may write everywhere,
    `account` the engine's own, `owner` whoever owns the file, as far as known; `renamed` tabs of ours that bear another
    name now, `remarks` what the board itself has to tell, `refused` what of the last write it would not take. A board
    of an earlier release, or one that lost it, has no stamp.
    """

    sheets: tuple[Sheet, ...]
    token: str = ""
    protections: tuple[Protection, ...] | None = None
    trusted: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    account: str = ""
    owner: str | None = None
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class HeadedTab:
    """A tab with its header found: header text → column number (from 1), row number → cells by header.

    `twice` are people's columns of which there are several: the first one is read. `spare` are those of which one
    surely stood there before: that one is read. `homes` is the sheet's. `renamed` are voters' headers that are gone,
    with the columns that stand there under other names: what they show is not read.
    """

    title: str
    header_row: int
    columns: Mapping[str, int]
    rows: Mapping[int, Cells]
    twice: frozenset[str] = frozenset()
    spare: frozenset[str] = frozenset()
    homes: Mapping[str, int] = field(default_factory=dict)
    renamed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row found by its code or number, with the people's cells that are not empty."""

    tab: str
    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class View:
    """The board as understood: tables by title, rows by code, ballots by number, and what could not be understood.

    `refused` are those of the problems that keep the engine from writing its own; `misnamed` are codes whose row names
    another activity, `merged` codes and voters whose cells are merged with others; `doubted` milestones and
    `doubted_votes` are what `observe` does not believe. `save` is the board's save number, `keys` say for each tab
    which row has which code or number. `refilled` are the cells (code or number, header) of columns that came back
    empty, which are to stand as last seen. Where the engine's cells are `looked_up` by the row's code, what was pasted
    over them is gone with the next write. `parts` are the lines of «Вклады» by number, `sitting` the rows of
    «Заседание», which is `sitting_open` where more people than the secretary and the chair may write it. `voters` are
    the headers that are voters' columns, whatever else of people's ends like one.
    """

    tables: Mapping[str, HeadedTab] = field(default_factory=dict)
    rows: Mapping[str, SeenRow] = field(default_factory=dict)
    ballots: Mapping[str, SeenRow] = field(default_factory=dict)
    plans: frozenset[str] = frozenset()
    quarantined: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    open_voters: frozenset[str] = frozenset()
    refused: tuple[Problem, ...] = ()
    misnamed: frozenset[str] = frozenset()
    merged: frozenset[tuple[str, str]] = frozenset()
    doubted: frozenset[str] = frozenset()
    doubted_votes: frozenset[tuple[str, str]] = frozenset()
    save: int | None = None
    keys: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    refilled: frozenset[tuple[str, str]] = frozenset()
    looked_up: bool = False
    parts: Mapping[str, SeenRow] = field(default_factory=dict)
    sitting: Mapping[str, SeenRow] = field(default_factory=dict)
    sitting_open: bool = False
    voters: frozenset[str] = frozenset()
