"""What is said to the curator's own commands."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.text import Advice, count, day, form, listed, quoted, sentence, shortened, spell_day


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
    return f"исполнение; {understood}" if understood else "исполнение"


def extension(new_date: date) -> str:
    """What an extension asks."""
    return f"перенос срока на {spell_day(new_date)}"


CANCELLATION = "снятие с контроля"


def reopening() -> str:
    """What a reopening asks."""
    return "возврат в работу"


AMENDED = "Исполнитель поправил пояснение; голоса сохранены"
SUPERSEDED = "Представление № {number} заменено: исполнитель изменил то, за что голосуют; прежние голоса не действуют"
WITHDRAWN = "Представление № {number} отозвано исполнителем"
WITHDRAWN_TO_DECIDED = "Представление № {number} отозвано: в строке снова запись, по которой решение уже принято"
WITHDRAWN_INCOMPLETE = "Представление № {number} отозвано: исполнитель изменил запись, и теперь её мало. {missing}"
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
    ask = "Верните прежнюю запись; чтобы открыть веху снова, обратитесь к куратору"
    found = f"Строка изменена после того, как веха получила статус «{status}»; утверждённое остаётся в силе"
    return found, wait if reopening else ask


# --- where a milestone stands ----------------------------------------------------------------------


def planned(due: date | None, today: date) -> str:
    """A milestone that nobody has begun."""
    return f"Отметок нет, исполнить до {day(due, today)}" if due else "Отметок нет"


UNCLEAR = "{status}: {question}"


def returned(last: str, refusal: str) -> str:
    """A returned milestone: why it was returned stays in view, whatever was written since.

    >>> returned("Отметка снята", "Куратор: возвращено")
    'Отметка снята. Куратор: возвращено'
    """
    return last if last == refusal else f"{last}. {refusal}"


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
    return f"Приказом {order} срок перенесён с {day(before)} на {day(due)}"


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


def stage_opened(status: str, label: str, voters: int, needed: int, decide_by: date) -> str:
    """A ballot was put before its voters; `status` is the school's word for a milestone on approval."""
    may = count(voters, "человек может голосовать", "человека могут голосовать", "человек могут голосовать")
    return f"{status}: {label}; {may}, нужно утвердить {needed}, решить до {day(decide_by)}"


def voted(voter: str, choice: str, comment: str) -> str:
    """Somebody decided; `choice` is the school's word.

    >>> voted("Куратор", "Вернуть", "нет приложения")
    'Куратор: вернуть («нет приложения»)'
    """
    return f"{voter}: {choice[:1].lower()}{choice[1:]}" + (f" («{shortened(comment, 200)}»)" if comment else "")


AT_MEETING = "{why} (заседание № {number} от {day})"
ENTERED_BY = "{why}, внёс: {who}"
BY_PROTOCOL = "{why} (протокол № {number} от {day})"
VOTE_WITHDRAWN = "{voter}: решение снято"


def stage_waits(label: str, approvals: int, voters: int, needed: int, decide_by: date, awaited: Sequence[str]) -> str:
    """An open stage: who approved, what is missing, by when.

    >>> stage_waits("рабочая группа", 2, 4, 3, date(2021, 3, 19), ["Член рабочей группы 4"])
    'рабочая группа: утвердили 2 из 4, нужен ещё 1 голос до 19 марта 2021; ждём: Член рабочей группы 4'
    """
    missing = needed - approvals
    need = form(missing, "нужен", "нужно", "нужно")
    votes = count(missing, "голос", "голоса", "голосов")
    waiting = f"; ждём: {listed(awaited)}" if awaited else ""
    return f"{label}: утвердили {approvals} из {voters}, {need} ещё {votes} до {day(decide_by)}{waiting}"


STAGE_MET = "{label}: утвердили {approvals} из {voters} при необходимых {needed}"


def stage_refused(label: str, reasons: Sequence[str]) -> str:
    """A stage returned the submission, with the reasons in the voters' words."""
    return f"{label}: возвращено на доработку – {'; '.join(reasons)}"


RETURNED_BEFORE = "В прошлый раз: {why}"


def reason(voter: str, comment: str) -> str:
    """Why one voter returned it."""
    return f"{voter}: «{shortened(comment, 300)}»"


LAST_WORD = "{label}: срок решения прошёл, решает «{voter}» – утверждено"


def escalated(label: str, people: Sequence[str], decides: bool) -> str:
    """A ballot stayed open past its deadline."""
    what = "право решить получает" if decides else "сообщаем:"
    return f"{sentence(label)}: срок решения прошёл, {what} {listed(people)}"


OWN_WORK = "голос «{voter}» не учтён: отвечает за эту веху"
ACTS_FOR_ANSWERING = "голос «{voter}» не учтён: замещает того, кто отвечает за эту веху («{absent}»)"
NO_SAY = "голос «{voter}» не учтён: на этом этапе не голосует"
SEAT_TAKEN = "голос «{voter}» не учтён: за это место уже голосует другой человек"
RETURN_NEEDS_REASON = Advice(
    "«{give_back}» от «{voter}» пока не учтено: нет замечания",
    "Напишите причину в столбце «{voter}: замечание»",
)


def vote_not_read(voter: str, said: str, accepted: Iterable[str]) -> tuple[str, str]:
    """A voter's word that nobody knows."""
    return f"Решение «{voter}» не понято («{shortened(said)}»)", f"Выберите одно из: {quoted(accepted)}"


def jammed(label: str, voters: int, needed: int) -> tuple[str, str]:
    """The quorum cannot be reached by who is left."""
    who = count(voters, "человек", "человека", "человек")
    return (
        f"{sentence(label)}: голосовать {form(voters, 'может', 'могут', 'могут')} {who}, а нужно {needed} – "
        "кворум не собрать",
        "Куратору: назначить замещающих, дополнить группу приказом или изменить кворум в workflow.yaml",
    )


NOBODY_VOTES = Advice(
    "Голосовать некому: на каждом этапе голосовали бы лишь те, кто отвечает за веху – кворум не собрать",
    "Куратору: назвать в workflow.yaml должность, которая голосует вместо них (stand_in)",
)
NO_ROUTE = Advice("В workflow.yaml нет этапов для этого случая ({kind})", "Администратору: допишите правило в «routes»")


def done(status: str, stages: Sequence[str]) -> str:
    """A milestone is fulfilled; `status` is the school's word for that."""
    return f"{status}. {'; '.join(stages)}"


def moved(due: date) -> str:
    """A deadline was moved by a vote."""
    return f"Срок перенесён на {day(due)} решением голосующих; когда результат будет готов, смените отметку"


CANCELLED = "{status} решением голосующих"
REOPENED = "Возвращено в работу решением голосующих"
