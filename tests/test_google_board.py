"""The Google board over real HTTP: calls counted, rows that move, protections, faults of keys and of the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_work import ACT, APPROVAL, PLAN
from tests.google.server import Server
from tests.google_school import GoogleSchool, copied_school, make_school

CODE, BALLOT = "1.3/2021", "1.3/2021-1.1"
BEGIN, NEXT, LATER = "2021-03-01T09:00", "2021-03-02T09:00", "2021-03-03T09:00"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for all; each school has a spreadsheet of its own."""
    with Server() as one:
        yield one


@pytest.fixture(scope="module")
def fresh(server: Server, tmp_path_factory: pytest.TempPathFactory) -> GoogleSchool:
    """A school whose board was just made in an empty spreadsheet."""
    made = make_school(server, tmp_path_factory.mktemp("fresh"))
    said = made.run("init", now=BEGIN)
    assert (said.code, said.err) == (0, "")
    return made


@pytest.fixture
def school(fresh: GoogleSchool, tmp_path: Path) -> Iterator[GoogleSchool]:
    """The same for one test, with a spreadsheet of its own; misfortunes end with it."""
    yield copied_school(fresh, tmp_path)
    fresh.server.misfortunes.clear()


def kinds(facts: dict) -> list[str]:
    return [event["kind"] for event in facts["events"]]


def test_a_mark_becomes_a_ballot_and_a_vote_moves_it_on_in_two_calls_a_pass(school: GoogleSchool):
    """An unchanged pass costs one call, a changed one two."""
    school.fill(PLAN, CODE, {"Отметка": "готово ", "Результат": ACT.format(1)})
    first = school.facts("sync", now=NEXT)
    assert (kinds(first), first["calls"]) == (["submitted", "stage_opened"], 2)
    assert school.row(PLAN, CODE)["Статус"] == "На утверждении"
    again = school.facts("sync", now=NEXT)
    assert (again["events"], again["cells_written"], again["calls"]) == ([], 0, 1)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    voted = school.facts("sync", now=LATER)
    assert (kinds(voted), voted["calls"]) == (["voted", "stage_met", "stage_opened"], 2)
    assert school.facts("sync", now=LATER)["calls"] == 1
    assert school.run("verify", now=LATER).code == 0
