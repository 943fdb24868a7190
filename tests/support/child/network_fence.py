"""No way out of this machine: for the tests' own process and for the Python processes that they start.

Stands alone, so that it costs a child nothing. What was refused is written into the file that FENCE_STRAYS names,
because the code under test may well swallow the error.
"""

import os
import socket
import sys
from ipaddress import ip_address
from typing import Any

SENTENCE = "the fence: {what} would leave this machine"
LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
OWN_NAME = socket.gethostname()


def build() -> None:
    """Refuse every connection, datagram and look-up of a name that leaves this machine, until the process ends."""
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = args[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            _stop(f"a connection to {address[0]}:{address[1]}")
    elif event in LOOK_UPS and not _needs_no_server(args[0]):
        _stop(f"the look-up of {args[0]}")


def _is_here(host: str) -> bool:
    if host in ("", "localhost", "0.0.0.0", "::", OWN_NAME):
        return True
    return _is_number(host) and ip_address(host).is_loopback


def _needs_no_server(name: str | bytes | None) -> bool:
    text = name.decode() if isinstance(name, bytes) else name or ""
    return _is_here(text) or _is_number(text)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _stop(what: str) -> None:
    sentence = SENTENCE.format(what=what)
    with open(os.environ["FENCE_STRAYS"], "a", encoding="utf-8") as strays:
        strays.write(sentence + "\n")
    raise OSError(sentence)
