"""Is it known when something last ended, and does what killed commands left behind go?"""

import os
from pathlib import Path

from tasks.files import write_draft
from tasks.folder import age_of_run, note_run


def test_a_run_that_ended_is_as_old_as_it_is(tmp_path: Path):
    assert age_of_run(tmp_path, "pass") is None
    note_run(tmp_path, "pass")
    os.utime(tmp_path / "runs" / "pass", (0, 0))
    age = age_of_run(tmp_path, "pass")
    assert age is not None
    assert age > 1e9


def test_drafts_of_killed_commands_go_once_they_are_old(tmp_path: Path):
    """Each shortest story: a command died while it wrote its figures, a letter, a calendar."""
    folder, outside = tmp_path / "var" / "outbox", tmp_path / "elsewhere"
    folder.mkdir(parents=True)
    outside.mkdir()
    (tmp_path / "var" / "link").symlink_to(outside)
    files = (tmp_path / "var" / "metrics.prom", folder / "a.eml", folder / "b.eml", outside / "c")
    old, letter, fresh, others = (write_draft(file, b"half") for file in files)
    for draft in (old, letter, others):
        os.utime(draft, (0, 0))
    note_run(tmp_path / "var", "pass")
    assert [draft.exists() for draft in (old, letter, fresh, others)] == [False, False, True, True]
