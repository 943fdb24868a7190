"""Many calls in one: the multipart/mixed bodies of Google's batch addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser

from .answers import Answer
from .errors import invalid

BATCH = re.compile(r"/batch(/(drive|sheets)/v\d)?")
BOUNDARY = "batch_of_answers"
MOST = 1000


def inner_calls(kind: str, body: bytes) -> Iterator[tuple[str, str, str, Message, bytes]]:
    """Walk the calls of a batch: Content-ID, verb, address, headers, body."""
    whole = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    parts = whole.get_payload()
    if not whole.is_multipart() or not isinstance(parts, list):
        raise invalid("Failed to parse batch request, error: 'unable to find boundary'.")
    if len(parts) > MOST:
        raise invalid(f"The batch request has {len(parts)} calls; at most {MOST} are allowed.")
    for part in parts:
        assert isinstance(part, Message)
        lines, _, rest = str(part.get_payload()).replace("\r\n", "\n").partition("\n")
        words = lines.split(" ")
        if len(words) < 2:
            raise invalid("Failed to parse batch request, error: 'malformed inner request'.")
        inner = BytesParser().parsebytes(rest.encode("utf-8", "surrogateescape"))
        content = str(inner.get_payload()).encode("utf-8", "surrogateescape")
        yield part.get("Content-ID") or "", words[0], words[1], inner, content


def joined(answers: list[tuple[str, Answer]]) -> Answer:
    """Give the answer to a batch."""
    lines = []
    for name, answer in answers:
        ident = f"Content-ID: <response-{name.lstrip('<')}\r\n" if name else ""
        head = f"--{BOUNDARY}\r\nContent-Type: application/http\r\n{ident}\r\nHTTP/1.1 {answer.code} Answer\r\n"
        about = f"Content-Type: {answer.kind}\r\nContent-Length: {len(answer.content)}\r\n\r\n"
        lines.append((head + about).encode() + answer.content + b"\r\n")
    return Answer(200, b"".join(lines) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/mixed; boundary={BOUNDARY}")
