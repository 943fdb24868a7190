"""How a file is written so that nobody ever sees half of it and nobody can lead the write astray."""

from tasks.files.replace import (
    SHARED,
    clear_drafts,
    clear_old_drafts,
    exchange,
    open_lock,
    open_new,
    put_draft,
    replace_file,
    wait_for_lock,
    write_draft,
)

__all__ = [
    "SHARED",
    "clear_drafts",
    "clear_old_drafts",
    "exchange",
    "open_lock",
    "open_new",
    "put_draft",
    "replace_file",
    "wait_for_lock",
    "write_draft",
]
