"""Does a letter arrive byte for byte, once, over verified TLS; and does every failure say who must mend what?"""

import doctest
import re
import resource
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import tasks.mail.mailer
from models.mail import Result, SendResult
from models.school.settings import Mail
from models.text import VekhaError
from tasks.mail import letter_bytes, open_mailer
from tasks.mail.mailer import FilesMailer
from tasks.mail.smtp import Server, SmtpMailer
from tests.support.mail_servers import CLOSE, HANG, SLOW, Authority, Delivered, HonestServer, ScriptedServer

SENDER, ANNA, NAME = "vekha@school.example", "anna@school.example", "school-150_anna_2021-03-15"
LETTER = b"Subject: Vekha\r\n\r\n.\r\n..two\r\nlast without an end"
ARRIVED = LETTER + b"\r\n"
SENT = SendResult(Result.SENT)


@dataclass
class Hours:
    """A clock that moves only when someone sleeps."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def mailer(port: int, hours: Hours | None = None, **changes: Any) -> SmtpMailer:
    """Open a client with short timeouts."""
    hours, ages = hours or Hours(), changes.pop("ages", ())
    settings: dict[str, Any] = {"host": "127.0.0.1", "port": port, "security": "none"}
    settings |= {"seconds": 5, "final_reply_seconds": 5, "helo": "school.example"}
    return SmtpMailer(Server(**settings | changes), sleep=hours.sleep, clock=hours.now, ages=ages)


def hand_over(port: int, mime: bytes = LETTER, **changes: Any) -> SendResult:
    """Hand over one letter and take leave."""
    client = mailer(port, **changes)
    try:
        return client.send(mime, SENDER, ANNA, NAME)
    finally:
        client.close()


def taken(**changes: Any) -> Delivered:
    """The one letter as a server takes it, with some of it changed."""
    usual = {"connection": 1, "login": None, "encrypted": False, "sender": SENDER, "recipients": (ANNA,)}
    return Delivered(**usual | {"content": ARRIVED} | changes)


def test_a_letter_arrives_byte_for_byte_over_starttls_with_a_login_that_is_not_the_sender(authority):
    mime, _ = letter_bytes(
        sender=SENDER,
        sender_name="Веха",
        reply_to=None,
        to_address=ANNA,
        to_name="Анна",
        subject="Сегодня: 2 вехи",
        text="1.3/2021\n" * 3000,
        html="<p>1.3/2021</p>\n" * 3000,
        headers={"X-Vekha-Kind": "daily"},
        message_id_seed=NAME,
        at=datetime(2021, 3, 15, 4, tzinfo=UTC),
    )
    with HonestServer(starttls=authority.context(), password=("robot", "s3cret")) as server:
        access = {"security": "starttls", "login": "robot", "secret": "s3cret", "certificates": authority.file}
        assert hand_over(server.port, mime, **access) == SENT
        assert server.delivered == [taken(login="robot", encrypted=True, content=mime)]


def test_a_letter_arrives_over_tls_from_the_first_byte(authority):
    with HonestServer(tls=authority.context(), password=("robot", "s3cret")) as server:
        access = {"security": "tls", "login": "robot", "secret": "s3cret", "certificates": authority.file}
        assert hand_over(server.port, **access) == SENT
        assert server.delivered == [taken(login="robot", encrypted=True)]


def test_a_letter_arrives_without_login_where_the_server_asks_for_none():
    with HonestServer() as server:
        assert hand_over(server.port) == SENT
        assert server.delivered == [taken()]


def test_a_token_opens_the_door_in_place_of_a_password(authority):
    with HonestServer(starttls=authority.context(), token=("robot@x.ru", "ya29.token")) as server:
        access = {"security": "starttls", "login": "robot@x.ru", "oauth2": True, "certificates": authority.file}
        assert hand_over(server.port, secret="ya29.token", **access) == SENT
        refused = hand_over(server.port, secret="ya29.old", **access)
        assert refused == SendResult(
            Result.MISCONFIGURED,
            "Сервер не принял вход: 535 5.7.8 Authentication credentials invalid. Проверьте имя входа и пароль",
        )
        assert server.delivered == [taken(login="robot@x.ru", encrypted=True)]


def test_a_wrong_password_is_for_a_person_to_mend(authority):
    with HonestServer(starttls=authority.context(), password=("robot", "s3cret")) as server:
        access = {"security": "starttls", "login": "robot", "secret": "wrong", "certificates": authority.file}
        assert hand_over(server.port, **access) == SendResult(
            Result.MISCONFIGURED,
            "Сервер не принял вход: 535 5.7.8 Authentication credentials invalid. Проверьте имя входа и пароль",
        )
        assert server.delivered == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["expired", "early", "unknown", "other name"])
def test_a_bad_certificate_stops_everything_before_the_password_is_said(authority, security, fault):
    long_ago, ahead = datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=30)
    context, certificates, sentence = {
        "expired": (
            authority.context(not_before=long_ago, not_after=long_ago + timedelta(days=1)),
            authority.file,
            "его срок истёк",
        ),
        "early": (
            authority.context(not_before=ahead, not_after=ahead + timedelta(days=1)),
            authority.file,
            "его срок ещё не начался",
        ),
        "unknown": (authority.context(), None, "его выдал неизвестный центр (задайте certificates)"),
        "other name": (authority.context("mail.school.example"), authority.file, "он выдан другому имени"),
    }[fault]
    encryption = {"starttls": context} if security == "starttls" else {"tls": context}
    with HonestServer(**encryption, password=("robot", "s3cret")) as server:
        access = {"security": security, "login": "robot", "secret": "s3cret", "certificates": certificates}
        assert hand_over(server.port, **access) == SendResult(
            Result.MISCONFIGURED,
            f"Сертификат сервера 127.0.0.1:{server.port} не годится: {sentence}. "
            "Письма не отправляются, пока его не исправят",
        )
        assert server.delivered == []


def test_a_server_without_starttls_gets_neither_the_password_nor_the_letter():
    with ScriptedServer() as server:
        assert hand_over(server.port, security="starttls", login="robot", secret="s3cret") == SendResult(
            Result.MISCONFIGURED,
            f"Сервер 127.0.0.1:{server.port} не предлагает шифрования STARTTLS. Проверьте host, port и security: "
            "порту 587 обычно нужно starttls, порту 465 – tls",
        )
        assert server.commands == ["EHLO", "QUIT"]


def test_tls_spoken_to_a_server_without_it_is_for_a_person_to_mend():
    with ScriptedServer() as server:
        assert hand_over(server.port, security="tls") == SendResult(
            Result.MISCONFIGURED,
            f"С сервером 127.0.0.1:{server.port} не удалось договориться о шифровании. Проверьте port и security: "
            "порту 587 обычно нужно starttls, порту 465 – tls",
        )


REFUSALS = [
    ({"greeting": b"421 4.3.2 Busy"}, Result.TEMPORARY, "Сервер не принял приветствие: 421 4.3.2 Busy"),
    (
        {"greeting": b"554 5.7.1 Go away"},
        Result.MISCONFIGURED,
        "Сервер не принял приветствие: 554 5.7.1 Go away. Узнайте у владельца сервера, почему он нас не принимает",
    ),
    ({"EHLO": b"421 4.7.0 Too many"}, Result.TEMPORARY, "Сервер не принял приветствие: 421 4.7.0 Too many"),
    ({"MAIL": b"451 4.3.0 Later"}, Result.TEMPORARY, "Сервер не принял отправителя: 451 4.3.0 Later"),
    (
        {"MAIL": b"553 5.7.1 Not owned by user"},
        Result.MISCONFIGURED,
        "Сервер не принял отправителя: 553 5.7.1 Not owned by user. "
        "Проверьте, что отправитель (sender) принадлежит тому, кто входит",
    ),
    (
        {"MAIL": b"530 5.7.0 Log in first"},
        Result.MISCONFIGURED,
        "Сервер не принял отправителя: 530 5.7.0 Log in first. Проверьте имя входа и пароль",
    ),
    ({"MAIL": b"552 5.3.4 Too big"}, Result.REFUSED, "Сервер не принял письмо: 552 5.3.4 Too big"),
    ({"RCPT": b"450 4.2.0 Greylisted"}, Result.TEMPORARY, "Сервер не принял адрес: 450 4.2.0 Greylisted"),
    ({"RCPT": b"421 4.3.2 Bye"}, Result.TEMPORARY, "Сервер не принял адрес: 421 4.3.2 Bye"),
    ({"RCPT": b"550 5.1.1 No such user"}, Result.PERMANENT, "Сервер не принял адрес: 550 5.1.1 No such user"),
    ({"RCPT": b"550-5.1.1 No\r\n550 5.1.1 such"}, Result.PERMANENT, "Сервер не принял адрес: 550 5.1.1 No 5.1.1 such"),
    ({"RCPT": b"551 Not here"}, Result.PERMANENT, "Сервер не принял адрес: 551 Not here"),
    ({"RCPT": b"552 5.2.2 Over quota"}, Result.TEMPORARY, "Сервер не принял адрес: 552 5.2.2 Over quota"),
    ({"RCPT": b"553 5.1.3 Syntax"}, Result.PERMANENT, "Сервер не принял адрес: 553 5.1.3 Syntax"),
    ({"RCPT": b"554 5.7.1 Relaying denied"}, Result.REFUSED, "Сервер не принял адрес: 554 5.7.1 Relaying denied"),
    ({"letter": b"550 5.1.1 No such user"}, Result.PERMANENT, "Сервер не принял письмо: 550 5.1.1 No such user"),
    ({"RCPT": b"550 5.4.5 Daily quota"}, Result.TEMPORARY, "Сервер не принял адрес: 550 5.4.5 Daily quota"),
    (
        {"RCPT": b"530 5.7.0 Log in first"},
        Result.MISCONFIGURED,
        "Сервер не принял адрес: 530 5.7.0 Log in first. Проверьте имя входа и пароль",
    ),
    ({"DATA": b"451 4.3.0 Later"}, Result.TEMPORARY, "Сервер не принял письмо: 451 4.3.0 Later"),
    ({"DATA": b"554 5.5.1 No"}, Result.REFUSED, "Сервер не принял письмо: 554 5.5.1 No"),
    ({"letter": b"452 4.3.1 Disk full"}, Result.TEMPORARY, "Сервер не принял письмо: 452 4.3.1 Disk full"),
    ({"letter": b"421 4.3.2 Bye"}, Result.TEMPORARY, "Сервер не принял письмо: 421 4.3.2 Bye"),
    ({"letter": b"552 5.3.4 Too big"}, Result.REFUSED, "Сервер не принял письмо: 552 5.3.4 Too big"),
    ({"letter": "554 5.7.1 Спам\x00".encode()}, Result.REFUSED, "Сервер не принял письмо: 554 5.7.1 Спам"),
    ({"letter": b"251 Ok"}, Result.SENT, None),
    ({"EHLO": b"502 What?", "HELO": b"250 Ok"}, Result.SENT, None),
]


@pytest.mark.parametrize(("script", "result", "error"), REFUSALS)
def test_what_the_server_answers_says_who_must_mend_what(script, result, error):
    with ScriptedServer(script) as server:
        assert hand_over(server.port) == SendResult(result, error)


@pytest.mark.parametrize(
    ("reply", "result", "error"),
    [
        (b"454 4.7.0 Later", Result.TEMPORARY, "Сервер не принял вход: 454 4.7.0 Later"),
        (b"421 4.7.0 Bye", Result.TEMPORARY, "Сервер не принял вход: 421 4.7.0 Bye"),
        (
            b"534 5.7.9 App password",
            Result.MISCONFIGURED,
            "Сервер не принял вход: 534 5.7.9 App password. Проверьте имя входа и пароль",
        ),
    ],
)
def test_a_login_that_fails_for_a_while_is_tried_again_later(reply, result, error):
    script = {"EHLO": b"250-mail\r\n250 AUTH PLAIN", "AUTH": reply}
    with ScriptedServer(script) as server:
        assert hand_over(server.port, login="robot", secret="s3cret") == SendResult(result, error)
        assert "MAIL" not in server.commands


@pytest.mark.parametrize("offer", [b"250 SIZE", b"250 AUTH GSSAPI"])
def test_a_server_that_offers_no_login_of_ours_is_for_a_person_to_mend(offer):
    with ScriptedServer({"EHLO": b"250-mail\r\n" + offer}) as server:
        assert hand_over(server.port, login="robot", secret="s3cret") == SendResult(
            Result.MISCONFIGURED,
            f"Сервер 127.0.0.1:{server.port} не предлагает подходящего входа. Проверьте login, port и security",
        )


@pytest.mark.parametrize(
    ("reply", "result"), [(b"454 4.7.0 Later", Result.TEMPORARY), (b"501 5.5.4 No", Result.MISCONFIGURED)]
)
def test_starttls_that_is_offered_and_refused_never_goes_on_in_the_clear(reply, result):
    with ScriptedServer({"EHLO": b"250-mail\r\n250 STARTTLS", "STARTTLS": reply}) as server:
        assert hand_over(server.port, security="starttls").result == result
        assert server.commands == ["EHLO", "STARTTLS", "QUIT"]


@pytest.mark.parametrize(("fault", "said"), [(CLOSE, "прервал разговор"), (HANG, "не отвечает")])
@pytest.mark.parametrize("step", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_letter_went_out_is_tried_again_later(step, fault, said):
    with ScriptedServer({step: fault}) as server:
        assert hand_over(server.port, seconds=0.2) == SendResult(
            Result.TEMPORARY, f"Сервер 127.0.0.1:{server.port} {said}"
        )
        assert server.letters == []


def test_a_connection_lost_in_the_middle_of_the_letter_is_tried_again_later():
    with ScriptedServer({"body": CLOSE}) as server:
        assert hand_over(server.port, LETTER * 300_000) == SendResult(
            Result.TEMPORARY, f"Сервер 127.0.0.1:{server.port} прервал разговор"
        )


@pytest.mark.parametrize("fault", [CLOSE, HANG, b"garbage", b"100 Hmm"])
def test_a_reply_lost_after_the_letter_went_out_leaves_it_unknown_and_sends_no_second_copy(fault):
    with ScriptedServer({"letter": fault}) as server:
        assert hand_over(server.port, final_reply_seconds=0.2) == SendResult(
            Result.UNKNOWN,
            f"Связь с 127.0.0.1:{server.port} прервалась, когда письмо уже было передано: дошло ли оно, неясно",
        )
        assert server.letters == [b"Subject: Vekha\r\n\r\n..\r\n...two\r\nlast without an end\r\n"]


def test_the_reply_to_the_final_dot_may_take_longer_than_other_replies():
    with ScriptedServer({"letter": SLOW + b"250 Ok"}) as server:
        assert hand_over(server.port, seconds=0.2) == SENT
        assert len(server.letters) == 1


def test_a_server_that_is_not_there_is_tried_again_later():
    with ScriptedServer() as server:
        port = server.port
    assert hand_over(port) == SendResult(Result.TEMPORARY, f"С сервером 127.0.0.1:{port} нет связи")


def test_a_connection_carries_only_so_many_letters():
    with HonestServer() as server:
        client = mailer(server.port, letters_per_connection=2)
        assert [client.send(LETTER, SENDER, ANNA, NAME) for _ in range(5)] == [SENT] * 5
        client.close()
        assert [each.connection for each in server.delivered] == [1, 1, 2, 2, 3]


def test_a_connection_that_died_between_letters_is_opened_again():
    with ScriptedServer({"NOOP": CLOSE}) as server:
        client = mailer(server.port)
        assert [client.send(LETTER, SENDER, ANNA, NAME) for _ in range(3)] == [SENT] * 3
        client.close()
        assert (server.connections, len(server.letters)) == (3, 3)


@pytest.mark.parametrize("script", [{"RCPT": (b"550 5.1.1 No", b"250 Ok")}, {"letter": (b"452 4.3.1 Full", b"250 Ok")}])
def test_a_refused_letter_leaves_the_connection_for_the_next_one(script):
    with ScriptedServer(script) as server:
        client = mailer(server.port, letters_per_connection=2)
        results = [client.send(LETTER, SENDER, ANNA, NAME).result for _ in range(3)]
        client.close()
        assert results[0] is results[1] is not Result.SENT
        assert (results[2], server.connections) == (Result.SENT, 2)


def test_a_failed_login_is_tried_afresh_for_the_next_letter(authority):
    with HonestServer(starttls=authority.context(), password=("robot", "s3cret")) as server:
        access = {"security": "starttls", "login": "robot", "secret": "wrong", "certificates": authority.file}
        client = mailer(server.port, **access)
        results = [client.send(LETTER, SENDER, ANNA, NAME).result for _ in range(2)]
        client.close()
        assert (results, server.connections, server.delivered) == ([Result.MISCONFIGURED] * 2, 2, [])


def test_no_more_letters_go_in_a_minute_than_the_limit():
    with HonestServer() as server:
        hours = Hours()
        client = mailer(server.port, hours, letters_per_minute=2)
        for _ in range(2):
            client.send(LETTER, SENDER, ANNA, NAME)
        hours.seconds += 15
        for _ in range(3):
            client.send(LETTER, SENDER, ANNA, NAME)
        client.close()
        assert (hours.slept, len(server.delivered)) == ([45.0, 60.0], 5)


def test_letters_that_went_before_the_client_was_opened_count_for_the_minute():
    with HonestServer() as server:
        hours = Hours()
        client = mailer(server.port, hours, ages=(59.0, 50.0, 20.0), letters_per_minute=2)
        assert [client.send(LETTER, SENDER, ANNA, NAME) for _ in range(2)] == [SENT] * 2
        client.close()
        assert (hours.slept, len(server.delivered)) == ([10.0, 30.0], 2)


@pytest.mark.parametrize("address", ["a@b.ru, c@d.ru", "", "a@b.ru>\r\nRCPT TO:<c@d.ru", "аnna@school.example"])
def test_an_address_that_is_none_never_reaches_the_server(address):
    with ScriptedServer() as server:
        client = mailer(server.port)
        assert client.send(LETTER, SENDER, address, NAME).result is Result.PERMANENT
        assert client.send(LETTER, address, ANNA, NAME).result is Result.MISCONFIGURED
        client.close()
        assert server.connections == 0


def test_a_cyrillic_domain_is_said_to_the_server_in_ascii():
    with HonestServer() as server:
        client = mailer(server.port)
        assert client.send(LETTER, SENDER, "anna@школа.рф", NAME) == SENT
        client.close()
        assert server.delivered == [taken(recipients=("anna@xn--80atdl2c.xn--p1ai",))]


def test_nothing_is_read_from_disk_printed_or_asked(tmp_path, monkeypatch, capfd, caplog):
    """A dot-file in the home, a letter that is a path, a server that fails: yagmail's defaults would trip on each."""
    caplog.set_level(0)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".yagmail").write_text("thief@example.org")
    (tmp_path / "secret.txt").write_text("secret")
    path = str(tmp_path / "secret.txt").encode()
    with HonestServer() as server:
        assert hand_over(server.port, path) == SENT
        assert server.delivered == [taken(content=path + b"\r\n")]
    with ScriptedServer({"letter": CLOSE}) as server:
        hand_over(server.port)
    ours = [record for record in caplog.records if "yagmail" in record.name or "smtp" in record.name]
    assert (capfd.readouterr(), [each for each in ours if not each.name.startswith("mail.")]) == (("", ""), [])


