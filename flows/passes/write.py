"""What a pass decided is put on the board; what became of that is remembered."""

from collections.abc import Sequence
from dataclasses import replace

from flows.office import SchoolContext
from flows.passes.result import Pass
from models.board import Snapshot
from models.observation import Doubt, Sightings
from models.projection import Edits
from tasks.boards import BoardBusy, BoardChanged, BoardRefused


def written(
    office: SchoolContext, snapshot: Snapshot, edits: Edits, looks: Sightings, doubts: Sequence[Doubt], done: Pass
) -> Pass:
    """Carry the edits out, and remember which save stands on the board and what of the write was refused.

    `looks` are as recorded; these are the `doubts` of them that stand once the board is numbered.
    """
    assert edits.stamp is not None
    save = edits.stamp.save
    try:
        cells = office.board.write(snapshot, edits)
    except (BoardBusy, BoardChanged) as waits:
        changed, refused = isinstance(waits, BoardChanged), isinstance(waits, BoardRefused)
        return replace(done, held=str(waits), changed=changed, refused=refused, tried=save)
    missed = looks.missed if office.board.refused else ()  # what came back may not be filled yet
    stamped = office.board.stamped
    office.journal.saw_board(looks, save if stamped else save - 1, missed, doubts if stamped else looks.doubts)
    left_out = tuple(each for each in office.board.refused if each not in done.problems)
    problems = (*done.problems, *left_out)
    if left_out:
        office.journal.record(office.journal.head(), (), problems=problems, now=office.now)
    return replace(done, cells_written=cells, problems=problems)
