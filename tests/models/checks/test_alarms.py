"""What is told to the administrator, and what is not yet, or is nobody's fault."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from models.checks import ALARMS, Vitals, health, letters_missing, outages, waits_since
from tests.models.checks.test_health import WELL
from tests.support.sample import moment, shipped

MINUTES = {number: timedelta(minutes=number) for number in (4, 19, 21, 59, 61)}
CASES = (
    ({}, False, {}),
    ({"last_pass": MINUTES[21]}, False, {"pass": "последний проход 21 минуту назад"}),
    ({"last_pass": MINUTES[21], "last_try": MINUTES[21]}, False, {"pass": "последний проход 21 минуту назад"}),
    ({"last_pass": MINUTES[59], "last_try": MINUTES[4]}, False, None),
    ({"last_pass": MINUTES[61], "last_try": MINUTES[4]}, False, {
        "pass": "проходы не удаются, последний удавшийся 61 минуту назад"}),
    ({"last_pass": MINUTES[61], "last_try": MINUTES[4]}, True, None),
    ({"last_pass": timedelta(days=9), "letters_missing": True, "paused": "приостановлено"}, False, None),
    ({"letters_missing": True, "last_letters": timedelta(days=3)}, False, {
        "letters": "письма дня составлены 3 дня назад"}),
    ({"oldest_due": MINUTES[61], "waiting": 1}, False, {"queue": "в очереди 1 письмо, дольше всех ждёт 61 минуту"}),
    ({"ahead": "в будущем"}, False, {"journal": "в будущем"}),
    ({"free_bytes": 1_000_000}, False, {"disk": "свободно 1 МБ"}),
)  # fmt: skip


@pytest.mark.parametrize(("change", "stopped", "told"), CASES)
def test_what_stands_still_is_told_and_what_may_yet_mend_itself_is_not(
    change: dict[str, object], stopped: bool, told: dict[str, str] | None
):
    """None: of the passes nothing is said, neither that they stand nor that they go."""
    vitals: Vitals = replace(WELL, **change)
    found = dict(outages(vitals, health(vitals), stopped=stopped))
    assert {what: fault for what, fault in found.items() if fault} == (told or {})
    assert ("pass" in found) is (told is not None)
    assert set(found) <= set(ALARMS)


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


@pytest.mark.parametrize(("hour", "waits"), [(12, True), (7, False), (23, False)])
def test_quiet_hours_hold_no_letter_up_too_long(hour: int, waits: bool):
    """Nor does the hour after them, in which the post is still at it."""
    school = shipped()
    times = school.settings.letters.model_copy(update={"quiet_hours": (time(20), time(7))})
    quiet = replace(school, settings=school.settings.model_copy(update={"letters": times}))
    since = waits_since(quiet, local(2, hour), [local(1, 12)])
    assert (since is not None) is waits
