"""Whose letters did not arrive, and who is told of it?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from models.mail import BOUNCE_DAYS, LetterState, QueuedLetter, bounce_problems, last_undelivered, unreachable

TODAY = date(2021, 3, 15)
LABELS = {"curator": "Куратор", "director": "Директор", "teacher": "Педагог"}


def letter(address: str, state: LetterState = LetterState.DEAD, days_ago: int = 0) -> QueuedLetter:
    moment = datetime(2021, 3, 15, tzinfo=UTC) - timedelta(days=days_ago)
    return QueuedLetter(
        1, "anybody", moment.date(), "daily", address, "", "", 1, state, moment, moment, "550", moment, None
    )


OLD, NEW = letter("a@school.example", days_ago=3), letter("a@school.example", LetterState.EXPIRED)


@pytest.mark.parametrize(
    ("addresses", "found"),
    [
        ({}, {}),
        ({"teacher": "b@school.example"}, {}),
        ({"teacher": "a@school.example"}, {"teacher": NEW}),
        ({"teacher": "a@school.example", "curator": "a@school.example"}, {"teacher": NEW, "curator": NEW}),
    ],
)
def test_a_letter_stands_against_whoever_has_its_address_today(addresses: Mapping[str, str], found: object):
    """Of several to one address the last counts, whoever it was for."""
    assert last_undelivered([OLD, NEW], addresses) == found


def test_only_an_address_that_takes_nothing_is_written_to_no_more():
    stuck = {state.value: letter("a@school.example", state) for state in LetterState}
    assert list(unreachable(stuck)) == ["dead"]


@pytest.mark.parametrize(
    ("stuck", "told"),
    [
        ({}, []),
        ({"teacher": letter("a@x.example")}, ["Педагог → curator"]),
        ({"curator": letter("a@x.example")}, ["Куратор → administrator"]),
        ({"teacher": letter("a@x.example", days_ago=400)}, ["Педагог → curator"]),
        ({"teacher": NEW}, ["Почта → administrator"]),
        ({"teacher": letter("a@x.example", LetterState.REFUSED)}, ["Почта → administrator"]),
        ({"teacher": letter("a@x.example", LetterState.EXPIRED, BOUNCE_DAYS - 1)}, ["Почта → administrator"]),
        ({"teacher": letter("a@x.example", LetterState.EXPIRED, BOUNCE_DAYS)}, []),
        ({"teacher": NEW, "director": NEW}, ["Почта → administrator"]),
        ({"teacher": NEW, "director": letter("b@x.example", LetterState.EXPIRED, 1)}, ["Почта → administrator"] * 2),
        ({"teacher": NEW, "director": letter("b@x.example")}, ["Директор → curator", "Почта → administrator"]),
    ],
)
def test_who_is_told_of_letters_that_did_not_arrive(stuck: Mapping[str, QueuedLetter], told: list[str]):
    problems = bounce_problems(stuck, LABELS, {"curator"}, TODAY)
    assert [f"{each.where} → {each.mender}" for each in problems] == told


def test_letters_lost_on_one_day_are_told_together():
    (problem,) = bounce_problems({"teacher": NEW, "director": NEW}, LABELS, (), TODAY)
    assert problem.found == "Не дошли письма за 15 марта 2021 г.: Педагог и Директор"
