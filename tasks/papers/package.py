"""The bytes of a paper: the same paper is always the same bytes."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.text import VekhaError
from tasks.files import SHARED, replace_file

CORE = "docProps/core.xml"
_MOMENTS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(package: bytes, day: date) -> bytes:
    """The package with the day of the paper as the moment of everything in it, whenever it was made."""
    stamp = rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<3>"
    made = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, _MOMENTS.sub(stamp, content) if name == CORE else content)
    return made.getvalue()


def write_paper(file: Path, content: bytes, refused: str) -> None:
    """Write the file; VekhaError with the sentence `refused` (places: file, reason) where it cannot be written."""
    try:
        replace_file(file, content, mode=SHARED)
    except OSError as error:
        raise VekhaError(refused.format(file=file, reason=error.strerror)) from None
