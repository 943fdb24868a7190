"""Letters that did not arrive: who cannot be written to at all, and whom to tell."""

from collections.abc import Mapping
from datetime import date, timedelta

from flows.office import SchoolContext
from models.letters import address
from models.mail import Entry, LetterState, queue_texts
from models.text import Mender, Problem

DAYS = 7  # how long a letter that was not taken or not sent in time is spoken of


def undelivered(office: SchoolContext) -> dict[str, Entry]:
    """The people whose last letter did not arrive, with that letter.

    Another address in the people file is another address: nothing stands against it.
    """
    last = {each.address: each for each in office.outbox.undelivered()}
    if not last:
        return {}
    found = ((person, last.get(str(address(office.school, person)))) for person in office.school.roster.people)
    return {person: letter for person, letter in found if letter is not None}


def unreachable(stuck: Mapping[str, Entry]) -> dict[str, Entry]:
    """Those of them whose address takes nothing: they are written to no more."""
    return {person: letter for person, letter in stuck.items() if letter.state is LetterState.DEAD}


def problems_of(office: SchoolContext, stuck: Mapping[str, Entry]) -> tuple[Problem, ...]:
    """A problem for each dead address, which the curator is told, and one for each day with letters lost otherwise.

    Of the curator's own address, and of lost letters, the administrator is told.
    """
    roster, today = office.school.roster, office.school.calendar.today(office.now)
    curators, lost = roster.members("curator", today), dict[date, list[str]]()
    found = []
    for person, letter in stuck.items():
        label = roster.label(person)
        if letter.state is LetterState.DEAD:
            mender = Mender.ADMINISTRATOR if person in curators else Mender.CURATOR
            found.append(Problem(label, *queue_texts.unreachable(label, letter.day), mender))
        elif letter.day > today - timedelta(days=DAYS):
            lost.setdefault(letter.day, []).append(label)
    return (
        *found,
        *(
            Problem(queue_texts.MAIL, *queue_texts.lost(day, labels), Mender.ADMINISTRATOR)
            for day, labels in lost.items()
        ),
    )
