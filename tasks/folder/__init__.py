"""What does a var folder say of itself: whose it is, what ran there last, and what its clock showed?"""

from tasks.folder.clock_notes import read_clock, write_clock
from tasks.folder.runs import age_of_run, note_run
from tasks.folder.stamp import new_token, read_stamp, write_stamp

__all__ = [
    "age_of_run",
    "new_token",
    "note_run",
    "read_clock",
    "read_stamp",
    "write_clock",
    "write_stamp",
]
