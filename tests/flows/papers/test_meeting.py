"""Meetings on both boards: called, entered by the secretary, closed with a protocol, and what may go wrong."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.google.errors import ApiError
from tests.google.server import Server
from tests.support.cli_school import CliSchool
from tests.support.google_school import ADMIN, TEACHER, GoogleSchool, copied_school, make_school
from tests.support.sample import ACT, APPROVAL, PLAN

MEETING, SECRETARY = "Заседание", "deputy1@school150.example"
BEGIN, CALLED, HELD, AFTER = "2021-03-01T09:00", "2021-03-03T09:00", "2021-03-05T15:00", "2021-03-09T09:00"
DAY = "2021-03-05"
GROUP = "Член рабочей группы {}"
MOVED, COUNTED, ACTED = "1.4/2021-1.1", "2.2/2021-1.1", "1.1/2021-1.1"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CliSchool:
    """The school at work on a workbook, made once."""
    folder = tmp_path_factory.mktemp("made")
    return begun(CliSchool(folder / "var").copied(folder))


@pytest.fixture(scope="module")
def made_on_google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoogleSchool]:
    """The same on a Google spreadsheet."""
    with Server() as server:
        school = make_school(server, tmp_path_factory.mktemp("google"), patience_seconds=5)
        begun(school)
        yield school


@pytest.fixture
def desk(made: CliSchool, tmp_path: Path) -> CliSchool:
    """The school at work on a workbook of the test's own."""
    for folder in ("config", "var"):
        shutil.copytree(made.var.parent / folder, tmp_path / folder)
    return CliSchool(tmp_path / "var", tmp_path / "config" / "school-150")


@pytest.fixture(params=["desk", "made_on_google"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> CliSchool:
    """The school at work on each board."""
    school: CliSchool = request.getfixturevalue(request.param)
    return copied_school(school, tmp_path) if isinstance(school, GoogleSchool) else school


def begun(school: CliSchool) -> CliSchool:
    """A secretary is named; three rows wait for votes, and member 4 voted on one of them in the sheet."""
    assert school.run("init", now=BEGIN).code == 0
    school.change("people.yaml", "administrator:", "secretary: Заместители директора по УВР\nadministrator:")
    asks = {"Отметка": "Прошу перенести", "Новый срок": date(2021, 5, 28), "Комментарий": "План согласуется"}
    school.fill(PLAN, "1.4/2021", asks)
    school.fill(PLAN, "2.2/2021", {"Отметка": "Готово", "Результат": "Обучено 12 педагогов на 20.02.2021"})
    school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ACT.format(1)})
    school.facts("sync", now="2021-03-02T09:00")
    school.fill(APPROVAL, MOVED, {f"{GROUP.format(4)}: решение": "Утвердить"})
    return school


def enter(school: CliSchool, key: str, cells: dict[str, Any]) -> None:
    """The secretary fills a row of the tab."""
    if isinstance(school, GoogleSchool):
        school.fill(MEETING, f"1: {key}", cells, who=SECRETARY)
    else:
        school.fill(MEETING, f"1: {key}", cells)


def attend(school: CliSchool, *members: int) -> None:
    for number in members:
        enter(school, GROUP.format(number), {"Присутствует": "да"})


def call(school: CliSchool) -> dict[str, Any]:
    facts: dict[str, Any] = school.facts("meeting", "open", "--on", DAY, now=CALLED)
    return facts


def kinds(facts: dict[str, Any]) -> list[str]:
    return [each["kind"] for each in facts["events"]]


