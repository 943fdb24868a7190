"""Groups that are not all there, abstain, split or fall silent: what the board says, and who is asked for help."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.board import columns as b
from models.school import Roster
from tests.models.approval.test_voting import BALLOT, CODE, ORDER
from tests.support.scenario import NOTE, Scenario, roster, rows_of, small_school, workflow

FOUR = ("anna", "boris", "gleb", "vera")
WORDS = {"+": ("Утвердить", None), "-": ("Вернуть", "нет подписи"), "0": ("Воздержаться", None)}


def life_of(people: Roster | None = None, code: str = CODE, **stage: Any) -> Scenario:
    """A submission of Monday 1 March before a group of four; to be decided by the 9th (the 8th is a day off)."""
    rules = workflow({"working_group": {"label": "группа", **stage}})
    life = Scenario(small_school(people=people or roster(FOUR), rules=rules))
    life.mark(code, "Готово", ORDER if code == CODE else NOTE)
    life.sync()
    return life


def cast(life: Scenario, votes: str, day: int) -> str:
    """«anna+ boris- vera0» and a pass of a day of March; what «Итог» says."""
    number = life.known.state(CODE).ballots[-1].number
    for vote in votes.split():
        life.vote(vote[:-1], *WORDS[vote[-1]], ballot=number)
    life.sync(date(2021, 3, day))
    return str(life.paper.read(b.APPROVAL, number, b.OUTCOME))


def test_a_group_whose_members_are_away_never_decides_by_one():
    """Three of four are away without substitutes: one vote ends nothing, and the curator hears at once."""
    away = [{"person": person, "since": "2021-03-01", "until": "2021-03-28"} for person in FOUR[:3]]
    life = life_of(roster(FOUR, away))
    assert cast(life, "vera+", 2) == "Группа: за – один из четырёх, нужно ещё два голоса до 9 марта 2021 г."
    assert life.status(CODE) == "На утверждении"
    jam = "Группа: голосовать может один человек, а нужно три голоса – кворум не собрать"
    assert life.sync().problems == {CODE: jam}


def test_who_is_back_before_the_day_to_decide_by_is_waited_for():
    away = [{"person": person, "since": "2021-03-01", "until": "2021-03-05"} for person in FOUR[:3]]
    life = life_of(roster(FOUR, away))
    assert cast(life, "vera+", 2).endswith("до 9 марта 2021 г. Ждём: Анна, Борис и Глеб")
    assert life.sync().problems == {}
    cast(life, "anna+ boris+", 9)
    assert life.status(CODE) == "Исполнено"


SPOKEN = [
    ("majority members 1 ask", "anna+ boris+ vera0", 2,
     "Группа: за 2, против 0, воздержался 1 из 4, нужен ещё один голос до 9 марта 2021 г. Ждём: Глеб"),
    ("majority members 1 ask", "anna+ boris+ gleb+ vera0", 2,
     "Группа: за 3, против 0, воздержался 1 из 4 (нужно три голоса)"),
    ("all members 1 ask", "anna+ vera0", 2,
     "Группа: за 1, против 0, воздержался 1 из 4, утвердить уже нельзя, срок решения – 9 марта 2021 г. "
     "Ждём: Борис и Глеб"),
    ("majority members 3 ask", "anna+ boris+ gleb- vera-", 2,
     "Группа: за 2, против 2 из 4, нужно три голоса – ни утвердить, ни вернуть уже нельзя"),
    ("majority members 3 chair", "anna+ boris+ gleb- vera-", 2,
     "Группа: за 2, против 2 из 4, решает голос председателя («Анна») – утверждено"),
    ("majority members 3 chair", "anna- boris+ gleb+ vera-", 2,
     "Группа: за 2, против 2 из 4, решает голос председателя («Анна») – возвращено на доработку. Анна: "
     "«нет подписи»; Вера: «нет подписи»"),
    ("majority members 3 chair", "anna0 boris+ gleb+ vera-", 2,
     "Группа: за 2, против 1, воздержался 1 из 4, нужно три голоса – ни утвердить, ни вернуть уже нельзя"),
    ("majority members 1 chair", "anna+ boris0 gleb0 vera0", 2,
     "Группа: за 1, против 0, воздержались 3 из 4, нужно три голоса – ни утвердить, ни вернуть уже нельзя"),
    ("majority members 3 return", "anna+ boris+ gleb- vera-", 2,
     "Группа: за 2, против 2 из 4, большинства нет – возвращено на доработку. Глеб: «нет подписи»; "
     "Вера: «нет подписи»"),
    ("majority present 1 ask", "anna+ boris+", 2,
     "Группа: за – двое из четырёх, не хватает участников: 1, решить до 9 марта 2021 г. Ждём: Глеб и Вера"),
    ("majority present 1 ask", "anna+ boris+ vera0", 2,
     "Группа: за 2, против 0, воздержался 1 из 4, решить до 9 марта 2021 г. Ждём: Глеб"),
    ("majority present 1 ask", "anna+ boris+ vera0", 9,
     "Группа: за 2, против 0, воздержался 1 из 4, решить до 9 марта 2021 г. Ждём: Глеб"),
    ("majority present 1 ask", "anna+ boris+ vera0", 10,
     "Группа: за 2, против 0, воздержался 1 из 4 (нужно два голоса)"),
    ("majority present 1 ask", "anna+ boris+ gleb+", 2,
     "Группа: за – трое из четырёх (нужно два голоса)"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "votes", "day", "wanted"), SPOKEN)
def test_the_sentence_says_how_the_votes_fell_and_what_follows(rule: str, votes: str, day: int, wanted: str):
    """Quorum, of whom, returns, tie; where nobody is waited for, the curator is told."""
    quorum, of, returns, tie = rule.split()
    life = life_of(quorum=quorum, of=of, returns=int(returns), tie=tie)
    said = cast(life, votes, day)
    assert said == wanted
    assert (CODE in life.sync().problems) == ("уже нельзя" in said and "Ждём" not in said)
    assert life.remark(CODE).count(said) <= 1, "the problem says it already"


def test_a_ballot_keeps_the_rule_it_was_opened_under():
    """The file is changed while the ballot is open: the next submission goes by the new rule."""
    life = life_of(quorum="all")
    rules = workflow({"working_group": {"label": "группа", "quorum": "any"}})
    life.school = replace(life.school, workflow=rules)
    assert cast(life, "anna+", 2).startswith("Группа: за – один из четырёх, нужно ещё три голоса")
    life.mark(CODE, "Готово", ORDER + " и ещё")
    life.sync()
    cast(life, "anna+", 3)
    assert life.status(CODE) == "Исполнено"


# --- questions -------------------------------------------------------------------------------------


def asked(said: str | None = None, **stage: Any) -> Scenario:
    """Anna wrote a remark on Friday 5 March."""
    life = life_of(**stage)
    life.vote("anna", said, "А где список участников?")
    life.sync(date(2021, 3, 5))
    return life


@pytest.mark.parametrize(
    ("said", "day", "kinds"),
    [(None, 5, []), (None, 7, []), (None, 8, []), (None, 9, ["asked"]), ("Воздержаться", 9, []), ("Вернуть", 9, [])],
)
def test_a_remark_without_a_decision_is_a_question_on_the_next_working_day(said: str | None, day: int, kinds: list):
    """A day off is none; an abstention with a remark is a vote, a return without a reason is none of both."""
    life = asked(said)
    assert life.sync(date(2021, 3, day)).kinds == kinds
    assert life.sync().kinds == []


def test_a_question_stands_on_the_executors_row_and_its_answer_lapses_no_vote():
    """Not even where the comment is voted on; one question, one fact."""
    life = asked()
    rules = life.school.workflow.model_copy(update={"voted_fields": ("request", "result", "new_date", "comment")})
    life.school = replace(life.school, workflow=rules)
    life.vote("boris", "Утвердить")
    life.sync(date(2021, 3, 9))
    question = "Вопрос («Анна»): «А где список участников?», исполнитель отвечает в ячейке «Комментарий»"
    assert question in life.remark(CODE)
    life.mark(CODE, "Готово", ORDER, None, "Список в приложении")
    assert life.sync(date(2021, 3, 10)).kinds == ["amended"]
    assert "ответ в «Комментарии»" in life.remark(CODE)
    assert life.paper.read(b.APPROVAL, BALLOT, b.EXECUTOR_COMMENT) == "Список в приложении"
    assert len(life.known.state(CODE).ballot.votes) == 1
    assert life.sync(date(2021, 3, 12)).kinds == []


def test_a_changed_remark_begins_to_stand_anew_and_questions_move_the_deadline_once():
    life = asked(question_pause="2 рабочих дня")
    life.vote("anna", None, "А где список и протокол?")
    assert life.sync(date(2021, 3, 9)).kinds == []
    assert life.sync(date(2021, 3, 10)).kinds == ["asked"]
    assert life.paper.read(b.APPROVAL, BALLOT, b.DECIDE_BY) == date(2021, 3, 11)
    life.vote("boris", None, "Кто вёл протокол?")
    life.sync(date(2021, 3, 10))
    assert life.sync(date(2021, 3, 11)).kinds == ["asked"]
    assert life.paper.read(b.APPROVAL, BALLOT, b.DECIDE_BY) == date(2021, 3, 11)


# --- attempts --------------------------------------------------------------------------------------

ATTEMPTS = """
    | день | пишет                    | факты               |
    | 1    |                          |                     |
    | 2    | Готово; сделано          |                     |
    | 2    | Готово; сделано вчера    |                     |
    | 3    | Готово; сделано вчера    | attempted           |
    | 4    | Готово; сделано вчера    |                     |
    | 4    | Готово; Приказ № 5       |                     |
    | 5    | Готово; Приказ № 5       | attempted           |
    | 9    | Готово; приказ           |                     |
    | 9    | Готово; Приказ № 5 от 01.03.2021 https://school150.example/5 | submitted stage_opened |
    | 10   | Готово; Приказ № 5 от 01.03.2021 https://school150.example/5 |                        |
