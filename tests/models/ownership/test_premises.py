"""Whose folder and database these are: what was found, and who may come in."""

import pytest

from models.ownership import Claim, FolderStamp, Purpose, Traces, judge_ownership

OURS, THEIRS = FolderStamp("school-150", "a"), FolderStamp("school-7", "b")
MINE, OTHER = Claim("a", "СОШ 150"), Claim("b", "СОШ 7")
MAKE, WORK, LOOK, PREPARE = Purpose
ALL = {MAKE, WORK, LOOK, PREPARE}
CASES = (
    # what was found → who may come in, and a word of what the others are told
    ("an empty folder", Traces(), {MAKE, PREPARE}, "ещё не начата"),
    ("a begun folder", Traces(OURS, claim=MINE, known=True, board=True), ALL, ""),
    ("begun, the board gone", Traces(OURS, claim=MINE, known=True), ALL, ""),
    ("begun, killed before the first fact", Traces(OURS, claim=MINE), ALL, ""),
    ("a folder of the release before", Traces(known=True, board=True), ALL, ""),
    ("another school's folder", Traces(THEIRS, claim=OTHER, known=False), set(), "принадлежит школе «school-7»"),
    ("another school's folder of the release before", Traces(lodger="school-7"), set(), "принадлежит школе «school-7»"),
    ("another school's clock", Traces(clock="school-7"), set(), "сдвинуты для школы «school-7»"),
    ("a clock of the release before", Traces(known=True, clock=None), ALL, ""),
    ("the database is gone, the workbook is used", Traces(OURS, board=True, board_used=True), {PREPARE}, "restore"),
    ("the same without a stamp", Traces(board=True, board_used=True), {PREPARE}, "restore"),
    ("the database is gone, the workbook is new", Traces(OURS, board=True), {MAKE, PREPARE}, "пуста, хотя"),
    ("killed before init recorded", Traces(board=True), {MAKE, PREPARE}, "ещё не начата"),
    ("one id, two folders of one database", Traces(OURS, claim=OTHER, known=True, at_home=False), set(), "СОШ 7"),
    ("one id, another school's new folder", Traces(None, claim=OTHER, known=True, at_home=False), set(), "СОШ 7"),
    ("a mistyped folder over a server's database", Traces(None, claim=MINE, known=True, at_home=False),
     {MAKE, PREPARE}, "ещё не начата"),
    ("two schools of two ids in one database", Traces(OURS, claim=MINE, known=True, at_home=False), ALL, ""),
)  # fmt: skip


@pytest.mark.parametrize(("traces", "welcome", "word"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_who_may_come_in(traces: Traces, welcome: set[Purpose], word: str):
    told = {
        purpose: judge_ownership(traces, "school-150", "СОШ 150", purpose, folder="/var", board="/var/board.xlsx")
        for purpose in Purpose
    }
    assert {purpose for purpose, said in told.items() if said is None} == welcome
    assert all(word in said for said in told.values() if said is not None)
