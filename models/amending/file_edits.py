"""Which values of roadmap.yaml change: edits at their places, for whoever can write the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.checks import Place
from models.roadmap import Roadmap


@dataclass(frozen=True, slots=True)
class Edit:
    """A value at a place: put there (None: its key is taken out), as a new list item, or behind one of some keys.

    Edits are carried out in their order: list places count the items that edits before this one have put in.
    """

    place: Place
    value: Any
    is_item: bool = False
    behind: tuple[str, ...] = ()


def edits_of(before: Roadmap, after: Roadmap) -> list[Edit]:
    """What makes the file of one roadmap the file of the other."""
    old, new = (_values(roadmap.model_dump(exclude_defaults=True)) for roadmap in (before, after))
    return list(_differences(old, new, ()))


def _values(said: Any) -> Any:
    """As YAML has it: lists, and «as» for `as_`."""
    if isinstance(said, dict):
        return {key.rstrip("_"): _values(value) for key, value in said.items()}
    return [_values(value) for value in said] if isinstance(said, list | tuple) else said


def _differences(before: Any, after: Any, place: Place) -> Iterator[Edit]:
    if isinstance(before, dict) and isinstance(after, dict):
        keys = list(after)
        for number, key in enumerate(keys):
            if key not in before:
                yield Edit((*place, key), after[key], behind=tuple(reversed(keys[:number])))
            elif before[key] != after[key]:
                yield from _differences(before[key], after[key], (*place, key))
        yield from (Edit((*place, key), None) for key in before if key not in after)
    elif isinstance(before, list) and isinstance(after, list) and _kept(before, after) is not None:
        for number, (old, new) in enumerate(zip(_kept(before, after) or (), after, strict=True)):
            if old is None:
                yield Edit((*place, number), new, is_item=True)
            elif old != new:
                yield from _differences(old, new, (*place, number))
    else:
        yield Edit(place, after)


def _kept(before: list[Any], after: list[Any]) -> list[Any] | None:
    """What each item was before (None: a new one); None where items are gone, reordered or plain texts."""
    old = {_identity(item): item for item in before}
    kept = [old.get(_identity(item)) for item in after]
    return kept if [item for item in kept if item is not None] == before and None not in old else None


def _identity(item: Any) -> str | None:
    """What an activity, a kept milestone, an order or a direction is known by; None for a text."""
    return str(item.get("code") or (item.get("number"), item.get("date"))) if isinstance(item, dict) else None
