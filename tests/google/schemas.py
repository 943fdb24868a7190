"""The published schemas: what a request may hold, what an answer must look like, which address is which method."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from .errors import bad_request

ROOTS = {"ValueRange": "data", "Spreadsheet": "spreadsheet"}
SNAKE = re.compile(r"(?<!^)(?=[A-Z])")
INTEGERS = {"int32", "uint32", "int64", "uint64"}
Violations = list[tuple[str, str, str]]
Checker = Callable[[Any, str, list[str]], None]


@dataclass(frozen=True)
class Method:
    """One method of an API, as its discovery document describes it."""

    api: str
    name: str
    verb: str
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    parameters: dict[str, Any]
    request: str | None
    response: str | None


@functools.cache
def snake(name: str) -> str:
    """Give a field's name as Google spells it in messages: sheet_id."""
    return SNAKE.sub("_", name).lower()


def camel(name: str) -> str:
    """Give a field's name as JSON spells it: sheetId."""
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


class Schemas:
    """One API's discovery document."""

    def __init__(self, api: str, document: str) -> None:
        text = resources.files("googleapiclient").joinpath(f"discovery_cache/documents/{document}.json").read_text()
        self.api = api
        self.document = json.loads(text)
        self.types: dict[str, Any] = self.document["schemas"]
        self.checkers: dict[str, Checker] = {}
        self.methods = self._methods(self.document, self.document["servicePath"])

    def _methods(self, node: dict[str, Any], base: str) -> list[Method]:
        found = []
        for method in node.get("methods", {}).values():
            path = base + method.get("flatPath", method["path"])
            names = tuple(re.findall(r"{\+?(\w+)}", path))
            pattern = "".join(
                "([^/]+)" if part.startswith("{") else re.escape(part) for part in re.split(r"({\+?\w+})", path)
            )
            name = method["id"].removeprefix("sheets.") if self.api == "sheets" else method["id"]
            refs = [method.get(side, {}).get("$ref") for side in ("request", "response")]
            compiled = re.compile("/" + pattern)
            found.append(
                Method(self.api, name, method["httpMethod"], compiled, names, method.get("parameters", {}), *refs)
            )
        for child in node.get("resources", {}).values():
            found += self._methods(child, base)
        return found

    def clean(self, ref: str, value: Any) -> Any:
        """Give a request body without nulls, numbers as numbers; refuse what the schema does not know."""
        violations: Violations = []
        cleaned = self._clean({"$ref": ref}, value, ROOTS.get(ref, ""), violations)
        if violations:
            message = "\n".join(text for _, text, _ in violations)
            raise bad_request(message, [(where, text) for where, text, _ in violations])
        return cleaned

    def _clean(self, schema: dict[str, Any], value: Any, path: str, violations: Violations) -> Any:
        if "$ref" in schema:
            return self._clean_object(schema["$ref"], value, path, violations)
        kind = schema.get("type")
        if kind == "array":
            if schema["items"].get("type") == "any" and not isinstance(value, list):
                return _wrong(path, "type.googleapis.com/google.protobuf.ListValue", value, violations)
            if not isinstance(value, list):
                return [self._clean(schema["items"], value, path, violations)]
            if "$ref" in schema["items"]:
                value = [one for part in value for one in (part if isinstance(part, list) else [part])]
            return [self._clean(schema["items"], item, f"{path}[{n}]", violations) for n, item in enumerate(value)]
        if kind == "object":
            if not isinstance(value, dict):
                return _wrong(path, "Map", value, violations)
            inner = schema.get("additionalProperties", {"type": "any"})
            return {key: self._clean(inner, item, f"{path}.{key}", violations) for key, item in value.items()}
        return clean_scalar(schema, kind, value, path, violations)

    def _clean_object(self, ref: str, value: Any, path: str, violations: Violations) -> Any:
        schema = self.types[ref]
        if schema.get("type") != "object":
            return value
        properties = schema.get("properties", {})
        if not isinstance(value, dict):
            return _wrong(path, f"type.googleapis.com/google.apps.sheets.v4.{ref}", value, violations)
        result = {}
        for name, item in value.items():
            known = name if name in properties else camel(name)
            if known not in properties:
                if self.api == "drive":
                    continue
                where = f" at '{path}'" if path else ""
                text = f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
                violations.append((path, text, name))
            elif item is not None:
                inner = f"{path}.{snake(known)}" if path else snake(known)
                result[known] = self._clean(properties[known], item, inner, violations)
        return result

    def faults(self, ref: str, value: Any) -> list[str]:
        """Say where an answer of ours does not fit its schema."""
        found: list[str] = []
        self._checker({"$ref": ref})(value, ref, found)
        return found

    def _checker(self, schema: dict[str, Any]) -> Checker:
        """Give the check of one schema; checks of named types are made once."""
        ref = schema.get("$ref")
        if ref:
            if ref not in self.checkers:
                self.checkers[ref] = lambda value, path, found: self.checkers[ref](value, path, found)  # noqa: PLW0108
                self.checkers[ref] = self._checker(self.types[ref])
            return self.checkers[ref]
        kind = schema.get("type")
        if kind == "object":
            return self._object_checker(schema)
        if kind == "array":
            item_check = self._checker(schema["items"])
            return lambda value, path, found: _check_items(item_check, value, path, found)
        if kind == "any":
            return lambda value, path, found: None
        return _scalar_checker(schema, kind)

    def _object_checker(self, schema: dict[str, Any]) -> Checker:
        table: dict[str, Checker] = {}
        properties = schema.get("properties")
        other = self._checker(schema.get("additionalProperties", {"type": "any"})) if properties is None else None

        def check(value: Any, path: str, found: list[str]) -> None:
            if type(value) is not dict:
                found.append(f"{path}: not an object")
                return
            for name, item in value.items():
                one = table.get(name)
                if one is None:
                    one = other
                    if properties is not None:
                        if name not in properties:
                            found.append(f"{path}: unknown {name}")
                            continue
                        one = table[name] = self._checker(properties[name])
                assert one
                one(item, name, found)

        return check


