"""What an amending order does to milestones, in Russian."""

from collections.abc import Sequence
from datetime import date

from models.wording import count, day, listed, quoted, shortened


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


# --- the differences of an amended document -----------------------------------------------------------


def title_changed(before: str, after: str) -> str:
    """The activity is worded otherwise."""
    return f"мероприятие: «{shortened(before, 90)}» → «{shortened(after, 90)}»"


def term_changed(before: str, after: str) -> str:
    """The term is written otherwise."""
    return f"срок: «{shortened(before)}» → «{shortened(after)}»"


def executors_changed(before: Sequence[str], after: Sequence[str]) -> str:
    """Others answer."""
    return f"исполнители: {', '.join(before) or '—'} → {', '.join(after) or '—'}"


def form_changed(before: str, after: str) -> str:
    """Another result is asked for."""
    return f"форма результата: «{shortened(before)}» → «{shortened(after)}»"


def number_changed(code: str, number: str) -> str:
    """The row is counted otherwise."""
    return f"в документе теперь № {number}; код {code} остаётся за мероприятием навсегда"


def code_given(code: str, number: str) -> str:
    """The number of a new row is taken."""
    return f"номер {number} в документе; этот код уже занят другим мероприятием, новому дан код {code}"


def unsettled(settled: str) -> str:
    """How the old term was settled says nothing of the new one."""
    return f"решение о прежнем сроке («{shortened(settled)}») больше не действует"


def still_unclear(question: str) -> str:
    """The new term needs a person."""
    return f"срок не определён: {question}"


def answers_kept(person: str) -> str:
    """The person named for the activity stays."""
    return f"отвечающим остаётся «{person}» (answers): проверьте, верно ли это при новых исполнителях"


def post_unknown(post: str) -> str:
    """Nobody of the school holds such a post."""
    return f"должности «{post}» нет в people.yaml: впишите её"


def milestone_moves(code: str, before: date | None, due: date | None) -> str:
    """The day of a milestone changes."""
    return f"веха {code}: {day(before) if before else 'срок не определён'} → {day(due) if due else 'срок не определён'}"


def milestone_enters(code: str, due: date | None) -> str:
    """There is one more milestone."""
    return f"новая веха {code}: {f'исполнить до {day(due)}' if due else 'срок не определён'}"


def milestone_retires(code: str) -> str:
    """A milestone is struck off."""
    return f"веха {code} снимается с контроля"


def milestone_stays_finished(code: str, status: str) -> str:
    """A finished milestone is not touched."""
    return f"веха {code} уже завершена («{status}») и остаётся такой"


def milestone_may_return(code: str, status: str, due: date | None) -> str:
    """A finished milestone whose day the order moves: opened again only when somebody says so."""
    when = f" с новым сроком {day(due)}" if due else ""
    return f"веха {code} уже завершена («{status}») и остаётся такой; вернуть её в работу{when}: --reopen {code}"


def milestone_returns(code: str, due: date | None) -> str:
    """A finished milestone is opened again."""
    return f"веха {code} возвращается в работу{f', исполнить до {day(due)}' if due else ''}"


def vote_ends(ballot: str) -> str:
    """An open ballot is closed by the order."""
    return f"голосование {ballot} прекращается"


def added(title: str) -> str:
    """A new activity."""
    return f"добавляется: «{shortened(title, 90)}»"


def looks_like_retired(code: str, order: str) -> str:
    """The text of a row that an earlier order struck off."""
    return f"такое же мероприятие {code} снято приказом {order}; код снятого не возвращается"


def retires(title: str) -> str:
    """An activity that the document has no more."""
    return f"снимается: «{shortened(title, 90)}»"


def direction_changed(before: str, after: str) -> str:
    """A direction is called otherwise."""
    return f"направление: «{shortened(before, 90)}» → «{shortened(after, 90)}»"


def direction_added(title: str) -> str:
    """A new direction."""
    return f"новое направление «{shortened(title, 90)}»"


def period_changed(before: str, after: str) -> str:
    """The document covers other years."""
    return f"период: {before} → {after}"


