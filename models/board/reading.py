"""A snapshot understood: tables by their headers, rows by their codes, ballots by their numbers."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.board import columns, texts
from models.board.board import HeadedTab, SeenRow, Sheet, Snapshot, View
from models.board.cells import Cells, Value, as_text, canonical, code_key
from models.board.strays import is_most, kept_votes, names_another, renamed, same_texts, standing_places, strays
from models.text import Mender, Problem, same_key


def find_table(
    sheet: Sheet,
    header: Iterable[str],
    voters: Collection[str] = (),
    *,
    partial: bool = False,
    chosen: Mapping[str, int] | None = None,
) -> HeadedTab | None:
    """The table whose header row holds every name asked for; None when some name is in no one row.

    Names count however they are typed, those of the voters' columns too where they are given. A `partial` header may
    lack up to half of the names, but not the first one, which heads the rows' keys. Of columns that stand twice the
    `chosen` one is read, else the first.
    """
    wanted = tuple(header)
    if partial and (whole := find_table(sheet, wanted, voters, chosen=chosen)) is not None:
        return whole
    for number in sorted(sheet.rows)[: columns.HEADER_SEARCH_ROWS]:
        names = own_names([as_text(value) for value in sheet.rows[number]], wanted)
        if set(wanted) <= set(names) or (partial and is_most(names, wanted)):
            places = dict(chosen or {})
            names = own_names(names, voters)
            for index, name in enumerate(names, start=1):
                if name:
                    places.setdefault(name, index)
            under = {place: name for name, place in reversed(places.items())}
            order = [under.get(place, "") for place in range(1, len(names) + 1)]
            rows = {below: _cells(sheet, below, places, order) for below in sorted(sheet.rows) if below > number}
            people = (name for name in places if name in columns.MARK_COLUMNS or name in voters)
            twice = frozenset(name for name in people if names.count(name) > 1)
            spare = twice & (chosen or {}).keys()
            return HeadedTab(sheet.title, number, places, rows, twice - spare, spare, sheet.homes)
    return None


def own_names(found: Sequence[str], wanted: Iterable[str]) -> list[str]:
    """The names of a row, each of ours that is only typed otherwise in our spelling; one that is there comes first.

    >>> own_names(["код ", "Статус", "статус"], ["Код", "Статус"])
    ['Код', 'Статус', 'статус']
    """
    lacking = {same_key(name): name for name in wanted if name not in found}
    return [lacking.pop(same_key(name), name) for name in found] if lacking else list(found)


def own_titles(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The tabs, each table of ours under our title where that is only typed otherwise and stands on no other tab.

    The engine's own tabs are not known again so: what stands on a tab «сводка» may be people's.
    """
    tabs = tuple(sheets)
    taken = {sheet.title for sheet in tabs}
    found = []
    for sheet in tabs:
        title = columns.own_title(sheet.title)
        header = columns.row_header(title or "")
        is_ours = title is not None and title not in taken and find_table(sheet, header) is not None
        found.append(replace(sheet, title=title) if title and is_ours else sheet)
        taken.add(found[-1].title)
    return tuple(found)


def _cells(sheet: Sheet, row: int, places: Mapping[str, int], order: Sequence[str]) -> dict[str, Value]:
    """The cells of a row that stand under names; `order` are the names from the first column on."""
    cells: dict[str, Value] = {}
    for name, typed in zip(order, sheet.rows[row], strict=False):
        if typed is not None and name and (value := canonical(typed)) is not None:
            cells[name] = value
    if not (sheet.shown or sheet.links):
        return cells
    for beside, texts_of in ((columns.SHOWN, sheet.shown), (columns.LINK, sheet.links)):
        for name in columns.LINKED if texts_of else ():
            if name in cells and (row, places[name]) in texts_of:
                cells[name + beside] = canonical(texts_of[row, places[name]])
    return cells


