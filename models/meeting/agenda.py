"""The agenda of a meeting: each ballot with all that its voters need to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.approval import Overview, decides
from models.journal import Outcome, State
from models.meeting import texts
from models.meeting.meetings import Meeting
from models.school import School
from models.text import joined


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One ballot: its cells in the order of the agenda's columns."""

    ballot: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting decides."""

    number: int
    on: date
    items: tuple[AgendaItem, ...]


def agenda(school: School, overviews: Sequence[Overview], meeting: Meeting) -> Agenda:
    """The agenda as the journal stands: ballots that ended meanwhile are gone from it."""
    live = {each.state.ballot.number: each for each in overviews if each.state.ballot and each.standing}
    numbers = [number for number in meeting.opened.ballots if number in live]
    items = tuple(_item(school, place, live[number]) for place, number in enumerate(numbers, start=1))
    return Agenda(meeting.number, meeting.opened.on, items)


def _item(school: School, place: int, each: Overview) -> AgendaItem:
    state, words, label = each.state, school.workflow.choices, school.roster.label
    ballot, submission, where = state.ballot, state.submissions[-1], each.standing
    assert ballot is not None and where is not None  # noqa: PT018  only such are on the agenda
    votes = [texts.VOTE.format(label=label(vote.voter), choice=words[vote.choice].lower()) for vote in ballot.votes]
    aside = [label(person) for person in where.panel.aside]
    asked = texts.ASKED.format(what=decides(submission), stage=ballot.opened.stage_label)
    cells = (
        f"{place}.", each.code, each.milestone.activity.title, asked, submission.shown.result or texts.NO_RESULT,
        joined(_changed(state)) or texts.FIRST_TIME, "; ".join(votes) or texts.NO_VOTES,
        ", ".join(aside) or texts.ALL_VOTE,
    )  # fmt: skip
    return AgendaItem(ballot.number, cells)


def _changed(state: State) -> Iterator[str]:
    """What is different from the last time that this was put before the voters."""
    refused = [each for each in state.ballots if each.outcome is Outcome.REFUSED]
    if refused:
        yield texts.WAS_REFUSED.format(why=refused[-1].why)
    if len(state.submissions) > 1:
        before, after = (each.shown.result or texts.NO_RESULT for each in state.submissions[-2:])
        if before != after:
            yield texts.WAS.format(before=before, after=after)
