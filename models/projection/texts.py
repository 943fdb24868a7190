"""What stands above and in the engine's tables, and what is said of cells that differ from it."""

from collections.abc import Sequence

from models.text import Advice, form, shortened

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
    "через запятую или «все»; к голосам против нужна причина в «Замечание»."
)
APPROVAL_HINT_OF_THREE = (
    "Голосующие заполняют два своих столбца: «{approve}», «{abstain}» или «{give_back}» с замечанием. "
    "«—» – здесь не голосует."
)
SUMMARY_HEADING = "{school}. Как исполняется дорожная карта"
SUMMARY_HINT = "Вехи {span} по состоянию на {day}. Просроченные учтены и в графе своего статуса."
EARLIER_SUMMARY_HINT = "Вехи за {span} на {day}. Просроченные сосчитаны и в своём статусе."
DIRECTION, EXECUTOR, ALL, OVERDUE = "Направление", "Исполнитель", "Всего", "Просрочено"
LOG_HEADING, LOG_HINT = "Журнал", "Последние {length} событий, новые сверху. Полная история: vekha history КОД."
GUIDE_HEADING, GUIDE_HINT = "Как пользоваться", "Полстраницы для исполнителей и голосующих."
CHART, OVERDUE_CHART = "Ход дорожной карты по направлениям", "Просрочено по направлениям"


def of_years(years: Sequence[str], *, school: bool) -> str:
    """Whose milestones are counted: of one reporting year or of several, called as the school calls them.

    >>> of_years(["2021"], school=False), of_years(["2021", "2022", "2023"], school=False)
    ('2021 года', '2021 – 2023 годов')
    >>> of_years(["2021-2022"], school=True)
    '2021-2022 учебного года'
    """
    span = years[0] if len(years) == 1 else f"{years[0]} – {years[-1]}"
    of_school = form(len(years), "учебного ", "учебных ", "учебных ") if school else ""
    return f"{span} {of_school}{'года' if len(years) == 1 else 'годов'}"


def board_differs(shown: str, wanted: str) -> tuple[str, str]:
    """An engine's cell shows something else than the journal says."""
    return (
        f"Стоит «{shortened(shown)}», а по журналу «{shortened(wanted)}»",
        "Выполните «vekha sync»: проход это исправит",
    )


ROW_LACKING = Advice("Строки нет в таблице", "Выполните «vekha sync»: проход её вернёт")
ROW_PLACE, CELL_PLACE = "«{tab}», {key}", "«{tab}», строка {row}, «{column}»"
