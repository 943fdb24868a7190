"""Which schools are served on this machine: a run names a school's id, and never where its files lie."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from models.output import texts as output_texts
from models.text import VekhaError
from tasks.files import replace_file

VARIABLE = "VEKHA_SERVED"
_here: dict[str, "Served"] = {}


@dataclass(frozen=True)
class Served:
    """Where a served school's files lie, and the moment when its clock stands, if it stands."""

    folder: str
    var: str
    now: str | None = None


def write_registry(file: Path, schools: Mapping[str, Served]) -> None:
    """Keep for the processes of runs what is served; only its owner can read or change it."""
    said = {school: asdict(served) for school, served in schools.items()}
    replace_file(file, (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode())


def serve_here(schools: Mapping[str, Served]) -> None:
    """Serve these schools in this process alone."""
    _here.update(schools)


def served_ids() -> list[str]:
    """The ids of the schools that are served, in order."""
    return sorted(_registered())


def find_served(school: str) -> Served:
    """Where the files of a school lie; VekhaError where it is not served here."""
    known = _registered()
    if school not in known:
        raise VekhaError(output_texts.NOT_SERVED.format(school=school, served=", ".join(sorted(known)) or "–"))
    return known[school]


def _registered() -> dict[str, Served]:
    file = os.environ.get(VARIABLE)
    try:
        said = json.loads(Path(file).read_text(encoding="utf-8")) if file else {}
        return {**{school: Served(**where) for school, where in said.items()}, **_here}
    except (OSError, ValueError, TypeError, AttributeError):
        return dict(_here)
