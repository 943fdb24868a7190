"""A municipality for a while: PostgreSQL, a Prefect server on it, workers, Google, a mail server, and many schools."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert, literal, select

from models.fleet import account_name
from models.ownership import Claim
from tasks.config import Fleet, fix_shift, read_fleet
from tasks.database import open_database, write_claim
from tasks.database.engine import writing
from tasks.database.tables import TABLES
from tasks.folder import new_token, note_run
from tasks.processes import (
    Child,
    Stop,
    base_environment,
    free_port,
    server_environment,
    start_server,
    wait_until_ready,
)  # fmt: skip
from tests.google.identity import make_identity
from tests.google.server import Server
from tests.google.sheets_api import empty_book
from tests.google.world import permission
from tests.support.cli_school import Said, said
from tests.support.databases import Postgres, administrate, binaries
from tests.support.fleet import DATABASE, HEAD, add_school, write_fleet
from tests.support.google_school import ADMIN, private_key
from tests.support.mail_servers import FILES, HonestServer, transport
from tests.support.serving import ROOT, environment

ACCOUNTS = tuple(f"vekha-{name}@district.iam.gserviceaccount.com" for name in ("one", "two", "three", "four"))
PEOPLE = ("curator", "teacher1", "director", "deputy1", "deputy2", *(f"member{number}" for number in range(1, 6)))
CALLS_PER_MINUTE = 57
OURS = ("PREFECT_API_URL", "PREFECT_API_AUTH_STRING", "PREFECT_HOME", "NO_PROXY", "no_proxy")
PASSWORD, ZONE = "admin:fleet", "Asia/Yekaterinburg"
ALONE = 1  # the process of a worker without a run
FIRST_DAY, CLOCK = date(2021, 3, 1), "clock.json"
COPIED = ("heads", "sightings", "looks", "boards")


class Stage:
    """Everything on 127.0.0.1: `count` schools over so many accounts, a run of each shard every `minutes`.

    Where no `letters` are to be written, those of the day were written already.
    """

    def __init__(
        self, folder: Path, count: int, minutes: int, *, within: int, most: int, accounts: int = 2, letters: bool = True
    ) -> None:
        found = binaries()
        if found is None:
            raise SystemExit("PostgreSQL is not installed (package postgresql)")
        self.folder, self.config = folder, folder / "config"
        self.ids = [f"school-{number:04}" for number in range(count)]
        self.books: dict[str, str] = {}
        self.accounts = {school: ACCOUNTS[number % accounts] for number, school in enumerate(self.ids)}
        self.postgres = Postgres(found, max_connections="200")
        self.google = Server(verify=False)
        self.mail = HonestServer()
        self.workers: dict[str, Child] = {}
        self.lonely: dict[str, str] = {}
        self._letters = letters
        self._running = ExitStack()
        self._head = HEAD + f"every_minutes: {minutes}\nunread_at_most_minutes: {within}\nboards_per_shard: {most}\n"

    def __enter__(self) -> "Stage":
        with ExitStack() as starting:
            self._start(starting)
            self._running = starting.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def _start(self, running: ExitStack) -> None:
        running.callback(shutil.rmtree, self.postgres.folder)
        self.postgres.start()
        running.callback(self.postgres.stop)
        for name in ("vekha", "prefect"):
            administrate(self.postgres.folder, f"CREATE DATABASE {name}")
        self.google.start()
        running.callback(self._stop_google)
        running.enter_context(self.mail)
        self._make_schools()
        home, port = self.folder / "prefect", free_port()
        at_postgres = f"postgresql+asyncpg://vekha@/prefect?host={self.postgres.folder}"
        self.known = {
            **server_environment(home, port, PASSWORD), "PREFECT_API_DATABASE_CONNECTION_URL": at_postgres,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": at_postgres,
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
            "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60",
        }  # fmt: skip
        server = start_server(home, {**environment(self.folder), **self.known}, port)
        running.callback(server.stop, 20)
        self.server = server
        assert wait_until_ready(server, self.known["PREFECT_API_URL"], home, PASSWORD, Stop().within)
        os.environ |= {name: self.known[name] for name in OURS}
        running.callback(self._stop_workers)

    def url(self) -> str:
        """The address of the one database of all schools."""
        return f"postgresql://vekha@/vekha?host={self.postgres.folder}"

    @property
    def fleet(self) -> Fleet:
        """The fleet as its file says."""
        return read_fleet(self.config / "fleet.yaml")

    def prefect(self, *words: str) -> str:
        """A command of Prefect's own, as docs/fleet.md tells it; what it printed."""
        own = {**environment(self.folder), **base_environment(), **{name: self.known[name] for name in OURS}}
        command = [sys.executable, "-m", "prefect", *words]
        done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start_worker(self, name: str, account: str | None = None) -> Child:
        """A worker as an administrator starts it: for all, or on a machine that holds one account's schools alone."""
        log = (self.folder / f"{name}.log").open("ab")
        words = ["worker", "start", "--pool", "vekha", "--type", "process", "--name", name]
        config = self.config
        if account is not None:
            words += ["--work-queue", account_name(account)]
            config, self.lonely[name] = self._own_machine(name, account) / "config", account
        command = [sys.executable, "-m", "prefect", *words]
        own = {
            **environment(self.folder), **base_environment(), "PREFECT_HOME": str(self.folder / name),
            "PREFECT_API_URL": self.known["PREFECT_API_URL"], "PREFECT_API_AUTH_STRING": PASSWORD,
            "PREFECT_WORKER_QUERY_SECONDS": "2", "VEKHA_FLEET": str(config / "fleet.yaml"), DATABASE: self.url(),
        }  # fmt: skip
        self.workers[name] = Child(command, own, log=log)
        return self.workers[name]

    def machine(self, name: str) -> Path:
        """Where a worker with a machine of its own has its schools' folders."""
        return self.folder / f"machine-{name}"

    def _own_machine(self, name: str, account: str) -> Path:
        """A machine with settings, keys and secrets of one account's schools; their var folders begin empty there."""
        machine, others = self.machine(name), [each for each in self.ids if self.accounts[each] != account]
        shutil.copytree(self.config, machine / "config", ignore=shutil.ignore_patterns(*others))
        for school in self.ids:
            if school not in others:  # the year is another one for this test alone
                (machine / "var" / school).mkdir(parents=True)
                shutil.copy(self.folder / "var" / school / CLOCK, machine / "var" / school)
        return machine

    def is_busy(self, name: str) -> bool:
        """Whether a worker has a run at work."""
        return len(family(self.workers[name].pid)) > ALONE

    def kill_worker(self, name: str) -> int:
        """A machine dies: the worker with every run that it started; how many processes there were."""
        gone = family(self.workers.pop(name).pid)
        for pid in gone:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(gone)

    def _stop_google(self) -> None:
        self.google.stop()  # the one that serves by then

    def _stop_workers(self) -> None:
        for name in list(self.workers):
            self.kill_worker(name)

    @contextmanager
    def without_postgres(self) -> Iterator[None]:
        """The database is away."""
        self.postgres.stop()
        try:
            yield
        finally:
            self.postgres.start()

    @contextmanager
    def without_google(self) -> Iterator[None]:
        """Google is away; its spreadsheets are as they were when it comes back."""
        before = self.google
        before.stop()
        try:
            yield
        finally:
            self.google = Server(before.port, verify=False, world=before.world)
            self.google.misfortunes.latency_seconds = before.misfortunes.latency_seconds
            self.google.ledger = before.ledger
            self.google.start()

    def vekha(self, school: str, *words: str) -> Said:
        """A command at one school, in this process."""
        place = ["--school", str(self.config / school), "--var", str(self.folder / "var" / school)]
        return said(*place, *words)

    def let_call(self, per_minute: int) -> None:
        """Let every school count on so many calls a minute, from the next run on."""
        for school in self.ids:
            file = self.config / school / "school.yaml"
            settings = file.read_text(encoding="utf-8")
            settings = re.sub(r"calls_per_minute: \d+", f"calls_per_minute: {per_minute}", settings)
            file.write_text(settings, encoding="utf-8")

    def list_schools(self, *schools: str) -> None:
        """Let the fleet have these schools."""
        write_fleet(self.config, *schools, head=self._head)

    def _make_schools(self) -> None:
        """The first school of each account is made by `init`; the others are its copies with ids of their own."""
        shutil.copytree(ROOT / "config", self.config, ignore=shutil.ignore_patterns("school-150", "fleet.yaml"))
        os.environ |= {"VEKHA_FLEET": str(self.config / "fleet.yaml"), DATABASE: self.url()}
        first: dict[str, str] = {}
        self.list_schools(*self.ids)
        with self.database() as engine:
            for school, account in self.accounts.items():
                self._configure(school, account)
                if account not in first:
                    first[account] = school
                    made = self.vekha(school, "init")
                    assert made.code == 0, made
                else:
                    self._copy(engine, first[account], school)

    def _configure(self, school: str, account: str) -> None:
        folder = add_school(self.config, school)
        key = folder / "key.json"
        key.write_text(json.dumps(self.google.service_account(account, private_key())), encoding="utf-8")
        key.chmod(0o600)
        secrets = folder / "secrets.env"
        secrets.touch(0o600)
        secrets.write_text(f"CANARY={canary(school)}\n", encoding="utf-8")
        self.books[school] = self._spreadsheet(account)
        file = folder / "school.yaml"
        board = (
            f"board:\n  kind: google\n  spreadsheet: {self.books[school]}\n  key_file: key.json\n  owner: {ADMIN}\n"
            f"  address: {self.google.address}\n  calls_per_minute: {CALLS_PER_MINUTE}\n"
        )
        settings = file.read_text(encoding="utf-8")
        for old, new in (("board:\n  kind: xlsx\n  file: board.xlsx\n", board), (FILES, transport(self.mail.port))):
            assert old in settings
            settings = settings.replace(old, new)
        file.write_text(settings, encoding="utf-8")
        fix_shift(self.folder / "var" / school, FIRST_DAY, ZoneInfo(ZONE), school)
        if not self._letters:  # those of the day were written
            note_run(self.folder / "var" / school, "letters")

    def _spreadsheet(self, account: str) -> str:
        """An empty spreadsheet that its administrator shared with the account and everybody at school."""
        world = self.google.world
        file = world.add("Школа", make_identity(ADMIN))
        file.book = empty_book(file.id, file.name, "en_US")
        emails = (account, *(f"{name}@school150.example" for name in PEOPLE))
        file.permissions += [permission(make_identity(email), "writer") for email in emails]
        return file.id

    def _copy(self, engine: Engine, first: str, school: str) -> None:
        """The board and the journal of a school that has just begun, for another one."""
        world = self.google.world
        old, new = world.files[self.books[first]], world.files[self.books[school]]
        assert old.book is not None
        new.book = world.copy_book(old.book, new.id)
        stamp = {"range": "_engine!A1", "values": [[f"{school} 1"]]}
        self.google.edit(new.id, "type", who=ADMIN, **stamp)
        with writing(engine) as connection:
            for name in COPIED:
                table = TABLES.tables[name]
                kept = [column for column in table.c if column.name not in ("id", "school")]
                rows = select(literal(school), *kept).where(table.c.school == first)
                connection.execute(insert(table).from_select(["school", *(each.name for each in kept)], rows))
        write_claim(engine, school, Claim(new_token(), f"Школа {school}"))

    @contextmanager
    def database(self) -> Iterator[Engine]:
        """The one database of all schools."""
        engine = open_database(self.url())
        try:
            yield engine
        finally:
            engine.dispose()


def canary(school: str) -> str:
    """A word that stands among the secrets of this school and nowhere else."""
    return f"secret-of-{school}"


def family(pid: int) -> list[int]:
    """A process with all that it started, and what those started."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                stat = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                parents.setdefault(int(stat[1]), []).append(int(entry.name))
    found = [pid]
    for each in found:
        found += parents.get(each, [])
    return found


def megabytes(pid: int) -> float:
    """The memory that a process alone uses: what it shares with others is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    except (OSError, StopIteration):
        return 0.0
