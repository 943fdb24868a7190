"""What is known before a pass, and what is known after one; whose links count as used."""

from dataclasses import replace

import pytest

from models.journal import JournalState, State, replay
from tests.support.facts import CODE, facts, state_after

ORDER = "Приказ https://school150.example/5"


@pytest.mark.parametrize(
    ("words", "used"),
    [
        ("submit", False),
        ("submit open", False),
        ("submit open met done", True),
        ("submit open refused", False),
        ("submit open withdrawn", False),
        ("submit open superseded", False),
        ("submit-cancellation open met cancelled", False),
        ("submit-extension open met moved", False),
        ("submit open refused started", False),
        ("retired", False),
        ("submit open met done submit-reopening open met reopened", False),
        ("submit open met done restored", False),
    ],
)
def test_only_the_links_of_an_approved_result_are_used(words: str, used: bool):
    """A result that was returned, taken back, or opened again may be shown for another milestone."""
    events = [fact if fact.kind != "submitted" else _with_result(fact) for fact in facts(words)]
    assert set(JournalState(replay(events)).used_links.values()) == ({CODE} if used else set())


def _with_result(fact):
    return replace(fact, result=ORDER)


def test_a_milestone_that_ended_without_a_submission_uses_no_link():
    """Only an order can end what nobody submitted."""
    assert JournalState({CODE: state_after("retired"), "1.2/2021": State("1.2/2021")}).used_links == {}


def test_a_pass_adds_its_events_and_sightings_to_what_is_known():
    first, *others = facts("started submit open")
    moment = first.seen_at
    known = JournalState(replay([first]), {"1.1/2021": {"Отметка": "Начато"}, "1.2/2021": {}}, moment)
    after = known.after(others, {"1.1/2021": {"Отметка": "Готово"}, "1.3/2021": {}})
    assert after.state(CODE) == state_after("started submit open")
    assert after.sightings == {"1.1/2021": {"Отметка": "Готово"}, "1.2/2021": {}, "1.3/2021": {}}
    assert (after.head_at, after.state("1.9/2021")) == (moment, State("1.9/2021"))
    assert (known.state(CODE), known.sightings["1.1/2021"]) == (state_after("started"), {"Отметка": "Начато"})
