"""What may go wrong on purpose: refusals, lost answers, hangs, and people editing at the wrong moment."""

from __future__ import annotations

import fnmatch
import random
import threading
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, denied, invalid, unauthenticated
from .identity import Identity, exhausted
from .sheets_api import READS

Json = dict[str, Any]
KINDS = ("answer", "html", "drop", "lose", "hang", "slow", "edit")
HTML_502 = (
    "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>Error 502 (Server Error)!!1</title>\n"
    "  <p><b>502.</b> <ins>That’s an error.</ins>\n  <p>The server encountered a temporary error and could not "
    "complete your request.<p>Please try again in 30 seconds.  <ins>That’s all we know.</ins>\n"
)


@dataclass
class Misfortune:
    """One rule: which calls it strikes, how often, and what it does.

    `method` is a method's name, a pattern, or "read" or "write"; `skip` matching calls pass first; `times` 0 is always.
    """

    kind: str
    method: str = "*"
    who: str = "*"
    spreadsheet: str = "*"
    skip: int = 0
    times: int = 1
    chance: float = 1.0
    when: str = "before"
    code: int = 503
    scope: str = "user"
    seconds: float = 0.0
    edits: list[Json] = field(default_factory=list)
    struck: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise invalid(f"No such misfortune: {self.kind}; known: {', '.join(KINDS)}")

    def meets(self, method: str, who: str, spreadsheet: str) -> bool:
        """Say whether a call is of the kind this rule strikes."""
        kind = kind_of(method)
        return (
            (self.method == kind or fnmatch.fnmatchcase(method, self.method))
            and fnmatch.fnmatchcase(who, self.who)
            and fnmatch.fnmatchcase(spreadsheet, self.spreadsheet)
        )


def kind_of(method: str) -> str:
    """Say whether a Sheets method reads or writes; Drive's are neither."""
    if method.startswith("drive."):
        return "drive"
    return "read" if method in READS else "write"


@dataclass
class Misfortunes:
    """All rules, with their own dice: the same seed brings the same luck."""

    rules: list[Misfortune] = field(default_factory=list)
    latency_seconds: float = 0.0
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: threading.Event = field(default_factory=threading.Event)
    refused: list[str] = field(default_factory=list)

    def add(self, kind: str, **about: Any) -> Misfortune:
        """Add a rule."""
        rule = Misfortune(kind, **about)
        with self.lock:
            self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Forget all rules."""
        with self.lock:
            self.rules.clear()
            self.latency_seconds = 0.0

    def strike(self, method: str, who: str, spreadsheet: str) -> list[Misfortune]:
        """Give the rules that strike this call, and count them."""
        struck = []
        with self.lock:
            for rule in list(self.rules):
                if not rule.meets(method, who, spreadsheet):
                    continue
                if rule.skip:
                    rule.skip -= 1
                elif rule.chance >= 1 or self.dice.random() < rule.chance:
                    rule.struck += 1
                    struck.append(rule)
                    if rule.times and rule.struck >= rule.times:
                        self.rules.remove(rule)
        return struck

    def wait(self, seconds: float) -> None:
        """Sleep, but not beyond the server's end."""
        if seconds:
            self.stopped.wait(seconds)


def refusal(rule: Misfortune, who: Identity, method: str) -> ApiError:
    """Give the error that a rule answers with."""
    scope = "per minute per user" if rule.scope == "user" else "per minute"
    words = {
        500: ("Internal error encountered.", "INTERNAL"),
        503: ("The service is currently unavailable.", "UNAVAILABLE"),
        504: ("Deadline expired before operation could complete.", "DEADLINE_EXCEEDED"),
        409: ("The operation was aborted.", "ABORTED"),
        400: ("Request contains an invalid argument.", "INVALID_ARGUMENT"),
    }
    if rule.code == 429:
        return exhausted("read" if kind_of(method) == "read" else "write", scope, who.project)
    if rule.code in (401, 403):
        return unauthenticated() if rule.code == 401 else denied()
    message, status = words.get(rule.code, ("Unknown Error.", "UNKNOWN"))
    return ApiError(rule.code, message, status)
