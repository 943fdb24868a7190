"""A year with four meetings on both boards, against a clerk who counts hands; `make year` plays it."""

import os
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.google.server import Server
from tests.support.cli_school import CliSchool
from tests.support.google_school import GoogleSchool, make_school
from tests.support.meeting_year import Clerk, Votes
from tests.support.sample import APPROVAL, PLAN

MEETING, SECRETARY = "Заседание", "deputy1@school150.example"
LABEL = "Член рабочей группы {}"



class BoardHands:
    """People, the secretary and the command line over one school's board."""

    codes = ("2.2/2021", "2.6/2021", "3.3/2021", "4.1/2021")

    def __init__(self, school: CliSchool) -> None:
        self.school, self.day, self.number = school, date(2021, 3, 1), 0
        school.change("people.yaml", "administrator:", "secretary: Заместители директора по УВР\nadministrator:")
        assert school.run("init", now="2021-03-01T09:00").code == 0

    def ask(self, code: str, new: date, why: str) -> None:
        self.school.fill(PLAN, code, {"Отметка": "Прошу перенести", "Новый срок": new, "Комментарий": why})

    def approve(self, member: int, ballot: str) -> None:
        self.school.fill(APPROVAL, ballot, {f"{LABEL.format(member + 1)}: решение": "Утвердить"})

    def call(self, day: date) -> None:
        self.day = day
        self.number = self.school.facts("meeting", "open", "--on", str(day), now=f"{day}T09:00")["number"]

    def hold(self, day: date, present: list[int], entries: dict[str, Votes]) -> dict[str, str]:
        for member in present:
            self._enter(LABEL.format(member + 1), {"Присутствует": "да"})
        for ballot, votes in entries.items():
            cells = {said: ", ".join(LABEL.format(who + 1) for who, vote in votes.items() if vote == said)
                     for said in votes.values()}  # fmt: skip
            self._enter(ballot, {**cells, "Замечание": "рано" if "Против" in cells else None})
        closed = self.school.facts("meeting", "close", now=f"{day}T15:00")
        ends = {"stage_met": "Утвердить", "refused": "Вернуть на доработку"}
        decided = [each for each in closed["events"] if each["kind"] in ends]
        by_code = {each["milestone"]: ends[each["kind"]] for each in decided}
        return {ballot: by_code[ballot.partition("-")[0]] for ballot in entries}

    def due(self, code: str) -> date | None:
        return date.fromisoformat(self.school.status(code, now=f"{self.day}T16:00")["due"])

    def report(self, day: date) -> object:
        return self.school.facts("report", "--as-of", str(day), now="2021-12-31T18:00")

    def _enter(self, key: str, cells: dict[str, str | None]) -> None:
        row = f"{self.number}: {key}"
        if isinstance(self.school, GoogleSchool):
            self.school.fill(MEETING, row, cells, who=SECRETARY)
        else:
            self.school.fill(MEETING, row, {**cells})


@pytest.fixture(params=["xlsx", "google"])
def school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CliSchool]:
    """The sample school on each board."""
    if request.param == "xlsx":
        yield CliSchool(tmp_path / "var").copied(tmp_path)
        return
    with Server() as server:
        yield make_school(server, tmp_path, patience_seconds=5)


@pytest.mark.parametrize("seed", range(int(os.environ.get("VEKHA_YEAR", "0"))))
def test_a_year_of_four_meetings_comes_out_as_the_clerk_counts(school: CliSchool, seed: int):
    clerk = Clerk(BoardHands(school), random.Random(seed))
    clerk.play()
    assert clerk.moved
    assert school.run("verify", now="2021-12-31T18:00").code == 0
