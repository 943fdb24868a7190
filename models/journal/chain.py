"""The chain of a school's events: each carries the SHA-256 of itself and of the one before it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from models.journal import texts
from models.journal.events import Event, event_from_json, event_to_json
from models.text import Problem, VekhaError, shortened

CODE_SIGNS, FEWEST_SIGNS = 16, 8
LOOK_ALIKE = str.maketrans(*texts.LOOK_ALIKE)


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it is kept: its canonical text, the columns beside it, and its place in the chain."""

    school: str
    position: int
    milestone: str
    kind: str
    seen_at: datetime
    why: str
    body: str
    previous: str
    digest: str


def canonical_json(plain: object) -> str:
    """The one text of a JSON value.

    >>> canonical_json({"why": "да", "kind": "done"})
    '{"kind":"done","why":"да"}'
    """
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(previous: str, school: str, position: int, event: Any) -> str:
    """64 hex digits over the digest before it and the event (plain JSON) with its school and position."""
    said = canonical_json({"event": event, "position": position, "school": school})
    return sha256((previous + said).encode()).hexdigest()


def append_links(school: str, position: int, previous: str, events: Sequence[Event]) -> Iterator[Link]:
    """The links that follow a position with these events; moments in UTC."""
    for place, event in enumerate(events, start=position + 1):
        told = replace(event, seen_at=event.seen_at.astimezone(UTC))
        plain = event_to_json(told)
        own = digest(previous, school, place, plain)
        body = canonical_json(plain)
        yield Link(school, place, told.milestone, told.kind, told.seen_at, told.why, body, previous, own)
        previous = own


@lru_cache(maxsize=1_024)  # the last facts are read for states and for the board, in each pass again
def read_event(body: str) -> Event:
    """The event that a link keeps, its moment in UTC; ValueError when the text is no event."""
    event = event_from_json(json.loads(body))
    return replace(event, seen_at=event.seen_at.astimezone(UTC))


def verify_chain(links: Iterable[Link], position: int, digest_kept: str) -> tuple[Problem, ...]:
    """What is wrong with a chain that should end with this position and digest, in order of position."""
    problems: list[Problem] = []
    last, tail = 0, ""
    for link in links:
        if link.position > last + 1:
            problems.append(_missing(last + 1, link.position - 1))
        faults = _faults(link, tail if link.position == last + 1 else None)
        problems.extend(Problem(texts.JOURNAL_ENTRY.format(position=link.position), *fault) for fault in faults)
        last, tail = link.position, link.digest
    if position > last:
        problems.append(_missing(last + 1, position))
    elif (position, digest_kept) != (last, tail):
        problems.append(Problem(texts.JOURNAL_ENTRY.format(position=last), *texts.end_replaced()))
    return tuple(problems)


def control_code(digest: str) -> str:
    """What a letter shows of the digest of the last fact that it was written from: «Контрольный код журнала»."""
    return digest[:CODE_SIGNS]


def code_as_typed(text: str) -> str:
    """A control code that a person typed, as a digest begins; VekhaError where it is none.

    >>> code_as_typed(" 9F86 d081-884с7d65 ")
    '9f86d081884c7d65'
    """
    code = text.lower().translate(LOOK_ALIKE).replace(" ", "").replace("-", "")
    if not FEWEST_SIGNS <= len(code) <= 64 or set(code) - set("0123456789abcdef"):
        raise VekhaError(texts.CODE_NOT_READ.format(code=shortened(text)))
    return code


def foreign_codes(letters: Iterable[tuple[date, str]], digests: Iterable[str]) -> tuple[Problem, ...]:
    """What letters tell of facts that the journal holds no more; `letters` are days and control codes."""
    known = {control_code(digest) for digest in digests}
    foreign = sorted((day, code) for day, code in letters if code not in known)
    if not foreign:
        return ()
    day, code = foreign[0]
    return (Problem(texts.JOURNAL, *texts.codes_foreign(code, day, len(foreign) - 1)),)


def _faults(link: Link, previous: str | None) -> Iterator[tuple[str, str]]:
    """What is wrong with one link; `previous` is None after a gap, where there is nothing to compare with."""
    if previous is not None and link.previous != previous:
        yield texts.entry_unchained()
    try:
        event, plain = read_event(link.body), json.loads(link.body)
    except ValueError:
        yield texts.entry_unreadable()
        return
    told = digest(link.previous, link.school, link.position, plain)
    if link.digest != told or link.body != canonical_json(plain):
        yield texts.entry_changed()
    beside = {name: getattr(link, name) for name in ("milestone", "kind", "seen_at", "why")}
    differ = [name for name, value in beside.items() if value != getattr(event, name)]
    if differ:
        yield texts.entry_disagrees(", ".join(differ))


def _missing(first: int, last: int) -> Problem:
    return Problem(texts.JOURNAL_ENTRY.format(position=first), *texts.entries_missing(first, last))
