"""What goes back over the wire: JSON as Google writes it, and the pages of HTML it sends instead."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .errors import ApiError
from .misfortunes import HTML_502

JSON_KIND = "application/json; charset=UTF-8"
HTML_KIND = "text/html; charset=UTF-8"
NO_PAGE = (
    "<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n"
    "  <p><b>404.</b> <ins>That’s an error.</ins>\n  <p>The requested URL <code>%s</code> was not found.\n"
)


@dataclass
class Answer:
    """What goes back: a status, a kind of content and its bytes."""

    code: int
    content: bytes = b""
    kind: str = JSON_KIND


class GoneError(Exception):
    """The connection is cut without an answer."""


class HtmlError(ApiError):
    """A page of HTML where JSON was expected."""

    def __init__(self) -> None:
        super().__init__(502, "", "")


def written(value: Any, pretty: bool) -> bytes:
    """Give JSON as Google writes it: indented by two unless told otherwise."""
    if pretty:
        return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass")
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def broken_page() -> Answer:
    """Give the page that a broken front end sends."""
    return Answer(502, HTML_502.encode(), HTML_KIND)


def missing_page(path: str) -> Answer:
    """Give the page for an address that nothing answers."""
    return Answer(404, (NO_PAGE % path).encode("utf-8", "replace"), HTML_KIND)