"""


def test_a_completion_that_lacks_its_proof_is_a_fact_once_a_row_and_day_in_its_last_state():
    life = Scenario(small_school())
    for row in rows_of(ATTEMPTS):
        life.mark(CODE, *[text.strip() or None for text in row["пишет"].split(";")])
        assert life.sync(date(2021, 3, int(row["день"]))).kinds == row["факты"].split(), row
    told = [event.why for event in life.journal if event.kind == "attempted"]
    assert [why[:30] for why in told] == ["02.03.2021: «Готово» не принят", "04.03.2021: «Готово» не принят"]


def test_who_reads_of_the_row_hears_of_the_attempt():
    """Not «Результат не сдан»."""
    life = Scenario(small_school())
    life.sync()
    life.mark(CODE, "Готово", "сделано")
    life.sync(date(2021, 3, 2))
    before, after = life.sync().of(CODE).why, life.sync(date(2021, 3, 3)).of(CODE).why
    assert before == "Результат не сдан, исполнить до 31 марта"
    assert after.startswith("02.03.2021: «Готово» не принято (")
    assert after.endswith(", исполнить до 31 марта")


def test_a_document_of_a_day_that_has_not_come_is_pointed_out_to_the_voters():
    life = Scenario(small_school())
    life.mark(CODE, "Готово", "Приказ № 5 от 05.03.2021 https://school150.example/5")
    life.sync(date(2021, 3, 1))
    assert "05.03.2021 – этот день ещё не наступил" in str(life.paper.read(b.APPROVAL, BALLOT, b.DECIDES))


# --- escalation ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "away", "told"),
    [
        (["curator", "director"], [], ["curator"]),
        (["curator", "director"], [{"person": "curator"}], []),
        (["director", "curator"], [], ["curator"]),
        (["curator", "Педагог"], [{"person": "curator"}], ["teacher"]),
        (["curator"], [{"person": "curator", "substitute": "dina"}], ["curator"]),
        (["curator", "Педагог"], [{"person": "curator", "substitute": "director"}], ["teacher"]),
        ("director", [], []),
    ],
)
def test_an_escalation_goes_to_the_first_who_is_there_and_does_not_answer(to: Any, away: list, told: list[str]):
    """The director answers for 1.1; where nobody can be told, that is a problem."""
    life = life_of(roster(FOUR, away), escalate={"after": "2 рабочих дня", "to": to})
    seen = life.sync(date(2021, 3, 11))
    assert [list(event.to) for event in seen.effects.events] == ([told] if told else [])
    assert ("сообщить об этом некому" in seen.problems.get(CODE, "")) == (not told)
    if told:
        who = "Дина" if away and away[0].get("substitute") == "dina" else life.school.roster.label(told[0])
        assert seen.effects.events[0].why == f"Группа: срок решения истёк, сообщено: {who}"


# --- prior decisions -------------------------------------------------------------------------------


def test_voters_see_how_the_row_was_decided_before_and_what_changed_since():
    """An extension was granted, a completion returned; the result is another one now."""
    life = life_of(quorum=1)
    life.mark(CODE, "Прошу перенести", None, "30.04.2021", "ремонт")
    life.sync(date(2021, 3, 2))
    cast(life, "boris+", 2)
    life.mark(CODE, "Готово", ORDER)
    life.sync(date(2021, 3, 3))
    cast(life, "gleb-", 3)
    life.mark(CODE, "Готово", ORDER + " и список")
    life.sync(date(2021, 3, 4))
    number = life.known.state(CODE).ballots[-1].number
    shown = str(life.paper.read(b.APPROVAL, number, b.DECIDES))
    assert shown.endswith(
        f"С прошлого раза результат изменён, было: «{ORDER}». "
        "Представление № 2 (перенос срока с 31.03.2021 на 30.04.2021): утверждено. "
        "Прошлое решение: возвращено на доработку (группа). Глеб: «нет подписи»"
    )
    moved = next(event.why for event in life.journal if event.kind == "moved")
    assert moved.startswith("Срок перенесён с 31 марта на 30 апреля 2021 г. решением голосующих: «ремонт». ")
