"""The journal keeps a pass whole or not at all, and tells when it was tampered with."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from models.board import Formula
from models.journal import Done, Event, Started, Voted, control_code
from models.journal.texts import RESTORE, RESTORE_THEN
from models.mail import Outgoing
from models.observation import Doubt, DoubtKind
from models.school import Choice
from models.text import Problem, VekhaError
from tasks.database import Head, Journal, JournalMoved, Outbox, open_database
from tasks.database.engine import reading, writing
from tasks.database.journal import Recording
from tests.support import generated_events
from tests.support.fuzz import examples
from tests.support.generated_events import PLAIN
from tests.support.processes import FORK, KILLED, Executioner, run_together

MORNING = datetime(2021, 3, 15, 4, tzinfo=UTC)
NOON = datetime(2021, 3, 15, 7, tzinfo=UTC)
SCHOOLS = (f"school-{number}" for number in count(1))
MARK = {"Отметка": "Готово", "Результат": "Приказ № 17", "Новый срок": date(2021, 4, 1)}
UNREAD = Problem("1.3/2021", "Слово «Гтово» не понято", "Выберите из списка")
JAMMED = Problem("2.1/2021", "Некому голосовать", "Назначьте замещающего")


def started(code: str, moment: datetime = MORNING) -> Started:
    return Started(milestone=code, seen_at=moment, why=f"{code}: начато")


def voted(code: str, moment: datetime = NOON) -> Voted:
    return Voted(
        milestone=code,
        seen_at=moment,
        why="Член рабочей группы 2: утвердить",
        ballot=f"{code}-1.1",
        voter="member_2",
        seat="member_2",
        post="Рабочая группа",
        choice=Choice.APPROVE,
        comment="",
        fingerprint="0f" * 8,
    )


def letter(person: str, day: date = date(2021, 3, 15)) -> Outgoing:
    return Outgoing(
        person,
        day,
        "daily",
        f"{person}@school",
        "Ваши вехи",
        f"<{person}.{day}>",
        b"\r\n\xff",
        NOON + timedelta(days=1),
    )


VALUES = st.one_of(
    PLAIN,
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.builds(Formula, PLAIN),
    st.none(),
)
on_one_database = settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_an_empty_journal_has_an_empty_head_and_nothing_to_find_fault_with(engine: Engine) -> None:
    journal = Journal(engine, "150")
    told = (journal.head(), journal.recorded(), journal.sightings(), journal.problems(), journal.verify())
    assert told == (Head(0, "", None), (), {}, (), ())


def test_one_pass_is_read_back_as_it_was_recorded(engine: Engine) -> None:
    journal = Journal(engine, "150")
    events = (started("1.3/2021"), voted("1.1/2021"))
    kept = journal.record(
        Head(), events, sightings={"1.3/2021": MARK}, problems=[UNREAD], letters=[letter("anna")], now=NOON
    )
    assert tuple(each.event for each in kept.recorded) == events
    assert [each.position for each in kept.recorded] == [1, 2]
    assert kept.letters == 1
    assert journal.recorded() == kept.recorded
    assert journal.head() == Head(2, kept.recorded[-1].digest, NOON)
    assert journal.sightings() == {"1.3/2021": MARK}
    assert journal.problems() == ((UNREAD, NOON),)
    assert journal.verify() == ()


@on_one_database
@given(event=generated_events.events())
def test_every_kind_of_event_is_read_back_in_utc(engine: Engine, event: Event) -> None:
    journal = Journal(engine, next(SCHOOLS))
    journal.record(Head(), [event], now=NOON)
    back = journal.recorded()[0].event
    assert (back, back.seen_at.tzinfo, journal.head().seen_at) == (event, UTC, event.seen_at)
    assert journal.verify() == ()


@on_one_database
@given(cells=st.dictionaries(PLAIN, VALUES))
def test_every_value_of_a_cell_is_read_back_with_its_type(engine: Engine, cells: dict[str, object]) -> None:
    journal = Journal(engine, next(SCHOOLS))
    journal.record(Head(), [], sightings={"1.3/2021": cells}, now=NOON)
    back = journal.sightings()["1.3/2021"]
    assert back == cells
    assert {name: type(value) for name, value in back.items()} == {name: type(value) for name, value in cells.items()}


EAST = timezone(timedelta(hours=5))


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({}, []),
        ({"kinds": ("voted",)}, [2, 4]),
        ({"kinds": ("done", "started")}, [1, 3]),
        ({"since": NOON.astimezone(EAST)}, [2, 3, 4]),
        ({"since": NOON + timedelta(seconds=1)}, [4]),
        ({"first": 2}, [1, 2]),
        ({"last": 2}, [3, 4]),
        ({"last": 9}, [1, 2, 3, 4]),
        ({"kinds": ("voted",), "since": NOON + timedelta(hours=2), "first": 1, "last": 1}, [1, 2, 4]),
    ],
)
def test_an_excerpt_holds_each_event_that_is_asked_for_once_and_in_order(
    asked: dict[str, Any], places: list[int], engine: Engine
) -> None:
    journal, other = Journal(engine, "150"), Journal(engine, "151")
    evening = NOON.astimezone(EAST) + timedelta(hours=1)
    events = [started("1.1/2021"), voted("1.1/2021"), started("1.2/2021", NOON), voted("1.1/2021", evening)]
    kept = journal.record(Head(), events, now=NOON).recorded
    other.record(Head(), [voted("1.1/2021")], now=NOON)
    assert journal.excerpt(**asked) == tuple(kept[place - 1] for place in places)
    assert journal.history("1.2/2021") == (kept[2],)
    assert (journal.coded(kept[3].digest[:16]), journal.coded("0" * 16)) == (kept[3], None)


def test_a_moment_before_the_head_is_our_mistake(engine: Engine) -> None:
    journal = Journal(engine, "150")
    journal.record(Head(), [voted("1.1/2021")], now=NOON)
    with pytest.raises(ValueError, match="an event of 2021-03-15 04:00"):
        journal.record(journal.head(), [started("1.3/2021")], now=NOON)
    with pytest.raises(ValueError, match="without a zone"):
        journal.record(journal.head(), [started("1.3/2021", datetime(2021, 4, 1))], now=NOON)
    assert len(journal.recorded()) == 1


def test_schools_in_one_database_do_not_see_each_other(engine: Engine) -> None:
    ours, theirs = Journal(engine, "150"), Journal(engine, "151")
    for journal in (ours, theirs):
        journal.record(
            Head(), [started("1.1/2021")], sightings={"1": {}}, problems=[UNREAD], letters=[letter("anna")], now=NOON
        )
    theirs.record(theirs.head(), [voted("1.1/2021")], problems=[], now=NOON)
    assert (ours.head().position, ours.problems(), ours.verify()) == (1, ((UNREAD, NOON),), ())
    assert (theirs.head().position, theirs.problems(), theirs.verify()) == (2, (), ())
    assert ours.recorded()[0].digest != theirs.recorded()[0].digest


def test_a_pass_with_nothing_new_writes_nothing(engine: Engine) -> None:
    journal = Journal(engine, "150")
    again = {"sightings": {"1": MARK}, "problems": [UNREAD, UNREAD], "letters": [letter("anna")]}
    journal.record(Head(), [started("1.1/2021")], now=NOON, **again)
    with writing(engine) as other:  # whoever wanted to write now would have to wait
        other.execute(text("UPDATE heads SET position = position"))
        assert journal.record(journal.head(), [], now=NOON + timedelta(days=1), **again) == Recording()
    assert journal.problems() == ((UNREAD, NOON),)


def test_a_problem_that_stays_keeps_its_since(engine: Engine) -> None:
    journal = Journal(engine, "150")
    for moment, stand in ((MORNING, [UNREAD]), (NOON, [JAMMED, UNREAD]), (NOON, None)):
        journal.record(journal.head(), [], problems=stand, now=moment)
    assert journal.problems() == ((UNREAD, MORNING), (JAMMED, NOON))
    journal.record(journal.head(), [], problems=[JAMMED], now=NOON)
    journal.record(journal.head(), [], problems=[JAMMED, UNREAD], now=NOON + timedelta(days=1))
    assert journal.problems() == ((UNREAD, NOON + timedelta(days=1)), (JAMMED, NOON))


def test_sightings_that_a_pass_does_not_name_stay(engine: Engine) -> None:
    journal = Journal(engine, "150")
    journal.record(Head(), [], sightings={"1.1/2021": MARK, "1.3/2021": {"Результат": 17}}, now=NOON)
    journal.record(Head(), [], sightings={"1.3/2021": {"Результат": 17.0}, "1.4/2021": {}}, now=NOON)
    assert journal.sightings() == {"1.1/2021": MARK, "1.3/2021": {"Результат": 17.0}, "1.4/2021": {}}
    assert type(journal.sightings()["1.3/2021"]["Результат"]) is float


def test_what_was_seen_of_the_board_is_kept_where_it_is_news_to_who_looked(engine: Engine) -> None:
    """The save number never falls, whoever looked longer ago; the columns that were missed come and go."""
    journal, gone = Journal(engine, "school-150"), frozenset({("План 2021", "Отметка")})
    first = journal.looks()
    for looks, save, missed, kept in (
        (first, 3, gone, (3, gone)),
        (journal.looks, 3, (), (3, frozenset())),
        (journal.looks, 3, gone, (3, gone)),
        (first, 2, gone, (3, gone)),
        (journal.looks, 4, (), (4, frozenset())),
    ):
        journal.saw_board(looks() if callable(looks) else looks, save, missed)
        seen = journal.looks()
        assert (seen.save, seen.missed) == kept


def test_a_doubt_that_ended_goes_when_whoever_saw_it_end_has_numbered_the_board(engine: Engine) -> None:
    journal = Journal(engine, "150")
    first, second = (Doubt(f"1.{n}/2021", DoubtKind.OLDER, NOON.astimezone(UTC), MARK, {}) for n in (1, 2))
    journal.record(Head(), [], doubts=[first, second], now=NOON)
    journal.saw_board(journal.looks(), 3)
    assert journal.doubts() == (first, second)
    journal.saw_board(journal.looks(), 3, doubts=(second,))
    assert (journal.doubts(), journal.looks().save) == ((second,), 3)
    journal.saw_board(journal.looks(), 3, doubts=())
    assert journal.doubts() == ()


def test_one_letter_per_person_and_day_is_queued_whatever_the_pass(engine: Engine) -> None:
    journal, outbox = Journal(engine, "150"), Outbox(engine, "150")
    first = journal.record(Head(), [], letters=[letter("anna"), letter("anna"), letter("boris")], now=MORNING)
    second = journal.record(Head(), [], letters=[letter("boris"), letter("anna", date(2021, 3, 16))], now=NOON)
    assert (first.letters, second.letters) == (2, 1)
    assert [(each.person, each.day.day) for each in outbox.letters()] == [("anna", 15), ("boris", 15), ("anna", 16)]
    assert outbox.claim(NOON, "one").mime == b"\r\n\xff"


def test_a_pass_over_an_old_head_keeps_nothing(engine: Engine) -> None:
    journal = Journal(engine, "150")
    journal.record(Head(), [started("1.1/2021")], now=NOON)
    for events in ([voted("1.1/2021")], []):
        with pytest.raises(JournalMoved) as caught:
            journal.record(Head(), events, sightings={"1": MARK}, problems=[UNREAD], letters=[letter("anna")], now=NOON)
        assert str(caught.value) == "Пока шёл этот проход, другой уже записал своё в журнал: повторите команду."
    assert (journal.head().position, journal.sightings(), journal.problems()) == (1, {}, ())
    assert Outbox(engine, "150").letters() == ()


def test_of_two_passes_at_once_exactly_one_records(database_url: str) -> None:
    rounds, together, told = 25, FORK.Barrier(2), FORK.SimpleQueue()

    def passes(name: str) -> None:
        engine = open_database(database_url)
        journal = Journal(engine, "150")
        for number in range(rounds):
            head = journal.head()
            together.wait()
            try:
                journal.record(
                    head, [started(f"{name}.{number}/2021")], problems=[UNREAD], sightings={name: MARK}, now=NOON
                )
                told.put((number, "recorded"))
            except JournalMoved:
                told.put((number, "moved"))
            together.wait()
        engine.dispose()

    open_database(database_url).dispose()
    assert run_together(partial(passes, "1"), partial(passes, "2")) == [0, 0]
    outcomes = sorted(told.get() for _ in range(2 * rounds))
    assert outcomes == [(number, said) for number in range(rounds) for said in ("moved", "recorded")]
    engine = open_database(database_url)
    journal = Journal(engine, "150")
    assert ([each.position for each in journal.recorded()], journal.verify()) == ([*range(1, rounds + 1)], ())
    engine.dispose()


def test_a_pass_killed_at_any_step_leaves_all_or_nothing_and_the_next_one_finishes(database_url: str) -> None:
    def passes(school: str, executioner: Executioner) -> None:
        engine = open_database(database_url)
        executioner.watch(engine)
        record(engine, school)
        os._exit(0)

    def record(engine: Engine, school: str) -> None:
        journal = Journal(engine, school)
        events = () if journal.recorded() else (started("1.1/2021"), voted("1.1/2021"))
        journal.record(
            journal.head(), events, sightings={"1": MARK}, problems=[UNREAD], letters=[letter("anna")], now=NOON
        )

    def kept(engine: Engine, school: str) -> tuple[int, int, int, int]:
        journal = Journal(engine, school)
        letters = Outbox(engine, school).letters()
        return len(journal.recorded()), len(journal.sightings()), len(journal.problems()), len(letters)

    engine = open_database(database_url)
    seen, exits = [], []
    for last in count(1):
        school = f"killed at step {last}"
        exits += run_together(partial(passes, school, Executioner(last)))
        seen.append(kept(engine, school))
        record(engine, school)
        assert (kept(engine, school), Journal(engine, school).verify()) == ((2, 1, 1, 1), ())
        if exits[-1] == 0:
            break
    engine.dispose()
    assert exits == [KILLED] * (len(exits) - 1) + [0]
    assert len(exits) > 10
    assert seen == sorted(seen)
    assert set(seen) == {(0, 0, 0, 0), (2, 1, 1, 1)}


FORBIDDEN = {
    "edit": "UPDATE events SET why = 'иначе' WHERE position = 1",
    "delete": "DELETE FROM events WHERE position = 2",
    "empty": {"sqlite": "DELETE FROM events", "postgresql": "TRUNCATE events"},
    "repeat": "INSERT INTO events SELECT * FROM events WHERE position = 2",
    "replace": {
        "sqlite": "INSERT OR REPLACE INTO events SELECT * FROM events WHERE position = 1",
        "postgresql": "INSERT INTO events SELECT * FROM events WHERE position = 1 "
        "ON CONFLICT (school, position) DO UPDATE SET why = 'иначе'",
    },
}


@pytest.mark.parametrize("way", FORBIDDEN)
def test_the_database_itself_refuses_to_change_what_was_recorded(engine: Engine, way: str) -> None:
    journal = Journal(engine, "150")
    kept = journal.record(Head(), [started("1.1/2021"), voted("1.1/2021")], now=NOON).recorded
    statement = FORBIDDEN[way]
    with pytest.raises(DatabaseError, match=r"events are (never|only)|duplicate key"), writing(engine) as connection:
        connection.execute(text(statement if isinstance(statement, str) else statement[engine.dialect.name]))
    assert (journal.recorded(), journal.verify()) == (kept, ())


CHANGED = "Содержание не сходится с контрольной суммой: запись изменили после того, как она была сделана"
UNCHAINED = "Запись не продолжает предыдущую: одну из них подменили"
BESIDE = "Столбцы таблицы расходятся с самой записью ({}): их изменили"
TAMPERED = {
    "a sentence in the event": (
        "UPDATE events SET body = replace(body, 'Член', 'Чтец') WHERE position = 2",
        [(2, CHANGED), (2, BESIDE.format("why"))],
    ),
    "a sentence beside the event": ("UPDATE events SET why = '' WHERE position = 3", [(3, BESIDE.format("why"))]),
    "a moment beside the event": (
        "UPDATE events SET seen_at = '2021-03-15T04:00:00.000000+00:00' WHERE position = 4",
        [(4, BESIDE.format("seen_at"))],
    ),
    "a sentence in both": (
        "UPDATE events SET body = replace(body, 'Член', 'Чтец'), why = replace(why, 'Член', 'Чтец') WHERE position = 3",
        [(3, CHANGED)],
    ),
    "a sentence told twice": (
        'UPDATE events SET body = replace(body, \'"why"\', \'"why"\\:"иначе","why"\') WHERE position = 1',
        [(1, CHANGED)],
    ),
    "a digest": ("UPDATE events SET digest = previous WHERE position = 2", [(2, CHANGED), (3, UNCHAINED)]),
    "a text that is no event": ("UPDATE events SET body = '{}' WHERE position = 2", [(2, "Запись не читается")]),
    "a text that is no JSON": ("UPDATE events SET body = 'да' WHERE position = 2", [(2, "Запись не читается")]),
    "an event gone": ("DELETE FROM events WHERE position = 2", [(2, "Нет записи 2")]),
    "the first events gone": ("DELETE FROM events WHERE position < 3", [(1, "Нет записей с 1-й по 2-ю")]),
    "the last event gone": ("DELETE FROM events WHERE position = 4", [(4, "Нет записи 4")]),
    "all events gone": ("DELETE FROM events", [(1, "Нет записей с 1-й по 4-ю")]),
    "an event gone and the rest moved up": (
        "UPDATE events SET position = position - 1 WHERE position > 1",
        [(1, UNCHAINED), (1, CHANGED), (2, CHANGED), (3, CHANGED), (4, "Нет записи 4")],
    ),
    "an event added": (
        "INSERT INTO events SELECT school, 5, milestone, kind, seen_at, why, body, previous, digest "
        "FROM events WHERE position = 4",
        [(5, UNCHAINED), (5, CHANGED), (5, "Последняя запись не та, что была сделана последней")],
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_tampered_with_is_named(engine: Engine, what: str) -> None:
    statement, expected = TAMPERED[what]
    journal = Journal(engine, "150")
    journal.record(Head(), [started("1.3/2021"), voted("1.3/2021")], now=NOON)
    journal.record(
        journal.head(),
        [voted("1.3/2021"), Done(milestone="1.3/2021", seen_at=NOON, why="Исполнено", number=1)],
        now=NOON,
    )
    disarm(engine)
    with writing(engine) as connection:
        if what == "an event gone and the rest moved up":
            connection.execute(text("DELETE FROM events WHERE position = 1"))
            for position in (2, 3, 4):
                connection.execute(text(f"UPDATE events SET position = {position - 1} WHERE position = {position}"))
        else:
            connection.execute(text(statement))
    problems = [Problem(f"Журнал, запись {position}", found, RESTORE) for position, found in expected]
    assert list(journal.verify()) == problems


REWRITTEN = {
    "nothing": ([], 0),
    "the end cut off and the head mended": (
        ["DELETE FROM events WHERE position = 2",
         "UPDATE heads SET position = 1, digest = (SELECT digest FROM events WHERE position = 1)"],
        1,
    ),
    "everything gone": (["DELETE FROM events", "DELETE FROM heads"], 2),
}  # fmt: skip


@pytest.mark.parametrize("what", REWRITTEN)
def test_a_history_that_was_rewritten_with_its_head_does_not_agree_with_letters_that_went(
    engine: Engine, what: str
) -> None:
    """The chain alone is sound again; the codes in letters are not in it. Another school's letters prove nothing."""
    statements, foreign = REWRITTEN[what]
    journal, theirs = Journal(engine, "150"), Journal(engine, "151")
    days = (date(2021, 3, 15), date(2021, 3, 16))
    for day in days:
        journal.record(journal.head(), [started(f"1.{day.day}/2021")], now=NOON)
        code = control_code(journal.head().digest)
        journal.record(journal.head(), [], letters=[replace(letter("anna", day), code=code)], now=NOON)
    theirs.record(Head(), [], letters=[letter("boris"), replace(letter("vera"), code="0" * 16)], now=NOON)
    codes = [control_code(each.digest) for each in journal.recorded()]
    disarm(engine)
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
    day, code = days[-foreign], codes[-foreign]
    found = f"Кода {code} из письма от {day:%d.%m.%Y} в журнале нет"
    more = f" (писем с такими кодами ещё {foreign - 1})" if foreign > 1 else ""
    expected = [Problem("Журнал", f"{found}{more}: записи изменили", RESTORE)] if foreign else []
    assert list(journal.verify()) == expected


