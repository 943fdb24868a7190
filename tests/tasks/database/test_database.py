"""The database is made once, kept private, and every trouble of it is one sentence."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event, inspect, make_url, text
from sqlalchemy.exc import DatabaseError

from models.journal import texts as journal_texts
from models.text import VekhaError
from tasks.database import close_database, open_database
from tasks.database.engine import REVISIONS, _enter_wal, reading, sqlite_url, writing
from tasks.database.tables import TABLES
from tests.support.databases import administrate
from tests.support.processes import run_together


def refusal(url: str) -> str:
    with pytest.raises(VekhaError) as caught:
        open_database(url).dispose()
    return str(caught.value)


def change(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(vekha_writing=True) as connection, connection.begin():
        connection.execute(text(statement))


def test_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), TABLES) == []


def test_every_version_of_the_database_is_known_by_name() -> None:
    config = Config()
    config.set_main_option("script_location", "tasks.database:migrations")
    versions = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(version.revision for version in versions)[::-1] == REVISIONS


def test_a_database_that_is_up_to_date_is_opened_without_alembic(database_url: str) -> None:
    open_database(database_url).dispose()
    program = (
        "import sys; from tasks.database import open_database; "
        f"open_database({database_url!r}).dispose(); print('alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert told.stdout == "False\n"


def test_four_who_open_a_new_database_at_once_all_get_it(database_url: str) -> None:
    def opens() -> None:
        open_database(database_url).dispose()

    assert run_together(opens, opens, opens, opens) == [0, 0, 0, 0]
    engine = open_database(database_url)
    assert set(inspect(engine).get_table_names()) == {*TABLES.tables, "alembic_version"}
    engine.dispose()


def test_nobody_else_can_read_a_new_file_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        engine = open_database(sqlite_url(tmp_path / "school" / "vekha.db"))
        with reading(engine):
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "school").iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert modes == {"vekha.db": 0o600, "vekha.db-wal": 0o600, "vekha.db-shm": 0o600}


def test_an_approval_survives_a_power_cut_and_readers_do_not_wait(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path / "vekha.db"))
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with reading(engine) as connection:
        told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    engine.dispose()
    assert told == ["wal", 2, 1, 30000]


def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    engine = open_database(database_url)
    change(engine, "UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    place = place_of(database_url)
    assert refusal(database_url) == (
        f"{place} создана более новой версией Вехи (версия данных 9999): "
        "обновите программу или укажите другую базу данных."
    )


def test_a_database_of_another_program_is_left_alone(database_url: str) -> None:
    engine = open_database(database_url)
    for table in ("alembic_version", "letters"):
        change(engine, f"DROP TABLE {table}")
    before = set(inspect(engine).get_table_names())
    engine.dispose()
    place = place_of(database_url)
    assert refusal(database_url) == (
        f"{place} занята таблицами другой программы: заведите для Вехи отдельную базу данных."
    )
    assert before == set(TABLES.tables) - {"letters"}


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "vekha.db"
    file.write_text("Протокол № 4 от 12.03.2021\n" * 100, encoding="utf-8")
    before = file.read_bytes()
    assert refusal(sqlite_url(file)) == (
        f"База данных {file} не читается как база данных: файл повреждён или это файл другой программы. "
        "Восстановите его из резервной копии или уберите в сторону и укажите другой."
    )
    assert file.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path) -> None:
    assert refusal(sqlite_url(tmp_path)) == (
        f"База данных {tmp_path} не открыть: проверьте, что это файл, и права на него и на его папку."
    )


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    file = tmp_path / "var" / "vekha.db"
    told = refusal(sqlite_url(file))
    assert told.startswith(f"Файл базы данных {file} не создать (")
    assert told.endswith("): проверьте права на папку или укажите другую в --var.")


def test_a_server_that_is_down_is_told_from_one_that_lacks_the_database(postgres_folder: Path) -> None:
    """Of the address what cannot be a secret is shown."""
    assert refusal("postgresql://curator:secret@127.0.0.1:1/school?application_name=canary") == (
        "База данных postgresql://curator@127.0.0.1:1/school не отвечает: сервер не запущен или слушает другой порт."
    )
    assert "нет такой базы данных" in refusal(f"postgresql://vekha@/nowhere?host={postgres_folder}")


@pytest.mark.parametrize("right", ["GRANT USAGE ON SCHEMA public TO stranger", "SELECT 'not even to see it'"])
def test_a_name_that_may_not_make_tables_is_told_so(postgres_folder: Path, right: str) -> None:
    """It is let in, and no bug of ours."""
    for step in ("DROP SCHEMA public CASCADE", "DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger LOGIN",
                 "CREATE SCHEMA public", right):  # fmt: skip
        administrate(postgres_folder, step)
    assert "не даёт этому имени прав" in refusal(f"postgresql://stranger@/postgres?host={postgres_folder}")


def test_an_option_that_postgresql_does_not_know_is_said(postgres_folder: Path) -> None:
    assert "стоит параметр, которого" in refusal(f"postgresql://vekha@/postgres?host={postgres_folder}&canary=1")


ADDRESSES = (
    ("vekha.db", journal_texts.DATABASE_URL_UNKNOWN),
    ("mysql://vekha@localhost/canary", journal_texts.DATABASE_URL_UNKNOWN),
    ("", journal_texts.DATABASE_URL_UNKNOWN),
    ("canary", journal_texts.DATABASE_URL_UNKNOWN),
    ("postgresql//curator:canary@server/school", journal_texts.DATABASE_URL_UNKNOWN),
    ("postgresql://curator:canary@server:port/school", journal_texts.DATABASE_URL_UNKNOWN),
    ("postgresql://curator:p@can/ary@127.0.0.1/school", journal_texts.DATABASE_URL_SIGNS),
)


@pytest.mark.parametrize(("url", "sentence"), ADDRESSES)
def test_a_mistyped_address_is_refused_without_a_word_of_it(url: str, sentence: str) -> None:
    """Any of its words may be a password."""
    assert refusal(url) == sentence


def test_a_disk_that_is_full_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    file = tmp_path / "vekha.db"
    engine = open_database(sqlite_url(file))
    engine.dispose()

    @event.listens_for(engine, "connect")
    def no_room(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("PRAGMA max_page_count=1").close()

    heads = TABLES.tables["heads"]

    def fill() -> None:
        with writing(engine) as connection:
            connection.execute(heads.insert(), [{"school": "я" * 3000, "position": 0, "digest": "я" * 9000}])

    with pytest.raises(VekhaError) as caught:
        fill()
    with reading(engine) as connection:
        assert connection.execute(heads.select()).all() == []
    engine.dispose()
    assert str(caught.value) == (
        f"База данных {file} не записать: кончилось место на диске. "
        "Освободите место и повторите команду; ничего не потеряно."
    )


def test_a_full_disk_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a lock is worth waiting for."""
    waited: list[float] = []
    monkeypatch.setattr("tasks.database.engine.time.sleep", waited.append)

    class Full:
        def execute(self, _statement: str) -> None:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    with pytest.raises(sqlite3.OperationalError):
        _enter_wal(Full())
    assert waited == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_falls_silent_is_given_up(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a paused machine: its connections stay open, and nothing comes."""
    engine = open_database(database_url)
    stopped: list[int] = []

    def ask() -> None:
        with reading(engine) as connection:
            stopped.append(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
            monkeypatch.setattr("tasks.database.server.SILENCE_SECONDS", 0.2)
            os.kill(stopped[0], signal.SIGSTOP)
            connection.exec_driver_sql("SELECT 1")

    try:
        with pytest.raises(VekhaError, match="не отвечает"):
            ask()
    finally:
        os.kill(stopped[0], signal.SIGCONT)
        engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_statement_without_end_is_ended_by_the_server(database_url: str) -> None:
    engine = open_database(database_url)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "45s"
    engine.dispose()


def test_a_mistake_of_ours_in_sql_is_not_dressed_up(engine: Engine) -> None:
    with pytest.raises(DatabaseError), reading(engine) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def place_of(url: str) -> str:
    shown = make_url(url.replace("postgresql+psycopg", "postgresql")).render_as_string()
    return f"База данных {shown.removeprefix('sqlite:///')}"


def test_who_opens_a_closed_database_again_gets_its_engine_and_nobody_shares_it(database_url: str) -> None:
    one, other = open_database(database_url), open_database(database_url)
    assert one is not other
    close_database(one)
    assert open_database(database_url) is one
    third = open_database(database_url)
    assert third not in (one, other)
    for engine in (one, other, third):
        engine.dispose()


def test_a_closed_database_that_went_away_is_made_anew_and_private(tmp_path: Path) -> None:
    file = tmp_path / "vekha.db"
    close_database(open_database(sqlite_url(file)))
    for each in tmp_path.iterdir():
        each.unlink()
    before = os.umask(0)
    try:
        engine = open_database(sqlite_url(file))
    finally:
        os.umask(before)
    assert set(inspect(engine).get_table_names()) == {*TABLES.tables, "alembic_version"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    engine.dispose()
