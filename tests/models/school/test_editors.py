"""Whose addresses may mark a milestone, where only its executors may?"""

from dataclasses import replace
from datetime import date

import pytest

from models.school import may_mark
from tests.support.scenario import roster, small_school

AWAY = {"person": "director", "since": "2021-03-10", "until": "2021-03-20", "substitute": "teacher"}


@pytest.mark.parametrize(
    ("day", "addresses"),
    [
        (date(2021, 3, 9), ("director@school.example",)),
        (date(2021, 3, 15), ("director@school.example", "teacher@school.example")),
        (date(2021, 3, 21), ("director@school.example",)),
    ],
)
def test_the_holders_of_the_posts_of_that_day_and_who_acts_for_them(day: date, addresses: tuple[str, ...]):
    people = roster(absences=[AWAY])
    known = {key: each.model_copy(update={"address": f"{key}@school.example"}) for key, each in people.people.items()}
    school = small_school(people=people.model_copy(update={"people": known}))
    code = next(each.code for each in school.milestones if each.activity.executors == ("Директор",))
    assert may_mark(school, day)[code] == addresses


def test_who_has_no_address_is_left_out():
    school = small_school()
    bare = {key: each.model_copy(update={"address": None}) for key, each in school.roster.people.items()}
    school = replace(school, roster=school.roster.model_copy(update={"people": bare}))
    assert set(may_mark(school, date(2021, 3, 15)).values()) == {()}
