"""What the import tells people: sentences in Russian."""

from collections.abc import Sequence
from datetime import date

from models.importing.imported import ImportedActivity
from models.text import MONTH_NAMES, Problem, count, quoted, shortened, spell_day


def place(code: str, where: str) -> str:
    """Where an activity stands: its code and its row."""
    return f"{code} ({where})"


def row_of(table: str, number: int) -> str:
    """A row of a table, for a person who looks for it."""
    return f"{table}, строка {number}"


def what_next(questions: int) -> str:
    """What a person does with the proposed files."""
    place = "положите roadmap.yaml и people.yaml из этой папки в папку школы и запустите `vekha check`."
    asked = f"Ниже {count(questions, 'вопрос', 'вопроса', 'вопросов')}. Когда ответы вписаны, {place}"
    return asked if questions else f"Вопросов нет: {place}"


def dues_in_short(dues: Sequence[date]) -> str:
    """Due dates in a cell.

    >>> dues_in_short([date(year, 12, 31) for year in (2021, 2022, 2023)])
    'ежегодно до 31.12 (2021–2023)'
    """
    if not dues:
        return "**не определён**"
    first, last = dues[0], dues[-1]
    same_day = len({(due.month, due.day) for due in dues}) == 1
    if len(dues) > 1 and same_day and last.year - first.year == len(dues) - 1:
        return f"ежегодно до {first:%d.%m} ({first.year}–{last.year})"
    if len(dues) > 4:
        return f"{count(len(dues), 'срок', 'срока', 'сроков')}: {spell_day(first)} … {spell_day(last)}"
    return f"до {', '.join(spell_day(due) for due in dues)}"


def not_a_roadmap(has_header: bool, nests: bool, first_row: Sequence[str] = ()) -> str:
    """No table has activities."""
    if nests:
        return (
            "Таблица мероприятий вложена в ячейку другой таблицы: такие не читаются; вынесите её из внешней таблицы, "
            "сохраните документ и повторите"
        )
    if has_header:
        return "В таблице есть заголовок дорожной карты, но под ним нет ни одного мероприятия"
    needed = "В документе нет таблицы дорожной карты: нужны столбцы «Мероприятие» и «Срок» или «Исполнители»"
    if first_row:
        return (
            f"{needed} (в любом порядке), а первая строка таблицы: "
            f"{quoted(shortened(each, 40) for each in first_row[:6])}; "
            "назовите в ней столбцы и повторите"
        )
    return f"{needed} (в любом порядке); если план записан списком, перенесите его в таблицу и повторите"


TERM_OF_HEADING = "Столбца срока нет: срок «{term}» взят из заголовка над строкой ({where})."
ACTIVITIES = ("мероприятие", "мероприятия", "мероприятий")
SECTION = "- Раздел {number}: «{title}» – {rows}"
ROWS = (
    "- Строк под заголовками таблиц: {read}, мероприятий из них: {made}; остальные – разделы, продолжения и то, что "
    "названо ниже"
)
UNPLACED = "Не вошло ни в одну строку: «{text}»{where}."
COLUMN_IN_NOTE = "Столбец «{header}» перенесён в примечания строк (`note`)."


NESTED_TABLE = "В ячейке стоит ещё одна таблица ({where}): замените её текстом, сохраните документ и повторите"


def needs_period(code: str, term: str, how_many: int) -> str:
    """A term cannot be understood without the period, and it is given nowhere."""
    more = f" и ещё {count(how_many - 1, 'срок', 'срока', 'сроков')}" if how_many > 1 else ""
    return (
        f"Период документа нигде не назван, а без него не понять срок «{shortened(term)}» ({code}){more}: "
        "укажите --period, например --period 2021-2025 или --period 2014/2015"
    )


def inferred_period(period: str, *, from_terms: bool) -> Problem:
    """The period comes from the terms, or from the roadmap that the document amends."""
    source = "сроков" if from_terms else "дорожной карты школы"
    return Problem("период", f"Период в документе не назван, взят из {source}: {period}", "Проверьте его.")


def renumbered(code: str, where: str, note: str) -> Problem:
    """The code is not the number as signed."""
    return Problem(place(code, where), f"В документе {note}", f"Мероприятию дан код {code}; проверьте нумерацию.")


