"""The whole way on the embedded board: people edit the workbook, commands answer in it, in JSON and in letters."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from email import message_from_bytes
from email.header import decode_header, make_header
from hashlib import sha256
from pathlib import Path

import pytest

from tasks.config import ConfigurationError, load_school
from tests.support.cli_school import CliSchool, begun, place, said
from tests.support.sample import ACT, APPROVAL, BEGIN, HOUSE, PLAN, moment

CODE, BALLOT = "1.3/2021", "1.3/2021-1.1"
NEXT, LATER = "2021-03-02T09:00", "2021-03-03T09:00"
WORDS = ("sync", "rehearse", "status", "verify", "check")


@pytest.fixture
def school(tmp_path: Path) -> CliSchool:
    """A school of a test's own, just begun."""
    return begun(tmp_path / "var")


def kinds(facts: dict) -> list[str]:
    return [event["kind"] for event in facts["events"]]


def everything(school: CliSchool) -> tuple[str, int]:
    """The workbook's bytes and the number of facts in the journal."""
    with sqlite3.connect(school.var / "vekha.db") as database:
        facts = database.execute("SELECT count(*) FROM events").fetchone()[0]
    database.close()
    return sha256(school.board.read_bytes()).hexdigest(), facts


def submit(school: CliSchool, now: str = NEXT) -> list[str]:
    school.fill(PLAN, CODE, {"Отметка": "готово ", "Результат": ACT.format(1)})
    return kinds(school.facts("sync", now=now))


def approve(school: CliSchool, now: str) -> list[str]:
    """Everybody whose cells are white approves every ballot that is open."""

    def change(workbook) -> None:
        sheet = workbook[APPROVAL]
        columns = [cell.column for cell in sheet[3] if str(cell.value).endswith(": решение")]
        for row in range(4, sheet.max_row + 1):
            for column in columns:
                if sheet.cell(row, 1).value and sheet.cell(row, column).value is None:
                    sheet.cell(row, column).value = "Утвердить"

    school.edit(change)
    return kinds(school.facts("sync", now=now))


def test_the_roadmap_has_144_milestones_and_those_of_the_first_year_are_on_the_board(school: CliSchool):
    milestones = school.facts("status", now=BEGIN)["milestones"]
    dues = {each["code"]: each["due"] for each in milestones}
    assert (len(milestones), school.tabs()) == (144, [PLAN, APPROVAL, "Сводка", "Журнал", "Как пользоваться"])
    assert {code: dues[code] for code in ("1.1/2021", "1.2/2023", "1.3/2025", "2.1/2021", "5.1/2021")} == {
        "1.1/2021": "2021-03-31", "1.2/2023": "2023-08-31", "1.3/2025": "2025-12-25", "2.1/2021": "2021-03-31",
        "5.1/2021": "2021-03-31",
    }  # fmt: skip


def test_a_mark_goes_through_every_stage_to_done(school: CliSchool):
    assert submit(school) == ["submitted", "stage_opened"]
    assert approve(school, LATER) == ["voted", "stage_met", "stage_opened"]
    voted = approve(school, "2021-03-04T09:00")
    assert (voted[-2:], set(voted[:-2])) == (["stage_met", "stage_opened"], {"voted"})
    assert approve(school, "2021-03-05T09:00") == ["voted", "stage_met", "done"]
    assert school.row(PLAN, CODE)["Статус"] == "Исполнено"
    told = school.status(CODE, "2021-03-05T09:00")
    assert (told["status"], told["overdue_days"], told["problem"]) == ("done", 0, None)
    assert school.run("verify", now="2021-03-05T09:00").code == 0


def test_the_code_of_a_letter_says_which_fact_it_was_written_from(school: CliSchool):
    """A later fact changes nothing about it; a code that no fact bears is said, in words and as JSON."""
    submit(school)
    school.facts("letters", "daily", now=NEXT)
    with sqlite3.connect(school.var / "vekha.db") as database:
        ((code,),) = set(database.execute("SELECT code FROM letters"))
    database.close()
    assert school.facts("verify", now=NEXT)["head"].startswith(code)
    approve(school, LATER)
    found = school.facts("verify", "--code", code, now=LATER)
    assert (found["code"], found["milestone"], found["kind"], found["position"]) == (code, CODE, "stage_opened", 2)
    assert found["later"] > 0
    said = school.run("verify", "--code", code.upper(), now=LATER)
    assert (said.code, said.out.startswith(f"Код {code} – запись 2 от 02.03.2021")) == (0, True)
    for wrong, words in (("0" * 16, "в журнале нет"), ("код", "не контрольный код")):
        said = school.run("verify", "--code", wrong, now=LATER)
        assert (said.code, words in said.err) == (1, True)


