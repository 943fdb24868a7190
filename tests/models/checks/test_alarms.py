"""What is told to the administrator though no pass and no delivery notices it, and what is nobody's fault."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.checks import health, letters_due, letters_missing, outages
from models.mail import Trouble
from tests.models.checks.test_health import WELL
from tests.support.sample import moment, shipped

EARLY, LATE = timedelta(minutes=4), timedelta(minutes=21)
WATCHED = {Trouble.PASSES, Trouble.LETTERS, Trouble.JOURNAL, Trouble.DISK}
CASES = (
    ({}, False, {}, WATCHED),
    ({"last_pass": LATE}, False, {Trouble.PASSES: "последний проход 21 минуту назад"}, WATCHED),
    ({"last_pass": LATE, "last_try": LATE}, False, {Trouble.PASSES: "последний проход 21 минуту назад"}, WATCHED),
    ({"last_pass": LATE, "last_try": EARLY}, False, {}, WATCHED),
    ({"last_pass": LATE}, True, {}, WATCHED - {Trouble.PASSES}),
    ({"last_pass": LATE, "letters_missing": True, "paused": "приостановлено"}, False, {}, {
        Trouble.JOURNAL, Trouble.DISK}),
    ({"letters_missing": True, "last_letters": timedelta(days=3)}, False, {
        Trouble.LETTERS: "письма дня составлены 3 дня назад"}, WATCHED),
    ({"ahead": "в будущем"}, False, {Trouble.JOURNAL: "в будущем"}, WATCHED),
    ({"free_bytes": 1_000_000}, False, {Trouble.DISK: "свободно 1 МБ"}, WATCHED),
)  # fmt: skip


@pytest.mark.parametrize(("change", "stopped", "told", "watched"), CASES)
def test_what_stands_still_is_told(change: dict, stopped: bool, told: dict[Trouble, str], watched: set[Trouble]):
    """Passes that are tried and fail raise an alarm of their own; in a pause nobody misses passes and letters."""
    vitals = replace(WELL, **change)
    found = dict(outages(vitals, health(vitals), stopped=stopped))
    assert ({trouble: fault for trouble, fault in found.items() if fault}, set(found)) == (told, watched)


def local(day: int, hour: int) -> datetime:
    """A moment of March 2021 in Yekaterinburg, half past an hour."""
    return moment(date(2021, 3, day), hour) + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("now", "last", "missing"),
    [
        (local(2, 9), date(2021, 3, 1), True),
        (local(2, 9), date(2021, 3, 2), False),
        (local(2, 8), date(2021, 3, 1), False),
        (local(2, 9), None, False),
        (local(8, 9), date(2021, 3, 5), False),
    ],
)
def test_letters_of_a_working_day_are_missed_from_nine_o_clock(now: datetime, last: date | None, missing: bool):
    """8 March is a holiday; a folder that never wrote letters misses none."""
    assert letters_missing(shipped(), now, last) is missing


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (local(2, 8), local(1, 8), True),
        (local(2, 8), local(2, 7), True),  # a folder that was new in the morning
        (local(2, 8), None, True),
        (local(2, 9), local(2, 8), False),
        (local(2, 7), local(1, 8), False),
        (local(8, 9), local(5, 8), False),
    ],
)
def test_letters_of_a_working_day_are_due_from_eight_o_clock_until_they_are_written(
    now: datetime, last: datetime | None, due: bool
):
    assert letters_due(shipped(), now, last) is due
