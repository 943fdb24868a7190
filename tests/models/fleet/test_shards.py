"""Which schools share a run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fleet.shards import WORKBOOKS, Boarded, Shard, account_name, boards_of, shards
from tests.support.fuzz import examples

ONE, TWO = "one@p.iam.gserviceaccount.com", "two@p.iam.gserviceaccount.com"


def schools(spelled: str, account: str = ONE) -> list[Boarded]:
    """A letter for each school."""
    return [Boarded(each, account) for each in spelled]


def told(made: tuple[Shard, ...]) -> str:
    """The number of each shard with its schools."""
    return " ".join(f"{each.name.removeprefix('f-one.p-')}:{''.join(each.schools)}" for each in made)


def standing(spelled: str) -> list[Shard]:
    """Shards as `told` spells them."""
    return [Shard(f"f-one.p-{name}", ONE, tuple(ids)) for name, ids in (each.split(":") for each in spelled.split())]


@pytest.mark.parametrize(("before", "stand", "after"), [
    ("", "", ""),
    ("", "abc", "1:abc"),
    ("", "abcdef", "1:abc 2:def"),
    ("1:abc", "abcd", "1:abcd"),
    ("1:abcd", "abcde", "1:abc 2:de"),       # two shards far apart are brought nearer
    ("1:abc 2:defg", "abcdeg", "1:abc 2:deg"),  # nobody moves where one leaves
    ("1:abcd 2:ef", "abcef", "1:abc 2:ef"),  # given up only where there is room to spare
    ("1:ab 2:ef", "abe", "1:abe"),           # the smaller one ends
    ("2:abcd", "abcd", "2:abcd"),            # a name stays
    ("2:abcd", "abcde", "1:de 2:abc"),
    ("1:abx 2:xcd", "abcdx", "1:abx 2:cd"),  # one that two shards claim has one run
])  # fmt: skip
def test_few_move_as_schools_come_and_go(before: str, stand: str, after: str):
    assert told(shards("f", schools(stand), standing(before), most=4)) == after


def test_each_account_has_shards_of_its_own():
    made = shards("f", [*schools("ab"), *schools("c", TWO), *schools("d", WORKBOOKS)], (), most=2)
    assert [(each.name, each.schools) for each in made] == [
        ("f-files-1", ("d",)), ("f-one.p-1", ("a", "b")), ("f-two.p-1", ("c",)),
    ]  # fmt: skip
    assert boards_of(ONE, made) == 2


def test_who_got_another_account_leaves_the_old_shard():
    before = standing("1:ab")
    made = shards("f", [*schools("a"), *schools("b", TWO)], before, most=2)
    assert [(each.name, each.schools) for each in made] == [("f-one.p-1", ("a",)), ("f-two.p-1", ("b",))]


def test_accounts_are_called_by_what_tells_them_apart():
    assert account_name("a-b@c.iam.gserviceaccount.com") != account_name("a@b-c.iam.gserviceaccount.com")


NUMBERS = st.integers(0, 60)


@examples(60)
@given(steps=st.lists(st.sets(NUMBERS, max_size=60), min_size=1, max_size=6), most=st.integers(1, 9))
def test_shards_hold_every_school_once_and_stay_as_they_are(steps: list[set[int]], most: int):
    before: tuple[Shard, ...] = ()
    for step in steps:
        stand = [Boarded(f"{each:02}", (ONE, TWO)[each % 2]) for each in sorted(step)]
        made = shards("f", stand, before, most)
        assert sorted((school, each.account) for each in made for school in each.schools) == sorted(
            (each.school, each.account) for each in stand
        )
        assert all(0 < len(each.schools) <= most for each in made)
        assert len({each.name for each in made}) == len(made)
        assert shards("f", reversed(stand), made, most) == made
        before = made


@examples(30)
@given(present=st.sets(NUMBERS, min_size=1), other=NUMBERS)
def test_one_school_more_or_less_moves_at_most_half_a_shard(present: set[int], other: int):
    most = 8
    before = shards("f", [Boarded(f"{each:02}", ONE) for each in present], (), most)
    after = shards("f", [Boarded(f"{each:02}", ONE) for each in present ^ {other}], before, most)
    was, now = ({school: each.name for each in group for school in each.schools} for group in (before, after))
    assert sum(was[school] != now[school] for school in was.keys() & now.keys()) <= most // 2 + 1