def test_a_meeting_decides_many_ballots_and_leaves_the_rest_open(both: CliSchool, tmp_path: Path):
    """Member 4 is absent and voted in the sheet; member 1 answers for 1.4 and has no vote on it."""
    assert call(both)["ballots"] == [ACTED, MOVED, COUNTED]
    again = both.facts("sync", now=CALLED)
    assert (again["events"], again["cells_written"]) == ([], 0)
    attend(both, 1, 2, 3)
    enter(both, MOVED, {"За": "все"})
    enter(both, COUNTED, {"За": GROUP.format(2), "Против": "остальные", "Замечание": "Нужен список", "Внёс": "Писарь"})
    done = both.facts("meeting", "close", "-o", str(tmp_path / "protocol.docx"), now=HELD)
    voted, met, refused = ["voted"], ["stage_met", "moved"], ["refused"]
    assert kinds(done) == [*voted * 2, *met, *voted * 3, *refused, "meeting_closed"]
    assert both.status("1.4/2021", HELD)["due"] == "2021-05-28"
    assert [both.status(code, HELD)["status"] for code in ("2.2/2021", "1.1/2021")] == ["returned", "on_approval"]
    history = [each["why"] for each in both.facts("history", "2.2/2021", now=HELD)["events"]]
    assert f"{GROUP.format(2)}: утвердить (заседание № 1 от 05.03.2021), внёс: Писарь" in history
    assert both.row(APPROVAL, COUNTED)["Итог"].endswith("(протокол № 1 от 05.03.2021)")
    rest = both.facts("sync", now=AFTER)
    assert (rest["events"], rest["problems"]) == ([], [])
    assert both.run("verify", now=AFTER).code == 0
    report = both.facts("report", "--as-of", DAY, "--direction", "1", now=AFTER)
    (mark,) = report["directions"][0]["activities"][3]["mark"]
    assert "Решение: Рабочая группа: за – трое из трёх (нужно два голоса) (протокол № 1 от 05.03.2021)" in mark


def test_the_protocol_says_what_was_decided_and_can_be_written_again(desk: CliSchool, tmp_path: Path):
    call(desk)
    attend(desk, 1, 2, 3)
    enter(desk, MOVED, {"За": "все"})
    enter(desk, COUNTED, {"За": GROUP.format(2), "Против": "остальные", "Замечание": "<Нужен & список>"})
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    desk.facts("meeting", "close", "-o", str(first), now=HELD)
    head = desk.facts("verify", now=AFTER)["head"]
    desk.change("people.yaml", "label: Член рабочей группы 2", "label: Зайцев")
    assert kinds(desk.facts("meeting", "close", "--number", "1", "-o", str(second), now="2023-02-01T09:00")) == []
    assert first.read_bytes() == second.read_bytes()
    document = Document(str(first))
    lines = [each.text for each in document.paragraphs]
    assert ["Протокол № 1" in lines, "5 марта 2021 г." in lines] == [True, True]
    assert f"Присутствовали: {', '.join(GROUP.format(n) for n in (1, 2, 3))}" in lines
    assert f"Отсутствовали: {GROUP.format(4)}" in lines
    assert f"Председатель: {GROUP.format(1)}" in lines
    assert "Секретарь: Заместитель директора по УВР 1" in lines
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[1] for row in rows] == ["Веха", "1.4/2021", "2.2/2021"]
    names = f"{GROUP.format(4)} (до заседания, в таблице), {GROUP.format(2)}, {GROUP.format(3)}"
    assert rows[1][3] == f"За – 3 голоса: {names}\nПротив – 0 голосов\nВоздержались – 0 голосов"
    assert [row[4] for row in rows[1:]] == ["Утвердить\n", "Вернуть на доработку\nПричина: <Нужен & список>"]
    assert f"Контрольный код журнала: {head}" in lines


def test_what_cannot_be_counted_is_told_at_once_and_nothing_is_recorded(desk: CliSchool):
    call(desk)
    before = desk.facts("verify", now=HELD)["head"]
    attend(desk, 1, 2)
    enter(desk, GROUP.format(3), {"Присутствует": "болеет"})
    enter(desk, MOVED, {"За": f"{GROUP.format(1)}, {GROUP.format(2)}"})
    enter(desk, COUNTED, {"За": f"{GROUP.format(2)}; завхоз", "Против": f"{GROUP.format(2)}, {GROUP.format(3)}"})
    enter(desk, ACTED, {"За": GROUP.format(2)})
    said = desk.run("meeting", "close", now=HELD)
    told = said.err.splitlines()
    assert (said.code, said.out, told[0].startswith("Заседание № 1 не закрыто")) == (1, "", True)
    wanted = [
        (GROUP.format(3), "«болеет», нужно «да» или «нет»"),
        (COUNTED, "не понято «завхоз»"),
        (COUNTED, f"«{GROUP.format(2)}» назван дважды"),
        (COUNTED, "нет причины"),
        (MOVED, "не учтено: отвечает за эту веху"),
        (COUNTED, f"«{GROUP.format(3)}» не отмечен среди присутствующих"),
        (ACTED, f"«{GROUP.format(2)}» на этом этапе не голосует"),
        (ACTED, "решение не принято"),
    ]
    assert [(where, what) for where, what in wanted
            if not any(line.startswith(f"1: {where}: ") and what in line for line in told)] == []  # fmt: skip
    assert desk.facts("verify", now=HELD)["head"] == before


