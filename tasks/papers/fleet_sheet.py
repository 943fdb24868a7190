"""The municipal report as a workbook: schools, their directions, and at whom things stand still; a sheet for each."""

from io import BytesIO

from openpyxl import Workbook

from models.fleet import Figure, Figures, FleetReport, StandingPost
from models.fleet import report_texts as texts
from models.papers import texts as papers_texts
from tasks.boards import BAND
from tasks.papers.package import settled
from tasks.papers.sheet_page import SheetPage

NAME, DIRECTION, NUMBER, POSTS, SAID = 34, 52, 13, 46, 60


def fleet_sheet(report: FleetReport) -> bytes:
    """The report as the bytes of an .xlsx file."""
    workbook = Workbook()
    _schools(SheetPage(workbook.active, texts.SHEETS[0], (NAME, *_widths(report))), report)
    directions = SheetPage(workbook.create_sheet(), texts.SHEETS[1], (NAME, DIRECTION, *_widths(report)))
    header = directions.add_row((texts.SCHOOL, texts.DIRECTION, *_labels(report)), bold=True, fill=BAND)
    for school in report.counted:
        for each in school.directions:
            directions.add_row((school.name, each.bar.title, *_cells(report, each)))
    directions.set_up_printing(header)
    posts = SheetPage(workbook.create_sheet(), texts.SHEETS[2], (NAME, POSTS, *(NUMBER + 5,) * 2))
    header = posts.add_row((texts.SCHOOL, texts.POST, texts.OVERDUE, texts.UNDECIDED), bold=True, fill=BAND)
    for school in report.counted:
        for post in school.overall.standing if school.overall else ():
            posts.add_row(_post(school.name, post))
    posts.set_up_printing(header)
    workbook.properties.creator = ""
    made = BytesIO()
    workbook.save(made)
    return settled(made.getvalue(), report.day)


def _schools(page: SheetPage, report: FleetReport) -> None:
    for text in (texts.TITLE, report.name, texts.AS_OF.format(day=papers_texts.long_day(report.day))):
        page.add_line(text, bold=text == texts.TITLE)
    header = page.add_row((texts.SCHOOL, *_labels(report)), bold=True, fill=BAND)
    for school in report.schools:
        page.add_row((school.name, *_cells(report, school.overall)))
    page.add_row((texts.ALL, *_cells(report, report.overall)), bold=True)
    if report.silent:
        page.add_line(texts.SAID, bold=True)
        for school in report.silent:
            page.add_line(texts.said(school.name, school.said))
    for note in texts.NOTES:
        page.add_line(note)
    page.set_up_printing(header)


def _labels(report: FleetReport) -> tuple[str, ...]:
    return tuple(label for _, label in report.columns)


def _widths(report: FleetReport) -> tuple[int, ...]:
    return tuple(POSTS if figure is Figure.STANDING else NUMBER for figure, _ in report.columns)


def _cells(report: FleetReport, one: Figures | None) -> tuple[int | str, ...]:
    return tuple(texts.shown(figure, one) for figure, _ in report.columns)


def _post(school: str, one: StandingPost) -> tuple[int | str, ...]:
    return (school, one.title, one.overdue, one.undecided)
