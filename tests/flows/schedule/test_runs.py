"""What runs do on a real Prefect server, and commands beside it; most runs are made in one process before all tests."""

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.flows.schedule.conftest import Flows, Told
from tests.support.cli_school import CliSchool, Said, begun, said
from tests.support.mail_servers import FILES, HonestServer, transport
from tests.support.serving import ROOT, Serving, environment, mark, stops, vekha

CANARY = "canary-of-a-cell"
NOBODY = "http://127.0.0.1:9/api"
NO_SUCH = "database_secret: no-such\n"
FORMS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("rehearse", {}),
    ("letters", {"edition": "daily"}),
    ("letters", {"edition": "daily", "show_only": False}),
    ("report", {"day": "2021-03-01", "direction": 1, "file": "xlsx"}),
    ("report", {"day": "2021-03-02"}),
    ("pause", {"until": "2021-03-08", "reason": " "}),
    ("pause", {"until": "2021-03-08", "reason": "ремонт"}),
    ("sync", {}),
    ("daily_letters", {}),
    ("pause", {}),
    ("sync", {}),
)
TWICE = ("sync", "daily_letters", "deliver")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the var folders of those runs lie."""
    return tmp_path_factory.mktemp("offices")


@pytest.fixture(scope="module")
def told(flows: Flows, one_serving: Serving, school: Path, folder: Path) -> Told:
    """How runs ended, one after another; the last end is how many lists of facts they showed."""
    twice, holiday, failing, forms = (begun(folder / name).var for name in ("twice", "holiday", "failing", "forms"))
    mark(twice / "board.xlsx", "1.1/2021", Отметка="Начато")
    broken = begun(folder / "broken").copied(folder)
    broken.fill("План 2021", "1.1/2021", {"Отметка": "Начато"})
    assert broken.run("sync", now="2021-03-01T09:00").code == 0
    broken.change("people.yaml", "people:", "people: [")
    bug = begun(folder / "bug").var
    mark(bug / "board.xlsx", "1.1/2021", Комментарий=CANARY)
    with closing(sqlite3.connect(bug / "vekha.db")) as database:
        database.execute(f"CREATE TRIGGER bug BEFORE INSERT ON sightings BEGIN SELECT RAISE(ABORT, '{CANARY}'); END")
    shown = len(one_serving.artifacts("school-150-pass"))
    told = flows(
        *[(name, [school], twice, "2021-03-01T09:05") for name in TWICE for _ in range(2)],
        *[("daily_letters", [school], holiday, f"2021-03-{day}T08:00") for day in ("08", "09")],
        ("sync", [school.parent / "school-151", school], failing, "2021-03-01T09:05"),
        *[(name, [school], forms, "2021-03-01T09:10", asked) for name, asked in FORMS],
        *[("sync", [broken.school], broken.var, f"2021-03-01T09:{minute}") for minute in (20, 25)],
        ("sync", [school], bug, "2021-03-01T09:30"),
    )
    return Told([*told.ends, str(len(one_serving.artifacts("school-150-pass")) - shown)], told.asked)


def test_the_same_run_twice_does_nothing_twice(told: Told) -> None:
    """Neither a pass, nor the letters of a day, nor a delivery; and the second run shows nothing new."""
    ends = told.ends[:6]
    assert re.fullmatch(r"Completed: СОШ 150: письма 09:05 · \d+ пис\w+ в очереди, среди них сводки: \d+", ends.pop(2))
    assert re.fullmatch(r"Completed: СОШ 150: доставка 09:05 · \d+ пис\w+ отправлено", ends.pop(3))
    assert ends == [
        "Completed: СОШ 150: проход 09:05 · 1 факт, 0 замечаний",
        "Completed: СОШ 150: проход 09:05 · без изменений",
        "Completed: СОШ 150: письма 09:05 · новых писем нет",
        "Completed: СОШ 150: доставка 09:05 · очередь пуста",
    ]
    assert told.ends[-1] == "1"


def test_letters_that_were_queued_are_sent_at_once_and_not_at_the_next_round(told: Told) -> None:
    """Each run after which some wait asks for one: both of a day's letters, Tuesday's, a form's, the pass behind it."""
    assert told.asked == ["deliver"] * 5


def test_only_a_pass_counts_as_a_try_of_one(told: Told, folder: Path) -> None:
    """Letters and deliveries that still come must not hide that no pass does."""
    tried = {name: (folder / name / "runs" / "try").exists() for name in ("twice", "holiday", "failing")}
    assert (tried, len(told.ends) > 0) == ({"twice": True, "holiday": False, "failing": True}, True)


