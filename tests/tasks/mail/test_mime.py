"""Is a letter the same bytes each time, read everywhere as it was written, and safe whatever people typed?"""

import doctest
import re
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tasks.mail.mime
from models.mail import clean_address
from tasks.mail import Attachment, letter_bytes
from tasks.mail.mime import Picture
from tests.support.fuzz import examples

MORNING = datetime(2021, 3, 15, 9, 0, tzinfo=timezone(timedelta(hours=5)))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
WORDS = st.text(
    st.sampled_from('абвгдежзийклмнопрстуфхцчшщъыьэюяАЁЯ     ,.«»—№\u00a0abcXYZ0123=?_"<>()\\@:;😀👩\u200d🏫\u0301')
)
MESS = st.text(st.sampled_from("аб вГ\r\n\t\x00\x0b\x1c\x85\u2028\u202e\u200f\u2066\ufeff\ud800😀=?utf-8?q?=41?= Bcc:"))
LONG = st.builds(lambda piece, times: piece * times, WORDS.filter(bool), st.integers(1, 60))
ANY = st.one_of(WORDS, MESS, LONG)
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def built(**changes: Any) -> tuple[bytes, str]:
    """Build a plain letter with some of it changed."""
    letter: dict[str, Any] = {
        "sender": "vekha@школа.рф",
        "sender_name": "Веха",
        "reply_to": "curator@school150.ru",
        "to_address": "anna@school150.ru",
        "to_name": "Анна Иванова",
        "subject": "Сегодня: 2 вехи",
        "text": "Здравствуйте!\n1.3/2021 ждёт вас.\n",
        "html": "<p>1.3/2021 ждёт вас.</p>",
        "headers": {"X-Vekha-Kind": "daily"},
        "message_id_seed": "school-150/anna/2021-03-15",
        "at": MORNING,
    }
    return letter_bytes(**letter | changes)


def read(value: str) -> str:
    """Decode a header as a mail program does; a mailbox's name first, its address after a space."""
    value = value.replace("\r\n", "")
    name, space, address = value.rpartition(" <")
    if space:
        return f"{read(name)} <{address}"
    pieces = decode_header(value)
    return "".join(part if isinstance(part, str) else part.decode(charset or "ascii") for part, charset in pieces)


def shape(part: Message) -> Any:
    """Name the parts of a letter as they are nested."""
    if not part.is_multipart():
        return part.get_content_type()
    return {part.get_content_subtype(): [shape(each) for each in part.get_payload()]}


