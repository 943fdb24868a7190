"""How the board looks: colours, widths, heights and what each column is, in a workbook and in Google's grid alike."""

from textwrap import wrap

from models.board import Value, as_text, columns
from models.school import Status

# Colours of both boards.
DARK, BAND, ENGINE, GRID, FAINT = "1F3864", "D9E2F3", "F2F2F2", "BFBFBF", "595959"
DONE, APPROVAL_FILL, RETURNED, WORK, OFF, UNCLEAR = "C6E0B4", "BDD7EE", "FFD966", "FFF2CC", "D9D9D9", "E4DFEC"
RED = "C00000"
STATUS_FILLS = {
    Status.DONE: DONE,
    Status.ON_APPROVAL: APPROVAL_FILL,
    Status.RETURNED: RETURNED,
    Status.IN_PROGRESS: WORK,
    Status.CANCELLED: OFF,
    Status.UNCLEAR: UNCLEAR,
}
# A status' colour in the charts of «Сводка», in the order in which bars are stacked.
CHART_FILLS = {
    Status.DONE: "70AD47",
    Status.ON_APPROVAL: "5B9BD5",
    Status.RETURNED: "ED7D31",
    Status.IN_PROGRESS: "FFC000",
    Status.PLANNED: "D9D9D9",
    Status.UNCLEAR: "8064A2",
    Status.CANCELLED: "7F7F7F",
}
DATE_FORMAT = "dd.mm.yyyy"
DATE_COLUMNS = (columns.NEW_DATE, columns.DUE, columns.DECIDE_BY, columns.DATE)
LAST_TABS = (columns.PARTS, columns.APPROVAL, columns.MEETING, columns.SUMMARY, columns.LOG, columns.GUIDE,
             columns.LABELS)  # fmt: skip
SPARE_ROWS = 500  # dropdowns and colours reach this far below the last row
# Hidden names of the workbook that keep the school's words for tabs and columns to come.
REQUESTS_NAME, CHOICES_NAME, STATUSES_NAME = "vekha_requests", "vekha_choices", "vekha_statuses"
WORDS = (REQUESTS_NAME, CHOICES_NAME, STATUSES_NAME)
# Measured: 1.15 to 1.23 characters of Arial 9 in a width unit, 12 pt a line; no program shows a row above 409 pt.
FONT_POINTS = 9.0
CHARACTERS_PER_UNIT = 1.15
LINE_POINTS, ROUNDED_POINTS = 12.0, 0.3
LEAST_POINTS, MOST_POINTS = 16.0, 409.0
DEFAULT_WIDTH = 8.43
PLAN_WIDTHS = {
    columns.CODE: 9, columns.TITLE: 38, columns.TERM: 10.5, columns.EXECUTORS: 17, columns.FORM: 17.5,
    columns.REQUEST: 12.5, columns.RESULT: 18, columns.NEW_DATE: 11.5, columns.COMMENT: 17,
    columns.STATUS: 14, columns.DUE: 11.5, columns.REMARK: 21,
}  # fmt: skip
APPROVAL_WIDTHS = {
    columns.NUMBER: 12.5, columns.CODE: 9, columns.TITLE: 30, columns.DECIDES: 20, columns.RESULT: 18,
    columns.EXECUTOR_COMMENT: 17, columns.STAGE: 13, columns.DECIDE_BY: 11.5, columns.OUTCOME: 20,
}  # fmt: skip
MEETING_WIDTHS = {
    columns.NUMBER: 16, columns.CODE: 9, columns.TITLE: 34, columns.DECIDES: 34, columns.PRESENT: 13,
    columns.APPROVED: 22, columns.GIVEN_BACK: 22, columns.ABSTAINED: 22, columns.REMARK: 24, columns.ENTERED_BY: 14,
}  # fmt: skip
PARTS_WIDTHS = {
    columns.NUMBER: 11, columns.CODE: 10, columns.WHO: 24, columns.WHAT: 46, columns.ADDRESS: 34, columns.AMOUNT: 10,
    columns.DATE: 11.5, columns.REMARK: 40,
}  # fmt: skip
VOTE_WIDTH, VOTE_COMMENT_WIDTH = 12.5, 17.0


def is_plan(title: str) -> bool:
    """Whether a tab's title is that of a reporting year."""
    return title.startswith(columns.plan_title(""))


def has_rows(title: str) -> bool:
    """Whether a tab's rows have a key of their own: milestones, ballots, lines of parts, the rows of meetings."""
    return is_plan(title) or title in (columns.APPROVAL, columns.PARTS, columns.MEETING)


def is_people(title: str, header: str) -> bool:
    """Whether people own the cells under this header of this tab."""
    if is_plan(title):
        return header in columns.MARK_COLUMNS
    if title in (columns.MEETING, columns.PARTS):
        return header in (columns.MEETING_PEOPLE if title == columns.MEETING else columns.PART_PEOPLE)
    return title == columns.APPROVAL and header.endswith((columns.VOTE, columns.VOTE_COMMENT))


def tab_order(title: str) -> tuple[int, str] | None:
    """Where a tab of ours stands among the others; None for a tab that people added."""
    if is_plan(title):
        return 0, title
    return (1 + LAST_TABS.index(title), "") if title in LAST_TABS else None


def width_of(title: str, header: str, column: int) -> float:
    """The width, in Excel's units, of a column as the workbook is made."""
    if is_plan(title):
        return PLAN_WIDTHS.get(header, 16)
    if title == columns.APPROVAL:
        votes = VOTE_COMMENT_WIDTH if header.endswith(columns.VOTE_COMMENT) else VOTE_WIDTH
        return APPROVAL_WIDTHS.get(header, votes)
    if title in (columns.MEETING, columns.PARTS):
        return (MEETING_WIDTHS if title == columns.MEETING else PARTS_WIDTHS).get(header, 16)
    if title == columns.SUMMARY:
        return 46 if column == 1 else 14.5
    if title == columns.LOG:
        return (13, 15, 130)[column - 1] if column <= 3 else 16
    return 130 if column == 1 else 16


def lines_of(text: str, width: float) -> int:
    """How many lines a wrapped text takes in a column of this width.

    >>> lines_of("Начато", 12), lines_of("обучающихся обучающихся", 12), lines_of("а\\nб", 12)
    (1, 2, 2)
    """
    room = max(1, int(width * CHARACTERS_PER_UNIT))
    text = text[: room * 60]
    return sum(max(1, len(wrap(paragraph, room))) for paragraph in text.split("\n"))


def points_for(value: Value, width: float, font: float = FONT_POINTS) -> float:
    """The row height, in points, that shows the whole of a value in a column of this width."""
    scale = font / FONT_POINTS
    lines = lines_of(as_text(value), width / scale)
    return min(MOST_POINTS, max(LEAST_POINTS, lines * LINE_POINTS * scale + 4))


def is_measured(points: float, least: float = LEAST_POINTS) -> bool:
    """Whether a row may have got this height from us, for so many lines of text; programs round what they save.

    >>> is_measured(points_for("а\\nб", 12)), is_measured(63.75), is_measured(30.75), is_measured(21.75, 22)
    (True, True, False, True)
    """
    lines = round((points - 4) / LINE_POINTS)
    return min(abs(points - each) for each in (least, MOST_POINTS, lines * LINE_POINTS + 4)) < ROUNDED_POINTS