def unclear_term(where: str, term: str, reason: str) -> Problem:
    """A person must settle a term."""
    return Problem(where, f"Срок «{shortened(term)}» не определён" if term else "Срок не указан", reason)


def no_executor(where: str, names: Sequence[str]) -> Problem:
    """Nobody is named, or only by name."""
    if names:
        found = f"Исполнитель назван по фамилии, без должности: {quoted(names)}"
        return Problem(where, found, "Впишите его должность в executors.")
    return Problem(where, "Исполнитель не указан", "Впишите должность в executors.")


def about_names(activity: ImportedActivity) -> list[Problem]:
    """What stands in the checklist of the people whom a row names without a post."""
    where = place(activity.code, activity.where)
    if not activity.posts():
        names = [name for each in activity.executors for name in each.names]
        return [no_executor(where, names)] if names else []
    alone = [name for each in activity.executors if not each.text for name in each.names]
    return [person_beside_posts(where, alone)] if alone else []


def person_beside_posts(where: str, names: Sequence[str]) -> Problem:
    """Somebody is named without a post beside executors who have one."""
    return Problem(
        where, f"Рядом с должностями назван без должности: {quoted(names)}", "Впишите должность в executors."
    )


def several_in_one(where: str, number: int) -> Problem:
    """A cell holds several things to do, numbered or each with a day."""
    found = f"В ячейке {count(number, 'дело', 'дела', 'дел')}"
    return Problem(where, found, "Оставлены одной строкой; если у них разные сроки, разделите её в roadmap.yaml.")


def no_document_title(taken: str) -> Problem:
    """The document says nowhere how it is called; its file may."""
    found = "Название документа не найдено" + (f", взято имя файла: «{shortened(taken)}»" if taken else "")
    return Problem("название", found, f"Впишите его в title: в файле стоит «{shortened(taken or NAMELESS)}».")


READ_AS_LIST = "План прочитан как список: строка – мероприятие, срок и ответственный взяты из её текста"
NAMELESS = "Без названия"
ROLES = {"curator": "Куратор дорожной карты", "working_group": "Рабочая группа", "director": "Директор"}
ROLE = "- [ ] {role}: «{post}» ({reason})"
ROLE_IN_DOCUMENT, ROLE_BY_CUSTOM = "назван(а) в документе", "в документе не назван(а): впишите в people.yaml, кто это"
ROLES_ASKED = "Через кого идут согласования, голоса и сводки (верно ли?):"
PROPOSAL = " Предложение: «{proposal}»."


NAMED_IN_ROW = (
    "в документе назван(ы): {names}; если отвечает именно этот человек, впишите его из people.yaml: answers: …"
)


def nameless(code: str) -> str:
    """What an activity is called for which no name is given."""
    return f"Мероприятие {code}"


def placeholder(number: int, of: int) -> str:
    """The post that is proposed for a person named without one.

    >>> placeholder(1, 1), placeholder(2, 3)
    ('Ответственный', 'Ответственный 2')
    """
    return f"Ответственный {number}" if of > 1 else "Ответственный"


def no_executors_at_all() -> Problem:
    """No row names anybody."""
    return Problem(
        "исполнители", "В документе не указаны исполнители", "Впишите должности в executors каждого мероприятия."
    )


def no_title(where: str) -> Problem:
    """A row has a term, but no activity."""
    return Problem(where, "В строке нет названия мероприятия", "Впишите его в title.")


def several_numbers(where: str, number: int) -> Problem:
    """One cell of numbers holds several, and the activities in the row are not as many."""
    found = f"В ячейке номера {count(number, 'номер', 'номера', 'номеров')}, а мероприятий в строке не столько же"
    return Problem(where, found, "Разделите строку в документе и повторите.")


def title_guessed(where: str, header: str) -> Problem:
    """Which column was taken for the activity, where no header says so."""
    if header:
        return Problem(
            where, f"Столбец «{shortened(header)}» принят за мероприятие: слова «мероприятие» нет", "Верно ли?"
        )
    return Problem(where, "Строки заголовков нет: столбцы названы по их содержанию", "Проверьте, что в каком столбце.")