def test_a_letter_carries_every_header_once_and_names_itself():
    mime, message_id = built()
    letter = message_from_bytes(mime)
    assert [(name, read(value)) for name, value in letter.items() if name != "Content-Type"] == [
        ("MIME-Version", "1.0"),
        ("From", "Веха <vekha@xn--80atdl2c.xn--p1ai>"),
        ("To", "Анна Иванова <anna@school150.ru>"),
        ("Subject", "Сегодня: 2 вехи"),
        ("Date", "Mon, 15 Mar 2021 09:00:00 +0500"),
        ("Message-ID", message_id),
        ("Reply-To", "curator@school150.ru"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("List-Id", "<vekha.xn--80atdl2c.xn--p1ai>"),
        (
            "List-Unsubscribe",
            "<mailto:curator@school150.ru?subject=%D0%9E%D1%82%D0%BF%D0%B8%D1%81%D0%B0%D1%82%D1%8C%D1%81%D1%8F>",
        ),
        ("X-Vekha-Kind", "daily"),
    ]
    assert re.fullmatch(r"<[0-9a-f]{32}@xn--80atdl2c\.xn--p1ai>", message_id)


def test_without_reply_to_people_unsubscribe_by_writing_to_the_sender():
    letter = message_from_bytes(built(reply_to=None)[0])
    assert (letter["Reply-To"], letter["List-Unsubscribe"].partition("?")[0]) == (
        None,
        "<mailto:vekha@xn--80atdl2c.xn--p1ai",
    )


@pytest.mark.parametrize(
    ("pictures", "files", "expected"),
    [
        (0, 0, {"alternative": ["text/plain", "text/html"]}),
        (1, 0, {"alternative": ["text/plain", {"related": ["text/html", "image/png"]}]}),
        (0, 1, {"mixed": [{"alternative": ["text/plain", "text/html"]}, "text/calendar"]}),
        (
            2,
            2,
            {
                "mixed": [
                    {"alternative": ["text/plain", {"related": ["text/html", "image/png", "image/png"]}]},
                    "text/calendar",
                    "text/calendar",
                ]
            },
        ),
    ],
)
def test_only_the_layers_that_are_needed_are_nested(pictures, files, expected):
    mime, _ = built(
        pictures=[Picture("curve@vekha", PNG, "План и факт")] * pictures,
        attachments=[Attachment("Сроки.ics", b"BEGIN:VCALENDAR", "text/calendar")] * files,
    )
    assert shape(message_from_bytes(mime)) == expected


def test_every_part_comes_out_as_it_went_in():
    name = "План мероприятий на 2021 год с продолжением и пояснениями для всех.xlsx"
    mime, _ = built(
        text="Первая\nвторая\r\nтретья\x00\x1b\x9b31m\x9d",
        html="<p>Да &amp; нет</p>\n.\n",
        pictures=[Picture("curve@vekha", PNG, "План и факт")],
        attachments=[
            Attachment(name, b"\x00\n.\n" * 999, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Attachment("deadlines.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar"),
            Attachment("x", b"?", "no such type"),
        ],
    )
    parts = [part for part in message_from_bytes(mime).walk() if not part.is_multipart()]
    assert [(part["Content-Type"], part.get_filename(), part.get_payload(decode=True)) for part in parts] == [
        ('text/plain; charset="utf-8"', None, "Первая\r\nвторая\r\nтретья31m".encode()),
        ('text/html; charset="utf-8"', None, "<p>Да &amp; нет</p>\r\n.\r\n".encode()),
        ("image/png", None, PNG),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "План мероприятий на 2021 год с продолжением и….xlsx",
            b"\x00\n.\n" * 999,
        ),
        ('text/calendar; charset="utf-8"', "deadlines.ics", b"BEGIN:VCALENDAR\r\n"),
        ("application/octet-stream", "x", b"?"),
    ]
    picture = parts[2]
    assert (picture["Content-ID"], picture["Content-Disposition"], read(picture["Content-Description"])) == (
        "<curve@vekha>",
        "inline",
        "План и факт",
    )


def test_the_bytes_are_plain_ascii_with_crlf_and_short_lines():
    mime, _ = built(
        subject="Очень длинная тема " * 40,
        to_name="Имя " * 150,
        headers={"References": " ".join(f"<{'a' * 32}{number}@school.example>" for number in range(20))},
    )
    head, _, rest = mime.partition(b"\r\n\r\n")
    assert mime.isascii()
    assert b"\n" not in mime.replace(b"\r\n", b"")
    assert b"\r" not in mime.replace(b"\r\n", b"")
    assert [line for line in head.split(b"\r\n") if len(line) > 76 and not line.startswith(b"List-Unsubscribe")] == [
        b'Content-Type: multipart/alternative; boundary="=_alternative_'
        + mime.partition(b"=_alternative_")[2][:32]
        + b'"'
    ]
    assert max(map(len, rest.split(b"\r\n"))) <= 76


def test_the_same_letter_is_the_same_bytes_and_another_letter_has_another_identity():
    first, first_id = built()
    assert built() == (first, first_id)
    others = [
        built(text="Здравствуйте!"),
        built(message_id_seed="school-150/anna/2021-03-16"),
        built(attachments=[Attachment("а.ics", b"", "text/calendar")]),
        built(pictures=[Picture("а", b"ics", "text/calendar")]),
        built(to_name="Анна"),
        built(headers={"X-Vekha-Kind": "weekly"}),
    ]
    assert len({first_id, *(each for _, each in others)}) == 7


def test_a_letter_built_again_later_keeps_its_identity():
    assert built(at=datetime(2021, 3, 15, 12, tzinfo=UTC))[1] == built()[1]


@examples(400)
@given(subject=ANY, name=ANY, value=ANY)
@example(subject="=?utf-8?q?=41?=", name="=?utf-8?q?=41?=", value="=?utf-8?q?=41?=")
@example(subject="Ж" * 600, name="Ж" * 600, value="x" * 600)
@example(subject="a\r\nBcc: thief@example.org", name="a\r\n\r\nbody", value="\n\n")
@example(subject="", name=", ; <x@y.ru>", value="")
def test_whatever_people_type_is_read_back_as_one_clean_line(subject, name, value):
    mime, _ = built(subject=subject, to_name=name, sender_name=name, headers={"X-Note": value})
    letter = message_from_bytes(mime)
    shown = {each: read(letter[each]) for each in ("Subject", "To", "From", "X-Note")}
    expected = [tasks.mail.mime.shortened(tasks.mail.mime.one_line(each)) for each in (subject, name)]
    assert shown == {
        "Subject": expected[0],
        "To": f"{expected[1]} <anna@school150.ru>" if expected[1] else "anna@school150.ru",
        "From": f"{expected[1]} <vekha@xn--80atdl2c.xn--p1ai>" if expected[1] else "vekha@xn--80atdl2c.xn--p1ai",
        "X-Note": tasks.mail.mime.one_line(value),
    }
    assert [name for name in letter if letter.keys().count(name) > 1 or name == "Bcc"] == []
    assert not [text for text in shown.values() if BIDI.search(text) or re.search("[\x00-\x1f\x7f-\x9f]", text)]
    assert all(len(text) <= 200 for text in (shown["Subject"], expected[1]))
    assert shape(letter) == {"alternative": ["text/plain", "text/html"]}


@examples(200)
@given(name=ANY)
def test_any_file_name_is_safe_and_short(name):
    mime, _ = built(attachments=[Attachment(name, b"1", "application/pdf")])
    shown = message_from_bytes(mime).get_payload()[1].get_filename()
    assert 0 < len(shown) <= 60
    assert not re.search(r'[/\\:*?"<>|\x00-\x1f]', shown)
    assert not BIDI.search(shown)
    assert not shown.startswith(".")


@pytest.mark.parametrize("name", ["Subject", "from", "Content-Type", "Bcc", "X-A: b\r\nX-B", ""])
def test_a_caller_cannot_add_a_header_that_is_ours_or_none(name):
    with pytest.raises(ValueError, match="is not a header that a letter may add"):
        built(headers={name: "x"})


def test_a_callers_header_takes_the_place_of_our_default():
    letter = message_from_bytes(built(headers={"list-id": "<x.school>", "In-Reply-To": "<1@school>"})[0])
    assert (letter.get_all("List-Id"), letter["In-Reply-To"]) == (["<x.school>"], "<1@school>")


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs a zone"):
        built(at=datetime(2021, 3, 15, 9))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("anna@school150.ru", "anna@school150.ru"),
        ("\u00a0 anna@school150.ru\u200b\n", "anna@school150.ru"),
        ("Anna.I+150@School150.RU", "Anna.I+150@school150.ru"),
        ("anna@школа150.рф", "anna@xn--150-5cd3cgu2f.xn--p1ai"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_one_address_is_read_from_what_people_type(typed, address):
    assert clean_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Адрес не указан"),
        (" \n\u200b", "Адрес не указан"),
        ("нет", "«нет» – не почтовый адрес: нет знака «@»"),
        ("a@b.ru; c@d.ru", "Несколько адресов в одном месте: «a@b.ru; c@d.ru». Оставьте один"),
        ("a@b.ru\nc@d.ru", "Несколько адресов в одном месте: «a@b.ru c@d.ru». Оставьте один"),
        ("an na@b.ru", "«an na@b.ru» – не почтовый адрес: уберите пробелы, имя и знаки вокруг него"),
        ("Анна <a@b.ru>", "«Анна <a@b.ru>» – не почтовый адрес: уберите пробелы, имя и знаки вокруг него"),
        ("аnna@b.ru", "В адресе «аnna@b.ru» перед «@» нелатинские знаки: «а»"),
        (".a@b.ru", "«.a@b.ru» – не почтовый адрес: неверно то, что стоит перед «@»"),
        ("@b.ru", "«@b.ru» – не почтовый адрес: неверно то, что стоит перед «@»"),
        ("a@mаil.ru", "В адресе «a@mаil.ru» в слове «mаil» смешаны латинские и русские буквы"),
        ("a@b..ru", "«a@b..ru» – не почтовый адрес: неверно то, что стоит после «@»"),
        ("a@", "«a@» – не почтовый адрес: неверно то, что стоит после «@»"),
        ("a@school", "«a@school» – не почтовый адрес: после «@» нет полного имени, например school.ru"),
        ("a@127.0.0.1", "«a@127.0.0.1» – не почтовый адрес: после «@» нет полного имени, например school.ru"),
    ],
)
def test_what_is_not_one_address_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        clean_address(typed)
    assert str(refused.value) == sentence


@examples(300)
@given(st.one_of(ANY, st.text(), st.builds("{}@{}".format, ANY, ANY), st.emails()))
def test_an_address_is_cleaned_into_ascii_or_refused_with_a_sentence(typed):
    try:
        outcome = clean_address(typed)
    except ValueError as refused:
        outcome = f"refused: {refused}"
    if outcome.startswith("refused: "):
        assert len(outcome.splitlines()) == 1
    else:
        assert re.fullmatch(r"[!-~]+@[a-z0-9.-]+", outcome)
        assert clean_address(outcome) == outcome


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(tasks.mail.mime).failed == 0
