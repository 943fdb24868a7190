"""What `vekha check` says of the outside world."""

from collections.abc import Sequence
from datetime import date

from models.mail import STATES, Entry
from models.text import Advice, count, day, form, joined, listed, shortened

NO_BOARD = Advice("Таблицы {file} ещё нет", "Сделайте её: vekha init")


def held(who: str) -> tuple[str, str]:
    """Somebody has the workbook open."""
    return f"Файл сейчас открыт ({who or 'кем, неизвестно'})", "Веха сохранит своё, когда его закроют"


def board_fine(file: str, rows: int, ballots: int) -> str:
    """The board reads well."""
    return (
        f"{file}: {count(rows, 'веха', 'вехи', 'вех')}, {count(ballots, 'голосование', 'голосования', 'голосований')}"
    )


def journal_fine(events: int) -> str:
    """The chain is whole."""
    return f"журнал цел: {count(events, 'факт', 'факта', 'фактов')}"


def dead_address(address: str, answer: str | None) -> tuple[str, str]:
    """An address refused its letter."""
    mend = f"Исправьте его в people.yaml; если он верен – vekha outbox --revive {address}"
    return f"Адрес не принимает писем: {answer or 'сервер отказал'}", mend


def lost(letter: Entry) -> tuple[str, str]:
    """The last letter to an address did not arrive, though the address may be good."""
    found = f"Письмо за {day(letter.day)} не дошло: {STATES[letter.state]}"
    return joined((found, letter.error or "")), "Проверьте почту: vekha mail test"


def mail_fine(kind: str) -> str:
    """The mail is ready."""
    return "письма пишутся файлами .eml" if kind == "files" else "сервер SMTP принимает вход"


def clock(local: str, zone: str, weeks: int) -> str:
    """What time it is for the school."""
    moved = f"; часы сдвинуты на {count(abs(weeks), 'неделю', 'недели', 'недель')}" if weeks else ""
    return f"сейчас {local} ({zone}){moved}"


SAME_ACTIVITY = Advice(
    "Мероприятие {second} слово в слово повторяет {first}",
    "Так подписано; если это ошибка, исправьте приказом",
)
NO_EXECUTOR = Advice("Исполнитель не назван", "Впишите должность в roadmap.yaml («executors»)")


def paused_for_ever(until: date, votes: bool) -> tuple[str, str]:
    """Somebody wants no letters till the roadmap is over."""
    found = f"Письма приостановлены до {day(until)}, дольше, чем длится дорожная карта"
    if votes:
        return found, "Этот человек голосует: уберите «paused_until» или назначьте замещающего («absences»)"
    return found, "Если это не ошибка, уберите адрес; иначе исправьте «paused_until» в people.yaml"


def long_quiet_hours(hours: int) -> tuple[str, str]:
    """Begin and end of the quiet hours may have been taken for those of the day."""
    found = f"Тихие часы длятся {count(hours, 'час', 'часа', 'часов')} в сутки: письма почти не отправляются"
    return found, "Начало и конец не перепутаны? Пишется, когда писем нет: 21:00-07:00"


def weekly_voter(stages: Sequence[str]) -> tuple[str, str]:
    """A voter reads letters once a week and has less than a week to decide."""
    found = f"Письма раз в неделю, а решать надо быстрее: {listed(stages)}"
    return found, "Поставьте «every: day» или дайте этапу больше дней («decide_within»)"


NO_ADDRESS = Advice("Нет адреса почты: писем не будет", "Впишите «address» в people.yaml")
BAD_ADDRESS = Advice("{fault}. Писем не будет", "Исправьте «address» в people.yaml")


def small_group(members: int) -> tuple[str, str]:
    """A working group of one, or of nobody."""
    if members == 0:
        return "В рабочей группе никого нет: утверждать некому", "Впишите членов группы в people.yaml"
    return "В рабочей группе один человек: он решает один, а свои вехи утвердить не сможет", "Дополните группу приказом"


NOBODY_DECIDES = Advice(
    "Все этапы пропускаются: утвердить веху некому",
    "Назовите для этапа замещающую должность («stand_in»)",
)


def busy(number: int, day_due: date) -> tuple[str, str]:
    """One person answers for many milestones due on one day."""
    many = count(number, "веху", "вехи", "вех")
    return f"Отвечает за {many} со сроком {day(day_due)}", "Поделите их: впишите «answers» в roadmap.yaml"


def due_on_day_off(number: int) -> tuple[str, str]:
    """Deadlines that fall on a day off."""
    return (
        f"На нерабочий день {form(number, 'приходится срок', 'приходятся сроки', 'приходятся сроки')} "
        f"{count(number, 'вехи', 'вех', 'вех')}",
        "Срок не сдвигается: напомните исполнителям сдать раньше",
    )


def term_unclear(term: str, question: str) -> tuple[str, str]:
    """A term that a person must settle."""
    return f"Срок «{shortened(term)}» не определён", f"{question} Впишите ответ в roadmap.yaml («settled»)"


BOARD = "таблица"
JOURNAL = "база"
MAIL = "почта"
CLOCK = "часы"
KEY = "ключ"
SHARING = "доступ"
PROTECTIONS = "защиты"
QUOTA = "квота"
