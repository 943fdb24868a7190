"""What is asked about an amended document."""

from collections.abc import Sequence
from datetime import date

from models.importing import question_texts as importing_texts
from models.text import shortened, spell_day

ASK_ORDER = "Каким приказом он изменён? (например № 12 от 01.09.2022)"
ORDER_REASON = "документ не называет приказ, а в журнале он будет стоять рядом с каждым изменением"


def order_not_read(said: str) -> str:
    """An order that cannot be read."""
    return f"«{shortened(said)}» не понято: нужны номер и дата, например № 12 от 01.09.2022"


def match_reason(number: str, candidates: Sequence[tuple[str, str, str, str]]) -> tuple[str, ...]:
    """What a doubtful row may be: code, title, term of each candidate, and the order that struck it off."""
    shown = (
        f"{code} «{shortened(title, 110)}», срок «{shortened(term, 40)}»{f', снято приказом {order}' if order else ''}"
        for code, title, term, order in candidates
    )
    return (
        importing_texts.WHY.format(reason=f"строка {number} похожа на прежнее мероприятие, но не та же"),
        *(f"  прежнее: {each}" for each in shown),
    )


def ask_match(codes: Sequence[str]) -> str:
    """Which activity the row is."""
    return f"Это прежнее мероприятие? Его код ({', '.join(codes)}) или «новое»:"


def match_unknown(codes: Sequence[str]) -> str:
    """An answer that is no candidate."""
    return f"Ответьте кодом ({', '.join(codes)}) или словом «новое»"


def match_told(code: str) -> str:
    """What the row is."""
    return "Понято: новое мероприятие" if code == "новое" else f"Понято: это {code}, код и история остаются за ним"


def reopen_reason(status: str, due: date | None) -> str:
    """Why somebody is asked about a finished milestone."""
    return (
        f"веха завершена («{status}»), а приказ назначает ей срок {spell_day(due)}"
        if due
        else f"веха завершена («{status}»)"
    )


ASK_REOPEN = "Вернуть веху {code} в работу?"


def reopen_told(code: str, *, returns: bool) -> str:
    """What becomes of a finished milestone."""
    return f"Веха {code} вернётся в работу." if returns else f"Веха {code} останется завершённой."
