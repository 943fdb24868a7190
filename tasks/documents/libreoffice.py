"""Old and foreign documents (.doc, .odt, .rtf, .xls, .ods) through LibreOffice, where it is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.document import texts as document_texts
from tasks.documents.zip_limits import DocumentError
from tasks.processes import Child

LONGEST_SECONDS = 120
_SHEETS = {".xls", ".ods"}


def _ended(command: list[str]) -> bool:
    """Run a program; whether it ended in time. What it started goes with it."""
    child = Child(command, {}, log=subprocess.DEVNULL)
    try:
        return child.ended_within(LONGEST_SECONDS)
    finally:
        child.stop(0)


@contextmanager
def converted(file: Path, kind: str) -> Iterator[tuple[Path, bool]]:
    """The document as .docx, or a sheet as .xlsx (then true), in a folder that is gone afterwards."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise DocumentError(document_texts.NEEDS_LIBREOFFICE.format(file=file.name))
    is_sheet = kind in _SHEETS
    target = "xlsx" if is_sheet else "docx"
    with tempfile.TemporaryDirectory(prefix="vekha-import-") as folder:
        copy = Path(folder, f"document{kind}")
        shutil.copyfile(file, copy)
        command = [
            program,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--convert-to",
            target,
            "--outdir",
            str(Path(folder, "made")),
            str(copy),
        ]
        if not _ended(command):
            raise DocumentError(document_texts.LIBREOFFICE_SLOW.format(file=file.name, seconds=LONGEST_SECONDS))
        made = Path(folder, "made", f"document.{target}")
        if not made.exists():
            raise DocumentError(document_texts.LIBREOFFICE_FAILED.format(file=file.name))
        yield made, is_sheet