def test_a_client_that_never_connected_closes_quietly():
    client = mailer(1)
    client.close()
    client.close()


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_letter_is_one_file_however_often_it_is_handed_over(tmp_path):
    outbox = FilesMailer(tmp_path / "var" / "outbox")
    assert [outbox.send(LETTER, SENDER, ANNA, NAME) for _ in range(3)] == [SENT] * 3
    outbox.close()
    assert files(tmp_path / "var" / "outbox") == {f"{NAME}.eml": LETTER}
    assert stat.S_IMODE((tmp_path / "var" / "outbox" / f"{NAME}.eml").stat().st_mode) == 0o600


def test_another_letter_under_the_same_name_destroys_nothing(tmp_path):
    outbox = FilesMailer(tmp_path)
    for mime in (b"one", b"two", b"one", b"two"):
        assert outbox.send(mime, SENDER, ANNA, "name") == SENT
    assert files(tmp_path) == {"name.eml": b"one", "name-3fc4ccfe.eml": b"two"}


@pytest.mark.parametrize("name", ["../../thief", "/etc/passwd", "a/b", "..", "", "x" * 400, "а\0б", ".hidden"])
def test_a_name_is_never_a_path(tmp_path, name):
    folder = tmp_path / "outbox"
    assert FilesMailer(folder).send(LETTER, SENDER, ANNA, name) == SENT
    assert [list(tmp_path.iterdir()), list(files(folder).values())] == [[folder], [LETTER]]
    assert not next(folder.iterdir()).name.startswith(".")


