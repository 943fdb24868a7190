"""A year of four meetings, and once more, deliberately naive, what comes of it: a clerk who counts hands on paper.

Nothing is shared with the product: the clerk knows four members, three approvals of four, and that one vote against
returns. People ask to move deadlines; a question that the hands do not decide is left for the next meeting.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

MEMBERS = (0, 1, 2, 3)
MEETINGS = (date(2021, 3, 26), date(2021, 6, 25), date(2021, 9, 24), date(2021, 12, 24))
ENOUGH = 3
FOR, AGAINST, ABSTAINS = "За", "Против", "Воздержались"
Votes = dict[int, str]


class Hands(Protocol):
    """What people do on a board, whatever it is made of."""

    codes: tuple[str, ...]

    def ask(self, code: str, new: date, why: str) -> None: ...
    def approve(self, member: int, ballot: str) -> None: ...
    def call(self, day: date) -> None: ...
    def hold(self, day: date, present: list[int], entries: dict[str, Votes]) -> dict[str, str]: ...
    def due(self, code: str) -> date | None: ...
    def report(self, day: date) -> object: ...


@dataclass
class Question:
    """What is being voted on: the ballot, the day asked for, and who approved it in the sheet."""

    ballot: str
    new: date
    sheet: set[int] = field(default_factory=set)


@dataclass
class Clerk:
    """Plays a year from a seed, and says what must have come of it."""

    hands: Hands
    chance: random.Random
    due: dict[str, date] = field(default_factory=dict)
    open: dict[str, Question] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    moved: int = 0
    returned: int = 0
    left: int = 0
    reports: dict[date, object] = field(default_factory=dict)

    def play(self) -> None:
        """Four quarters: people ask, some vote in the sheet, the group meets, and the clerk compares."""
        for day in MEETINGS:
            self._people(day)
            present = sorted(self.chance.sample(MEMBERS, self.chance.choice((3, 4))))
            entries, expected = {}, {}
            for code, question in self.open.items():
                votes = dict(self._votes(present))
                decision = decided({**dict.fromkeys(question.sheet, FOR), **votes})
                if decision is None or not votes:
                    self.left += 1
                    continue
                entries[question.ballot], expected[code] = votes, decision
            told = self.hands.hold(day, present, entries) if entries else {}
            assert told == {self.open[code].ballot: decision for code, decision in expected.items()}
            self._settle(expected)
            assert {code: self.hands.due(code) for code in self.due} == self.due
            self.reports[day] = self.hands.report(day)
        assert {day: self.hands.report(day) for day in MEETINGS} == self.reports, "a past day was told otherwise"

    def _people(self, day: date) -> None:
        for code in self.hands.codes:
            if self.chance.random() < (0.3 if code in self.open else 0.7):  # a second wish replaces the first
                number = self.asked[code] = self.asked.get(code, 0) + 1
                new = date(2022, 1, 1) + timedelta(days=sum(self.asked.values()))
                self.hands.ask(code, new, f"Причина {number}")
                self.open[code] = Question(f"{code}-{number}.1", new)
        if self.open:
            self.hands.call(day)
        for question in self.open.values():
            for member in self.chance.sample(MEMBERS, self.chance.choice((0, 1, 2))):
                if len(question.sheet | {member}) < ENOUGH:  # the sheet alone decides nothing here
                    question.sheet.add(member)
                    self.hands.approve(member, question.ballot)

    def _votes(self, present: list[int]) -> Iterator[tuple[int, str]]:
        mood = self.chance.choice(((FOR,), (FOR, FOR, FOR, ABSTAINS), (FOR, FOR, AGAINST), (FOR, None)))
        for member in present:
            vote = self.chance.choice(mood)
            if vote is not None:
                yield member, vote

    def _settle(self, expected: dict[str, str]) -> None:
        for code, decision in expected.items():
            question = self.open.pop(code)
            if decision == "Утвердить":
                self.due[code] = question.new
            self.moved += decision == "Утвердить"
            self.returned += decision != "Утвердить"


def decided(votes: Votes) -> str | None:
    """What the hands decide; None where they do not."""
    counted = list(votes.values())
    if AGAINST in counted:
        return "Вернуть на доработку"
    return "Утвердить" if counted.count(FOR) >= ENOUGH else None
