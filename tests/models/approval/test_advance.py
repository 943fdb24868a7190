"""Which fact follows, one row for each guard: whose cells count, what waits, and what is said."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval import SeenVote, decide
from models.approval.advance import advance
from models.approval.case import Case
from models.board import View, columns, read_mark
from models.journal import Asked, Escalated, JournalState, State, Stood
from models.school import Choice, Status
from tests.support.scenario import ORDER, Scenario, moment, roster, small_school, workflow

CODE, BALLOT = "1.1/2021", "1.1/2021-1.1"
FRIDAY, NEXT = date(2021, 3, 5), date(2021, 3, 9)  # the 8th is a day off
QUESTION, OTHER = "А где список?", "Кто вёл протокол?"
LATE = {"working_group": {"quorum": "all", "escalate": {"after": "2 рабочих дня", "to": "curator"}}}


def under_vote(*absences: dict, day: date = FRIDAY, **rules) -> Scenario:
    """1.1 was submitted; its group may vote."""
    life = Scenario(small_school(people=roster(absences=absences), rules=workflow(**rules)), day)
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    return life


def kinds(life: Scenario, view: View, day: date, known: JournalState | None = None) -> str:
    """What a pass of a day would find in a view, the facts with who did them."""
    events = decide(life.school, known or life.known, view, moment(day)).events
    return " ".join(f"{each.kind} {getattr(each, 'voter', '')}".strip() for each in events)


# --- questions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "then", "asked"),
    [
        ({"anna": QUESTION}, {}, ["anna"]),
        ({"boris": QUESTION}, {}, ["boris"]),
        ({"anna": QUESTION, "gleb": OTHER}, {}, ["anna", "gleb"]),
        ({"anna": QUESTION, "gleb": QUESTION}, {}, ["anna", "gleb"]),
        ({"anna": QUESTION, "gleb": OTHER}, {"anna": OTHER}, ["gleb"]),
        ({"anna": QUESTION, "gleb": OTHER}, {"anna": None}, ["gleb"]),
        ({}, {"anna": QUESTION}, []),
    ],
)
def test_every_voter_is_heard_whose_remark_stood_till_the_next_working_day(written: dict, then: dict, asked: list[str]):
    """Whoever stands before; of what was changed since nothing is asked yet."""
    life = under_vote()
    for cells, day in ((written, FRIDAY), (then, None)):
        for person, remark in cells.items():
            life.vote(person, None, remark)
        if day:
            life.sync(day)
    events = life.sync(NEXT).effects.events
    assert [(each.kind, each.voter) for each in events] == [("asked", voter) for voter in asked]


def test_a_second_question_is_asked_and_the_same_one_never_again():
    life = under_vote()
    told = []
    for day, remark in ((5, QUESTION), (9, QUESTION), (10, QUESTION), (10, OTHER), (11, OTHER), (12, OTHER)):
        life.vote("anna", None, remark)
        told += [(day, each.remark) for each in life.sync(date(2021, 3, day)).effects.events]
    assert told == [(9, QUESTION), (11, OTHER)]


@pytest.mark.parametrize(
    ("pause", "escalated", "moved"),
    [
        ("2 рабочих дня", False, [date(2021, 3, 17), None]),
        ("2 рабочих дня", True, [None, None]),
        (None, False, [None, None]),
    ],
)
def test_the_first_question_alone_moves_the_deadline(pause, escalated: bool, moved: list[date | None]):
    """To be decided by the 15th; not where the vote is late and was told so."""
    life = under_vote(stages={"working_group": {"question_pause": pause}} if pause else None)
    if escalated:
        fact = Escalated(milestone=CODE, seen_at=life.now(), why="", ballot=BALLOT, to=("curator",), decides=False)
        life.known = life.known.after([fact], {})
    for person, remark in (("anna", QUESTION), ("boris", OTHER)):
        life.vote(person, None, remark)
    life.sync()
    events = life.sync(NEXT).effects.events
    assert [each.decide_by for each in events if isinstance(each, Asked)] == moved


@pytest.mark.parametrize("trusted", [True, False])
def test_a_remark_that_anybody_may_have_written_asks_nothing(trusted: bool):
    life = under_vote()
    life.vote("anna", None, QUESTION)
    view = life.view() if trusted else replace(life.view(), open_voters=frozenset({"Анна"}))
    found = decide(life.school, life.known, view, life.now())
    stood = Stood({"Анна" + columns.VOTE_COMMENT: QUESTION}, life.now())
    known = replace(life.known.after(found.events, found.sightings), since={(BALLOT, "Анна"): stood})
    assert kinds(life, life.view(), NEXT, known) == ("asked anna" if trusted else "")


# --- whose votes count -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "then", "facts"),
    [
        ({}, {"dina": "Утвердить"}, "voted dina"),
        ({"boris": "Утвердить"}, {"dina": "Утвердить"}, "voted dina stage_met done"),
        ({"boris": "Утвердить"}, {"gleb": "Утвердить"}, "voted gleb stage_met done"),
        ({"anna": "Утвердить"}, {"dina": "Утвердить"}, ""),
        ({"anna": "Утвердить"}, {"dina": "Утвердить", "boris": "Утвердить"}, "voted boris stage_met done"),
        ({}, {"anna": "Утвердить", "boris": "Утвердить"}, "voted boris"),
    ],
)
def test_a_seat_has_one_vote_whoever_is_away(first: dict, then: dict, facts: str):
    """From the 9th on Dina votes in Anna's seat, unless Anna did before."""
    life = under_vote({"person": "anna", "substitute": "dina", "since": str(NEXT)})
    for cells, day in ((first, FRIDAY), (then, None)):
        for person, said in cells.items():
            life.vote(person, said)
        if day:
            life.sync(day)
    assert kinds(life, life.view(), NEXT) == facts