def test_forms_do_what_they_say_and_a_pause_holds_passes_and_letters_until_it_ends(told: Told) -> None:
    """Nothing is written by a rehearsal or a look at letters; a report lies in the folder; a pause needs a reason."""
    said = [re.sub(r" /\S+/", " ", end.replace("СОШ 150: ", "")) for end in told.ends[9:-4]]
    assert said == [
        "Completed: репетиция 09:10 · прошёл бы так: 0 фактов, 0 замечаний, ячеек: 0; ничего не записано",
        "Completed: письма 09:10 · писем было бы: 6",
        "Completed: письма 09:10 · 6 писем в очереди",
        "Completed: отчёт 09:10 · Отчёт на 01.03.2021 записан: report-2021-03-01.xlsx",
        "Failed: отчёт 09:10 · Отчёт за 02.03.2021 ещё не составить: этот день не наступил",
        "Failed: пауза 09:10 · Чтобы приостановить работу, нужны день, с которого она пойдёт снова (позже "
        "сегодняшнего), и причина",
        "Completed: пауза 09:10 · приостановлено до 8 марта 2021 г.: ремонт",
        "Completed: проход 09:10 · приостановлено до 8 марта 2021 г.: ремонт",
        "Completed: письма 09:10 · приостановлено до 8 марта 2021 г.: ремонт",
        "Completed: пауза 09:10 · работа идёт по расписанию",
        "Completed: проход 09:10 · без изменений",
    ]


def test_settings_that_cannot_be_read_are_one_red_run(told: Told) -> None:
    """The administrator knows by then: the runs after it are neither red nor green."""
    assert [(end.partition(":")[0], "people.yaml:" in end) for end in told.ends[-4:-2]] == [
        ("Failed", True), ("Cancelled", True),
    ]  # fmt: skip


def test_a_bug_in_a_run_quotes_nobody_on_the_server(told: Told, one_serving: Serving, folder: Path) -> None:
    """The run says where the trace lies; the server's database and log and the trace hold none of the cell's words."""
    traces = list((folder / "bug").glob("trace-*"))
    assert told.ends[-2].startswith("Failed: ")
    assert [str(each) in told.ends[-2] for each in traces] == [True]
    kept = [*traces, one_serving.said, *(file for file in (one_serving.var / "prefect").rglob("*") if file.is_file())]
    assert [file.name for file in kept if CANARY.encode() in file.read_bytes()] == []


def test_no_letters_are_queued_on_a_day_off(told: Told) -> None:
    """The schedule comes every day; the school's calendar knows that 8 March is a holiday, so that Tuesday is first."""
    monday, tuesday = told.ends[6:8]
    assert monday == "Completed: СОШ 150: письма 08:00 · нерабочий день, писем нет"
    assert re.search(r"писем в очереди, среди них сводки: \d+\Z", tuesday)


def test_a_school_that_fails_is_told_in_words_while_the_other_one_passes(told: Told, school: Path) -> None:
    """The run as a whole has failed, and says whose fault it is."""
    missing = school.parent / "school-151"
    assert told.ends[8] == (
        f"Failed: 2 школы: проход 09:05 · school-151: Папки школы «{missing}» нет: укажите её после --school, "
        "например config/school-150; СОШ 150: без изменений"
    )


COMMANDS = """
import json, sys
from dataclasses import astuple
from tests.support.cli_school import said
print(json.dumps([astuple(said(*words)) for words in json.loads(sys.argv[1])]))
"""