def _check_items(check: Checker, value: Any, path: str, found: list[str]) -> None:
    if not isinstance(value, list):
        found.append(f"{path}: not a list")
        return
    for item in value:
        check(item, path, found)


def _scalar_checker(schema: dict[str, Any], kind: str | None) -> Checker:
    allowed = set(schema.get("enum", ()))
    types: Any = {"string": (str,), "boolean": (bool,), "integer": (int,)}.get(kind or "", (int, float))

    def check(value: Any, path: str, found: list[str]) -> None:
        if type(value) not in types or (allowed and value not in allowed):
            found.append(f"{path}: {value!r} is not {schema.get('enum') or kind}")

    return check


def _wrong(path: str, kind: str, value: Any, violations: Violations) -> None:
    shown = json.dumps(value, ensure_ascii=False)
    violations.append((path, f"Invalid value at '{path}' ({kind}), {shown}", path))


def _enum_name(path: str) -> str:
    """Guess an enumeration's full name from its field's, as most of them are called."""
    field = camel(re.sub(r"\[\d+\]", "", path.rpartition(".")[2]))
    name = "Dimension" if field.endswith("imension") else f"{field[:1].upper()}{field[1:]}"
    return f"type.googleapis.com/google.apps.sheets.v4.{name}"


def clean_scalar(schema: dict[str, Any], kind: str | None, value: Any, path: str, violations: Violations) -> Any:
    """Give a plain value as its schema has it, or note what is wrong with it."""
    if kind == "any" or value is None:
        return value
    if "enum" in schema:
        if value in schema["enum"]:
            return value
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(schema["enum"]):
            return schema["enum"][value]
        return _wrong(path, _enum_name(path), value, violations)
    form = schema.get("format")
    if kind == "integer" or form in INTEGERS:
        return _clean_integer(form or "int32", kind, value, path, violations)
    if kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float | str) or not _numeric(value):
            return _wrong(path, "TYPE_DOUBLE" if form == "double" else "TYPE_FLOAT", value, violations)
        return float(value) if isinstance(value, str) else value
    if kind == "boolean" and not isinstance(value, bool):
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        return _wrong(path, "TYPE_BOOL", value, violations)
    if kind == "string" and not isinstance(value, str):
        return _wrong(path, "TYPE_STRING", value, violations)
    return value


def _clean_integer(form: str, kind: str | None, value: Any, path: str, violations: Violations) -> Any:
    if isinstance(value, bool) or not _numeric(value) or float(value) != int(float(value)):
        return _wrong(path, f"TYPE_{form.upper()}", value, violations)
    number = int(float(value)) if isinstance(value, float) else int(value)
    if form == "int32" and not -(2**31) <= number < 2**31:
        return _wrong(path, "TYPE_INT32", value, violations)
    return str(number) if kind == "string" else number


def _numeric(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


@functools.cache
def schemas(api: str) -> Schemas:
    """Give one API's schemas, read once."""
    return Schemas(api, {"sheets": "sheets.v4", "drive": "drive.v3"}[api])
