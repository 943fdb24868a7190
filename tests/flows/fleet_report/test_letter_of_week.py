"""The municipal letter: once a week, from the journals alone, past no school that is silent or broken."""

import asyncio
import email
import email.policy
import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from docx import Document
from openpyxl import load_workbook

from flows.fleet_database import fleet_database
from flows.fleet_report import write_fleet_letter
from models.fleet import Figure, Figures, FleetSettings, SchoolFigures, check_texts, fleet_report, report_texts
from models.fleet.settings import COLUMNS
from models.letters import BurnupBar
from tasks.config import read_fleet
from tasks.database import Outbox
from tasks.papers import fleet_document
from tasks.papers.fleet_word import NUMBERS
from tests.models.fleet.test_figures import SETTINGS
from tests.support.cli_school import CliSchool, Said, said
from tests.support.fleet import DATABASE, HEAD, add_school, write_fleet
from tests.support.sample import ACT, PLAN

MONDAY, EARLY, TUESDAY, NEXT = "2021-04-05T09:00", "2021-04-05T07:00", "2021-04-06T12:00", "2021-04-12T09:00"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district of two schools, one at work and one that was never begun."""
    root = tmp_path_factory.mktemp("district")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE, f"sqlite:///{root / 'fleet.db'}")
        for name in ("a", "b"):
            add_school(root / "config", name)
        write_fleet(root / "config", "a", "b")
        school = CliSchool(root / "var" / "a", root / "config" / "a")
        assert school.run("init", now="2021-03-01T09:00").code == 0
        school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
        assert school.run("sync", now="2021-03-29T09:00").code == 0
        assert school.run("letters", "weekly", now="2021-03-29T09:00").code == 0
    return root


@pytest.fixture
def district(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, for one test."""
    shutil.copytree(played, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv(DATABASE, f"sqlite:///{tmp_path / 'fleet.db'}")
    monkeypatch.setenv("VEKHA_FLEET", str(tmp_path / "config" / "fleet.yaml"))
    return tmp_path


def letter(*words: str, now: str) -> Said:
    return said("--now", now, "fleet", "letter", *words)


def sent(district: Path) -> list[Path]:
    return sorted((district / "var" / "fleet" / "outbox").glob("*.eml"))


def test_it_goes_once_a_week_however_often_it_is_looked_for(district: Path):
    assert "выйдет 5 апреля 2021 г. в 07:30" in letter(now=EARLY).out
    assert sent(district) == []
    assert letter(now=MONDAY).code == 0
    assert len(sent(district)) == 1
    assert "уже написано" in letter(now=TUESDAY).out
    assert len(sent(district)) == 1
    letter(now=NEXT)
    assert len(sent(district)) == 2


def test_a_week_whose_monday_was_missed_has_its_letter_later(district: Path):
    assert letter(now="2021-04-09T23:00").code == 0
    assert len(sent(district)) == 1


def test_of_two_who_write_it_at_once_one_queues_it(district: Path):
    fleet = read_fleet(district / "config" / "fleet.yaml")
    queued: list[int] = []

    def write() -> None:
        with fleet_database(fleet) as engine:
            queued.append(write_fleet_letter(fleet, engine, MONDAY).queued)

    writers = [Thread(target=write) for _ in range(2)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert sorted(queued) == [0, 1]


def test_one_that_is_asked_for_again_goes_beside_the_first(district: Path):
    letter(now=MONDAY)
    assert letter("--again", now=TUESDAY).code == 0
    assert len(sent(district)) == 2


def test_shown_only_it_is_neither_queued_nor_sent(district: Path):
    shown = letter("--dry-run", now=MONDAY)
    assert "Школа a" in shown.out
    assert "Школа b: Работа не начата" in shown.out
    assert sent(district) == []
    with fleet_database(read_fleet(district / "config" / "fleet.yaml")) as engine:
        assert Outbox(engine, "district").letters() == ()


def test_its_files_say_the_same_and_name_nobody(district: Path):
    """Posts stand in it; neither a label of a person nor an address of a school."""
    letter(now=MONDAY)
    message = email.message_from_bytes(sent(district)[0].read_bytes(), policy=email.policy.default)
    assert message["X-Vekha-Kind"] == "fleet"
    assert message["To"].addresses[0].addr_spec == "curator@district.example"
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    word, sheet = (each.get_content() for each in message.iter_attachments())
    tables = Document(BytesIO(word)).tables
    rows = [[cell.text for cell in row.cells] for row in tables[0].rows]
    assert [row[0] for row in rows] == ["Школа", "Школа a", "Школа b", report_texts.ALL]
    assert rows[2][1:] == ["–"] * 8
    cells = list(load_workbook(BytesIO(sheet))["Школы"].iter_rows(values_only=True))
    assert rows[1][:7] == [str(each) for each in next(row for row in cells if row[0] == "Школа a")[:7]]
    everything = text + str(rows) + str(cells)
    assert "school150.example" not in everything
    assert "Член рабочей группы" not in everything


def test_a_school_whose_settings_broke_is_counted_by_the_last_that_worked(district: Path):
    (district / "config" / "a" / "school.yaml").write_text("id: a\n", encoding="utf-8")
    facts = json.loads(said("--now", MONDAY, "fleet", "report", "--json").out)
    found = {each["name"]: (each["said"], each["figures"] is not None) for each in facts["schools"]}
    assert found == {"Школа a": (report_texts.BROKEN_BY_LAST, True), "Школа b": (report_texts.NOT_BEGUN, False)}


def test_a_school_that_uses_anothers_id_is_not_counted_twice(district: Path):
    file = district / "config" / "b" / "school.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: b", "id: a"), encoding="utf-8")
    facts = json.loads(said("--now", MONDAY, "fleet", "report", "--json").out)
    assert [(each["name"], each["said"]) for each in facts["schools"]] == [
        ("Школа a", None), ("b", report_texts.LEFT_OUT),
    ]  # fmt: skip


