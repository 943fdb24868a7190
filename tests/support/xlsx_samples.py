"""A board's projection for tests: the seed roadmap's real texts, a year of them, with ballots and votes."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from models.board import Value
from models.board import columns as board
from models.projection import Line, LineKind, Page, Projection

SEED = Path(__file__).parents[2] / "config" / "school-150" / "roadmap.yaml"
VOTERS = ("Куратор", "Психолог", "Завуч по ВР")
REQUESTS = ("Начато", "Готово", "Прошу перенести", "Прошу снять")
CHOICES = ("Утвердить", "Вернуть")
STATUSES = (
    "Запланировано", "В работе", "На утверждении", "На доработке", "Исполнено", "Снято с контроля", "Срок не определён"
)  # fmt: skip
STATES: Mapping[str, tuple[str, str]] = {
    "1.1": ("Исполнено", "Утверждено рабочей группой 12.03.2021"),
    "1.3": ("На утверждении", "Представление № 1: решить до 22.03.2021"),
    "1.4": ("В работе", "Просрочено на 12 дн."),
    "1.5": ("На доработке", "Возвращено: приложите протокол заседания группы"),
    "1.7": ("Снято с контроля", ""),
    "2.1": ("Срок не определён", "Срок понят не полностью: назовите месяц"),
    "4.1": ("В работе", ""),
}
GUIDE = (
    "Как отметить выполнение",
    "1. Найдите свою строку на листе текущего года. Белые ячейки — ваши, серые заполняет программа.",
    "2. В столбце «Отметка» выберите «Начато», «Готово», «Прошу перенести» или «Прошу снять».",
    "3. Для «Готово» укажите результат: номер и дату приказа, ссылку на материалы. Без подтверждения строка не уйдёт "
    "на утверждение, а в столбце «Замечание» будет написано, чего не хватает.",
    "4. Сохраните и закройте книгу: пока она открыта, программа не сможет записать ответ.",
)


@lru_cache(maxsize=1)  # hundreds of projections are made of it
def roadmap() -> list[dict[str, Any]]:
    """The six directions of the seed."""
    directions: list[dict[str, Any]] = yaml.load(SEED.read_text(encoding="utf-8"), yaml.CSafeLoader)["directions"]
    return directions


def plan(year: int = 2021) -> Page:
    """A year's tab with every activity of the seed under its direction."""
    lines = []
    for direction in roadmap():
        title = f"{direction['number']}. {direction['title']}"
        lines.append(Line(f"direction-{direction['number']}", LineKind.DIRECTION, {board.TITLE: title}))
        lines.extend(milestone(activity, year) for activity in direction["activities"])
    return Page(
        board.plan_title(str(year)),
        "Дорожная карта профориентационной работы СОШ № 150, 2021 год",
        "Белые ячейки заполняет исполнитель, серые — программа. Откройте, отметьте, сохраните и закройте.",
        board.PLAN_HEADER,
        tuple(lines),
    )


def milestone(activity: Mapping[str, Any], year: int) -> Line:
    """One row of a year's tab."""
    status, remark = STATES.get(activity["code"], ("Запланировано", "")) if year == 2021 else ("Запланировано", "")
    cells: dict[str, Value] = {
        board.CODE: f"{activity['code']}/{year}",
        board.TITLE: activity["title"],
        board.TERM: activity["term"],
        board.EXECUTORS: ", ".join(activity["executors"]),
        board.FORM: activity["result_form"],
        board.STATUS: status,
        board.DUE: date(year, 12, 25),
        board.REMARK: remark or None,
    }
    return Line(str(cells[board.CODE]), LineKind.MILESTONE, cells, {})


def ballot(number: str, title: str, voters: tuple[str, ...] = VOTERS) -> Line:
    """One row of «Утверждение»; the last voter has no say."""
    cells: dict[str, Value] = {
        board.NUMBER: number,
        board.CODE: number.partition("-")[0],
        board.TITLE: title,
        board.DECIDES: "Исполнение",
        board.RESULT: "Приказ № 21/2 от 18.02.2021, https://школа150.рф/docs/21-2.pdf",
        board.EXECUTOR_COMMENT: None,
        board.STAGE: "Рабочая группа",
        board.DECIDE_BY: date(2021, 3, 22),
        board.OUTCOME: "Нужен ещё 1 голос из 2",
        voters[-1] + board.VOTE: board.NO_SAY,
        voters[-1] + board.VOTE_COMMENT: board.NO_SAY,
    }
    return Line(number, LineKind.BALLOT, cells, {}, frozenset(voters[:-1]))


def approval(*numbers: str) -> Page:
    """The tab «Утверждение» with these ballots."""
    votes = tuple(voter + ending for voter in VOTERS for ending in (board.VOTE, board.VOTE_COMMENT))
    title = roadmap()[0]["activities"][2]["title"]
    lines = tuple(ballot(number, title) for number in numbers)
    hint = "Выберите решение в своём столбце; «Вернуть» — с замечанием."
    return Page(board.APPROVAL, "Утверждение рабочей группой", hint, (*board.APPROVAL_HEADER, *votes), lines)


def summary() -> Page:
    """The tab «Сводка»: two tables."""
    header = ("Направление", "Всего", *STATUSES, "Просрочено")
    by_executor = ("Исполнитель", *header[1:])
    lines = [
        counts(f"d{n}", header, f"{n}. {d['title']}", 9, 6 - n, 2, 1, 0, n, 0, 0, 1)
        for n, d in enumerate(roadmap(), start=1)
    ]
    lines.append(counts("all", header, "Всего", 54, 15, 12, 6, 0, 21, 0, 0, 6))
    lines.append(Line("head", LineKind.HEAD, dict(zip(header, by_executor, strict=True))))
    lines.append(counts("e1", header, "Рабочая группа", 20, 12, 2, 1, 0, 4, 0, 0, 1))
    return Page(board.SUMMARY, "Сводка на 15.03.2021", "Обновляется программой.", header, tuple(lines))


def counts(key: str, header: tuple[str, ...], *values: Value) -> Line:
    """One row of «Сводка»."""
    return Line(key, LineKind.PLAIN, dict(zip(header, values, strict=True)))


def log(count: int = 3) -> Page:
    """The tab «Журнал»."""
    header = ("Дата", "Код", "Что произошло")
    lines = [
        Line(str(n), LineKind.PLAIN, {"Дата": date(2021, 3, 1), "Код": "1.3/2021", "Что произошло": "Начата работа."})
        for n in range(count)
    ]
    return Page(board.LOG, "Журнал", "Последние 500 событий.", header, tuple(lines))


def guide() -> Page:
    """The tab «Как пользоваться»."""
    lines = tuple(Line(str(n), LineKind.PLAIN, {"": text}) for n, text in enumerate(GUIDE))
    return Page(board.GUIDE, "Как пользоваться таблицей", "", (), lines)


def projection(*years: int, ballots: tuple[str, ...] = ("1.3/2021-1.1", "1.1/2021-1.1")) -> Projection:
    """Everything that should stand on a board."""
    plans = tuple(plan(year) for year in years or (2021,))
    return Projection(plans, approval(*ballots), summary(), log(), guide(), VOTERS, REQUESTS, CHOICES, STATUSES)
