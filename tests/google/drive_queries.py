"""The questions of `files.list`: name = 'x' and mimeType contains 'y' and 'z' in parents."""

from __future__ import annotations

import re
from datetime import UTC

from .errors import drive_error
from .identity import Identity
from .world import File

STAMP = "%Y-%m-%dT%H:%M:%S"
TERM = re.compile(
    r"""\s*(?:(not)\s+)?(?:(\w+)\s*(=|!=|contains|in|>|<|>=|<=)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\w+))"""
    r"""|["']([^"']*)["']\s+in\s+(\w+)|(sharedWithMe))\s*"""
)
AND = re.compile(r"and\s+")


def wanted(file: File, who: Identity, query: str) -> bool:
    """Say whether a file meets a query; terms are joined by `and` only."""
    text, at, found = query.strip(), 0, True
    while at < len(text):
        match = TERM.match(text, at)
        if not match:
            raise drive_error(400, "Invalid Value", "invalid", "q")
        found = _term(match, file, who) and found
        joined = AND.match(text, match.end())
        if not joined and match.end() < len(text):
            raise drive_error(400, "Invalid Value", "invalid", "q")
        at = joined.end() if joined else len(text)
    return found


def _term(match: re.Match[str], file: File, who: Identity) -> bool:
    negated, name, operator = match[1], match[2], match[3]
    given = next((one for one in match.group(4, 5, 6) if one is not None), "")
    given = re.sub(r"\\(.)", r"\1", given)
    if match[7] is not None:
        holder: list[str] = {"parents": file.parents, "owners": [file.owner.email], "writers": file.editors()}.get(
            match[8], [one.get("emailAddress", "") for one in file.permissions]
        )
        found = {"me": who.email, "root": who.root}.get(match[7], match[7]) in holder
    elif match[9]:
        found = not file.is_owner(who)
    elif name == "parents":
        found = (who.root if given == "root" else given) in file.parents
    elif name == "trashed":
        found = file.trashed == (given == "true")
    elif name in ("name", "mimeType", "fullText"):
        own = file.mime if name == "mimeType" else file.name
        found = given.lower() in own.lower() if operator == "contains" else own == given
    elif name == "modifiedTime":
        found = {">": _time(file) > given[:19], "<": _time(file) < given[:19]}.get(operator, True)
    else:
        raise drive_error(400, "Invalid Value", "invalid", "q")
    if operator == "!=":
        found = not found
    return not found if negated else found


def _time(file: File) -> str:
    return file.modified.astimezone(UTC).strftime(STAMP)