def test_a_journal_that_lost_its_end_is_not_written_on(engine: Engine) -> None:
    journal = Journal(engine, "150")
    journal.record(Head(), [started("1.3/2021"), voted("1.3/2021")], now=NOON)
    disarm(engine)
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM events WHERE position = 2"))
    with pytest.raises(VekhaError) as caught:
        journal.record(journal.head(), [voted("1.3/2021")], now=NOON)
    cut = "Журнал оборван: последняя запись 1, а должна быть 2. Дальше не пишу"
    assert str(caught.value) == f"{cut}: {RESTORE_THEN}."


def test_an_event_that_cannot_be_read_is_said_by_its_position(engine: Engine) -> None:
    journal = Journal(engine, "150")
    journal.record(Head(), [started("1.3/2021"), voted("1.3/2021")], now=NOON)
    disarm(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE events SET body = '[]' WHERE position = 2"))
    with pytest.raises(VekhaError) as caught:
        journal.recorded()
    assert str(caught.value) == f"Запись 2 журнала не читается: выполните vekha verify, затем {RESTORE_THEN}."


def disarm(engine: Engine) -> None:
    """Drop the guards, as somebody with the database's password could."""
    with reading(engine) as connection:
        if engine.dialect.name == "sqlite":
            names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        else:
            names = connection.scalars(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).all()
    with writing(engine) as connection:
        for name in names:
            on = "" if engine.dialect.name == "sqlite" else " ON events"
            connection.execute(text(f"DROP TRIGGER {name}{on}"))
