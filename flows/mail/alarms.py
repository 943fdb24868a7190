"""Alarms: letters to the administrator when something stops for everybody and when it works again."""

from datetime import timedelta

from flows.office import SchoolContext
from models.alarms import alarm_letters, away_since, has_stood
from models.mail import WAITING, Delivery, Told, Trouble
from tasks.folder import age_of_run, note_run
from tasks.mail import outgoing, render_all


def tell_of(office: SchoolContext, trouble: Trouble, fault: str | None) -> int:
    """Queue the alarm that something stopped, or that it works again (no fault); how many, as each is told once."""
    letters = alarm_letters(office.school, Told(office.outbox.alarms()), trouble, fault, office.now)
    head = office.journal.head() if letters else None
    if head is None or not head.position:  # a school that never began is the business of who installs
        return 0
    rendered, _ = render_all(letters, office.school, head=head.digest)
    waiting = [outgoing(letter, text, office.school, office.now) for letter, text in rendered]
    return office.journal.record(head, (), letters=waiting, now=office.now).letters


def tell_of_passes(office: SchoolContext, fault: str) -> None:
    """Queue the alarm of passes that cannot be carried out, once they have failed for as long as the school waits."""
    if has_stood(office.school, _age(office, "pass")):
        tell_of(office, Trouble.BOARD, fault)


def tell_of_mail(office: SchoolContext, done: Delivery) -> bool:
    """Queue the alarm that no letter goes, or the one that they go again; whether mail has been away for long."""
    age = _age(office, "delivery")
    waiting = office.outbox.letters(WAITING)
    since = away_since(done, waiting, office.now - age if age is not None else None)
    if since is not None and has_stood(office.school, office.now - since):
        tell_of(office, Trouble.MAIL, done.alert or done.paused)
        return True
    if done.alert is None and done.paused is None and (done.sent or all(each.error is None for each in waiting)):
        note_run(office.var, "delivery")
        tell_of(office, Trouble.MAIL, None)
    return False


def _age(office: SchoolContext, what: str) -> timedelta | None:
    seconds = age_of_run(office.var, what)
    return timedelta(seconds=seconds) if seconds is not None else None
