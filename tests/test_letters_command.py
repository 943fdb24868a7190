"""The letters' command on the sample school: shown, as pages, queued once."""

import json
from email import message_from_bytes
from pathlib import Path

import pytest

from flows.cli import main


def told(capsys: pytest.CaptureFixture[str], *given: str) -> dict:
    """What a command says with --json."""
    assert main([*given, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def var(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, ...]:
    """Options for a fresh board of the sample, on the first working day of a week with overdue rows."""
    given = ("--var", str(tmp_path / "var"), "--now", "2021-04-05T08:00")
    assert main(["init", *given]) == 0
    capsys.readouterr()
    return given


def test_letters_are_queued_once_whichever_command_runs(var, capsys):
    """Weekly first, then daily: who reads the summary has it already, the others get their letters; then nothing."""
    first = told(capsys, "letters", "weekly", *var)
    readers = ["director", "curator", "member_1", "member_2", "member_3", "member_4"]
    assert [(each["person"], each["kind"]) for each in first["letters"]] == [(who, "weekly") for who in readers]
    assert (first["queued"], told(capsys, "letters", "daily", *var)["queued"]) == (6, 1)
    assert told(capsys, "letters", "daily", *var)["queued"] == 0


def test_a_preview_writes_pages_and_queues_nothing(var, capsys, tmp_path: Path):
    """The pages can be opened in a browser; the queue stays empty."""
    pages = told(capsys, "letters", "daily", "--preview", str(tmp_path / "pages"), *var)["files"]
    assert [Path(page).name for page in pages][1] == "2021-04-05-weekly-curator.html"
    assert all(Path(page).read_text(encoding="utf-8").startswith("<!DOCTYPE html>") for page in pages)
    assert told(capsys, "letters", "daily", *var)["queued"] == 7


def test_the_summary_carries_the_workbook_and_the_deadlines(var, capsys, tmp_path: Path):
    """The file that is sent holds both, and its text says so."""
    told(capsys, "letters", "weekly", *var)
    assert main(["deliver", *var]) == 0
    (sent,) = (tmp_path / "var" / "outbox").glob("*-curator*.eml")
    message = message_from_bytes(sent.read_bytes())
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    assert names == ["Дорожная карта 2021-04-05.xlsx", "Сроки, Куратор.ics"]
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    words = text.get_payload(decode=True).decode()
    assert "К письму приложено: «Дорожная карта 2021-04-05.xlsx» и «Сроки, Куратор.ics»." in words
