"""Who may vote, whose vote counts, when a stage is met or returned, and what each sentence says."""

from datetime import date

import pytest

from models.approval.voters import panel
from models.board import cells
from models.board import columns as b
from models.journal import audit
from models.school import Roster, needed
from tests.support.scenario import (
    GROUP,
    NOTE,
    ORDER,
    Passed,
    Scenario,
    roster,
    small_school,
    story,
    told,
    workflow,
)

CODE, BALLOT = "1.1/2021", "1.1/2021-1.1"


def submitted(people: Roster | None = None, code: str = CODE, **stage: object) -> Scenario:
    """A milestone under vote; `stage` changes the one stage there is."""
    rules = workflow({"working_group": {"label": "рабочая группа", **stage}})
    life = Scenario(small_school(people=people, rules=rules))
    life.mark(code, "Готово", ORDER if code == CODE else NOTE)
    life.sync()
    return life


def where(life: Scenario, seen: Passed, code: str = CODE) -> str:
    """The sentence of a milestone's open ballot as the board shows it."""
    shown = str(life.paper.read(b.APPROVAL, life.known.state(code).ballots[-1].number, b.OUTCOME))
    assert shown == seen.of(code).why
    return shown


# --- the truth table of quorums --------------------------------------------------------------------

NEEDED = """
    voters    0  1  2  3  4  5  6  7  8  9
    any       1  1  1  1  1  1  1  1  1  1
    all       1  1  2  3  4  5  6  7  8  9
    majority  1  1  2  2  3  3  4  4  5  5
    1         1  1  1  1  1  1  1  1  1  1
    2         2  2  2  2  2  2  2  2  2  2
    3         3  3  3  3  3  3  3  3  3  3
"""
TRUTH = {line.split()[0]: [int(each) for each in line.split()[1:]] for line in NEEDED.strip().splitlines()[1:]}
MEMBERS = tuple(f"член {number}" for number in range(1, 10))


def quorum_of(name: str) -> object:
    """A quorum as workflow.yaml has it."""
    return int(name) if name.isdigit() else name


@pytest.mark.parametrize("name", TRUTH)
def test_a_quorum_asks_for_as_many_approvals_as_the_table_says(name):
    assert [needed(quorum_of(name), voters) for voters in range(10)] == TRUTH[name]


@pytest.mark.parametrize("size", range(10))
def test_absent_and_excluded_members_leave_the_count_and_substitutes_take_their_seats(size):
    """Of n members the 1st answers, the 2nd is away alone, the 3rd is away with a substitute."""
    members = MEMBERS[:size]
    away = [{"person": "член 2"}, {"person": "член 3", "substitute": "vera"}]
    people = roster(members, [each for each in away if each["person"] in members], head=None)
    answers = members[:1]
    found = panel(workflow().stages["working_group"], people, answers, date(2021, 3, 1))
    seats = {("vera" if member == "член 3" else member): member for member in members[2:]}
    assert found.seats == seats
    assert list(found.aside) == list(answers)
    assert found.absent == members[1:2]


# --- whose votes count -----------------------------------------------------------------------------


def test_a_majority_approves_and_one_return_with_a_reason_refuses():
    table = """
        | день | кто         | пишет                                                        | статус         |
        | 1.03 | исполнитель | Готово; Приказ № 5 от 01.03.2021 https://school150.example/5 | На утверждении |
        | 2.03 | Анна        | утвердить                                                    | На утверждении |
        | 3.03 | Анна        |                                                              | На утверждении |
        | 4.03 | Борис       | Утвердить                                                    | На утверждении |
        | 5.03 | Глеб        | Вернуть                                                      | На утверждении |
        | 9.03 | Глеб        | Вернуть; нет подписи                                         | На доработке   |
    """
    assert story(table) == told(table)