@pytest.fixture(scope="module")
def beside(one_serving: Serving, school: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Said]:
    """What three commands say that know the server through the active profile: a pass, one that fails, a status."""
    home = tmp_path_factory.mktemp("home")
    (home / ".prefect").mkdir()
    lines = [f'{name} = "{value}"' for name, value in one_serving.start().known.items()]
    profile = "\n".join(('active = "school"', "[profiles.school]", *lines))
    (home / ".prefect" / "profiles.toml").write_text(profile, encoding="utf-8")
    shutil.copytree(ROOT / "config", home / "config")
    secret = home / "config" / "school-150" / "school.yaml"
    secret.write_text(secret.read_text(encoding="utf-8") + NO_SUCH, encoding="utf-8")
    words = [
        ["--school", school, "--var", begun(home / "var").var, "--now", "2021-03-01T10:11", "sync", "--json"],
        ["--school", school, "--var", home / "empty", "--now", "2021-03-01T10:12", "sync"],
        ["--school", secret.parent, "--var", home / "empty", "status"],
    ]
    command = [sys.executable, "-c", COMMANDS, json.dumps(words, default=str)]
    done = subprocess.run(command, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [Said(*each) for each in json.loads(done.stdout)]


def test_vekha_sync_is_seen_as_a_flow_run_where_a_server_is_configured(serving: Serving, beside: list[Said]) -> None:
    """Through the active profile; stdout is still the one object."""
    assert (beside[0].code, beside[0].err) == (0, "")
    assert json.loads(beside[0].out)["events"] == []
    assert [run["name"] for run in serving.runs(name={"like_": "10:11"})] == ["СОШ 150: проход 10:11 · без изменений"]


def test_a_failing_vekha_sync_says_the_same_with_a_server_as_without(school: Path, beside: list[Said]) -> None:
    """One readable sentence, exit code 1, and nothing else on stderr."""
    folder = beside[1].err.partition("Папка ")[2].partition(" ")[0]
    direct = said("--school", str(school), "--var", folder, "--now", "2021-03-01T10:12", "sync")
    assert direct == beside[1]
    assert (direct.code, direct.err.count("\n")) == (1, 1)


def test_a_secret_that_is_in_neither_of_its_places_is_told_with_both(beside: list[Said], tmp_path: Path) -> None:
    """Its name on the server, and that no server is configured."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    file = tmp_path / "config" / "school-150" / "school.yaml"
    file.write_text(file.read_text(encoding="utf-8") + NO_SUCH, encoding="utf-8")
    alone = vekha(tmp_path, "--school", file.parent, "--var", tmp_path / "var", "status")
    assert (beside[2].err, alone.stderr) == (
        "Адрес базы данных не задан: нет секрета Prefect «no-such» (database_secret)\n",
        "Адрес базы данных не задан: секрет Prefect «no-such» не прочесть: сервер не указан (PREFECT_API_URL) "
        "(database_secret)\n",
    )


def test_a_server_that_does_not_answer_is_told_and_the_pass_is_done(
    office: Path, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Operations lose a line in a list; the school loses nothing."""
    monkeypatch.setenv("PREFECT_API_URL", NOBODY)
    mark(office / "board.xlsx", "1.1/2021", Отметка="Начато")
    done = CliSchool(office, school).run("sync", "--json")
    assert (done.code, len(json.loads(done.out)["events"])) == (0, 1)
    assert done.err.startswith(f"Сервер Prefect {NOBODY} не отвечает: проход сделан без него")
    assert done.err.count("\n") == 1


def test_vekha_sync_without_a_server_imports_no_prefect(office: Path, school: Path, tmp_path: Path) -> None:
    """It is heavy, and it would start a server of its own."""
    code = "import sys; from flows.cli import main; print(main(sys.argv[1:])); print('prefect' in sys.modules)"
    command = [sys.executable, "-c", code, "--school", school, "--var", office, "sync"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-2:] == ["0", "False"]


def test_the_password_and_the_database_s_address_are_read_from_prefect_secrets(
    flows: Flows, office: Path, tmp_path: Path
) -> None:
    """In a run as on the command line."""
    secrets = {"vekha-mail": "s3cret", "vekha-database": f"sqlite:///{tmp_path}/elsewhere.db"}
    shutil.copytree(ROOT / "config", tmp_path / "config")
    file = tmp_path / "config" / "school-150" / "school.yaml"
    settings = file.read_text(encoding="utf-8") + "database_secret: vekha-database\n"
    with HonestServer(password=("robot", "s3cret")) as server:
        keys = {"login": "robot", "password_env": "MAIL_PASSWORD", "password_secret": "vekha-mail"}
        file.write_text(settings.replace(FILES, transport(server.port, **keys)), encoding="utf-8")
        days = (("init", "07:00"), ("daily_letters", "08:00"), ("deliver", "08:01"))  # it is another database now
        told = flows(*[(name, [file.parent], office, f"2021-04-05T{at}") for name, at in days], secrets=secrets)
    assert told.ends[0] == "0"
    assert re.fullmatch(r"Completed: СОШ 150: доставка 08:01 · \d+ пис\w+ отправлено", told.ends[2])
    assert ({each.login for each in server.delivered}, (tmp_path / "elsewhere.db").exists()) == ({"robot"}, True)


def test_sigterm_ends_everything_with_exit_code_0_and_no_traceback(serving: Serving) -> None:
    """As a system's service manager stops it."""
    stops(serving, signal.SIGTERM)
