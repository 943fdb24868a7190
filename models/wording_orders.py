"""What an amending order does to milestones, in Russian."""

from collections.abc import Sequence
from datetime import date

from models.wording import day, listed


def entered(order: str, due: date | None) -> str:
    """An order added the milestone."""
    return f"Внесена приказом {order}, {f'исполнить до {day(due)}' if due else 'срок не определён'}"


def reworded(order: str, what: Sequence[str]) -> str:
    """An order changed texts of the row.

    >>> reworded("№ 12 от 01.09.2022", ["мероприятие", "исполнители"])
    'Приказом № 12 от 01.09.2022 изменено: мероприятие и исполнители'
    """
    return f"Приказом {order} изменено: {listed(what)}"


def rescheduled(order: str, before: date | None, due: date | None) -> str:
    """An order moved the milestone."""
    if due is None:
        was = f"; прежний был {day(before)}" if before else ""
        return f"Приказом {order} срок записан так, что его нельзя определить{was}"
    if before is None:
        return f"Приказом {order} определён срок: {day(due)}"
    return f"Приказом {order} срок перенесён с {day(before)} на {day(due)}"


def retired(order: str) -> str:
    """An order struck the milestone off."""
    return f"Снята с контроля приказом {order}"


def retired_but_finished(order: str) -> str:
    """An order struck off what was finished already."""
    return f"Исключена приказом {order}; веха была уже завершена и остаётся как есть"


def restored(order: str, due: date | None) -> str:
    """An order opened a finished milestone again."""
    return f"Возвращена в работу приказом {order}{f', исполнить до {day(due)}' if due else ''}"


def superseded_by_retirement(number: int, order: str) -> str:
    """What was voted on was struck off."""
    return f"Представление № {number} больше не рассматривается: веха снята с контроля приказом {order}"


def superseded_by_day(number: int, order: str) -> str:
    """The order set the day that was voted on."""
    return f"Представление № {number} больше не рассматривается: срок назначил приказ {order}"


def superseded_by_form(number: int, order: str) -> str:
    """The order asks for another result than the one that was voted on."""
    return f"Представление № {number} больше не рассматривается: приказ {order} изменил форму результата"


def superseded_by_restoring(number: int, order: str) -> str:
    """The order opened what was being voted to be opened."""
    return f"Представление № {number} больше не рассматривается: веху вернул в работу приказ {order}"


def row_number(title: str, number: str | None) -> str:
    """The activity on the board, with its number in the document where that is not its code."""
    return f"{title} (в документе № {number})" if number else title


def reopening_retired(code: str, order: str) -> str:
    """An order cannot be undone by a vote."""
    return f"Веха {code} снята с контроля приказом {order}: вернуть её может только новый приказ"


def law_retired_under_vote() -> str:
    """A law of the journal."""
    return "веха снята приказом, а представление осталось на голосовании"


def law_restored_open() -> str:
    """A law of the journal."""
    return "приказом возвращена веха, которая не была завершена"
