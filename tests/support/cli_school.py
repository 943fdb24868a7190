"""A school in a scratch folder: commands through the command line, people through a spreadsheet library."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook

from flows.cli import main
from tests.support.sample import BEGIN, HOUSE, SAMPLE


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


def said(*words: str) -> Said:
    """What the command line answers to these words, in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(list(words))
        except SystemExit as left:
            code = int(left.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class CliSchool:
    """The sample school, or a changed copy of it, with its own var folder."""

    var: Path
    school: Path = SAMPLE

    @property
    def board(self) -> Path:
        return self.var / "board.xlsx"

    def run(self, *words: str, now: str | None = None) -> Said:
        """A command, in this process."""
        clock = ["--now", now] if now else []
        return said("--school", str(self.school), "--var", str(self.var), *clock, *words)

    def facts(self, *words: str, now: str) -> Any:
        """What a command that must succeed prints with --json."""
        said = self.run(*words, "--json", now=now)
        assert (said.code, said.err) == (0, "")
        return json.loads(said.out)

    def status(self, code: str, now: str) -> dict[str, Any]:
        """One milestone of `vekha status --json`."""
        return next(each for each in self.facts("status", now=now)["milestones"] if each["code"] == code)

    def edit(self, change: Callable[[Any], None]) -> None:
        """A person opens the workbook, changes something, and saves it."""
        with closing(load_workbook(self.board)) as workbook:
            change(workbook)
            workbook.save(self.board)

    def fill(self, tab: str, key: str, cells: dict[str, str | date | int | None]) -> None:
        """A person fills cells of the row with that code or number, by the columns' headers."""

        def change(workbook: Any) -> None:
            row, columns = place(workbook[tab], key)
            for header, value in cells.items():
                workbook[tab].cell(row, columns[header]).value = value

        self.edit(change)

    def add_line(self, tab: str, *values: Any) -> None:
        """A person fills the first free row from the second column on."""

        def change(workbook: Any) -> None:
            sheet, width = workbook[tab], len(values) + 2
            row = next(row for row in range(4, 10_000) if not any(sheet.cell(row, at).value for at in range(1, width)))
            for at, value in enumerate(values, start=2):
                sheet.cell(row, at).value = value

        self.edit(change)

    def row(self, tab: str, key: str) -> dict[str, Any]:
        """A row as a person sees it: header → value."""
        with closing(load_workbook(self.board)) as workbook:
            number, columns = place(workbook[tab], key)
            return {header: workbook[tab].cell(number, column).value for header, column in columns.items()}

    def tabs(self) -> list[str]:
        """The tabs of the workbook in their order."""
        with closing(load_workbook(self.board)) as workbook:
            return list(workbook.sheetnames)

    def copied(self, folder: Path) -> "CliSchool":
        """The same school with its configuration where a test may change it; rules that schools share come along."""
        shutil.copytree(HOUSE / "config", folder / "config")
        return CliSchool(self.var, folder / "config" / "school-150")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace one text of a configuration file, which must be there."""
        path = next(each for each in (self.school / file, self.school.parent / file) if each.exists())
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@cache
def _just_made() -> TemporaryDirectory[str]:
    """The var folder of the sample school after `vekha init`, made once in this process and gone with it."""
    folder = TemporaryDirectory(prefix="vekha-begun-")
    assert CliSchool(Path(folder.name) / "var").run("init", now=BEGIN).code == 0
    return folder


def begun(var: Path) -> CliSchool:
    """The sample school with a board that was made at `BEGIN`, in a folder of a test's own."""
    shutil.copytree(Path(_just_made().name) / "var", var)
    return CliSchool(var)


def place(sheet: Any, key: str) -> tuple[int, dict[str, int]]:
    """The row whose first column holds the key, and the columns by header (row 3)."""
    columns = {cell.value: cell.column for cell in sheet[3] if cell.value}
    row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == key)
    return row, columns
