"""Which method an address means, and what its query holds."""

from __future__ import annotations

import functools
from typing import Any
from urllib.parse import unquote

from .errors import bad_request, drive_error
from .schemas import Method, Violations, camel, clean_scalar, schemas, snake

STANDARD_PARAMETERS = {
    "alt", "prettyPrint", "fields", "key", "quotaUser", "access_token", "oauth_token", "callback", "uploadType",
    "upload_protocol", "$.xgafv", "userIp", "pp", "trace",
}  # fmt: skip


@functools.cache
def all_methods() -> list[Method]:
    """List every published method, the most literal address first."""
    methods = schemas("sheets").methods + schemas("drive").methods
    return sorted(methods, key=lambda method: -len(method.pattern.pattern.replace("([^/]+)", "")))


def find_method(verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """Say which method an address and a verb mean, with the names in the address."""
    for method in all_methods():
        match = method.pattern.fullmatch(path)
        if match and method.verb == verb:
            return method, dict(zip(method.names, map(unquote, match.groups()), strict=True))
    return None


def read_parameters(method: Method, query: dict[str, list[str]]) -> dict[str, Any]:
    """Give the query's parameters typed as published; refuse unknown names and values."""
    found: dict[str, Any] = {}
    for given, values in query.items():
        name = given if given in method.parameters else camel(given)
        if name in method.parameters:
            found[name] = _parameter(name, method.parameters[name], values)
        elif given not in STANDARD_PARAMETERS:
            text = (
                f'Invalid JSON payload received. Unknown name "{given}": '
                f"Cannot bind query parameter. Field '{given}' could not be found in request message."
            )
            if method.api == "sheets":
                raise bad_request(text, [("", text)])
        else:
            found[given] = values[-1]
    for name, schema in method.parameters.items():
        if schema.get("required") and name not in found:
            raise drive_error(400, f"Required parameter: {name}", "required", name)
    return found


def _parameter(name: str, schema: dict[str, Any], values: list[str]) -> Any:
    violations: Violations = []
    if schema.get("repeated"):
        result: Any = [clean_scalar(schema, schema["type"], value, snake(name), violations) for value in values]
    else:
        result = clean_scalar(schema, schema["type"], values[-1], snake(name), violations)
    if violations:
        raise bad_request(violations[0][1], [(violations[0][0], violations[0][1])])
    return result
