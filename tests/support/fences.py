"""Fences around every test: no network but loopback, no home folder of anybody, no letter that nobody looked at."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.support.child import network_fence

CHILD = Path(network_fence.__file__).parent
_SCRATCH = tempfile.TemporaryDirectory(prefix="vekha-fence-")
_STRAYS = Path(_SCRATCH.name) / "strays.txt"
_ELSEWHERE = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "PREFECT_HOME")


def build() -> None:
    """Fence this process and the Python processes that it will start."""
    home = Path(_SCRATCH.name) / "home"
    home.mkdir()
    for name in _ELSEWHERE:
        os.environ.pop(name, None)
    os.environ |= {"HOME": str(home), "FENCE_STRAYS": str(_STRAYS), "PYTHONPATH": str(CHILD)}
    network_fence.build()


build()


def strays() -> list[str]:
    """What was refused since the last look, here and in child processes."""
    if not _STRAYS.exists():
        return []
    lines = _STRAYS.read_text(encoding="utf-8").splitlines()
    _STRAYS.unlink()
    return lines


class MailFence(Protocol):
    """A mail server that can say which letters it took and nobody has looked at."""

    def unread(self) -> list[str]: ...


mail_servers: list[MailFence] = []


def unread_letters() -> list[str]:
    """The letters of all mail servers of this test that nobody has looked at; they are not told again."""
    found = [letter for server in mail_servers for letter in server.unread()]
    mail_servers.clear()
    return found


@pytest.fixture(autouse=True)
def fences() -> Iterator[None]:
    """Nothing stays behind a test: neither an attempt to leave this machine nor a letter that it did not look at."""
    yield
    told = strays(), unread_letters()
    assert told == ([], []), "the test tried to leave this machine, or letters came that it did not look at"
