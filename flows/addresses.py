"""Addresses that take no letters: who cannot be written to, and whom to tell."""

from flows.office import Office
from models import wording_outbox as wording
from models.letters import address
from models.outbox import Entry
from models.problems import Mender, Problem


def unreachable(office: Office) -> dict[str, Entry]:
    """The people whose address took nothing the last time, with the letter that it refused.

    Another address in the people file is another address: nothing stands against it.
    """
    dead = {each.address: each for each in office.outbox.dead()}
    if not dead:
        return {}
    found = ((person, dead.get(str(address(office.school, person)))) for person in office.school.roster.people)
    return {person: letter for person, letter in found if letter is not None}


def problems_of(office: Office, people: dict[str, Entry]) -> tuple[Problem, ...]:
    """A problem for each, which the curator is told; of the curator's own address, the administrator."""
    roster, today = office.school.roster, office.school.calendar.today(office.now)
    curators = roster.members("curator", today)
    return tuple(
        Problem(
            roster.label(person),
            *wording.unreachable(roster.label(person), letter.day),
            Mender.ADMINISTRATOR if person in curators else Mender.CURATOR,
        )
        for person, letter in people.items()
    )
