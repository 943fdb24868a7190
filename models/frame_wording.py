"""Every Russian sentence around the content of a letter; templates hold none, so a second language is a second file."""

from collections.abc import Sequence

from models.wording import listed, quoted

LANGUAGE = "ru"
FULFILMENT = ("Как исполняется дорожная карта", "Вехи, срок которых наступил, и сколько из них исполнено.")
CURVE = ("План и факт", "Сколько вех к этому дню нужно исполнить и сколько исполнено. Переносы учтены.")
BY_PLAN, IN_FACT = "по плану", "исполнено"
BY_DIRECTION = ("По направлениям", "")
BY_EXECUTOR = ("По исполнителям", "Веха с несколькими исполнителями сосчитана у каждого.")
NOTHING_WAITS = "От вас сейчас ничего не ждут."


def who_answers(labels: str) -> str:
    """Who answers for a row.

    >>> who_answers("Педагог 1")
    'Отвечает: Педагог 1'
    """
    return f"Отвечает: {labels}"


def more(number: int) -> str:
    """How many rows are not shown."""
    return f"и ещё {number}"


def enclosed(names: Sequence[str]) -> str:
    """What goes with a letter.

    >>> enclosed(["Карта.xlsx", "Сроки.ics"])
    'К письму приложено: «Карта.xlsx» и «Сроки.ics».'
    """
    return f"К письму приложено: {listed([quoted([name]) for name in names])}."


def for_whom(label: str) -> str:
    """Whose letter it is, and why it came.

    >>> for_whom("Куратор")[:29]
    'Это письмо для: Куратор. Веха'
    """
    return (
        f"Это письмо для: {label}. Веха пишет не больше одного письма в рабочий день и только тогда, когда от вас "
        "что-то зависит или вы следите за сводкой."
    )


def journal_state(head: str) -> str:
    """The head of the journal that the letter was written from."""
    return f"Состояние журнала: {head or 'пока пуст'}"
