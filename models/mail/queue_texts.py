"""Every sentence about the queue of letters: what `vekha outbox` tells, and what others are told of dead addresses."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from models.mail.queue import WAITING, LetterState, QueuedLetter
from models.mail.told import Trouble
from models.text import count, day, form, joined, listed

KINDS = {
    "daily": "письмо дня", "weekly": "сводка недели", "monthly": "сводка месяца", "yearly": "сводка года",
    "alarm": "тревога",
}  # fmt: skip
STATES: Mapping[LetterState, str] = {
    LetterState.QUEUED: "ждёт отправки",
    LetterState.SENDING: "отправляется",
    LetterState.HELD: "ждёт, пока исправят настройки почты",
    LetterState.SENT: "отправлено",
    LetterState.DEAD: "на этот адрес письма не доставляются",
    LetterState.REFUSED: "сервер не принял это письмо",
    LetterState.EXPIRED: "не ушло до конца своего дня",
    LetterState.DROPPED: "снято с отправки",
}


def line(entry: QueuedLetter, label: str, sent: datetime | None, next_try: datetime) -> str:
    """One letter of the queue; moments in the school's zone."""
    where = STATES[entry.state]
    if sent is not None:
        where = f"{where} {MOMENT.format(local=sent)}"
    elif entry.state in WAITING:
        until = "до" if entry.state is LetterState.SENDING else "следующая попытка"
        where = f"{where}, {until} {MOMENT.format(local=next_try)}"
    tries = f"попыток {entry.attempts}" if entry.attempts else ""
    kind = KINDS.get(entry.kind, entry.kind)
    head = f"№ {entry.id} · {day(entry.day)} · {kind} · {label} <{entry.address}>"
    answer = entry.error if entry.state is not LetterState.SENT else None
    return " · ".join(filter(None, (head, where, tries, answer)))


MOMENT = "{local:%d.%m в %H:%M}"


def totals(waiting: int, failed: int, days: int) -> str:
    """What the list comes to.

    >>> totals(0, 0, 7), totals(2, 1, 7)
    ('Очередь пуста, за 7 дней доставлены все письма', 'Ждут отправки: 2. Не дошли за 7 дней: 1')
    """
    if not waiting and not failed:
        return f"Очередь пуста, за {count(days, 'день', 'дня', 'дней')} доставлены все письма"
    parts = [f"Ждут отправки: {waiting}"]
    if failed:
        parts.append(f"Не дошли за {count(days, 'день', 'дня', 'дней')}: {failed}")
    return ". ".join(parts)


def total(shown: Sequence[QueuedLetter], days: int, *, chosen: bool) -> str:
    """What the list comes to, of the states asked for or of what waits and failed lately."""
    if chosen:
        return f"Всего: {count(len(shown), 'письмо', 'письма', 'писем')}"
    waiting = sum(each.state in WAITING for each in shown)
    return totals(waiting, len(shown) - waiting, days)


def stopped(fault: str, until: datetime | None) -> str:
    """Wrong settings hold the queue."""
    when = (
        f"Сама Веха попробует снова {MOMENT.format(local=until)}" if until else "Веха попробует при следующей отправке"
    )
    now = "сразу – vekha deliver, проверить – vekha mail test АДРЕС"
    return joined((f"Отправка писем приостановлена. {fault}", f"{when}; {now}"))


def dead(address: str, since: date, answer: str | None) -> str:
    """An address that takes nothing."""
    said = f": {answer}" if answer else ""
    return joined((
        f"Письма на адрес {address} не доставляются с {day(since)}{said}",
        f"Исправьте его в people.yaml; если он верен – vekha outbox --revive {address}",
    ))  # fmt: skip


QUEUED_AGAIN = "Письмо № {number} снова в очереди и уйдёт при ближайшей отправке"


def all_queued_again(number: int) -> str:
    """Letters are due at once.

    >>> all_queued_again(0), all_queued_again(2)
    ('Повторять нечего', 'Снова в очереди: 2 письма')
    """
    return f"Снова в очереди: {count(number, 'письмо', 'письма', 'писем')}" if number else "Повторять нечего"


def dropped(entry: QueuedLetter) -> str:
    """A letter will not go."""
    beware = " Его как раз передавали: могло и уйти." if entry.state is LetterState.SENDING else ""
    return f"Письмо № {entry.id} снято с отправки; другого за {day(entry.day)} этому человеку не будет.{beware}"


DROPPED_AT = "Снято {local:%d.%m.%Y в %H:%M} командой vekha outbox --drop"


def revived(address: str, queued: int) -> str:
    """An address is taken for alive.

    >>> revived("a@b.example", 1)
    'Адрес a@b.example снова в работе. Снова в очереди: 1 письмо'
    """
    return f"Адрес {address} снова в работе." + (f" {all_queued_again(queued)}" if queued else "")


def unreachable(label: str, since: date) -> tuple[str, str]:
    """A person whose address takes nothing, without the address: the board and the Prefect UI show this."""
    return (
        f"Письма на адрес «{label}» не доставляются с {day(since)}",
        "Узнайте верный адрес и впишите его в people.yaml; если он верен, администратор снимет отметку: vekha outbox",
    )


MAIL = "Почта"


def lost(day_of: date, labels: Sequence[str]) -> tuple[str, str]:
    """Letters of a day that servers did not take, or that could not be sent in time.

    >>> lost(date(2021, 3, 15), ["Директор", "Куратор"])[0]
    'Не дошли письма за 15 марта 2021 г.: Директор и Куратор'
    """
    return (
        f"Не {form(len(labels), 'дошло письмо', 'дошли письма', 'дошли письма')} за {day(day_of)}: {listed(labels)}",
        "Администратору: причины показывает vekha outbox, проверить почту – vekha mail test",
    )


# --- what stopped -----------------------------------------------------------------------------------

STOPPED = {
    Trouble.BOARD: ("Таблица не читается с {day}", "Письмо составлено по состоянию на этот день"),
    Trouble.SETTINGS: ("Настройки школы не читаются с {day}", "Письмо составлено по прежним настройкам"),
}


def stopped_since(trouble: Trouble, since: date, today: date) -> str:
    """What every letter says while something is stopped.

    >>> stopped_since(Trouble.BOARD, date(2021, 3, 12), date(2021, 3, 15))
    'Таблица не читается с 12 марта, администратору сообщено. Письмо составлено по состоянию на этот день'
    """
    found, meaning = STOPPED[trouble]
    return f"{found.format(day=day(since, today))}, администратору сообщено. {meaning}"
