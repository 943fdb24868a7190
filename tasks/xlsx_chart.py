"""The chart of «Сводка»: stacked bars, one bar per line of the first table, at its right."""

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from models.board import HEADER_ROW
from models.edits import LineKind, Page
from tasks.xlsx_styles import CHART_FILLS, CHART_OTHER

TOTALS = ("всего", "итого")


def add_chart(sheet: Worksheet, page: Page) -> None:
    """Draw the first table of the page; a page without a table of numbers gets no chart."""
    head, first, last = _first_table(page)
    names = [str(sheet.cell(head, column).value or "") for column in range(1, sheet.max_column + 1)]
    shown = [(c, n) for c, n in enumerate(names, 1) if c > 1 and n and not n.casefold().startswith(TOTALS)]
    if last < first or not shown:
        return
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
    chart.title, chart.legend.position = "Ход дорожной карты по направлениям", "b"
    for column, name in shown:
        series = Series(
            Reference(sheet, min_col=column, min_row=first, max_row=last),
            title_from_data=False,
            title=name,
        )
        fill = next((color for stem, color in CHART_FILLS if stem in name.casefold()), CHART_OTHER)
        series.graphicalProperties = GraphicalProperties(solidFill=fill)
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.width, chart.height = 22, max(9, 1.6 * (last - first + 1) + 3)
    sheet.add_chart(chart, f"{get_column_letter(len(page.header) + 2)}{head}")


def _first_table(page: Page) -> tuple[int, int, int]:
    """Rows of the first table: its head, its first and its last line (totals left out)."""
    lines = [line.kind for line in page.lines]
    head = HEADER_ROW
    if not page.header:
        head += 1 + (lines.index(LineKind.HEAD) if LineKind.HEAD in lines else 0)
    last = head
    for line in page.lines[head - HEADER_ROW :]:
        first = line.cells.get(page.header[0]) if page.header else next(iter(line.cells.values()), None)
        label = str(first or "").casefold()
        if line.kind is not LineKind.PLAIN or not label or label.startswith(TOTALS):
            break
        last += 1
    return head, head + 1, last
