"""What monitoring is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.checks import Vitals, health

NOW = datetime(2021, 3, 1, 9, tzinfo=UTC)
WELL = Vitals(timedelta(minutes=4), timedelta(hours=9), None, 0, True, 10**9, 12, NOW - timedelta(days=3), NOW)
CASES = (
    ({}, []),
    ({"last_pass": timedelta(minutes=21)}, ["pass"]),
    ({"last_pass": None, "is_served": False}, ["serve", "pass"]),
    ({"is_served": False}, []),
    ({"oldest_due": timedelta(minutes=61), "waiting": 2}, ["delivery", "queue"]),
    ({"oldest_due": timedelta(minutes=59), "waiting": 2}, []),
    ({"letters_missing": True}, ["letters"]),
    ({"last_pass": timedelta(days=9), "paused": "приостановлено"}, []),
    ({"ahead": "в будущем"}, ["journal"]),
    ({"clock": "ушли"}, ["clock"]),
    ({"stopped": ("Письма не отправляются с 12 марта",)}, ["alarms"]),
    ({"free_bytes": 199_999_999}, ["disk"]),
)


@pytest.mark.parametrize(("change", "ill"), CASES)
def test_what_needs_a_person_is_told(change: dict, ill: list[str]):
    checks = health(replace(WELL, **change))
    assert [each.name for each in checks if not each.ok] == ill
    names = ["serve", "pass", "delivery", "queue", "letters", "journal", "clock", "alarms", "disk"]
    assert [each.name for each in checks] == names
