"""What is said of stages, votes and quorums."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.wording import count, day, form, listed, quoted, sentence, shortened


def stage_opened(label: str, voters: int, needed: int, decide_by: date) -> str:
    """A ballot was put before its voters."""
    may = count(voters, "человек может голосовать", "человека могут голосовать", "человек могут голосовать")
    return f"На утверждении: {label}; {may}, нужно утвердить {needed}, решить до {day(decide_by)}"


def voted(voter: str, approves: bool, comment: str) -> str:
    """Somebody decided."""
    choice = "утвердить" if approves else "вернуть"
    return f"{voter}: {choice}" + (f" («{shortened(comment, 200)}»)" if comment else "")


def vote_withdrawn(voter: str) -> str:
    """Somebody took the decision back."""
    return f"{voter}: решение снято"


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


def stage_met(label: str, approvals: int, voters: int, needed: int) -> str:
    """A stage was passed."""
    return f"{label}: утвердили {approvals} из {voters} при необходимых {needed}"


def stage_refused(label: str, reasons: Sequence[str]) -> str:
    """A stage returned the submission, with the reasons in the voters' words."""
    return f"{label}: возвращено на доработку – {'; '.join(reasons)}"


def returned_before(why: str) -> str:
    """The reason of the last return, for the voters of a new submission."""
    return f"В прошлый раз: {why}"


def reason(voter: str, comment: str) -> str:
    """Why one voter returned it."""
    return f"{voter}: «{shortened(comment, 300)}»"


def last_word(label: str, voter: str) -> str:
    """A stage that was ended after its deadline by the one who may."""
    return f"{label}: срок решения прошёл, решает «{voter}» – утверждено"


def escalated(label: str, people: Sequence[str], decides: bool) -> str:
    """A ballot stayed open past its deadline."""
    what = "право решить получает" if decides else "сообщаем:"
    return f"{sentence(label)}: срок решения прошёл, {what} {listed(people)}"


def own_work(voter: str) -> str:
    """A vote on one's own work."""
    return f"голос «{voter}» не учтён: отвечает за эту веху"


def acts_for_answering(voter: str, absent: str) -> str:
    """A substitute of the one who answers."""
    return f"голос «{voter}» не учтён: замещает того, кто отвечает за эту веху («{absent}»)"


def no_say(voter: str) -> str:
    """A vote by somebody who is not among the voters."""
    return f"голос «{voter}» не учтён: на этом этапе не голосует"


def seat_taken(voter: str) -> str:
    """A second vote for one seat."""
    return f"голос «{voter}» не учтён: за это место уже голосует другой человек"


def return_needs_reason(voter: str) -> tuple[str, str]:
    """A return that does not say why does not count yet."""
    return f"«Вернуть» от «{voter}» пока не учтено: нет замечания", f"Напишите причину в столбце «{voter}: замечание»"


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


def nobody_votes() -> tuple[str, str]:
    """Every stage was passed over, because only those who answer could vote."""
    return (
        "Голосовать некому: на каждом этапе голосовали бы лишь те, кто отвечает за веху – кворум не собрать",
        "Куратору: назвать в workflow.yaml должность, которая голосует вместо них (stand_in)",
    )


def no_route(kind: str) -> tuple[str, str]:
    """The workflow names no stage for this."""
    return f"В workflow.yaml нет этапов для этого случая ({kind})", "Администратору: допишите правило в «routes»"


def done(stages: Sequence[str]) -> str:
    """A milestone is fulfilled."""
    return "Исполнено. " + "; ".join(stages)


def moved(due: date) -> str:
    """A deadline was moved by a vote."""
    return f"Срок перенесён на {day(due)} решением голосующих; когда результат будет готов, смените отметку"


def cancelled() -> str:
    """A milestone was taken off control."""
    return "Снято с контроля решением голосующих"


def reopened() -> str:
    """A finished milestone is at work again."""
    return "Возвращено в работу решением голосующих"
