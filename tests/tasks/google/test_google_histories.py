"""Generated histories of block operations on a Google board: no fact says what nobody wished. Long: for `make fuzz`."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.fuzz import TIMES
from tests.support.google_school import GoogleSchool, copied_school
from tests.support.sample import ACT, APPROVAL, PLAN
from tests.tasks.google.story import BEGIN
from tests.tasks.google.test_google_doubts import BLOCKS, tab, voting

__all__ = ["voting"]  # the fixture: four milestones under vote
FREE = ("1.2/2021", "1.5/2021", "1.8/2021")
STEPS = st.lists(st.sampled_from([*BLOCKS, *FREE]), min_size=1, max_size=3)


def facts_of(school: GoogleSchool) -> list[tuple[str, str]]:
    """A pass: which milestone, which fact."""
    return [(each["milestone"], each["kind"]) for each in school.facts("sync", now=BEGIN)["events"]]


def lies_of(school: GoogleSchool, story: list[str]) -> list[tuple[str, str]]:
    """Play a story; a pass comes after each block and after its undo, and what they record nobody wished."""
    lies: list[tuple[str, str]] = []
    book = school.server.file(school.book).book
    assert book is not None
    for number, step in enumerate(story):
        if step in FREE:
            marked: dict[str, Any] = {"Отметка": "Готово", "Результат": ACT.format(f"{number}/{step}")}
            school.fill(PLAN, step, {**marked, "Комментарий": f"шаг {number}"})
            lies += [fact for fact in facts_of(school) if fact[0] != step]
            continue
        stood = {title: tab(school, title).clone() for title in (PLAN, APPROVAL)}
        BLOCKS[step][0](school)
        lies += facts_of(school)
        with school.server.world.lock:
            book.sheets = [stood.get(each.title, each) for each in book.sheets]
            book.stale = True
        lies += facts_of(school)
    return lies


@settings(max_examples=TIMES, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])  # a look is long
@given(story=STEPS)
def test_no_fact_says_what_nobody_wished(
    voting: GoogleSchool, tmp_path_factory: pytest.TempPathFactory, story: list[str]
):
    assert lies_of(copied_school(voting, tmp_path_factory.mktemp("history")), story) == []


@pytest.mark.parametrize("block", ["four white columns sorted", "cells inserted, shift down", "«Отметка» emptied"])
def test_with_the_rules_of_doubt_taken_out_the_same_blocks_lie(
    voting: GoogleSchool, tmp_path_factory: pytest.TempPathFactory, block: str
):
    """Else the test above could not fail."""
    school = copied_school(voting, tmp_path_factory.mktemp("history"))
    for rule in ("moved_rows", "emptied_rows", "vanished_votes"):
        school.change("workflow.yaml", f"  {rule}:", f"  {rule}: 1000 #")
    assert lies_of(school, [block]) != []
