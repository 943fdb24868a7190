"""The charts of «Сводка», below its tables: statuses stacked per direction, and what is overdue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from models.board import Value, columns
from models.projection import LineKind, Page, summary_column, texts
from tasks.boards import CHART_FILLS, RED
from tasks.xlsx.book import ID, Book
from tasks.xlsx.ranges import Area, read_area
from tasks.xlsx.styles import FONT

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PLACE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_GAP = 4  # rows left for executors to come
_WIDTH_CM, _BAR_CM, _ROUND_CM = 21, 1.1, 3.2
_POINT_CM, _ROW_POINTS = 2.54 / 72, 15.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Where a tab's first table ends, and where its last one does."""

    table: int
    bottom: int


def add_charts(sheet: Worksheet, page: Page) -> None:
    """Draw the first table of the page; a page without a table of numbers gets no chart.

    What is overdue is counted in its status as well, so it stands in a chart of its own.
    """
    head, first, last = columns.HEADER_ROW, columns.HEADER_ROW + 1, _last_direction(page)
    stacked = {summary_column(status): fill for status, fill in CHART_FILLS.items()}
    late = {len(page.header): RED}
    row = head + max(len(page.lines), page.room) + _GAP
    sheet.row_breaks.append(Break(id=row - 2))  # on paper a chart is not torn apart, nor its upper edge
    for title, shown in ((texts.CHART, stacked), (texts.OVERDUE_CHART, late)):
        if last < first:
            continue
        chart = _chart(sheet, title, head, tuple(shown))
        for (column, fill), series in zip(shown.items(), chart.series, strict=True):
            series.graphicalProperties = GraphicalProperties(solidFill=fill)
            series.val.numRef.f = Reference(sheet, min_col=column, min_row=first, max_row=last)
        chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
        chart.height = _BAR_CM * (last - first + 1) + _ROUND_CM
        sheet.add_chart(chart, f"A{row}")
        row = _row_below(sheet, row, chart.height)


def follow_table(book: Book, title: str, was: Rows, now: Rows) -> None:
    """Let the charts of a tab draw its first table as long as it is now, and stand below everything that it holds.

    `was` and `now` are the rows of the first table and of the whole.
    """
    for drawing in book.related(book.part_of(title), "drawing"):
        charts = {name: part for name, kind, part in book.relations(drawing) if kind == "chart"}
        ours = {name for name, part in charts.items() if _redrawn(book, part, title, was, now)}
        root = book.tree(drawing)
        anchors = [each for each in root if any(found.get(ID) in ours for found in each.iter(_CHART + "chart"))]
        tops = [row for each in anchors for row in each.iterfind(f"{_PLACE}from/{_PLACE}row")]
        hidden = now.bottom - min((int(row.text or 0) for row in tops), default=now.bottom)
        if hidden > 0:
            for row in (row for each in anchors for row in each.iter(_PLACE + "row")):
                row.text = str(int(row.text or 0) + hidden + 1)
            book.tree(drawing, change=True)


def _redrawn(book: Book, part: str, title: str, was: Rows, now: Rows) -> bool:
    """Whether a chart draws the tab's first table, all of which it draws now."""
    found = False
    for reference in book.tree(part).iter(_CHART + "f"):
        tab, _, cells = (reference.text or "").rpartition("!")
        area = read_area(cells)
        if tab.strip("'") != title or area is None or area.top != columns.HEADER_ROW + 1 or area.bottom != was.table:
            continue
        found = True
        if was.table != now.table:
            longer = Area(area.left, area.top, area.right, now.table)
            reference.text = f"{tab}!{longer.text(absolute=True)}"
            book.tree(part, change=True)
    return found


def rows_of(values: Mapping[int, Mapping[int, Value]], column: int) -> Rows:
    """The last rows of the first table without its totals, and of all tables, by the names in a column."""
    names = {row: cells.get(column) for row, cells in values.items() if row > columns.HEADER_ROW}
    last = columns.HEADER_ROW
    while names.get(last + 1) not in (None, texts.ALL):
        last += 1
    return Rows(last, max((row for row, name in names.items() if name is not None), default=last))


def _chart(sheet: Worksheet, title: str, head: int, places: Sequence[int]) -> Any:
    """A chart of horizontal bars without data yet; series are called as the columns are."""
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
    chart.title, chart.width = title, _WIDTH_CM
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_letters(1200, bold=True))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = _letters(1200, bold=True)
    if len(places) > 1:
        chart.legend.position, chart.legend.txPr = "b", _text()
    else:
        chart.legend = None
    for column in places:
        series = Series(Reference(sheet, min_col=column, min_row=head))
        series.tx = SeriesLabel(strRef=StrRef(str(Reference(sheet, min_col=column, min_row=head))))
        chart.series.append(series)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr, chart.y_axis.txPr = _text(), _text()
    chart.y_axis.majorGridlines, chart.y_axis.number_format = None, "0"
    return chart


def _row_below(sheet: Worksheet, row: int, height: float) -> int:
    """The first row that begins below a picture of this height (cm) whose top stands at `row`."""
    while height > 0:
        height -= (sheet.row_dimensions[row].height or _ROW_POINTS) * _POINT_CM
        row += 1
    return row + 1


def _letters(size: int, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=FONT))


def _text() -> RichText:
    letters = _letters(900)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


def _last_direction(page: Page) -> int:
    """The last row of the first table, whose totals are left out."""
    names = (line.cells.get(page.header[0]) for line in page.lines if line.kind is LineKind.PLAIN)
    return columns.HEADER_ROW + sum(1 for _ in takewhile(lambda name: name not in (None, texts.ALL), names))
