"""What is said of stages, ballots and votes."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.text import Advice, count, day, form, listed, quoted, sentence, shortened


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


VOTE_WITHDRAWN = "{voter}: решение снято"


def tally(approvals: int, refusals: int, abstentions: int, members: int) -> str:
    """How the votes of a stage fell.

    >>> tally(2, 0, 0, 4), tally(2, 1, 1, 4)
    ('утвердили 2 из 4', 'за 2, против 1, воздержался 1 из 4')
    """
    if not refusals and not abstentions:
        return f"утвердили {approvals} из {members}"
    quiet = f", {form(abstentions, 'воздержался', 'воздержались', 'воздержались')} {abstentions}" if abstentions else ""
    return f"за {approvals}, против {refusals}{quiet} из {members}"


def stage_waits(
    label: str, votes: str, missing: int, decide_by: date, awaited: Sequence[str], *, is_past_approval: bool = False
) -> str:
    """An open stage: how the votes fell, what is missing, by when.

    >>> stage_waits("рабочая группа", "утвердили 2 из 4", 1, date(2021, 3, 19), ["Член рабочей группы 4"])
    'рабочая группа: утвердили 2 из 4, нужен ещё 1 голос до 19 марта 2021; ждём: Член рабочей группы 4'
    """
    if is_past_approval:
        return f"{label}: {votes}, утвердить уже нельзя; срок решения – {day(decide_by)}{_waiting(awaited)}"
    need = form(missing, "нужен", "нужно", "нужно")
    more = count(missing, "голос", "голоса", "голосов")
    return f"{label}: {votes}, {need} ещё {more} до {day(decide_by)}{_waiting(awaited)}"


def stage_needs_voters(label: str, votes: str, missing: int, decide_by: date, awaited: Sequence[str]) -> str:
    """An open stage of those present: enough approve of those who voted, or too few have voted yet.

    >>> stage_needs_voters("рабочая группа", "утвердили 1 из 4", 1, date(2021, 3, 19), ["Куратор"])
    'рабочая группа: утвердили 1 из 4, не хватает участников: 1, решить до 19 марта 2021; ждём: Куратор'
    """
    few = f", не хватает участников: {missing}" if missing else ""
    return f"{label}: {votes}{few}, решить до {day(decide_by)}{_waiting(awaited)}"


def _waiting(awaited: Sequence[str]) -> str:
    return f"; ждём: {listed(awaited)}" if awaited else ""


STAGE_HANGS = "{label}: {votes}, нужно {needed} – ни утвердить, ни вернуть уже нельзя"
STAGE_MET = "{label}: {votes} при необходимых {needed}"


def tie(label: str, votes: str, chair: str, approved: bool, reasons: Sequence[str]) -> str:
    """A stage that votes alone could not end, ended by its rule.

    >>> tie("рабочая группа", "за 2, против 2 из 4", "Куратор", True, [])
    'рабочая группа: за 2, против 2 из 4, решает голос председателя («Куратор») – утверждено'
    """
    how = f"решает голос председателя («{chair}»)" if chair else "большинства нет"
    end = "утверждено" if approved else "возвращено на доработку"
    why = f" – {'; '.join(reasons)}" if reasons and not approved else ""
    return f"{label}: {votes}, {how} – {end}{why}"


def hangs(label: str, votes: str, needed: int) -> tuple[str, str]:
    """Everybody was heard, and neither outcome can be reached."""
    return (
        f"{sentence(label)}: {votes}, нужно {needed} – ни утвердить, ни вернуть уже нельзя",
        "Куратору: обсудить с голосующими (решение можно изменить, пока этап открыт), назначить замещающих, дополнить "
        "группу приказом; для новых представлений – «tie» в workflow.yaml",
    )


def question(voter: str, remark: str, answered: bool) -> str:
    """What a voter asks without a decision."""
    told = "ответ в «Комментарии»" if answered else "ответьте в ячейке «Комментарий»"
    return f"вопрос («{voter}»): «{shortened(remark, 200)}», {told}"


def asked(voter: str, remark: str, decide_by: date | None) -> str:
    """A remark without a decision became a question.

    >>> asked("Анна", "А где список?", date(2021, 3, 19))
    'Вопрос («Анна»): «А где список?»; решить до 19 марта 2021'
    """
    moved = f"; решить до {day(decide_by)}" if decide_by else ""
    return f"Вопрос («{voter}»): «{shortened(remark, 200)}»{moved}"


def stage_refused(label: str, reasons: Sequence[str]) -> str:
    """A stage returned the submission, with the reasons in the voters' words."""
    return f"{label}: возвращено на доработку – {'; '.join(reasons)}"


def reason(voter: str, comment: str) -> str:
    """Why one voter returned it."""
    return f"{voter}: «{shortened(comment, 300)}»"


ABSTAINED = "Воздержаться"
LAST_WORD = "{label}: срок решения прошёл, решает «{voter}» – утверждено"


NOBODY_TOLD = Advice(
    "{label}: срок решения прошёл, а сообщить об этом некому: все, кого называет «escalate», отсутствуют или отвечают "
    "за веху",
    "Администратору: назвать в workflow.yaml («escalate», «to») ещё одну должность или назначить замещающих",
)


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
        "Куратору: назначить замещающих или дополнить группу приказом; кворум, изменённый в workflow.yaml, "
        "действует для новых представлений",
    )
