"""How states stand is known the same with a kept fold, without one, and with a false one that nobody may believe."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, text

from models.journal import Cleared, Event, Fold, MeetingOpened, Started, State, replay
from models.school import Status
from tasks.database import Journal, JournalMoved, copy_school, open_database
from tasks.database.engine import reading, sqlite_url, writing
from tasks.database.tables import FOLDS

MORNING = datetime(2021, 3, 15, 4, tzinfo=UTC)
CODES = ("1.1/2021", "1.2/2021", "2.1/2022")
FOLD_EVERY = 24


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fold is kept every so many facts: hundreds for each test would only take longer."""
    monkeypatch.setattr("tasks.database.folds.FOLD_EVERY", FOLD_EVERY)


def life(first: int, count: int) -> list[Event]:
    """So many facts from a place on: three milestones are begun and given up again and again, and a meeting called."""
    found: list[Event] = []
    for place in range(first, first + count):
        kind = Cleared if place % 2 else Started
        moment = MORNING + timedelta(minutes=place)
        found.append(kind(milestone=CODES[place % 3], seen_at=moment, why=f"{place}"))
    found[-1] = MeetingOpened(seen_at=found[-1].seen_at, why="", number=1, on=MORNING.date(), attendants=(), ballots=())
    return found


def journal_of(engine: Engine, *parts: int, school: str = "150") -> Journal:
    """A journal that was written in parts of so many facts."""
    journal, place = Journal(engine, school), 0
    for part in parts:
        journal.record(journal.head(), life(place, part), now=MORNING)
        place += part
    return journal


def kept(engine: Engine, school: str = "150") -> Fold | None:
    with reading(engine) as connection:
        row = connection.execute(select(FOLDS).where(FOLDS.c.school == school)).one_or_none()
    return Fold(row.position, row.digest, row.rules, row.states) if row is not None else None


def change(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        connection.execute(text(statement))


def folded(journal: Journal) -> dict[str, State]:
    return replay(each.event for each in journal.recorded())


@pytest.mark.parametrize(
    ("parts", "position"),
    [
        ((FOLD_EVERY - 1,), None),
        ((FOLD_EVERY,), FOLD_EVERY),
        ((FOLD_EVERY, 1), FOLD_EVERY),
        ((FOLD_EVERY, 1, FOLD_EVERY - 2), FOLD_EVERY),
        ((FOLD_EVERY - 1, 20, FOLD_EVERY - 20), FOLD_EVERY + 19),
        ((FOLD_EVERY - 1, 20, FOLD_EVERY), 2 * FOLD_EVERY + 19),
    ],
)
def test_a_fold_is_kept_now_and_then_and_what_is_known_is_the_fold_of_every_event(
    parts: tuple[int, ...], position: int | None, engine: Engine
) -> None:
    journal = journal_of(engine, *parts)
    head, known = journal.known()
    fold = kept(engine)
    assert (fold.position if fold else None, head, journal.audit()) == (position, journal.head(), ())
    assert list(known.states.items()) == list(folded(journal).items())
    assert fold is None or fold.read() == replay(each.event for each in journal.recorded()[: fold.position])


BELIEVED = f"UPDATE folds SET states = '{{\"{CODES[0]}\":{{\"code\":\"{CODES[0]}\",\"rest\":\"done\"}}}}'"


def test_what_is_kept_is_read_instead_of_the_events_before_it(engine: Engine) -> None:
    """Shown with a false one: with its events at their places it is believed, until `verify` says so."""
    journal = journal_of(engine, FOLD_EVERY)
    change(engine, BELIEVED)
    assert {code: state.rest for code, state in journal.known()[1].states.items()} == {CODES[0]: Status.DONE}


@pytest.mark.parametrize(
    "statement",
    [
        f"{BELIEVED}, rules = rules + 1",
        f"{BELIEVED}, rules = 0",
        f"{BELIEVED}, digest = 'f' || digest",
        f"{BELIEVED}, position = position - 1",
        f"{BELIEVED}, position = position + 1000",
        "UPDATE folds SET states = 'nothing'",
        "UPDATE folds SET states = '{\"1.1/2021\": {\"rest\": \"done\"}}'",
        "DELETE FROM folds",
    ],
)
def test_a_fold_of_other_rules_or_of_another_journal_is_no_use_and_another_takes_its_place(
    statement: str, engine: Engine
) -> None:
    journal = journal_of(engine, FOLD_EVERY, 3)
    change(engine, statement)
    assert journal.known()[1].states == folded(journal)
    journal.record(journal.head(), life(FOLD_EVERY + 3, FOLD_EVERY), now=MORNING)
    fold = kept(engine)
    assert (journal.known()[1].states, journal.audit()) == (folded(journal), ())
    assert fold is not None
    assert (fold.position, fold.read()) == (2 * FOLD_EVERY + 3, folded(journal))


def test_a_false_fold_is_named_once_and_dropped(engine: Engine) -> None:
    """Verifying folds every event and believes nothing that is kept; another school's fold is left alone."""
    journal, other = journal_of(engine, FOLD_EVERY), journal_of(engine, FOLD_EVERY, school="151")
    change(engine, f"{BELIEVED} WHERE school = '150'")
    named = [problem.found for problem in journal.audit()]
    told = f"Свод фактов на запись {FOLD_EVERY} расходится с самими фактами (вехи: {', '.join(CODES)}): его изменили"
    assert named == [f"{told}; он отброшен"]
    assert (journal.audit(), kept(engine), journal.known()[1].states) == ((), None, folded(journal))
    assert (other.audit(), kept(engine, "151") is not None) == ((), True)


def test_a_look_with_nothing_to_record_keeps_the_fold_that_an_older_release_did_not(engine: Engine) -> None:
    """Once, and nothing else is written; a short journal needs none."""
    journal, short = journal_of(engine, FOLD_EVERY), journal_of(engine, 5, school="151")
    change(engine, "DELETE FROM folds")
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2].split()[0]))
    for each in (journal, short):
        each.record(each.head(), (), now=MORNING)
    fold, written = kept(engine), statements.count("INSERT")
    journal.record(journal.head(), (), now=MORNING)
    assert (fold is not None, kept(engine), kept(engine, "151")) == (True, fold, None)
    assert statements.count("INSERT") == written


def test_of_two_passes_at_once_the_second_keeps_neither_facts_nor_a_fold(engine: Engine) -> None:
    journal = journal_of(engine, 1)
    head = journal.head()
    journal.record(head, life(1, FOLD_EVERY), now=MORNING)
    fold = kept(engine)
    with pytest.raises(JournalMoved):
        journal.record(head, life(1, 2 * FOLD_EVERY), now=MORNING)
    assert (kept(engine), journal.known()[1].states) == (fold, folded(journal))


def test_a_fold_goes_with_its_journal_into_a_copy_and_is_no_use_to_another_one(engine: Engine, tmp_path: Path) -> None:
    """A copy of an earlier day brings its own; what a database kept of a longer journal is not believed over it."""
    journal = journal_of(engine, FOLD_EVERY)
    target = open_database(sqlite_url(tmp_path / "copy.db"))
    copy_school(engine, target, "150")
    copied = Journal(target, "150")
    assert (kept(target), copied.known()[1].states) == (kept(engine), journal.known()[1].states)
    longer = journal_of(engine, FOLD_EVERY, FOLD_EVERY, school="151")
    change(engine, "DELETE FROM folds WHERE school = '150'")
    change(engine, "UPDATE folds SET school = '150'")
    assert longer.known()[1].states == folded(longer)
    assert journal.known()[1].states == folded(journal)
    target.dispose()
