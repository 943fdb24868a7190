"""A workbook made before a word was added: `init` lets our own dropdowns offer it, and no other list."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from tests.support.cli_school import CliSchool
from tests.support.sample import APPROVAL

NOW = "2021-03-01T09:00"
TWO, THREE = '"Утвердить,Вернуть"', '"Утвердить,Вернуть,Воздержаться"'


def lists(school: CliSchool) -> set[str]:
    """What the dropdowns of «Утверждение» offer."""
    with closing(load_workbook(school.board)) as workbook:
        return {check.formula1 for check in workbook[APPROVAL].data_validations.dataValidation}


@pytest.fixture
def school(tmp_path: Path) -> CliSchool:
    """A board of two words, with a list of somebody's own; since then the school has a third word."""
    made = CliSchool(tmp_path / "var").copied(tmp_path)
    made.change("workflow.yaml", "  abstain: Воздержаться\n", "")
    assert made.run("init", now=NOW).code == 0

    def own(workbook: Any) -> None:
        check = DataValidation(type="list", formula1='"да,нет"')
        check.add("ZZ4:ZZ9")
        workbook[APPROVAL].add_data_validation(check)

    made.edit(own)
    assert lists(made) == {TWO, '"да,нет"'}
    made.change("workflow.yaml", "  return: Вернуть\n", "  return: Вернуть\n  abstain: Воздержаться\n")
    return made


def test_a_pass_leaves_dropdowns_alone_and_init_adds_the_word(school: CliSchool):
    assert school.run("sync", now=NOW).code == 0
    assert lists(school) == {TWO, '"да,нет"'}
    assert school.run("init", now=NOW).code == 0
    assert lists(school) == {THREE, '"да,нет"'}
    before = school.board.read_bytes()
    assert school.run("init", now=NOW).code == 0
    assert school.board.read_bytes() == before
