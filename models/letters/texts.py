"""Every Russian sentence around the content of a letter; templates hold none, so a second language is a second file."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from models.letters.letter import SectionKind
from models.text import Advice, count, day, form, listed, quoted, shortened, spell_day, visible

LANGUAGE = "ru"
FULL_DAY = "EEEE, d MMMM y 'г.'"
FULFILMENT = ("Как исполняется дорожная карта", "Вехи, срок которых наступил, и сколько из них исполнено.")
CURVE = ("План и факт", "Сколько вех к этому дню нужно исполнить и сколько исполнено. Переносы учтены.")
BY_PLAN, IN_FACT = "по плану", "исполнено, с досрочными"
BY_DIRECTION = ("По направлениям", "")
BY_EXECUTOR = ("По исполнителям", "Веха с несколькими исполнителями учтена у каждого из них.")
WHO_ANSWERS = "Отвечает: {labels}"
MORE, MORE_ROWS = "и ещё {number}", "и ещё {number}: {codes}"


def enclosed(names: Sequence[str]) -> str:
    """What goes with a letter.

    >>> enclosed(["Карта.xlsx", "Сроки.ics"])
    'К письму приложено: «Карта.xlsx» и «Сроки.ics».'
    """
    return f"К письму приложено: {listed([quoted([name]) for name in names])}."


_FOR_WHOM = (
    "Получатель письма: {label}. Веха пишет не больше одного письма в рабочий день: если требуется ваше действие, "
    "если по вашей вехе принято решение или если вы получаете сводку. Чтобы получать их реже, скажите администратору."
)


def for_whom(label: str) -> str:
    """Whose letter this is, and when there are letters.

    >>> for_whom("Куратор")[:25], for_whom("ЗДУВР 1")[:25]
    ('Получатель письма: курато', 'Получатель письма: ЗДУВР ')
    """
    post = label[:1].lower() + label[1:] if label[1:2].islower() else label
    return _FOR_WHOM.format(label=post)


def journal_state(head: str) -> str:
    """The control code of the journal that the letter was written from, and how it is compared."""
    return f"Контрольный код журнала: {head} (сверить: vekha verify --code {head})" if head else "Журнал пока пуст"


TITLES = {
    SectionKind.UNBLOCK: "Требуется решение куратора",
    SectionKind.OPERATE: "Требуется администратор",
    SectionKind.ESCALATED: "Длительная просрочка",
    SectionKind.STUCK_VOTE: "Голосование затянулось",
    SectionKind.RETURNED: "Возвращено на доработку",
    SectionKind.QUESTION: "Вопросы голосующих",
    SectionKind.OVERDUE: "Просрочено",
    SectionKind.VOTE: "Ждут вашего решения",
    SectionKind.INCOMPLETE: "Исправьте записи",
    SectionKind.DUE_SOON: "Скоро срок",
    SectionKind.PARTS: "Ждут вашего вклада",
    SectionKind.DECIDED: "Решено по вашим вехам",
}
REASONS = {
    SectionKind.UNBLOCK: "Эти вопросы решает куратор или тот, кто его замещает.",
    SectionKind.OPERATE: "Вы администратор: это правится в настройках, а не в таблице.",
    SectionKind.ESCALATED: "По правилам школы вам сообщают о длительной просрочке.",
    SectionKind.STUCK_VOTE: "По правилам школы вам сообщают, когда голосующие не решили в срок.",
    SectionKind.RETURNED: "Вы отвечаете за эти вехи. Голосующие вернули запись.",
    SectionKind.QUESTION: "Вы отвечаете за эти вехи. Голосующие хотят уточнить, прежде чем решить.",
    SectionKind.OVERDUE: "Вы отвечаете за эти вехи. Их срок прошёл.",
    SectionKind.VOTE: "Вы голосуете на этом этапе. Вашего решения пока нет.",
    SectionKind.INCOMPLETE: "Вы отвечаете за эти строки. Записи пока нельзя отправить на утверждение.",
    SectionKind.DUE_SOON: "Вы отвечаете за эти вехи. Срок приближается.",
    SectionKind.PARTS: "Вы исполнитель этих вех вместе с другими. Вашей строки на вкладке «Вклады» пока нет.",
    SectionKind.DECIDED: "Вы исполнитель этих вех. О решении сообщаем один раз.",
}
TO_WHOM = {SectionKind.UNBLOCK: "Куратору: ", SectionKind.OPERATE: "Администратору: "}
LONGEST_TITLE, LONGEST_BRIEF, LONGEST_NOTE, LONGEST_SAID = 160, 90, 600, 300
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def clean(text: str, longest: int = LONGEST_NOTE) -> str:
    r"""A text that people may have written, safe to read: one line, nothing invisible, not too long.

    >>> clean("Отчёт\u202e\nгот\x00ов"), clean("слово " * 9, 12)
    ('Отчёт готов', 'слово слово…')
    """
    return shortened(CONTROL.sub("", visible(text)), longest)


def time_left(days: int, due: date, today: date) -> str:
    """How much time is left till a due date, in working days.

    >>> time_left(3, date(2021, 3, 31), date(2021, 3, 26)), time_left(0, date(2021, 3, 26), date(2021, 3, 26))
    ('Осталось 3 рабочих дня, до 31 марта', 'Срок сегодня')
    >>> time_left(0, date(2021, 3, 28), date(2021, 3, 26))
    'Срок 28 марта, рабочих дней до него больше нет'
    """
    if due == today:
        return "Срок сегодня"
    if days == 0:
        return f"Срок {day(due, today)}, рабочих дней до него больше нет"
    left = form(days, "Остался", "Осталось", "Осталось")
    return f"{left} {count(days, 'рабочий день', 'рабочих дня', 'рабочих дней')}, до {day(due, today)}"


def due(when: date, today: date) -> str:
    """A due date that is still far."""
    return f"Срок {day(when, today)}"


def decided_on(when: date, today: date) -> str:
    """When something was decided."""
    return f"Решение от {day(when, today)}"


SEVERAL_DECISIONS = "Решений: {number}"


def stands_since(since: date, today: date) -> str:
    """Since when a problem stands."""
    return f"С {day(since, today)}" if since < today else "Сегодня"


def overdue_since(days: int, due: date, today: date) -> str:
    """How long a milestone is overdue, and since when."""
    return f"Просрочено на {days} дн., срок был {day(due, today)}"


def decide_by(due: date, left: int, late: int, today: date) -> str:
    """Till when a vote is awaited; `left` and `late` are working days.

    >>> decide_by(date(2021, 3, 19), 4, 0, date(2021, 3, 15)), decide_by(date(2021, 3, 12), 0, 1, date(2021, 3, 15))
    ('Решить до 19 марта, осталось 4 рабочих дня', 'Срок решения – 12 марта, просрочен на 1 рабочий день')
    """
    if late:
        how_late = count(late, "рабочий день", "рабочих дня", "рабочих дней")
        return f"Срок решения – {day(due, today)}, просрочен на {how_late}"
    if due == today:
        return "Решить сегодня"
    remains = form(left, "остался", "осталось", "осталось")
    return f"Решить до {day(due, today)}, {remains} {count(left, 'рабочий день', 'рабочих дня', 'рабочих дней')}"


def waits_since(opened: date, age: int, today: date) -> str:
    """How long a ballot waits, in working days."""
    if age == 0:
        return f"На голосовании с {day(opened, today)}"
    return f"На голосовании с {day(opened, today)}: {count(age, 'рабочий день', 'рабочих дня', 'рабочих дней')}"


def instead_of(absent: Sequence[str]) -> str:
    """For whom a substitute is told."""
    return f"Вы замещаете: {listed(absent)}."


def reminder(age: int) -> str:
    """A voter is reminded on the days that the stage names."""
    return f"Напоминаем: вашего решения ждут {count(age, 'рабочий день', 'рабочих дня', 'рабочих дней')}"


def changed_since(result: tuple[str, str], comment: tuple[str, str], new_date: tuple[date | None, date | None]) -> str:
    """What an executor changed since a submission was returned: pairs of before and now.

    >>> changed_since(("Приказ", "Приказ № 5"), ("", ""), (None, None))
    'С тех пор изменён результат, было: «Приказ»'
    >>> changed_since(("а", "а"), ("", "ремонт"), (date(2021, 4, 15), date(2021, 4, 30)))
    'С тех пор изменены новый срок, было: 15.04.2021, и комментарий, раньше пусто'
    """
    parts = [f"результат, {_was(result[0])}"] if result[0] != result[1] else []
    if new_date[0] != new_date[1]:
        parts.append(f"новый срок, было: {spell_day(new_date[0])}" if new_date[0] else "новый срок, раньше пусто")
    if comment[0] != comment[1]:
        parts.append(f"комментарий, {_was(comment[0])}")
    if not parts:
        return "С тех пор запись не изменилась"
    changed = form(len(parts), "изменён", "изменены", "изменены")
    return f"С тех пор {changed} {', и '.join(parts) if len(parts) > 1 else parts[0]}"


def _was(text: str) -> str:
    return f"было: «{shortened(text, 120)}»" if text else "раньше пусто"


ON_TAB = "{what} на вкладке «{tab}»"
ASKED = "Спрашивает «{voter}»: «{remark}»"
ANSWER = "Ответьте в ячейке «Комментарий»"
OPEN_QUESTION = "Вопрос исполнителю («{voter}»): «{remark}», ответа пока нет"
ANSWERED_QUESTION = "Вопрос исполнителю («{voter}»): «{remark}», ответ – в комментарии"
ACT = "Отметьте «{done}» или «{move}»"
MEND_OR_MOVE = "Исправьте запись или отметьте «{move}»"
MARK_DONE = "Впишите результат и отметьте «{done}»"
MEND_ENTRY = "Исправьте запись"
VOTE = "Выберите «{approve}» или «{give_back}» с замечанием"
ASK_WHY = "Уточните у ответственного причину задержки"
HURRY = "Напомните голосующим или назначьте замещающих"
SETTLE = Advice("{status}", "Решите, как понимать срок, и запишите это в roadmap.yaml («settled»)")


def nobody_acts(absent: Sequence[str]) -> tuple[str, str]:
    """Nobody can be told of a milestone: (what was found, what to do)."""
    hint = "Назначьте ответственного или замещающего в people.yaml"
    if not absent:
        return "За веху никто не отвечает: должность не занята", hint
    return f"{listed(absent)}: отсутствует, замещающего нет, письмо направить некому", hint


NO_ADDRESS = Advice(
    "У «{label}» нет адреса почты: письмо не отправлено",
    "Администратору: впишите «address» в people.yaml",
)
BAD_ADDRESS = Advice(
    "Адрес у «{label}»: {fault}. Письмо не отправлено",
    "Администратору: исправьте «address» в people.yaml",
)


# --- subjects --------------------------------------------------------------------------------------


def headline(counts: Mapping[SectionKind, int]) -> str:
    """What matters first in a daily letter.

    >>> headline({SectionKind.OVERDUE: 2, SectionKind.VOTE: 1})
    'просрочено: 2; ждут вашего решения: 1'
    >>> headline({SectionKind.DUE_SOON: 1, SectionKind.RETURNED: 3})
    'возвращено на доработку: 3; скоро срок: 1'
    """
    return "; ".join(f"{HEADLINES[kind]}: {counts[kind]}" for kind in SectionKind if counts.get(kind))


HEADLINES = {
    SectionKind.UNBLOCK: "требуют вашего участия",
    SectionKind.OPERATE: "требуется администратор",
    SectionKind.ESCALATED: "длительная просрочка",
    SectionKind.STUCK_VOTE: "голосование затянулось",
    SectionKind.RETURNED: "возвращено на доработку",
    SectionKind.QUESTION: "вопросы голосующих",
    SectionKind.OVERDUE: "просрочено",
    SectionKind.VOTE: "ждут вашего решения",
    SectionKind.INCOMPLETE: "исправьте записи",
    SectionKind.DUE_SOON: "скоро срок",
    SectionKind.PARTS: "ждут вашего вклада",
    SectionKind.DECIDED: "решено по вашим вехам",
}
FINISHED, TO_VOTE = "{status}: {title}", "Проголосовать: {title}"
CALENDAR_NAME = "{school}: сроки, {label}"
CALENDAR_FILE = "Сроки, {label}"


def copy_of(when: date) -> str:
    """What stands on every tab of the workbook that goes with a letter.

    >>> copy_of(date(2021, 4, 5))
    'Копия на 5 апреля 2021 г.: отметки и голоса в ней не учитываются'
    """
    return f"Копия на {day(when)}: отметки и голоса в ней не учитываются"


BOARD_AT, WORKBOOK_NAME = "Таблица: ", "Дорожная карта {day}.xlsx"
CALENDARS_CLOSED = (
    "Календари сроков в папку {folder} не записаны: {fault}. Исправьте «calendars» в school.yaml или права на папку"
)


def nobody_of_post(post: str, known: Sequence[str]) -> str:
    """A post that nobody holds."""
    return f"Должности «{shortened(post)}» нет в people.yaml или её сейчас никто не занимает. Есть: {', '.join(known)}"


def template_broken(kind: str, error: str, place: str) -> str:
    """A template has a mistake.

    >>> template_broken("daily", "'x' is undefined", "daily/body.txt:3")
    "Письма «daily» не отправлены, ошибка в шаблоне templates/daily: 'x' is undefined (daily/body.txt:3)"
    """
    found = f"Письма «{kind}» не отправлены, ошибка в шаблоне templates/{kind}: {clean(error)}"
    return f"{found} ({place})" if place else found


MEND_TEMPLATE = "Администратору: исправьте шаблон"
