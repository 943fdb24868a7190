"""Alarms: one letter to the administrator when something stops for everybody, and one when it works again."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models.alarms import texts
from models.letters import Letter, address, alarm_letter
from models.letters import texts as letters_texts
from models.mail import WORKS, Delivery, QueuedLetter, Told, Trouble
from models.school import School
from models.text import joined


def alarm_letters(school: School, told: Told, trouble: Trouble, fault: str | None, now: datetime) -> tuple[Letter, ...]:
    """What the administrator is told when something stops (`fault` says why) and when it works again, once each.

    The first administrator who has an address is told, else the curator; alarms stand outside of the one letter a
    person and day.
    """
    alarm, today = told.outage(trouble), school.calendar.today(now)
    if (fault is None) == (alarm is None):
        return ()
    if alarm is not None:
        name, (headline, meaning), hint = WORKS + trouble, texts.WORKS_AGAIN[trouble], ""
        found = joined((texts.stood(school.calendar.local(alarm.moment), school.calendar.local(now)), meaning))
    else:
        name, (headline, hint), found = str(trouble), texts.STOPPED[trouble], fault or ""
    row = {"why": texts.REASON, "name": texts.NAMES[trouble], "note": letters_texts.clean(found), "action": hint}
    cause = f"{name} {now.isoformat(timespec='seconds')}"
    for person in _menders(school, today):
        to = address(school, person)
        if isinstance(to, str):
            label = school.roster.label(person)
            return (alarm_letter(person, label, to, today, headline, **row, cause=cause),)
    return ()


def _menders(school: School, today: date) -> Iterator[str]:
    """Who acts today for the administrator, then for the curator."""
    for role in ("administrator", "curator"):
        for person in school.roster.members(role, today):
            who = school.roster.acting(person, today)
            if who is not None:
                yield who


def has_stood(school: School, age: timedelta | None) -> bool:
    """Whether something that went well so long ago (None: never) has stopped for as long as the school waits."""
    return age is None or age >= timedelta(hours=school.settings.letters.alarm_after_hours)


def away_since(done: Delivery, waiting: tuple[QueuedLetter, ...], fine: datetime | None) -> datetime | None:
    """Since when letters cannot be sent, if the delivery that ended now could send none; None where it could.

    That is since the last delivery that went well, or since the oldest of the letters that were tried was written.
    """
    tried = [letter.created_at for letter in waiting if letter.error is not None]
    if (done.alert is None and done.paused is None) or not tried:
        return None
    return max(min(tried), fine) if fine is not None else min(tried)


def standing(told: Told, today: date) -> tuple[str, ...]:
    """What does not work now and since which day, in a sentence each."""
    alarms = ((trouble, told.outage(trouble)) for trouble in Trouble)
    return tuple(texts.stands(trouble, alarm.day, today) for trouble, alarm in alarms if alarm is not None)
