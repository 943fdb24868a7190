"""A school on paper: a board in memory, people who write on it, and passes of the core alone.

`MemoryBoard` carries edits out as a board would and refuses every write outside the engine's cells, so that each test
that runs a pass also proves that people's cells stay theirs.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from models.approval import Overview, decide, overview, reopening
from models.approval.decide import Effects
from models.board import Area, Sheet, Snapshot, Stamp, Value, View, canonical, missed_columns, tabs_of, view_of
from models.board import columns as b
from models.journal import Event, JournalState
from models.observation import Doubt, Sighting, Sightings, acceptable, accepted, observe, refilled, units_of
from models.parts import all_losses, seen_board
from models.projection import Edits, Line, LineKind, Page, Projection, difference, project
from models.roadmap import Roadmap
from models.school import Roster, School, Workflow
from models.text import sentences
from tests.support.sample import moment, shipped

ORDER = "Приказ № 5 от 01.03.2021 https://school150.example/5"
ANOTHER_ORDER = "Приказ № 6 от 02.03.2021 https://school150.example/6"
NOTE = "На встречах с наставниками побывали ученики девятых классов"
ACTIVITIES = """
    | код | срок      | исполнители    | форма      |
    | 1.1 | март 2021 | Директор       | Приказ     |
    | 1.2 | март 2021 | Рабочая группа | Информация |
    | 1.3 | 2021-2025 | Куратор        | Информация |
    | 2.1 | март 2021 | Педагог        | Информация |
"""
PEOPLE = {
    "director": "Директор",
    "curator": "Куратор",
    "anna": "Анна",
    "boris": "Борис",
    "gleb": "Глеб",
    "vera": "Вера",
    "dina": "Дина",
    "teacher": "Педагог",
}
GROUP = ("anna", "boris", "gleb")


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a text table with a header."""
    lines = [line.strip().strip("|").split("|") for line in table.strip().splitlines() if line.strip()]
    header, *rows = [[cell.strip() for cell in line] for line in lines]
    return [dict(zip(header, row, strict=True)) for row in rows]


def roadmap(table: str = ACTIVITIES) -> Roadmap:
    """A roadmap of 2021–2025 from a text table."""
    directions: dict[int, list[dict[str, Any]]] = {}
    for row in rows_of(table):
        activity = {
            "code": row["код"],
            "title": f"Мероприятие {row['код']}",
            "term": row["срок"],
            "executors": [each.strip() for each in row["исполнители"].split(",")],
            "result_form": row["форма"],
            "answers": row.get("отвечает") or None,
        }
        directions.setdefault(int(row["код"].split(".")[0]), []).append(activity)
    return Roadmap.model_validate(
        {
            "title": "Дорожная карта",
            "period": "2021-2025",
            "directions": [
                {"number": number, "title": f"Часть {number}", "activities": tuple(activities)}
                for number, activities in directions.items()
            ],
        }
    )


def roster(
    group: Iterable[str] = GROUP,
    absences: Iterable[Mapping[str, Any]] = (),
    holders: Mapping[str, list[dict[str, Any]]] | None = None,
    head: str | None = "anna",
) -> Roster:
    """People with short names; the group's first member heads it."""
    group = tuple(group)
    posts = {
        "Директор": [{"person": "director"}],
        "Куратор": [{"person": "curator"}],
        "Педагог": [{"person": "teacher"}],
        "Рабочая группа": [{"person": person} for person in group],
        **(holders or {}),
    }
    people = {**PEOPLE, **{person: person for person in group if person not in PEOPLE}}
    return Roster.model_validate(
        {
            "people": {person: {"label": label} for person, label in people.items()},
            "posts": [
                {
                    "title": title,
                    "holders": held,
                    "collegial": title == "Рабочая группа",
                    "head": head if title == "Рабочая группа" else None,
                }
                for title, held in posts.items()
            ],
            "working_group": "Рабочая группа",
            "curator": "Куратор",
            "director": "Директор",
            "absences": tuple(absences),
        }
    )


def workflow(
    stages: Mapping[str, Mapping[str, Any]] | None = None, routes: Iterable[Mapping[str, Any]] = (), **changes: Any
) -> Workflow:
    """The shipped workflow with some of it changed."""
    plain = shipped().workflow.model_dump(mode="json", by_alias=True)
    plain |= {"due_soon": ["3 рабочих дня"], "overdue": [], "remind": [1, 2, 3, 5, "then weekly"]}
    plain["stages"] = {
        key: {"decide_within": "5 рабочих дней", "label": key, "voters": "working_group", **stage}
        for key, stage in (stages or {"working_group": {"label": "рабочая группа"}}).items()
    }
    every = [{"kinds": ["completion", "extension", "cancellation", "reopening"], "stages": list(plain["stages"])}]
    plain["routes"] = [*routes, *every]
    return Workflow.model_validate({**plain, **changes})


