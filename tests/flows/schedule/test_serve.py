"""Serving and runs on a real Prefect server: one `vekha serve` is shared, and started again where a test ended it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from flows.served import configured_api
from models.text import VekhaError
from tests.support.cli_school import begun
from tests.support.mail_servers import FILES, HonestServer, transport
from tests.support.serving import ROOT, Serving, alive, environment, mark, until, vekha

NOBODY = "http://127.0.0.1:9/api"


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school in a folder of its own."""
    folder = tmp_path_factory.mktemp("school")
    shutil.copytree(ROOT / "config", folder / "config")
    return folder / "config" / "school-150"


@pytest.fixture(scope="session")
def one_serving(tmp_path_factory: pytest.TempPathFactory, school: Path) -> Iterator[Serving]:
    """The shared `vekha serve`; none of its processes outlives the tests."""
    serving = Serving(tmp_path_factory.mktemp("serving"), school)
    yield serving.start()
    about = serving.about if (serving.var / "serve.json").exists() else None
    if about is not None:
        serving.stop(signal.SIGTERM)
        assert alive(about) == []


@pytest.fixture
def serving(one_serving: Serving) -> Serving:
    """The shared `vekha serve`, running."""
    return one_serving.start()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A var folder with a fresh board, as of Monday morning."""
    return begun(tmp_path / "var").var


Run = tuple[str, str]


@pytest.fixture
def ended(serving: Serving, school: Path, office: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Run flows at their moments one after another, seen on the server; how each ended."""

    def run(*wanted: Run, schools: tuple[Path, ...] = (school,)) -> list[str]:
        orders = [(name, [str(each) for each in schools], str(office), now) for name, now in wanted]
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.flow_runs", json.dumps(orders)],
            cwd=ROOT, env=environment(tmp_path, **serving.known), capture_output=True, text=True,
            check=True, timeout=60,
        )  # fmt: skip
        return list(json.loads(done.stdout))

    return run


def test_every_deployment_has_one_schedule_and_gets_its_runs_within_15_seconds(serving: Serving) -> None:
    """Whatever a plain install of Prefect breaks silently, the scheduler's work is seen."""
    assert {name: [each[1:] for each in found] for name, found in serving.schedules().items()} == {
        "sync": [("every-five-minutes", "*/5 * * * *", "Asia/Yekaterinburg")],
        "daily-letters": [("at-eight", "0 8 * * *", "Asia/Yekaterinburg")],
        "deliver": [("every-quarter", "*/15 * * * *", "Asia/Yekaterinburg")],
    }
    ids = {each["id"] for each in serving.deployments().values()}
    waiting = {"state": {"type": {"any_": ["SCHEDULED"]}}}
    assert until(lambda: {each["deployment_id"] for each in serving.runs(**waiting)} == ids, 15)


def test_runs_come_one_at_a_time_and_a_second_one_is_cancelled(serving: Serving) -> None:
    """A pass that is late behind another is not worth waiting for."""
    options = {
        name: (each["global_concurrency_limit"]["limit"], each["concurrency_options"]["collision_strategy"])
        for name, each in serving.deployments().items()
    }
    assert options == dict.fromkeys(("sync", "daily-letters", "deliver"), (1, "CANCEL_NEW"))


def test_a_run_is_called_by_what_it_came_to_and_shows_people_s_text_as_it_is(serving: Serving) -> None:
    """One fact and one problem, whose text would be an image from outside, were it taken for markup."""
    board = serving.var / "board.xlsx"
    with serving.by_hand("sync"):
        mark(board, "1.1/2021", Отметка="Начато")
        mark(board, "1.4/2021", Отметка="![i](http://a.example/i.png)<img src=http://a.example/j.png>")
        run = serving.run("sync")
    assert re.fullmatch(r"СОШ 150: проход \d\d:\d\d · 1 факт, 1 замечание", run["name"])
    assert (run["state_name"], run["state"]["message"]) == ("Completed", run["name"])
    assert next(line["message"] for line in serving.log(run)) == "1.1/2021: Работа начата"
    wanted = {"event": {"name": ["vekha.milestone.started"]}, "occurred": {"since": "2020-01-01T00:00:00Z"}}
    (event,) = until(lambda: serving.ask("events/filter", filter=wanted)["events"], 20)
    assert (event["resource"]["prefect.resource.id"], event["payload"]["why"]) == (
        "vekha.school-150.1.1/2021", "Работа начата",
    )  # fmt: skip
    front = serving.artifacts("school-150-front")[0]
    assert (front["flow_run_id"], "1\\.1/2021" in front["data"] or "1.1/2021" in front["data"]) == (run["id"], True)
    (happened,) = serving.artifacts("school-150-pass")[:1]
    assert happened["data"] == "- **1.1/2021** Работа начата"
    (problem,) = serving.artifacts("school-150-problems")[0]["data"]
    assert r"\!\[i\]\(http\://a\.example/i\.png\)\<img src\=http\://a\.example/j\.png\>" in problem["Что найдено"]
    rows = serving.artifacts("school-150-board")[0]["data"]
    assert [row["В работе"] for row in rows] == [1, 0, 0, 0, 0, 0]


