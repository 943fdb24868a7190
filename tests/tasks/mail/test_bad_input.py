"""What people type into addresses and cells never reaches the mail as anything but an address, or text."""

import shutil
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.support.cli_school import CliSchool
from tests.support.mail_servers import FILES, HonestServer, transport
from tests.support.sample import PLAN

WHO = "Ответственный за сайт"
MORNING, NOON = "2021-04-05T08:00", "2021-04-05T12:00"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The var folder of a school whose board was just made."""
    var = tmp_path_factory.mktemp("fresh")
    assert CliSchool(var).run("init", now=MORNING).code == 0
    return var


@pytest.fixture
def school(fresh: Path, tmp_path: Path) -> CliSchool:
    """A copy of the sample school on a day when seven people are owed a letter."""
    shutil.copytree(fresh, tmp_path / "var")
    return CliSchool(tmp_path / "var").copied(tmp_path)


def mailed(school: CliSchool) -> list[tuple[tuple[str, ...], Message]]:
    """The letters of the day as a server took them: for whom, and what."""
    with HonestServer() as server:
        school.change("school.yaml", FILES, transport(server.port))
        assert school.facts("deliver", now=NOON)["alert"] is None
        return [(each.recipients, message_from_bytes(each.content)) for each in server.delivered]


def text_of(letter: Message) -> str:
    """Everything that a reader of the letter sees, in words."""
    parts = [part.get_payload(decode=True).decode() for part in letter.walk() if part.get_content_maintype() == "text"]
    return " ".join(" ".join(parts).split())


def html_of(letter: Message) -> str:
    """The letter's page."""
    page = next(part for part in letter.walk() if part.get_content_type() == "text/html")
    return page.get_payload(decode=True).decode()


def change_address(school: CliSchool, old: str, new: str) -> None:
    school.change("people.yaml", f"address: {old}@school150.example", f"address: {new}" if new else "order: ''")


BAD = {
    "two": ('"a@school.example, b@school.example"', "Несколько адресов в одном месте"),
    "two lines": ('"a@school.example\\nb@school.example"', "Несколько адресов в одном месте"),
    "spaces inside": ("site keeper@school.example", "уберите пробелы, имя и знаки вокруг него"),
    "a name around it": ('"Сайт <site@school.example>"', "уберите пробелы, имя и знаки вокруг него"),
    "two alphabets": ("site@schооl.example", "смешаны латинские и русские буквы"),
    "a command of SMTP": ('"site@school.example>\\r\\nRCPT TO:<other@school.example"', "Несколько адресов"),
    "a Cyrillic name": ("сайт@school.example", "нелатинские знаки: «сайт»"),
    "a path": ("/etc/passwd", "нет знака «@»"),
    "empty": ('""', "нет адреса почты"),
}


@pytest.mark.parametrize("case", BAD)
def test_an_address_that_is_none_stops_one_letter_and_is_told(school: CliSchool, case: str):
    typed, sentence = BAD[case]
    change_address(school, "site", typed)
    facts = school.facts("letters", "daily", now=MORNING)
    assert [(each["where"], sentence in each["found"]) for each in facts["problems"]] == [(WHO, True)]
    assert {recipients for recipients, _ in mailed(school)} == {
        (f"{name}@school150.example",) for name in ("curator", "director", *(f"member{n}" for n in range(1, 5)))
    }
    told = [line for line in school.run("check", now=NOON).out.splitlines() if line.startswith(f"! {WHO}:")]
    assert len(told) == 1


@pytest.mark.parametrize("typed", ["site@школа.рф", '" site@школа.рф "', '"\\u200bsite@ШКОЛА.РФ"'])
def test_a_cyrillic_domain_and_blanks_around_an_address_are_understood(school: CliSchool, typed: str):
    change_address(school, "site", typed)
    assert school.facts("letters", "daily", now=MORNING)["problems"] == []
    assert ("site@xn--80atdl2c.xn--p1ai",) in {recipients for recipients, _ in mailed(school)}


def test_one_mailbox_in_two_spellings_is_one_person(school: CliSchool):
    """Or that person would vote twice."""
    change_address(school, "site", "anna@школа.рф")
    change_address(school, "librarian", "Anna@xn--80atdl2c.xn--p1ai")
    said = school.run("letters", "daily", now=MORNING)
    assert (said.code, "один человек голосовал бы дважды" in said.err) == (1, True)


def test_no_text_of_people_is_ever_taken_for_a_path_a_template_or_a_page(
    school: CliSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The files exist, and so do the spells; the voters' letters show them as they were typed."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the content of a file")
    monkeypatch.chdir(tmp_path)
    spells = "{{ 7 * 7 }} <img src=x onerror=alert(1)> javascript:alert(2)"
    school.fill(PLAN, "2.1/2021", {"Отметка": "Прошу снять", "Комментарий": str(secret)})
    school.fill(PLAN, "1.1/2021", {"Отметка": "Прошу снять", "Комментарий": "secret.txt"})
    school.fill(PLAN, "5.1/2021", {"Отметка": "Прошу снять", "Комментарий": spells})
    school.facts("sync", now=MORNING)
    school.facts("letters", "daily", now=MORNING)
    letters = mailed(school)
    texts = [text_of(letter) for _, letter in letters]
    assert any(str(secret) in text and "secret.txt" in text and spells in text for text in texts)
    pages = [html_of(letter) for _, letter in letters]
    assert not any("the content of a file" in each for each in (*texts, *pages))
    assert not any("<img src=x" in page or 'href="javascript:' in page for page in pages)
    names = {part.get_filename() for _, letter in letters for part in letter.walk() if part.get_filename()}
    assert {name for name in names if not name.endswith((".xlsx", ".ics"))} == set()