def small_school(activities: str = ACTIVITIES, people: Roster | None = None, rules: Workflow | None = None) -> School:
    """A school of a few rows, three voters and one stage, unless told otherwise."""
    settings = shipped().settings.model_copy(update={"weekly_summary": ()})
    return replace(
        shipped(),
        settings=settings,
        roadmap=roadmap(activities),
        roster=people or roster(),
        workflow=rules or workflow(),
    )


@dataclass
class MemoryBoard:
    """A board in memory: tab → row → values; every edit of the engine is checked before it is carried out."""

    sheets: dict[str, dict[int, list[Value]]] = field(default_factory=dict)
    merges: dict[str, tuple[Area, ...]] = field(default_factory=dict)
    stamp: Stamp | None = None

    def snapshot(self) -> Snapshot:
        """Everything on the board."""
        return Snapshot(
            tuple(
                Sheet(
                    title,
                    {row: tuple(values) for row, values in sorted(rows.items()) if values},
                    self.merges.get(title, ()),
                )
                for title, rows in self.sheets.items()
            ),
            stamp=self.stamp,
        )

    def copy(self) -> "MemoryBoard":
        """A copy of the file, to be put back another day."""
        return deepcopy(self)

    def carry_out(self, edits: Edits, refilled: Iterable[tuple[str, str]] = ()) -> None:
        """Do what the edits say; AssertionError where they would touch what is people's.

        Only cells of columns that are made again, or that came back empty (`refilled`), may be filled as last seen.
        """
        if edits or self.stamp is None:
            self.stamp = edits.stamp
        for page in edits.tabs:
            assert page.title not in self.sheets, f"the tab {page.title} is there already"
            self.sheets[page.title] = {
                number: values for number, values in enumerate(page_rows(page), start=1) if values
            }
        for column in edits.columns:
            assert self.get(column.tab, column.row, column.column) is None, "a new column over a person's"
            self.put(column.tab, column.row, column.column, column.header)
        for row in edits.rows:
            stands = self.sheets[row.tab].get(row.row, [])
            assert all(value is None for value in stands), f"a new row over row {row.row} of {row.tab}"
            for number, value in row.values.items():
                self.put(row.tab, row.row, number, value)
        made = {(column.tab, column.column) for column in edits.columns}
        for cell in edits.cells:
            stands, header = self.get(cell.tab, cell.row, cell.column), self.get(cell.tab, b.HEADER_ROW, cell.column)
            again = (cell.tab, cell.column) in made or (self.get(cell.tab, cell.row, 1), header) in refilled
            if again and stands is None:
                self.put(cell.tab, cell.row, cell.column, cell.value)
                continue
            self._check_owner(cell.tab, cell.row, cell.column, cell.value)
            self.put(cell.tab, cell.row, cell.column, cell.value)

    def _check_owner(self, tab: str, row: int, column: int, value: Value) -> None:
        if not (tab.startswith("План ") or tab in (b.APPROVAL, b.MEETING, b.PARTS)) or row < b.HEADER_ROW:
            return
        header = self.get(tab, b.HEADER_ROW, column)
        stands = self.get(tab, row, column)
        if tab == b.APPROVAL and b.voter_of(str(header)) is not None:
            assert (stands, value) in (("—", None), (None, "—")), f"{tab} {row} {header}: {stands!r} → {value!r}"
        else:
            people = {b.MEETING: b.MEETING_PEOPLE, b.PARTS: b.PART_PEOPLE}.get(tab, ())
            owned = {*(b.PLAN_ENGINE if tab.startswith("План ") else b.row_header(tab))} - {*people}
            assert header in owned, f"{tab} {row} {header}: {stands!r} → {value!r}"

    def get(self, tab: str, row: int, column: int) -> Value:
        """What stands in a cell."""
        values = self.sheets[tab].get(row, [])
        return values[column - 1] if column <= len(values) else None

    def put(self, tab: str, row: int, column: int, value: Value) -> None:
        """Write one cell."""
        values = self.sheets[tab].setdefault(row, [])
        values.extend([None] * (column - len(values)))
        values[column - 1] = value

    def column(self, tab: str, header: str) -> int:
        """The number of a column by its header."""
        return self.sheets[tab][b.HEADER_ROW].index(header) + 1

    def find(self, tab: str, key: str) -> list[int]:
        """The rows whose first cell holds a code or number."""
        return [row for row, values in self.sheets[tab].items() if values and canonical(values[0]) == key]

    def row(self, tab: str, key: str) -> int:
        """The one row of a code or number."""
        (row,) = self.find(tab, key)
        return row

    def write(self, tab: str, key: str, header: str, value: Value) -> None:
        """A person writes into the row of a code or number."""
        self.put(tab, self.row(tab, key), self.column(tab, header), value)

    def read(self, tab: str, key: str, header: str) -> Value:
        """What stands in the row of a code or number."""
        return self.get(tab, self.row(tab, key), self.column(tab, header))

    def delete(self, tab: str, row: int) -> None:
        """A person deletes a row; those below move up."""
        rows = self.sheets[tab]
        self.sheets[tab] = {each - (each > row): values for each, values in sorted(rows.items()) if each != row}

    def copy_row(self, tab: str, row: int) -> int:
        """A person copies a row below all others; returns where it is."""
        below = max(self.sheets[tab]) + 1
        self.sheets[tab][below] = list(self.sheets[tab][row])
        return below

    def sort(self, tab: str, *, backwards: bool = True) -> None:
        """A person sorts the rows below the header."""
        rows = self.sheets[tab]
        below = sorted((row for row in rows if row > b.HEADER_ROW), reverse=backwards)
        moved = dict(zip(sorted(below), [rows[row] for row in below], strict=True))
        self.sheets[tab] = {**{row: values for row, values in rows.items() if row <= b.HEADER_ROW}, **moved}


