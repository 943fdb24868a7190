"""A municipality in a scratch folder: copies of the sample school beside a fleet.yaml, over one database."""

import shutil
from pathlib import Path

from tests.support.sample import SAMPLE

DATABASE = "VEKHA_FLEET_DATABASE"
HEAD = f"""\
id: district
name: Управление образования района
short_name: Район
time_zone: Asia/Yekaterinburg
database_env: {DATABASE}
mail: {{sender: vekha@district.example}}
readers:
  - {{label: Куратор района, address: curator@district.example}}
"""


def add_school(config: Path, name: str, **changes: str) -> Path:
    """A copy of the sample school under an id of its own; changes are texts of school.yaml, old → new."""
    folder = config / name
    shutil.copytree(SAMPLE, folder)
    file = folder / "school.yaml"
    text = file.read_text(encoding="utf-8").replace("id: school-150", f"id: {name}")
    text = text.replace("short_name: СОШ 150", f"short_name: Школа {name}")
    for old, new in changes.items():
        text = text.replace(f"{old}:", new, 1)
    file.write_text(text, encoding="utf-8")
    return folder


def write_fleet(config: Path, *schools: str, head: str = HEAD) -> Path:
    """The fleet's file with these schools, each with a var folder of its name."""
    file = config / "fleet.yaml"
    lines = [f"  - {{folder: {name}, var: ../var/{name}}}\n" for name in schools]
    file.write_text(head + "schools:\n" + "".join(lines) if schools else head, encoding="utf-8")
    return file