def test_missing_evidence_is_said_beside_the_mark(school: CliSchool):
    school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": "сделали"})
    facts = school.facts("sync", now=NEXT)
    assert (facts["events"], [problem["where"] for problem in facts["problems"]]) == ([], [CODE])
    assert school.row(PLAN, CODE)["Замечание"].startswith("Нужны номер и дата")


def test_a_row_whose_cells_moved_says_so_itself(school: CliSchool):
    """Two rows exchange their results: both stay as last seen, and «Замечание» names the ways out."""
    lesson, meeting = "Открытый урок о профессиях", "Встреча с выпускниками"
    for now, first, second in ((NEXT, lesson, meeting), (LATER, meeting, lesson)):
        school.fill(PLAN, "3.3/2021", {"Отметка": "Начато", "Результат": first})
        school.fill(PLAN, "3.4/2021", {"Отметка": "Начато", "Результат": second})
        school.facts("sync", now=now)
    assert "похожи на переставленные" in school.row(PLAN, "3.3/2021")["Замечание"]


def test_the_same_pass_again_writes_nothing_and_queues_nothing(school: CliSchool):
    submit(school)
    assert school.facts("letters", "daily", now=NEXT)["queued"] > 0
    before = everything(school)
    again = school.facts("sync", now=NEXT)
    assert (again["events"], again["cells_written"], again["letters"], again["calls"]) == ([], 0, 0, 0)
    assert (school.facts("letters", "daily", now=NEXT)["queued"], everything(school)) == (0, before)


def test_a_rehearsal_says_what_a_pass_would_do_and_does_nothing(school: CliSchool):
    school.fill(PLAN, CODE, {"Отметка": "Начато"})
    before = everything(school)
    rehearsed = school.facts("rehearse", now=NEXT)
    assert (kinds(rehearsed), everything(school)) == (["started"], before)
    assert school.facts("sync", now=NEXT)["events"] == rehearsed["events"]


def test_a_rehearsal_answers_what_a_vote_would_do(school: CliSchool):
    submit(school)
    rehearsed = school.facts("rehearse", "--if", f"{BALLOT}: Куратор утвердить", now=NEXT)
    assert kinds(rehearsed) == ["voted", "stage_met", "stage_opened"]
    asked = school.run("rehearse", "--if", f"{BALLOT}: Завхоз утвердить", now=NEXT)
    assert (asked.code, len(asked.err.splitlines())) == (1, 1)


def test_a_new_year_brings_its_tab_and_keeps_the_marks_of_the_old_one(school: CliSchool):
    school.fill(PLAN, CODE, {"Отметка": "Начато", "Комментарий": "ждём приказа"})
    school.facts("sync", now="2021-12-30T09:00")
    assert "План 2022" not in school.tabs()
    school.facts("sync", now="2022-01-01T00:30")
    assert school.tabs()[:2] == [PLAN, "План 2022"]
    assert school.row("План 2022", "1.3/2022")["Статус"] == "Запланировано"
    old = school.row(PLAN, CODE)
    assert (old["Отметка"], old["Комментарий"], old["Замечание"][:20]) == (
        "Начато",
        "ждём приказа",
        "Просрочено на 7 дн. ",
    )


def test_a_milestone_is_overdue_from_the_day_after_its_due_date_and_not_while_voters_are_late(school: CliSchool):
    school.facts("sync", now="2021-03-31T23:00")
    assert school.status("1.4/2021", "2021-03-31T23:00")["overdue_days"] == 0
    assert school.status("1.4/2021", "2021-04-01T00:10")["overdue_days"] == 1
    school.fill(PLAN, "2.1/2021", {"Отметка": "Готово", "Результат": "Опрошено 34 педагога на 25.03.2021"})
    school.facts("sync", now="2021-03-31T23:30")
    assert school.status("2.1/2021", "2021-05-01T09:00")["overdue_days"] == 0


def test_a_workbook_that_somebody_has_open_is_read_and_saved_later(school: CliSchool):
    lock = school.board.with_name(".~lock.board.xlsx#")
    school.fill(PLAN, CODE, {"Отметка": "Начато"})
    lock.write_text(",Педагог 1,компьютер,02.03.2021 09:00,file:///;", encoding="utf-8")
    told = school.run("sync", now=NEXT)
    assert (told.code, "Педагог 1" in told.out, school.row(PLAN, CODE)["Статус"]) == (0, True, "Запланировано")
    lock.unlink()
    assert school.facts("sync", now=NEXT)["events"] == []
    assert school.row(PLAN, CODE)["Статус"] == "В работе"


