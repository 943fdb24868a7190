"""Every text of the school's papers but what the roadmap and the journal say themselves."""

from datetime import date

from models.text import count, form, russian, spell_day

REPORT = "Отчёт о выполнении дорожной карты"
AS_OF = "по состоянию на {day}"
SHEET = "Отчёт"
APPROVED = "утверждена приказом {order}"
AMENDED = "в редакции приказов {orders}"
SCHOOL = "Школа: {school}"
OF_DIRECTION = "Отчёт по направлению {number}"
OF_POST = "Исполнитель: {post}"
PURPOSE = "Цель: {purpose}"
CLASSES = "{classes} класс"
GOAL = "– {goal}"
HEADER = (
    "№ п/п",
    "Наименование мероприятий (или группы мероприятий)",
    "Сроки проведения",
    "Исполнители",
    "Форма представления ожидаемого результата",
    "Отметка об исполнении",
)
PARTS = "Приложение. Вклады исполнителей"
PARTS_HEADER = ("Код", "Кто", "Что сделано", "Ссылка", "Сколько", "Дата")
NOTHING = "Мероприятий нет"
RECORD = "{code}. {said}"
AHEAD = "Срок не наступил: {milestones}"
AHEAD_ONE = "{code} (до {due})"
DONE = "{status} {day} (представление № {number} от {made}). Результат: {result}"
LATE = "Срок – {due}, представлено позже на {days} дн."
DECISION = "Решение: {why}"
MOVED = "Срок перенесён {day} с {before} на {due}"
MOVED_TO = "Срок перенесён {day} на {due}"
CANCELLED = "{status} {day}"
REOPENED = "Возвращено в работу {day}"
REASON = "Причина: {reason}"
BY_ORDER = "{why} ({day})"
OVERDUE = "Просрочено на {days} дн., срок – {due}"
SINCE = "{status} с {day}"
SINCE_WHY = "{status} с {day}: {why}"
OF_ATTEMPT = "представление № {number}, {why}"
SUBMITTED = "Представлен результат: {result}"
VOTES = "Подано голосов: за – {approve}, за возврат – {give_back}, воздержались – {abstain}"
DUE = "Срок – {due}"
TOTALS = "Итого по направлению {number}"
ALL_TOTALS = "Итоги"
ALL = "Всего"
DIRECTION = "Направление"
MILESTONES, DUE_BY_NOW, OVERDUE_COUNT = "Вех", "Срок наступил", "Просрочено"
TOTAL = "{name} – {number}"
TOTALS_LINE = "{whose}: {counted}"
NOTE = "Вехи разных лет одного мероприятия учтены отдельно. Просроченные учтены и в графе своего статуса."
CONTROL = "Контрольный код журнала: {code} (запись № {position})"
CONTROL_EMPTY = "Журнал к этому дню пуст"
CHAIR = "Руководитель рабочей группы"
SIGNATURE = "{who}\t____________________ / ____________________ /"
SIGNED_ON = "«____» ______________ 20____ г."
PAGE = "Страница "

NO_DIRECTION = "Направления {number} нет в дорожной карте; есть: {numbers}"
NO_POST = "Должности «{post}» нет в дорожной карте; есть: {posts}"
NO_STATUS = "Статуса «{status}» нет; есть: {statuses}"
FUTURE = "Отчёт за {day} ещё не составить: этот день не наступил"
FILE_KIND = "Отчёт пишется в файл .docx или .xlsx, а не «{file}»"
FILE_NEEDED = "Назовите файл: -o отчёт.docx или -o отчёт.xlsx"
WRITTEN = "Отчёт на {day} записан: {file}"


def parts_so_far(people: int, total: int | None) -> str:
    """How many have contributed to a row that is not finished.

    >>> parts_so_far(1, None), parts_so_far(7, 214)
    ('Вклад внёс 1 человек', 'Вклад внесли 7 человек, участников 214')
    """
    said = f"Вклад {form(people, 'внёс', 'внесли', 'внесли')} {count(people, 'человек', 'человека', 'человек')}"
    return said if total is None else f"{said}, участников {total}"


def long_day(when: date) -> str:
    """A day as papers write it.

    >>> long_day(date(2021, 12, 31))
    '31 декабря 2021 г.'
    """
    return russian.day(when)


def moved(when: date, before: date | None, due: date) -> str:
    """A deadline was moved by a vote: from which day, where that is known.

    >>> moved(date(2021, 3, 12), date(2021, 3, 31), date(2021, 4, 30))
    'Срок перенесён 12.03.2021 с 31.03.2021 на 30.04.2021'
    """
    if before is None:
        return MOVED_TO.format(day=spell_day(when), due=spell_day(due))
    return MOVED.format(day=spell_day(when), before=spell_day(before), due=spell_day(due))