def test_a_full_disk_is_tried_again_later_and_leaves_no_half_letter(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, before[1]))
    try:
        handed = FilesMailer(tmp_path).send(LETTER, SENDER, ANNA, NAME)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert handed == SendResult(
        Result.TEMPORARY, f"Письмо не записано в папку {tmp_path.name}: файл больше, чем здесь разрешено"
    )
    assert files(tmp_path) == {}


@pytest.mark.parametrize("folder", ["outbox", "outbox/2021"])
def test_a_folder_that_is_a_file_is_for_a_person_to_mend(tmp_path, folder):
    (tmp_path / "outbox").write_text("")
    handed = FilesMailer(tmp_path / folder).send(LETTER, SENDER, ANNA, NAME)
    name = Path(folder).name
    assert handed == SendResult(Result.MISCONFIGURED, f"Письмо не записано в папку {name}: это не папка")


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(tasks.mail.mailer).failed == 0


def mail(**transport: Any) -> Mail:
    """The mail settings of a school, with one transport."""
    return Mail.model_validate({"sender": SENDER, **({"transport": transport} if transport else {})})


def test_letters_become_files_of_the_var_folder_by_default(tmp_path):
    outbox = open_mailer(mail(), tmp_path)
    assert outbox.send(LETTER, SENDER, ANNA, NAME) == SENT
    outbox.close()
    assert files(tmp_path / "outbox") == {f"{NAME}.eml": LETTER}


