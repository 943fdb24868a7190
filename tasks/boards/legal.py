"""What no cell of any board may hold."""

import re

ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def legal_text(text: str, longest: int) -> str | None:
    """The text without control characters, cut where it is longer than so many UTF-16 units; None of an empty one."""
    text = ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    while len(text.encode("utf-16-le")) > longest * 2:
        over = len(text.encode("utf-16-le")) // 2 - longest
        text = text[: -max(1, over // 2) - 1] + "…"
    return text or None
