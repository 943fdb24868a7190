"""Does one cell that no program understands keep the rest of the workbook from being read?"""

import re
from pathlib import Path

import pytest

from models.projection import CellEdit, Edits
from tasks.xlsx import XlsxBoard
from tasks.xlsx.package import Package
from tests.support.xlsx_samples import projection

PLAN, ROW, STATUS_AT, REMARK_AT = "План 2021", 5, 10, 12


def damage(file: Path, attributes: str, value: str) -> None:
    """Make «Статус» of the first milestone another cell."""
    package = Package(file.read_bytes())
    for name in package.names():
        text = package.read(name).decode("utf-8", "ignore")
        if name.startswith("xl/worksheets/") and "1.1/2021" in text and f'r="J{ROW}"' in text:
            whole = re.compile(rf'<c r="J{ROW}"[^>]*?(?:/>|>.*?</c>)')
            changed, times = whole.subn(f"<c {attributes}><v>{value}</v></c>", text, count=1)
            package.put(name, changed.encode())
            file.write_bytes(package.save())
            assert times == 1
            return


@pytest.mark.parametrize(
    ("attributes", "value", "read"),
    [
        ("r='J5'", "NaN", "NaN"),
        ("r='J5'", "9" * 5000, "9" * 5000),
        ("r='J5'", "1e999", "1e999"),
        ("r='J5' t='s'", "99999999", "99999999"),
        ("r='J5' t='s'", "-1", "-1"),
        ("r='J5' t='d'", "2021-99-99", "2021-99-99"),
        ("r='J5' t='b'", "maybe", "maybe"),
        ("r='!!5'", "7", 7),
        ("r='J5' s='99999'", "7", 7),
        ("r='J5' s='first'", "7", 7),
    ],
)
def test_a_damaged_cell_is_read_as_its_text_and_every_other_as_it_is(
    tmp_path: Path, attributes: str, value: str, read: object
) -> None:
    school = XlsxBoard(tmp_path / "board.xlsx", tmp_path / "backups")
    school.create(projection())
    before = school.read().sheets
    damage(school.file, attributes, value)
    snapshot = school.read()
    differ = {
        (sheet.title, row, column): now
        for sheet, was in zip(snapshot.sheets, before, strict=True)
        for row, cells in sheet.rows.items()
        for column, now in enumerate(cells, start=1)
        if now != was.rows[row][column - 1]
    }
    assert differ == {(PLAN, ROW, STATUS_AT): read}
    assert school.write(snapshot, Edits(cells=(CellEdit(PLAN, ROW, REMARK_AT, "Просрочено"),))) == 1
