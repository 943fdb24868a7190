"""Writing proposals: all files or none, and never over a file that is there."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from models.school import texts as school_texts
from models.text import VekhaError


def refuse_to_overwrite(folder: Path, names: tuple[str, ...]) -> None:
    """VekhaError when one of the files is there already."""
    if folder.exists() and not folder.is_dir():
        raise VekhaError(school_texts.NO_FOLDER.format(folder=folder))
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise VekhaError(school_texts.FILES_THERE.format(folder=folder, files=", ".join(there)))


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write every file, or leave the folder as it was."""
    refuse_to_overwrite(folder, tuple(texts))
    is_new = not folder.exists()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".vekha-import-", dir=folder.parent))
    except OSError as error:
        raise VekhaError(school_texts.FOLDER_CLOSED.format(folder=folder, reason=error.strerror)) from None
    placed: list[Path] = []
    try:
        for name, text in texts.items():
            with (made / name).open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        folder.mkdir(exist_ok=True)
        for name in texts:
            os.link(made / name, folder / name)
            placed.append(folder / name)
    except OSError as error:
        for file in placed:
            file.unlink(missing_ok=True)
        if is_new and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
        raise VekhaError(school_texts.FOLDER_CLOSED.format(folder=folder, reason=error.strerror)) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
