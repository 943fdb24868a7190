"""The charts of «Сводка», at the right of its tables: statuses stacked per direction, and what is overdue."""

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from models.board import columns
from models.projection import SUMMARY_COLUMNS, LineKind, Page
from tasks.boards import CHART_FILLS, RED
from tasks.xlsx.styles import FONT

_STATUSES = {name.casefold(): status for name, status in SUMMARY_COLUMNS if status is not None}
TOTALS = ("всего", "итого")
OVERDUE = "просроч"
TITLE, OVERDUE_TITLE = "Ход дорожной карты по направлениям", "Просрочено по направлениям"
_WIDTH_CM, _BAR_CM, _ROUND_CM = 21, 1.1, 3.2
_POINT_CM, _ROW_POINTS = 2.54 / 72, 15.0


def add_charts(sheet: Worksheet, page: Page) -> None:
    """Draw the first table of the page; a page without a table of numbers gets no chart.

    What is overdue is counted in its status as well, so it stands in a chart of its own.
    """
    head, first, last = _first_table(page)
    names = [str(sheet.cell(head, column).value or "").casefold() for column in range(1, sheet.max_column + 1)]
    counted = [(column, name) for column, name in enumerate(names, 1) if column > 1 and name]
    late = [column for column, name in counted if name.startswith(OVERDUE)]
    stacked = [column for column, name in counted if not name.startswith((OVERDUE, *TOTALS))]
    stacked.sort(key=lambda column: _rank(names[column - 1]))
    place, row = get_column_letter(len(page.header) + 2), head
    for title, shown in ((TITLE, stacked), (OVERDUE_TITLE, late)):
        if last < first or not shown:
            continue
        chart = _chart(sheet, title, head, shown)
        for column, series in zip(shown, chart.series, strict=True):
            fill = RED if shown is late else _fill(names[column - 1])
            series.graphicalProperties = GraphicalProperties(solidFill=fill)
            series.val.numRef.f = Reference(sheet, min_col=column, min_row=first, max_row=last)
        chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
        chart.height = _BAR_CM * (last - first + 1) + _ROUND_CM
        sheet.add_chart(chart, f"{place}{row}")
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
        name = str(sheet.cell(head, column).value)
        chart.series.append(Series(Reference(sheet, min_col=column, min_row=head), title=name))
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


def _rank(name: str) -> int:
    return list(CHART_FILLS).index(_STATUSES[name])


def _fill(name: str) -> str:
    return CHART_FILLS[_STATUSES[name]]


def _first_table(page: Page) -> tuple[int, int, int]:
    """Rows of the first table: its head, its first and its last line (totals left out)."""
    kinds = [line.kind for line in page.lines]
    head = columns.HEADER_ROW
    if not page.header:
        head += 1 + (kinds.index(LineKind.HEAD) if LineKind.HEAD in kinds else 0)
    last = head
    for line in page.lines[head - columns.HEADER_ROW :]:
        first = line.cells.get(page.header[0]) if page.header else next(iter(line.cells.values()), None)
        label = str(first or "").casefold()
        if line.kind is not LineKind.PLAIN or not label or label.startswith(TOTALS):
            break
        last += 1
    return head, head + 1, last
