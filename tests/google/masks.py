"""Field masks: `sheets(properties,data.rowData)`, `a/b`, `*`; for answers and for updates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from .errors import bad_request, invalid
from .schemas import Schemas, camel

Mask = dict[str, "Mask"]
EVERYTHING: Mask = {}
UNKNOWN = "Error expanding 'fields' parameter. Cannot find matching fields for path '{}'."


def parse(text: str) -> Mask:
    """Give a mask as a tree; an empty branch means everything under it.

    >>> parse("sheets(properties/title,data.rowData),spreadsheetId")
    {'sheets': {'properties': {'title': {}}, 'data': {'rowData': {}}}, 'spreadsheetId': {}}
    """
    mask, rest = _group(text.replace(" ", ""), 0)
    if rest != len(text.replace(" ", "")):
        raise invalid(UNKNOWN.format(text))
    return mask


def _group(text: str, at: int) -> tuple[Mask, int]:
    mask: Mask = {}
    while at < len(text):
        start = at
        while at < len(text) and text[at] not in ",()":
            at += 1
        names = [camel(name) for name in text[start:at].replace("/", ".").split(".") if name]
        inner: Mask = {}
        if at < len(text) and text[at] == "(":
            inner, at = _group(text, at + 1)
            if at >= len(text) or text[at] != ")":
                raise invalid(UNKNOWN.format(text))
            at += 1
        for name in reversed(names):
            inner = {name: inner}
        merge(mask, inner)
        if at < len(text) and text[at] == ",":
            at += 1
        else:
            break
    return mask, at


def merge(into: Mask, other: Mask) -> None:
    """Add one mask to another; a wider branch wins."""
    for name, inner in other.items():
        if name in into:
            if not into[name] or not inner:
                into[name] = {}
            else:
                merge(into[name], inner)
        else:
            into[name] = inner


def normal(mask: Mask) -> Mask:
    """Give a mask in which a `*` branch is simply everything."""
    return {} if "*" in mask and not mask["*"] else mask


def check(mask: Mask, schemas: Schemas, ref: str, path: str = "") -> None:
    """Refuse names that the answer's schema does not have."""
    _check(normal(mask), schemas, {"$ref": ref}, path)


def _check(mask: Mask, schemas: Schemas, schema: dict[str, Any], path: str) -> None:
    if "$ref" in schema:
        schema = schemas.types[schema["$ref"]]
    if schema.get("type") == "array":
        return _check(mask, schemas, schema["items"], path)
    properties = schema.get("properties", {})
    if schema.get("additionalProperties") or schema.get("type") == "any":
        return None
    for name, inner in mask.items():
        where = f"{path}.{name}" if path else name
        if name == "*":
            continue
        if name not in properties:
            text = UNKNOWN.format(where)
            raise bad_request("Request contains an invalid argument.", [(where, text)])
        _check(inner, schemas, properties[name], where)
    return None


class Done(list[Any]):
    """A list to which its mask was applied while it was made."""


def apply(mask: Mask, value: Any) -> Any:
    """Give the part of an answer that a mask names; nothing is invented."""
    mask = normal(mask)
    if not mask or isinstance(value, Done):
        return value
    if isinstance(value, list):
        return [apply(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    wild = mask.get("*")
    result = {}
    for name, item in value.items():
        inner = mask.get(name, wild)
        if inner is not None:
            result[name] = apply(inner, item)
    return result


def taking(mask: Mask) -> Callable[[Any], Any]:
    """Give `apply` with this mask; one that names plain fields is quicker, and thousands of cells are read by it."""
    names = normal(mask)
    if not names or "*" in names or any(names.values()):
        return partial(apply, names)
    return lambda value: (
        {name: item for name, item in value.items() if name in names} if type(value) is dict else apply(names, value)
    )


def wants(mask: Mask | None, *path: str) -> bool:
    """Say whether a mask touches a path (None is no mask: everything)."""
    return branch(mask, *path) is not None


def branch(mask: Mask | None, *path: str) -> Mask | None:
    """Give the part of a mask under a path; {} is everything, None is nothing."""
    current = EVERYTHING if mask is None else mask
    for name in path:
        current = normal(current)
        if not current:
            return EVERYTHING
        found = current.get(name, current.get("*"))
        if found is None:
            return None
        current = found
    return normal(current)


def update_paths(text: str | None, schemas: Schemas, ref: str, root: str | None = None) -> list[tuple[str, ...]]:
    """Give the paths of an update mask, `*` as the empty path; the root's own name may lead.

    Google refuses an empty mask and names it does not know.
    """
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    mask = parse(text)
    if root and set(mask) == {root} and root not in schemas.types[ref]["properties"]:
        mask = mask[root]
    if not normal(mask):
        return [()]
    try:
        check(mask, schemas, ref)
    except Exception as error:
        raise invalid(f"Invalid field: {text}") from error
    return list(_paths(mask))


def _paths(mask: Mask, lead: tuple[str, ...] = ()) -> Any:
    for name, inner in mask.items():
        if name == "*":
            yield lead
        elif normal(inner):
            yield from _paths(inner, (*lead, name))
        else:
            yield (*lead, name)


def copy_path(target: dict[str, Any], source: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Give `target` with one path taken from `source`; what the source lacks is removed."""
    if not path:
        return dict(source)
    name, rest = path[0], path[1:]
    result = dict(target)
    if not rest or isinstance(source.get(name), list) or isinstance(result.get(name), list):
        if name in source:
            result[name] = source[name]
        else:
            result.pop(name, None)
        return result
    inner = copy_path(result.get(name, {}), source.get(name, {}), rest)
    if inner:
        result[name] = inner
    else:
        result.pop(name, None)
    return result
