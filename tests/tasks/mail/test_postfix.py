"""Does a real mail server take our letters and put them, unchanged and once, into mailboxes?"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import trustme

from flows.mail import deliver_queue
from models.mail import Result, SendResult
from tasks.mail import Attachment, letter_bytes
from tasks.mail.smtp import Server, SmtpMailer
from tests.support.deliveries import MORNING, deliver_until_killed, office, queue
from tests.support.processes import KILLED, run_together

pytestmark = pytest.mark.postfix

SENDER, ANNA, BORIS = "vekha@school.example", "anna@school.example", "boris@school.example"
CLARA = "clara@school.example"
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])

# Nothing leaves this machine: what is not for school.example is refused, and every other transport is an error.
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.school.example
mydestination =
mynetworks =
default_transport = error:nothing leaves the test
relay_transport = error:nothing leaves the test
local_transport = error:nothing leaves the test
alias_maps =
virtual_mailbox_domains = school.example
virtual_mailbox_maps = texthash:{folder}/boxes
virtual_mailbox_base = {folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_transport = virtual
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = encrypt
smtpd_tls_chain_files = {folder}/server.pem
smtpd_tls_session_cache_database =
smtp_tls_session_cache_database =
smtpd_client_connection_count_limit = 0
message_size_limit = 1000000
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """A running server, and where its mailboxes are."""

    folder: Path
    port: int

    def client(self) -> SmtpMailer:
        """Open a client as a school's settings would."""
        server = Server(
            host="127.0.0.1", port=self.port, certificates=str(self.folder / "ca.pem"), helo="school.example"
        )
        return SmtpMailer(server, sleep=time.sleep, clock=time.monotonic)

    def mailbox(self, name: str, letters: int) -> list[bytes]:
        """Wait until so many letters lie in a mailbox, and read them without what the server put on top."""
        new, until = self.folder / "mail" / name / "new", time.monotonic() + 60
        while time.monotonic() < until and len(list(new.glob("*"))) < letters:
            time.sleep(0.05)
        return [each.read_bytes().partition(b"\nContent-Type: ")[2] for each in new.iterdir()]


