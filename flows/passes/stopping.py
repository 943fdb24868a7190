"""The board as a pass understands it, or why the pass stops before anything is decided."""

from pathlib import Path

from flows.office import SchoolContext
from flows.passes.result import BoardStopped
from models.board import Snapshot, View, google_texts, missed_columns, tabs_of, view_of
from models.observation import Sightings, refilled, refuse_foreign
from models.parts import all_losses, seen_board


def understood(office: SchoolContext, snapshot: Snapshot, looks: Sightings, *, rehearse: bool) -> View:
    """The view of our board; BoardStopped where it lost too much.

    The columns that it lost are kept, so that they stand as last seen when they come back.
    """
    school = office.school
    view, tabs = seen_board(school, snapshot, looks.last), tabs_of(school)
    refuse_foreign(snapshot.stamp, school.settings.id, office.board.place)
    lost = all_losses(school, snapshot, view, looks.last)
    if not lost:
        return refilled(view, looks)
    if not rehearse:
        tables = view_of(school, snapshot, partial=True).tables
        office.journal.saw_board(looks, looks.save, looks.missed | missed_columns(tables, looks.last, tabs))
    raise BoardStopped("\n".join(lost))


def board_name(office: SchoolContext) -> str:
    """What a person calls the board: the file's name; an address has none that says anything."""
    return google_texts.BOARD if "://" in office.board.place else Path(office.board.place).name
