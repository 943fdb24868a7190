"""What must be true after many hands worked at one board and everybody went home."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from models.board import columns as b
from tests.many_hands.play import VOTERS, ManyHands
from tests.support.sample import PLAN

LABELS = {"planned": "Запланировано", "in_progress": "В работе", "on_approval": "На утверждении",
          "returned": "На доработке", "done": "Исполнено", "cancelled": "Снято с контроля",
          "unclear": "Срок не определён"}  # fmt: skip


def faults(hands: ManyHands) -> list[str]:
    """Say what is wrong after everybody went home and the engine passed in peace."""
    for _ in range(3):
        hands.engine()
    return [*_lost(hands), *_beside(hands), *_uninvited(hands)]


@dataclass
class Watch:
    """Looks at the plan after every pass: each row may only show what its own code ever was."""

    ever: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    faults: list[str] = field(default_factory=list)

    def look(self, hands: ManyHands) -> None:
        """Remember every milestone's status of now, and note what is shown beside another code."""
        milestones = hands.school.facts("status", now=f"{hands.now:%Y-%m-%dT%H:%M}")["milestones"]
        titles = {each["code"]: each["title"] for each in milestones}
        for each in milestones:
            self.ever[each["code"]].add(LABELS[each["status"]])
        for code, row in hands.school.table(PLAN).items() if hands.sheet(PLAN) else ():
            title, status = row.get("Мероприятие"), row.get("Статус")
            if code in titles and (title not in (None, titles[code]) or status not in (None, *self.ever[code])):
                self.faults.append(f"{code} after pass {hands.done['passes']}: {status!r} with {title!r}")


def _lost(hands: ManyHands) -> Iterator[str]:
    for (tab, key, header), text in hands.last.items():
        rows, columns = hands.rows(tab)
        sheet = hands.sheet(tab)
        if sheet is None or key not in rows or header not in columns:
            yield f"{tab} {key} «{header}»: the row or column is gone, and {text[:40]!r} with it"
            continue
        found = hands.stands(tab, key, header)
        if found != text and not (found == b.NO_SAY and not text):
            yield f"{tab} {key} «{header}»: {text[:40]!r} was typed last, {found[:40]!r} stands"


def _beside(hands: ManyHands) -> Iterator[str]:
    """Statuses on the board against the journal's own."""
    facts = hands.school.facts("status", now=f"{hands.now:%Y-%m-%dT%H:%M}")["milestones"]
    known = {each["code"]: each for each in facts}
    table = hands.school.table(PLAN)
    labels: dict[str, set[Any]] = defaultdict(set)
    for code, row in table.items():
        if code in known:
            labels[known[code]["status"]].add(row["Статус"])
    for status, shown in labels.items():
        if len(shown) != 1 or None in shown:
            yield f"{status} is shown as {shown}"
    for code in known.keys() - table.keys():
        if code.endswith("/2021"):
            yield f"{code} has no row"


def _uninvited(hands: ManyHands) -> Iterator[str]:
    """Votes in the journal that their owner never wrote."""
    people = {"curator": "Куратор", "director": "Директор", "member_1": VOTERS["member1"],
              "member_2": VOTERS["member2"]}  # fmt: skip
    words = {"approve": "Утвердить", "return": "Вернуть"}
    with sqlite3.connect(hands.school.var / "vekha.db") as connection:
        found = connection.execute("SELECT body FROM events WHERE kind = 'voted'").fetchall()
    hands.done["votes counted"] = len(found)
    for (body,) in found:
        event = json.loads(body)
        written = hands.votes[event["ballot"], people.get(event["voter"], "")]
        if words[event["choice"]] not in written:
            yield f"{event['ballot']}: {event['voter']} never chose {event['choice']}: {sorted(written)}"
