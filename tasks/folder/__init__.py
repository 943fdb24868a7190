"""What does a var folder say of itself: whose it is, what ran there last or is put off, and what its clock showed?"""

from tasks.folder.archive import read_archive, write_archive
from tasks.folder.clock_notes import read_clock, write_clock
from tasks.folder.pause import Pause, standing_pause, write_pause
from tasks.folder.runs import age_of_run, note_run
from tasks.folder.stamp import MARKS, new_token, read_stamp, write_stamp

__all__ = [
    "MARKS",
    "Pause",
    "age_of_run",
    "new_token",
    "note_run",
    "read_archive",
    "read_clock",
    "read_stamp",
    "standing_pause",
    "write_archive",
    "write_clock",
    "write_pause",
    "write_stamp",
]
