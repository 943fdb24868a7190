"""The life of `vekha serve` on a real Prefect server: schedules, runs from the UI, its lock, its death and its end."""

import os
import re
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.serving import Serving, alive, mark, stops, until, vekha

FORMS = {
    "rehearse": ["schools"],
    "letters": ["schools", "edition", "show_only", "again"],
    "report": ["schools", "day", "direction", "post", "file"],
    "pause": ["schools", "until", "reason"],
}
ELSEWHERE = Path("/tmp/vekha-elsewhere")
Automation = tuple[str, str, int, float]
PICTURE = "![i](http://a.example/i.png)<img src=http://a.example/j.png>"


def test_every_deployment_has_one_schedule_and_gets_its_runs_within_15_seconds(serving: Serving) -> None:
    """Whatever a plain install of Prefect breaks silently, the scheduler's work is seen."""
    assert {name: [each[1:] for each in found] for name, found in serving.schedules().items()} == {
        "sync": [("every-five-minutes", "*/5 * * * *", "Asia/Yekaterinburg")],
        "daily-letters": [("at-eight", "0 8 * * *", "Asia/Yekaterinburg")],
        "deliver": [("every-quarter", "*/15 * * * *", "Asia/Yekaterinburg")],
    }
    ids = {each["id"] for each in serving.deployments().values() if each["schedules"]}
    waiting = {"state": {"type": {"any_": ["SCHEDULED"]}}}
    assert until(lambda: {each["deployment_id"] for each in serving.runs(**waiting)} == ids, 15)


def test_runs_come_one_at_a_time_and_a_second_one_is_cancelled(serving: Serving) -> None:
    """A pass that is late behind another is not worth waiting for."""
    options = {
        name: (each["global_concurrency_limit"]["limit"], each["concurrency_options"]["collision_strategy"])
        for name, each in serving.deployments().items()
    }
    assert options == dict.fromkeys(("sync", "daily-letters", "deliver", *FORMS), (1, "CANCEL_NEW"))


def test_every_parameter_of_a_form_is_typed_and_described_in_the_reader_s_language(serving: Serving) -> None:
    """Whoever opens a form need not know the code; schools are chosen, and no path or moment is asked for."""
    asked = {name: serving.deployments()[name]["parameter_openapi_schema"]["properties"] for name in FORMS}
    assert {name: list(parameters) for name, parameters in asked.items()} == FORMS
    said = [each["description"] for parameters in asked.values() for each in parameters.values()]
    assert [each for each in said if not re.match(r"[А-Я]", each)] == []
    assert asked["letters"]["edition"]["enum"] == ["all", "daily", "weekly", "monthly", "yearly"]


@dataclass(frozen=True)
class Revived:
    """What a kill -9 left behind, and what a restart found: the dead run, schedules, two runs as from the UI."""

    left: list[str]
    dead: dict[str, Any]
    schedules: tuple[object, object]
    automations: tuple[dict[str, Automation], dict[str, Automation]]
    run: dict[str, Any]
    foreign: dict[str, Any]


@pytest.fixture(scope="module")
def revived(one_serving: Serving) -> Revived:
    """Kill `vekha serve` while a run is at work, start it again, and run a pass and what a stranger may ask for."""
    serving = one_serving.start()
    dead, before, schedules = serving.pretend_running("sync"), serving.about, serving.schedules()
    automations = serving.automations()
    assert serving.stop(signal.SIGKILL) == -signal.SIGKILL
    until(lambda: alive(before) == [], 30)
    left = alive(before)
    serving.start()
    with serving.by_hand("sync"), serving.by_hand("deliver"):
        mark(serving.var / "board.xlsx", "1.1/2021", Отметка="Начато")
        mark(serving.var / "board.xlsx", "1.4/2021", Отметка=PICTURE)
        run = serving.begin("sync")
        foreign = serving.begin("deliver", schools=["school-150"], var=str(ELSEWHERE), now="2031-01-01T09:00")
        ended = serving.ended(run), serving.ended(foreign)
    schedules_now, automations_now = serving.schedules(), serving.automations()
    return Revived(left, serving.runs(dead)[0], (schedules, schedules_now), (automations, automations_now), *ended)


def test_the_server_has_an_automation_for_whatever_may_stand_still(revived: Revived) -> None:
    """Each starts a round of looking after the school; a restart makes no second one."""
    before, after = revived.automations
    assert before == after
    assert sorted(before.values()) == [
        ("Веха school-150: двадцать минут нет проходов", "Proactive", 1, 1200.0),
        ("Веха school-150: письма дня не составлены", "Reactive", 1, 0.0),
        ("Веха school-150: проходы час не удаются", "Reactive", 10, 3600.0),
        ("Веха school-150: час письма не отправляются", "Reactive", 4, 3600.0),
    ]


def test_after_kill_9_nothing_is_left_and_a_restart_buries_the_dead_runs_and_makes_no_second_schedule(
    revived: Revived,
) -> None:
    """The runs that were due meanwhile are not made up for, one by one; the dead run does not keep the next one off."""
    assert revived.left == []
    assert (revived.dead["state_name"], revived.dead["state"]["message"]) == (
        "Crashed", "Прервано: процесс остановлен, не закончив; следующий запуск доделает начатое",
    )  # fmt: skip
    before, after = revived.schedules
    assert before == after
    assert revived.run["state_name"] == "Completed"


def test_a_run_is_called_by_what_it_came_to_and_shows_people_s_text_as_it_is(
    serving: Serving, revived: Revived
) -> None:
    """One fact and one problem, whose text would be an image from outside, were it taken for markup."""
    run = revived.run
    assert re.fullmatch(r"СОШ 150: проход \d\d:\d\d · 1 факт, 1 замечание", run["name"])
    assert (run["state_name"], run["state"]["message"]) == ("Completed", run["name"])
    assert next(line["message"] for line in serving.log(run)) == "1.1/2021: Работа начата"
    wanted = {"event": {"name": ["vekha.milestone.started"]}, "occurred": {"since": run["created"]}}
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


def test_the_server_of_serve_lets_nobody_in_without_its_password_and_runs_no_other_school(
    serving: Serving, revived: Revived
) -> None:
    """Another account of the machine could have a run made over its own configuration, with this school's secrets."""
    sync = serving.deployments()["sync"]["id"]
    address = f"{serving.api}/deployments/{sync}/create_flow_run"
    assert httpx.post(address, json={}, trust_env=False).status_code == httpx.codes.UNAUTHORIZED
    assert os.stat(serving.var / "prefect" / "password").st_mode & 0o077 == 0
    auth = tuple(serving.password.split(":", 1))
    answer = httpx.post(address, json={"parameters": {"schools": ["../prepared"]}}, auth=auth, trust_env=False)
    assert (answer.status_code, "is not one of" in answer.text) == (httpx.codes.CONFLICT, True)
    assert revived.foreign["state_name"] in ("Failed", "Crashed")
    assert not ELSEWHERE.exists()


def test_a_second_serve_over_the_same_folder_is_refused_with_the_address_of_the_first(serving: Serving) -> None:
    """Two would run everything twice."""
    second = vekha(serving.home, "--school", serving.school, "--var", serving.var, "serve")
    assert second.returncode == 1
    assert second.stderr == f"Веха над папкой {serving.var} уже работает: {serving.about['ui']}\n"


def test_ctrl_c_ends_everything_with_exit_code_0_and_no_traceback(serving: Serving) -> None:
    """As a person stops it."""
    stops(serving, signal.SIGINT)