def test_the_settings_open_a_client_that_hands_letters_over(authority, tmp_path):
    with HonestServer(starttls=authority.context(), password=("robot", "s3cret")) as server:
        access = {"login": "robot", "password_env": "MAIL_PASSWORD", "certificates": authority.file}
        settings = mail(kind="smtp", host="127.0.0.1", port=server.port, letters_per_connection=1, **access)
        client = open_mailer(settings, tmp_path, environment={"MAIL_PASSWORD": "s3cret\n"})
        assert [client.send(LETTER, SENDER, ANNA, NAME) for _ in range(2)] == [SENT] * 2
        client.close()
        assert server.delivered == [taken(connection=number, login="robot", encrypted=True) for number in (1, 2)]


def test_the_settings_open_a_client_with_a_token_and_a_limit(authority, tmp_path):
    hours = Hours()
    with HonestServer(starttls=authority.context(), token=("robot", "ya29")) as server:
        access = {"login": "robot", "token_env": "MAIL_TOKEN", "certificates": authority.file}
        settings = mail(kind="smtp", host="127.0.0.1", port=server.port, letters_per_minute=1, **access)
        client = open_mailer(settings, tmp_path, environment={"MAIL_TOKEN": "ya29"}, sleep=hours.sleep, clock=hours.now)
        assert [client.send(LETTER, SENDER, ANNA, NAME) for _ in range(2)] == [SENT] * 2
        client.close()
        assert (server.delivered, hours.slept) == ([taken(login="robot", encrypted=True)] * 2, [60.0])