def page_rows(page: Page) -> list[list[Value]]:
    """The rows of a new tab from the first on."""
    header = page.header or ("",)
    lines = [[line_cells(line, page).get(name) for name in header] for line in page.lines]
    return [[page.heading], [page.hint], list(page.header), *lines]


def line_cells(line: Line, page: Page) -> dict[str, Value]:
    """A new row's cells: the engine's, people's as last seen, «—» for voters without a say."""
    cells: dict[str, Value] = {}
    if line.kind is LineKind.BALLOT:
        labels = {header: b.voter_of(header) for header in page.header}
        cells = {header: b.NO_SAY for header, label in labels.items() if label and label not in line.entitled}
    return {name: canonical(value) for name, value in {**cells, **line.cells, **line.people}.items()}


@dataclass(frozen=True)
class Passed:
    """What one pass on paper did; `lost` says why it was stopped before anything was written."""

    effects: Effects = field(default_factory=Effects)
    edits: Edits = field(default_factory=Edits)
    overviews: tuple[Overview, ...] = ()
    lost: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """The facts as words."""
        return [event.kind for event in self.effects.events]

    @property
    def problems(self) -> dict[str, str]:
        """Where → what was found."""
        return {problem.where: problem.found for problem in self.effects.problems}

    def of(self, code: str) -> Overview:
        """Where a milestone stands."""
        return next(each for each in self.overviews if each.code == code)


