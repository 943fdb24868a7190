"""An upgrade that nobody notices: a folder of the release before, taken over by today's code."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.support.cli_school import CliSchool

KEPT = Path(__file__).parents[2] / "data" / "upgrade" / "school.zip"
NOW = "2021-03-12T09:00"
STOOD = {
    "1.3/2021": ("on_approval", 1, "2021-12-25"),
    "1.4/2021": ("planned", 0, "2021-03-31"),
    "1.5/2021": ("in_progress", 0, "2021-12-25"),
    "1.7/2021": ("on_approval", 0, "2021-12-25"),
    "2.1/2021": ("returned", 0, "2021-03-31"),
    "2.2/2021": ("planned", 4, "2021-12-30"),
    "2.6/2021": ("cancelled", 1, "2021-12-25"),
    "3.3/2021": ("in_progress", 1, "2021-12-25"),
    "6.3/2021": ("done", 1, "2021-12-25"),
}
LETTERS = [("sent", 7), ("queued", 5)]


@pytest.fixture
def school(tmp_path: Path) -> CliSchool:
    """The folder as the release before left it."""
    shutil.unpack_archive(KEPT, tmp_path)
    return CliSchool(tmp_path / "var", tmp_path / "config" / "school-150")


STAMP = re.compile(rb'<definedName name="_vekha_board" hidden="1">[^<]*</definedName>|<\?xml[^>]*\?>\s*')


def rows(school: CliSchool, query: str) -> list[tuple[Any, ...]]:
    """What the database holds."""
    with closing(sqlite3.connect(school.var / "vekha.db")) as database:
        return database.execute(query).fetchall()


def kept(school: CliSchool) -> tuple[Any, ...]:
    """The workbook's parts, the facts and the letters.

    The first pass stamps the workbook: only the part that holds its names may differ, and only by that name.
    """
    with ZipFile(school.board) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/workbook.xml"] = STAMP.sub(b"", parts["xl/workbook.xml"])
    events = rows(school, "SELECT position, milestone, kind, seen_at, why, body, digest FROM events ORDER BY position")
    return parts, events, rows(school, "SELECT person, day, kind, state, mime FROM letters")


def test_the_first_pass_over_a_folder_of_the_release_before_changes_nothing(school: CliSchool):
    """Nor does a second one; its letters of that day are those that it had queued."""
    before = kept(school)
    assert (len(before[1]), rows(school, "SELECT state, count(*) FROM letters GROUP BY state ORDER BY 2 DESC")) == (
        56, LETTERS,
    )  # fmt: skip
    for _ in range(2):
        passed = school.facts("sync", now=NOW)
        assert (passed["events"], passed["letters"], passed["cells_written"]) == ([], 0, 0)
        assert [problem["where"] for problem in passed["problems"]] == ["1.4/2021"]
        assert school.facts("letters", "all", now=NOW)["queued"] == 0
        assert kept(school) == before


def test_rows_stand_where_the_release_before_left_them(school: CliSchool):
    found = {row["code"]: row for row in school.facts("status", now=NOW)["milestones"]}
    stands = {code: (row["status"], row["approvals"] or 0, row["due"]) for code, row in found.items() if code in STOOD}
    assert stands == STOOD
    assert school.run("verify", now=NOW).code == 0
    findings = school.facts("check", now=NOW)["findings"]
    assert [finding for finding in findings if finding["level"] not in ("fine", "warning")] == []


def test_a_vote_on_a_submission_of_the_release_before_still_counts(school: CliSchool):
    """«№», «95 %» and links stand in what is voted on: fingerprints are compared by the rule they were made with."""
    school.fill("Утверждение", "1.3/2021-1.2", {"Член рабочей группы 3: решение": "Утвердить"})
    school.fill("Утверждение", "1.7/2021-1.1", {f"Член рабочей группы {n}: решение": "Утвердить" for n in (2, 3)})
    passed = school.facts("sync", now=NOW)["events"]
    assert [(event["milestone"], event["kind"]) for event in passed] == [
        ("1.3/2021", "voted"), ("1.3/2021", "stage_met"), ("1.3/2021", "stage_opened"),
        ("1.7/2021", "voted"), ("1.7/2021", "voted"), ("1.7/2021", "stage_met"), ("1.7/2021", "done"),
    ]  # fmt: skip


def test_what_the_release_before_queued_is_delivered_once(school: CliSchool):
    assert [school.facts("deliver", now=NOW)["sent"] for _ in range(2)] == [5, 0]
    assert len(list((school.var / "outbox").glob("*.eml"))) == 5