def test_columns_are_those_that_the_authority_asks_for(district: Path):
    write_fleet(district / "config", "a", "b", head=f"{HEAD}columns: {{overdue: Не исполнено, planned: null}}\n")
    target = district / "report.xlsx"
    assert said("--now", MONDAY, "fleet", "report", "-o", str(target)).code == 0
    rows = list(load_workbook(target)["Школы"].iter_rows(values_only=True))
    assert ("Школа", "Не исполнено", "Всего вех") in rows


@pytest.mark.parametrize(("columns", "upright"), [(COLUMNS, 0), (tuple(Figure), 2 * len(NUMBERS))])
def test_names_of_many_columns_are_written_from_below(columns: Iterable[Figure], upright: int):
    """In both tables; a name is never torn within a word, nor made smaller than can be read."""
    settings = FleetSettings.model_validate({**SETTINGS, "columns": dict.fromkeys(columns)})
    one = Figures(BurnupBar("Часть 1", 1, 2, 1, 0, 3))
    made = fleet_document(fleet_report(settings, [SchoolFigures("Школа", one, (one,))], date(2021, 4, 5)))
    assert Document(BytesIO(made)).element.xml.count('w:textDirection w:val="btLr"') == upright


def test_the_outboxes_of_schools_and_fleet_are_apart(district: Path):
    letter(now=MONDAY)
    with fleet_database(read_fleet(district / "config" / "fleet.yaml")) as engine:
        kinds = {name: {each.kind for each in Outbox(engine, name).letters()} for name in ("district", "a", "b")}
    assert kinds == {"district": {"fleet"}, "a": {"weekly"}, "b": set()}
    fine = [each["found"] for each in json.loads(said("fleet", "check", "--json").out)["findings"]]
    assert check_texts.DATABASE_FINE.format(schools=1) in fine  # the fleet itself is no school


def test_status_tells_each_school_and_the_letters_of_the_municipality(district: Path):
    letter(now=MONDAY)
    facts = json.loads(said("--now", MONDAY, "fleet", "status", "--json").out)
    one, other = facts["schools"]
    assert (one["id"], one["on_approval"], one["letters_waiting"], one["stopped"], one["said"]) == ("a", 1, 6, [], None)
    assert (other["id"], other["pass_age_s"], other["said"]) == ("b", None, report_texts.NOT_BEGUN)
    assert (other["on_approval"], other["overdue"]) == (None, None)  # as in the letter: she never began
    assert facts["letters"] == {"waiting": 0, "undelivered": []}


def test_the_flow_says_what_it_did_and_has_failed_while_mail_is_wrong(district: Path):
    """Its clock is the machine's: the letter of this week goes, or its hour has not come."""
    from flows.fleet_report.weekly import fleet_letter

    done = asyncio.run(fleet_letter.fn())
    assert done.is_completed()
    assert len(sent(district)) == ("Написано: 1" in str(done.message))
    head = HEAD.replace("mail: {", "mail: {transport: {kind: smtp, host: 127.0.0.1, login: v, password_env: GONE}, ")
    write_fleet(district / "config", "a", "b", head=head)
    fleet = read_fleet(district / "config" / "fleet.yaml")
    with fleet_database(fleet) as engine:
        write_fleet_letter(fleet, engine, again=True)
    failed = asyncio.run(fleet_letter.fn())
    assert (failed.is_failed(), "GONE" in str(failed.message)) == (True, True)
