"""Letters that did not arrive: who cannot be written to at all, and whom to tell."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from models.mail import queue_texts
from models.mail.queue import LetterState, QueuedLetter
from models.text import Mender, Problem

BOUNCE_DAYS = 7  # how long a letter that was not taken or not sent in time is spoken of


def last_undelivered(letters: Iterable[QueuedLetter], addresses: Mapping[str, str]) -> dict[str, QueuedLetter]:
    """The people, by their addresses of today, whose last letter did not arrive, with that letter.

    Another address in the people file is another address: nothing stands against it.
    """
    last = {each.address: each for each in letters}
    return {person: last[address] for person, address in addresses.items() if address in last}


def unreachable(stuck: Mapping[str, QueuedLetter]) -> dict[str, QueuedLetter]:
    """Those of them whose address takes nothing: they are written to no more."""
    return {person: letter for person, letter in stuck.items() if letter.state is LetterState.DEAD}


def bounce_problems(
    stuck: Mapping[str, QueuedLetter], labels: Mapping[str, str], curators: Collection[str], today: date
) -> tuple[Problem, ...]:
    """A problem for each dead address, which the curator is told, and one for each day with letters lost otherwise.

    Of the curator's own address, and of lost letters, the administrator is told.
    """
    found, lost = list[Problem](), dict[date, list[str]]()
    for person, letter in stuck.items():
        label = labels[person]
        if letter.state is LetterState.DEAD:
            mender = Mender.ADMINISTRATOR if person in curators else Mender.CURATOR
            found.append(Problem(label, *queue_texts.unreachable(label, letter.day), mender))
        elif letter.day > today - timedelta(days=BOUNCE_DAYS):
            lost.setdefault(letter.day, []).append(label)
    for day, names in lost.items():
        found.append(Problem(queue_texts.MAIL, *queue_texts.lost(day, names), Mender.ADMINISTRATOR))
    return tuple(found)
