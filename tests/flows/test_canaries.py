"""Canaries: a cell, an address and a password stand in nothing that a bug of ours says or leaves behind."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.google.server import Server
from tests.support.cli_school import CliSchool, begun
from tests.support.google_school import make_school, private_key
from tests.support.mail_servers import FILES, HonestServer, transport
from tests.support.sample import ACT, PLAN

CELL, ADDRESS, PASSWORD = "канарейка-в-ячейке", "canary@school150.example", "canary-password"
HOME = ("board.xlsx", "vekha.db", "vekha.db-wal", "vekha.db-shm")  # where cells and addresses belong
SOON, LATER = "2021-03-01T10:00", "2021-03-09T10:00"
SYNC, LETTERS, DELIVER, STATUS = ("sync",), ("letters", "all"), ("deliver",), ("status",)
REFUSED = "CREATE TRIGGER bug BEFORE {what} BEGIN SELECT RAISE(ABORT, '{said}'); END"
# What the database does that no sentence is known for; its words, and the values of the statement, quote people.
BUGS = {
    "a row is not taken": (SYNC, "DELETE FROM sightings; " + REFUSED.format(what="INSERT ON sightings", said=CELL)),
    "what was seen is no JSON": (SYNC, f"UPDATE looks SET cells = '{CELL}'"),
    "a moment is none": (STATUS, f"DROP TRIGGER events_never_edited; UPDATE events SET seen_at = '{CELL}'"),
    "a letter is not taken": (LETTERS, REFUSED.format(what="INSERT ON letters", said=ADDRESS)),
    "a letter may not go": (DELIVER, REFUSED.format(what="UPDATE ON letters", said=ADDRESS)),
    "a letter that went": (DELIVER, REFUSED.format(what="UPDATE ON letters WHEN NEW.state = 'sent'", said=ADDRESS)),
    "a letter's end is none": (DELIVER, f"UPDATE letters SET expires_at = '{ADDRESS}'"),
}

AT_A_SERVER = f"""
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{CELL} %', NEW; END $$;
    CREATE TRIGGER bug BEFORE INSERT ON sightings FOR EACH ROW EXECUTE FUNCTION refuse()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[HonestServer]:
    """A mail server that asks for the password."""
    with HonestServer(password=("robot", PASSWORD)) as server:
        yield server


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, server: HonestServer) -> CliSchool:
    """A school whose board, database and settings hold the canaries; its first letters wait."""
    folder = tmp_path_factory.mktemp("lived")
    school = begun(folder / "var").copied(folder)
    school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": f"{ACT.format(1)} {CELL}", "Комментарий": CELL})
    school.change("people.yaml", "curator@school150.example", ADDRESS)
    school.change("school.yaml", FILES, transport(server.port, login="robot", password_env="VEKHA_CANARY"))
    for words in (SYNC, ("letters", "daily")):
        assert school.run(*words, now="2021-03-01T09:00").code == 0
    return school


@pytest.mark.parametrize(("words", "bug"), BUGS.values(), ids=list(BUGS))
def test_a_bug_quotes_nobody(
    words: tuple[str, ...], bug: str, lived: CliSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(lived.var, tmp_path / "var")
    monkeypatch.setenv("VEKHA_CANARY", PASSWORD)
    with closing(sqlite3.connect(tmp_path / "var" / "vekha.db")) as database:
        database.executescript(bug)
    school = CliSchool(tmp_path / "var", lived.school)
    before = contents(school.var)
    told = school.run(*words, "--json", now=LATER if words == LETTERS else SOON)
    left = dict(set(contents(school.var).items()) - set(before.items()))
    assert (told.code, [name[:6] for name in left if name.startswith("trace-")]) == (3, ["trace-"])
    everything = (told.out + told.err).encode() + b"".join(left.values())
    assert [canary for canary in (CELL, ADDRESS, PASSWORD) if canary.encode() in everything] == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_bug_at_a_server_quotes_neither_the_board_nor_the_key_to_it(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEKHA_CANARY", f"{database_url}&user=vekha&password={PASSWORD}")
    with Server(verify=False) as sheets:
        school = make_school(sheets, tmp_path)
        school.change("school.yaml", "board:", "database_env: VEKHA_CANARY\nboard:")
        assert school.run("init", now=SOON).code == 0
        school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": CELL, "Комментарий": CELL})
        with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(AT_A_SERVER)
        before = contents(school.var)
        told = school.run("sync", "--json", now=SOON)
    left = dict(set(contents(school.var).items()) - set(before.items()))
    assert (told.code, [name[:6] for name in left if name.startswith("trace-")]) == (3, ["trace-"])
    everything = (told.out + told.err).encode() + b"".join(left.values())
    canaries = [CELL, PASSWORD, *private_key().splitlines()[1:-1]]
    assert [canary for canary in canaries if canary.encode() in everything] == []


def contents(folder: Path) -> dict[str, bytes]:
    """What lies in a folder besides the board and the database."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name not in HOME)
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}
