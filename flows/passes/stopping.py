"""What stops a pass before anything is decided, and what is remembered of it."""

from flows.office import SchoolContext
from flows.passes.result import BoardStopped
from models.board import Snapshot, View, losses, missed_columns, tabs_of, view_of
from models.observation import Sightings


def stop_if_lost(office: SchoolContext, snapshot: Snapshot, view: View, looks: Sightings, *, rehearse: bool) -> None:
    """BoardStopped where the board lost too much; the columns that it lost are kept, so that they can come back."""
    tabs = tabs_of(office.school)
    lost = losses(snapshot, view, looks.last, tabs)
    if not lost:
        return
    if not rehearse:
        tables = view_of(office.school, snapshot, partial=True).tables
        office.journal.saw_board(looks.save, looks.missed | missed_columns(tables, looks.last, tabs))
    raise BoardStopped("\n".join(lost))
