"""Configuration files: strict YAML, every fault with its file and line, all faults at once."""

import difflib
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ValidationError

from models.checks import PEOPLE, ROADMAP, SCHOOL, WORKFLOW, Place, faults_of_school
from models.evidence import EvidenceRules
from models.roadmap import Roadmap
from models.school import Roster, School, Settings, Workflow
from models.school import texts as school_texts
from models.terms import Period
from models.text import VekhaError, joined
from tasks.config.production_calendar import work_calendar

DEEPEST = 30
FILES = (SCHOOL, ROADMAP, PEOPLE, WORKFLOW, "evidence.yaml")
SHIPPED = Path(__file__).resolve().parents[2] / "config"
Shape = TypeVar("Shape", bound=BaseModel)
MOST_READ = 40
_READ: dict[tuple[str, type[BaseModel]], Any] = {}  # values never change: a text that was read need not be read again


class ConfigurationError(VekhaError):
    """A configuration file cannot be used."""


class _Loader(yaml.CSafeLoader):
    """Safe YAML with few surprises: a key «on», a day 2021-13-45, an hour 22:00 and a number 007 stay words."""


_WORDS = {
    "tag:yaml.org,2002:null": (re.compile(r"(?:~|null|)\Z"), ["~", "n", ""]),
    "tag:yaml.org,2002:bool": (re.compile(r"(?:true|false)\Z"), list("tf")),
    "tag:yaml.org,2002:int": (re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z"), list("-+0123456789")),
    "tag:yaml.org,2002:float": (re.compile(r"[-+]?[0-9]+\.[0-9]+\Z"), list("-+0123456789")),
}
_KEPT = {*_WORDS, *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map", "merge")), None}
_Loader.yaml_implicit_resolvers = {}
_Loader.yaml_constructors = {tag: how for tag, how in yaml.CSafeLoader.yaml_constructors.items() if tag in _KEPT}
for _tag, (_pattern, _first) in _WORDS.items():
    _Loader.add_implicit_resolver(_tag, _pattern, _first)


def load_school(folder: Path, now: datetime) -> School:
    """The school configured in a folder; ConfigurationError lists every fault with its file and line."""
    if not folder.is_dir():
        raise ConfigurationError(school_texts.NO_SCHOOL.format(folder=folder))
    files = dict(zip(FILES, files_of_school(folder), strict=True))
    settings = load(files[SCHOOL], Settings)
    roadmap = load(files[ROADMAP], Roadmap)
    roster = load(files[PEOPLE], Roster)
    workflow = load(files[WORKFLOW], Workflow)
    evidence = load(files["evidence.yaml"], EvidenceRules)
    period = Period.parse(roadmap.period)
    years = range(period.first - 1, max(period.last + 2, now.year + 1) + 1)
    calendar = work_calendar(ZoneInfo(settings.time_zone), years, settings.calendar)
    school = School(settings, roadmap, roster, workflow, evidence, calendar)
    faults = faults_of_school(school)
    if faults:
        lines = {fault.file: line_numbers(files[fault.file]) for fault in faults}
        raise ConfigurationError(
            "\n".join(
                f"{files[fault.file]}:{_line_of(fault.place, lines[fault.file])}: {joined((fault.found, fault.hint))}"
                for fault in faults
            )
        )
    return school


def files_of_school(folder: Path) -> tuple[Path, ...]:
    """The files that a school is read from, in the order of FILES."""
    return tuple(_own_or_shared(folder, name) for name in FILES)


def _own_or_shared(folder: Path, name: str) -> Path:
    """The school's own file; of the rules the shared one beside its folder, else the one that comes with Vekha."""
    places = (folder / name, folder.parent / name, SHIPPED / name)
    if name in (SCHOOL, ROADMAP, PEOPLE):
        return places[0]
    return next((file for file in places if file.exists()), places[1])


def line_numbers(file: Path) -> dict[Place, int]:
    """Where each value of a file begins: its keys and list positions → line from 1."""
    node = yaml.compose(file.read_text(encoding="utf-8"), Loader=_Loader)
    return dict(_lines(node, ())) if node is not None else {}


def load(file: Path, shape: type[Shape]) -> Shape:
    """The file as a value of that shape; ConfigurationError names every fault as file:line."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigurationError(school_texts.NO_FILE.format(file=file)) from None
    except UnicodeDecodeError:
        raise ConfigurationError(school_texts.FILE_NOT_UTF8.format(file=file)) from None
    except OSError as error:
        raise ConfigurationError(school_texts.FILE_UNREADABLE.format(file=file, reason=error.strerror)) from None
    if (text, shape) not in _READ:
        while len(_READ) >= MOST_READ:
            _READ.pop(next(iter(_READ)))
        _READ[text, shape] = _understood(file, text, shape)
    known: Shape = _READ[text, shape]
    return known


def _understood(file: Path, text: str, shape: type[Shape]) -> Shape:
    try:
        for line, found in _surprises(text):
            raise ConfigurationError(f"{file}:{line}: {found}")
        node, data = _parsed(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(school_texts.NOT_YAML_AT.format(file=file, line=line, fault=error.problem)) from None
    except yaml.YAMLError as error:
        raise ConfigurationError(
            school_texts.NOT_YAML.format(file=file, fault=joined(str(error).splitlines()))
        ) from None
    twice = list(_repeated_keys(node)) if node is not None else []
    if twice:
        raise ConfigurationError(
            "\n".join(school_texts.KEY_TWICE.format(file=file, line=line, key=key) for key, line in twice)
        )
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        lines = dict(_lines(node, ())) if node is not None else {}
        raise ConfigurationError("\n".join(_sentences(file, shape, error, lines))) from None


def _surprises(text: str) -> Iterator[tuple[int, str]]:
    """What YAML allows and a school's file has no need of: line from 1, fault."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            yield line, school_texts.ALIAS.format(anchor=event.anchor)
        if depth > DEEPEST:
            yield line, school_texts.TOO_DEEP


def _parsed(text: str) -> tuple[yaml.Node | None, Any]:
    """The document's tree and its data; yaml.YAMLError where it is none."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


def _lines(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    """Where each value of a document begins: its path → line from 1."""
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, str(key.value), "#key"), key.start_mark.line + 1
            yield from _lines(value, (*place, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(value, (*place, number))


def _repeated_keys(node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                yield str(key.value), key.start_mark.line + 1
            seen.add(str(key.value))
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)


def _sentences(file: Path, shape: type[BaseModel], error: ValidationError, lines: Mapping[Place, int]) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        place: Place = tuple(each for each in fault["loc"] if each != "[key]")
        place = tuple(each for each in place if not _is_union_tag(each, place, lines))
        line = lines.get((*place, "#key")) or _line_of(place, lines)
        key = ".".join(str(each + 1 if isinstance(each, int) else each) for each in place)
        yield f"{file}:{line}: {_sentence(key, place, shape, fault)}"


def _is_union_tag(each: str | int, place: Place, lines: Mapping[Place, int]) -> bool:
    """Whether pydantic put the name of a union's member into the path of a fault."""
    prefix = place[: place.index(each) + 1]
    return isinstance(each, str) and prefix not in lines and place[-1] != each


def _line_of(place: Place, lines: Mapping[Place, int]) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _sentence(key: str, place: Place, shape: type[BaseModel], fault: Any) -> str:
    kind, found = fault["type"], fault["input"]
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), sorted(_names(shape)), n=1)
        hint = school_texts.PERHAPS.format(key=near[0]) if near else ""
        return school_texts.KEY_UNKNOWN.format(key=key, hint=hint)
    if kind == "missing":
        return school_texts.KEY_MISSING.format(key=key)
    if kind == "value_error":
        said = str(fault["ctx"]["error"])
        return f"«{key}»: {said}" if key else said
    expected = school_texts.EXPECTED.get(kind) or fault["msg"]
    allowed = fault.get("ctx", {}).get("expected")
    words = str(allowed).replace(" or ", school_texts.OR) if allowed else expected
    return school_texts.EXPECTED_BUT.format(key=key or school_texts.WHOLE_FILE, words=words, found=found)


def _names(shape: type[BaseModel], seen: frozenset[type] = frozenset()) -> set[str]:
    """Every key that a shape and the shapes inside it know."""
    names: set[str] = set()
    for name, field in shape.model_fields.items():
        names.add(name.rstrip("_"))
        for inner in _shapes_in(field.annotation):
            if inner not in seen:
                names |= _names(inner, seen | {shape, inner})
    return names


def _shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _shapes_in(inner)
