"""What does a var folder say of itself: whose it is, what ran there last, and what its clock showed?"""

from tasks.folder.archive import read_archive, write_archive
from tasks.folder.clock_notes import read_clock, write_clock
from tasks.folder.runs import age_of_run, note_run
from tasks.folder.stamp import MARKS, new_token, read_stamp, write_stamp

__all__ = [
    "MARKS",
    "age_of_run",
    "new_token",
    "note_run",
    "read_archive",
    "read_clock",
    "read_stamp",
    "write_archive",
    "write_clock",
    "write_stamp",
]
