"""A program for a tree of the release before: the folder of a school that it has worked for. README.md says how."""

import shutil
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from flows.cli import main

PLAN, APPROVAL = "План 2021", "Утверждение"
SITE = "https://school150.example/docs/"
ACT = f"Положение, приказ № 21/2 от 18.02.2021 {SITE}21-2"
NOTE = "Проведён учёт посещений: родительские собрания прошли во всех классах, на них побывали 95 % семей"
GROUP = tuple(f"Член рабочей группы {number}" for number in (1, 2, 3, 4))
Cells = dict[str, str | float | date]

# Day by day: what people type, tab and key → cells; the pass is at nine of that day.
STORY: dict[str, dict[tuple[str, str], Cells]] = {
    "2021-03-01": {
        (PLAN, "1.3/2021"): {"Отметка": "Готово", "Результат": ACT},
        (PLAN, "1.4/2021"): {"Отметка": "Готово", "Результат": "сделали"},
        (PLAN, "1.5/2021"): {"Отметка": "Начато", "Комментарий": "ждём отчёт № 7"},
        (PLAN, "2.1/2021"): {
            "Отметка": "Готово", "Результат": f"{NOTE}, на 01.03.2021", "Комментарий": "Учтены и наставники",
        },
        (PLAN, "2.2/2021"): {
            "Отметка": "Прошу перенести", "Новый срок": date(2021, 12, 30), "Комментарий": "курсы сдвинуты: ещё идут",
        },
        (PLAN, "2.6/2021"): {"Отметка": "Прошу снять", "Комментарий": "конкурс в 2021 году не объявлен"},
        (PLAN, "3.3/2021"): {"Отметка": "Готово", "Результат": NOTE},
        (PLAN, "6.3/2021"): {"Отметка": "Готово", "Результат": NOTE, "Комментарий": 0.95},
        (PLAN, "1.7/2021"): {"Отметка": "Готово", "Результат": f"Договор № 3 от 19.02.2021, учтён на 95 % {SITE}3"},
    },
    "2021-03-02": {
        (APPROVAL, "1.3/2021-1.1"): {"Куратор: решение": "Утвердить"},
        (APPROVAL, "2.1/2021-1.1"): {
            f"{GROUP[0]}: решение": "Вернуть", f"{GROUP[0]}: замечание": "приложите список: 95 % – ещё не всё, см. № 4",
        },
        (APPROVAL, "2.2/2021-1.1"): {f"{who}: решение": "Утвердить" for who in GROUP},
        (APPROVAL, "2.6/2021-1.1"): {f"{who}: решение": "Утвердить" for who in GROUP},
        (APPROVAL, "3.3/2021-1.1"): {"Куратор: решение": "Утвердить"},
        (APPROVAL, "6.3/2021-1.1"): {f"{GROUP[0]}: решение": "Утвердить"},
    },
    "2021-03-03": {
        (APPROVAL, "2.6/2021-1.2"): {"Директор: решение": "Утвердить"},
        (APPROVAL, "1.3/2021-1.2"): {f"{GROUP[1]}: решение": "Утвердить"},
    },
    "2021-03-04": {(APPROVAL, "3.3/2021-2.1"): {f"{who}: решение": "Утвердить" for who in GROUP}},
    "2021-03-05": {(APPROVAL, "3.3/2021-2.2"): {"Директор: решение": "Утвердить"}},
    "2021-03-11": {},
    "2021-03-12": {(PLAN, "1.8/2021"): {"Отметка": "Начато", "Комментарий": "Учёт ведёт № 2"}},
}  # fmt: skip
REOPENED, SENT, QUEUED = "2021-03-03", "2021-03-11", "2021-03-12"


def make(folder: Path) -> None:
    """The school's configuration, its workbook and its database after the story, packed."""
    shutil.copytree("config", folder / "config")
    vekha(folder, "init", "2021-03-01")
    for day, typed in STORY.items():
        fill(folder / "var" / "board.xlsx", typed)
        vekha(folder, "sync", day)
        if day == REOPENED:
            vekha(folder, "reopen", day, "3.3/2021", "--reason", "не тот отчёт № 5")
            vekha(folder, "sync", day)
        if day in (SENT, QUEUED):
            vekha(folder, "letters", day, "daily")
        if day == SENT:
            vekha(folder, "deliver", day)
    shutil.rmtree(folder / "var" / "backups")
    shutil.rmtree(folder / "var" / "outbox")
    shutil.make_archive(str(folder), "zip", folder)


def vekha(folder: Path, command: str, day: str, *words: str) -> None:
    """A command that must succeed."""
    school, var = folder / "config" / "school-150", folder / "var"
    assert main(["--school", str(school), "--var", str(var), "--now", f"{day}T09:00", command, *words]) == 0


def fill(board: Path, typed: dict[tuple[str, str], Cells]) -> None:
    """People type into the workbook; an address becomes a link, a share is shown in per cent."""
    with closing(load_workbook(board)) as workbook:
        for (tab, key), cells in typed.items():
            sheet: Any = workbook[tab]
            columns = {cell.value: cell.column for cell in sheet[3]}
            row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == key)
            for header, value in cells.items():
                cell = sheet.cell(row, columns[header])
                cell.value = value
                if isinstance(value, float):
                    cell.number_format = "0%"
                elif SITE in str(value):
                    cell.hyperlink = SITE + str(value).rpartition("/")[2]
        workbook.save(board)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
