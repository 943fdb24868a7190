"""The ground on which stories are played: the servers of one process, and a fresh school there for each story."""

import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import tasks.xlsx.board
from tests.google.server import Server
from tests.storm import faults
from tests.storm.faults import GOOGLE, MAIL, Fault
from tests.storm.mail import MailHost
from tests.storm.people import Sheets, Spreadsheet
from tests.storm.workbook import Workbook
from tests.support.cli_school import CliSchool
from tests.support.databases import administrate, postgres_server
from tests.support.google_school import GoogleSchool, make_school
from tests.support.mail_servers import FILES, transport
from tests.support.sample import ACT, BEGIN, HOUSE, PLAN

XLSX, SHEETS = "workbook", "Google"
SQLITE, POSTGRES = "SQLite", "PostgreSQL"
FOLDER, SMTP = "files", "SMTP"
VARIABLE = "VEKHA_STORM_DATABASE"
REFUSALS: tuple[dict[str, Any], ...] = (
    {"kind": "answer", "code": 503}, {"kind": "answer", "code": 429}, {"kind": "answer", "code": 500},
    {"kind": "html"}, {"kind": "drop"}, {"kind": "answer", "code": 403},
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """Where a story is played: which board, which database, and how letters go."""

    board: str = XLSX
    database: str = SQLITE
    mail: str = FOLDER

    def __str__(self) -> str:
        return f"{self.board}, {self.database}, {self.mail}"


@dataclass
class Ground:
    """The servers of a process, each started when the first story needs it; `socket` is PostgreSQL's folder."""

    folder: Path
    socket: Path | None = None
    stack: ExitStack = field(default_factory=ExitStack)
    made: dict[tuple[str, str], CliSchool] = field(default_factory=dict)
    _google: Server | None = None
    _mail: MailHost | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    @property
    def google(self) -> Server:
        """The Google server."""
        if self._google is None:
            self._google = self.stack.enter_context(Server(verify=False))
        return self._google

    @property
    def mail(self) -> MailHost:
        """The mail server."""
        if self._mail is None:
            self._mail = MailHost()
            self.stack.callback(self._mail.close)
        return self._mail

    def postgres(self) -> Path:
        """The folder of PostgreSQL's socket."""
        if self.socket is None:
            self.socket = self.stack.enter_context(postgres_server())
        return self.socket

    def school(self, world: World) -> CliSchool:
        """A school in a folder of its own, right after `vekha init`."""
        made = self.made.get((world.board, world.database)) or self._begun(world)
        folder = self.folder / "school"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made.school.parent.parent, folder, symlinks=True)
        school = CliSchool(folder / "var", folder / "config" / "school-150")
        if isinstance(made, GoogleSchool):
            school = self._sheet_of(made, school)
        if world.database == POSTGRES:
            self._database(f"story_{os.getpid()}", f" TEMPLATE begun_{_name(world.board)}_{os.getpid()}")
        if world.mail == SMTP:
            school.change("school.yaml", FILES, transport(self.mail.port))
            self.mail.forget()
        return school

    def sheets(self, school: CliSchool) -> Sheets:
        """The school's board as people see it."""
        if isinstance(school, GoogleSchool):
            return Spreadsheet(school.server, school.book)
        return Workbook(school.board)

    def _begun(self, world: World) -> CliSchool:
        folder = self.folder / f"{world.board}-{world.database}"
        if world.board == SHEETS:
            school: CliSchool = make_school(self.google, folder, patience_seconds=1)
        else:
            shutil.copytree(HOUSE / "config", folder / "config")
            school = CliSchool(folder / "var", folder / "config" / "school-150")
        if world.database == POSTGRES:
            school.change("school.yaml", "board:\n", f"database_env: {VARIABLE}\nboard:\n")
            self._database(f"begun_{_name(world.board)}_{os.getpid()}")
        said = school.run("init", now=BEGIN)
        assert said.code == 0, said.err
        self.made[world.board, world.database] = school
        if len(self.made) == 1:
            self._warm(world)
        return school

    def _warm(self, world: World) -> None:
        """Do once in this process what every command would begin with in its own: templates, calendars, libraries."""
        school = self.school(replace(world, mail=FOLDER))
        self.sheets(school).type(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
        for words in (("sync",), ("letters", "all"), ("deliver",), ("verify",)):
            assert school.run(*words, now=BEGIN).code == 0
        gc.collect()
        gc.freeze()

    def _database(self, name: str, like: str = "") -> None:
        folder = self.postgres()
        self.stack.callback(os.environ.pop, VARIABLE, None)
        administrate(folder, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        administrate(folder, f"CREATE DATABASE {name}{like}")
        os.environ[VARIABLE] = f"postgresql://vekha@/{name}?host={folder}"

    def _sheet_of(self, made: GoogleSchool, school: CliSchool) -> GoogleSchool:
        world = self.google.world
        old = world.files[made.book]
        for each in [file for file in world.files.values() if file.id not in {one.book for one in self._books()}]:
            del world.files[each.id]
        new = world.add(old.name, old.owner)
        assert old.book
        new.book, new.permissions = world.copy_book(old.book, new.id), old.permissions
        copied = GoogleSchool(school.var, school.school, self.google, new.id)
        copied.change("school.yaml", made.book, new.id)
        return copied

    def _books(self) -> Iterator[GoogleSchool]:
        yield from (each for each in self.made.values() if isinstance(each, GoogleSchool))

    def struck(self, pid: list[int], child: int) -> None:
        """This is the process that the servers strike."""
        pid[0] = child
        if self._mail is not None:
            self._mail.pid = child

    @contextmanager
    def strikes(self, fault: Fault | None, meet: Callable[[], None]) -> Iterator[list[int]]:
        """Let the servers strike; whoever enters puts the number of the struck process into the list."""
        pid: list[int] = [0]
        where = fault.where if fault is not None else ""
        if fault is not None and where == GOOGLE:
            for rule in _rules(fault, pid, meet):
                self.google.misfortunes.add(**rule, skip=fault.at - 1)
        if fault is not None and where == MAIL:
            self.mail.plan(fault)
        try:
            yield pid
        finally:
            if where == GOOGLE:
                self.google.misfortunes.clear()
            if where == MAIL:
                self.mail.plan(None)


@dataclass
class Doing:
    """Stands in for people's edits in the middle of a call; what it does happens when it is walked."""

    do: Callable[[], None]

    def __iter__(self) -> Iterator[Any]:
        self.do()
        return iter(())


def _rules(fault: Fault, pid: list[int], meet: Callable[[], None]) -> list[dict[str, Any]]:
    """The misfortunes of the Google server that make a fault."""

    def kill() -> None:
        with suppress(ProcessLookupError):
            os.kill(pid[0], signal.SIGKILL)

    match fault.kind:
        case faults.KILLED:
            return [{"kind": "edit", "edits": Doing(kill)}, {"kind": "drop"}]
        case faults.AFTER:
            return [{"kind": "edit", "when": "after", "edits": Doing(kill)}]
        case faults.LOST:
            after = {"kind": "answer", "code": 500, "when": "after"}
            return [after if fault.at % 2 else {"kind": "lose"}]
        case faults.MET:
            return [{"kind": "edit", "when": "after" if fault.at % 2 else "before", "edits": Doing(meet)}]
        case faults.SLOW:
            return [{"kind": "slow", "seconds": 0.05}]
    return [REFUSALS[fault.at % len(REFUSALS)]]


def _name(board: str) -> str:
    return "book" if board == XLSX else "sheet"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for stories, in memory where that is possible: they would wait for the disk most of the time."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="vekha-storm-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def hasten() -> None:
    """A workbook that is away is looked for as often as ever, at shorter intervals."""
    tasks.xlsx.board._LOOK_AGAIN = (0.01, 0.03, 0.06)
