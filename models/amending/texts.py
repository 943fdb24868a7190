"""What an amended document changes, as `vekha import` tells it before and after --apply."""

from collections.abc import Sequence
from datetime import date

from models.text import count, day, listed, quoted, shortened


def title_changed(before: str, after: str) -> str:
    """The activity is worded otherwise."""
    return f"мероприятие: {_differing(before, after)}"


def _differing(before: str, after: str) -> str:
    """Two long texts from a little before the word where they part."""
    old, new = before.split(), after.split()
    same = next((place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(old), len(new)) if same is None else same
    start = max(0, same - 3)
    dots = "…" if start else ""
    texts = (shortened(dots + " ".join(words[start:]), 110) for words in (old, new))
    return " → ".join(f"«{each}»" for each in texts)


def term_changed(before: str, after: str) -> str:
    """The term is written otherwise."""
    return f"срок: «{shortened(before)}» → «{shortened(after)}»"


def executors_changed(before: Sequence[str], after: Sequence[str]) -> str:
    """Others answer."""
    return f"исполнители: {', '.join(before) or '—'} → {', '.join(after) or '—'}"


def form_changed(before: str, after: str) -> str:
    """Another result is asked for."""
    return f"форма результата: «{shortened(before)}» → «{shortened(after)}»"


NUMBER_CHANGED = "в документе теперь № {number}; код {code} остаётся за мероприятием навсегда"


def renumbered(pairs: Sequence[tuple[str, str]]) -> str:
    """Rows that are only counted otherwise."""
    return f"Другие номера в документе, коды прежние: {', '.join(f'{code} → № {number}' for code, number in pairs)}"


CODE_GIVEN = "номер {number} в документе; этот код уже занят другим мероприятием, новому дан код {code}"


def unsettled(settled: str) -> str:
    """How the old term was settled says nothing of the new one."""
    return f"решение о прежнем сроке («{shortened(settled)}») больше не действует"


STILL_UNCLEAR = "срок не определён: {question}"
ANSWERS_KEPT = "отвечающим остаётся «{person}» (answers): проверьте, верно ли это при новых исполнителях"
POST_UNKNOWN = "должности «{post}» нет в people.yaml: впишите её"


def milestone_moves(code: str, before: date | None, due: date | None) -> str:
    """The day of a milestone changes."""
    return f"веха {code}: {day(before) if before else 'срок не определён'} → {day(due) if due else 'срок не определён'}"


def milestone_enters(code: str, due: date | None, today: date) -> str:
    """There is one more milestone."""
    late = " (этот день уже прошёл)" if due and due < today else ""
    return f"новая веха {code}: {f'исполнить до {day(due)}{late}' if due else 'срок не определён'}"


MILESTONE_RETIRES = "веха {code} снимается с контроля"
MILESTONE_STAYS_FINISHED = "веха {code} уже завершена («{status}») и остаётся такой"


def milestone_may_return(code: str, status: str, due: date | None) -> str:
    """A finished milestone whose day the order moves: opened again only when somebody says so."""
    when = f" с новым сроком {day(due)}" if due else ""
    return f"веха {code} уже завершена («{status}») и остаётся такой; вернуть её в работу{when}: --reopen {code}"


def milestone_returns(code: str, due: date | None) -> str:
    """A finished milestone is opened again."""
    return f"веха {code} возвращается в работу{f', исполнить до {day(due)}' if due else ''}"


VOTE_ENDS = "голосование {ballot} прекращается"
COMES_BACK = "возвращается: приказом {order} было снято"


def added(title: str) -> str:
    """A new activity."""
    return f"добавляется: «{shortened(title, 90)}»"


LOOKS_LIKE_RETIRED = "такое же мероприятие {code} снято приказом {order}; код снятого не возвращается"


def retires(title: str) -> str:
    """An activity that the document has no more."""
    return f"снимается: «{shortened(title, 90)}»"


def direction_changed(before: str, after: str) -> str:
    """A direction is called otherwise."""
    return f"направление: {_differing(before, after)}"


def direction_added(title: str) -> str:
    """A new direction."""
    return f"новое направление «{shortened(title, 90)}»"


PERIOD_CHANGED = "период: {before} → {after}"


def doubtful(number: str, title: str, candidates: Sequence[str]) -> str:
    """A row that may or may not be one of ours."""
    return f"«{shortened(title, 90)}»: новое мероприятие или прежнее ({quoted(candidates)})?"


def beginning_left_alone(what: Sequence[str]) -> str:
    """The beginning of the document is not carried over."""
    return f"В начале документа записано иначе: {listed(what)}. Это не переносится; если нужно, исправьте roadmap.yaml"


def summary(added_: int, changed: int, retired_: int) -> str:
    """How much differs."""
    return (
        f"Отличия от дорожной карты школы: добавляется {count(added_, 'мероприятие', 'мероприятия', 'мероприятий')}, "
        f"меняется {changed}, снимается {retired_}"
    )


NO_DIFFERENCES = "Отличий от дорожной карты школы нет"
NOT_APPLIED = "Ничего не изменено. Применить: добавьте --apply"


def settle_first(numbers: Sequence[str]) -> str:
    """A match must be decided by a person before anything is written."""
    example = numbers[0]
    return (
        f"Не ясно, прежние ли это мероприятия: {', '.join(numbers)}. Решите это с --ask или словами: "
        f'--same "{example}=КОД" (прежнее) или --same "{example}=новое"'
    )


SAME_NOT_UNDERSTOOD = (
    '«{text}» не понято; пример: --same "2.7=2.8" (номер в документе = прежний код) или --same "2.7=новое"'
)


def same_unknown(number: str, numbers: Sequence[str]) -> str:
    """A decision about a row that the document has not."""
    return f"В документе нет мероприятия {number}; есть {', '.join(numbers)}"


SAME_CODE_UNKNOWN = "Мероприятия {code} нет в дорожной карте школы, или оно уже названо другой строке"
ORDER_NEEDED = 'Документ не называет приказ, которым изменён: укажите его, например --order "№ 12 от 01.09.2022"'
ORDER_NOT_UNDERSTOOD = 'Приказ «{text}» не понят; пример: --order "№ 12 от 01.09.2022"'
ANOTHER_DOCUMENT = (
    "Это не новая редакция дорожной карты из {school}: в документе нет и половины её "
    "мероприятий, или roadmap.yaml не читается (vekha check скажет). Ничего не изменено"
)
APPLY_OR_OUTPUT = "Выберите одно: --apply меняет дорожную карту школы, -o записывает предложение в другую папку"
CANNOT_REOPEN = (
    "Веху {code} приказ не открывает: она не завершена или её срок не изменён; открыть завершённую "
    "без приказа: vekha reopen {code} --reason «…»"
)


def applied(order: str, facts: int) -> str:
    """It is done."""
    return f"Приказ {order} внесён: {count(facts, 'факт', 'факта', 'фактов')} в журнале, roadmap.yaml обновлён"


KEPT_BEFORE = "Прежняя дорожная карта: {copy}"
FILE_ODD = (
    "{file} записан так, что его не изменить, сохранив остальное (например, текст в виде даты без кавычек); "
    "возьмите такие тексты в кавычки и повторите. Ничего не изменено"
)
FILE_CHANGED = "{file} изменился, пока читали документ. Ничего не изменено, повторите команду"
FILE_CHANGED_LATE = "{file} изменился в последний миг; повторите команду: журнал второй раз тех же фактов не запишет"
FILE_NOT_WRITTEN = "{file} не записать: {reason}"


def entered(order: str, due: date | None) -> str:
    """An order added the milestone."""
    return f"Внесена приказом {order}, {f'исполнить до {day(due)}' if due else 'срок не определён'}"


DIRECTION_RENAMED = "Приказом {order} направление {number} «{before}» названо «{after}»"


def reworded(order: str, what: Sequence[str]) -> str:
    """An order changed texts of the row.

    >>> reworded("№ 12 от 01.09.2022", ["мероприятие", "исполнители"])
    'Приказом № 12 от 01.09.2022 изменено: мероприятие и исполнители'
    """
    return f"Приказом {order} изменено: {listed(what)}"
