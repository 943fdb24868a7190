"""Do the fences around every test hold, and does a test that runs into one of them fail?"""

import os
import pwd
import socket
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP

import pytest

from tests.support.fences import strays, unread_letters
from tests.support.mail_servers import HonestServer
from tests.support.sample import HOUSE
from tests.support.serving import environment

OUTSIDE = "192.0.2.1"  # a block of addresses for documentation: nobody is there
CONNECT = f"import socket; socket.create_connection(('{OUTSIDE}', 9), 0.01)"
RUNS_INTO_THEM = """
import socket
from smtplib import SMTP
import contextlib
from tests.support.mail_servers import HonestServer

def test_goes_out_and_swallows_the_error():
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 9), 0.01)

def test_sends_a_letter_and_does_not_look():
    with HonestServer() as server, SMTP("127.0.0.1", server.port, "localhost") as client:
        client.sendmail("a@school.example", ["b@school.example"], b"Subject: a")

def test_does_nothing():
    pass
"""


def test_every_test_stands_inside_the_fences(request: pytest.FixtureRequest):
    assert "fences" in request.fixturenames


def test_a_test_that_runs_into_a_fence_fails_though_the_code_swallowed_the_error(tmp_path: Path):
    (tmp_path / "test_runs.py").write_text(RUNS_INTO_THEM, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.support.fences", "-p", "no:cacheprovider", "--tb=line"]
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-c", os.devnull, str(tmp_path)],
        cwd=HOUSE, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1].strip("= ").startswith("3 passed, 2 errors"), done.stdout
    assert f"a connection to {OUTSIDE}:9" in done.stdout
    assert "a letter to b@school.example" in done.stdout


@pytest.mark.parametrize("port", [9, 443])
def test_a_connection_out_of_this_machine_is_refused(port: int):
    with pytest.raises(OSError, match="the fence"):
        socket.create_connection((OUTSIDE, port), 0.01)
    assert strays() == [f"the fence: a connection to {OUTSIDE}:{port} would leave this machine"]


def test_a_name_is_not_looked_up_outside():
    with pytest.raises(OSError, match="the fence"):
        socket.getaddrinfo("mail.school.example", 25)
    assert strays() == ["the fence: the look-up of mail.school.example would leave this machine"]


def test_a_datagram_out_of_this_machine_is_refused():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as talk, pytest.raises(OSError, match="the fence"):
        talk.sendto(b"a", (OUTSIDE, 53))
    assert len(strays()) == 1


def test_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), 1).close()


@pytest.mark.parametrize("known", [None, environment(Path("/nowhere"))])
def test_a_child_stands_inside_the_fence_too(known: dict[str, str] | None):
    done = subprocess.run([sys.executable, "-c", CONNECT], env=known, capture_output=True, text=True, check=False)
    assert (done.returncode, "the fence" in done.stderr, len(strays())) == (1, True, 1)


def test_home_is_nobodys():
    assert Path.home() != Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert Path("~/.prefect").expanduser().is_relative_to(Path(os.environ["FENCE_STRAYS"]).parent)


def test_a_letter_that_was_looked_at_is_no_stray():
    letter = EmailMessage()
    letter["Subject"] = "a"
    with HonestServer() as server, SMTP("127.0.0.1", server.port, "localhost") as client:
        client.send_message(letter, "a@school.example", ["b@school.example"])
        assert [each.recipients for each in server.delivered] == [("b@school.example",)]
        client.send_message(letter, "a@school.example", ["c@school.example"])
    assert unread_letters() == ["a letter to c@school.example"]
