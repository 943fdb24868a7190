"""What the engine wants on the board, and what it takes to get there: values that a board carries out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.board import Cells, Stamp, Value


class LineKind(StrEnum):
    """How a row looks."""

    DIRECTION = "direction"
    MILESTONE = "milestone"
    BALLOT = "ballot"
    PLAIN = "plain"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Line:
    """One wanted row: the engine's cells by header; `people` fills people's cells only where the row must be made.

    `entitled` names, for a ballot, the voters' labels that have a say; all other voters' cells show «—». A row that is
    `optional` is not made where the tab has none.
    """

    key: str
    kind: LineKind
    cells: Cells
    people: Cells = field(default_factory=dict)
    entitled: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One wanted tab: title in row 1, hint in row 2, header in row 3, then the lines."""

    title: str
    heading: str
    hint: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]
    room: int = 0  # how many lines it may come to have
    earlier: tuple[str, tuple[Line, ...]] | None = None  # hint and lines of the release before: may stand for its day


@dataclass(frozen=True, slots=True)
class Projection:
    """Everything the engine wants to stand on the board. `voters` are the labels that need columns, in order.

    `requests`, `choices` and `statuses` are the school's words, in the order of their enumerations. `meeting` is there
    where the school names a secretary, `parts` where it asks for parts; a workbook keeps the labels of those who may
    contribute on the hidden tab `labels`.
    """

    plans: tuple[Page, ...]
    approval: Page
    summary: Page
    log: Page
    guide: Page
    voters: tuple[str, ...]
    requests: tuple[str, ...]
    choices: tuple[str, ...]
    statuses: tuple[str, ...]
    meeting: Page | None = None
    parts: Page | None = None
    labels: Page | None = None

    def pages(self) -> tuple[Page, ...]:
        """All tabs in their order on the board."""
        parts, meeting, labels = ((page,) if page else () for page in (self.parts, self.meeting, self.labels))
        return (*self.plans, *parts, self.approval, *meeting, self.summary, self.log, self.guide, *labels)

    def tables(self) -> tuple[Page, ...]:
        """The tabs whose rows have keys, and people's cells beside them."""
        return (*self.plans, self.approval, *filter(None, (self.parts, self.meeting)))


@dataclass(frozen=True, slots=True)
class CellEdit:
    """Put one value into one of the engine's cells (rows and columns count from 1); None empties it."""

    tab: str
    row: int
    column: int
    value: Value


@dataclass(frozen=True, slots=True)
class RowEdit:
    """Make one row where the tab has none: below all others, or in a row that stands empty."""

    tab: str
    row: int
    kind: LineKind
    values: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class ColumnEdit:
    """Add one column at the right of a tab's header row."""

    tab: str
    row: int
    column: int
    header: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What must change on the board for it to show the projection; empty when nothing must.

    The stamp goes along with a save and is no reason for one, unless the board has none or is to be `numbered` anew.
    `choices` are the voters' words that a thorough write adds to our dropdowns where they lack one.
    """

    tabs: tuple[Page, ...] = ()
    columns: tuple[ColumnEdit, ...] = ()
    rows: tuple[RowEdit, ...] = ()
    cells: tuple[CellEdit, ...] = ()
    stamp: Stamp | None = None
    numbered: bool = False
    choices: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tabs or self.columns or self.rows or self.cells)

    def cells_written(self) -> int:
        """How many cells these edits fill or empty."""
        made = sum(len(line.cells) + len(line.people) for page in self.tabs for line in page.lines)
        return made + sum(len(row.values) for row in self.rows) + len(self.columns) + len(self.cells)