def test_letters_go_once_and_the_summary_takes_the_daily_letters_place(school: CliSchool):
    friday, monday = "2021-04-02T08:00", "2021-04-05T08:00"
    for now in (friday, monday):
        school.facts("sync", now=now)
        assert school.facts("letters", "daily", now=now)["queued"] > 0
        assert school.facts("letters", "weekly", now=now)["queued"] == 0
        school.facts("deliver", now=now)
        assert school.facts("deliver", now=now)["sent"] == 0
    letters = [message_from_bytes(file.read_bytes()) for file in sorted((school.var / "outbox").glob("*.eml"))]
    found = sorted(
        (str(make_header(decode_header(each["To"]))).split(" <")[0], each["X-Vekha-Kind"]) for each in letters
    )
    overdue = ["Куратор", "Директор", "Ответственный за сайт", "Член рабочей группы 1"]
    readers = ["Куратор", "Директор", *(f"Член рабочей группы {number}" for number in range(1, 5))]
    of_friday, of_monday = [(who, "daily") for who in overdue], [(who, "weekly") for who in readers]
    assert found == sorted([*of_friday, *of_monday, ("Ответственный за сайт", "daily")])
    assert school.facts("letters", "daily", now="2021-04-04T08:00")["letters"] == []


def test_as_of_rebuilds_a_day_that_has_passed(school: CliSchool):
    submit(school)
    approve(school, LATER)
    then = next(each for each in school.facts("status", "--as-of", "2021-03-01", now=LATER)["milestones"]
                if each["code"] == CODE)  # fmt: skip
    now = school.status(CODE, LATER)
    assert (then["status"], then["submission"], now["stage"]) == ("planned", None, "рабочая группа")


def lose_the_tab(workbook) -> None:
    del workbook[APPROVAL]


def lose_a_header(workbook) -> None:
    workbook[PLAN].cell(3, place(workbook[PLAN], CODE)[1]["Отметка"]).value = "Пометка"


def lose_half(workbook) -> None:
    workbook[PLAN].delete_rows(8, 25)


LOSSES = {
    "a tab": (lose_the_tab, "«Утверждение»"),
    "a header": (lose_a_header, "«Отметка»"),
    "rows": (lose_half, "не хватает"),
}


@pytest.mark.parametrize("what", LOSSES)
def test_a_board_that_lost_much_stops_the_pass_before_anything_is_written(school: CliSchool, what: str):
    change, word = LOSSES[what]
    submit(school)
    school.edit(change)
    before = everything(school)
    told = school.run("sync", now=LATER)
    assert (told.code, word in told.err, "Traceback" in told.err, everything(school)) == (1, True, False, before)


def test_init_puts_a_lost_tab_back_with_the_votes_that_stood_there(school: CliSchool):
    submit(school)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Вернуть"})
    school.facts("sync", now=LATER)
    school.edit(lose_the_tab)
    assert school.run("init", now=LATER).code == 0
    assert school.row(APPROVAL, BALLOT)["Куратор: решение"] == "Вернуть"
    assert school.facts("sync", now=LATER)["events"] == []


BAD_FILES = {
    "an unknown key": (
        "school.yaml",
        "reporting_day:",
        "reporting_dey:",
        "school.yaml:10: ключ «reporting_dey» неизвестен; может быть, «reporting_day»?",
    ),
    "a wrong type": ("workflow.yaml", "returns: 1", "returns: один", "workflow.yaml:"),
    "an unknown zone": (
        "school.yaml",
        "Asia/Yekaterinburg",
        "Asia/Chelyabinsk",
        "часовой пояс «Asia/Chelyabinsk» неизвестен",
    ),
    "a role without a post": (
        "people.yaml",
        "director: Директор",
        "director: Директриса",
        "должности «Директриса» нет",
    ),
    "a person nobody knows": ("people.yaml", "person: librarian", "person: librarien", "человека «librarien» нет"),
    "a stage nobody can pass": (
        "workflow.yaml",
        "quorum: majority",
        "quorum: 9",
        "кворум 9 больше числа голосующих (4)",
    ),
    "a rule that never fires": ("workflow.yaml", "    forms: [order, local_act]\n", "", "правило никогда не сработает"),
    "a term in days of no kind": ("workflow.yaml", "5 рабочих дней", "пять дней", "срок пишется словами"),
    "no YAML at all": ("roadmap.yaml", "directions:", "directions: [", "это не YAML"),
}


