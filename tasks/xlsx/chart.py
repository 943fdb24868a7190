"""The charts of «Сводка», below its tables: statuses stacked per direction, and what is overdue."""

from collections.abc import Sequence
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

from models.board import columns
from models.projection import LineKind, Page, summary_column, texts
from tasks.boards import CHART_FILLS, RED
from tasks.xlsx.styles import FONT

_GAP = 4  # rows left for executors to come
_WIDTH_CM, _BAR_CM, _ROUND_CM = 21, 1.1, 3.2
_POINT_CM, _ROW_POINTS = 2.54 / 72, 15.0


def add_charts(sheet: Worksheet, page: Page) -> None:
    """Draw the first table of the page; a page without a table of numbers gets no chart.

    What is overdue is counted in its status as well, so it stands in a chart of its own.
    """
    head, first, last = columns.HEADER_ROW, columns.HEADER_ROW + 1, _last_direction(page)
    stacked = {summary_column(status): fill for status, fill in CHART_FILLS.items()}
    late = {len(page.header): RED}
    row = head + len(page.lines) + _GAP
    sheet.row_breaks.append(Break(id=row - 1))  # on paper a chart is not torn apart
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
