"""Votes of a meeting in the approval, one row each: whose they are, what they say, and what they end."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval import SeenVote, Sitting, decide
from models.approval.case import by_protocol, counted_votes, of_meeting, voted_why
from models.journal import Ballot, VotesCounted
from models.school import Choice
from tests.support.facts import state_after
from tests.support.scenario import ORDER, Scenario, moment

CODE, BALLOT, OTHER = "1.1/2021", "1.1/2021-1.1", "1.2/2021-1.1"
HELD = date(2021, 3, 12)
AT = moment(HELD)
YES, NO = SeenVote("Утвердить", Choice.APPROVE, ""), SeenVote("Вернуть", Choice.RETURN, "нет подписи")
NAMED = Sitting(3, HELD, {BALLOT: {"anna": YES, "boris": NO}, OTHER: {"gleb": YES}}, {BALLOT: "Вера", OTHER: ""})
COUNTED = Sitting(3, HELD, {}, {BALLOT: "Вера"}, {BALLOT: (4, 2, 1)}, {BALLOT: "нет подписи"})


def ballot(words: str = "") -> Ballot:
    """The ballot of a submission after these facts."""
    found = state_after(f"submit open {words}").ballot
    assert found is not None
    return found


def test_a_meeting_voted_on_what_was_named_or_counted_there():
    assert [NAMED.has(number) for number in (BALLOT, OTHER, "1.1/2021-1.2")] == [True, True, False]
    assert [COUNTED.has(number) for number in (BALLOT, OTHER)] == [True, False]


@pytest.mark.parametrize(
    ("code", "people"), [("1.1/2021", "anna boris"), ("1.2/2021", "gleb"), ("1.3/2021", ""), ("1.1", ""), (BALLOT, "")]
)
def test_who_voted_at_a_meeting_voted_on_ballots_of_the_milestone(code: str, people: str):
    assert NAMED.voters_on(code) == frozenset(people.split())


def test_the_votes_of_a_meeting_stand_in_the_place_of_the_sheets():
    """Of the same voter on the same ballot; what else stands in the sheet counts on."""
    seen = {BALLOT: {"anna": NO, "gleb": YES}, "1.3/2021-1.1": {"anna": NO}}
    assert NAMED.over(seen) == {
        BALLOT: {"anna": YES, "boris": NO, "gleb": YES}, "1.3/2021-1.1": {"anna": NO},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sitting", "number", "voter", "expected", "more"),
    [
        (None, BALLOT, "anna", {}, ""),
        (COUNTED, BALLOT, "anna", {}, ""),
        (NAMED, BALLOT, "gleb", {}, ""),
        (NAMED, BALLOT, "anna", {"meeting": 3, "held_on": HELD, "entered_by": "Вера"},
         " (заседание № 3 от 12.03.2021), внёс: Вера"),
        (NAMED, OTHER, "gleb", {"meeting": 3, "held_on": HELD, "entered_by": ""}, " (заседание № 3 от 12.03.2021)"),
    ],
)  # fmt: skip
def test_a_vote_says_at_which_meeting_it_was_given(sitting: Sitting | None, number: str, voter: str, expected, more):
    opened = replace(ballot().opened, ballot=number)
    voted = replace(ballot(), opened=opened)
    assert of_meeting(sitting, voted, voter) == expected
    assert voted_why(sitting, voted, voter, "Утвердить") == f"Утвердить{more}"


@pytest.mark.parametrize(
    ("sitting", "why"),
    [
        (None, None),
        (NAMED, None),
        (replace(COUNTED, counted={OTHER: (1, 0, 0)}), None),
        (COUNTED, "S1: за – 4, против – 2, воздержались – 1 (заседание № 3 от 12.03.2021), внёс: Вера"),
        (replace(COUNTED, entered_by={BALLOT: ""}),
         "S1: за – 4, против – 2, воздержались – 1 (заседание № 3 от 12.03.2021)"),
    ],
)  # fmt: skip
def test_votes_that_were_only_counted_are_a_fact_once(sitting: Sitting | None, why: str | None):
    found = counted_votes(sitting, ballot(), CODE, AT)
    if sitting is None or why is None:
        assert found is None
        return
    assert found == VotesCounted(
        milestone=CODE, seen_at=AT, why=why, ballot=BALLOT, approve=4, give_back=2, abstain=1,
        comment="нет подписи", meeting=3, held_on=HELD, entered_by=sitting.entered_by[BALLOT],
    )  # fmt: skip
    assert counted_votes(sitting, replace(ballot(), counted=found), CODE, AT) is None


@pytest.mark.parametrize(
    ("sitting", "number", "more"),
    [
        (None, BALLOT, ""),
        (NAMED, BALLOT, " (протокол № 3 от 12.03.2021)"),
        (COUNTED, BALLOT, " (протокол № 3 от 12.03.2021)"),
        (COUNTED, OTHER, ""),
    ],
)
def test_a_stage_ends_by_the_protocol_of_the_meeting_that_voted_on_it(sitting: Sitting | None, number: str, more: str):
    ended = replace(ballot(), opened=replace(ballot().opened, ballot=number))
    assert by_protocol(sitting, ended, "Утверждено") == f"Утверждено{more}"


# --- what a meeting ends ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sitting", "doubted", "kinds"),
    [
        (None, "", ""),
        (None, "Анна", ""),
        ({"anna": YES}, "", "voted"),
        ({"anna": YES, "boris": YES}, "", "voted voted stage_met done"),
        ({"anna": YES, "boris": YES}, "Анна", "voted voted stage_met done"),
        ({"anna": YES, "boris": YES}, "Глеб", "voted voted stage_met done"),
        ({"anna": YES, "boris": YES}, "Директор", "voted voted stage_met done"),
        ({"gleb": YES}, "", "voted"),
        ({"anna": YES, "boris": NO}, "", "voted voted refused"),
        ((2, 0, 0), "", "votes_counted stage_met done"),
        ((0, 1, 0), "", "votes_counted refused"),
        ((1, 0, 2), "", "votes_counted"),
    ],
)
def test_what_was_voted_at_a_meeting_ends_a_stage_whoever_is_doubted(sitting, doubted: str, kinds: str):
    """Doubts are of the sheet; what a meeting voted stands in its own tab."""
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    view = life.view()
    if doubted:
        view = replace(view, doubted_votes=frozenset({(BALLOT, doubted)}))
    held = None
    if isinstance(sitting, dict):
        held = Sitting(1, HELD, {BALLOT: sitting}, {BALLOT: ""})
    elif sitting is not None:
        held = Sitting(1, HELD, {}, {BALLOT: ""}, {BALLOT: sitting}, {BALLOT: "нет подписи"})
    effects = decide(life.school, life.known, view, life.now(), held)
    assert " ".join(event.kind for event in effects.events) == kinds


@pytest.mark.parametrize(
    ("doubted", "kinds"),
    [
        (set(), "voted voted stage_met done"),
        ({(BALLOT, "Анна")}, "voted voted"),
        ({(OTHER, "Анна")}, "voted voted stage_met done"),
        ({(BALLOT, "Глеб")}, "voted voted stage_met done"),
        ({(OTHER, "Анна"), (BALLOT, "Борис")}, "voted voted"),
    ],
)
def test_no_outcome_hangs_on_a_doubted_vote(doubted: set[tuple[str, str]], kinds: str):
    """Of the milestone itself; what is doubted of another one's ballot is not doubted here."""
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    for person in ("anna", "boris"):
        life.vote(person, "Утвердить")
    effects = decide(life.school, life.known, replace(life.view(), doubted_votes=frozenset(doubted)), life.now())
    assert " ".join(event.kind for event in effects.events) == kinds
