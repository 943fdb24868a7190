"""`vekha report`, `status` and `history` as people call them: filters, formats, and a past day told twice alike."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.support.cli_school import CliSchool
from tests.support.editions import Directions, edition
from tests.support.sample import ACT, APPROVAL, PLAN

BEGIN, THEN, LATER = "2021-03-01T09:00", "2021-12-31T20:00", "2023-02-01T09:00"
DAY = "2021-12-31"
GROUP = [f"Член рабочей группы {number}" for number in (2, 3, 4)]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school at the end of 2021: one milestone moved by a vote, one under vote."""
    folder = tmp_path_factory.mktemp("year")
    desk = CliSchool(folder / "var").copied(folder)
    assert desk.run("init", now=BEGIN).code == 0
    moved = {"Отметка": "Прошу перенести", "Новый срок": date(2021, 5, 28), "Комментарий": "План согласуется в районе"}
    desk.fill(PLAN, "1.4/2021", moved)
    desk.facts("sync", now="2021-03-02T09:00")
    desk.fill(APPROVAL, "1.4/2021-1.1", {f"{who}: решение": "Утвердить" for who in GROUP})
    desk.facts("sync", now="2021-03-05T09:00")
    desk.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
    desk.facts("sync", now="2021-12-30T09:00")
    return folder


@pytest.fixture
def desk(year: Path, tmp_path: Path) -> CliSchool:
    """The same school for a test of its own."""
    for part in ("config", "var"):
        shutil.copytree(year / part, tmp_path / part)
    return CliSchool(tmp_path / "var", tmp_path / "config" / "school-150")


def test_a_day_of_2021_told_in_2023_equals_the_one_told_that_day(desk: CliSchool, tmp_path: Path):
    """In between: a vote, an order that rewords, moves and strikes off."""
    then = written(desk, tmp_path / "then", THEN)
    desk.fill(APPROVAL, "1.1/2021-1.1", {"Куратор: решение": "Утвердить"})
    desk.facts("sync", now="2022-01-11T09:00")

    def change(directions: Directions) -> None:
        first = directions[0]["activities"]
        first[1] |= {"title": "Сведения о наставниках лицея", "executors": ["Директор"]}
        first[3]["term"] = "май 2023"
        first.pop(6)

    order = edition(tmp_path, change, "№ 12 от 01.09.2022")
    assert desk.run("import", str(order), "--apply", "--same", "1.2=1.2", now="2022-09-05T09:00").code == 0
    assert written(desk, tmp_path / "later", LATER) == then
    assert "№ 12 от 01.09.2022" in " ".join(desk.facts("report", "--as-of", "2023-01-31", now=LATER)["about"])


def written(desk: CliSchool, folder: Path, now: str) -> list[bytes]:
    """The report of the day as Word, as a sheet and as JSON."""
    folder.mkdir()
    for name in ("report.docx", "report.xlsx"):
        assert desk.run("report", "--as-of", DAY, "-o", str(folder / name), now=now).code == 0
    facts = desk.facts("report", "--as-of", DAY, now=now)
    return [*(each.read_bytes() for each in sorted(folder.iterdir())), json.dumps(facts).encode()]


def test_the_report_carries_the_head_of_the_journal(desk: CliSchool):
    head = desk.facts("verify", now=THEN)["head"]
    assert desk.facts("report", "--as-of", DAY, now=THEN)["journal"]["code"] == head
    assert desk.facts("report", "--as-of", "2021-02-28", now=THEN)["journal"] == {"code": None, "position": 0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", DAY], "Назовите файл"),
        (["--as-of", DAY, "-o", "report.pdf"], "«report.pdf»"),
        (["--as-of", "2022-01-01", "-o", "report.docx"], "не наступил"),
        (["--as-of", DAY, "--direction", "9", "-o", "report.docx"], "Направления 9 нет"),
        (["--as-of", DAY, "-o", "nowhere/report.docx"], "не записать"),
    ],
)
def test_a_report_that_cannot_be_made_is_told_in_one_line(desk: CliSchool, words: list[str], said: str):
    told = desk.run("report", *words, now=THEN)
    assert (told.code, said in told.err, told.err.count("\n"), told.out) == (1, True, 1, "")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["--direction", "5", "--overdue"], ["5.1/2021", "5.2/2021", "5.3/2021"]),
        (["--status", "На утверждении"], ["1.1/2021"]),
        (["--for", "Директор"], ["1.1/2021"]),
        (["--for", "Ответственный за сайт", "--as-of", "2021-03-31", "--overdue"], []),
    ],
)
def test_status_tells_those_that_are_asked_about(desk: CliSchool, words: list[str], codes: list[str]):
    assert [each["code"] for each in desk.facts("status", *words, now=THEN)["milestones"]] == codes


def test_status_shows_titles_and_how_long_overdue(desk: CliSchool):
    said = desk.run("status", "--direction", "5", "--overdue", now=THEN).out.splitlines()
    assert said[0].startswith("5.1/2021   Запланировано      Размещение на официальном сайте лицея раздела")
    assert "– Просрочено на 275 дн. " in said[0]
    assert desk.run("status", "--status", "Снято с контроля", now=THEN).out == "Таких вех нет\n"


def test_history_tells_results_and_reasons(desk: CliSchool):
    moved = desk.facts("history", "1.4/2021", now=THEN)["events"]
    ends = [(each["kind"], each["reason"], each["before"], each["due"]) for each in moved if each["kind"] != "voted"]
    reason = "План согласуется в районе"
    assert ends == [
        ("submitted", reason, None, None), ("stage_opened", None, None, None), ("stage_met", None, None, None),
        ("moved", reason, "2021-03-31", "2021-05-28"),
    ]  # fmt: skip
    assert [(each["voter"], each["choice"]) for each in moved if each["kind"] == "voted"] == [
        (who, "approve") for who in GROUP
    ]
    assert desk.facts("history", "1.1/2021", now=THEN)["events"][0]["result"] == ACT.format(1)