@dataclass
class Scenario:
    """A school's life: the board, the journal, and the day."""

    school: School = field(default_factory=small_school)
    day: date = date(2021, 3, 1)
    paper: MemoryBoard = field(default_factory=MemoryBoard)
    known: JournalState = field(default_factory=JournalState)
    journal: list[Event] = field(default_factory=list)
    hour: int = 9
    looks: Sightings = field(default_factory=Sightings)
    doubts: tuple[Doubt, ...] = ()

    def __post_init__(self) -> None:
        if not self.paper.sheets:
            self.paper.carry_out(Edits(tabs=self.projection().pages()))

    def now(self) -> datetime:
        """The hour of the day, nine in the morning unless told otherwise."""
        return moment(self.day, self.hour)

    def projection(self, problems: Mapping[str, str] | None = None) -> Projection:
        """What should stand on the board by the journal alone."""
        overviews = overview(self.school, self.known, problems or {}, self.day)
        return project(self.school, self.known, overviews, self.journal, self.day, problems)

    def view(self) -> View:
        """The board as understood."""
        snapshot = self.paper.snapshot()
        return seen_board(self.school, snapshot, self.known.sightings)

    def mark(
        self, code: str, request: Value = None, result: Value = None, new: Value = None, why: Value = None
    ) -> None:
        """An executor fills the four cells of a row."""
        values = dict(zip(b.MARK_COLUMNS, (request, result, new, why), strict=True))
        for header, value in values.items():
            self.paper.write(self.tab(code), code, header, value)

    def vote(self, person: str, said: Value, comment: Value = None, ballot: str = "1.1/2021-1.1") -> None:
        """A voter fills the two cells of a ballot."""
        label = self.school.roster.label(person)
        self.paper.write(b.APPROVAL, ballot, label + b.VOTE, said)
        self.paper.write(b.APPROVAL, ballot, label + b.VOTE_COMMENT, comment)

    def tab(self, code: str) -> str:
        """The tab on which a code's row stands."""
        return next(title for title, codes in tabs_of(self.school).items() if code in codes)

    def sync(self, day: date | None = None) -> Passed:
        """One pass: read, decide, record, write."""
        self.day = day or self.day
        snapshot = self.paper.snapshot()
        view = seen_board(self.school, snapshot, self.known.sightings)
        lost = all_losses(self.school, snapshot, view, self.known.sightings)
        if lost:
            tables = view_of(self.school, snapshot, partial=True).tables
            missed = missed_columns(tables, self.known.sightings, tabs_of(self.school))
            self.looks = replace(self.looks, missed=self.looks.missed | missed)
            return Passed(lost=tuple(lost))
        view = refilled(view, self.looks)
        observed = observe(self.school, self.known, self.looks, view, self.now())
        view, self.doubts = observed.view, observed.doubts
        effects = decide(self.school, self.known, view, self.now())
        self.known = replace(self.known.after(effects.events, effects.sightings), head_at=self._head(effects))
        self.journal.extend(effects.events)
        problems = sentences(effects.problems)
        told = sentences((*effects.problems, *observed.problems))
        edits = difference(self.projection(told), snapshot, view)
        stamp = Stamp(self.school.settings.id, max(self.looks.save, view.save or 0) + 1)
        self._remember(effects, view, stamp.save if edits or snapshot.stamp is None else 0)
        self.paper.carry_out(replace(edits, stamp=stamp), view.refilled)
        journal_says = overview(self.school, self.known, problems, self.day)
        assert effects.overviews == journal_says, "the pass and the journal after it say different things"
        return Passed(effects, edits, effects.overviews, doubts=self.doubts, told=told)

    def _remember(self, effects: Effects, view: View, saved: int) -> None:
        """Keep what this look believed, as the database does."""
        past = dict(self.looks.past)
        for key, cells in effects.sightings.items():
            past[key] = (*past.get(key, ()), Sighting(cells, view.save or 0, self.now()))
        save = max(self.looks.save, view.save or 0, saved)
        self.looks = Sightings(self.known.sightings, past, save, self.doubts)
        self.known = replace(self.known, since=self.looks.since())

    def accept(self, *codes: str, reason: str = "так и задумано") -> list[Event]:
        """The curator accepts doubted rows by command."""
        view = refilled(seen_board(self.school, self.paper.snapshot(), self.known.sightings), self.looks)
        taken = acceptable(self.doubts, codes, self.school, units_of(view, self.looks))
        facts = [accepted(doubt, self.school, reason, "Куратор", self.now()) for doubt in taken]
        self.known = self.known.after(facts, {doubt.key: doubt.shown for doubt in taken})
        self.doubts = tuple(doubt for doubt in self.doubts if doubt not in taken)
        self.looks = replace(self.looks, last=self.known.sightings, doubts=self.doubts)
        self.journal.extend(facts)
        return list(facts)

    def _head(self, effects: Effects) -> datetime | None:
        return effects.events[-1].seen_at if effects.events else self.known.head_at

    def reopen(self, code: str, reason: str) -> None:
        """The curator asks by command that a finished milestone is opened again; VekhaError where that cannot be."""
        asked = reopening(
            self.school, self.school.by_code[code], self.known.state(code), reason, self.now(), self.day
        )
        self.known = replace(self.known.after([asked], {}), head_at=self.now())
        self.journal.append(asked)

    def status(self, code: str) -> str:
        """The status cell of a row."""
        return str(self.paper.read(self.tab(code), code, b.STATUS))

    def remark(self, code: str) -> str:
        """The remark cell of a row."""
        return str(self.paper.read(self.tab(code), code, b.REMARK) or "")


def story(table: str, school: School | None = None, code: str = "1.1/2021") -> list[str]:
    """Play a table and give its rows back with the status that the board really showed.

    Columns: день (day.month of 2021), кто (a label, or «исполнитель»), пишет (for the executor: mark; result; new
    date; comment – for a voter: decision; comment), статус. Rows without a status belong to one pass with the next.
    """
    life = Scenario(school or small_school())
    life.sync()
    people = {who.label: person for person, who in life.school.roster.people.items()}
    played = []
    for row in rows_of(table):
        day, month = (int(part) for part in row["день"].split("."))
        texts = [text.strip() or None for text in row["пишет"].split(";")] if row["пишет"] else []
        if row["кто"] == "исполнитель":
            life.mark(code, *texts)
        elif row["кто"]:
            newest = life.known.state(code).ballots[-1].number
            life.vote(people[row["кто"]], *(texts or [None]), ballot=newest)
        shown = row["статус"]
        if shown:
            life.sync(date(2021, month, day))
            shown = life.status(code)
        played.append(" | ".join((row["день"], row["кто"], row["пишет"], shown)))
    return played


def told(table: str) -> list[str]:
    """The rows of a story's table as `story` gives them back."""
    return [" | ".join(row.values()) for row in rows_of(table)]
