"""What is read of a long journal is what the board and the letters of a day need of it; its fold is checked."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta

import pytest

from flows import excerpts
from flows.office import SchoolContext
from flows.passes import journal_problems
from models.journal import Cleared, Entered, Event, MeetingClosed, MeetingOpened, Retired, Started
from models.mail import Telling, Told
from models.projection import LOG_LENGTH
from tasks.database import Head, Journal, Outbox, open_database, sqlite_url
from tasks.xlsx import XlsxBoard
from tests.support.sample import SAMPLE, ZONE, shipped

BEGIN, CODE, FACTS = datetime(2021, 3, 1, 4, tzinfo=UTC), "1.3/2021", 700
MONDAY = date(2021, 3, 29)


def fact(place: int) -> Event:
    """The fact at a place; rare ones stand among the first."""
    at = BEGIN + timedelta(hours=place - 1)
    meeting = {"seen_at": at, "why": "", "number": 1, "on": at.date()}
    match place:
        case 10:
            return MeetingOpened(**meeting, attendants=(), ballots=())
        case 20:
            return Entered(milestone=CODE, seen_at=at, why="", order="№ 1", due=None)
        case 30:
            return MeetingClosed(
                **meeting, present=(), absent=(), chair="", secretary="", resolutions=(), left_out=()
            )
        case 40:
            return Retired(milestone=CODE, seen_at=at, why="", order="№ 2", full="")
    return (Started if place % 2 else Cleared)(milestone=CODE, seen_at=at, why="")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SchoolContext]:
    """A school with a long journal and no board yet."""
    var = tmp_path_factory.mktemp("var")
    engine, own = open_database(sqlite_url(var / "vekha.db")), shipped().settings.id
    Journal(engine, own).record(Head(), [fact(place) for place in range(1, FACTS + 1)], now=BEGIN)
    board = XlsxBoard(var / "board.xlsx", var / "backups", zone=ZONE)
    now = datetime.combine(MONDAY, time(9), ZONE)
    yield SchoolContext(shipped(), SAMPLE, var, board, Journal(engine, own), Outbox(engine, own), now)
    engine.dispose()


def since(day: date) -> int:
    """The place of the first fact of a day of the school."""
    return next(n for n in range(1, FACTS) if fact(n).seen_at >= datetime.combine(day, time(), ZONE))


def test_the_board_shows_the_last_facts_and_those_of_every_meeting(office: SchoolContext) -> None:
    last = range(FACTS - LOG_LENGTH + 1, FACTS + 1)
    assert excerpts.shown(office) == [fact(place) for place in (10, 30, *last)]
    assert excerpts.of_meetings(office) == [fact(10), fact(30)]


@pytest.mark.parametrize(
    ("tellings", "first"),
    [
        ((), date(2021, 3, 22)),  # the week before
        ((date(2021, 3, 22),), date(2021, 3, 22)),
        ((date(2021, 3, 15),), date(2021, 3, 15)),  # no summary came since
        ((date(2021, 3, 15), date(2021, 3, 22)), date(2021, 3, 22)),
    ],
)
def test_letters_read_outcomes_however_old_and_the_rest_since_the_last_summary(
    office: SchoolContext, tellings: tuple[date, ...], first: date
) -> None:
    """And the first fact of all: it says whether a month or year had anything to tell."""
    readers = [person for role in ("curator", "working_group", "director")
               for person in shipped().roster.members(role, MONDAY)]  # fmt: skip
    told = Told(tuple(Telling(person, day, "weekly") for day in tellings for person in readers))
    read = excerpts.for_letters(office, told, MONDAY)
    assert read == [(place, fact(place)) for place in (1, 20, 40, *range(since(first), FACTS + 1))]


def test_verifying_names_a_false_fold_once(office: SchoolContext) -> None:
    """Beside what the facts themselves say, which is nothing here."""
    file = office.var / "vekha.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE folds SET states = replace(states, '№ 2', '№ 3')")
    found = [journal_problems(office) for _ in range(2)]
    assert [(facts, [problem.where for problem in problems]) for facts, problems in found] == [
        (FACTS, ["Журнал"]),
        (FACTS, []),
    ]
    assert CODE in found[0][1][0].found
