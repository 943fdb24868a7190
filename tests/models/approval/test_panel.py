"""Who may vote on a day, and why others may not: one row for each way of being away or concerned."""

from datetime import date

import pytest

from models.approval.voters import Parties, panel
from models.school import all_voters
from tests.support.scenario import roster, small_school, workflow

DAY = date(2021, 3, 9)


def away(text: str) -> list[dict[str, str | None]]:
    """«anna:dina boris» is who is away, with whom as a substitute."""
    found = (word.partition(":") for word in text.split())
    return [{"person": who, "since": "2021-03-01", "substitute": other or None} for who, _, other in found]


@pytest.mark.parametrize(
    ("absences", "answers", "deciders", "seats", "aside", "absent"),
    [
        ("", "", "", "anna boris gleb", "", ""),
        ("anna", "", "", "boris gleb", "", "anna"),
        ("anna:dina", "", "", "dina/anna boris gleb", "", ""),
        ("anna:boris", "", "", "boris gleb", "", "anna"),
        ("anna:dina boris:dina", "", "", "dina/anna gleb", "", "boris"),
        ("anna:dina dina:vera", "", "", "vera/anna boris gleb", "", ""),
        ("", "anna", "", "boris gleb", "anna", ""),
        ("anna", "anna", "", "boris gleb", "anna", ""),
        ("anna:dina", "dina", "", "boris gleb", "dina", "anna"),
        ("teacher:boris", "teacher", "", "anna gleb", "boris", ""),
        ("teacher:dina anna:dina", "teacher", "", "boris gleb", "dina", "anna"),
        ("", "anna boris gleb", "", "", "anna boris gleb", ""),
        ("", "", "dina", "anna boris gleb dina", "", ""),
        ("", "", "anna", "anna boris gleb", "", ""),
        ("dina", "", "dina", "anna boris gleb", "", ""),
        ("dina:vera", "", "dina", "anna boris gleb vera/dina", "", ""),
        ("", "dina", "dina", "anna boris gleb", "dina", ""),
    ],
)
def test_each_seat_is_its_members_or_their_substitutes(absences, answers, deciders, seats, aside, absent):
    """Nobody votes on own work or for whoever answers, nor twice; of who has the last word no seat is missed."""
    people = roster(absences=away(absences))
    found = panel(workflow().stages["working_group"], people, tuple(answers.split()), DAY, tuple(deciders.split()))
    told = [voter if voter == seat else f"{voter}/{seat}" for voter, seat in found.seats.items()]
    assert (" ".join(told), " ".join(found.aside), " ".join(found.absent)) == (seats, aside, absent)


@pytest.mark.parametrize(
    ("answers", "absences", "seats", "aside", "absent"),
    [
        ("", "", "anna", "", ""),
        ("anna", "", "curator", "anna", ""),
        ("anna", "curator", "", "anna", "curator"),
        ("anna curator", "", "", "anna curator", ""),
        ("", "anna", "curator", "", ""),
    ],
)
def test_where_nobody_of_a_stage_may_vote_its_stand_in_does(answers, absences, seats, aside, absent):
    stage = workflow({"working_group": {"stand_in": "curator"}}).stages["working_group"]
    found = panel(stage, roster(("anna",), away(absences)), tuple(answers.split()), DAY)
    assert (" ".join(found.seats), " ".join(found.aside), " ".join(found.absent)) == (seats, aside, absent)


@pytest.mark.parametrize(
    ("posts", "absences", "told"),
    [
        ("curator", "", "curator"),
        ("director", "", ""),
        ("director curator", "", "curator"),
        ("curator Педагог", "curator", "teacher"),
        ("curator Педагог", "curator:director", "teacher"),
        ("curator", "curator:dina", "curator"),
        ("working_group", "anna", "boris gleb"),
        ("Никто curator", "", "curator"),
        ("", "", ""),
    ],
)
def test_the_first_post_is_told_of_whom_somebody_is_there_and_does_not_answer(posts: str, absences: str, told: str):
    """The director answers for 1.1."""
    school = small_school(people=roster(absences=away(absences), holders={"Никто": []}))
    parties = Parties(school, school.by_code["1.1/2021"], DAY)
    assert " ".join(parties.first_told(tuple(posts.split()))) == told


def test_parties_of_another_day_are_those_of_that_day():
    school = small_school(people=roster(absences=away("director:vera")))
    parties = Parties(school, school.by_code["1.1/2021"], DAY)
    assert (parties.on(DAY), parties.on(date(2021, 3, 10)).day) == (parties, date(2021, 3, 10))


def test_whoever_may_only_answer_has_no_column():
    """A post that nobody named, and a substitute of somebody without a vote."""
    people = roster(absences=away("director:teacher anna:vera vera:anna"))
    assert all_voters(workflow().stages, people) == ("anna", "boris", "gleb", "vera")