@pytest.mark.parametrize(
    ("changes", "environment", "sentence"),
    [
        ({}, {}, "Пароль почты не задан: нет переменной окружения MAIL_PASSWORD (password_env)"),
        ({}, {"MAIL_PASSWORD": "\n"}, "Пароль почты не задан: нет переменной окружения MAIL_PASSWORD (password_env)"),
        (
            {},
            {"MAIL_PASSWORD": "пароль"},
            "Пароль почты (MAIL_PASSWORD) содержит нелатинские знаки: проверьте раскладку",
        ),
        (
            {"password_secret": "mail"},
            {},
            "Пароль почты не задан: нет переменной окружения MAIL_PASSWORD и секрет Prefect «mail» не прочесть: "
            "http://127.0.0.1:9/api не отвечает или не пускает (password_env, password_secret)",
        ),
        (
            {"certificates": "no-such.pem"},
            {"MAIL_PASSWORD": "s3cret"},
            "Файл сертификатов почты не читается: no-such.pem",
        ),
        (
            {"certificates": "pyproject.toml"},
            {"MAIL_PASSWORD": "s3cret"},
            "Файл сертификатов почты не читается: pyproject.toml",
        ),
    ],
)
def test_what_is_missing_for_sending_is_said_before_the_first_letter(tmp_path, changes, environment, sentence):
    from prefect.settings import PREFECT_API_URL, temporary_settings

    access = {"kind": "smtp", "host": "127.0.0.1", "login": "robot", "password_env": "MAIL_PASSWORD"}
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}), pytest.raises(VekhaError) as refused:
        open_mailer(mail(**access | changes), tmp_path, environment=environment)
    assert str(refused.value) == sentence