@pytest.mark.parametrize("fault", BAD_FILES)
def test_a_configuration_with_a_fault_gets_its_file_and_line(tmp_path: Path, fault: str):
    file, old, new, sentence = BAD_FILES[fault]
    mine = CliSchool(tmp_path / "var").copied(tmp_path)
    mine.change(file, old, new)
    with pytest.raises(ConfigurationError) as refused:
        load_school(mine.school, moment(date(2021, 3, 2)))
    first = next(line for line in str(refused.value).splitlines() if sentence in line)
    assert f"{file}:" in first


@pytest.mark.parametrize("command", WORDS)
def test_every_command_says_the_faults_of_the_configuration_and_does_nothing(
    school: CliSchool, tmp_path: Path, command: str
):
    mine = school.copied(tmp_path)
    mine.change(*BAD_FILES["an unknown key"][:3])
    before = everything(mine)
    told = mine.run(command, now=NEXT)
    assert (told.code, told.out, everything(mine)) == (1, "", before)
    assert BAD_FILES["an unknown key"][3] in told.err
    assert "Traceback" not in told.err


def test_a_post_that_nobody_holds_is_said_on_its_rows_and_stops_nobody_else(school: CliSchool, tmp_path: Path):
    mine = school.copied(tmp_path)
    mine.change(
        "people.yaml",
        "  - title: Педагог-библиотекарь\n    holders:\n      - person: librarian\n",
        "  - title: Педагог-библиотекарь\n",
    )
    mine.fill(PLAN, CODE, {"Отметка": "Начато"})
    facts = mine.facts("sync", now=NEXT)
    assert (kinds(facts), [problem["where"] for problem in facts["problems"]]) == (["started"], ["5.3/2021"])
    assert "никто не занимает" in mine.row(PLAN, "5.3/2021")["Замечание"]
    assert mine.run("check", now=NEXT).code == 1


