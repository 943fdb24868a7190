"""What is kept of a fold gives what folding every event gives, and says of itself when it does not."""

from dataclasses import MISSING, Field, fields, is_dataclass, replace
from hashlib import sha256
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.journal import FOLD_RULES, Event, Fold, State, false_fold, fold_of, replay
from models.text import Problem
from tests.support.facts import CODE, facts
from tests.support.fuzz import examples
from tests.support.generated_events import events

CODES = ("1.1/2021", "1.2/2021.1", "2.1/2022")
KEPT = {1: "fcd824c842d89ea1"}
LIFE = (
    "entered started cleared reworded rescheduled attempted submit open anna+ boris?? amended sofia/anna- anna? "
    "escalated! refused submit open anna+ boris+ met:2 open anna+ met:1 done submit-reopening restored retired"
)


def foldable(found: list[Event]) -> list[Event]:
    """The events without those that cannot follow the ones before them."""
    kept: list[Event] = []
    states: dict[str, State] = {}
    for event in found:
        try:
            states = replay([event], states)
        except (ValueError, IndexError):
            continue
        kept.append(event)
    return kept


@examples(30)
@given(found=st.lists(events(st.sampled_from(CODES)), max_size=25), part=st.floats(0, 1))
def test_a_kept_fold_with_the_events_after_it_is_the_fold_of_every_event(found: list[Event], part: float) -> None:
    """Whatever happened, wherever it was kept; milestones stay in the order of their first events."""
    every = foldable(found)
    place = round(len(every) * part)
    kept = fold_of(replay(every[:place]), place, "0" * 64)
    whole = replay(every)
    assert list(replay(every[place:], kept.read()).items()) == list(whole.items())
    assert false_fold(kept, replay(every[:place])) is None


def tampered(fold: Fold, old: str, new: str) -> Fold:
    assert old in fold.states
    return replace(fold, states=fold.states.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"rest":"done"', '"rest":"cancelled"', f" (вехи: {CODE})"),
        ('"voter":"anna"', '"voter":"vera"', f" (вехи: {CODE})"),
        (f'{{"{CODE}"', '{"9.9/2021"', f" (вехи: {CODE}, 9.9/2021)"),
        ("{", "", " (вехи: 1.1/2021)"),
        ("{", "{ ", ""),
    ],
)
def test_a_fold_that_says_otherwise_than_the_events_is_named_with_its_milestones(old: str, new: str, told: str) -> None:
    states = replay(facts("submit open anna+ met:1 done"))
    fold = fold_of(states, 5, "0" * 64)
    found = false_fold(tampered(fold, old, new), states)
    assert (false_fold(fold, states), found) == (
        None,
        Problem(
            "Журнал", f"Свод фактов на запись 5 расходится с самими фактами{told}: его изменили; он отброшен",
            "Факты целы, следующий проход соберёт свод заново; проверьте, что решено с тех пор по этим вехам",
        ),
    )  # fmt: skip


def test_of_many_milestones_the_first_are_named_and_the_others_counted() -> None:
    states = {f"1.{number}/2021": State(f"1.{number}/2021") for number in range(1, 9)}
    found = false_fold(fold_of({}, 8, "0" * 64), states)
    assert found is not None
    assert "(вехи: 1.1/2021, 1.2/2021, 1.3/2021, 1.4/2021, 1.5/2021 и ещё 3)" in found.found


def _default(field: Field[Any]) -> str:
    return "" if field.default is MISSING else f" = {field.default!r}"


def shape(kind: Any) -> set[str]:
    """Every field that a value of this type is made of, with its type and default."""
    if not is_dataclass(kind):
        return {each for part in get_args(kind) for each in shape(part)}
    hints = get_type_hints(kind)
    own = {f"{kind.__name__}.{each.name}: {hints[each.name]} {_default(each)}" for each in fields(kind)}
    return own.union(*(shape(hint) for hint in hints.values()))


def test_who_changes_the_fold_gives_its_rules_another_number() -> None:
    """A fold of the release before must not be read by other rules: what differs here needs another `FOLD_RULES`."""
    told = (*sorted(shape(State)), fold_of(replay(facts(LIFE)), 1, "").states)
    assert {FOLD_RULES: sha256("\n".join(told).encode()).hexdigest()[:16]} == {FOLD_RULES: KEPT.get(FOLD_RULES)}
