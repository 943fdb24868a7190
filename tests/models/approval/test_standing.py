"""Where an open ballot stands, one row each: who is counted, who is awaited, what ends it, and what is said."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval import Panel, Parties, Rule
from models.approval.quorum import Tally
from models.approval.votes import Standing, open_standing, standing
from models.journal import Ballot, Outcome, Question, Vote, VotesCounted, replay
from models.school import Choice
from tests.support.facts import CODE, facts, state_after
from tests.support.scenario import roster, shipped, small_school, workflow

CHOICES = {"+": Choice.APPROVE, "-": Choice.RETURN, "0": Choice.ABSTAIN}
FOUR = "anna boris gleb vera"


def ballot(votes: str, deciders: str = "", voters: str = FOUR) -> Ballot:
    """An open ballot; «dina/anna+» is Dina's approval in Anna's seat."""
    found = state_after("submit open").ballot
    assert found is not None
    cast = []
    for word in votes.split():
        voter, _, seat = word[:-1].partition("/")
        cast.append(Vote(voter, seat or voter, CHOICES[word[-1]], f"нет {voter}", found.opened.seen_at))
    opened, members = replace(found.opened, stage_label="группа"), tuple(voters.split())
    return replace(found, opened=opened, votes=tuple(cast), deciders=tuple(deciders.split()), voters=members)


def of(text: str, absent: str = "", returning: str = "") -> Panel:
    """«anna dina/boris» is who may vote now: Anna, and Dina in the seat of Boris."""
    found = (word.partition("/") for word in text.split())
    seats = {voter: seat or voter for voter, _, seat in found}
    return Panel(seats, {}, tuple(absent.split()), tuple(returning.split()))


def stands(one: Ballot, panel: Panel, rule: Rule, **more) -> Standing:
    """Where it stands by what was recorded, with nothing in the cells."""
    return standing(one, panel, rule, {}, roster(), shipped().workflow.choices, **more)


MAJORITY, ALL = Rule("majority", "members", 1), Rule("all", "members", 1)
PRESENT, ENTITLED = Rule("majority", "present", 1), Rule("majority", "entitled", 1)


@pytest.mark.parametrize(
    ("rule", "votes", "panel", "expected"),
    [
        (MAJORITY, "", of(FOUR), "open 0 of 4 needs 3 awaits Анна Борис Глеб Вера"),
        (MAJORITY, "anna+", of(FOUR), "open 1 of 4 needs 3 awaits Борис Глеб Вера"),
        (MAJORITY, "anna+ boris+ vera0", of(FOUR), "open 2 of 4 needs 3 awaits Глеб"),
        (MAJORITY, "anna+ boris+ vera+", of(FOUR), "met 3 of 4 needs 3 awaits Глеб"),
        (MAJORITY, "anna+", of("anna boris dina/gleb vera"), "open 1 of 4 needs 3 awaits Борис Дина Вера"),
        (MAJORITY, "gleb+", of("anna boris dina/gleb vera"), "open 1 of 4 needs 3 awaits Анна Борис Вера"),
        (MAJORITY, "dina/gleb+", of(FOUR), "open 1 of 4 needs 3 awaits Анна Борис Вера"),
        (MAJORITY, "vera+", of("anna boris"), "open 1 of 3 needs 2 awaits Анна Борис"),
        (MAJORITY, "", of("anna boris", "gleb vera"), "open 0 of 4 needs 3 awaits Анна Борис; jam"),
        (MAJORITY, "", of("anna boris", "gleb vera", "gleb"),
         "open 0 of 4 needs 3 awaits Анна Борис Глеб"),
        (MAJORITY, "gleb+", of("anna boris", "gleb vera", "gleb"),
         "open 1 of 4 needs 3 awaits Анна Борис"),
        (ENTITLED, "", of("anna boris", "gleb vera", "gleb"), "open 0 of 2 needs 2 awaits Анна Борис"),
        (ENTITLED, "gleb+", of("anna boris", "gleb vera"), "open 1 of 3 needs 2 awaits Анна Борис"),
        (PRESENT, "anna+ boris+", of("anna boris gleb", "vera"), "open 2 of 4 needs 2 awaits Глеб"),
        (PRESENT, "anna+ boris+ gleb0", of("anna boris gleb", "vera"), "met 2 of 4 needs 2 awaits"),
        (PRESENT, "anna+ boris+ gleb0", of("anna boris gleb", "vera", "vera"),
         "open 2 of 4 needs 2 awaits Вера"),
        (ALL, "anna+ boris0", of(FOUR), "open 1 of 4 needs 4 awaits Глеб Вера"),
        (ALL, "anna+ boris0 gleb+ vera+", of(FOUR), "open 3 of 4 needs 4 awaits; jam"),
        (MAJORITY, "", of("", "anna"), "open 0 of 1 needs 1 awaits; jam"),
    ],
)  # fmt: skip
def test_who_is_counted_and_who_is_awaited(rule: Rule, votes: str, panel: Panel, expected: str):
    """A vote stays valid whose voter may vote no more; of those away only whoever comes back in time is awaited."""
    found = stands(ballot(votes), panel, rule)
    said = f"{found.outcome} {found.approvals} of {found.tally.members} needs {found.needed} awaits"
    assert " ".join((said, *found.awaited)) + ("; jam" if found.jam else "") == expected


@pytest.mark.parametrize(
    ("votes", "deciders", "expected"),
    [
        ("", "dina", "open 0 of 4 needs 4"),
        ("dina+", "dina", "met 1 of 4 needs 1: Группа: срок решения истёк, решает «Дина» – утверждено"),
        ("dina-", "dina", "refused 0 of 4 needs 4: Возвращено на доработку (группа). Дина: «нет dina»"),
        ("dina0", "dina", "open 0 of 4 needs 4"),
        ("anna+", "dina", "open 1 of 4 needs 4"),
        ("anna+", "anna", "met 1 of 4 needs 1: Группа: срок решения истёк, решает «Анна» – утверждено"),
        ("anna+ dina+ teacher+", "dina teacher",
         "met 3 of 4 needs 1: Группа: срок решения истёк, решает «Дина» – утверждено"),
        ("anna+ dina0 teacher+", "dina teacher",
         "met 2 of 4 needs 1: Группа: срок решения истёк, решает «Педагог» – утверждено"),
        ("dina+ teacher-", "dina teacher",
         "refused 1 of 4 needs 4: Возвращено на доработку (группа). Педагог: «нет teacher»"),
    ],
)
def test_who_has_the_last_word_is_no_member_but_ends_the_ballot(votes: str, deciders: str, expected: str):
    """A return wins; who abstains leaves it to the others."""
    found = stands(ballot(votes, deciders), of(f"{FOUR} {deciders}"), ALL)
    said = f"{found.outcome} {found.approvals} of {found.tally.members} needs {found.needed}"
    assert said + (f": {found.why}" if found.outcome is not Outcome.OPEN else "") == expected
    assert (found.voters, found.jam) == (tuple(FOUR.split()), None)


@pytest.mark.parametrize(
    ("rule", "votes", "head", "expected"),
    [
        ("ask", "anna+ boris+ gleb- vera-", "anna", "open"),
        ("chair", "anna+ boris+ gleb- vera-", "anna", "met 2"),
        ("chair", "anna- boris+ gleb+ vera-", "anna", "refused 3"),
        ("chair", "anna0 boris+ gleb+ vera-", "anna", "open"),
        ("chair", "anna+ boris+ gleb- vera-", None, "open"),
        ("chair", "anna+ boris+ gleb- vera-", "dina", "open"),
        ("chair", "dina/anna+ boris+ gleb- vera-", "anna", "open"),
        ("chair", "dina/anna+ boris+ gleb- vera-", "dina", "open"),
        ("chair", "anna+ boris+ gleb-", "anna", "open"),
        ("return", "anna+ boris+ gleb- vera-", None, "refused 3"),
        ("return", "anna+ boris+ gleb-", None, "open"),
    ],
)
def test_a_tie_is_broken_by_the_heads_own_vote_once_nobody_is_awaited(rule: str, votes: str, head, expected: str):
    """Not by who stands in for the head, nor by a head who abstained."""
    found = stands(ballot(votes), of(FOUR), Rule("majority", "members", 3, rule), head=head)
    assert f"{found.outcome} {found.needed if found.outcome is not Outcome.OPEN else ''}".strip() == expected


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ((3, 0, 1), "met: Группа: за 3, против 0, воздержался 1 из 4 (нужно три голоса)"),
        ((3, 1, 0), "refused: Возвращено на доработку (группа): «нет подписи»"),
        ((2, 0, 2), "open: Группа: за 2, против 0, воздержались 2 из 4, нужно три голоса – ни утвердить, ни вернуть "
                    "уже нельзя"),
    ],
)  # fmt: skip
def test_where_a_meeting_only_counted_nobody_is_awaited(counted: tuple[int, int, int], expected: str):
    approve, give_back, abstain = counted
    one = ballot("")
    fact = VotesCounted(
        milestone=CODE, seen_at=one.opened.seen_at, why="", ballot=one.number, approve=approve, give_back=give_back,
        abstain=abstain, comment="нет подписи", meeting=1, held_on=one.opened.seen_at.date(), entered_by="",
    )  # fmt: skip
    found = stands(replace(one, counted=fact), of(FOUR), MAJORITY)
    assert f"{found.outcome}: {found.why}" == expected
    assert found.tally == Tally(approve, give_back, abstain, 4, 0)


@pytest.mark.parametrize(("votes", "asked"), [("", True), ("anna+", True), ("anna+ boris+ gleb+", False)])
def test_questions_stand_beside_a_ballot_while_it_is_open(votes: str, asked: bool):
    one = replace(ballot(votes), questions=(Question("anna", "А план?"), Question("boris", "Где?", answered=True)))
    why = stands(one, of(FOUR), MAJORITY).why
    assert ("Вопрос («Анна»): «А план?», исполнитель отвечает в ячейке «Комментарий»" in why) == asked
    assert ("Вопрос («Борис»): «Где?», ответ в «Комментарии»" in why) == asked


@pytest.mark.parametrize(
    ("votes", "voters", "why"),
    [
        ("", "anna", "Группа: решения пока нет, нужно до 1 апреля 2021 г. Ждём: Анна"),
        ("", FOUR, "Группа: решений пока нет, нужно три голоса до 1 апреля 2021 г. Ждём: Анна, Борис, Глеб и Вера"),
        ("anna+", FOUR,
         "Группа: за – один из четырёх, нужно ещё два голоса до 1 апреля 2021 г. Ждём: Борис, Глеб и Вера"),
        ("anna0", FOUR, "Группа: за 0, против 0, воздержался 1 из 4, нужно три голоса до 1 апреля 2021 г. "
                        "Ждём: Борис, Глеб и Вера"),
    ],
)  # fmt: skip
def test_an_open_ballot_says_how_many_votes_it_still_needs(votes: str, voters: str, why: str):
    """«Ещё» once somebody approved; of a single voter a decision is awaited and no count."""
    assert stands(ballot(votes, voters=voters), of(voters), MAJORITY).why == why


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("", None), ("submit", None), ("submit open", "s1"), ("submit open met", None), ("submit open met open", "s2"),
        ("submit open met open refused", None), ("submit open withdrawn", None), ("submit open superseded", None),
        ("submit open met done", None), ("submit open refused submit", None), ("submit open refused submit open", "s1"),
        ("submit open met open met open", None),
    ],
)  # fmt: skip
def test_only_an_open_ballot_of_a_stage_that_there_is_stands_anywhere(words: str, stage: str | None):
    """The third stage was taken out of the workflow."""
    school = small_school(rules=workflow({"s1": {}, "s2": {}}))
    found = open_standing(Parties(school, school.by_code[CODE], date(2021, 3, 9)), state_after(words), {})
    assert (found.why.partition(":")[0] if found else None) == stage


def test_whoever_is_silent_is_waited_for_till_the_last_day_to_decide_but_at_a_meeting():
    """Of those present, three of four; to be decided by 1 April."""
    school = small_school(rules=workflow({"s1": {"of": "present"}}), people=roster(("anna", "boris", "gleb", "vera")))
    opened = [
        replace(fact, of="present", quorum="majority") if fact.kind == "stage_opened" else fact
        for fact in facts("submit open anna+ boris+")
    ]
    cast = replay([*opened, replace(facts("submit open gleb-")[-1], choice=Choice.ABSTAIN)])[CODE]
    milestone = school.by_code[CODE]
    found = [
        open_standing(Parties(school, milestone, date(2021, 4, day)), cast, {}, at_meeting=at_meeting)
        for day, at_meeting in ((1, False), (2, False), (1, True))
    ]
    assert [each.outcome for each in found if each] == [Outcome.OPEN, Outcome.MET, Outcome.MET]