def test_a_newer_database_is_left_alone(school: CliSchool):
    with sqlite3.connect(school.var / "vekha.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    told = school.run("sync", now=NEXT)
    assert (told.code, len(told.err.splitlines()), "Traceback" in told.err) == (1, 1, False)


COMMANDS = sorted(file.stem.replace("_", "-") for file in (HOUSE / "flows" / "commands").glob("[a-z]*.py"))
EDITIONS = "daily, weekly, monthly, yearly, all"
MOMENT = "--now: время «скоро» не понято; пример: --now 2021-03-15T09:00 (или VEKHA_NOW)"
DAY = "день «вчера» не понят; пример: 31.12.2021 или 2021-12-31"
USAGE = (
    (["letters", "dayly"], f"letters: «dayly» не подходит, может быть, «daily»? Есть: {EDITIONS}"),
    (["history"], "history: не указано: КОД"),
    (["letters"], "letters: не указано: daily|weekly|monthly|yearly|all"),
    (["mail"], "mail: не указано: test, АДРЕС"),
    (["mail", "tset", "a@b.example"], "mail: «tset» не подходит, может быть, «test»? Есть: test"),
    (["sync", "--fast"], "sync: неизвестный параметр: --fast"),
    (["sync", "--var"], "sync: --var: после него нужно значение"),
    (["status", "--as-of", "вчера"], f"status: --as-of: {DAY}"),
    (["sync", "--now", "скоро"], f"sync: {MOMENT}"),
    (["sync", "--now", "0000-01-01"], f"sync: {MOMENT.replace('скоро', '0000-01-01')}"),
    (["term", "март 2021", "--now", "скоро"], f"term: {MOMENT}"),
    (["--now", "скоро", "term", "март 2021"], f": {MOMENT}"),
    (["serve", "--rehearse-from", "вчера"], f"serve: --rehearse-from: {DAY}"),
    (["outbox", "--drop", "1", "--retry", "2"], "outbox: --retry: вместе с --drop не пишется"),
    (["outbox", "--retry", "раз"], "outbox: --retry: «раз» не номер письма; пример: 12, или all – все"),
)


@pytest.mark.parametrize(("words", "sentence"), USAGE)
def test_a_command_typed_wrongly_ends_with_2_and_one_line_in_russian(
    school: CliSchool, words: list[str], sentence: str
):
    said, command = school.run(*words), "vekha" if sentence.startswith(":") else f"vekha {words[0]}"
    told = sentence if sentence.startswith(":") else sentence.removeprefix(words[0])
    assert (said.code, said.out, said.err) == (2, "", f"{command}{told}. Справка: {command} --help\n")


def test_the_help_of_every_command_speaks_russian(school: CliSchool):
    pages = [school.run("--help").out, *(school.run(name, "--help").out for name in COMMANDS)]
    english = ("usage", "options", "arguments", "show this")
    assert [word for page in pages for word in english if word in page or not page] == []


def test_the_moment_in_the_environment_is_checked_like_the_option(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VEKHA_NOW", "скоро")
    told = said("term", "март 2021")
    assert (told.code, told.out, told.err) == (2, "", f"vekha: {MOMENT}. Справка: vekha --help\n")


@pytest.mark.parametrize("words", [["history", "9.9/2021"], ["reopen", "9.9/2021", "--reason", "ошибка"]])
def test_what_cannot_be_done_is_said_in_one_line(school: CliSchool, words: list[str]):
    told = school.run(*words)
    assert (told.code, told.out, len(told.err.splitlines())) == (1, "", 1)


def test_a_board_that_was_never_made_is_asked_for(tmp_path: Path):
    told = CliSchool(tmp_path / "var").run("sync", now=BEGIN)
    assert (told.code, "vekha init" in told.err) == (1, True)


def test_global_options_stand_before_or_after_the_commands_name(school: CliSchool):
    words = ("--school", str(school.school), "--var", str(school.var), "--now", BEGIN, "--json")
    before, after = said(*words, "status"), said("status", *words)
    assert (before, after.err) == (after, "")
    assert json.loads(before.out)["milestones"]


@pytest.mark.parametrize("milliseconds", [150, 350, 500, 650, 850])
def test_a_pass_killed_at_any_moment_is_finished_by_the_next(school: CliSchool, tmp_path: Path, milliseconds: int):
    school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": ACT.format(1)})
    calm = CliSchool(tmp_path / "calm")
    shutil.copytree(school.var, calm.var)
    calm.facts("sync", now=NEXT)
    words = ["--school", str(school.school), "--var", str(school.var), "--now", NEXT, "sync"]
    killed = subprocess.Popen([sys.executable, "-m", "flows.cli", *words], cwd=HOUSE, stdout=subprocess.DEVNULL)
    time.sleep(milliseconds / 1000)
    if killed.poll() is None:
        os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    school.facts("sync", now=NEXT)
    assert school.facts("sync", now=NEXT)["events"] == []
    assert school.run("verify", now=NEXT).code == 0
    assert school.facts("history", CODE, now=NEXT) == calm.facts("history", CODE, now=NEXT)
    assert (school.row(PLAN, CODE), school.row(APPROVAL, BALLOT)) == (calm.row(PLAN, CODE), calm.row(APPROVAL, BALLOT))


def test_a_text_longer_than_a_cell_is_no_drift(school: CliSchool):
    """The journal keeps all of it, the board as much as a cell holds."""
    school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": ACT.format(1)})
    here = school.copied(school.var.parent)
    here.change("roadmap.yaml", "локальных документов,", "локальных документов " + "о порядке работы " * 2500)
    here.facts("sync", now=NEXT)
    assert len(str(here.row(APPROVAL, BALLOT)["Мероприятие"])) > 30_000
    assert here.run("verify", now=NEXT).code == 0


def test_votes_of_a_lost_journal_are_not_counted_for_a_new_submission(school: CliSchool):
    """The database is last week's and the workbook is not: the numbers on the approval tab are taken by strangers."""
    old = (school.var / "vekha.db").read_bytes()
    submit(school)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    for file in school.var.glob("vekha.db*"):
        file.unlink()
    (school.var / "vekha.db").write_bytes(old)
    school.fill(PLAN, CODE, {"Результат": ACT.format(99)})
    for now in (LATER, "2021-03-04T09:00"):
        facts = school.facts("sync", now=now)
        assert "voted" not in kinds(facts)
        assert BALLOT in [problem["where"] for problem in facts["problems"]]

    def remove(workbook) -> None:
        workbook[APPROVAL].delete_rows(place(workbook[APPROVAL], BALLOT)[0])

    school.edit(remove)
    assert kinds(school.facts("sync", now="2021-03-05T09:00")) == ["stage_opened"]
    assert school.row(APPROVAL, BALLOT)["Куратор: решение"] is None
