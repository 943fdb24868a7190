"""Alarms: letters to the administrator when something stops and when it goes on, beside the one letter a day."""

from flows.office import SchoolContext
from models.checks import ALARMS
from models.letters import alarm_letters
from tasks.mail import outgoing, plain_letters, render_all


def tell_of(office: SchoolContext, what: str, fault: str | None) -> int:
    """Queue the alarm that this stopped, or the one that it works again (no fault); how many, as each is told once."""
    letters = alarm_letters(office.school, office.outbox.told(), what, ALARMS[what], fault, office.now)
    head = office.journal.head()
    if not letters or not head.position:  # what never worked is the business of who installs
        return 0
    rendered, _ = render_all(letters, office.school, head=head.digest)
    rendered = (*rendered, *plain_letters(letters, rendered, office.school))
    waiting = [outgoing(letter, text, office.school, office.now) for letter, text in rendered]
    return office.journal.record(head, (), letters=waiting, now=office.now).letters
