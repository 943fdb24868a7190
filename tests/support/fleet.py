"""A municipality in a scratch folder: copies of the sample school beside a fleet.yaml, over one database."""

import re
import shutil
from pathlib import Path

import yaml

from tests.support.sample import SAMPLE

FEW = 2  # activities of each direction
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
    """A copy of the sample school, with a few rows, under an id of its own; changes are lines of school.yaml by key."""
    folder = config / name
    shutil.copytree(SAMPLE, folder)
    file = folder / "school.yaml"
    text = file.read_text(encoding="utf-8").replace("id: school-150", f"id: {name}")
    text = text.replace("short_name: СОШ 150", f"short_name: Школа {name}")
    for key, value in changes.items():
        text = re.sub(rf"^{key}:.*?(?=^\S|\Z)", f"{key}: {value}\n", text, flags=re.MULTILINE | re.DOTALL)
    file.write_text(text, encoding="utf-8")
    roadmap = yaml.load((folder / "roadmap.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for direction in roadmap["directions"]:
        direction["activities"] = direction["activities"][:FEW]
    shortened = yaml.dump(roadmap, Dumper=yaml.CSafeDumper, allow_unicode=True)
    (folder / "roadmap.yaml").write_text(shortened, encoding="utf-8")
    return folder


def write_fleet(config: Path, *schools: str, head: str = HEAD) -> Path:
    """The fleet's file with these schools, each with a var folder of its name."""
    file = config / "fleet.yaml"
    lines = [f"  - {{folder: {name}, var: ../var/{name}}}\n" for name in schools]
    file.write_text(head + "schools:\n" + "".join(lines) if schools else head, encoding="utf-8")
    return file