def read_view(
    snapshot: Snapshot,
    plans: Mapping[str, Mapping[str, Cells]],
    direction_titles: frozenset[str],
    voters: Sequence[str] = (),
    last: Mapping[str, Cells] | None = None,
    *,
    partial: bool = False,
) -> View:
    """Find every row by its code and every ballot by its number.

    `plans` gives, per plan tab, the engine's texts of each code: by them a row with a typed-over code is known again;
    `voters` the headers of the voters' columns, whatever else ends like one; `last` what was last seen of each row.
    With `partial` a header may lack some names.
    """
    sheets = {sheet.title: sheet for sheet in snapshot.sheets}
    wanted = {code: cells for texts_of in plans.values() for code, cells in texts_of.items()}
    reading = _Reading(wanted, direction_titles, frozenset(voters))
    for title in (title for title in (*plans, columns.APPROVAL, columns.MEETING) if title in sheets):
        table = _settled(sheets[title], voters, last or {}, partial and title != columns.MEETING)
        if table is None:
            continue
        reading.tables[title] = table
        if title in (columns.APPROVAL, columns.MEETING):
            held = (reading.sitting, _sitting_cells) if title == columns.MEETING else (reading.ballots, reading.votes)
            reading.add(table, _numbers_of(table, reading), *held)
        else:
            keys, problems = codes_of(table, plans[title], direction_titles, reading.wanted)
            reading.problems.extend(problems)
            reading.add(table, keys, reading.rows, _mark_cells)
        reading.merged.update(_merged(sheets[title], table, reading))
    reading.ballots |= kept_votes(reading.tables.get(columns.APPROVAL), reading.ballots, reading.voters, last or {})
    foreign = _foreign(sheets, plans, reading)
    reading.problems.extend(strays(snapshot, reading.tables, _copies(snapshot, plans), reading.wanted))
    return View(
        reading.tables, reading.rows, reading.ballots, frozenset(plans) - foreign, frozenset(reading.quarantined),
        tuple(reading.problems), misnamed=frozenset(reading.misnamed), merged=frozenset(reading.merged),
        save=snapshot.stamp.save if snapshot.stamp else None, keys=reading.keys, sitting=reading.sitting,
        voters=reading.voters,
    )  # fmt: skip


def _settled(sheet: Sheet, voters: Sequence[str], last: Mapping[str, Cells], partial: bool) -> HeadedTab | None:
    """The table of a tab, of columns that stand twice the one that surely stood there before."""
    header = columns.row_header(sheet.title)
    table = find_table(sheet, header, voters, partial=partial)
    if table is not None and (chosen := standing_places(table, sheet, (*header, *voters), last)):
        table = find_table(sheet, header, voters, partial=partial, chosen=chosen)
    if table is None or sheet.title != columns.APPROVAL:
        return table
    return replace(table, renamed=renamed(table, sheet, voters, last))


def _foreign(
    sheets: Mapping[str, Sheet], plans: Mapping[str, Mapping[str, Cells]], reading: "_Reading"
) -> frozenset[str]:
    """The tabs that bear a name of ours and hold nothing of ours: somebody's draft of a year to come."""
    lacking = [title for title in plans if title in sheets and title not in reading.tables]
    cells = {title: {as_text(value) for values in sheets[title].rows.values() for value in values} for title in lacking}
    found = [title for title in lacking if cells[title].isdisjoint((*plans[title], *columns.PLAN_HEADER))]
    told = {title: texts.TAB_OF_ANOTHER.of(title=title) for title in sorted(found)}
    reading.problems.extend(Problem(f"«{title}»", *each, Mender.CURATOR) for title, each in told.items())
    return frozenset(found)


def _copies(snapshot: Snapshot, plans: Iterable[str]) -> list[str]:
    """The tabs that have a header of ours and are none of ours."""
    ours = {*plans, columns.APPROVAL, columns.SUMMARY, columns.LOG, columns.GUIDE}
    others = [sheet for sheet in snapshot.sheets if sheet.title not in ours and not sheet.title.startswith("_")]
    headers = (columns.PLAN_HEADER, columns.APPROVAL_HEADER)
    return [sheet.title for sheet in others if any(find_table(sheet, header) is not None for header in headers)]


