"""Calling a meeting: which ballots it decides, and who may attend."""

from collections.abc import Sequence
from datetime import date, datetime

from models.approval import Overview
from models.journal import Event, MeetingOpened, Outcome
from models.meeting import texts
from models.meeting.meetings import meetings, open_meeting
from models.school import School
from models.text import VekhaError, spell_day


def opening(
    school: School, overviews: Sequence[Overview], events: Sequence[Event], on: date, moment: datetime
) -> MeetingOpened | None:
    """The fact of a meeting on a day over every open ballot; None where it is called so already.

    While one is open, it is put off to the day, and ballots that came since join it; those that were there stay.
    """
    if school.roster.secretary is None:
        raise VekhaError(texts.SECRETARY_NEEDED)
    before = open_meeting(events)
    ballots = [each for each in overviews if each.standing is not None and each.standing.outcome is Outcome.OPEN]
    if not ballots:
        raise VekhaError(texts.NO_BALLOTS)
    numbers = [each.state.ballot.number for each in ballots if each.state.ballot is not None]
    people = _attendants(school, ballots, on)
    if before is not None:
        numbers = [*before.opened.ballots, *(each for each in numbers if each not in before.opened.ballots)]
        people = [*before.opened.attendants, *(each for each in people if each not in before.opened.attendants)]
    number = before.number if before else 1 + len(meetings(events))
    why = texts.OPENED.format(number=number, day=spell_day(on), ballots=len(numbers))
    called = MeetingOpened(
        seen_at=moment, why=why, number=number, on=on, attendants=tuple(people), ballots=tuple(numbers)
    )
    same = before is not None and (before.opened.on, before.opened.ballots) == (called.on, called.ballots)
    return None if same else called


def _attendants(school: School, ballots: Sequence[Overview], on: date) -> list[str]:
    """The members of the working group with those who act for them, and whoever else votes on one of the ballots."""
    roster = school.roster
    members = roster.members("working_group", on)
    acting = [who for member in members if (who := roster.acting(member, on)) is not None]
    voters = [person for each in ballots if each.standing is not None for person in each.standing.panel.seats]
    return list(dict.fromkeys((*members, *acting, *voters)))