def test_a_sender_that_is_no_address_is_said_before_the_first_letter(tmp_path):
    with pytest.raises(VekhaError) as refused:
        open_mailer(Mail(sender="school"), tmp_path)
    assert str(refused.value) == (
        "Отправитель писем (mail.sender) указан неверно. «school» – не почтовый адрес: нет знака «@»"
    )


HALVES = (
    "нужен либо пароль (password_env, password_secret), либо токен (token_env, token_secret)",
    "login пишется вместе с паролем (password_env, password_secret) или токеном (token_env, token_secret)",
)


@pytest.mark.parametrize(
    ("access", "sentence"),
    [
        (
            {"login": "robot", "password_env": "A", "token_env": "B"},
            HALVES[0],
        ),
        ({"login": "robot", "password_secret": "a", "token_secret": "b"}, HALVES[0]),
        ({"login": "robot"}, HALVES[1]),
        ({"password_env": "A"}, HALVES[1]),
        ({"password_secret": "a"}, HALVES[1]),
        (
            {"login": "robot", "password_env": "A", "security": "none"},
            "с security: none пароль ушёл бы открытым; нужно starttls или tls",
        ),
    ],
)
def test_a_login_that_is_half_or_would_go_in_the_clear_is_refused(access, sentence):
    with pytest.raises(ValueError, match=re.escape(f"Value error, {sentence}")):
        mail(kind="smtp", host="mail.school.example", **access)
