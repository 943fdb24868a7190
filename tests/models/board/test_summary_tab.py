"""«Сводка» says first what waits for somebody, then what changed, then the figures; the idle stand in one row."""

from datetime import date

from models.board import columns as b
from tests.support.scenario import ORDER, Scenario

DAY = date(2021, 4, 5)
WHOLE = "Вехи 2021 года по состоянию на 05.04.2021. Просроченные учтены и в графе своего статуса."


def rows(life: Scenario) -> list[list[object]]:
    """What stands on the tab, without empty cells and rows."""
    shown = [[cell for cell in row if cell is not None] for row in life.paper.sheets[b.SUMMARY].values()]
    return [row for row in shown if row]


def test_what_waits_and_what_changed_stand_above_the_figures():
    """1.1 is at the vote, 1.2 and 2.1 are overdue; 2.1 must be mended too and is named once."""
    life = Scenario()
    life.sync(date(2021, 3, 30))
    life.mark("1.1/2021", "Готово", ORDER)
    life.mark("1.3/2021", "Прошу снять", why="повтор")
    life.mark("2.1/2021", "Готово", "да")
    life.sync()
    life.vote("anna", "Вернуть", "не повтор", "1.3/2021-1.1")
    life.sync(DAY)
    hint = rows(life)[1][0]
    assert hint == (
        "Просрочено: 2 (1.2/2021, 2.1/2021). Ждут решения голосующих: 1 (1.1/2021-1.1). "
        f"За семь дней: возвращено 1. {WHOLE}"
    )


def test_executors_of_whom_nothing_is_due_stand_in_one_row_with_their_figures():
    life = Scenario()
    life.sync(date(2021, 3, 1))
    idle = "Наступивших сроков нет: Директор, Куратор, Педагог, Рабочая группа"
    assert [row[:3] for row in rows(life)[-2:]] == [["Исполнитель", "Всего", "Запланировано"], [idle, 4, 4]]
    life.mark("2.1/2021", "Начато")
    life.sync()
    idle = "Наступивших сроков нет: Директор, Куратор, Рабочая группа"
    assert [row[:4] for row in rows(life)[-2:]] == [["Педагог", 1, 0, 1], [idle, 3, 3, 0]]
    life.sync(date(2021, 12, 31))
    assert [row[0] for row in rows(life)[-4:]] == ["Директор", "Куратор", "Педагог", "Рабочая группа"]


def test_the_tab_of_the_release_before_stands_for_the_day_and_becomes_ours_on_the_next():
    """A board that is taken over on the day it was written needs no cell; people's notes below stay."""
    life = Scenario()
    life.sync(DAY)
    paper, page = life.paper, life.projection().summary
    assert page.earlier is not None
    hint, lines = page.earlier
    paper.sheets[b.SUMMARY] = {1: [page.heading], 2: [hint], 3: list(page.header)}
    for row, line in enumerate(lines, start=4):
        paper.sheets[b.SUMMARY][row] = [line.cells[name] for name in page.header]
    paper.put(b.SUMMARY, 30, 1, "внизу")
    before = rows(life)
    life.sync()
    assert rows(life) == before
    life.sync(date(2021, 4, 6))
    assert [row[0] for row in rows(life)[-2:]] == ["Наступивших сроков нет: Куратор", "внизу"]
