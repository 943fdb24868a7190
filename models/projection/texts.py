"""What stands above and in the engine's tables, and what is said of cells that differ from it."""

from collections.abc import Sequence

from models.text import Advice, shortened

PLAN_HEADING = "{school}. Дорожная карта: план на {year} {kind}"
YEAR, SCHOOL_YEAR = "год", "учебный год"
PLAN_HINT = "Исполнители заполняют белые ячейки: «Отметка», «Результат», «Новый срок», «Комментарий»."
APPROVAL_HEADING = "{school}. Утверждение результатов"
APPROVAL_HINT = (
    "Голосующие заполняют два своих столбца: «{approve}» или «{give_back}» с замечанием. «—» – здесь не голосует."
)
MEETING_HEADING = "{school}. Заседания рабочей группы"
MEETING_HINT = (
    "Заполняет секретарь во время заседания: кто присутствует («да»), затем «За», «Против», «Воздержались» – подписи "
    "через запятую или «все» (числа – где так решает школа); к голосам против нужна причина в «Замечание»."
)
PARTS_HEADING = "{school}. Вклады исполнителей"
PARTS_HINT = (
    "Каждая строка – чей-то вклад: код вехи, кто, что сделано, ссылка, сколько участников, дата. Пишите в первой "
    "свободной строке; номер и ответ поставит Веха. Кто вписал строку, Веха не знает."
)
LABELS_HEADER, LABELS_HEADING = "Подпись", "Подписи для вкладки «Вклады»"
LABELS_HINT = "Веха ведёт эту вкладку сама."
APPROVAL_HINT_OF_THREE = (
    "Голосующие заполняют два своих столбца: «{approve}», «{abstain}» или «{give_back}» с замечанием. "
    "«—» – здесь не голосует."
)
SUMMARY_HEADING = "{school}. Как исполняется дорожная карта"
OF_YEARS = {
    (False, False): "года",
    (False, True): "годов",
    (True, False): "учебного года",
    (True, True): "учебных годов",
}
SUMMARY_HINT = "Вехи {span} {kind} по состоянию на {day}. Просроченные учтены и в графе своего статуса."
EARLIER_SUMMARY_HINT = "Вехи за {span} на {day}. Просроченные сосчитаны и в своём статусе."
NOTHING_DUE = "Наступивших сроков нет: {names}"
OVERDUE_NOW, VOTED_NOW, TO_MEND = "Просрочено", "Ждут решения голосующих", "Требуют исправления"
LATELY, DAYS_IN_BRIEF, CODES_IN_BRIEF = "За семь дней: {counts}", 7, 3
CAME_TO_PASS = {"done": "исполнено", "refused": "возвращено", "moved": "перенесено", "cancelled": "снято"}
DIRECTION, EXECUTOR, ALL, OVERDUE = "Направление", "Исполнитель", "Всего", "Просрочено"
LOG_HEADING, LOG_HINT = "Журнал", "Последние {length} событий, новые сверху. Полная история: vekha history КОД."
GUIDE_HEADING, GUIDE_HINT = "Как пользоваться", "Полстраницы для исполнителей и голосующих."
CHART, OVERDUE_CHART = "Ход дорожной карты по направлениям", "Просрочено по направлениям"
MENDED_BY_PASS = "Выполните «vekha sync»: проход это исправит"
MENDED_AFTER_DOUBT = (
    "Записи этой строки под сомнением: сделайте то, о чём просит её «Замечание», и следующий проход исправит и это"
)


def waiting(what: str, codes: Sequence[str]) -> str:
    """How many wait for somebody, and the first of them.

    >>> waiting(OVERDUE_NOW, ["1.4/2021", "5.1/2021"])
    'Просрочено: 2 (1.4/2021, 5.1/2021)'
    >>> waiting(VOTED_NOW, ["1.1/2021-1.1", "1.2/2021-1.1", "1.3/2021-1.1", "1.4/2021-1.1"])
    'Ждут решения голосующих: 4 (1.1/2021-1.1, 1.2/2021-1.1, 1.3/2021-1.1 и ещё 1)'
    """
    more = f" и ещё {len(codes) - CODES_IN_BRIEF}" if len(codes) > CODES_IN_BRIEF else ""
    return f"{what}: {len(codes)} ({', '.join(codes[:CODES_IN_BRIEF])}{more})"


def board_differs(shown: str, wanted: str, *, doubted: bool) -> tuple[str, str]:
    """An engine's cell shows something else than the journal says."""
    return (
        f"Стоит «{shortened(shown)}», а по журналу «{shortened(wanted)}»",
        MENDED_AFTER_DOUBT if doubted else MENDED_BY_PASS,
    )


ROW_LACKING = Advice("Строки нет в таблице", "Выполните «vekha sync»: проход её вернёт")
ROW_PLACE, CELL_PLACE = "«{tab}», {key}", "«{tab}», строка {row}, «{column}»"
