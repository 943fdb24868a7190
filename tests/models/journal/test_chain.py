"""The chain of events: which damage is found, where, and that nothing else is said."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest

from models.journal import append_links, code_as_typed, read_event, verify_chain
from models.journal.chain import Link, canonical_json, digest
from models.text import VekhaError
from tests.support.facts import CODE, facts

FACTS = facts("started cleared started cleared started")
Chain = list[Link]


def chain() -> Chain:
    """Five sound links."""
    return list(append_links("150", 0, "", FACTS))


def edited(number: int, **changes: object) -> Callable[[Chain], Chain]:
    """One link with other columns."""
    return lambda links: [replace(each, **changes) if each.position == number else each for each in links]


def without(*numbers: int) -> Callable[[Chain], Chain]:
    """The chain without some of its links."""
    return lambda links: [each for each in links if each.position not in numbers]


def reforged(links: Chain) -> Chain:
    """The third event made anew with its own digest, by somebody who knows the rule."""
    plain = {**json.loads(links[2].body), "why": "иначе"}
    own = digest(links[2].previous, "150", 3, plain)
    return edited(3, body=canonical_json(plain), why="иначе", digest=own)(links)


def spaced(links: Chain) -> Chain:
    """The third event as JSON with spaces: the same event, another text."""
    return edited(3, body=json.dumps(json.loads(links[2].body), ensure_ascii=False))(links)


CHANGED = "Содержание не сходится с контрольной суммой: запись изменили после того, как она была сделана"
UNCHAINED = "Запись не продолжает предыдущую: одну из них подменили"
REPLACED = "Последняя запись не та, что была сделана последней"
DISAGREES = "Столбцы таблицы расходятся с самой записью ({}): их изменили".format


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda links: links, {}),
        (without(1), {1: ["Записи 1 нет"]}),
        (without(1, 2), {1: ["Записей с 1 по 2 нет"]}),
        (without(3), {3: ["Записи 3 нет"]}),
        (without(2, 4), {2: ["Записи 2 нет"], 4: ["Записи 4 нет"]}),
        (without(5), {5: ["Записи 5 нет"]}),
        (without(4, 5), {4: ["Записей с 4 по 5 нет"]}),
        (without(1, 2, 3, 4, 5), {1: ["Записей с 1 по 5 нет"]}),
        (edited(3, body="не JSON"), {3: ["Запись не читается"]}),
        (edited(3, body="{}"), {3: ["Запись не читается"]}),
        (spaced, {3: [CHANGED]}),
        (reforged, {4: [UNCHAINED]}),
        (edited(1, previous="0" * 64), {1: [UNCHAINED, CHANGED]}),
        (edited(3, previous="0" * 64), {3: [UNCHAINED, CHANGED]}),
        (edited(3, digest="0" * 64), {3: [CHANGED], 4: [UNCHAINED]}),
        (edited(5, digest="0" * 64), {5: [CHANGED, REPLACED]}),
        (edited(3, school="151"), {3: [CHANGED]}),
        (edited(3, milestone="1.2/2021"), {3: [DISAGREES("milestone")]}),
        (edited(3, kind="done", why=""), {3: [DISAGREES("kind, why")]}),
        (edited(3, seen_at=datetime(2021, 1, 1, tzinfo=UTC)), {3: [DISAGREES("seen_at")]}),
    ],
)
def test_each_damage_is_found_where_it_was_done(damage: Callable[[Chain], Chain], expected: dict[int, list[str]]):
    sound = chain()
    found: dict[int, list[str]] = {}
    for problem in verify_chain(damage(sound), 5, sound[-1].digest):
        found.setdefault(int(problem.where.removeprefix("Журнал, запись ")), []).append(problem.found)
    assert found == expected


@pytest.mark.parametrize(("position", "kept"), [(4, True), (5, False), (0, True)])
def test_a_chain_that_does_not_end_as_was_kept_has_another_end(position: int, kept: bool):
    """More links than were recorded, or another last one."""
    sound = chain()
    (problem,) = verify_chain(sound, position, sound[-1].digest if kept else "0" * 64)
    assert (problem.where, problem.found) == ("Журнал, запись 5", REPLACED)


def test_an_empty_journal_is_sound():
    assert verify_chain([], 0, "") == ()


def test_a_chain_that_is_written_in_two_goes_is_the_same_chain():
    """Positions go on by one, each link names the one before, moments are UTC, columns and event agree."""
    early = list(append_links("150", 0, "", FACTS[:2]))
    late = list(append_links("150", 2, early[-1].digest, FACTS[2:]))
    assert [*early, *late] == chain()
    assert [link.position for link in chain()] == [1, 2, 3, 4, 5]
    assert all(after.previous == before.digest for before, after in pairwise(chain()))


def test_a_moment_is_kept_in_utc_whatever_its_zone():
    local = replace(FACTS[0], seen_at=FACTS[0].seen_at.astimezone(timezone(timedelta(hours=5))))
    (link,) = append_links("150", 0, "", [local])
    assert link == chain()[0]
    assert (link.milestone, read_event(link.body), read_event(link.body).seen_at.tzinfo) == (CODE, FACTS[0], UTC)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9f86d081884c7d65", "9f86d081884c7d65"),
        (" 9F86 D081 884C 7D65", "9f86d081884c7d65"),
        ("9f86d081", "9f86d081"),
        ("асе0асе0", "ace0ace0"),
        ("a" * 64, "a" * 64),
        ("9f86d08", None),
        ("a" * 65, None),
        ("9f86d081%", None),
        ("проверка", None),
        ("", None),
    ],
)
def test_a_control_code_is_read_as_people_type_it_from_paper(typed: str, code: str | None):
    """Any case, in groups, with letters of a Russian keyboard; too short a code would belong to many facts."""
    if code is not None:
        assert code_as_typed(typed) == code
    else:
        with pytest.raises(VekhaError, match="не контрольный код"):
            code_as_typed(typed)
