"""What is said of stages, ballots and votes."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.text import (
    Advice,
    count,
    day,
    form,
    in_words,
    listed,
    out_of,
    quoted,
    same_key,
    sentence,
    shortened,
    spell_date,
)


def stage_opened(status: str, label: str, voters: int, needed: int, decide_by: date) -> str:
    """A ballot was put before its voters; `status` is the school's word for a milestone on approval.

    >>> stage_opened("На утверждении", "куратор", 1, 1, date(2021, 3, 5))
    'На утверждении: куратор. Голосует один человек, нужен один голос «за», решить до 5 марта 2021 г.'
    >>> stage_opened("На утверждении", "рабочая группа", 4, 3, date(2021, 3, 10)).partition(". ")[2]
    'Голосуют четыре человека, нужно три голоса «за», решить до 10 марта 2021 г.'
    """
    vote = form(voters, "Голосует", "Голосуют", "Голосуют")
    who = f"{in_words(voters)} {form(voters, 'человек', 'человека', 'человек')}"
    return f"{status}: {label}. {vote} {who}, {needs(needed)} «за», решить до {day(decide_by)}"


def needs(votes: int, more: str = "") -> str:
    """How many votes it takes.

    >>> needs(1), needs(3), needs(2, " ещё"), needs(12)
    ('нужен один голос', 'нужно три голоса', 'нужно ещё два голоса', 'нужно 12 голосов')
    """
    need = form(votes, "нужен", "нужно", "нужно")
    return f"{need}{more} {in_words(votes)} {form(votes, 'голос', 'голоса', 'голосов')}"


def voted(voter: str, choice: str, comment: str) -> str:
    """Somebody decided; `choice` is the school's word.

    >>> voted("Куратор", "Вернуть", "нет приложения")
    'Куратор: вернуть («нет приложения»)'
    """
    return f"{voter}: {choice[:1].lower()}{choice[1:]}" + (f" («{shortened(comment, 200)}»)" if comment else "")


VOTE_WITHDRAWN = "{voter}: решение снято"


def tally(approvals: int, refusals: int, abstentions: int, members: int) -> str:
    """How the votes of a stage fell.

    >>> tally(2, 0, 0, 4), tally(2, 1, 1, 4), tally(0, 0, 0, 4), tally(0, 0, 0, 1)
    ('за – двое из четырёх', 'за 2, против 1, воздержался 1 из 4', 'решений пока нет', 'решения пока нет')
    """
    if not approvals and not refusals and not abstentions:
        return "решения пока нет" if members == 1 else "решений пока нет"
    if not refusals and not abstentions:
        return f"за – {out_of(approvals, members)}"
    quiet = f", {form(abstentions, 'воздержался', 'воздержались', 'воздержались')} {abstentions}" if abstentions else ""
    return f"за {approvals}, против {refusals}{quiet} из {members}"


def stage_waits(
    label: str, votes: str, missing: int, decide_by: date, awaited: Sequence[str],
    *, is_past_approval: bool = False, is_alone: bool = False, more: bool = True,
) -> str:  # fmt: skip
    """An open stage: how the votes fell, what is missing, by when; `more` where somebody voted, `is_alone`: one votes.

    >>> stage_waits("рабочая группа", "за – двое из четырёх", 1, date(2021, 3, 19), ["Член рабочей группы 4"])
    'Рабочая группа: за – двое из четырёх, нужен ещё один голос до 19 марта 2021 г. Ждём: Член рабочей группы 4'
    >>> stage_waits("куратор", "решения пока нет", 1, date(2021, 3, 5), ["Куратор"], is_alone=True)
    'Куратор: решения пока нет, нужно до 5 марта 2021 г. Ждём: Куратор'
    """
    name = sentence(label)
    if is_past_approval:
        return f"{name}: {votes}, утвердить уже нельзя, срок решения – {day(decide_by)}{_waiting(awaited)}"
    need = "нужно" if is_alone else needs(missing, " ещё" if more else "")
    return f"{name}: {votes}, {need} до {day(decide_by)}{_waiting(awaited)}"


def stage_needs_voters(label: str, votes: str, missing: int, decide_by: date, awaited: Sequence[str]) -> str:
    """An open stage of those present: enough approve of those who voted, or too few have voted yet.

    >>> stage_needs_voters("рабочая группа", "за – один из четырёх", 1, date(2021, 3, 19), ["Куратор"])
    'Рабочая группа: за – один из четырёх, не хватает участников: 1, решить до 19 марта 2021 г. Ждём: Куратор'
    """
    few = f", не хватает участников: {missing}" if missing else ""
    return f"{sentence(label)}: {votes}{few}, решить до {day(decide_by)}{_waiting(awaited)}"


def _waiting(awaited: Sequence[str]) -> str:
    return f" Ждём: {listed(awaited)}" if awaited else ""


def stage_hangs(label: str, votes: str, needed: int) -> str:
    """An open stage in which neither outcome can be reached."""
    return f"{sentence(label)}: {votes}, {needs(needed)} – ни утвердить, ни вернуть уже нельзя"


def stage_met(label: str, votes: str, needed: int, *, is_alone: bool) -> str:
    """A stage approved.

    >>> stage_met("рабочая группа", "за – трое из четырёх", 3, is_alone=False)
    'Рабочая группа: за – трое из четырёх (нужно три голоса)'
    >>> stage_met("куратор", "за – один из одного", 1, is_alone=True)
    'Куратор: утверждено'
    """
    return f"{sentence(label)}: {'утверждено' if is_alone else f'{votes} ({needs(needed)})'}"


def tie(label: str, votes: str, chair: str, approved: bool, reasons: Sequence[str]) -> str:
    """A stage that votes alone could not end, ended by its rule.

    >>> tie("рабочая группа", "за 2, против 2 из 4", "Куратор", True, [])
    'Рабочая группа: за 2, против 2 из 4, решает голос председателя («Куратор») – утверждено'
    """
    how = f"решает голос председателя («{chair}»)" if chair else "большинства нет"
    end = "утверждено" if approved else "возвращено на доработку"
    why = f". {'; '.join(reasons)}" if reasons and not approved else ""
    return f"{sentence(label)}: {votes}, {how} – {end}{why}"


def hangs(label: str, votes: str, needed: int) -> tuple[str, str]:
    """Everybody was heard, and neither outcome can be reached."""
    return (
        stage_hangs(label, votes, needed),
        "Куратору: обсудить с голосующими (решение можно изменить, пока этап открыт), назначить замещающих, дополнить "
        "группу приказом; для новых представлений – «tie» в workflow.yaml",
    )


def question(voter: str, remark: str, answered: bool) -> str:
    """What a voter asks without a decision."""
    told = "ответ в «Комментарии»" if answered else "исполнитель отвечает в ячейке «Комментарий»"
    return f"Вопрос («{voter}»): «{shortened(remark, 200)}», {told}"


def asked(voter: str, remark: str, decide_by: date | None) -> str:
    """A remark without a decision became a question.

    >>> asked("Анна", "А где список?", date(2021, 3, 19))
    'Вопрос («Анна»): «А где список?». Решить до 19 марта 2021 г.'
    """
    moved = f". Решить до {day(decide_by)}" if decide_by else ""
    return f"Вопрос («{voter}»): «{shortened(remark, 200)}»{moved}"


def stage_refused(label: str, reasons: Sequence[tuple[str, str]]) -> str:
    """A stage returned the submission, with the reasons in the voters' words: who, why.

    >>> stage_refused("рабочая группа", [("Анна", "нет списка"), ("Глеб", "нет даты")])
    'Возвращено на доработку (рабочая группа). Анна: «нет списка»; Глеб: «нет даты»'
    >>> stage_refused("куратор", [("Куратор", "нет печати")])
    'Возвращено на доработку (куратор): «нет печати»'
    """
    (voter, comment), *others = reasons
    if not others and same_key(voter) == same_key(label):
        return f"Возвращено на доработку ({label}): «{shortened(comment, 300)}»"
    return f"Возвращено на доработку ({label}). {'; '.join(reason(*each) for each in reasons)}"


def reason(voter: str, comment: str) -> str:
    """Why one voter returned it."""
    return f"{voter}: «{shortened(comment, 300)}»"


ABSTAINED = "Воздержаться"


def last_word(label: str, voter: str) -> str:
    """The one to whom a late vote was escalated approved."""
    return f"{sentence(label)}: срок решения истёк, решает «{voter}» – утверждено"


NOBODY_TOLD = Advice(
    "{label}: срок решения истёк, а сообщить об этом некому: все, кого называет «escalate», отсутствуют или отвечают "
    "за веху",
    "Администратору: назвать в workflow.yaml («escalate», «to») ещё одну должность или назначить замещающих",
)


def escalated(label: str, people: Sequence[str], decides: bool) -> str:
    """A ballot stayed open past its deadline."""
    what = "право решить получает" if decides else "сообщено:"
    return f"{sentence(label)}: срок решения истёк, {what} {listed(people)}"


_NO_SAY = "Решение («{voter}») не учтено: на этом этапе не голосует"
_NO_SAYS = "Решения ({voters}) не учтены: на этом этапе не голосуют"


def no_say(voters: Sequence[str]) -> str:
    """People who do not vote at this stage decided all the same.

    >>> no_say(["Анна", "Борис"])
    'Решения («Анна», «Борис») не учтены: на этом этапе не голосуют'
    """
    return _NO_SAYS.format(voters=quoted(voters)) if len(voters) > 1 else _NO_SAY.format(voter=voters[0])


OWN_WORK = "Решение («{voter}») не учтено: отвечает за эту веху"
ACTS_FOR_ANSWERING = "Решение («{voter}») не учтено: замещает того, кто отвечает за эту веху («{absent}»)"
TOO_LATE = "Изменённое решение («{voter}») не учтено: на этом этапе больше не голосует, действует прежнее"
SEAT_TAKEN = "Решение («{voter}») не учтено: за это место уже голосует другой человек"
VOTE_OF_ANOTHER = Advice(
    "В столбцах «{label}» стоит решение того, кто отвечал там прежде: оно остаётся его решением",
    "Чтобы решить самим, сотрите его и, когда таблица обновится, выберите своё",
)
RETURN_NEEDS_REASON = Advice(
    "Решение «{give_back}» («{voter}») пока не учтено: нет замечания",
    "Напишите причину в столбце «{voter}: замечание»",
)


def vote_not_read(voter: str, said: str, accepted: Iterable[str]) -> tuple[str, str]:
    """A voter's word that nobody knows."""
    return f"Решение («{voter}») не понято: «{shortened(said)}»", f"Выберите одно из: {quoted(accepted)}"


