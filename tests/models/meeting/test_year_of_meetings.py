"""A year with four meetings on paper, against a clerk who counts hands."""

import random
from dataclasses import replace
from datetime import date

import pytest

from models.approval import overview
from models.board import columns as b
from models.journal import MeetingClosed
from models.meeting import closing, opening
from models.observation import observe
from tests.support.meeting_year import Clerk, Votes
from tests.support.report_samples import report_by
from tests.support.scenario import Scenario, roster, small_school, workflow

PEOPLE = ("anna", "boris", "gleb", "vera")
ROADMAP = """
    | код | срок         | исполнители | форма      |
    | 1.1 | декабрь 2021 | Директор    | Приказ     |
    | 1.2 | декабрь 2021 | Директор    | Информация |
    | 1.3 | декабрь 2021 | Куратор     | Информация |
    | 2.1 | декабрь 2021 | Педагог     | Информация |
"""


class PaperHands:
    """People on a board in memory."""

    codes = ("1.1/2021", "1.2/2021", "1.3/2021", "2.1/2021")

    def __init__(self) -> None:
        rules = workflow({"working_group": {"label": "рабочая группа"}})
        self.life = Scenario(small_school(ROADMAP, roster(PEOPLE), rules), date(2021, 3, 1))
        people = self.life.school.roster.model_copy(update={"secretary": "Педагог"})
        self.life.school = replace(self.life.school, roster=people)
        self.number = 0

    def ask(self, code: str, new: date, why: str) -> None:
        self.life.mark(code, "Прошу перенести", None, new, why)

    def approve(self, member: int, ballot: str) -> None:
        self.life.vote(PEOPLE[member], "Утвердить", ballot=ballot)

    def call(self, day: date) -> None:
        life = self.life
        life.sync(day)
        fact = opening(life.school, overview(life.school, life.known, {}, day), life.journal, day, life.now())
        if fact is not None:
            life.journal.append(fact)
            self.number = fact.number
        life.sync()

    def hold(self, day: date, present: list[int], entries: dict[str, Votes]) -> dict[str, str]:
        life = self.life
        for member in present:
            self._enter(life.school.roster.label(PEOPLE[member]), {b.PRESENT: "да"})
        for ballot, votes in entries.items():
            self._enter(ballot, by_column(votes, lambda member: life.school.roster.label(PEOPLE[member])))
        view = observe(life.school, life.known, life.looks, life.view(), life.now()).view
        done = closing(life.school, life.known, life.journal, life.paper.snapshot(), view, life.now())
        life.known = life.known.after(done.events, done.effects.sightings)
        life.journal.extend(done.events)
        life.sync()
        return {each.ballot: each.decision for each in done.closed.resolutions}

    def due(self, code: str) -> date | None:
        return next(each.due for each in self.life.sync().overviews if each.code == code)

    def report(self, day: date) -> object:
        return report_by(self.life, day)

    def _enter(self, key: str, cells: dict[str, str]) -> None:
        for header, value in cells.items():
            self.life.paper.write(b.MEETING, f"{self.number}: {key}", header, value)


def by_column(votes: Votes, label) -> dict[str, str]:
    """What the secretary writes: names in each column, and why where somebody was against."""
    cells = {vote: ", ".join(label(who) for who, said in votes.items() if said == vote) for vote in votes.values()}
    return cells | ({b.REMARK: "рано"} if b.GIVEN_BACK in cells else {})


@pytest.mark.parametrize("seed", range(6))
def test_a_year_of_four_meetings_comes_out_as_the_clerk_counts(seed: int):
    hands = PaperHands()
    clerk = Clerk(hands, random.Random(seed))
    clerk.play()
    held = [event.number for event in hands.life.journal if isinstance(event, MeetingClosed)]
    assert held == list(range(1, len(held) + 1))
    assert clerk.moved
