"""What `check` foresees: weeks in which a stage cannot decide, and late votes that nobody would be told of."""

from datetime import date
from typing import Any

import pytest

from models.checks.rehearsal import absences, untold
from tests.support.sample import shipped
from tests.support.scenario import roster, small_school, workflow

FOUR = ("anna", "boris", "gleb", "vera")
TODAY = date(2021, 5, 20)
JUNE = {"since": "2021-06-01", "until": "2021-06-28"}


@pytest.mark.parametrize(
    ("stage", "away", "told"),
    [
        ({}, {"anna": JUNE, "boris": JUNE}, ["с 1 июня по 28 июня 2021 г. решать не может: на месте 2 из нужных 3"]),
        ({}, {"anna": JUNE}, []),
        ({}, {"anna": JUNE, "boris": {**JUNE, "substitute": "dina"}}, []),
        ({}, {"anna": JUNE, "boris": {"since": "2021-06-07", "until": "2021-06-11"}}, []),
        ({}, {"anna": JUNE, "boris": {"since": "2021-06-07", "until": "2021-06-15"}}, ["с 7 июня по 15 июня 2021 г."]),
        ({}, {"anna": {"until": "2021-05-19"}, "boris": {"until": "2021-05-19"}}, []),
        ({"quorum": "any"}, {"anna": JUNE, "boris": JUNE, "gleb": JUNE}, []),
        ({"of": "present", "present_at_least": 2}, {"anna": JUNE, "boris": JUNE}, []),
        ({"of": "present"}, {"anna": JUNE, "boris": JUNE}, ["на месте 2 из нужных 3"]),
    ],
)  # fmt: skip
def test_weeks_in_which_the_group_cannot_decide_are_foretold(stage: dict, away: dict[str, Any], told: list[str]):
    """As long as a ballot would be late for them: five working days here."""
    people = roster(FOUR, [{"person": person, **span} for person, span in away.items()])
    school = small_school(people=people, rules=workflow({"working_group": {"label": "группа", **stage}}))
    found = [problem.found for problem in absences(school, TODAY)]
    assert len(found) == len(told)
    assert all(part in sentence for part, sentence in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("to", "codes"),
    [("director", {"1.1"}), (["director", "curator"], set()), ("curator", {"1.3"}), (["curator", "curator"], {"1.3"})],
)
def test_milestones_whose_late_votes_nobody_would_be_told_of_are_named(to: Any, codes: set[str]):
    """The director answers for 1.1, the curator for 1.3 in every year."""
    stage = {"label": "группа", "escalate": {"after": "2 рабочих дня", "to": to}}
    school = small_school(rules=workflow({"working_group": stage}))
    found = list(untold(school, TODAY))
    assert {code.split("/")[0] for problem in found for code in problem.where.split(", ")} == codes


def test_late_votes_of_the_sample_reach_somebody():
    assert list(untold(shipped(), TODAY)) == []
