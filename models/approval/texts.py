"""What is said to the curator's own commands."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from models.school import Kind
from models.text import Advice, day, joined, quoted, shortened, spell_day


def unknown_ballot(number: str) -> tuple[str, str]:
    """A row of the approval tab has a number that was never given."""
    return (
        f"Строки голосования № {shortened(number)} не было",
        "Верните номер, который стоял здесь, или удалите строку: её голоса не учитываются",
    )


BALLOT_DELETED = Advice(
    "Строки с этим номером не стало; она поставлена заново с прежними решениями",
    "Чтобы снять своё решение, очистите свою ячейку, а строку оставьте",
)


def ballot_edited(columns: Sequence[str]) -> tuple[str, str]:
    """The engine's cells of a ballot were typed over."""
    return f"В строке голосования изменили {quoted(columns)}; возвращено прежнее", "Пишите только в своих двух столбцах"


# --- marks -----------------------------------------------------------------------------------------


STARTED = "Работа начата"
CLEARED = "Отметка снята"
SUBMITTED = "Представление № {number}: {what}"


def completion(understood: str) -> str:
    """What a completion says."""
    return f"исполнение. {understood}" if understood else "исполнение"


def extension(before: date | None, new_date: date) -> str:
    """What an extension asks: from which day to which.

    >>> extension(date(2021, 3, 31), date(2021, 4, 30)), extension(None, date(2021, 4, 30))
    ('перенос срока с 31.03.2021 на 30.04.2021', 'перенос срока на 30.04.2021')
    """
    return f"перенос срока {f'с {spell_day(before)} ' if before else ''}на {spell_day(new_date)}"


CANCELLATION = "снятие с контроля"


def reopening() -> str:
    """What a reopening asks."""
    return "возврат в работу"


AMENDED = "Исполнитель поправил пояснение; голоса сохранены"
SUPERSEDED = (
    "Исполнитель изменил запись во время голосования. Голосование по представлению № {number} прекращено, начато новое"
)
WITHDRAWN = "Представление № {number} отозвано исполнителем"
WITHDRAWN_TO_DECIDED = "Представление № {number} отозвано: в строке снова запись, по которой решение уже принято"
WITHDRAWN_INCOMPLETE = (
    "Представление № {number} отозвано: исполнитель изменил запись, и теперь её недостаточно. {missing}"
)
EXTENSION_NEEDS_DATE = Advice("Нет нового срока", "Впишите дату в ячейку «Новый срок»")


def extension_not_later(new_date: date, due: date) -> tuple[str, str]:
    """An extension to an earlier day."""
    return (
        f"Новый срок {spell_day(new_date)} не позже нынешнего ({spell_day(due)})",
        "Укажите более позднюю дату в ячейке «Новый срок»",
    )


def extension_outside(new_date: date, last: date) -> tuple[str, str]:
    """An extension beyond the roadmap."""
    return (
        f"Новый срок {spell_day(new_date)} за пределами дорожной карты",
        f"Она действует до {spell_day(last)}: укажите дату не позже",
    )


COMMENT_NEEDED = Advice("«{request}» – без объяснения", "Напишите причину в ячейке «Комментарий»")


def evidence_missing(missing: str) -> tuple[str, str]:
    """The result is not yet evidence."""
    return missing, "Допишите в ячейке «Результат»"


def finished_row_edited(status: str, reopening: bool) -> tuple[str, str]:
    """Somebody edits a row that is finished; perhaps its reopening is being voted on."""
    wait = "Веху уже просят открыть снова: дождитесь решения голосующих"
    ask = "Верните прежнюю запись; снова веху открывают голосованием, о нём просит куратор"
    found = f"Строка изменена после того, как веха получила статус «{status}»; утверждённое остаётся в силе"
    return found, wait if reopening else ask


# --- where a milestone stands ----------------------------------------------------------------------


@lru_cache(maxsize=1_024)  # most rows of a board say the same
def planned(due: date | None, today: date, attempt: str = "") -> str:
    """A milestone that nobody has begun, or whose result was not accepted yet."""
    told = attempt or "Результат не сдан"
    return f"{told}, исполнить до {day(due, today)}" if due else told


UNCLEAR = "{status}: {question}"


def returned(last: str, refusal: str) -> str:
    """A returned milestone: why it was returned stays in view, whatever was written since.

    >>> returned("Отметка снята", "Куратор: возвращено")
    'Отметка снята. Куратор: возвращено'
    """
    return last if last == refusal else f"{last}. {refusal}"


_AGAIN = ", оставив «{request}»: запись снова уйдёт на утверждение"
MEND = {
    Kind.COMPLETION: "Исправьте «Результат» (а если исправлен сам документ – допишите слово в «Комментарий»)" + _AGAIN,
    Kind.EXTENSION: "Исправьте «Новый срок» или допишите причину в «Комментарий»" + _AGAIN,
    Kind.CANCELLATION: "Допишите причину в «Комментарий»" + _AGAIN,
}
OVERDUE = "Просрочено на {days} дн."


