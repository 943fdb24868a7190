"""Make the workbook: every tab with its texts, formats, dropdowns, colours, protection and print set-up."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from models.board import Value, columns, workbook_texts
from models.projection import Line, LineKind, Page, Projection
from models.projection import texts as projection_texts
from models.school import Status
from tasks.boards import (
    CHOICES_NAME,
    REQUESTS_NAME,
    SPARE_ROWS,
    STATUS_FILLS,
    STATUSES_NAME,
    has_rows,
    is_plan,
    points_for,
    width_of,
)
from tasks.xlsx import styles
from tasks.xlsx.chart import add_charts
from tasks.xlsx.sheet import ALLOWED_WHEN_LOCKED
from tasks.xlsx.text import escaped, legal

SPARE_COLUMNS = 40
BLANK_LINES = 200  # of «Вклады» stand ready to be filled
# A list longer than 255 characters must stand in cells: as many labels as there are, on the hidden tab.
LABELS_FORMULA = (
    f"OFFSET('{columns.LABELS}'!$A${columns.HEADER_ROW + 1},0,0,"
    f"MAX(1,COUNTA('{columns.LABELS}'!$A${columns.HEADER_ROW + 1}:$A$1000)),1)"
)
# Measured: what fills a sheet of A4 – nine columns of «Утверждение» or five voters, and the tables of «Сводка».
VOTES_SCALE, VOTERS_ON_PAPER, SUMMARY_SCALE = 86, 5, 78


class _Unlocked(SheetProtection):
    """Says in the file that a tab is not locked, and what stays allowed should a person lock it all the same."""

    tagname = "sheetProtection"
    __attrs__ = SheetProtection.__attrs__

    def __init__(self) -> None:
        super().__init__(sheet=False, objects=False, scenarios=False)
        for name in ALLOWED_WHEN_LOCKED:
            setattr(self, name, False)

    def __bool__(self) -> bool:
        return True  # openpyxl writes none but what is true


QUOTE = '"'
Words = Mapping[str, Sequence[str]]  # the name that keeps them → the school's words


def make_workbook(projection: Projection) -> bytes:
    """The bytes of the whole workbook."""
    words = {
        REQUESTS_NAME: projection.requests,
        CHOICES_NAME: projection.choices,
        STATUSES_NAME: projection.statuses,
    }
    return make_pages(projection.pages(), words)


def values_of(page: Page, line: Line) -> dict[int, Value]:
    """A line's values by column; a tab without a header takes them in their order."""
    both = {**line.people, **line.cells}
    if not page.header:
        return dict(enumerate(both.values(), start=1))
    return {page.header.index(name) + 1: value for name, value in both.items() if name in page.header}


def make_pages(pages: Sequence[Page], words: Words) -> bytes:
    """The bytes of a workbook that has these tabs alone: what new tabs and rows are modelled on, too."""
    workbook = Workbook()
    normal: Any = workbook._named_styles["Normal"]  # type: ignore[attr-defined]
    normal.font = Font(name=styles.FONT, size=10)
    workbook.properties.creator = workbook_texts.AUTHOR
    workbook.remove(workbook.worksheets[0])
    for page in pages:
        _add_page(workbook.create_sheet(page.title), page, words)
    for name, mine in words.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=f'"{",".join(mine)}"', hidden=True)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _add_page(sheet: Worksheet, page: Page, words: Words) -> None:
    places = len(page.header) or max([1, *(len(values_of(page, line)) for line in page.lines)])
    names = [page.header[index] if index < len(page.header) else "" for index in range(places)]
    for column, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width_of(page.title, name, column)
    _put(sheet, 1, 1, page.heading, styles.TITLE_LOOK)
    _put(sheet, 2, 1, page.hint, styles.HINT_LOOK)
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 24, 15
    for column, name in enumerate(page.header, start=1):
        _put(sheet, columns.HEADER_ROW, column, name, styles.HEAD_LOOK)
    if page.header:
        sheet.row_dimensions[columns.HEADER_ROW].height = max(
            30, *(points_for(name, width_of(page.title, name, number), 10.5) for number, name in enumerate(names, 1))
        )
    for row, line in enumerate(page.lines, start=columns.HEADER_ROW + 1):
        _add_line(sheet, row, page, names, line)
    last = columns.HEADER_ROW + len(page.lines)
    if page.title == columns.PARTS:
        for row in range(last + 1, last + 1 + BLANK_LINES):
            _add_line(sheet, row, page, names, Line("", LineKind.BALLOT, {}))
    _set_rules(sheet, page, last, words)
    _set_sheet(sheet, page, last, places)
    if page.title == columns.SUMMARY:
        add_charts(sheet, page)


