"""Edits by many at once; the long run is `make soak`."""

from pathlib import Path

import pytest

from tests.google.server import Server
from tests.many_hands.__main__ import play

EDITS = 150


@pytest.mark.parametrize("seed", [2])
def test_nothing_is_lost_or_misplaced_when_many_edit_while_the_engine_passes(tmp_path: Path, seed: int):
    """Eight people mark, vote, sort, insert and delete in the middle of its calls, and Google fails now and then."""
    with Server() as server:
        hands = play(server, tmp_path, seed, EDITS)
    assert hands.done["votes counted"] > 5
    assert hands.done["passes"] > 10