def postfix(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """Run the server's own command on our instance."""
    with (folder / "output").open("ab") as output:
        return subprocess.Popen(
            ["postfix", "-c", str(folder / "conf"), *words], stdout=output, stderr=output, env={"PATH": PATH}
        )


def prepare(folder: Path, port: int) -> None:
    """Write everything that the server reads."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
    for name in ("conf", "queue", "data", "mail"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    shutil.chown(folder / "mail", 65534, 65534)
    folder.chmod(0o755)
    (folder / "boxes").write_text(f"{ANNA} anna/\n{BORIS} boris/\n{CLARA} clara/\n")
    (folder / "conf" / "main.cf").write_text(MAIN.format(folder=folder))
    (folder / "conf" / "master.cf").write_text(MASTER.format(port=port))


def wait_until_it_listens(port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    """Knock until the port answers; what the server said is the failure if it never does."""
    until = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail((folder / "output").read_text() + (folder / "log").read_text(errors="replace"))


@pytest.fixture(scope="module")
def server() -> Iterator[Postfix]:
    """Start a throw-away server; without the package or without root the tests are skipped, in CI they fail."""
    if shutil.which("postfix", path=PATH) is None or os.geteuid() != 0:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs root and Postfix (package postfix)")
    folder = Path(tempfile.mkdtemp(prefix="vekha-postfix-"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    prepare(folder, port)
    running = postfix(folder, "start-fg")
    try:
        wait_until_it_listens(port, running, folder)
        yield Postfix(folder, port)
    finally:
        postfix(folder, "stop").wait(30)
        running.wait(30)
        shutil.rmtree(folder)


def letter(address: str, number: int) -> bytes:
    """A letter with everything that servers like to rewrite: long lines, dots, Russian, a file."""
    mime, _ = letter_bytes(
        sender=SENDER,
        sender_name="Веха",
        reply_to=None,
        to_address=address,
        to_name="Анна Иванова",
        subject=f"Письмо {number}: " + "очень длинная тема " * 8,
        text=".\n.. 1.3/2021 ждёт вас\nFrom здесь\n" * 200,
        html="<p>.</p>" * 3000,
        headers={"X-Vekha-Kind": "daily"},
        message_id_seed=str(number),
        at=datetime(2021, 3, 15, 4, tzinfo=UTC),
        attachments=[Attachment("Сроки.ics", b"BEGIN:VCALENDAR\r\n.\r\n", "text/calendar")],
    )
    return mime


def stored(mime: bytes) -> bytes:
    """The letter as a Maildir keeps it: our bytes with the line ends of Unix."""
    return mime.replace(b"\r\n", b"\n").removeprefix(b"Content-Type: ")


def test_every_letter_of_two_workers_lies_in_the_mailbox_once_and_unchanged(server):
    letters = [letter(ANNA, number) for number in range(100)]

    def work(share: list[bytes]) -> list[SendResult]:
        client = server.client()
        handed = [client.send(mime, SENDER, ANNA, "name") for mime in share]
        client.close()
        return handed

    with ThreadPoolExecutor(2) as workers:
        handed = [each for share in workers.map(work, [letters[::2], letters[1::2]]) for each in share]
    assert handed == [SendResult(Result.SENT)] * 100
    assert Counter(server.mailbox("anna", 100)) == Counter(stored(mime) for mime in letters)


KILLS = ("before EHLO", "before DATA", "before letter", "reply to letter", "before NOOP", "reply to letter")


def test_deliveries_killed_on_the_way_leave_every_letter_of_the_queue_in_the_mailbox(server, tmp_path):
    """What came twice came with the same Message-ID and the same bytes."""
    url, access = f"sqlite:///{tmp_path}/vekha.db", {"port": server.port, "certificates": str(server.folder / "ca.pem")}

    def works(now: datetime, step: str, number: int) -> None:
        deliver_until_killed(office(url, tmp_path, now, **access), (step, number))

    watching = office(url, tmp_path, MORNING, **access)
    wanted = {stored(mime) for mime in queue(watching, *(f"person{n}" for n in range(20)), address=CLARA).values()}
    for turn, step in enumerate(KILLS, 1):
        now = MORNING + timedelta(minutes=16 * turn)
        assert run_together(partial(works, now, step, 1), partial(works, now, "before MAIL", 2)) == [KILLED, KILLED]
    assert deliver_queue(replace(watching, now=now + timedelta(minutes=16))).waiting == 0
    watching.outbox._engine.dispose()
    until_then = time.monotonic() + 60
    while set(came := server.mailbox("clara", len(wanted))) != wanted and time.monotonic() < until_then:
        time.sleep(0.05)
    assert set(came) == wanted
    assert len(came) - len(wanted) <= 2 * len(KILLS)


def test_what_the_server_refuses_is_said_and_the_next_letter_still_goes(server):
    client = server.client()
    addresses = ["nobody@school.example", "anna@elsewhere.example", BORIS]
    handed = [client.send(letter(BORIS, 1), SENDER, address, "name") for address in addresses]
    too_big = client.send(b"Subject: big\r\n\r\n" + b"x\r\n" * 500_000, SENDER, BORIS, "name")
    client.close()
    assert [*handed, too_big] == [
        SendResult(
            Result.PERMANENT,
            "Сервер не принял адрес: 550 5.1.1 <nobody@school.example>: "
            "Recipient address rejected: User unknown in virtual mailbox table",
        ),
        SendResult(
            Result.REFUSED,
            "Сервер не принял адрес: 554 5.7.1 <anna@elsewhere.example>: Relay access denied",
        ),
        SendResult(Result.SENT),
        SendResult(Result.REFUSED, "Сервер не принял письмо: 552 5.3.4 Message size exceeds fixed limit"),
    ]
    assert server.mailbox("boris", 1) == [stored(letter(BORIS, 1))]