@pytest.mark.parametrize(
    ("open_", "facts"),
    [((), "voted anna voted boris stage_met done"), (("Анна",), "voted boris"), (("Борис",), "voted anna"),
     (("Анна", "Борис"), "")],
)  # fmt: skip
def test_what_anybody_may_have_written_is_no_vote(open_: tuple[str, ...], facts: str):
    life = under_vote()
    for person in ("anna", "boris"):
        life.vote(person, "Утвердить")
    assert kinds(life, replace(life.view(), open_voters=frozenset(open_)), NEXT) == facts


@pytest.mark.parametrize(("away", "needed"), [(0, 3), (1, 3), (2, 3), (3, 3)])
def test_who_is_away_counts_among_those_who_must_agree(away: int, needed: int):
    """A majority of four is three, however many can come."""
    four = ("anna", "boris", "gleb", "vera")
    absences = [{"person": person, "since": "2021-03-01"} for person in four[:away]]
    life = Scenario(small_school(people=roster(four, absences)), FRIDAY)
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    opened = life.known.state(CODE).ballots[-1].opened
    assert (opened.needed, len(opened.voters)) == (needed, 4 - away)


def test_a_council_of_two_hundred_may_vote_at_once():
    """What never comes to rest is told from what many do."""
    council = tuple(f"member {number}" for number in range(210))
    school = small_school(people=roster(council, head=None), rules=workflow({"working_group": {"quorum": "all"}}))
    yes = SeenVote("Утвердить", Choice.APPROVE, "")
    votes = {BALLOT: dict.fromkeys(council, yes)}
    mark = read_mark({columns.REQUEST: "Готово", columns.RESULT: ORDER}, school.workflow.requests, 4000)
    case = Case(school, school.by_code[CODE], mark, votes, JournalState(), FRIDAY, moment(FRIDAY))
    state, facts = advance(case, State(CODE))
    assert (state.rest, len(facts)) == (Status.DONE, 2 + len(council) + 2)


# --- what waits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("doubted", "voters", "facts"),
    [
        ((), (), "escalated"),
        ((CODE,), (), ""),
        ((), ((BALLOT, "Анна"),), ""),
        ((CODE,), ((BALLOT, "Анна"),), ""),
        (("1.2/2021",), (("1.2/2021-1.1", "Анна"),), "escalated"),
    ],
)
def test_no_clock_runs_while_a_row_or_a_vote_of_it_is_doubted(doubted: tuple, voters: tuple, facts: str):
    life = under_vote(stages=LATE)
    view = replace(life.view(), doubted=frozenset(doubted), doubted_votes=frozenset(voters))
    assert kinds(life, view, date(2021, 3, 19)) == facts


def test_no_vote_of_a_row_that_stands_twice_is_counted():
    """Which of the two is meant, nobody knows."""
    life = under_vote()
    tab = life.tab(CODE)
    copied = life.paper.copy_row(tab, life.paper.row(tab, CODE))
    for person in ("anna", "boris"):
        life.vote(person, "Утвердить")
    assert life.sync(NEXT).kinds == []
    life.paper.delete(tab, copied)
    assert life.sync(NEXT).kinds == ["voted", "voted", "stage_met", "done"]


def test_a_row_that_cannot_be_read_takes_nothing_back():
    """What was submitted stays under vote, and is voted on."""
    life = under_vote()
    life.mark(CODE, "Гтово", ORDER)
    life.vote("anna", "Утвердить")
    assert (life.sync(NEXT).kinds, life.known.state(CODE).pending is not None) == (["voted"], True)


def test_what_is_taken_back_for_lack_of_proof_says_what_is_missing():
    life = under_vote()
    life.mark(CODE, "Готово", "Приказ № 5 от 01.03.2021")
    (fact,) = life.sync(NEXT).effects.events
    assert (fact.kind, fact.why) == (
        "withdrawn", "Представление № 1 отозвано: исполнитель изменил запись, и теперь её недостаточно. Нужна ссылка"
    )  # fmt: skip


def test_a_stage_of_whoever_answers_is_passed_over_and_the_next_one_asked():
    """The director answers for 1.1."""
    stages = {
        "director": {"label": "директор", "voters": "director", "pass_over_own_work": True},
        "working_group": {"label": "рабочая группа"},
        "curator": {"label": "куратор", "voters": "curator"},
    }
    life = under_vote(stages=stages)
    opened = [ballot.opened for ballot in life.known.state(CODE).ballots]
    assert [(each.ballot, each.stage, each.stage_number) for each in opened] == [(BALLOT, "working_group", 1)]
