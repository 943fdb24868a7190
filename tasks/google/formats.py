"""How tabs look in Google's grid: the requests for a tab's formats, dropdowns, colours, filter views and chart."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from models.board import columns, google_texts
from models.projection import Line, LineKind, Page, summary_column
from models.projection import texts as projection_texts
from models.school import Status
from tasks.boards import DATE_COLUMNS, has_rows, is_people, is_plan, style
from tasks.google import layout
from tasks.google.layout import Json, Layout, letter

SPARE_ROWS, SPARE_COLUMNS = 50, 2
PIXELS_PER_UNIT, ARROW_PIXELS = 8, 20  # a dropdown's arrow takes room
DATE = {"numberFormat": {"type": "DATE", "pattern": style.DATE_FORMAT}}
TEXT = {"numberFormat": {"type": "TEXT"}}
CELL_FIELDS = "userEnteredValue,userEnteredFormat,dataValidation"
ROW_FIELDS = "userEnteredValue,userEnteredFormat.numberFormat,dataValidation"


def color(code: str) -> Json:
    """A colour by its six hex digits."""
    red, green, blue = (round(int(code[place : place + 2], 16) / 255, 4) for place in (0, 2, 4))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def area(tab: int, top: int | None, bottom: int | None, left: int | None, right: int | None) -> Json:
    """A GridRange from rows and columns counted from 1, both ends included; None is an open end."""
    found: Json = {"sheetId": tab}
    for name, value in (("startRowIndex", top), ("startColumnIndex", left)):
        if value is not None:
            found[name] = value - 1
    for name, value in (("endRowIndex", bottom), ("endColumnIndex", right)):
        if value is not None:
            found[name] = value
    return found


def grid_size(page: Page) -> tuple[int, int]:
    """Rows and columns that a new tab needs."""
    return columns.HEADER_ROW + len(page.lines) + SPARE_ROWS, max(len(page.header), 1) + SPARE_COLUMNS


def head_format() -> Json:
    """The format of a header cell."""
    return _format(fill=style.DARK, text="FFFFFF", bold=True, middle=True)


def _format(
    *, fill: str | None = None, text: str = "000000", bold: bool = False, italic: bool = False, size: int = 9,
    middle: bool = False, wrap: bool = True, more: Json | None = None,
) -> Json:  # fmt: skip
    made: Json = {
        "wrapStrategy": "WRAP" if wrap else "OVERFLOW_CELL",
        "verticalAlignment": "MIDDLE" if fill == style.DARK else "TOP",
        "textFormat": {"foregroundColorStyle": color(text), "bold": bold, "italic": italic, "fontSize": size},
        **(more or {}),
    }
    if middle:
        made["horizontalAlignment"] = "CENTER"
    if fill:
        made["backgroundColorStyle"] = color(fill)
    if size == 9:
        side = {"style": "SOLID", "colorStyle": color(style.GRID)}
        made["borders"] = {"bottom": side, "right": side}  # a neighbour's line is not drawn twice
    return made


def column_format(title: str, header: str) -> Json:
    """The format of the cells under a header."""
    grey, dated = has_rows(title) and not is_people(title, header), header in DATE_COLUMNS
    more = number_format(header)
    return _format(fill=style.ENGINE if grey else None, bold=header == columns.STATUS, middle=dated, more=more)


def number_format(header: str) -> Json:
    """How the cells under a header show numbers; nothing where as everywhere."""
    return DATE if header in DATE_COLUMNS else TEXT if header in (columns.CODE, columns.NUMBER) else {}


def dropdown(title: str, header: str, told: Layout) -> Json | None:
    """What a person may choose under a header; another word only gets a warning, because «готово » is understood."""
    if title == columns.PARTS:
        words: tuple[str, ...] = (told.labels or ()) if header == columns.WHO else ()
    elif title == columns.MEETING:
        words = (columns.YES, columns.NO) if header == columns.PRESENT else ()
    else:
        words = told.requests if header == columns.REQUEST else told.choices if header.endswith(columns.VOTE) else ()
    if not words or not is_people(title, header):
        return None
    values = [{"userEnteredValue": word} for word in words]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "strict": False, "showCustomUi": True}


def width_request(tab: int, column: int, title: str, header: str) -> Json:
    """The width of a column."""
    chosen = is_people(title, header) and (header == columns.REQUEST or header.endswith(columns.VOTE))
    pixels = round(style.width_of(title, header, column) * PIXELS_PER_UNIT) + (ARROW_PIXELS if chosen else 0)
    return {
        "updateDimensionProperties": {
            "range": {"sheetId": tab, "dimension": "COLUMNS", "startIndex": column - 1, "endIndex": column},
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }


def head_cell(title: str, header: str, places: dict[str, int], header_row: int) -> Json:
    """A header cell: its text, or the lookup that shows its text and fills the column."""
    value: Json = {"stringValue": header}
    if header in layout.lookups(title):
        value = {"formulaValue": layout.lookup(title, header, places[layout.key_header(title)], header_row)}
    return {"userEnteredValue": value, "userEnteredFormat": head_format()}


def row_cells(title: str, header: Sequence[str], values: dict[str, Any], told: Layout) -> list[Json]:
    """The cells of a row of milestones or ballots, unformatted: key and people's cells; what is looked up stays empty.

    A voter without a say gets no dropdown beside «—».
    """
    cells: list[Json] = []
    for name in header:
        cell: Json = {}
        if name and name not in layout.lookups(title):
            cell |= layout.cell_of(values.get(name))
            rule = dropdown(title, name, told)
            if rule and values.get(name) != columns.NO_SAY:
                cell["dataValidation"] = rule
        cells.append(cell)
    return cells


def row_formats(title: str, header: Sequence[str], tab: int, first: int, last: int | None) -> Iterator[Json]:
    """The formats of rows (no last one: of those to come, too), once for each run of columns that look alike."""
    looks = [column_format(title, name) if name else None for name in header]
    for look, run in groupby(enumerate(looks, start=1), key=lambda each: each[1]):
        places = [column for column, _ in run]
        if look is not None:
            where = area(tab, first, last, places[0], places[-1])
            yield {"repeatCell": {"range": where, "cell": {"userEnteredFormat": look}, "fields": "userEnteredFormat"}}


def page_requests(page: Page, tab: int, told: Layout) -> Iterator[Json]:
    """Everything on a tab that is new or still empty, but its protections."""
    header = page.header or ("",)
    places = {name: number for number, name in enumerate(header, start=1)}
    for column, name in enumerate(header, start=1):
        yield width_request(tab, column, page.title, name)
    title = {"userEnteredValue": {"stringValue": page.heading}, "userEnteredFormat": _format(
        text=style.DARK, bold=True, size=14, wrap=False)}  # fmt: skip
    hint = {"userEnteredValue": {"stringValue": page.hint}, "userEnteredFormat": _format(
        text=style.FAINT, italic=True, size=10, wrap=False)}  # fmt: skip
    head = [head_cell(page.title, name, places, columns.HEADER_ROW) for name in page.header]
    rows = [[title], [hint], head, *_body(page, header, told)]
    yield {
        "updateCells": {
            "start": {"sheetId": tab, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": cells} for cells in rows],
            "fields": CELL_FIELDS,
        }
    }
    last = None if page.title == columns.PARTS else columns.HEADER_ROW + len(page.lines)
    if last is None or (page.lines and has_rows(page.title)):
        yield from row_formats(page.title, page.header, tab, columns.HEADER_ROW + 1, last)
        if last is None or is_plan(page.title):
            yield from _dropdowns(page, tab, told, last)
    yield from colour_rules(page.title, tab, places, told)
    yield from filter_views(page.title, tab, places, told)


def _dropdowns(page: Page, tab: int, told: Layout, last: int | None) -> Iterator[Json]:
    """The dropdowns of a tab's rows, column by column: said once, not in every cell."""
    for column, name in enumerate(page.header, start=1):
        if rule := dropdown(page.title, name, told):
            where = area(tab, columns.HEADER_ROW + 1, last, column, column)
            yield {"setDataValidation": {"range": where, "rule": rule}}