def test_the_same_run_twice_does_nothing_twice(ended: Callable[..., list[str]], serving: Serving, office: Path) -> None:
    """Neither a pass, nor the letters of a day, nor a delivery; and the second run shows nothing new."""
    mark(office / "board.xlsx", "1.1/2021", Отметка="Начато")
    at, shown = "2021-03-01T09:05", len(serving.artifacts("school-150-pass"))
    told = ended(*[(name, at) for name in ("sync", "daily_letters", "deliver") for _ in range(2)])
    assert re.fullmatch(r"Completed: СОШ 150: письма 09:05 · \d+ пис\w+ в очереди, среди них сводки: \d+", told.pop(2))
    assert re.fullmatch(r"Completed: СОШ 150: доставка 09:05 · \d+ пис\w+ отправлено", told.pop(3))
    assert told == [
        "Completed: СОШ 150: проход 09:05 · 1 факт, 0 замечаний",
        "Completed: СОШ 150: проход 09:05 · без изменений",
        "Completed: СОШ 150: письма 09:05 · новых писем нет",
        "Completed: СОШ 150: доставка 09:05 · очередь пуста",
    ]
    assert len(serving.artifacts("school-150-pass")) == shown + 1


def test_no_letters_are_queued_on_a_day_off(ended: Callable[..., list[str]]) -> None:
    """The schedule comes every day; the school's calendar knows that 8 March is a holiday, so that Tuesday is first."""
    monday, tuesday = ended(("daily_letters", "2021-03-08T08:00"), ("daily_letters", "2021-03-09T08:00"))
    assert monday == "Completed: СОШ 150: письма 08:00 · нерабочий день, писем нет"
    assert re.search(r"писем в очереди, среди них сводки: \d+\Z", tuesday)


def test_a_school_that_fails_is_told_in_words_while_the_other_one_passes(
    ended: Callable[..., list[str]], school: Path
) -> None:
    """The run as a whole has failed, and says whose fault it is."""
    missing = school.parent / "school-151"
    assert ended(("sync", "2021-03-01T09:05"), schools=(missing, school)) == [
        f"Failed: 2 школы: проход 09:05 · school-151: Папки школы «{missing}» нет: укажите её после --school, "
        "например config/school-150; СОШ 150: без изменений"
    ]


