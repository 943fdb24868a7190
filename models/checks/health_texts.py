"""What `vekha health` says."""

from datetime import timedelta

from models.text import count

SERVED, NOT_SERVED = "vekha serve работает", "vekha serve не запущен, и проходов нет: запустите его"
OWN_TIMER = "vekha serve не запущен; проходы идут по своему расписанию"
LAST_PASS, LAST_DELIVERY = "последний проход", "последняя отправка писем"
LAST_LETTERS = "письма дня составлены"
CLOCK_FINE = "часы идут ровно"
CLOCK_DOUBTED = "часы ушли больше чем на сутки: vekha sync --clock-is-right, если они верны"
NO_ALARMS = "тревог нет"
DISK = "свободно {free} МБ"
WELL, ILL = "Всё в порядке", "Нужен человек"


def ago(what: str, age: timedelta | None) -> str:
    """How long ago something was.

    >>> ago(LAST_PASS, timedelta(seconds=130)), ago(LAST_PASS, None)
    ('последний проход 2 минуты назад', 'последний проход: ещё не было')
    """
    return f"{what}: ещё не было" if age is None else f"{what} {_spelled(age)} назад"


def queue(waiting: int, due: timedelta | None) -> str:
    """What stands in the queue of letters.

    >>> queue(0, None), queue(2, timedelta(hours=3))
    ('очередь писем пуста', 'в очереди 2 письма, дольше всех ждёт 3 часа')
    """
    if not waiting:
        return "очередь писем пуста"
    longest = f", дольше всех ждёт {_spelled(due)}" if due is not None else ""
    return f"в очереди {count(waiting, 'письмо', 'письма', 'писем')}{longest}"


def journal(facts: int) -> str:
    """How long the journal is."""
    return f"в журнале {count(facts, 'факт', 'факта', 'фактов')}"


def _spelled(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    if minutes < 120:
        return count(minutes, "минуту", "минуты", "минут")
    hours = minutes // 60
    return count(hours, "час", "часа", "часов") if hours < 48 else count(hours // 24, "день", "дня", "дней")
