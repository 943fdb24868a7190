"""The names of tabs and columns, and where a table's header stands."""

import re
from collections.abc import Iterable

from models.text import same_key

CODE, TITLE, TERM, EXECUTORS, FORM = "Код", "Мероприятие", "Срок", "Исполнители", "Форма результата"
REQUEST, RESULT, NEW_DATE, COMMENT = "Отметка", "Результат", "Новый срок", "Комментарий"
STATUS, DUE, REMARK = "Статус", "Исполнить до", "Замечание"
PLAN_ENGINE = (CODE, TITLE, TERM, EXECUTORS, FORM, STATUS, DUE, REMARK)
MARK_COLUMNS = (REQUEST, RESULT, NEW_DATE, COMMENT)
PLAN_HEADER = (CODE, TITLE, TERM, EXECUTORS, FORM, *MARK_COLUMNS, STATUS, DUE, REMARK)
NUMBER, DECIDES, EXECUTOR_COMMENT = "№", "Что решается", "Комментарий исполнителя"
STAGE, DECIDE_BY, OUTCOME = "Этап", "Решить до", "Итог"
APPROVAL_HEADER = (NUMBER, CODE, TITLE, DECIDES, RESULT, EXECUTOR_COMMENT, STAGE, DECIDE_BY, OUTCOME)
VOTE, VOTE_COMMENT = VOTE_PARTS = (": решение", ": замечание")
DATE, MILESTONE, WHAT_HAPPENED = "Дата", "Веха", "Что произошло"
NO_SAY = "—"
YES, NO = "да", "нет"
PRESENT, APPROVED, GIVEN_BACK, ABSTAINED, ENTERED_BY = "Присутствует", "За", "Против", "Воздержались", "Внёс"
MEETING_PEOPLE = (PRESENT, APPROVED, GIVEN_BACK, ABSTAINED, REMARK, ENTERED_BY)
MEETING_HEADER = (NUMBER, CODE, TITLE, DECIDES, *MEETING_PEOPLE)
WHO, WHAT, ADDRESS, AMOUNT = "Кто", "Что сделано", "Ссылка", "Сколько"
PART_PEOPLE = (CODE, WHO, WHAT, ADDRESS, AMOUNT, DATE)
PARTS_HEADER = (NUMBER, *PART_PEOPLE, REMARK)
# Beside a people's cell, as cells that no board has (a header never ends with a blank): the text that the cell shows
# where that is not the value as stored, and the address behind its words.
SHOWN, LINK = ": показано ", ": адрес "
# The executor's four cells, and what says more of one of them.
MARK_CELLS = frozenset(name + beside for name in MARK_COLUMNS for beside in ("", SHOWN, LINK))
APPROVAL, SUMMARY, LOG, GUIDE = "Утверждение", "Сводка", "Журнал", "Как пользоваться"
MEETING, PARTS = "Заседание", "Вклады"
LABELS = "_списки"  # hidden in a workbook: what its longest dropdown offers
PART = "Вклад {number}"
LINKED = (RESULT, COMMENT, WHAT, ADDRESS)  # people's cells whose words may lead somewhere
HEADER_ROW = 3
HEADER_SEARCH_ROWS = 30


def plan_title(year_name: str) -> str:
    """The tab of a reporting year («План 2021», «План 2021-2022»)."""
    return f"План {year_name}"


def row_header(title: str) -> tuple[str, ...]:
    """The columns by which a tab's table is found, for the tabs whose rows have a key."""
    return {APPROVAL: APPROVAL_HEADER, MEETING: MEETING_HEADER, PARTS: PARTS_HEADER}.get(title, PLAN_HEADER)


def part_number(key: str) -> int | None:
    """The number in the «№» of a line of «Вклады»; None for what is no such «№».

    >>> part_number("Вклад 12"), part_number(" вклад  7 "), part_number("1.3/2021-1.1")
    (12, 7, None)
    """
    if key.count("/"):  # a code or a ballot's number: asked of every row in every pass
        return None
    found = re.fullmatch(r"вклад (\d{1,9})", same_key(key))
    return int(found[1]) if found else None


def is_sitting(key: str) -> bool:
    """Whether a key is the «№» of a row of «Заседание».

    >>> is_sitting("2: 1.1/2021-1.1"), is_sitting("1.1/2021-1.1"), is_sitting("Вклад 1")
    (True, False, False)
    """
    return ": " in key and re.match(r"\d+: ", key) is not None


def own_title(title: str) -> str | None:
    """The title of our table that a tab's title is, however it was typed; None for a tab of another sort.

    >>> own_title(" план 2021 – 2022"), own_title("УТВЕРЖДЕНИЕ"), own_title("План работы")
    ('План 2021-2022', 'Утверждение', None)
    """
    key = same_key(title)
    plan = re.fullmatch(r"план (\d{4}(?:-\d{4})?)", key)
    return plan_title(plan[1]) if plan else {same_key(APPROVAL): APPROVAL, same_key(PARTS): PARTS}.get(key)


def voter_of(header: str) -> str | None:
    """Whose column it is on «Утверждение»; None for a column that is no voter's.

    >>> voter_of("Куратор: решение"), voter_of("Итог")
    ('Куратор', None)
    """
    for part in (VOTE, VOTE_COMMENT):
        if header.endswith(part):
            return header.removesuffix(part)
    return None


def voters_among(headers: Iterable[str]) -> tuple[str, ...]:
    """The labels whose columns are among these headers, each once, in their order.

    >>> voters_among(["Код", "Куратор: решение", "Директор: замечание", "Куратор: замечание"])
    ('Куратор', 'Директор')
    """
    return tuple(dict.fromkeys(label for header in headers if (label := voter_of(header)) is not None))
