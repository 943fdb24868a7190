"""The stamp of a var folder: whose it is."""

import json
from pathlib import Path
from secrets import token_hex

from models.ownership import FolderStamp
from models.ownership import texts as ownership_texts
from models.text import VekhaError
from tasks.files import replace_file

FILE = "school.json"
MARKS = (FILE, "clock.json", "google-spreadsheet")  # what a folder says of itself and nothing else knows


def read_stamp(var: Path) -> FolderStamp | None:
    """Whose the folder is; None where it bears no stamp, VekhaError where that cannot be read."""
    file = var / FILE
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return FolderStamp(str(said["school"]), str(said["token"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise VekhaError(ownership_texts.STAMP_CLOSED.format(file=file, reason=error.strerror)) from None
    except (ValueError, KeyError, TypeError):
        raise VekhaError(ownership_texts.STAMP_BROKEN.format(file=file)) from None


def write_stamp(var: Path, stamp: FolderStamp) -> None:
    """Let the folder bear this stamp."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    said = {"school": stamp.school, "token": stamp.token}
    replace_file(var / FILE, (json.dumps(said, ensure_ascii=False) + "\n").encode())


def new_token() -> str:
    """What no other folder bears."""
    return token_hex(16)