def _body(page: Page, header: Sequence[str], told: Layout) -> Iterator[list[Json]]:
    for line in page.lines:
        values = {**line.people, **line.cells}
        if is_plan(page.title):
            looked_up = layout.lookups(page.title)
            yield [layout.cell_of(values.get(name)) if name not in looked_up else {} for name in header]
        elif has_rows(page.title):
            labels = {name: label for name in header if (label := columns.voter_of(name))}
            silent = {name: columns.NO_SAY for name, label in labels.items() if label not in line.entitled}
            yield row_cells(page.title, header, {**silent, **values}, told)
        else:
            yield [plain_cell(page.title, name, line, values.get(name)) for name in header]


def plain_cell(title: str, name: str, line: Line | None, value: Any) -> Json:
    """A cell of a tab that is the engine's from end to end."""
    if line is not None and line.kind is LineKind.HEAD:
        made = head_format() if name else _format(fill=style.BAND, text=style.DARK, bold=True, size=11)
    elif not name:
        made = _format(size=11)
    else:
        made = column_format(title, name)
    return {**layout.cell_of(value), "userEnteredFormat": made}


def colour_rules(title: str, tab: int, places: dict[str, int], told: Layout) -> Iterator[Json]:
    """Colours by status, red for what is overdue, grey for voters without a say."""
    rules: list[tuple[list[int], str, str, Json]] = []
    if is_plan(title):
        for status, fill in style.STATUS_FILLS.items():
            if status in told.statuses:
                look = {"backgroundColorStyle": color(fill)}
                rules.append(([places[columns.STATUS]], "TEXT_EQ", told.statuses[status], look))
        red = {"textFormat": {"foregroundColorStyle": color(style.RED)}}
        place = letter(places[columns.REMARK])
        overdue = (
            f'=LEFT(${place}{columns.HEADER_ROW + 1};{len(projection_texts.OVERDUE)})="{projection_texts.OVERDUE}"'
        )
        rules.append(([places[columns.DUE], places[columns.REMARK]], "CUSTOM_FORMULA", overdue, red))
    if title == columns.APPROVAL:
        first = len(columns.APPROVAL_HEADER) + 1
        grey = {"backgroundColorStyle": color(style.OFF), "textFormat": {"foregroundColorStyle": color(style.FAINT)}}
        rules.append(([first], "TEXT_EQ", columns.NO_SAY, grey))
    for coloured, kind, text, look in rules:
        condition = {"type": kind, "values": [{"userEnteredValue": text}]}
        yield {
            "addConditionalFormatRule": {
                "rule": {
                    "ranges": [
                        area(tab, columns.HEADER_ROW + 1, None, place, None if title == columns.APPROVAL else place)
                        for place in coloured
                    ],
                    "booleanRule": {"condition": condition, "format": look},
                },
                "index": 0,
            }
        }