def test_a_ballot_that_was_superseded_meanwhile_is_left_out_and_said(desk: CliSchool):
    call(desk)
    attend(desk, 1, 2, 3)
    enter(desk, MOVED, {"За": "все"})
    enter(desk, COUNTED, {"За": "все"})
    desk.fill(PLAN, "2.2/2021", {"Результат": "Обучено 14 педагогов на 21.02.2021"})
    said = desk.run("meeting", "close", now=HELD)
    assert said.code == 0
    assert f"Не рассмотрено {COUNTED}: Голосование закончилось до заседания" in said.out
    status = desk.status("2.2/2021", HELD)
    assert (status["status"], status["submission"], status["approvals"]) == ("on_approval", 2, 0)


def test_a_member_who_abstains_replaces_the_vote_of_the_sheet(desk: CliSchool):
    desk.fill(APPROVAL, COUNTED, {f"{GROUP.format(1)}: решение": "Утвердить"})
    call(desk)
    attend(desk, 1, 2, 3, 4)
    enter(desk, COUNTED, {"Воздержались": GROUP.format(1), "За": "все"})
    done = desk.facts("meeting", "close", now=HELD)
    assert kinds(done) == [*["voted"] * 4, "stage_met", "done", "meeting_closed"]


def test_a_meeting_is_put_off_and_ballots_that_came_since_join_it(desk: CliSchool):
    call(desk)
    desk.fill(PLAN, "2.3/2021", {"Отметка": "Готово", "Результат": "Обучено 5 педагогов на 01.03.2021"})
    desk.facts("sync", now="2021-03-04T09:00")
    later = desk.facts("meeting", "open", "--on", "2021-03-12", now="2021-03-04T10:00")
    assert (later["number"], later["on"], later["ballots"][-1]) == (1, "2021-03-12", "2.3/2021-1.1")
    same = desk.run("meeting", "open", "--on", "2021-03-12", now="2021-03-04T10:00")
    assert (same.code, "повестка прежняя" in same.out) == (0, True)
    early = desk.run("meeting", "close", now="2021-03-11T09:00")
    assert (early.code, "назначено на 12.03.2021" in early.err) == (1, True)


def test_a_second_meeting_has_rows_of_its_own_and_the_first_ones_stay(desk: CliSchool):
    call(desk)
    attend(desk, 1, 2, 3)
    enter(desk, MOVED, {"За": "все"})
    assert desk.run("meeting", "close", now=HELD).code == 0
    assert desk.run("meeting", "close", now=HELD).err.startswith("Открытого заседания нет")
    assert desk.facts("meeting", "open", "--on", "2021-03-12", now=AFTER)["number"] == 2
    assert desk.row(MEETING, f"1: {MOVED}")["За"] == "все"
    assert desk.row(MEETING, f"2: {COUNTED}")["За"] is None
    assert desk.row(MEETING, f"2: {GROUP.format(1)}")["Присутствует"] is None


def test_closing_records_even_while_somebody_has_the_file_open(desk: CliSchool):
    """What was recorded stands; the board follows when the file is free, and the paper is there already."""
    call(desk)
    attend(desk, 1, 2, 3)
    enter(desk, MOVED, {"За": "все"})
    lock = desk.board.with_name(".~lock.board.xlsx#")
    lock.write_text(",Секретарь,компьютер,05.03.2021 09:00,file:///;", encoding="utf-8")
    done = desk.facts("meeting", "close", now=HELD)
    assert (kinds(done)[-1], "Секретарь" in done["held"], Path(done["file"]).exists()) == ("meeting_closed", True, True)
    lock.unlink()
    assert desk.facts("sync", now=HELD)["events"] == []
    assert "протокол № 1" in desk.row(APPROVAL, MOVED)["Итог"]


