"""All that is due at one school of a fleet, in one go."""

import os
import time
from pathlib import Path

import pytest

from flows.jobs import JobResult, whole_round
from flows.office import open_school
from models.ownership import Purpose
from tests.support.cli_school import CliSchool, begun
from tests.support.sample import PLAN

EARLY, MORNING = "2021-03-15T07:30", "2021-03-15T08:05"


def round_at(school: CliSchool, now: str) -> JobResult:
    """One round by the clock of then; what stands in the folder is as old as by that clock."""
    note = school.var / "runs" / "letters"
    if now == MORNING and note.exists():
        os.utime(note, (time.time() - 35 * 60,) * 2)
    with open_school(school.school, school.var, now, Purpose.WORK, lasting=True) as office:
        return whole_round(office)


def sent(school: CliSchool) -> int:
    """How many letters went out."""
    return len(list((school.var / "outbox").glob("*.eml")))


@pytest.mark.parametrize(("now", "letters"), [(EARLY, False), (MORNING, True)])
def test_a_round_passes_writes_letters_when_it_is_time_and_sends_them(tmp_path: Path, now: str, letters: bool):
    school = begun(tmp_path / "var")
    school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
    done = round_at(school, now)
    assert ([each.kind for each in done.done.events], done.failed, sent(school) > 0) == (["started"], False, letters)
    assert done.shown


def test_a_round_that_changed_nothing_shows_nothing(tmp_path: Path):
    school = begun(tmp_path / "var")
    round_at(school, EARLY)
    assert round_at(school, EARLY).shown == ()


def test_letters_go_out_while_the_board_is_away(tmp_path: Path):
    school = begun(tmp_path / "var")
    round_at(school, EARLY)
    school.board.unlink()
    done = round_at(school, MORNING)
    assert (done.done, done.failed, sent(school) > 0) == (None, True, True)
    assert "board.xlsx" in done.told


def test_letters_go_out_while_the_settings_are_broken(tmp_path: Path):
    """No pass by settings that may be wrong; letters by the last that worked."""
    school = begun(tmp_path / "var").copied(tmp_path)
    round_at(school, EARLY)
    school.change("people.yaml", "people:", "peoples:")
    done = round_at(school, MORNING)
    assert (done.done, sent(school) > 0) == (None, True)
