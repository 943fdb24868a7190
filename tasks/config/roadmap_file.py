"""A school's roadmap.yaml: changed in its own layout, checked before it takes the old one's place, the old one kept."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from models.amending import edits_of
from models.amending import texts as amending_texts
from models.roadmap import Roadmap
from models.text import VekhaError
from tasks.config.load import ConfigurationError, load
from tasks.files import SHARED, clear_old_drafts, put_draft, replace_file, write_draft


@dataclass(frozen=True)
class StagedRoadmap:
    """A new roadmap.yaml that lies ready beside the old one; `before` is the text that it was made from."""

    file: Path
    ready: Path
    before: bytes

    def check(self) -> None:
        """VekhaError when somebody changed the file since it was read."""
        if self.file.read_bytes() != self.before:
            self.drop()
            raise VekhaError(amending_texts.FILE_CHANGED.format(file=str(self.file)))

    def put(self, backups: Path, now: datetime) -> Path:
        """Let it take the old one's place and say where the old one is kept; VekhaError when that was changed."""
        try:
            if self.file.read_bytes() != self.before:
                raise VekhaError(amending_texts.FILE_CHANGED_LATE.format(file=str(self.file)))
            backups.mkdir(parents=True, exist_ok=True)
            copy = backups / f"{self.file.stem}-{now:%Y%m%d-%H%M%S}-{sha256(self.before).hexdigest()[:8]}.yaml"
            replace_file(copy, self.before, mode=SHARED)
            put_draft(self.ready, self.file)
        except OSError as error:
            raise VekhaError(
                amending_texts.FILE_NOT_WRITTEN.format(file=str(self.file), reason=error.strerror or str(error))
            ) from None
        return copy

    def drop(self) -> None:
        """Leave no draft behind."""
        self.ready.unlink(missing_ok=True)


def stage(file: Path, before: Roadmap, after: Roadmap) -> StagedRoadmap:
    """Write the new text beside the file; VekhaError where it would not load as the new roadmap."""
    from ruamel.yaml.error import YAMLError  # an order alone needs it

    from tasks.config.yaml_edits import carried_out

    clear_old_drafts(file.parent)
    try:
        old = file.read_bytes()
        text = old.decode()
        if load(file, Roadmap) != before:
            raise VekhaError(amending_texts.FILE_CHANGED.format(file=str(file)))
        new = carried_out(text.replace("\r\n", "\n"), edits_of(before, after))
        ready = write_draft(file, (new.replace("\n", "\r\n") if "\r\n" in text else new).encode())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise VekhaError(amending_texts.FILE_NOT_WRITTEN.format(file=str(file), reason=reason)) from None
    except (YAMLError, LookupError, ValueError, TypeError, StopIteration):
        found = amending_texts.FILE_ODD if file.read_bytes() == old else amending_texts.FILE_CHANGED
        raise VekhaError(found.format(file=str(file))) from None
    staged = StagedRoadmap(file, ready, old)
    try:
        is_right = load(ready, Roadmap) == after
    except ConfigurationError:
        is_right = False
    if not is_right:
        staged.drop()
        raise VekhaError(amending_texts.FILE_ODD.format(file=str(file)))
    return staged