def test_vekha_sync_is_seen_as_a_flow_run_where_a_server_is_configured(
    serving: Serving, office: Path, school: Path, tmp_path: Path
) -> None:
    """Through the active profile; stdout is still the one object."""
    (tmp_path / ".prefect").mkdir()
    lines = [f'{name} = "{said}"' for name, said in serving.known.items()]
    profile = "\n".join(('active = "school"', "[profiles.school]", *lines))
    (tmp_path / ".prefect" / "profiles.toml").write_text(profile, encoding="utf-8")
    done = vekha(tmp_path, "--school", school, "--var", office, "--now", "2021-03-01T10:11", "sync", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["events"] == []
    assert [run["name"] for run in serving.runs(name={"like_": "10:11"})] == ["СОШ 150: проход 10:11 · без изменений"]


def test_a_failing_vekha_sync_says_the_same_with_a_server_as_without(
    serving: Serving, school: Path, tmp_path: Path
) -> None:
    """One readable sentence, exit code 1, and nothing else on stderr."""
    arguments = ("--school", school, "--var", tmp_path / "empty", "--now", "2021-03-01T10:12", "sync")
    direct, seen = vekha(tmp_path, *arguments), vekha(tmp_path, *arguments, **serving.known)
    assert (direct.returncode, direct.stderr) == (seen.returncode, seen.stderr)
    assert (direct.returncode, direct.stderr.count("\n")) == (1, 1)


def test_a_server_that_does_not_answer_is_told_and_the_pass_is_done(office: Path, school: Path, tmp_path: Path) -> None:
    """Operations lose a line in a list; the school loses nothing."""
    mark(office / "board.xlsx", "1.1/2021", Отметка="Начато")
    done = vekha(tmp_path, "--school", school, "--var", office, "--json", "sync", PREFECT_API_URL=NOBODY)
    assert (done.returncode, len(json.loads(done.stdout)["events"])) == (0, 1)
    assert done.stderr.startswith(f"Сервер Prefect {NOBODY} не отвечает: проход сделан без него")
    assert done.stderr.count("\n") == 1


def test_vekha_sync_without_a_server_imports_no_prefect(office: Path, school: Path, tmp_path: Path) -> None:
    """It is heavy, and it would start a server of its own."""
    code = "import sys; from flows.cli import main; print(main(sys.argv[1:])); print('prefect' in sys.modules)"
    command = [sys.executable, "-c", code, "--school", school, "--var", office, "sync"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-2:] == ["0", "False"]


PROFILES = """
active = "a"
[profiles.a]
PREFECT_API_URL = "http://a/api"
[profiles.b]
PREFECT_API_URL = "http://b/api/"
[profiles.c]
"""


TOML = '[api]\nurl = "http://t/api"\n'
PYPROJECT = '[tool.prefect.api]\nurl = "http://p/api"\n'


@pytest.mark.filterwarnings("ignore:Failed to load profiles")
@pytest.mark.parametrize(
    ("files", "told", "api"),
    [
        ({}, {}, None),
        ({".prefect/profiles.toml": PROFILES}, {}, "http://a/api"),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home"}, "http://a/api"),
        ({"mine.toml": PROFILES}, {"PREFECT_PROFILES_PATH": "mine.toml"}, "http://a/api"),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_PROFILE": "b"}, "http://b/api"),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_PROFILE": "c"}, None),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_PROFILE": "unknown"}, None),
        ({"home/profiles.toml": PROFILES}, {"PREFECT_HOME": "home", "PREFECT_API_URL": "http://e/api"}, "http://e/api"),
        ({"home/profiles.toml": "profiles = 1"}, {"PREFECT_HOME": "home"}, None),
        ({"home/profiles.toml": "active = ["}, {"PREFECT_HOME": "home"}, None),
        ({"prefect.toml": TOML}, {}, "http://t/api"),
        ({"prefect.toml": TOML}, {"PREFECT_API_URL": "http://e/api/"}, "http://e/api"),
        ({"pyproject.toml": PYPROJECT}, {}, "http://p/api"),
        ({"pyproject.toml": '[project]\ndependencies = ["prefect"]\n'}, {}, None),
        ({"pyproject.toml": "tool = 1"}, {}, None),
        ({"pyproject.toml": "["}, {}, None),
        ({".env": "PREFECT_API_URL=http://d/api\n"}, {}, "http://d/api"),
        ({".env": "OTHER=1\n"}, {}, None),
    ],
)
def test_the_configured_api_is_the_one_that_prefect_itself_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], told: dict[str, str], api: str | None
) -> None:
    """A place that we do not know of would mean a second server beside the configured one."""
    settle(tmp_path, monkeypatch, files, told)
    assert configured_api() == api


def test_settings_that_prefect_cannot_read_are_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(tmp_path, monkeypatch, {"prefect.toml": "[api"}, {})
    with pytest.raises(VekhaError, match="Настройки Prefect не прочитать"):
        configured_api()


def settle(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], told: dict[str, str]) -> None:
    """Make a folder with these files the current one and its owner's home, in this environment."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in [name for name in os.environ if name.startswith("PREFECT")]:
        monkeypatch.delenv(name)
    for name, value in {"HOME": str(folder), **told}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("prefect.settings.sources.DEFAULT_PREFECT_HOME", folder / ".prefect")


def test_the_server_of_serve_lets_nobody_in_without_its_password_and_runs_no_other_school(serving: Serving) -> None:
    """Another account of the machine could have a run made over its own configuration, with this school's secrets."""
    sync = serving.deployments()["sync"]["id"]
    address = f"{serving.api}/deployments/{sync}/create_flow_run"
    assert httpx.post(address, json={}, trust_env=False).status_code == httpx.codes.UNAUTHORIZED
    assert os.stat(serving.var / "prefect" / "password").st_mode & 0o077 == 0
    auth = tuple(serving.password.split(":", 1))
    answer = httpx.post(address, json={"parameters": {"schools": ["../prepared"]}}, auth=auth, trust_env=False)
    assert (answer.status_code, "is not one of" in answer.text) == (httpx.codes.CONFLICT, True)
    with serving.by_hand("sync"):
        run = serving.run("sync", schools=["school-150"], var="/tmp/elsewhere", now="2031-01-01T09:00")
    assert run["state_name"] in ("Failed", "Crashed")
    assert not Path("/tmp/elsewhere").exists()


