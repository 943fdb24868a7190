"""Can what people type command the terminal of who reads it?"""

import io
import json
from argparse import Namespace

import pytest

from flows.cli import main
from flows.commands import tell
from tasks import terminal

ATTACK = "Отчёт\x9b31m\x9d0;заголовок\x07\u202eтёвто\x1b[2J\x7f"
SHOWN = r"Отчёт\u009b31m\u009d0;заголовок\u0007\u202eтёвто\u001b[2J\u007f"


@pytest.mark.parametrize("as_json", [True, False])
def test_a_command_s_answer_holds_no_command_to_a_terminal(capsys: pytest.CaptureFixture[str], as_json: bool):
    tell(Namespace(json=as_json), {"found": ATTACK}, [ATTACK, "вторая строка"])
    said = capsys.readouterr().out
    assert said == (f'{{\n  "found": "{SHOWN}"\n}}\n' if as_json else f"{SHOWN}\nвторая строка\n")
    if as_json:
        assert json.loads(said) == {"found": ATTACK}


@pytest.mark.parametrize("more", [["--json"], []])
def test_a_refusal_holds_none_either(capsys: pytest.CaptureFixture[str], more: list[str]):
    assert main([*more, "term", "март", "--unknown\x9b31m"]) == 2
    said = capsys.readouterr()
    assert "\x9b" not in said.out + said.err
    assert r"\u009b31m" in said.err


def test_a_conversation_holds_none_either(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{ATTACK}\n"))
    terminal.write_line(ATTACK)
    assert terminal.read_answer(ATTACK) == ATTACK
    assert capsys.readouterr().err == f"{SHOWN}\n{SHOWN}{SHOWN}\n"