def terms_inherited(rows: Sequence[str]) -> Problem:
    """Rows whose empty cell of the term, left of the activity, was filled from above."""
    more = f" и ещё {len(rows) - 1}" if len(rows) > 1 else ""
    return Problem(rows[0] + more, "Ячейка срока пуста: взят срок строки выше, как в объединённой ячейке", "Верно ли?")


def read_as_list(where: str) -> Problem:
    """Every activity was a line of a list."""
    return Problem(where, READ_AS_LIST, "Сверьте строки с документом.")


def line_joined(where: str, line: str) -> Problem:
    """A line below a row of copied text was taken for the rest of its last cell."""
    found = f"Строка «{shortened(line)}» отнесена к последней ячейке строки выше"
    return Problem(where, found, "Если это раздел или другое мероприятие, поправьте roadmap.yaml.")


def unread_table(name: str) -> Problem:
    """A table after the first one of the roadmap that is none itself."""
    return Problem(name, "Таблица не похожа на дорожную карту и не перенесена", "Проверьте, нет ли в ней мероприятий.")


def outside(where: str, term: str, period: str) -> Problem:
    """A due date lies outside the period."""
    return Problem(where, f"Срок «{shortened(term)}» вне периода {period}", "Проверьте год.")


def copied_year(where: str, term: str, year: int) -> Problem:
    """With another year the term would stand in order."""
    return Problem(
        where, f"Срок «{shortened(term)}» выпадает из порядка строк", f"Похоже, год скопирован: не {year} ли год?"
    )


def out_of_order(where: str, term: str) -> Problem:
    """The term is earlier than those of the rows above."""
    return Problem(where, f"Срок «{shortened(term)}» раньше, чем у строк выше", "Проверьте месяц и год.")


def same_activity(where: str, first: str) -> Problem:
    """The same activity stands twice."""
    return Problem(
        where, f"То же мероприятие, что и {first}", "Оставлены оба; если это опечатка, снимите одно приказом."
    )


def stricter_inside(where: str, inside: str, term: str) -> Problem:
    """The activity's own text names an earlier day than its term."""
    return Problem(
        where,
        f"В тексте мероприятия срок строже: «{shortened(inside)}», а в графе срока – «{shortened(term)}»",
        "Решите, какой из них верен.",
    )


HOW_TO_SETTLE = (
    "Ответить по одному в терминале: `vekha import {file} --ask -o ДРУГАЯ_ПАПКА`. Или вписать в "
    "roadmap.yaml: срок – ключом `settled` (as, meaning, by, on), исполнителей – в `executors`."
)
FORMS_WITHOUT_RULE = "Формы результата без своего правила (подойдёт общее, «{otherwise}»; иначе впишите `proved_as`):"


def subheading(direction: int, text: str) -> str:
    """A title below a direction's title."""
    return f"Подзаголовок в направлении {direction}: «{shortened(text, 120)}» – мероприятия под ним остались в нём."


JOINED_ROWS = "Строка продолжена в следующей (разрыв страницы или объединение), соединено: {where}."


def term_outside(day: date, period: str) -> str:
    """A date that the document does not cover."""
    return f"{spell_day(day)} вне периода {period}: напишите другой срок"


def term_understood(meaning: str, dues: Sequence[date]) -> str:
    """What was understood of an answer."""
    days = ", ".join(spell_day(each) for each in dues[:6])
    more = f" и ещё {len(dues) - 6}" if len(dues) > 6 else ""
    return f"Понято: {meaning} (исполнить до: {days}{more})"


def every_month(month: int, first: int, last: int) -> str:
    """One month of each year.

    >>> every_month(8, 2021, 2025)
    'каждый август дорожной карты (2021–2025)'
    """
    return f"каждый {MONTH_NAMES[month - 1]} дорожной карты ({first}–{last})"


PERIOD_UNNAMED = "Период документа нигде не назван: укажите --period, например --period 2021-2025"
TO_DECIDE = "Что решить человеку:"
TERM_UNCLEAR, NO_PERIOD = "не определён", "не назван"


def contents(directions: int, activities: int, period: object) -> str:
    """How much a document holds, and of which period.

    >>> contents(2, 21, None)
    '2 направления, 21 мероприятие, период не назван'
    """
    return (
        f"{count(directions, 'направление', 'направления', 'направлений')}, "
        f"{count(activities, 'мероприятие', 'мероприятия', 'мероприятий')}, период {period or NO_PERIOD}"
    )