def filter_views(title: str, tab: int, places: dict[str, int], told: Layout) -> Iterator[Json]:
    """A view of one's own rows for each executor post and each voter: nobody has to sort the rows themselves."""
    if is_plan(title):
        found = [(post, columns.EXECUTORS, post) for post in told.posts]
    elif title == columns.APPROVAL:
        found = [(google_texts.AWAITED_VIEW.format(label=label), columns.OUTCOME, label) for label in told.voters]
    else:
        return
    for name, header, text in found:
        condition = {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": text}]}
        spec = {"columnIndex": places[header] - 1, "filterCriteria": {"condition": condition}}
        view = {
            "title": name[:100],
            "range": area(tab, columns.HEADER_ROW, None, 1, len(places)),
            "filterSpecs": [spec],
        }
        yield {"addFilterView": {"filter": view}}


def chart(header: Sequence[str], keys: Sequence[str], tab: int) -> Json:
    """The chart of «Сводка»: statuses stacked per direction; `keys` is its first column below the header."""
    last = columns.HEADER_ROW + (keys.index(projection_texts.ALL) if projection_texts.ALL in keys else len(keys))

    def source(column: int) -> Json:
        return {"sourceRange": {"sources": [area(tab, columns.HEADER_ROW, last, column, column)]}}

    series = [
        {
            "series": source(summary_column(status)),
            "targetAxis": "BOTTOM_AXIS",
            "colorStyle": color(style.CHART_FILLS[status]),
        }
        for status in Status
    ]
    return {
        "addChart": {
            "chart": {
                "spec": {
                    "title": projection_texts.CHART,
                    "basicChart": {
                        "chartType": "BAR",
                        "stackedType": "STACKED",
                        "legendPosition": "BOTTOM_LEGEND",
                        "headerCount": 1,
                        "domains": [{"domain": source(1)}],
                        "series": series,
                    },
                },
                "position": {
                    "overlayPosition": {
                        "anchorCell": {"sheetId": tab, "rowIndex": 2, "columnIndex": len(header) + 1},
                        "widthPixels": 760,
                        "heightPixels": 420,
                    }
                },
            }
        }
    }
