"""Alarms: letters to the administrator when passes stop and when they go on, beside the one letter a day."""

from flows.office import SchoolContext
from models.letters import alarm_letters
from tasks.mail import outgoing, render_all


def tell_of_board(office: SchoolContext, fault: str | None) -> None:
    """Queue the alarm that the board stopped, or the one that it works again (no fault); each is told once."""
    letters = alarm_letters(office.school, office.outbox.told(), fault, office.now)
    head = office.journal.head()
    if not letters or not head.position:  # a board that never was is the business of who installs
        return
    rendered, _ = render_all(letters, office.school, head=head.digest)
    waiting = [outgoing(letter, text, office.school, office.now) for letter, text in rendered]
    office.journal.record(head, (), letters=waiting, now=office.now)