def jammed(label: str, voters: int, needed: int) -> tuple[str, str]:
    """The quorum cannot be reached by who is left."""
    who = f"{in_words(voters)} {form(voters, 'человек', 'человека', 'человек')}"
    may = f"голосовать {form(voters, 'может', 'могут', 'могут')} {who}" if voters else "голосовать некому"
    return (
        f"{sentence(label)}: {may}, а {needs(needed)} – кворум не собрать",
        "Куратору: назначить замещающих или дополнить группу приказом; кворум, изменённый в workflow.yaml, "
        "действует для новых представлений",
    )


# --- ballots that the release before opened: they stand as they stood on a board that is taken over -------


def earlier_tally(approvals: int, refusals: int, abstentions: int, members: int) -> str:
    """How the votes of such a ballot fell."""
    if not refusals and not abstentions:
        return f"утвердили {approvals} из {members}"
    return tally(approvals, refusals, abstentions, members)


def earlier_waits(label: str, votes: str, missing: int, decide_by: date, awaited: Sequence[str]) -> str:
    """Such a ballot while it is open.

    >>> earlier_waits("рабочая группа", "утвердили 2 из 4", 1, date(2021, 3, 19), ["Член рабочей группы 4"])
    'рабочая группа: утвердили 2 из 4, нужен ещё 1 голос до 19 марта 2021; ждём: Член рабочей группы 4'
    """
    need = form(missing, "нужен", "нужно", "нужно")
    more = count(missing, "голос", "голоса", "голосов")
    waiting = f"; ждём: {listed(awaited)}" if awaited else ""
    return f"{label}: {votes}, {need} ещё {more} до {spell_date(decide_by)}{waiting}"