def test_a_second_serve_over_the_same_folder_is_refused_with_the_address_of_the_first(serving: Serving) -> None:
    """Two would run everything twice."""
    second = vekha(serving.home, "--school", serving.school, "--var", serving.var, "serve")
    assert second.returncode == 1
    assert second.stderr == f"Веха над папкой {serving.var} уже работает: {serving.about['ui']}\n"


def test_sigterm_ends_everything_with_exit_code_0_and_no_traceback(serving: Serving) -> None:
    """As a system's service manager stops it."""
    _stops(serving, signal.SIGTERM)


def test_after_kill_9_nothing_is_left_and_a_restart_buries_the_dead_runs_and_makes_no_second_schedule(
    serving: Serving,
) -> None:
    """The runs that were due meanwhile are not made up for, one by one."""
    dead, before, schedules = serving.pretend_running("sync"), serving.about, serving.schedules()
    assert serving.stop(signal.SIGKILL) == -signal.SIGKILL
    assert until(lambda: alive(before) == [], 30)
    serving.start()
    (run,) = serving.runs(dead)
    assert (run["state_name"], run["state"]["message"]) == (
        "Crashed", "Прервано: процесс остановлен, не закончив; следующий запуск доделает начатое",
    )  # fmt: skip
    assert serving.schedules() == schedules
    with serving.by_hand("sync"):
        assert serving.run("sync")["state_name"] == "Completed"


def test_ctrl_c_ends_everything_with_exit_code_0_and_no_traceback(serving: Serving) -> None:
    """As a person stops it."""
    _stops(serving, signal.SIGINT)


def _stops(serving: Serving, how: signal.Signals) -> None:
    """Server, runner and runs end; what they said of themselves goes, too."""
    about, said = serving.about, len(serving.words())
    assert len(alive(about)) >= 2
    assert serving.stop(how) == 0
    assert alive(about) == []
    assert "Traceback" not in serving.words()[said:]
    assert not (serving.var / "serve.json").exists()
    assert os.stat(serving.var / "prefect" / "prefect.db").st_mode & 0o077 == 0
    assert not (serving.home / ".prefect").exists()


KEEP = """
import sys
from prefect.blocks.system import Secret
for name, value in zip(sys.argv[1::2], sys.argv[2::2]):
    Secret(value=value).save(name)
"""


def test_the_password_and_the_database_s_address_are_read_from_prefect_secrets(
    serving: Serving, ended: Callable[..., list[str]], office: Path, tmp_path: Path
) -> None:
    """In a run as on the command line; where a secret is in neither of its places, both are named."""
    known = environment(tmp_path, **serving.known)
    kept = ("vekha-mail", "s3cret", "vekha-database", f"sqlite:///{tmp_path}/elsewhere.db")
    subprocess.run([sys.executable, "-c", KEEP, *kept], env=known, check=True, timeout=60)
    shutil.copytree(ROOT / "config", tmp_path / "config")
    file = tmp_path / "config" / "school-150" / "school.yaml"
    settings = file.read_text(encoding="utf-8") + "database_secret: vekha-database\n"
    with HonestServer(password=("robot", "s3cret")) as server:
        keys = {"login": "robot", "password_env": "MAIL_PASSWORD", "password_secret": "vekha-mail"}
        file.write_text(settings.replace(FILES, transport(server.port, **keys)), encoding="utf-8")
        begin = ("--school", file.parent, "--var", office, "--now", "2021-04-05T07:00", "init")
        assert vekha(tmp_path, *begin, **serving.known).returncode == 0  # the database is another one than before
        runs = (("daily_letters", "2021-04-05T08:00"), ("deliver", "2021-04-05T08:01"))
        sent = ended(*runs, schools=(file.parent,))[1]
        assert re.fullmatch(r"Completed: СОШ 150: доставка 08:01 · \d+ пис\w+ отправлено", sent)
    assert ({each.login for each in server.delivered}, (tmp_path / "elsewhere.db").exists()) == ({"robot"}, True)
    file.write_text(settings.replace("vekha-database", "no-such"), encoding="utf-8")
    options = ("--school", file.parent, "--var", tmp_path / "var", "status")
    told = [vekha(tmp_path, *options, **more).stderr for more in (serving.known, {})]
    assert told == [
        "Адрес базы данных не задан: нет секрета Prefect «no-such» (database_secret)\n",
        "Адрес базы данных не задан: секрет Prefect «no-such» не прочесть: сервер не указан (PREFECT_API_URL) "
        "(database_secret)\n",
    ]