def test_a_return_without_a_reason_does_not_count_yet_and_says_so():
    life = submitted()
    life.vote("anna", "Вернуть")
    seen = life.sync()
    assert (seen.kinds, seen.problems) == ([], {BALLOT: "Решение «Вернуть» («Анна») пока не учтено: нет замечания"})
    assert where(life, seen) == (
        "Рабочая группа: решений пока нет, нужно два голоса до 9 марта 2021 г. Ждём: Анна, Борис и Глеб. "
        "Решение «Вернуть» («Анна») пока не учтено: нет замечания"
    )


@pytest.mark.parametrize("said", ["за", "Утвердит", 1, True, cells.Formula("=A1")])
def test_an_unknown_decision_is_a_problem_of_its_ballot_and_counts_for_nothing(said):
    life = submitted()
    life.vote("anna", said)
    seen = life.sync()
    assert (seen.kinds, list(seen.problems)) == ([], [BALLOT])
    assert "Решение («Анна») не понято" in where(life, seen)


def test_a_vote_may_be_changed_and_taken_back_until_the_stage_closes():
    life = submitted()
    kinds = []
    for said, comment in (("Утвердить", None), ("Утвердить", "хорошо"), (None, None), ("Вернуть", None)):
        life.vote("anna", said, comment)
        kinds.append(life.sync().kinds)
    assert kinds == [["voted"], ["voted"], ["vote_withdrawn"], []]
    life.vote("anna", "Утвердить")
    life.vote("boris", "Утвердить")
    assert life.sync().kinds == ["voted", "voted", "stage_met", "done"]
    life.vote("anna", "Вернуть", "передумала")
    assert (life.sync().kinds, life.status(CODE)) == ([], "Исполнено")


def test_an_approval_turned_into_a_return_without_a_reason_approves_no_more():
    life = submitted()
    life.vote("anna", "Утвердить")
    life.sync()
    life.vote("anna", "Вернуть")
    seen = life.sync()
    assert (seen.kinds, seen.of(CODE).standing.approvals) == (["vote_withdrawn"], 0)


def test_enough_refusals_win_over_enough_approvals_seen_in_one_pass():
    life = submitted()
    life.vote("anna", "Утвердить")
    life.vote("boris", "Утвердить")
    life.vote("gleb", "Вернуть", "нет подписи")
    seen = life.sync()
    assert seen.kinds == ["voted", "voted", "voted", "refused"]
    assert where(life, seen) == "Возвращено на доработку (рабочая группа). Глеб: «нет подписи»"


def test_two_returns_are_needed_where_the_workflow_says_two():
    life = submitted(returns=2)
    life.vote("gleb", "Вернуть", "нет подписи")
    assert life.sync().kinds == ["voted"]
    life.vote("anna", "Вернуть", "нет даты")
    seen = life.sync()
    assert seen.kinds == ["voted", "refused"]
    assert (
        where(life, seen).endswith("Анна: «нет даты»") or "Глеб: «нет подписи»; Анна: «нет даты»" in seen.of(CODE).why
    )


def test_nobody_votes_on_their_own_work():
    """Anna heads the group that answers for 1.2: her vote is set aside, two of the other two are needed."""
    life = submitted(code="1.2/2021")
    life.vote("anna", "Утвердить", ballot="1.2/2021-1.1")
    life.vote("boris", "Утвердить", ballot="1.2/2021-1.1")
    seen = life.sync()
    assert seen.kinds == ["voted"]
    assert where(life, seen, "1.2/2021") == (
        "Рабочая группа: за – один из двух, нужен ещё один голос до 9 марта 2021 г. Ждём: Глеб. "
        "Решение («Анна») не учтено: отвечает за эту веху"
    )


def test_a_vote_of_somebody_outside_the_group_is_set_aside_and_left_alone():
    life = submitted(roster((*GROUP, "vera"), holders={"Рабочая группа": [
        {"person": "anna"}, {"person": "boris"}, {"person": "gleb"}, {"person": "vera", "until": date(2021, 2, 1)},
    ]}))  # fmt: skip
    life.vote("vera", "Утвердить")
    seen = life.sync()
    assert seen.kinds == []
    assert where(life, seen).endswith("Решение («Вера») не учтено: на этом этапе не голосует")
    assert life.paper.read(b.APPROVAL, BALLOT, "Вера: решение") == "Утвердить"


