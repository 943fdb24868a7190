"""Does `vekha mail test` say step by step how far a letter came, and what to do where it did not get through?"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import pytest

from models.mail import ProbeStep
from tasks.mail.smtp import Server, SmtpMailer
from tests.support.cli_school import CliSchool
from tests.support.mail_servers import CLOSE, FILES, HANG, Authority, HonestServer, ScriptedServer, transport

NOW, ANNA = "2021-04-05T08:00", "anna@school.example"
PAIRS = "порту 587 обычно нужно starttls, порту 465 – tls"
LOGIN = {"login": "robot", "password_env": "MAIL_PASSWORD"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def school(tmp_path: Path) -> CliSchool:
    """A copy of the sample school; no board is needed to try the mail."""
    return CliSchool(tmp_path / "var").copied(tmp_path)


def tried(school: CliSchool, address: str = ANNA) -> tuple[int, list[tuple[str, bool, str, str | None]]]:
    """The exit code, and each step as told with --json."""
    said = school.run("mail", "test", address, "--json", now=NOW)
    facts = json.loads(said.out)
    assert (facts["to"], facts["sent"], said.err) == (address, said.code == 0, "")
    return said.code, [(each["step"], each["fine"], each["said"], each["hint"]) for each in facts["steps"]]


def failed(school: CliSchool) -> tuple[list[str], str, str | None]:
    """The steps that were made, and what is said of the one that was not; 1 is the exit code."""
    code, steps = tried(school)
    assert (code, [fine for _, fine, _, _ in steps]) == (1, [*[True] * (len(steps) - 1), False])
    return [step for step, *_ in steps], steps[-1][2], steps[-1][3]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_every_step_of_a_letter_that_gets_through_is_told(school: CliSchool, authority, monkeypatch, security: str):
    monkeypatch.setenv("MAIL_PASSWORD", "s3cret")
    until = datetime(2126, 12, 1, 12, tzinfo=UTC)
    with HonestServer(**{security: authority.context(not_after=until)}, password=("robot", "s3cret")) as server:
        school.change("school.yaml", FILES, transport(server.port, security, certificates=authority.file, **LOGIN))
        code, steps = tried(school)
    greeting = ("greeting", True, "Сервер mail.school.example ответил", None)
    encryption = (
        "encryption", True,
        "Шифрование TLSv1.3 включено, сертификат проверен и действует до 1 декабря 2126 г.", None,
    )  # fmt: skip
    first, second = (greeting, encryption) if security == "starttls" else (encryption, greeting)
    assert (code, steps) == (0, [
        ("address", True, f"Адрес {ANNA} записан верно", None),
        ("connection", True, f"Связь с 127.0.0.1:{server.port} есть", None),
        first,
        second,
        ("login", True, "Вход принят", None),
        ("letter", True, "Сервер принял письмо: 250 2.0.0 Ok", None),
    ])  # fmt: skip
    (taken,) = server.delivered
    letter = message_from_bytes(taken.content)
    assert (taken.recipients, taken.encrypted, letter["X-Vekha-Kind"]) == ((ANNA,), True, "test")
    assert str(make_header(decode_header(letter["Subject"]))) == "СОШ 150: проверка почты"
    assert not (school.var / "outbox").exists()


def test_people_read_the_steps_line_by_line(school: CliSchool):
    with ScriptedServer({"RCPT": b"550 5.1.1 No such user"}) as server:
        school.change("school.yaml", FILES, transport(server.port))
        said = school.run("mail", "test", " anna@школа.рф ", now=NOW)
    assert (said.code, said.err, said.out.splitlines()) == (1, "", [
        "✓ Адрес anna@xn--80atdl2c.xn--p1ai записан верно",
        f"✓ Связь с 127.0.0.1:{server.port} есть",
        "✓ Сервер mail.school.example ответил",
        "✗ Сервер не принял адрес: 550 5.1.1 No such user. Проверьте адрес: такого ящика нет",
        "Письмо не отправлено",
    ])  # fmt: skip


def test_letters_that_become_files_are_said_not_to_go_by_mail(school: CliSchool):
    file = school.var / "outbox" / f"2021-04-05-test-{ANNA}.eml"
    assert school.run("mail", "test", ANNA, now=NOW).out.splitlines()[1:] == [
        f"✓ Письмо записано файлом {file}. По почте оно не ушло: в school.yaml стоит «kind: files»",
        "Настройки годятся, но письма пишутся только в файлы",
    ]
    assert message_from_bytes(file.read_bytes())["To"] == ANNA


def test_a_folder_that_cannot_be_written_to_is_told(school: CliSchool):
    school.var.mkdir()
    (school.var / "outbox").write_text("")
    assert failed(school) == (["address", "letter"], "Письмо не записано в папку outbox: это не папка", None)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Адрес не указан"),
        ("anna@a.ru, boris@b.ru", "Несколько адресов в одном месте: «anna@a.ru, boris@b.ru». Оставьте один"),
        ("anna @a.ru", "«anna @a.ru» – не почтовый адрес: уберите пробелы, имя и знаки вокруг него"),
        ("/etc/passwd", "«/etc/passwd» – не почтовый адрес: нет знака «@»"),
    ],
)
def test_an_address_that_is_none_is_told_before_anything_is_opened(school: CliSchool, address: str, sentence: str):
    assert tried(school, address) == (1, [("address", False, sentence, None)])


def test_a_password_that_is_not_there_is_told_before_anything_is_opened(school: CliSchool, monkeypatch):
    monkeypatch.delenv("MAIL_PASSWORD", raising=False)
    school.change("school.yaml", FILES, transport(1, "starttls", **LOGIN))
    assert failed(school) == (
        ["address", "settings"], "Пароль почты не задан: нет переменной окружения MAIL_PASSWORD (password_env)", None,
    )  # fmt: skip


AGAIN = f"Повторите через несколько минут, затем проверьте port и security: {PAIRS}"
SHUT = "Проверьте host и port, и что эта машина может выходить в сеть на этот порт: порт 25 часто закрыт у провайдера"
QUOTA_SPENT = "Исчерпан предел писем на этот день: письма из очереди Веха повторит сама"
LATER = "Так бывает с новыми отправителями: письма из очереди Веха повторит сама"
TO_GREETING, TO_LETTER = ["address", "connection", "greeting"], ["address", "connection", "greeting", "letter"]
MISBEHAVIOUR: list[tuple[Mapping[str, bytes], list[str], str, str | None]] = [
    ({"greeting": CLOSE}, TO_GREETING, "Сервер {} прервал разговор", AGAIN),
    (
        {"greeting": b"554 5.7.1 Go away"}, TO_GREETING,
        "Сервер не принял приветствие: 554 5.7.1 Go away. Узнайте у владельца сервера, почему он нас не принимает",
        None,
    ),
    (
        {"MAIL": b"553 5.7.1 Not owned"}, TO_LETTER,
        "Сервер не принял отправителя: 553 5.7.1 Not owned. "
        "Проверьте, что отправитель (sender) принадлежит тому, кто входит",
        None,
    ),
    ({"RCPT": b"450 4.2.0 Greylisted"}, TO_LETTER, "Сервер не принял адрес: 450 4.2.0 Greylisted", LATER),
    (
        {"RCPT": b"554 5.7.1 Relaying denied"}, TO_LETTER, "Сервер не принял адрес: 554 5.7.1 Relaying denied",
        "Нужен login, или владелец сервера должен пропускать этого отправителя (SPF, DKIM)",
    ),
    ({"letter": b"550 5.4.5 Daily limit"}, TO_LETTER, "Сервер не принял письмо: 550 5.4.5 Daily limit", QUOTA_SPENT),
    (
        {"letter": CLOSE}, TO_LETTER,
        "Связь с {} прервалась, когда письмо уже было передано: дошло ли оно, неясно",
        "Загляните в ящик: письмо могло дойти",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("script", "steps", "sentence", "hint"), MISBEHAVIOUR)
def test_where_a_letter_stopped_is_told_with_what_to_do(school: CliSchool, script, steps, sentence, hint):
    with ScriptedServer(script) as server:
        school.change("school.yaml", FILES, transport(server.port))
        assert failed(school) == (steps, sentence.format(f"127.0.0.1:{server.port}"), hint)


def test_a_server_that_is_not_there_is_told(school: CliSchool):
    with ScriptedServer() as server:
        port = server.port
    school.change("school.yaml", FILES, transport(port))
    assert failed(school) == (["address", "connection"], f"С сервером 127.0.0.1:{port} нет связи", SHUT)


def test_a_server_without_starttls_is_told(school: CliSchool):
    with ScriptedServer() as server:
        school.change("school.yaml", FILES, transport(server.port, "starttls"))
        said = f"Сервер 127.0.0.1:{server.port} не предлагает шифрования STARTTLS"
        steps = ["address", "connection", "greeting", "encryption"]
        assert failed(school) == (steps, f"{said}. Проверьте host, port и security: {PAIRS}", None)


def test_a_certificate_that_ran_out_is_told_before_the_login(school: CliSchool, authority, monkeypatch):
    monkeypatch.setenv("MAIL_PASSWORD", "s3cret")
    ended = datetime.now(UTC) - timedelta(days=1)
    context = authority.context(not_before=ended - timedelta(days=9), not_after=ended)
    with HonestServer(starttls=context, password=("robot", "s3cret")) as server:
        school.change("school.yaml", FILES, transport(server.port, "starttls", certificates=authority.file, **LOGIN))
        assert failed(school) == (
            ["address", "connection", "greeting", "encryption"],
            f"Сертификат сервера 127.0.0.1:{server.port} не годится: его срок истёк. "
            "Письма не отправляются, пока его не исправят", None,
        )  # fmt: skip


def test_a_wrong_password_is_told_alike_by_the_test_and_by_check(school: CliSchool, authority, monkeypatch):
    monkeypatch.setenv("MAIL_PASSWORD", "wrong")
    with HonestServer(starttls=authority.context(), password=("robot", "s3cret")) as server:
        school.change("school.yaml", FILES, transport(server.port, "starttls", certificates=authority.file, **LOGIN))
        steps, sentence, hint = failed(school)
        checked = school.run("check", now=NOW)
        assert server.delivered == []
    assert (steps[-1], sentence, hint) == (
        "login",
        "Сервер не принял вход: 535 5.7.8 Authentication credentials invalid. Проверьте имя входа и пароль",
        "Яндекс, Mail.ru и Gmail пускают программы только с «паролем приложения»",
    )
    assert (checked.code, f"✗ почта: {sentence}. {hint}" in checked.out.splitlines()) == (1, True)


@pytest.mark.parametrize(("step", "leg"), [("greeting", "greeting"), ("EHLO", "greeting"), ("RCPT", "letter")])
def test_a_server_that_is_silent_is_known_by_the_step_at_which_it_fell_silent(step: str, leg: str):
    with ScriptedServer({step: HANG}) as server:
        settings: dict[str, Any] = {"port": server.port, "security": "none", "seconds": 0.2}
        client = SmtpMailer(Server(host="127.0.0.1", **settings), sleep=float, clock=float)
        client.send(b"Subject: Vekha\r\n\r\n", "vekha@school.example", ANNA, "name")
        assert next(each for each in client.legs if each not in client.passed) is ProbeStep(leg)
        client.close()
