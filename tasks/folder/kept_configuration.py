"""The configuration by which a school was opened last: who is written to when today's cannot be read."""

from collections.abc import Iterable
from pathlib import Path

from tasks.files import replace_file

FOLDER = "configuration"


def keep_files(var: Path, files: Iterable[Path]) -> None:
    """Keep a copy of these files, for their owner only; those that did not change are left alone."""
    folder = var / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for file in files:
        kept, content = folder / file.name, file.read_bytes()
        if not kept.exists() or kept.read_bytes() != content:
            replace_file(kept, content)


def kept_folder(var: Path) -> Path | None:
    """Where the copy stands; None where there never was one."""
    folder = var / FOLDER
    return folder if folder.is_dir() else None
