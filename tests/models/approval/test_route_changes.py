"""A workflow that is edited while submissions are under way: nothing ends without the stages that stand now."""

from dataclasses import replace

from tests.models.approval.test_voting import CODE, ORDER
from tests.support.scenario import Scenario, small_school, workflow

CHECK, GROUP, LAST = "check", "working_group", "last"
STAGES = {
    CHECK: {"label": "проверка", "voters": "Рабочая группа", "quorum": "any"},
    GROUP: {"label": "рабочая группа", "voters": "Рабочая группа", "quorum": "all"},
    LAST: {"label": "итог", "voters": "Рабочая группа", "quorum": "all"},
}


def checked() -> Scenario:
    """A completion whose first stage of two was met."""
    rules = workflow({key: STAGES[key] for key in (CHECK, GROUP)})
    life = Scenario(small_school(rules=rules))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.vote("anna", "Утвердить")
    assert life.sync().kinds == ["voted", "stage_met", "stage_opened"]
    return life


def changed(life: Scenario, *stages: str) -> list[str]:
    """What happens after every member of the second stage approved and the route is another one."""
    ballot = life.known.state(CODE).ballots[-1]
    for person in ballot.voters:
        life.vote(person, "Утвердить", ballot=ballot.number)
    rules = workflow({key: STAGES[key] for key in stages})
    life.school = replace(life.school, workflow=rules)
    return life.sync().kinds[len(ballot.voters) :]


def test_a_first_stage_that_left_the_route_ends_nothing_before_its_time():
    life = checked()
    assert changed(life, GROUP, LAST) == ["stage_met", "stage_opened"]
    assert life.status(CODE) == "На утверждении"


def test_a_stage_whose_rule_is_gone_waits_and_says_so():
    life = checked()
    assert changed(life, CHECK, LAST) == []
    assert (life.status(CODE), life.known.state(CODE).pending is not None) == ("На утверждении", True)


def test_the_milestone_is_done_when_all_stages_of_the_route_are_met():
    life = checked()
    assert changed(life, CHECK, GROUP) == ["stage_met", "done"]
