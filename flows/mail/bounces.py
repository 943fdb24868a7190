"""Letters that did not arrive, by what the outbox knows and the people file says today."""

from collections.abc import Mapping

from flows.office import SchoolContext
from models.letters import address
from models.mail import QueuedLetter, bounce_problems, last_undelivered
from models.text import Problem


def undelivered(office: SchoolContext) -> dict[str, QueuedLetter]:
    """The people whose last letter did not arrive, with that letter."""
    letters = office.outbox.undelivered()
    people = office.school.roster.people if letters else ()
    return last_undelivered(letters, {person: str(address(office.school, person)) for person in people})


def problems_of(office: SchoolContext, stuck: Mapping[str, QueuedLetter]) -> tuple[Problem, ...]:
    """What the curator and the administrator are told of them."""
    roster, today = office.school.roster, office.school.calendar.today(office.now)
    labels = {person: roster.label(person) for person in stuck}
    return bounce_problems(stuck, labels, roster.members("curator", today), today)