# --- absences, substitutes, holders ----------------------------------------------------------------

AWAY = {"person": "anna", "since": date(2021, 3, 2), "until": date(2021, 3, 3), "substitute": "vera"}


def test_a_substitute_votes_for_the_absent_member():
    life = submitted(roster(absences=[AWAY]))
    life.vote("vera", "Утвердить")
    assert life.sync(date(2021, 3, 1)).kinds == []
    seen = life.sync(date(2021, 3, 2))
    assert [(event.voter, event.seat) for event in seen.effects.events] == [("vera", "anna")]


def test_a_member_who_returns_overrules_the_substitute():
    life = submitted(roster(absences=[AWAY]))
    life.vote("vera", "Вернуть", None)
    life.vote("vera", "Утвердить")
    life.sync(date(2021, 3, 2))
    assert life.sync(date(2021, 3, 4)).kinds == []  # the vote given in time stays
    life.vote("anna", "Вернуть", "нет подписи")
    seen = life.sync(date(2021, 3, 5))
    assert (seen.kinds, seen.of(CODE).state.ballot.votes[-1].voter) == (["voted", "refused"], "anna")


def test_a_member_who_voted_and_left_is_not_voted_over_by_the_substitute():
    life = submitted(roster(absences=[AWAY]))
    life.vote("anna", "Утвердить")
    life.sync(date(2021, 3, 1))
    life.vote("vera", "Вернуть", "я против")
    seen = life.sync(date(2021, 3, 2))
    assert seen.kinds == []
    assert "Решение («Вера») не учтено: за это место уже голосует другой человек" in where(life, seen)


def test_a_substitute_who_is_a_member_has_one_vote():
    life = submitted(roster(absences=[{**AWAY, "substitute": "boris"}]))
    life.vote("boris", "Утвердить")
    seen = life.sync(date(2021, 3, 2))
    assert (seen.kinds, seen.of(CODE).standing.voters) == (["voted"], ("boris", "gleb"))


def test_a_substitute_of_two_members_has_one_vote_even_one_after_the_other():
    """Vera acts for Anna on the 2nd and for Boris on the 4th: her one cell is one vote."""
    absences = [AWAY, {"person": "boris", "since": date(2021, 3, 4), "until": date(2021, 3, 9), "substitute": "vera"}]
    life = submitted(roster(absences=absences))
    life.vote("vera", "Утвердить")
    life.sync(date(2021, 3, 2))
    seen = life.sync(date(2021, 3, 4))
    assert (life.status(CODE), seen.of(CODE).standing.approvals) == ("На утверждении", 1)
    assert list(audit(life.journal)) == []


def test_a_substitute_who_becomes_a_member_has_one_vote():
    held = [{"person": "anna"}, {"person": "boris"}, {"person": "vera", "since": date(2021, 3, 4)}]
    life = submitted(roster(("anna", "boris", "vera"), [AWAY], {"Рабочая группа": held}))
    life.vote("vera", "Утвердить")
    life.sync(date(2021, 3, 2))
    seen = life.sync(date(2021, 3, 4))
    assert (life.status(CODE), seen.of(CODE).standing.approvals) == ("На утверждении", 1)


def test_a_substitutes_substitute_has_columns_to_vote_in():
    absences = [AWAY, {"person": "vera", "substitute": "dina"}]
    life = submitted(roster(absences=absences))
    life.vote("dina", "Утвердить")
    seen = life.sync(date(2021, 3, 2))
    assert [(event.voter, event.seat) for event in seen.effects.events] == [("dina", "anna")]