def doubtful(number: str, title: str, candidates: Sequence[str]) -> str:
    """A row that may or may not be one of ours."""
    return f"«{shortened(title, 90)}»: новое мероприятие или прежнее ({quoted(candidates)})?"


def summary(added_: int, changed: int, retired_: int) -> str:
    """How much differs."""
    return (
        f"Отличия от дорожной карты школы: добавляется {count(added_, 'мероприятие', 'мероприятия', 'мероприятий')}, "
        f"меняется {changed}, снимается {retired_}"
    )


def no_differences() -> str:
    """Nothing to do."""
    return "Отличий от дорожной карты школы нет"


def not_applied() -> str:
    """Only shown."""
    return "Ничего не изменено. Применить: добавьте --apply"


def settle_first(numbers: Sequence[str]) -> str:
    """A match must be decided by a person before anything is written."""
    example = numbers[0]
    return (
        f"Не ясно, прежние ли это мероприятия: {', '.join(numbers)}. Решите это с --ask или словами: "
        f'--same "{example}=КОД" (прежнее) или --same "{example}=новое"'
    )


def same_not_understood(text: str) -> str:
    """A decision about a match that cannot be read."""
    return f'«{text}» не понято; пример: --same "2.7=2.8" (номер в документе = прежний код) или --same "2.7=новое"'


def same_unknown(number: str, numbers: Sequence[str]) -> str:
    """A decision about a row that the document has not."""
    return f"В документе нет мероприятия {number}; есть {', '.join(numbers)}"


def same_code_unknown(code: str) -> str:
    """A decision that names a code which cannot be taken."""
    return f"Мероприятия {code} нет в дорожной карте школы, или оно уже названо другой строке"


def order_needed() -> str:
    """The document does not say which order amends it."""
    return 'Документ не называет приказ, которым изменён: укажите его, например --order "№ 12 от 01.09.2022"'


def order_not_understood(text: str) -> str:
    """An order that cannot be read."""
    return f'Приказ «{text}» не понят; пример: --order "№ 12 от 01.09.2022"'


def another_document(school: str) -> str:
    """Too little of the school's roadmap stands in the document, or there is no roadmap."""
    return (
        f"Это не новая редакция дорожной карты из {school}: в документе нет и половины её мероприятий, "
        "или roadmap.yaml не читается (vekha check скажет). Ничего не изменено"
    )


def apply_or_output() -> str:
    """Two wishes that exclude each other."""
    return "Выберите одно: --apply меняет дорожную карту школы, -o записывает предложение в другую папку"


def cannot_reopen(code: str) -> str:
    """The order does not move that milestone, or it is not finished."""
    return (
        f"Веху {code} приказ не открывает: она не завершена или её срок не изменён; "
        f"открыть завершённую без приказа: vekha reopen {code} --reason «…»"
    )


def applied(order: str, facts: int) -> str:
    """It is done."""
    return f"Приказ {order} внесён: {count(facts, 'факт', 'факта', 'фактов')} в журнале, roadmap.yaml обновлён"


def applied_already() -> str:
    """It was done before."""
    return "Отличий нет, вносить нечего"


def kept_before(copy: str) -> str:
    """Where the roadmap as it was lies."""
    return f"Прежняя дорожная карта: {copy}"


def file_odd(file: str) -> str:
    """The file is written in a way that lines cannot be changed in."""
    return (
        f"{file} записан так, что его не изменить построчно (например, мероприятие в фигурных скобках); "
        "запишите каждый ключ мероприятия с новой строки и повторите. Ничего не изменено"
    )


def file_changed(file: str) -> str:
    """Somebody saved it meanwhile."""
    return f"{file} изменился, пока читали документ. Ничего не изменено, повторите команду"


def file_changed_late(file: str) -> str:
    """Somebody saved it after the journal was written."""
    return f"{file} изменился в последний миг; повторите команду: журнал второй раз тех же фактов не запишет"


def file_not_written(file: str, reason: str) -> str:
    """The folder or disk refuses."""
    return f"{file} не записать: {reason}"
