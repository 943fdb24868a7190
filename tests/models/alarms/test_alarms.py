"""Alarms: whatever stops is told once, and its end once, to one who can mend it."""

from datetime import datetime, timedelta

import pytest

from models.alarms import alarm_letters, away_since, has_stood, standing
from models.mail import Delivery, LetterState, QueuedLetter, Telling, Told, Trouble
from tests.support.letter_school import Absence, at, roster, school

HOUR = timedelta(hours=1)


def walked(trouble: Trouble, faults: list[str | None]) -> list[tuple[int, str, str]]:
    """What is told hour after hour: the hour, to whom, and the headline."""
    told, found = Told(), []
    for hour, fault in enumerate(faults):
        letters = alarm_letters(school(), told, trouble, fault, at("2021-03-15") + hour * HOUR)
        found += [(hour, each.person, each.headline) for each in letters]
        told = Told((*told.tellings, *(Telling(each.person, each.day, each.kind, (), each.cause) for each in letters)))
    return found


@pytest.mark.parametrize(
    ("trouble", "stopped", "works"),
    [
        (Trouble.BOARD, "Веха не может работать с таблицей", "Таблица снова читается"),
        (Trouble.MAIL, "Письма не отправляются", "Письма снова отправляются"),
        (Trouble.SETTINGS, "Настройки школы не читаются", "Настройки школы снова читаются"),
    ],
)
def test_a_stop_and_its_end_are_told_once_each_and_a_second_stop_anew(trouble: Trouble, stopped: str, works: str):
    hours = [None, "нет", "нет, иначе", None, None, "нет", None]
    assert walked(trouble, hours) == [
        (1, "adam", stopped), (3, "adam", works), (5, "adam", stopped), (6, "adam", works),
    ]  # fmt: skip


def test_one_trouble_says_nothing_of_another():
    told = Told((Telling("adam", at("2021-03-15").date(), "alarm", (), f"mail {at('2021-03-15').isoformat()}"),))
    assert alarm_letters(school(), told, Trouble.BOARD, None, at("2021-03-16")) == ()
    (letter,) = alarm_letters(school(), told, Trouble.MAIL, None, at("2021-03-16", 10))
    note = letter.sections[0].items[0].note
    assert note.startswith("Не работало с 15 марта, 09:00, по 16 марта, 10:00. Какие письма не ушли")
    assert standing(told, at("2021-03-16").date()) == ("Письма не отправляются с 15 марта",)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (roster(), "adam"),
        (roster(nobody=["adam"]), "kira"),
        (roster(Absence(person="adam", substitute="sofia")), "sofia"),
        (roster(Absence(person="adam")), "kira"),
        (roster(nobody=["adam", "kira"]), None),
    ],
)
def test_the_first_who_can_be_reached_is_told(people, expected: str | None):
    """The administrator or who acts for them, else the curator."""
    letters = alarm_letters(school(people), Told(), Trouble.BOARD, "нет", at("2021-03-15"))
    assert [each.person for each in letters] == ([expected] if expected else [])


def waiting(created: datetime, error: str | None) -> QueuedLetter:
    """A letter of the queue."""
    return QueuedLetter(
        1, "kira", created.date(), "daily", "kira@school150.ru", "", "", 1, LetterState.QUEUED, created, created,
        error, created, None,
    )  # fmt: skip


AWAY, FINE, START = Delivery(paused="нет связи"), Delivery(sent=1), at("2021-03-15", 8)


@pytest.mark.parametrize(
    ("done", "letters", "fine", "expected"),
    [
        (AWAY, [(0, "нет связи")], None, 0),
        (AWAY, [(0, "нет связи")], -3, 0),  # written after the last delivery that went well
        (AWAY, [(-12, "нет связи")], -1, -1),  # one that a server would not take, while others went
        (AWAY, [(0, "нет связи"), (1, None)], None, 0),
        (Delivery(alert="пароль"), [(0, "пароль")], None, 0),
        (FINE, [(0, "450 позже")], None, None),
        (AWAY, [(0, None)], None, None),
        (Delivery(), [], None, None),
    ],
)
def test_mail_is_away_since_the_last_good_delivery_or_the_oldest_letter_tried_in_vain(done, letters, fine, expected):
    queued = tuple(waiting(START + created * HOUR, error) for created, error in letters)
    since = away_since(done, queued, START + fine * HOUR if fine is not None else None)
    assert since == (START + expected * HOUR if expected is not None else None)


def test_an_alarm_waits_for_as_long_as_the_school_says():
    ages = [None, timedelta(minutes=119), timedelta(hours=2)]
    assert [has_stood(school(), age) for age in ages] == [True, False, True]