def test_the_substitute_of_the_one_who_answers_is_set_aside():
    """The director answers for 1.1 and is away; Gleb acts for the director, so he may not vote on it."""
    away = {"person": "director", "since": date(2021, 3, 2), "until": date(2021, 3, 9), "substitute": "gleb"}
    life = submitted(roster(absences=[away]))
    life.vote("gleb", "Утвердить")
    seen = life.sync(date(2021, 3, 2))
    assert seen.kinds == []
    assert "Решение («Глеб») не учтено: замещает того, кто отвечает за эту веху («Директор»)" in where(life, seen)


def test_an_answering_member_does_not_vote_through_a_substitute():
    away = {"person": "anna", "since": date(2021, 3, 1), "until": date(2021, 3, 9), "substitute": "vera"}
    life = submitted(roster(absences=[away]), code="1.2/2021")
    life.vote("vera", "Утвердить", ballot="1.2/2021-1.1")
    seen = life.sync(date(2021, 3, 2))
    assert (seen.kinds, seen.of("1.2/2021").standing.voters) == ([], ("boris", "gleb"))


def test_substitutes_in_a_circle_leave_the_seat_empty():
    circle = [{"person": "anna", "substitute": "boris"}, {"person": "boris", "substitute": "anna"}]
    life = submitted(roster(absences=circle))
    assert life.sync().of(CODE).standing.voters == ("gleb",)


def test_a_vote_given_before_the_holder_changed_stays_valid():
    held = [{"person": "anna", "until": date(2021, 3, 2)}, {"person": "vera", "since": date(2021, 3, 3)},
            {"person": "boris"}, {"person": "gleb"}]  # fmt: skip
    life = submitted(roster(holders={"Рабочая группа": held}, head=None))
    life.vote("anna", "Утвердить")
    life.sync(date(2021, 3, 2))
    life.vote("anna", None)
    seen = life.sync(date(2021, 3, 3))
    assert (seen.kinds, seen.of(CODE).standing.approvals, seen.of(CODE).standing.needed) == ([], 1, 3)
    life.vote("vera", "Утвердить")
    life.vote("boris", "Утвердить")
    assert life.sync().kinds == ["voted", "voted", "stage_met", "done"]


def test_a_quorum_that_nobody_can_reach_is_a_problem_with_lawful_ways_out():
    life = submitted(quorum=4)
    (problem,) = life.sync().effects.problems
    assert (problem.where, problem.found) == (
        CODE, "Рабочая группа: голосовать могут три человека, а нужно четыре голоса – кворум не собрать",
    )  # fmt: skip
    assert problem.hint.startswith("Куратору:")


def test_a_working_group_of_one_who_answers_is_a_problem():
    life = submitted(roster(("anna",)), code="1.2/2021")
    seen = life.sync()
    assert seen.problems == {"1.2/2021": "Рабочая группа: голосовать некому, а нужен один голос – кворум не собрать"}


def test_a_post_that_nobody_holds_is_a_problem_when_it_must_vote():
    life = submitted(roster(holders={"Рабочая группа": []}, head=None))
    assert life.sync().problems[CODE].startswith("Рабочая группа: голосовать некому")


# --- several stages --------------------------------------------------------------------------------

STAGES = {
    "curator": {"label": "куратор", "voters": "curator", "quorum": "all", "stand_in": "Рабочая группа"},
    "working_group": {"label": "рабочая группа", "voters": "working_group"},
    "director": {"label": "директор", "voters": "director", "quorum": "all", "pass_over_own_work": True},
}


def test_stages_run_in_order_and_are_passed_over_where_the_only_voter_answers():
    life = Scenario(small_school(rules=workflow(STAGES)))
    life.mark(CODE, "Готово", ORDER)
    assert life.sync().kinds == ["submitted", "stage_opened"]
    for member in ("anna", "boris"):
        life.vote(member, "Утвердить")
    assert life.sync().kinds == []
    life.vote("curator", "Утвердить")
    assert life.sync().kinds == ["voted", "stage_met", "stage_opened"]
    life.vote("anna", "Утвердить", ballot="1.1/2021-1.2")
    life.vote("boris", "Утвердить", ballot="1.1/2021-1.2")
    seen = life.sync()
    assert seen.kinds == ["voted", "voted", "stage_met", "done"]  # the director answers for 1.1
    assert seen.of(CODE).why == (
        "Исполнено. Куратор: утверждено. "
        "Решения («Анна», «Борис») не учтены: на этом этапе не голосуют. "
        "Рабочая группа: за – двое из трёх (нужно два голоса)"
    )


