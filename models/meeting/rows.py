"""The rows of the tab «Заседание»: who may attend, then the ballots of each meeting."""

from collections.abc import Iterable, Iterator, Sequence

from models.approval import Overview, decides
from models.board import Cells, columns
from models.journal import Ballot, Event
from models.meeting import texts
from models.meeting.meetings import Meeting, meetings
from models.school import School
from models.text import spell_day


def attendance_key(number: int, label: str) -> str:
    """The «№» of a row in which the presence of a person is marked."""
    return f"{number}: {label}"


def ballot_key(number: int, ballot: str) -> str:
    """The «№» of a row in which the votes on a ballot are entered."""
    return f"{number}: {ballot}"


def meeting_rows(school: School, overviews: Sequence[Overview], events: Iterable[Event]) -> tuple[Cells, ...]:
    """The engine's cells of every row, meeting by meeting; nothing before the first one."""
    ballots = {ballot.number: (each, ballot) for each in overviews for ballot in each.state.ballots}
    return tuple(row for meeting in meetings(events) for row in _rows(school, meeting, ballots))


def _rows(school: School, meeting: Meeting, ballots: dict[str, tuple[Overview, Ballot]]) -> Iterator[Cells]:
    day = spell_day(meeting.opened.on)
    for person in meeting.opened.attendants:
        label = school.roster.label(person)
        yield {
            columns.NUMBER: attendance_key(meeting.number, label),
            columns.CODE: None,
            columns.TITLE: label,
            columns.DECIDES: texts.ATTENDANCE.format(number=meeting.number, day=day),
        }
    for number in meeting.opened.ballots:
        if number in ballots:
            each, ballot = ballots[number]
            what = decides(each.state.submissions[ballot.opened.number - 1])
            yield {
                columns.NUMBER: ballot_key(meeting.number, number),
                columns.CODE: each.code,
                columns.TITLE: each.milestone.activity.title,
                columns.DECIDES: texts.ASKED.format(what=what, stage=ballot.opened.stage_label),
            }