class FittedRow(RowDimension):
    """A row whose height programs fit anew: fixed, it would stay where it is when rows are sorted."""

    customHeight = False  # noqa: N815 - openpyxl's name


def _put(sheet: Worksheet, row: int, column: int, value: Value, look: styles.Look) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        value = legal(value)
        shown: Any = escaped(value) if isinstance(value, str) else value
        cell.value = shown
        if isinstance(value, str):
            cell.data_type = "s"  # text that begins with «=» stays text
        styles.apply_style(cell, look)


def _add_line(sheet: Worksheet, row: int, page: Page, names: Sequence[str], line: Line) -> None:
    values = values_of(page, line)
    widths = {column: width_of(page.title, name, column) for column, name in enumerate(names, start=1)}
    for column, name in enumerate(names, start=1):
        look = styles.look_of(page.title, name, line.kind, column, values.get(column))
        _put(sheet, row, column, values.get(column), look)
    if line.kind is LineKind.DIRECTION and columns.TITLE in names:
        first = names.index(columns.TITLE) + 1
        # Not merged, or no program would sort the rows: the text goes on over the empty cells at its right.
        widths[first] = sum(width for column, width in widths.items() if column >= first) * 0.85
    font = 9.0 if page.header else styles.GUIDE_LOOK.size
    heights = [points_for(value, widths[column], font) for column, value in values.items()]
    dimension = FittedRow if has_rows(page.title) else RowDimension
    sheet.row_dimensions[row] = dimension(sheet, index=row, ht=max([styles.least_points(line.kind), *heights]))


def _set_rules(sheet: Worksheet, page: Page, last: int, words: Words) -> None:
    """Dropdowns, checks and colours, with room for the rows to come."""
    first, end = columns.HEADER_ROW + 1, last + SPARE_ROWS
    letters = {name: get_column_letter(number) for number, name in enumerate(page.header, start=1)}
    for name, letter in letters.items():
        area = f"{letter}{first}:{letter}{end}"
        if is_plan(page.title) and name == columns.REQUEST:
            _add_dropdown(sheet, area, words[REQUESTS_NAME])
        elif is_plan(page.title) and name == columns.NEW_DATE:
            _add_date_check(sheet, area)
        elif page.title == columns.APPROVAL and name.endswith(columns.VOTE):
            _add_dropdown(sheet, area, words[CHOICES_NAME])
        elif page.title == columns.MEETING and name == columns.PRESENT:
            _add_dropdown(sheet, area, (columns.YES, columns.NO))
        elif page.title == columns.PARTS and name == columns.WHO:
            _add_list(sheet, area, LABELS_FORMULA, workbook_texts.CHOOSE_LABEL)
    if is_plan(page.title) and {columns.STATUS, columns.DUE, columns.REMARK} <= set(letters):
        labels = dict(zip(Status, words[STATUSES_NAME], strict=False))
        for status in STATUS_FILLS.keys() & labels.keys():
            condition = f'${letters[columns.STATUS]}{first}="{labels[status].replace(QUOTE, 2 * QUOTE)}"'
            look = styles.filled(STATUS_FILLS[status])
            _add_rule(sheet, f"{letters[columns.STATUS]}{first}:{letters[columns.STATUS]}{end}", condition, look)
        condition = (
            f'LEFT(${letters[columns.REMARK]}{first},{len(projection_texts.OVERDUE)})="{projection_texts.OVERDUE}"'
        )
        for name in (columns.DUE, columns.REMARK):
            _add_rule(sheet, f"{letters[name]}{first}:{letters[name]}{end}", condition, styles.alarming())
    if page.title == columns.APPROVAL:
        start = get_column_letter(
            1 + next((i for i, n in enumerate(page.header) if n.endswith(columns.VOTE)), len(letters))
        )
        beyond = get_column_letter(len(page.header) + SPARE_COLUMNS)
        _add_rule(sheet, f"{start}{first}:{beyond}{end}", styles.no_say_formula(f"{start}{first}"), styles.faded())


