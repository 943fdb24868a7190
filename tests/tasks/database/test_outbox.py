"""No letter is lost, whatever happens to those who send; each person has one for a day."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select

from models.mail import LetterState, Outgoing, QueuedLetter, Result
from models.text import VekhaError
from tasks.database import Head, Journal, Outbox, open_database
from tasks.database.engine import reading, sqlite_url, writing
from tasks.database.outbox import Claimed
from tasks.database.tables import LETTERS
from tests.support.processes import FORK, run_together

DAY = date(2021, 3, 15)
MORNING = datetime(2021, 3, 15, 3, tzinfo=UTC)
NIGHT = datetime(2021, 3, 15, 19, tzinfo=UTC)
NOTE = "Снято с отправки 15.03.2021 в 09:00"
WAITING = (LetterState.QUEUED, LetterState.SENDING)


def after(**parts: float) -> datetime:
    return MORNING + timedelta(**parts)


def queue(engine: Engine, *people: str, school: str = "150", day: date = DAY, now: datetime = MORNING) -> Outbox:
    letters = [
        Outgoing(name, day, "daily", f"{name}@school", "Ваши вехи", f"<{name}.{day}@vekha>", name.encode(), NIGHT)
        for name in people
    ]
    Journal(engine, school).record(Head(), [], letters=letters, now=now)
    return Outbox(engine, school)


def told(outbox: Outbox) -> dict[str, tuple[LetterState, int, datetime, str | None]]:
    return {each.person: (each.state, each.attempts, each.next_at, each.error) for each in outbox.letters()}


def dead(outbox: Outbox) -> dict[str, str | None]:
    return {each.address: each.error for each in outbox.undelivered() if each.state is LetterState.DEAD}


def test_a_queued_letter_is_claimed_sent_and_kept(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    letter = outbox.claim(MORNING, "one")
    entry = QueuedLetter(
        id=1,
        person="anna",
        day=DAY,
        kind="daily",
        address="anna@school",
        subject="Ваши вехи",
        message_id="<anna.2021-03-15@vekha>",
        attempts=1,
        state=LetterState.SENDING,
        next_at=after(minutes=15),
        expires_at=NIGHT,
        error=None,
        created_at=MORNING,
        sent_at=None,
    )
    assert letter == Claimed(entry, b"anna")
    outbox.settle(entry, "one", Result.SENT, after(seconds=3))
    assert told(outbox) == {"anna": (LetterState.SENT, 1, after(minutes=15), None)}
    assert [each.sent_at for each in outbox.letters()] == [after(seconds=3)]
    assert outbox.claim(after(hours=9), "one") is None


def test_the_letter_that_waits_longest_goes_first_and_nobody_gets_one_that_is_held(engine: Engine) -> None:
    outbox = queue(engine, "boris")
    queue(engine, "anna", "vera", now=after(minutes=-5))
    claimed = [outbox.claim(MORNING, worker) for worker in ("one", "two", "three", "four")]
    assert [each and each.entry.person for each in claimed] == ["anna", "vera", "boris", None]


def test_letters_of_another_school_are_not_touched(engine: Engine) -> None:
    queue(engine, "anna", school="151")
    outbox = Outbox(engine, "150")
    assert (outbox.claim(MORNING, "one"), outbox.letters()) == (None, ())
    for refused in (partial(outbox.retry, 1, MORNING), partial(outbox.drop, 1, NOTE)):
        assert refusal(refused) == "Письма № 1 в очереди нет: посмотрите номера командой vekha outbox."


@pytest.mark.parametrize(
    "step",
    [
        lambda outbox: outbox.release(after(minutes=1)),
        lambda outbox: outbox.resume(),
        lambda outbox: outbox.retry_all(after(minutes=1)),
        lambda outbox: outbox.revive("dead@school", after(minutes=1)),
        lambda outbox: outbox.claim(after(minutes=20), "one"),
        lambda outbox: outbox.claim(NIGHT, "one"),
    ],
    ids=["release", "resume", "retry_all", "revive", "claim", "expire"],
)
def test_what_one_school_does_leaves_the_letters_of_another_as_they_were(
    engine: Engine, step: Callable[[Outbox], object]
) -> None:
    """Both have a letter that is held, one that is dead and one that waits."""
    schools = [queue(engine, "held", "dead", "waits", school=school) for school in ("150", "151")]
    for outbox in schools:
        for result in (Result.MISCONFIGURED, Result.PERMANENT):
            claimed = outbox.claim(MORNING, "one")
            assert claimed is not None
            outbox.settle(claimed.entry, "one", result, MORNING, "535 пароль")
    own, other = schools
    before = told(own), told(other)
    assert [each.person for each in other.letters((LetterState.HELD,))] == ["held"]
    step(own)
    assert (told(own) != before[0], told(other)) == (True, before[1])


def test_a_lease_that_ran_out_passes_the_letter_to_another_worker(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    slow = outbox.claim(MORNING, "slow", lease=timedelta(minutes=5))
    assert outbox.claim(after(minutes=4), "quick") is None
    quick = outbox.claim(after(minutes=5), "quick")
    outbox.settle(slow.entry, "slow", Result.PERMANENT, after(minutes=6), "нет такого ящика")
    assert told(outbox) == {"anna": (LetterState.SENDING, 2, after(minutes=20), None)}
    outbox.settle(quick.entry, "quick", Result.SENT, after(minutes=7))
    assert told(outbox) == {"anna": (LetterState.SENT, 2, after(minutes=20), None)}


def test_a_worker_that_took_the_letter_again_does_not_settle_its_first_try(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    first = outbox.claim(MORNING, "one")
    second = outbox.claim(after(minutes=15), "one")
    outbox.settle(first.entry, "one", Result.PERMANENT, after(minutes=16))
    assert told(outbox) == {"anna": (LetterState.SENDING, 2, after(minutes=30), None)}
    outbox.settle(second.entry, "one", Result.SENT, after(minutes=17))
    assert told(outbox) == {"anna": (LetterState.SENT, 2, after(minutes=30), None)}


@pytest.mark.parametrize("result", [Result.TEMPORARY, Result.UNKNOWN])
def test_a_letter_is_tried_again_later_and_later_until_its_day_is_over(engine: Engine, result: Result) -> None:
    outbox, now, waits = queue(engine, "anna"), MORNING, []
    while (letter := outbox.claim(now, "one")) is not None:
        outbox.settle(letter.entry, "one", result, now, "451 позже")
        later = outbox.letters()[0].next_at
        waits.append((later - now) // timedelta(minutes=1))
        assert outbox.claim(later - timedelta(seconds=1), "one") is None
        now = later
    assert waits == [1, 5, 15, *[60] * 16]
    assert told(outbox) == {"anna": (LetterState.EXPIRED, 19, now, "451 позже")}


def test_a_letter_past_its_day_expires_even_while_its_next_try_is_ahead(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    letter = outbox.claim(NIGHT - timedelta(minutes=1), "one")
    outbox.settle(letter.entry, "one", Result.TEMPORARY, NIGHT - timedelta(seconds=1), "451")
    assert outbox.claim(NIGHT, "one") is None
    assert [each.state for each in outbox.letters()] == [LetterState.EXPIRED]


def test_a_letter_that_is_being_sent_does_not_expire_under_its_worker(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    letter = outbox.claim(NIGHT - timedelta(minutes=1), "one")
    assert outbox.claim(NIGHT, "two") is None
    outbox.settle(letter.entry, "one", Result.SENT, NIGHT)
    assert [each.state for each in outbox.letters()] == [LetterState.SENT]


def test_wrong_settings_burn_no_attempt_and_hold_the_letter_with_the_error(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    letter = outbox.claim(MORNING, "one")
    outbox.settle(letter.entry, "one", Result.MISCONFIGURED, after(seconds=2), "535 пароль")
    later = after(minutes=15, seconds=2)
    assert told(outbox) == {"anna": (LetterState.HELD, 0, later, "535 пароль")}
    assert (outbox.fault(), outbox.stopped_until(after(minutes=1))) == ("535 пароль", later)
    assert outbox.claim(after(minutes=1), "one") is None
    outbox.release(after(minutes=1))
    assert outbox.stopped_until(after(minutes=1)) is None
    assert outbox.claim(after(minutes=1), "one").entry.attempts == 1


def test_held_letters_wait_like_others_once_one_has_gone(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris")
    for _ in range(2):
        outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.MISCONFIGURED, MORNING, "535 пароль")
    letter = outbox.claim(after(minutes=15), "one")
    outbox.settle(letter.entry, "one", Result.SENT, after(minutes=15))
    outbox.resume()
    assert {each.person: each.state for each in outbox.letters()} == {
        "anna": LetterState.SENT,
        "boris": LetterState.QUEUED,
    }
    assert outbox.fault() is None


def test_a_held_letter_expires_with_its_day(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.MISCONFIGURED, MORNING, "535 пароль")
    assert outbox.claim(NIGHT, "one") is None
    assert [each.state for each in outbox.letters()] == [LetterState.EXPIRED]


def test_a_letter_that_was_refused_for_its_content_does_not_mark_the_address(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.REFUSED, MORNING, "554 5.7.1 Spam")
    assert [each.state for each in outbox.letters()] == [LetterState.REFUSED]
    assert dead(outbox) == {}


def test_an_address_that_takes_nothing_is_dead_until_a_later_letter_arrives(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris")
    for result, error in ((Result.PERMANENT, "550 нет ящика"), (Result.SENT, None)):
        outbox.settle(outbox.claim(MORNING, "one").entry, "one", result, MORNING, error)
    assert dead(outbox) == {"anna@school": "550 нет ящика"}
    queue(engine, "anna", day=date(2021, 3, 16))
    assert dead(outbox) == {"anna@school": "550 нет ящика"}
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.SENT, MORNING)
    assert dead(outbox) == {}


def test_dropping_a_letter_that_was_refused_does_not_clear_its_address(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.PERMANENT, MORNING, "550 нет ящика")
    said = "Письмо № 1 в очереди уже не ждёт: на этот адрес письма не доставляются."
    assert refusal(partial(outbox.drop, 1, NOTE)) == said
    assert dead(outbox) == {"anna@school": "550 нет ящика"}


def test_an_address_is_alive_again_when_a_person_says_so(engine: Engine) -> None:
    """Today's letter waits anew, that of a day that is over stays away; other addresses and schools are not touched."""
    outbox = queue(engine, "anna", "boris")
    other = queue(engine, "anna", school="151")
    for each in (outbox, outbox, other):
        each.settle(each.claim(MORNING, "one").entry, "one", Result.PERMANENT, MORNING, "550 нет ящика")
    assert outbox.revive("anna@school", after(hours=1)) == 1
    assert told(outbox)["anna"] == (LetterState.QUEUED, 0, after(hours=1), "550 нет ящика")
    assert (dead(outbox), dead(other)) == ({"boris@school": "550 нет ящика"}, {"anna@school": "550 нет ящика"})
    assert outbox.revive("boris@school", NIGHT) == 0
    assert (told(outbox)["boris"][0], dead(outbox)) == (LetterState.EXPIRED, {})
    assert refusal(partial(outbox.revive, "boris@school", NIGHT)) == (
        "Адрес boris@school не отмечен как нерабочий: снимать нечего."
    )


