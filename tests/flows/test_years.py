"""Years at the ends of the calendar, told to commands: a sentence or an answer, never our own bug."""

import pytest

from tests.support.cli_school import CliSchool, begun

UNCLEAR, TO_COME = "не понято", "ещё не наступило"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> CliSchool:
    """The sample school with its board."""
    return begun(tmp_path_factory.mktemp("years") / "var")


@pytest.mark.parametrize(
    ("now", "command", "code", "told"),
    [
        ("0001-01-01T00:00", "status", 1, UNCLEAR),
        ("0001-01-01T00:00+14:00", "sync", 1, UNCLEAR),
        ("9999-12-31T23:59-12:00", "sync", 1, UNCLEAR),
        ("9999-12-31T23:59", "sync", 1, TO_COME),
        ("9999-12-31T23:59", "status", 0, ""),
        ("0000-01-01", "status", 2, UNCLEAR),
        ("10000-01-01", "status", 2, UNCLEAR),
    ],
)
def test_a_year_at_the_end_of_the_calendar_is_answered(school: CliSchool, now: str, command: str, code: int, told: str):
    answer = school.run(command, now=now)
    assert (answer.code, told in answer.err) == (code, True)
