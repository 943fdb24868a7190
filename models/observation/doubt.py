"""A doubt, and the memory of what a board has shown: values that the database keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from models.board import Cells, Value, columns
from models.journal import Stood, Unit
from models.parts import code_of


class DoubtKind(StrEnum):
    """Why a row's cells are no wish for that row; the letters are those of the design."""

    MOVED = "moved"  # (a) what other rows showed stands here now
    EMPTIED = "emptied"  # (b) many open submissions or votes would end in one look
    OLDER = "older"  # (c) an older copy of the board is shown
    OTHER_ACTIVITY = "other_activity"  # (d) the row's texts name another activity than its code
    TWICE = "twice"  # (e) the code or number stands in several rows
    COLUMN_TWICE = "column_twice"  # the column stands twice: which one counts is unknown
    MERGED = "merged"  # (f) a merge covers people's cells

    @property
    def is_repaired_only(self) -> bool:
        """Whether nothing but a repair ends it: the cells themselves are not what is doubted."""
        return self in (DoubtKind.OTHER_ACTIVITY, DoubtKind.TWICE, DoubtKind.COLUMN_TWICE, DoubtKind.MERGED)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One milestone's row, one line of «Вклады», or one voter's two cells of one ballot, whose cells are not believed.

    `key` is the code, or the ballot's or line's number, `voter` a label or ''; `shown` is what stands there, `seen`
    what was believed.
    """

    key: str
    kind: DoubtKind
    since: datetime
    shown: Cells = field(default_factory=dict)
    seen: Cells = field(default_factory=dict)
    voter: str = ""

    @property
    def unit(self) -> "Unit":
        """What it is about: code or number, and the voter's label."""
        return self.key, self.voter

    @property
    def milestone(self) -> str:
        """The code of the milestone that it holds up; of a line the one that it named when it was believed."""
        if self.is_line:
            return code_of(self.seen or self.shown)
        return self.key.rpartition("-")[0] if self.voter else self.key

    @property
    def is_line(self) -> bool:
        """Whether it is about a line of «Вклады»."""
        return columns.part_number(self.key) is not None

    @property
    def may_be_accepted(self) -> bool:
        """Whether somebody else may say that the cells are meant so: never for who votes, never for a broken row."""
        return not self.voter and not self.kind.is_repaired_only and not columns.is_sitting(self.key)


@dataclass(frozen=True, slots=True)
class Sighting:
    """People's cells of one row as one look saw them, when, and the board's save number at that look."""

    cells: Cells
    save: int = 0
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Sightings:
    """What the board has shown: the last believed cells, every earlier state by key, and the highest save number.

    `missed` are people's columns (tab, header) that a look did not find.
    """

    last: Mapping[str, Cells] = field(default_factory=dict)
    past: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict)
    save: int = 0
    doubts: tuple[Doubt, ...] = ()
    missed: frozenset[tuple[str, str]] = frozenset()

    def of(self, unit: Unit) -> Cells:
        """What was last believed of a row, or of one voter's two cells."""
        return cells_of(self.last.get(unit[0], {}), unit)

    def since(self) -> dict[Unit, Stood]:
        """Since when the cells of each row, and of each voter of a ballot, have stood as they do.

        Not of a row whose cells never changed since its first look, which may have been of the release before.
        """
        stood: dict[Unit, Stood] = {}
        for key, looks in self.past.items():
            if len(looks) == 1 and "-" not in key:
                continue
            voters = {voter for look in looks for voter in columns.voters_among(look.cells)} if "-" in key else {""}
            for number, look in enumerate(looks):
                for voter in voters:
                    unit = key, voter  # how a cell is shown is not said by who fills it
                    cells = {name: look.cells[name] for name in headers_of(unit) if look.cells.get(name) is not None}
                    before = stood.get(unit)
                    if look.seen_at and (number or voter) and (before is None or before.cells != cells):
                        stood[unit] = Stood(cells, look.seen_at)
        return stood

    def ever(self, unit: Unit, header: str, save: int | None) -> list[Value]:
        """Everything that a cell of the unit showed up to a save number (None: at any time)."""
        looks = self.past.get(unit[0], ())
        shown = [look.cells.get(header) for look in looks if save is None or look.save <= save]
        return [None, *shown] if unit[1] else shown  # a ballot's row begins empty and is kept once somebody wrote


def headers_of(unit: Unit) -> tuple[str, ...]:
    """The headers of people's cells that belong together: a row's marks, a line of «Вклады», one voter's two cells."""
    key, voter = unit
    if voter:
        return (voter + columns.VOTE, voter + columns.VOTE_COMMENT)
    if columns.is_sitting(key):
        return columns.MEETING_PEOPLE
    return columns.PART_PEOPLE if columns.part_number(key) is not None else columns.MARK_COLUMNS


def cells_of(cells: Cells, unit: Unit) -> Cells:
    """The cells of a unit that are not empty, and beside them how they are shown and where their words lead."""
    if not cells:
        return {}
    return {
        name: cells[name] for header in headers_of(unit) for name in with_beside(header, unit)
        if cells.get(name) is not None
    }  # fmt: skip


def with_beside(header: str, unit: Unit) -> tuple[str, ...]:
    """Under which names a unit's cell is remembered."""
    return (header,) if unit[1] else (header, header + columns.SHOWN, header + columns.LINK)
