"""Is something done again as often as it should be, and no more often?"""

import pytest

from flows.retry import TRIES, insist, retry
from models.text import VekhaError


class BusyError(VekhaError):
    """What is worth trying again."""


def refused_first(times: int, error: type[VekhaError] = BusyError):
    tries: list[int] = []

    def work() -> int:
        tries.append(len(tries))
        if len(tries) <= times:
            raise error("занято")
        return len(tries)

    return work, tries


@pytest.mark.parametrize("times", range(TRIES))
def test_what_came_in_between_is_done_again(times: int):
    work, _ = refused_first(times)
    assert retry(work, between=BusyError) == times + 1


@pytest.mark.parametrize(("times", "error", "tried"), [(TRIES, BusyError, TRIES), (1, VekhaError, 1)])
def test_in_the_end_the_error_is_told(times: int, error: type[VekhaError], tried: int):
    work, tries = refused_first(times, error)
    with pytest.raises(error):
        retry(work, between=BusyError)
    assert len(tries) == tried


@pytest.mark.parametrize(("times", "seconds", "tried"), [(2, 60, 3), (5, 2, None)])
def test_who_insists_asks_until_the_time_is_over(
    times: int, seconds: float, tried: int | None, monkeypatch: pytest.MonkeyPatch
):
    moments = [0.0]
    monkeypatch.setattr("flows.retry.time.monotonic", lambda: moments[0])
    monkeypatch.setattr("flows.retry.time.sleep", lambda pause: moments.__setitem__(0, moments[0] + pause))
    work, tries = refused_first(times)
    if tried is None:
        with pytest.raises(BusyError):
            insist(work, BusyError, seconds)
        assert len(tries) == 4  # at 0, 1, 2 and 3 seconds
    else:
        assert insist(work, BusyError, seconds) == tried
