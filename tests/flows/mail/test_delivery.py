"""Letters on their whole way, over real SMTP: workers killed at every step, and servers that misbehave."""

import socket
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.jobs import delivery
from flows.mail import deliver_queue
from flows.office import SchoolContext
from models.mail import Delivery, LetterState
from tests.support.deliveries import MORNING, deliver_until_killed, office, queue
from tests.support.mail_servers import CLOSE, Authority, HonestServer, ScriptedServer
from tests.support.processes import KILLED, run_together


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


# --- killed at every step --------------------------------------------------------------------------


VERBS = ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "letter", "NOOP")
STEPS = [
    ("reply to connect", 1), *((f"{when} {verb}", 1) for verb in VERBS for when in ("before", "reply to")),
    ("before EHLO", 2), ("reply to EHLO", 2), ("before MAIL", 2), *(("database", number) for number in range(1, 25)),
]  # fmt: skip


def test_two_deliveries_killed_at_every_step_lose_no_letter_and_repeat_only_the_same_bytes(
    database_url: str, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over STARTTLS with a login; a letter that comes twice has the same Message-ID and the same bytes."""
    monkeypatch.setenv("MAIL_PASSWORD", "s3cret")
    with HonestServer(starttls=authority.context(), password=("robot", "s3cret")) as server, ExitStack() as closing:
        access = {"login": "robot", "password_env": "MAIL_PASSWORD", "certificates": authority.file}

        def works(now: datetime, step: tuple[str, int]) -> None:
            deliver_until_killed(office(database_url, tmp_path, now, port=server.port, **access), step)

        watching = office(database_url, tmp_path, MORNING, port=server.port, **access)
        closing.callback(watching.outbox._engine.dispose)
        expected = queue(watching, *(f"person{number}" for number in range(30)))
        exits: list[int] = []
        for turn, pair in enumerate(zip(STEPS[::2], STEPS[1::2], strict=True), 1):
            now = MORNING + timedelta(minutes=16 * turn)  # every lease has run out
            exits += run_together(*(partial(works, now, step) for step in pair))
        assert [step for step, code in zip(STEPS, exits, strict=True) if code != KILLED] == []
        assert sum(entry.state is LetterState.SENT for entry in watching.outbox.letters()) > 0
        last = replace(watching, now=now + timedelta(minutes=16))
        assert deliver_queue(last).sent > 0
        taken = Counter((each.recipients[0], each.content) for each in server.delivered)
        assert set(taken) == set(expected.items())
        assert 0 < sum(taken.values()) - len(expected) <= exits.count(KILLED)
        assert {each.state for each in watching.outbox.letters()} == {LetterState.SENT}


# --- servers that misbehave ------------------------------------------------------------------------


@pytest.fixture
def post(tmp_path: Path) -> Callable[..., SchoolContext]:
    """An office over a database of its own, whose clock stands at so many minutes after the morning."""
    opened: list[SchoolContext] = []

    def at(minutes: float, **transport: Any) -> SchoolContext:
        now = MORNING + timedelta(minutes=minutes)
        opened.append(office(f"sqlite:///{tmp_path}/vekha.db", tmp_path, now, **transport))
        return opened[-1]

    yield at
    for each in opened:
        each.outbox._engine.dispose()


def told(at: SchoolContext) -> dict[str, tuple[str, int]]:
    return {each.person: (str(each.state), each.attempts) for each in at.outbox.letters()}


PLAIN = {"security": "none"}


def test_wrong_settings_give_one_alert_hold_the_queue_and_burn_no_attempt(
    post, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong password, then an expired certificate; mended, everything goes."""
    monkeypatch.setenv("MAIL_PASSWORD", "wrong")
    access = {"login": "robot", "password_env": "MAIL_PASSWORD", "certificates": authority.file}
    ended = datetime(2020, 1, 1, tzinfo=UTC)
    expired = authority.context(not_before=ended - timedelta(days=1), not_after=ended)
    with (
        HonestServer(starttls=authority.context(), password=("robot", "s3cret")) as server,
        HonestServer(starttls=expired, password=("robot", "s3cret")) as other,
    ):
        queue(post(0), "anna", "boris", "vera")
        runs = [delivery(post(minutes, port=server.port, **access)) for minutes in (0, 1, 14, 16)]
        refused = "Сервер не принял вход: 535 5.7.8 Authentication credentials invalid. Проверьте имя входа и пароль"
        assert [(each.failed, each.told, len(each.shown)) for each in runs] == [
            (True, f"{refused} · 3 письма ждут", 1), *[(True, f"{refused} · 3 письма ждут", 0)] * 3,
        ]  # fmt: skip
        assert (server.connections, told(post(16))) == (
            2, {"anna": ("held", 0), "boris": ("held", 0), "vera": ("queued", 0)},
        )  # fmt: skip
        second = delivery(post(32, port=other.port, **access))
        assert (second.failed, "его срок истёк" in second.told) == (True, True)
        monkeypatch.setenv("MAIL_PASSWORD", "s3cret")
        assert deliver_queue(post(33, port=server.port, **access)) == Delivery(sent=3)
        assert len(server.delivered) == 3
    assert set(told(post(33)).values()) == {("sent", 1)}


def test_a_server_that_greylists_gets_the_letter_when_it_is_ready(post) -> None:
    with ScriptedServer({"RCPT": (b"450 4.2.0 Greylisted", b"450 4.2.0 Greylisted", b"250 Ok")}) as server:
        (mime,) = queue(post(0), "anna").values()
        done = [deliver_queue(post(minutes, port=server.port, **PLAIN)) for minutes in (0, 0.5, 1.1, 6, 6.2)]
    assert done == [Delivery(waiting=1)] * 4 + [Delivery(sent=1)]
    assert (server.letters, told(post(7))) == ([mime], {"anna": ("sent", 3)})


def test_a_server_that_is_away_is_asked_once_in_a_run_and_costs_one_letter_an_attempt(post) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    queue(post(0), "anna", "boris", "vera")
    away = f"С сервером 127.0.0.1:{port} нет связи"
    assert deliver_queue(post(0, port=port, **PLAIN)) == Delivery(waiting=3, paused=away)
    assert told(post(0)) == {"anna": ("queued", 1), "boris": ("queued", 0), "vera": ("queued", 0)}
    run = delivery(post(0.5, port=port, **PLAIN))
    assert (run.failed, run.told) == (True, f"{away} · 3 письма ждут")
    with HonestServer() as server:
        assert deliver_queue(post(7, port=server.port, **PLAIN)) == Delivery(sent=3)
        assert len(server.delivered) == 3


def test_a_server_that_drops_the_line_after_accepting_gets_the_same_bytes_again_and_stops_nobody_else(post) -> None:
    with ScriptedServer({"letter": (CLOSE, b"250 Ok")}) as server:
        queue(post(0), "anna", "boris")
        done = [deliver_queue(post(minutes, port=server.port, **PLAIN)) for minutes in (0, 2)]
    ids = [message_from_bytes(each)["Message-ID"] for each in server.letters]
    assert (done, len(ids), ids[0], server.letters[0]) == (
        [Delivery(sent=1, waiting=1), Delivery(sent=1)], 3, ids[2], server.letters[2],
    )  # fmt: skip


def test_an_address_that_is_refused_stops_nobody_else(post) -> None:
    with ScriptedServer({"RCPT": (b"550 5.1.1 No such user",)}) as server:
        queue(post(0), "anna")
        assert deliver_queue(post(0, port=server.port, **PLAIN)) == Delivery(failed=1)
    with HonestServer() as server:
        queue(post(1), "boris")
        assert deliver_queue(post(1, port=server.port, **PLAIN)) == Delivery(sent=1)
        assert len(server.delivered) == 1
    assert told(post(1)) == {"anna": ("dead", 1), "boris": ("sent", 1)}