def test_the_stand_in_post_votes_where_the_only_voter_answers():
    life = Scenario(small_school(rules=workflow(STAGES)))
    life.mark("1.3/2021", "Готово", NOTE)
    seen = life.sync()
    assert seen.of("1.3/2021").standing.awaited == ("Анна", "Борис", "Глеб")
    life.vote("curator", "Утвердить", ballot="1.3/2021-1.1")
    assert "Решение («Куратор») не учтено: отвечает за эту веху" in life.sync().of("1.3/2021").why


def test_the_last_stage_decides_and_a_return_at_any_stage_ends_the_submission():
    life = Scenario(small_school(rules=workflow(STAGES)))
    life.mark("2.1/2021", "Готово", NOTE)
    life.sync()
    life.vote("curator", "Утвердить", ballot="2.1/2021-1.1")
    life.sync()
    life.vote("anna", "Вернуть", "мало", ballot="2.1/2021-1.2")
    assert (life.sync().kinds, life.status("2.1/2021")) == (["voted", "refused"], "На доработке")
    life.mark("2.1/2021", "Готово", NOTE + " лицея")
    life.sync()
    assert life.known.state("2.1/2021").ballot.number == "2.1/2021-2.1"


def test_votes_of_a_closed_stage_change_nothing():
    life = Scenario(small_school(rules=workflow(STAGES)))
    life.mark("2.1/2021", "Готово", NOTE)
    life.sync()
    life.vote("curator", "Утвердить", ballot="2.1/2021-1.1")
    life.sync()
    life.vote("curator", "Вернуть", "нет", ballot="2.1/2021-1.1")
    assert life.sync().kinds == []


def test_where_every_stage_is_passed_over_the_curator_is_told_and_nothing_is_done():
    only = {"director": STAGES["director"]}
    life = Scenario(small_school(rules=workflow(only)))
    life.mark(CODE, "Готово", ORDER)
    seen = life.sync()
    assert (seen.kinds, list(seen.problems), life.status(CODE)) == (["submitted"], [CODE], "На утверждении")
    assert "кворум не собрать" in seen.problems[CODE]


# --- «—» -------------------------------------------------------------------------------------------


def test_voters_without_a_say_see_a_dash_that_is_cleared_only_when_it_is_ours():
    """Vera sees «—» until she acts for Anna; then the cell is free for her vote."""
    life = submitted(roster(absences=[AWAY]))
    assert life.paper.read(b.APPROVAL, BALLOT, "Вера: решение") == "—"
    assert life.paper.read(b.APPROVAL, BALLOT, "Анна: решение") is None
    life.sync(date(2021, 3, 2))
    assert life.paper.read(b.APPROVAL, BALLOT, "Вера: решение") is None
    assert life.paper.read(b.APPROVAL, BALLOT, "Анна: решение") == "—"


def test_a_dash_that_somebody_took_away_is_put_back_though_all_else_stands():
    life = submitted(roster(absences=[AWAY]))
    life.paper.write(b.APPROVAL, BALLOT, "Вера: решение", None)
    life.sync()
    assert life.paper.read(b.APPROVAL, BALLOT, "Вера: решение") == "—"


def test_what_a_voter_without_a_say_typed_is_never_touched():
    life = submitted(roster(absences=[AWAY]))
    life.vote("vera", "Утвердить", "я тоже хочу")
    for day in (1, 2, 3, 4, 5):
        life.sync(date(2021, 3, day))
        assert life.paper.read(b.APPROVAL, BALLOT, "Вера: замечание") == "я тоже хочу"
