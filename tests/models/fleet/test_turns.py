"""Which boards a run reads, and in which order."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from models.fleet.turns import BoardTurn, Rhythm, oldest, room, turns

NOW = datetime(2021, 3, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RHYTHM = Rhythm(5 * MINUTE, 15 * MINUTE)


def boards(spelled: str) -> list[BoardTurn]:
    """«a12! b» is a board that was read 12 minutes ago and changed, and one that never was."""
    made = []
    for each in spelled.split():
        minutes = each[1:].rstrip("!")
        made.append(BoardTurn(each[0], NOW - int(minutes) * MINUTE if minutes else None, each.endswith("!")))
    return made


@pytest.mark.parametrize(("stand", "most", "order"), [
    ("", 3, ""),
    ("a1 b2 c3", None, "cba"),            # a workbook costs no call
    ("a1 b2 c3 d", None, "dcba"),         # who never was read comes first
    ("a1! b2 c3", 3, "acb"),              # a change is seen sooner
    ("a1! b2 c10", 3, "cab"),             # but not before one that would be late
    ("a1! b2 c3 d4 e5 f6", 2, "fe"),      # the round goes on, whatever Drive says
    ("a1! b2 c3 d4 e5 f6", 4, "afed"),    # what room is left is for changes
    ("a1! b2! c3 d4 e5 f6", 4, "bfed"),
    ("a b c1!", 1, "a"),
])  # fmt: skip
def test_boards_have_their_turn(stand: str, most: int | None, order: str):
    assert "".join(turns(boards(stand), NOW, most, RHYTHM)) == order


@pytest.mark.parametrize("count", [30, 60, 89, 90])
def test_no_board_waits_longer_than_its_time_whatever_drive_says(count: int):
    """Three hours of runs with room for a third of the boards at the most; hints are many, few, of always the same."""
    dice, most = random.Random(count), 30
    last: dict[str, datetime | None] = {f"{each:02}": None for each in range(count)}
    for minute in range(0, 180, 5):
        now = NOW + minute * MINUTE
        noisy = dice.choice([set(), set(last), set(sorted(last)[:25]), set(dice.sample(sorted(last), 9))])
        chosen = turns([BoardTurn(each, at, each in noisy) for each, at in last.items()], now, most, RHYTHM)
        assert len(chosen) == len(set(chosen)) == min(most, count)
        last |= dict.fromkeys(chosen, now)
        if minute >= 10:
            age = oldest(last.values(), now)
            assert age is not None
            assert age < RHYTHM.within


@pytest.mark.parametrize(("per_minute", "here", "of_account", "most"), [
    (55, 200, 200, 261), (55, 200, 800, 65), (55, 200, 100, 261), (0.1, 5, 10, 1),
])  # fmt: skip
def test_shards_of_an_account_share_its_quota(per_minute: float, here: int, of_account: int, most: int):
    assert room(per_minute, RHYTHM, here, of_account) == most


def test_the_longest_wait_is_unknown_where_a_board_never_was_read():
    assert oldest([], NOW) is oldest([NOW, None], NOW) is None
    assert oldest([NOW, NOW - MINUTE], NOW) == MINUTE


@pytest.mark.parametrize(("every", "late", "until"), [
    (5, 0, 275), (5, -0.01, 275), (5, 2, 275), (1, 0, 35), (0.5, 0, 15),
    (5, 5, 575), (5, 21, 4 * 300 + 275),  # nobody worked when it was due
    (5, 4, 390), (1, 0.9, 84),            # a slow machine gets on, too
])  # fmt: skip
def test_a_run_is_over_before_the_next_one_is_taken(every: float, late: float, until: float):
    """Else the next one is cancelled, and its boards wait twice as long."""
    rhythm = Rhythm(every * MINUTE, RHYTHM.within)
    assert rhythm.until(NOW, NOW + late * MINUTE) == NOW + timedelta(seconds=until)