def test_a_paper_that_cannot_be_written_does_not_undo_the_meeting(desk: CliSchool, tmp_path: Path):
    call(desk)
    attend(desk, 1, 2, 3)
    enter(desk, MOVED, {"За": "все"})
    said = desk.run("meeting", "close", "-o", str(tmp_path / "nowhere" / "p.docx"), now=HELD)
    assert (said.code, "не записать" in said.err) == (1, True)
    with sqlite3.connect(desk.var / "vekha.db") as database:
        assert database.execute("SELECT count(*) FROM events WHERE kind = 'meeting_closed'").fetchone() == (1,)
    database.close()
    assert desk.run("meeting", "close", "--number", "1", now=HELD).code == 0


def test_a_school_may_have_a_template_of_its_own(desk: CliSchool, tmp_path: Path):
    template = Document()
    template.add_paragraph("{{ school }}: № {{ number }}")
    template.save(str(desk.school / "protocol.docx"))
    call(desk)
    attend(desk, 1, 2, 3)
    enter(desk, MOVED, {"За": "все"})
    desk.facts("meeting", "close", "-o", str(tmp_path / "own.docx"), now=HELD)
    assert Document(str(tmp_path / "own.docx")).paragraphs[0].text == "МБОУ «СОШ № 150 г. Челябинска»: № 1"
    for text, said in (("{{ nobody }}", "'nobody' is undefined"), ("{% for %}", "protocol.docx")):
        template.paragraphs[0].text = text
        template.save(str(desk.school / "protocol.docx"))
        broken = desk.run("meeting", "close", "--number", "1", now=HELD)
        assert (broken.code, said in broken.err) == (1, True)


@pytest.mark.parametrize("words", [["open"], ["close", "--number", "7"]])
def test_what_is_missing_is_told_in_one_line(desk: CliSchool, words: list[str]):
    said = desk.run("meeting", *words, now=HELD)
    assert (said.code, said.err.count("\n"), said.out) == (1, 1, "")


def test_a_tab_that_others_may_write_closes_no_meeting(made_on_google: GoogleSchool, tmp_path: Path):
    """On Google only secretary, head and engine write there; what an opened tab held then must be confirmed."""
    school = copied_school(made_on_google, tmp_path)
    call(school)
    with pytest.raises(ApiError):
        school.fill(MEETING, f"1: {MOVED}", {"За": "все"}, who=TEACHER)
    attend(school, 1, 2, 3)
    enter(school, MOVED, {"За": "все"})
    unprotect(school)
    said = school.run("meeting", "close", now=HELD)
    assert (said.code, "открыта не только секретарю" in said.err) == (1, True)
    school.facts("sync", now=HELD)
    said = school.run("meeting", "close", now=HELD)
    assert (said.code, said.err.count("подтвердите")) == (1, 4)
    school.facts("sync", now=HELD)  # the first look at the tab as closed: what is written from now on is proven
    for key in (MOVED, *map(GROUP.format, (1, 2, 3))):
        enter(school, key, {"Внёс": "Заместитель директора по УВР 1"})
    assert kinds(school.facts("meeting", "close", now=HELD))[-1] == "meeting_closed"


def unprotect(school: GoogleSchool) -> None:
    """The administrator takes the protection of the tab's entries away."""
    client = school.client(ADMIN)
    sheets = client.get(school.book, fields="sheets(properties,protectedRanges)")["sheets"]
    found = [each for sheet in sheets if sheet["properties"]["title"] == MEETING for each in sheet["protectedRanges"]]
    (entries,) = (each for each in found if "записи заседания" in each["description"])
    request = {"requests": [{"deleteProtectedRange": {"protectedRangeId": entries["protectedRangeId"]}}]}
    assert client.call("POST", f"/v4/spreadsheets/{school.book}:batchUpdate", request)[0] == 200
    client.close()
