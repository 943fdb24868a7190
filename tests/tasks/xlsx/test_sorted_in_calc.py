"""Whole rows sorted, coloured and annotated, and an own column, all by LibreOffice itself: each row keeps its own."""

import os
import subprocess
from datetime import UTC
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.board import Snapshot, find_table
from models.board import columns as b
from models.projection import CellEdit, Edits
from tasks.xlsx import XlsxBoard
from tests.support.sample import HOUSE, PLAN
from tests.support.xlsx_samples import projection

UNO = Path("/usr/lib/python3/dist-packages/uno.py")
RESULTS = {"1.3/2021": "Б", "1.7/2021": "В" + " многословно" * 40, "2.1/2021": "А"}
needs_uno = pytest.mark.skipif(
    not UNO.exists() and not os.environ.get("CI"), reason="LibreOffice's Python (python3-uno) is not installed"
)


def rows(snapshot: Snapshot) -> dict[str, dict[str, object]]:
    """Each row of the plan by its code, in the order in which they stand."""
    sheet = next(each for each in snapshot.sheets if each.title == PLAN)
    table = find_table(sheet, b.PLAN_HEADER)
    assert table is not None
    return {str(cells[b.CODE]): dict(cells) for cells in table.rows.values() if b.CODE in cells}


@needs_uno
def test_rows_sorted_in_calc_keep_everything_that_is_theirs_and_a_save_keeps_what_was_added(tmp_path: Path) -> None:
    board = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups", zone=UTC)
    board.create(projection())
    before = board.read()
    sheet = next(each for each in before.sheets if each.title == PLAN)
    marked = [CellEdit(PLAN, row, 7, RESULTS[str(values[0])]) for row, values in sheet.rows.items()
              if values[0] in RESULTS]  # fmt: skip
    board.write(before, Edits(cells=tuple(marked)))
    whole = rows(board.read())
    script = HOUSE / "tests" / "support" / "calc_person.py"
    command = ["/usr/bin/python3", str(script), str(tmp_path / "profile"), str(board.file), PLAN]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    after = rows(board.read())
    assert list(after)[:4] == ["1.7/2021", "1.3/2021", "2.1/2021", "1.1/2021"]
    assert after == {**whole, "1.7/2021": {**whole["1.7/2021"], "Кто мне поможет": "Библиотекарь"}}
    board.write(board.read(), Edits(cells=(CellEdit(PLAN, 5, 13, "замечание"),)))
    saved = load_workbook(board.file)[PLAN]
    assert (saved["A4"].comment.text, saved["A4"].fill.fgColor.rgb) == ("спросить завтра", "FFFFFF00")
    assert (saved["F3"].value, saved["F4"].value, saved["M5"].value) == ("Кто мне поможет", "Библиотекарь", "замечание")
    heights = [saved.row_dimensions[row].height for row in range(4, 8)]
    assert heights[0] > 200 > max(heights[1:])  # the long one is fitted where it stands now
