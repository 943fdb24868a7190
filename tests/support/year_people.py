"""The people of a school through a year: what they do to the workbook, day by day, by the dice of a seed."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import load_workbook

from tests.support.cli_school import CliSchool
from tests.support.sample import APPROVAL
from tests.support.year_secretary import AWAY, LABELS, VACATIONS, Row, acting, works

PROOF = (
    "Программа, приказ № {n} от 15.03.2021 https://school150.example/docs/{n} и протокол № {n} от 15.03.2021 "
    "https://school150.example/minutes/{n}: 34 записи, участвовали 34 человека"
)
TERMS = (
    "март", "апрель", "май", "сентябрь", "ноябрь", "июнь", "апрель", "октябрь", "май", "март", "сентябрь", "апрель",
    "октябрь", "май", "ноябрь",
)  # fmt: skip
HEADER = 3
STRANGE = "Новое мероприятие, которого нет в приказе"
STRANGE_DAYS = {date(2021, 3, 10): True, date(2021, 3, 15): False}  # a row without a code comes and goes


def settle_in(folder: Path) -> CliSchool:
    """A copy of the sample school with wishes, absences, a post that changes hands, and terms spread over the year."""
    school = CliSchool(folder / "var").copied(folder)
    people = [
        ("deputy_1", "deputy1", "letters: {days: [вт, чт]}"), ("member_3", "member3", "letters: {every: week}"),
        ("teacher_1", "teacher1", "letters: {paused_until: 2021-04-06}"),
    ]  # fmt: skip
    for _, name, wish in people:
        line = f"    address: {name}@school150.example\n"
        school.change("people.yaml", line, f"{line}    {wish}\n")
    school.change("people.yaml", "    address: deputy2@school150.example\n", "")
    newcomer = "  director_2:\n    label: Новый директор\n    address: director2@school150.example\n"
    school.change("people.yaml", "  curator:\n    label", f"{newcomer}  curator:\n    label")
    held = "      - person: director\n"
    term = "        until: 2021-04-30\n      - person: director_2\n        since: 2021-05-01\n"
    school.change("people.yaml", held, held + term)
    rows = [
        f"  - {{person: {who}, since: {since}, until: {until}, substitute: {substitute or 'null'}}}"
        for who, since, until, substitute in AWAY
    ]
    school.change("people.yaml", "absences: []", "\n".join(["absences:", *rows]))
    spans = "".join(f"    - {{since: {since}, until: {until}}}\n" for since, until in VACATIONS)
    times = f"letters:\n  quiet_hours: 21:00-07:00\n  vacations:\n{spans}"
    own_days = "  days_off: [2021-04-12]\n  working_days: [2021-04-17]\n"
    school.change("school.yaml", "  days_off: []\n  working_days: []\n", own_days + times)
    for month in TERMS:
        school.change("roadmap.yaml", 'term: "2021-2025"', f"term: {month} 2021")
    return school


def rows_of(sheet: Any) -> list[Row]:
    """The rows of a tab as people see them: header → value."""
    header = [cell.value for cell in sheet[HEADER]]
    rows = [dict(zip(header, values, strict=True)) for values in sheet.iter_rows(min_row=HEADER + 1, values_only=True)]
    return [{name: _day(value) for name, value in row.items() if name} for row in rows if row[header[0]]]


def _day(value: Any) -> Any:
    return value.date() if hasattr(value, "date") else value


@dataclass
class Crowd:
    """Everybody at once: who fills rows, who votes, and how well they do it."""

    school: CliSchool
    dice: Random
    faulty: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)
    papers: int = 0

    def board(self) -> tuple[list[Row], list[Row]]:
        """The rows of all plan tabs, and those of the approvals."""
        with closing(load_workbook(self.school.board, read_only=True)) as workbook:
            plans = [row for name in workbook.sheetnames if name.startswith("План") for row in rows_of(workbook[name])]
            return [row for row in plans if "/" in str(row["Код"])], rows_of(workbook[APPROVAL])

    def act(self, day: date) -> bool:
        """What people do on a day; whether they did anything."""
        busy = any(since <= str(day) <= until for since, until in VACATIONS) or self.dice.random() < 0.4
        if (busy and day not in STRANGE_DAYS) or not works(day):
            return False
        did: list[bool] = []

        def change(workbook: Any) -> None:
            for name in workbook.sheetnames:
                if name.startswith("План"):
                    did.extend(self._executors(workbook[name], day))
            did.extend(self._voters(workbook[APPROVAL], day))
            did.extend(self._stranger(workbook["План 2021"], day))

        self.school.edit(change)
        return any(did)

    def _executors(self, sheet: Any, day: date) -> list[bool]:
        columns, did = {cell.value: cell.column for cell in sheet[HEADER]}, []
        for number in range(HEADER + 1, sheet.max_row + 1):
            row = {name: sheet.cell(number, column).value for name, column in columns.items()}
            code, due = row["Код"], _day(row["Исполнить до"])
            if "/" not in str(code) or not isinstance(due, date) or row["Статус"] in ("Исполнено", "Снято с контроля"):
                continue
            hurry = 0.4 if row["Статус"] == "На доработке" else 0.2 if (due - day).days < 12 else 0.004
            if row["Статус"] != "На утверждении" and self.dice.random() < hurry:
                for name, value in self._mark(code, due).items():
                    sheet.cell(number, columns[name]).value = value
                did.append(True)
        return did

    def _mark(self, code: str, due: date) -> dict[str, Any]:
        lot, self.papers = self.dice.random(), self.papers + 1
        if lot < 0.12 and code not in self.faulty:
            self.faulty.add(code)
            return {"Отметка": "Готово", "Результат": "да", "Новый срок": None, "Комментарий": None}
        self.faulty.discard(code)
        if lot < 0.3 and code not in self.moved and due < date(2021, 11, 1):
            self.moved.add(code)
            day = due + timedelta(days=60)
            why = f"ремонт {self.papers}"
            return {"Отметка": "Прошу перенести", "Результат": None, "Новый срок": day, "Комментарий": why}
        if lot < 0.34:
            why = f"повтор {self.papers}"
            return {"Отметка": "Прошу снять", "Результат": None, "Новый срок": None, "Комментарий": why}
        return {"Отметка": "Готово", "Результат": PROOF.format(n=self.papers), "Новый срок": None, "Комментарий": None}

    def _voters(self, sheet: Any, day: date) -> list[bool]:
        columns, did = {cell.value: cell.column for cell in sheet[HEADER]}, []
        for number in range(HEADER + 1, sheet.max_row + 1):
            for person, label in LABELS.items():
                column = columns.get(f"{label}: решение")
                if column is None or sheet.cell(number, 1).value is None or acting(person, day) != person:
                    continue
                said, why = sheet.cell(number, column), sheet.cell(number, columns[f"{label}: замечание"])
                silent = said.value == "Вернуть" and not why.value
                if (said.value is None or silent) and self.dice.random() < 0.25:
                    lot = self.dice.random()
                    said.value = "Вернуть" if lot < 0.14 or silent else "Утвердить"
                    why.value = "приложите список" if 0.03 < lot < 0.14 or silent else None
                    did.append(True)
        return did

    def _stranger(self, sheet: Any, day: date) -> list[bool]:
        if day not in STRANGE_DAYS:
            return []
        if STRANGE_DAYS[day]:
            number = sheet.max_row + 1
            sheet.cell(number, 2).value = STRANGE
            self.strange.append(f"«План 2021», строка {number}")
        else:
            for row in sheet.iter_rows(min_row=HEADER + 1):
                for cell in row:
                    if row[1].value == STRANGE and cell.column < 10:
                        cell.value = None
            self.strange.clear()
        return [True]
