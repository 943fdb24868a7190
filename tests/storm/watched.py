"""Faults at every call of Prefect's: `make storm-prefect`.

A pass that a Prefect server watches goes through a door in front of that server, and the door strikes at one request
after another: the pass dies before it or after it, is refused, loses the answer, is broken off, or waits. Whatever
comes of that, the wish is one fact, said once, and a quiet pass finds everything in order.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests.storm import faults
from tests.storm.faults import AFTER, BROKEN, KILLED, LONGEST, LOST, REFUSED, SLOW
from tests.support.cli_school import CliSchool, begun
from tests.support.sample import PLAN
from tests.support.serving import ROOT, environment, prefect_server

STRIKES = (KILLED, AFTER, REFUSED, LOST, BROKEN, SLOW)
CODE, NOW, QUIET, AGAIN = "1.1/2021", "2021-03-01T09:05", "2021-03-01T09:10", "2021-03-01T09:15"
METHODS = (b"GET /", b"POST /", b"PUT /", b"PATCH /", b"DELETE /")
REFUSAL = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
WAITS = 5  # seconds of a slow answer


class Door:
    """A way to the server that counts requests, and strikes at one of them; websockets go through it, too."""

    def __init__(self, port: int) -> None:
        self._server, self._listener, self.pid = port, socket.create_server(("127.0.0.1", 0)), 0
        self._kind, self._at, self.requests = "", 0, 0
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def plan(self, kind: str, at: int) -> None:
        """Strike so at the request of this number from now on; at none where it is 0."""
        self._kind, self._at, self.requests, self.pid = kind, at, 0, 0

    def _listen(self) -> None:
        while True:
            came, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(came,), daemon=True).start()

    def _serve(self, came: socket.socket) -> None:
        with suppress(OSError), came, socket.create_connection(("127.0.0.1", self._server)) as server:
            struck = threading.Event()
            back = threading.Thread(target=self._back, args=(server, came, struck), daemon=True)
            back.start()
            while data := came.recv(65_536):
                if data.startswith(METHODS):
                    self.requests += 1
                    if self.requests == self._at and not self._strikes(came, struck):
                        return
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)
            back.join(LONGEST)

    def _strikes(self, came: socket.socket, struck: threading.Event) -> bool:
        """What happens before the request goes on; whether it does."""
        match self._kind:
            case faults.KILLED:
                self._kill()
            case faults.REFUSED:
                came.sendall(REFUSAL)
            case faults.BROKEN:
                pass
            case faults.SLOW:
                time.sleep(WAITS)
                return True
            case _:  # the answer is what is struck
                struck.set()
                return True
        return False

    def _back(self, server: socket.socket, came: socket.socket, struck: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(65_536):
                if struck.is_set():
                    if self._kind == AFTER:
                        self._kill()
                    came.shutdown(socket.SHUT_RDWR)
                    return
                came.sendall(data)
            came.shutdown(socket.SHUT_WR)

    def _kill(self) -> None:
        if self.pid:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def watched(school: CliSchool, door: Door, home: Path, told: dict[str, str]) -> tuple[int, str, str]:
    """A pass of a process of its own, seen on the server: how it ended and what it said."""
    command = [sys.executable, "-m", "flows.cli", "--school", school.school, "--var", school.var, "--now", NOW]
    with subprocess.Popen(
        [*map(str, command), "sync", "--json"], cwd=ROOT, env=environment(home, **told), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        door.pid = process.pid
        out, err = process.communicate(timeout=LONGEST)
    return process.returncode, out, err


def broken(school: CliSchool, code: int, out: str, err: str, *, killed: bool) -> Iterator[str]:
    """The promises that a struck pass and a quiet one behind it did not keep."""
    if code != (-signal.SIGKILL if killed else 0):
        yield f"ended with {code}: {err or out}"
    if code == 0 and [each["kind"] for each in json.loads(out)["events"]] not in ([], ["started"]):
        yield f"said {out}"
    for line in err.splitlines():
        if "Traceback" in line or not any("а" <= sign <= "я" for sign in line):
            yield f"said in no sentence: {line}"
    quiet = school.facts("sync", now=QUIET)
    kinds = [each["kind"] for each in school.facts("history", CODE, now=QUIET)["events"]]
    again = school.facts("sync", now=AGAIN)
    if kinds != ["started"]:
        yield f"the record holds {kinds}, the quiet pass said {quiet['events']}"
    if (again["events"], again["cells_written"]) != ([], 0):
        yield f"a further pass did something: {again}"
    if (said := school.run("verify", now=AGAIN)).code != 0:
        yield f"verify: {said.out}{said.err}"


def strike(folder: Path, door: Door, told: dict[str, str], kind: str, at: int) -> list[str]:
    """One pass struck so at this request; what was broken."""
    school = begun(folder / "var")
    school.fill(PLAN, CODE, {"Отметка": "Начато"})
    door.plan(kind, at)
    code, out, err = watched(school, door, folder, told)
    found = list(broken(school, code, out, err, killed=kind in (KILLED, AFTER) and at <= door.requests))
    shutil.rmtree(folder / "var")
    return found


def main() -> int:
    """Strike at every request of a pass in every way; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="strike at every n-th request only")
    chosen = parser.parse_args()
    done, failing = Counter[str](), 0
    with TemporaryDirectory(prefix="vekha-watched-") as name, prefect_server(Path(name) / "prefect") as (_, known):
        server = urlsplit(known["PREFECT_API_URL"])
        assert server.port is not None
        door = Door(server.port)
        told = {
            "PREFECT_API_URL": f"http://127.0.0.1:{door.port}{server.path}",
            "PREFECT_API_AUTH_STRING": known["PREFECT_API_AUTH_STRING"],
        }
        found = strike(Path(name), door, told, "", 0)
        requests = door.requests
        print(f"a pass makes {requests} requests", *found, sep="\n", flush=True)
        for kind in STRIKES:
            for at in range(1, requests + 1, chosen.every):
                found = strike(Path(name), door, told, kind, at)
                done[kind] += 1
                failing += bool(found)
                if found:
                    print(f"{kind} at request {at}:", *found, sep="\n  ", flush=True)
    print(f"passes struck: {done.total()} {dict(done)}", f"violations: {failing}", sep="\n")
    return 1 if failing or not requests else 0


if __name__ == "__main__":
    sys.exit(main())
