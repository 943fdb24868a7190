"""The pages that people read name every key and command, lead somewhere, and show examples that load."""

import argparse
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from flows.usage import parser
from models.evidence import EvidenceRules
from models.fleet import FleetSettings
from models.roadmap import Roadmap
from models.school import Roster, Settings, Workflow
from tasks.config import load, load_school
from tests.support.sample import moment

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
SHAPES: dict[str, type[BaseModel]] = {
    "school.yaml": Settings,
    "roadmap.yaml": Roadmap,
    "people.yaml": Roster,
    "workflow.yaml": Workflow,
    "evidence.yaml": EvidenceRules,
    "fleet.yaml": FleetSettings,
}
EXAMPLE = re.compile(r"^```yaml (?P<name>\S+\.yaml)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")


def shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The shapes that an annotation mentions, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from shapes_in(inner)


def keys_of(shape: type[BaseModel]) -> set[str]:
    """Every key that may stand in a file of this shape."""
    keys: set[str] = set()
    for name, field in shape.model_fields.items():
        keys.add(name.rstrip("_"))
        for inner in shapes_in(field.annotation):
            keys |= keys_of(inner)
    return keys


def chapter(page: str, title: str) -> str:
    """The text under a heading of the second level."""
    found = re.search(rf"^## {re.escape(title)}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no chapter {title}"
    return found[1]


@pytest.mark.parametrize("name", SHAPES)
def test_configuration_names_every_key_of_a_file_in_its_chapter(name: str) -> None:
    """Each key stands in the chapter as `key` in words, not only inside an example."""
    text = chapter((ROOT / "docs" / "configuration.md").read_text(encoding="utf-8"), name)
    words = set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)))
    assert sorted(keys_of(SHAPES[name]) - words) == []


def test_the_whole_examples_of_configuration_load_and_belong_together(tmp_path: Path) -> None:
    """Every file but the long rules of evidence has an example, and together they are a school without a fault."""
    found = EXAMPLE.findall((ROOT / "docs" / "configuration.md").read_text(encoding="utf-8"))
    assert sorted(name for name, _ in found) == sorted(SHAPES)
    for name, text in found:
        (tmp_path / name).write_text(text, encoding="utf-8")
        load(tmp_path / name, SHAPES[name])
    assert load_school(tmp_path, moment(date(2021, 3, 1))).milestones


def test_the_readme_names_every_command_and_no_other() -> None:
    """The table of commands is the parser's list."""
    (commands,) = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `vekha ([\w-]+)", readme, re.MULTILINE)) == set(commands.choices)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    """Pictures and pages that a page names are there."""
    targets = [match["target"].partition("#")[0] for match in LINK.finditer(page.read_text(encoding="utf-8"))]
    missing = [each for each in targets if each and "://" not in each and not (page.parent / each).exists()]
    assert missing == []


def test_the_design_page_names_only_rooms_that_exist() -> None:
    """A path in the table of rules leads to a file, or to several by its star."""
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rooms = re.findall(r"`((?:models|tasks|flows|config|templates|tests)/[^`\s]*)`", page)
    assert [each for each in rooms if not list(ROOT.glob(each))] == []


def test_the_dependencies_page_names_every_dependency_of_the_project() -> None:
    """Nothing is installed that nobody explains."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    optional = re.search(r"^\[project.optional-dependencies\](.*?)^\[", project, re.MULTILINE | re.DOTALL)
    assert listed
    assert optional
    names = re.findall(r'"([a-z0-9-]+)[^"]*"', listed[1] + optional[1])
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page)] == []