POST_VACANT = Advice(
    "Должность «{post}» сейчас никто не занимает",
    "Администратору: впишите человека в people.yaml («posts»)",
)
NOT_FINISHED = "Веха {code} ещё не завершена: возвращать в работу нечего"
REOPENING_WAITS = "О возврате вехи {code} в работу уже голосуют"
REOPENING_NEEDS_REASON = "Напишите причину: vekha reopen КОД --reason «…»"


def supposition_not_understood(text: str, ballots: Sequence[str]) -> str:
    """A vote of `rehearse --if` that cannot be understood."""
    there = f"; открыты и закрыты: {', '.join(ballots)}" if ballots else "; голосований пока нет"
    return f"«{text}» не понято; пример: --if «1.3/2021-1.1: Член рабочей группы 2 утвердить»{there}"


def rescheduled(order: str, before: date | None, due: date | None) -> str:
    """An order moved the milestone."""
    if due is None:
        was = f"; прежний был {day(before)}" if before else ""
        return f"Приказом {order} срок записан так, что его нельзя определить{was}"
    if before is None:
        return f"Приказом {order} определён срок: {day(due)}"
    return f"Приказом {order} срок перенесён с {day(before, due)} на {day(due)}"


RETIRED = "Снята с контроля приказом {order}"
RETIRED_BUT_FINISHED = "Исключена приказом {order}; веха была уже завершена и остаётся как есть"


def restored(order: str, due: date | None) -> str:
    """An order opened a finished milestone again."""
    return f"Возвращена в работу приказом {order}{f', исполнить до {day(due)}' if due else ''}"


SUPERSEDED_BY_RETIREMENT = "Представление № {number} больше не рассматривается: веха снята с контроля приказом {order}"
SUPERSEDED_BY_DAY = "Представление № {number} больше не рассматривается: срок назначил приказ {order}"
SUPERSEDED_BY_FORM = "Представление № {number} больше не рассматривается: приказ {order} изменил форму результата"
SUPERSEDED_BY_RESTORING = "Представление № {number} больше не рассматривается: веху вернул в работу приказ {order}"
REOPENING_RETIRED = "Веха {code} снята с контроля приказом {order}: вернуть её может только новый приказ"


SAME_RESULT = "С прошлого раза результат не изменён"


def result_was(before: str) -> str:
    """What the result was when the voters saw it the last time."""
    return f"С прошлого раза результат изменён, было: «{shortened(before, 120)}»" if before else "Результат вписан"


def decided_before(number: int, what: str, refusal: str | None) -> str:
    """How an earlier submission ended.

    >>> decided_before(1, "перенос срока на 30.04.2021", None)
    'Представление № 1 (перенос срока на 30.04.2021): утверждено'
    """
    return f"Представление № {number} ({what}): {refusal or 'утверждено'}"


COUNTED = "{label}: за – {approve}, против – {give_back}, воздержались – {abstain}"
AT_MEETING = "{why} (заседание № {number} от {day})"
ENTERED_BY = "{why}, внёс: {who}"
BY_PROTOCOL = "{why} (протокол № {number} от {day})"


OF_FIRST_RELEASE = "В прошлый раз: {why}"


def returned_before(refusal: str) -> str:
    """How the submission before was returned.

    >>> returned_before("Возвращено на доработку (куратор): «нет печати»")
    'Прошлое решение: возвращено на доработку (куратор): «нет печати»'
    """
    return f"Прошлое решение: {refusal[:1].lower()}{refusal[1:]}"


def attempted(when: date, request: str, missing: str) -> str:
    """A mark that was refused for lack of proof, on its day.

    >>> attempted(date(2021, 3, 11), "Готово", "Нужна ссылка")
    '11.03.2021: «Готово» не принято (нужна ссылка)'
    """
    return f"{spell_day(when)}: «{request}» не принято ({missing[:1].lower()}{missing[1:]})"


NOBODY_VOTES = Advice(
    "Голосовать некому: на каждом этапе голосовали бы лишь те, кто отвечает за веху – кворум не собрать",
    "Куратору: назвать в workflow.yaml должность, которая голосует вместо них (stand_in)",
)
NO_ROUTE = Advice("В workflow.yaml нет этапов для этого случая ({kind})", "Администратору: допишите правило в «routes»")


def done(status: str, stages: Sequence[str]) -> str:
    """A milestone is fulfilled; `status` is the school's word for that."""
    return joined((status, *stages))


def moved(before: date | None, due: date, reason: str, request: str) -> str:
    """A deadline was moved by a vote: from where, to where, why; `request` is the word for what is ready.

    >>> moved(date(2021, 3, 31), date(2021, 4, 30), "ремонт зала.", "Готово").partition(". Когда")[0]
    'Срок перенесён с 31 марта на 30 апреля 2021 г. решением голосующих: «ремонт зала»'
    """
    was = f"с {day(before, due)} " if before else ""
    why = f": «{shortened(reason, 300).rstrip('. ')}»" if reason else ""
    return (
        f"Срок перенесён {was}на {day(due)} решением голосующих{why}. Когда результат будет готов, выберите «{request}»"
    )


CANCELLED = "{status} решением голосующих"
REOPENED = "Возвращено в работу решением голосующих"
