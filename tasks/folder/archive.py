"""A school in one file: a zip with its files, and a list of what must be in it."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.ownership import texts as ownership_texts
from models.text import VekhaError
from tasks.files import open_new, put_draft

LIST = "backup.json"
MOST_BYTES = 4_000_000_000


def write_archive(target: Path, files: Mapping[str, bytes], facts: Mapping[str, Any]) -> None:
    """Write the files and what is said of them, for their owner only; a file that is there is replaced whole."""
    said = {**facts, "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}}
    draft = target.with_name(f".{target.name}.{os.getpid()}.vekha-draft")
    try:
        with os.fdopen(open_new(draft, 0o600), "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in {**files, LIST: json.dumps(said, ensure_ascii=False, indent=2).encode()}.items():
                    archive.writestr(name, content)
            stream.flush()
            os.fsync(stream.fileno())
        put_draft(draft, target)
    except OSError as error:
        raise VekhaError(ownership_texts.BACKUP_CLOSED.format(file=target, reason=error.strerror)) from None
    finally:
        draft.unlink(missing_ok=True)


def read_archive(source: Path) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files and what was said of them; VekhaError where any of it is missing or changed."""
    try:
        with zipfile.ZipFile(source) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_BYTES:
                raise VekhaError(ownership_texts.BACKUP_BROKEN.format(file=source))
            said = json.loads(archive.read(LIST))
            files = {name: archive.read(name) for name in said["files"]}
    except OSError as error:
        raise VekhaError(ownership_texts.BACKUP_CLOSED.format(file=source, reason=error.strerror)) from None
    except (zipfile.BadZipFile, zlib.error, KeyError, TypeError, ValueError, NotImplementedError):
        raise VekhaError(ownership_texts.BACKUP_BROKEN.format(file=source)) from None
    if any(hashlib.sha256(content).hexdigest() != said["files"][name] for name, content in files.items()):
        raise VekhaError(ownership_texts.BACKUP_BROKEN.format(file=source))
    return files, said