def test_all_that_was_not_taken_is_tried_again_but_what_was_dropped_or_is_going(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris", "vera", "gleb", "sofia")
    outbox.drop(5, NOTE)
    for result in (Result.PERMANENT, Result.REFUSED, Result.TEMPORARY):
        outbox.settle(outbox.claim(MORNING, "one").entry, "one", result, MORNING, "нет")
    outbox.claim(MORNING, "two")
    assert (outbox.waiting(), outbox.retry_all(after(hours=1)), outbox.waiting()) == (2, 3, 4)
    later, queued = after(hours=1), LetterState.QUEUED
    assert told(outbox) == {
        "anna": (queued, 0, later, "нет"),
        "boris": (queued, 0, later, "нет"),
        "vera": (queued, 0, later, "нет"),
        "gleb": (LetterState.SENDING, 1, after(minutes=15), None),
        "sofia": (LetterState.DROPPED, 0, MORNING, NOTE),
    }
    assert outbox.retry_all(NIGHT) == 0


def test_a_person_has_a_letter_for_the_day_whatever_became_of_it(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris", "vera")
    outbox.drop(2, NOTE)
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.PERMANENT, MORNING)
    assert {each.person for each in outbox.letters()} == {"anna", "boris", "vera"}
    assert [each.person for each in outbox.told().tellings] == ["boris", "vera"], "a dropped one counts"


def test_a_dead_or_dropped_letter_is_tried_again_when_a_person_asks(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris")
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.PERMANENT, MORNING, "550")
    outbox.drop(2, NOTE)
    assert outbox.claim(MORNING, "one") is None
    for number in (1, 2):
        outbox.retry(number, after(hours=1))
    assert told(outbox) == {
        "anna": (LetterState.QUEUED, 0, after(hours=1), "550"),
        "boris": (LetterState.QUEUED, 0, after(hours=1), NOTE),
    }
    assert dead(outbox) == {}


def test_a_letter_that_has_gone_is_going_or_is_out_of_date_is_not_tried_again(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris")
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.SENT, MORNING)
    outbox.claim(MORNING, "one")
    before = outbox.letters()
    assert refusal(partial(outbox.retry, 1, MORNING)) == "Письмо № 1 уже отправлено."
    assert refusal(partial(outbox.drop, 1, NOTE)) == "Письмо № 1 в очереди уже не ждёт: отправлено."
    assert refusal(partial(outbox.retry, 2, MORNING)) == (
        "Письмо № 2 отправляется сейчас: подождите четверть часа и повторите."
    )
    assert refusal(partial(outbox.retry, 2, NIGHT)) == (
        "Письмо № 2 было на 15.03.2021 и устарело: вместо него придёт следующее."
    )
    assert outbox.letters() == before


def test_a_letter_dropped_while_it_is_sent_is_not_tried_again(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    letter = outbox.claim(MORNING, "one")
    outbox.drop(1, NOTE)
    outbox.settle(letter.entry, "one", Result.TEMPORARY, MORNING, "451")
    assert [each.state for each in outbox.letters()] == [LetterState.DROPPED]


def test_the_moments_at_which_letters_went_are_known(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris", "vera")
    for seconds in (10, 70, 75):
        outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.SENT, after(seconds=seconds))
    assert outbox.sent_since(after(seconds=20)) == (after(seconds=70), after(seconds=75))


def test_letters_are_listed_by_state(engine: Engine) -> None:
    outbox = queue(engine, "anna", "boris", "vera")
    outbox.drop(2, NOTE)
    outbox.claim(MORNING, "one")
    assert [each.person for each in outbox.letters(WAITING)] == ["anna", "vera"]
    assert [each.person for each in outbox.letters([LetterState.DROPPED])] == ["boris"]
    assert outbox.letters([]) == ()


def test_an_idle_outbox_is_only_read(engine: Engine) -> None:
    outbox = queue(engine, "anna")
    outbox.settle(outbox.claim(MORNING, "one").entry, "one", Result.TEMPORARY, MORNING)
    with writing(engine) as other:
        other.exec_driver_sql("UPDATE letters SET subject = 'занято'")
        assert outbox.claim(MORNING, "two") is None


def test_bytes_of_letters_go_a_month_after_their_day_and_what_was_told_stays(engine: Engine) -> None:
    outbox = queue(engine, "curator", "director", "member_1")
    for person, result in (("curator", Result.SENT), ("director", Result.PERMANENT)):
        letter = outbox.claim(MORNING, "worker")
        assert letter is not None
        assert letter.entry.person == person
        outbox.settle(letter.entry, "worker", result, MORNING)
    told, month = outbox.told(), timedelta(days=31)
    assert [outbox.forget(NIGHT + month * months) for months in range(4)] == [0, 0, 2, 0]
    with reading(engine) as connection:
        kept = dict(connection.execute(select(LETTERS.c.person, LETTERS.c.mime)).all())
    assert kept == {"curator": b"", "director": b"", "member_1": b"member_1"}
    assert outbox.told() == told


def test_a_claim_asks_the_index_alone(tmp_path: Path) -> None:
    """With every letter looked at, the fifty thousandth would cost a hundred times the first."""
    engine = open_database(sqlite_url(tmp_path / "vekha.db"))
    outbox, plans = queue(engine, "curator"), []

    @event.listens_for(engine, "before_cursor_execute")
    def explain(connection, _cursor, statement, parameters, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE")):
            asked = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(line[3] for line in asked)

    assert outbox.claim(MORNING, "worker") is not None
    engine.dispose()
    assert len(plans) > 5
    indexed = re.compile(r"SEARCH letters USING (COVERING )?(INDEX letters|INTEGER PRIMARY)")
    assert [plan for plan in plans if not indexed.match(plan)] == []


def test_workers_that_drain_together_send_every_letter_once(database_url: str, tmp_path: Path) -> None:
    engine, names = open_database(database_url), [f"person{number}" for number in range(40)]
    outbox = queue(engine, *names)
    post, together = tmp_path / "post", FORK.Barrier(3)

    def drains(worker: str) -> None:
        own = open_database(database_url)
        together.wait()
        drain(Outbox(own, "150"), worker, MORNING, post)
        own.dispose()

    assert run_together(*(partial(drains, f"worker{number}") for number in range(3))) == [0, 0, 0]
    assert sorted(post.read_text().split()) == sorted(names)
    assert {each.state for each in outbox.letters()} == {LetterState.SENT}
    engine.dispose()


def drain(outbox: Outbox, worker: str, now: datetime, post: Path) -> None:
    """Hand every letter that is due over to `post`, as a server that keeps what it accepted."""
    while (letter := outbox.claim(now, worker)) is not None:
        with post.open("a") as accepted:
            accepted.write(f"{letter.entry.person}\n")
        outbox.settle(letter.entry, worker, Result.SENT, now)


def refusal(work: Callable[[], None]) -> str:
    with pytest.raises(VekhaError) as caught:
        work()
    return str(caught.value)
