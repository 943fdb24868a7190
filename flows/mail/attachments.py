"""What goes with a summary: a locked copy of the workbook of the moment, and its reader's deadlines."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

from flows.current import current_projection
from flows.office import SchoolContext
from models.approval import Overview
from models.letters import Deadline, Letter, deadlines
from models.letters import texts as letters_texts
from tasks.mail import Attachment, calendar_attachment, locked_copy

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_WORKBOOK = 5_000_000


def enclosures(
    office: SchoolContext, overviews: tuple[Overview, ...], letters: Iterable[Letter]
) -> dict[tuple[str, date], list[Attachment]]:
    """The files of those letters that are summaries, by the letter's key."""
    summaries = [letter for letter in letters if letter.summary is not None]
    workbook = _copy(office, letters_texts.copy_of(summaries[0].day)) if summaries else b""
    found = deadlines(office.school, overviews, summaries[0].day) if summaries else {}
    return {letter.key: list(_files(letter, workbook, found.get(letter.person, ()))) for letter in summaries}


def _files(letter: Letter, workbook: bytes, own: tuple[Deadline, ...]) -> Iterator[Attachment]:
    if workbook and len(workbook) <= LARGEST_WORKBOOK:
        yield Attachment(letters_texts.WORKBOOK_NAME.format(day=letter.day), workbook, WORKBOOK_TYPE)
    if own:
        yield calendar_attachment(letters_texts.CALENDAR_FILE.format(label=letter.label), own)


def _copy(office: SchoolContext, stamp: str) -> bytes:
    """The board's file as it lies there; of a board that is none, the same tabs as a file; empty without a board.

    Empty, too, where the file cannot be read just now: passes tell of that, and the letters need not wait.
    """
    file = Path(office.board.place)
    if file.is_file():
        try:
            return locked_copy(file.read_bytes(), stamp)
        except (OSError, BadZipFile, KeyError, ValueError, SyntaxError):  # the last is what ElementTree raises
            return b""
    if office.school.settings.board.kind == "xlsx" or not office.board.exists():
        return b""
    from tasks.xlsx import make_workbook

    return locked_copy(make_workbook(current_projection(office)), stamp)
