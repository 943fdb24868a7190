"""What is kept of a spreadsheet beside the database: its owner, how Google spells our editors, what it refused."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from models.board import Value, account_key, google_texts
from models.text import Mender, Problem
from tasks.files import SHARED, replace_file
from tasks.google.layout import Json

FILE, SHELF = "google-board.json", "google-engine.json"
HOUR = 3600.0
Shelf = Mapping[int, tuple[Value, ...]]
"""Row of `_engine` → a key and its values that no pass changes."""


@dataclass(frozen=True)
class Refused:
    """A part of a write that Google would not take: when, while which protections stood, and what it said."""

    part: str
    where: str
    found: str
    hint: str
    protections: str
    at: float

    def problem(self) -> Problem:
        """What a person must mend."""
        return Problem(self.where, self.found, self.hint, Mender.ADMINISTRATOR)


@dataclass(frozen=True)
class Memory:
    """What is known of one spreadsheet; `spelled` gives, by a protection's number, what we wrote and what is shown.

    `shelved` is the generation of the spreadsheet whose lasting half of `_engine` is on the shelf.
    """

    spreadsheet: str = ""
    owner: str | None = None
    spelled: Mapping[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    shelved: int = 0

    def still_refused(self, protections: str, now: float) -> tuple[Refused, ...]:
        """What need not be tried again yet: within the hour, while the same protections stand."""
        return tuple(each for each in self.refused if each.protections == protections and 0 <= now - each.at < HOUR)

    def as_written(self, found: Json) -> Json:
        """A protection with its editors as we wrote them, where Google shows what it showed right after our write."""
        wrote, shows = self.spelled.get(str(found.get("protectedRangeId")), ((), ()))
        users = found.get("editors", {}).get("users", ())
        if not shows or _plain(users, self.owner) != _plain(shows, self.owner):
            return found
        return {**found, "editors": {**found["editors"], "users": list(wrote)}}

    def learnt(self, wanted: Mapping[str, Sequence[str]], shown: Sequence[Json]) -> "Memory":
        """The memory after a write: `wanted` are the editors by description, `shown` the protections as they stand.

        What is shown right after our own write is Google's own doing: the owner stands in every list, a person's other
        address in place of the one we know, and who has no access in none.
        """
        ours = [each for each in shown if each.get("description") in wanted and "editors" in each]
        added = [
            {account_key(user) for user in each["editors"].get("users", ())}
            - {account_key(user) for user in wanted[each["description"]]}
            for each in ours
        ]
        everywhere = set.intersection(*added) if len(added) > 1 else set()
        owner = next(iter(everywhere)) if len(everywhere) == 1 else self.owner
        spelled = dict(self.spelled)
        for each in ours:
            wrote, users = wanted[each["description"]], each["editors"].get("users", ())
            more, less = _plain(users, owner) - _plain(wrote, owner), _plain(wrote, owner) - _plain(users, owner)
            spelled.pop(str(each["protectedRangeId"]), None)
            if less and len(more) <= len(less):
                spelled[str(each["protectedRangeId"])] = (list(wrote), list(users))
        return replace(self, owner=owner, spelled=spelled)


def _plain(users: Sequence[str], owner: str | None) -> set[str]:
    return {account_key(each) for each in users} - {owner}


def read_memory(var: Path, spreadsheet: str) -> Memory:
    """What was kept of this spreadsheet; nothing where there is no file, or one of another spreadsheet."""
    try:
        kept: Any = json.loads((var / FILE).read_text(encoding="utf-8"))
        if kept["spreadsheet"] != spreadsheet:
            return Memory(spreadsheet)
        spelled = {str(key): (list(wrote), list(shows)) for key, (wrote, shows) in kept["spelled"].items()}
        refused = tuple(Refused(**each) for each in kept["refused"])
        return Memory(spreadsheet, kept["owner"], spelled, refused, int(kept.get("shelved", 0)))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory(spreadsheet)


def keep_memory(var: Path, memory: Memory) -> None:
    """Keep it; where that fails, the next pass learns it again."""
    _keep(var / FILE, asdict(memory))


def read_shelf(var: Path) -> Shelf:
    """The lasting half of `_engine` as it was kept; empty where it was not."""
    try:
        kept: Any = json.loads((var / SHELF).read_text(encoding="utf-8"))
        return {int(row): tuple(cells) for row, cells in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def keep_shelf(var: Path, shelf: Shelf) -> None:
    """Keep the lasting half of `_engine`."""
    _keep(var / SHELF, shelf)


def _keep(file: Path, what: Any) -> None:
    text = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, f"{text}\n".encode(), mode=SHARED)
    except OSError:
        return


def refused_part(part: str, tab: str, headers: Sequence[str], said: str, protections: str, at: float) -> Refused:
    """A part of a write that was refused, with what a person reads of it."""
    protection = part.removeprefix(PROTECTION_PART) if part.startswith(PROTECTION_PART) else None
    told = google_texts.part_refused(headers, said) if protection is None else google_texts.protection_refused(
        protection, said)  # fmt: skip
    return Refused(part, f"«{tab}»" if tab else google_texts.BOARD, told[0], told[1], protections, at)


PROTECTION_PART = "protection "