@dataclass
class _Reading:
    """A view in the making; `wanted` are the engine's texts of every code of the roadmap, `voters` voters' headers."""

    wanted: Mapping[str, Cells]
    headings: frozenset[str]
    voters: frozenset[str]
    tables: dict[str, HeadedTab] = field(default_factory=dict)
    rows: dict[str, SeenRow] = field(default_factory=dict)
    ballots: dict[str, SeenRow] = field(default_factory=dict)
    sitting: dict[str, SeenRow] = field(default_factory=dict)
    quarantined: set[str] = field(default_factory=set)
    misnamed: set[str] = field(default_factory=set)
    merged: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    keys: dict[str, Mapping[int, str]] = field(default_factory=dict)

    def add(
        self, table: HeadedTab, keys: Mapping[int, str], into: dict[str, SeenRow], people: Callable[[Cells], Cells]
    ) -> None:
        """The rows of a tab that are known by one key each; the others are set apart."""
        self.keys[table.title] = keys
        counts = Counter(key for key in keys.values() if key)
        for key, count in counts.items():
            if count > 1:
                self.quarantined.add(key)
                where = [number for number, each in keys.items() if each == key]
                self.problems.append(Problem(key, *texts.duplicated_code(table.title, where), Mender.CURATOR))
        for number, key in keys.items():
            if key and counts[key] == 1:
                into[key] = SeenRow(table.title, number, people(table.rows[number]))
                if names_another(key, table, number, self.wanted, self.headings):
                    self.misnamed.add(key)

    def votes(self, cells: Cells) -> Cells:
        """What stands in the voters' columns of a row, but for the engine's «—»."""
        return {name: value for name, value in cells.items() if name in self.voters and value != columns.NO_SAY}


def _numbers_of(table: HeadedTab, reading: _Reading) -> dict[int, str]:
    """The number of each ballot's row; a row with votes and without one is a problem."""
    keys = {number: code_key(as_text(cells.get(columns.NUMBER))) for number, cells in table.rows.items()}
    ours = reading.voters.union(columns.APPROVAL_HEADER)  # a note in an own column is nobody's business
    bare = (number for number, key in keys.items() if not key and not ours.isdisjoint(table.rows[number]))
    for number in bare if table.title == columns.APPROVAL else ():
        place = texts.ROW.format(tab=table.title, number=number)
        reading.problems.append(Problem(place, *texts.BALLOT_WITHOUT_NUMBER, Mender.CURATOR))
    return keys


def _merged(sheet: Sheet, table: HeadedTab, reading: _Reading) -> Iterator[tuple[str, str]]:
    """Code and '', or number and a voter's label, of every people's cell that is merged with other cells."""
    if not sheet.merges:
        return
    rows = {row.number: key for key, row in (*reading.rows.items(), *reading.ballots.items()) if row.tab == sheet.title}
    people = {
        place: columns.voter_of(name) or ""
        for name, place in table.columns.items()
        if name in columns.MARK_COLUMNS or name in reading.voters
    }
    for area in sheet.merges:
        for row in range(area.top, (area.bottom or area.top) + 1):
            for place in range(area.left, (area.right or area.left) + 1):
                if row in rows and place in people:
                    yield rows[row], people[place]


def codes_of(
    table: HeadedTab, wanted: Mapping[str, Cells], direction_titles: frozenset[str], known: Iterable[str] = ()
) -> tuple[dict[int, str], list[Problem]]:
    """The code of each row of a plan tab; a typed-over code is known again by the row's other engine texts.

    A code of another tab (`known` are all codes of the roadmap) stays what it is: the row was copied from there.
    """
    keys = {number: code_key(as_text(cells.get(columns.CODE))) for number, cells in table.rows.items()}
    counts = Counter(keys.values())
    lost = [code for code in wanted if not counts[code]]
    problems = []
    for number, key in keys.items():
        cells = table.rows[number]
        if key in wanted and (counts[key] == 1 or not lost or same_texts(cells, wanted[key])):
            continue
        elsewhere = key not in wanted and key in known
        twins = [] if elsewhere else [code for code in lost if same_texts(cells, wanted[code])]
        if len(twins) == 1:
            keys[number] = twins[0]
            continue
        if key in wanted:
            continue
        keys[number] = ""
        is_heading = not key and _is_heading(cells, direction_titles)
        if cells and not (is_heading and cells.keys().isdisjoint(columns.MARK_COLUMNS)):
            where = texts.ROW.format(tab=table.title, number=number)
            found = texts.CODE_OF_ANOTHER_TAB.of(code=key) if elsewhere else texts.row_without_code(key)
            problems.append(Problem(where, *(texts.MARK_IN_HEADING if is_heading else found), Mender.CURATOR))
    return keys, problems


def _is_heading(cells: Cells, direction_titles: frozenset[str]) -> bool:
    """Whether a row without a code heads a direction, by its present title or by one that an order has changed."""
    number = as_text(cells.get(columns.TITLE)).partition(". ")[0]
    return number in {title.partition(". ")[0] for title in direction_titles}


def _sitting_cells(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if name in columns.MEETING_PEOPLE}


def _mark_cells(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if name in columns.MARK_CELLS}
