"""Send what a school has queued, and tell its administrator when that has not worked for long."""

from dataclasses import replace
from functools import partial

from flows.mail.alarms import tell_of, tell_of_mail
from flows.mail.hand_over import Desk, hand_over
from flows.office import SchoolContext
from models.letters import quiet_until
from models.mail import Delivery, Trouble


def deliver_queue(office: SchoolContext, *, patient: bool = False) -> Delivery:
    """Hand over every letter that is due, outside of quiet hours; wrong settings stop the queue with one alert.

    The `patient` leave a stopped queue alone for a while; others try it at once, as a person who mended it wants.
    """
    before = office.outbox.fault()
    if patient and office.outbox.stopped_until(office.now) is not None:
        return _counted(office, Delivery(alert=before, told=True))
    tell_of(office, Trouble.SETTINGS, office.broken)
    desk = Desk(office.outbox, office.school.settings.mail, office.folder, office.var, office.now)
    done = hand_over(desk, partial(quiet_until, office.school))
    return _counted(office, replace(done, told=done.alert is not None and done.alert == before))


def _counted(office: SchoolContext, done: Delivery) -> Delivery:
    away = tell_of_mail(office, done)
    return replace(done, away=away, waiting=office.outbox.waiting())