def _add_rule(sheet: Worksheet, area: str, condition: str, look: DifferentialStyle) -> None:
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[condition]))


def _add_dropdown(sheet: Worksheet, area: str, words: Sequence[str]) -> None:
    """A list to choose from; another word only gets a warning, because «готово » is understood as well."""
    if not words:
        return
    _add_list(sheet, area, f'"{",".join(words)}"', workbook_texts.CHOOSE_FROM.format(words=", ".join(words))[:255])


def _add_list(sheet: Worksheet, area: str, formula: str, advice: str) -> None:
    check = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle="warning")
    check.errorTitle, check.error = workbook_texts.WORD_NOT_LISTED, advice
    check.showErrorMessage, check.sqref = True, area
    sheet.add_data_validation(check)


def _add_date_check(sheet: Worksheet, area: str) -> None:
    check = DataValidation(type="date", operator="between", formula1="36526", formula2="73050", allow_blank=True)
    check.errorStyle, check.showErrorMessage, check.showInputMessage = "warning", True, True
    check.errorTitle, check.error = workbook_texts.NO_DATE, workbook_texts.WRITE_DATE
    check.promptTitle, check.prompt = columns.NEW_DATE, workbook_texts.DATE_WANTED
    check.sqref = area
    sheet.add_data_validation(check)


def _set_sheet(sheet: Worksheet, page: Page, last: int, places: int) -> None:
    """View, protection and printing."""
    side = page.header.index(columns.TITLE) + 1 if columns.TITLE in page.header else 0
    if page.header:
        sheet.freeze_panes = sheet.cell(columns.HEADER_ROW + 1, side + 1).coordinate
        sheet.print_title_rows = f"{columns.HEADER_ROW}:{columns.HEADER_ROW}"
    area = f"A1:{get_column_letter(places)}{max(last, columns.HEADER_ROW)}"
    if is_plan(page.title) or page.title == columns.APPROVAL:
        sheet.auto_filter.ref = area.replace("A1:", f"A{columns.HEADER_ROW}:")
        sheet.print_area = area
    if page.title == columns.LABELS:
        sheet.sheet_state = "veryHidden"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = styles.tab_color(page.title)
    sheet.protection = _Unlocked()
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    if page.title == columns.APPROVAL:
        _set_vote_pages(sheet, page)
    elif page.title == columns.SUMMARY:
        sheet.page_setup.scale = SUMMARY_SCALE
    else:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.4, 0.6, 0.2, 0.3
    footer: Any = sheet.oddFooter
    footer.left.text, footer.right.text = "&A", workbook_texts.PAGE_NUMBERS


def _set_vote_pages(sheet: Worksheet, page: Page) -> None:
    """What is decided on one sheet of paper, the votes on the next: five voters on each, with the ballots' numbers."""
    sheet.print_title_cols = "A:A"
    sheet.page_setup.scale, sheet.page_setup.pageOrder = VOTES_SCALE, "overThenDown"
    votes = [column for column, name in enumerate(page.header, start=1) if name.endswith(columns.VOTE)]
    for column in votes[::VOTERS_ON_PAPER]:
        sheet.col_breaks.append(Break(id=column - 1))
