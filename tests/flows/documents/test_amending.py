"""An amending order over the sample school at work: through the command line, the workbook and the journal."""

import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from tests.support.cli_school import CliSchool
from tests.support.editions import Directions, activity, edition
from tests.support.sample import ACT, APPROVAL, PLAN

BEFORE, AFTER = "2021-03-10T09:00", "2021-09-06T09:00"
ORDER = "№ 12 от 01.09.2021"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school with a board, made once."""
    folder = tmp_path_factory.mktemp("begun")
    assert CliSchool(folder / "var").copied(folder).run("init", now=BEFORE).code == 0
    return folder


@pytest.fixture(scope="module")
def ended(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same school after 1.1/2021 was done."""
    folder = tmp_path_factory.mktemp("ended")
    desk = copy_of(begun, folder)
    finish(desk)
    return folder


def copy_of(school: Path, folder: Path) -> CliSchool:
    for part in ("config", "var"):
        shutil.copytree(school / part, folder / part)
    return CliSchool(folder / "var", folder / "config" / "school-150")


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> CliSchool:
    """The sample school, at work since March 2021."""
    return copy_of(begun, tmp_path)


@pytest.fixture
def done(ended: Path, tmp_path: Path) -> CliSchool:
    """The same with a milestone that is done."""
    return copy_of(ended, tmp_path)


def submit(desk: CliSchool, code: str = "1.1/2021", number: int = 1) -> None:
    desk.fill(PLAN, code, {"Отметка": "Готово", "Результат": ACT.format(number)})
    desk.facts("sync", now=BEFORE)


def approve(desk: CliSchool, ballot: str, *voters: str) -> None:
    desk.fill(APPROVAL, ballot, {f"{voter}: решение": "Утвердить" for voter in voters})
    desk.facts("sync", now=BEFORE)


def finish(desk: CliSchool, code: str = "1.1/2021") -> None:
    """Take a milestone to its end: the curator, then the group."""
    submit(desk, code)
    while desk.status(code, BEFORE)["status"] == "on_approval":
        state = desk.status(code, BEFORE)
        ballots = [row for row in all_ballots(desk) if row.startswith(f"{code}-")]
        voters = (
            ("Куратор",)
            if "куратор" in state["stage"].lower()
            else tuple(f"Член рабочей группы {n}" for n in (1, 2, 3))
        )
        if "директор" in state["stage"].lower():
            voters = ("Директор",)
        approve(desk, ballots[-1], *voters)
    assert desk.status(code, BEFORE)["status"] == "done"


def all_ballots(desk: CliSchool) -> list[str]:
    with closing(load_workbook(desk.board)) as workbook:
        return [str(row[0].value) for row in workbook[APPROVAL].iter_rows(min_row=4) if row[0].value]


def amend(desk: CliSchool, folder: Path, change: Any, *words: str, order: str | None = ORDER) -> dict[str, Any]:
    """Apply an edition; gives what --json says under "amendment"."""
    facts = desk.facts("import", str(edition(folder, change, order)), "--apply", *words, now=AFTER)
    found: dict[str, Any] = facts["amendment"]
    return found


def history(desk: CliSchool, code: str) -> list[str]:
    return [each["kind"] for each in desk.facts("history", code, now=AFTER)["events"]]


def test_an_edition_without_a_change_differs_in_nothing_and_writes_nothing(desk: CliSchool, tmp_path: Path):
    before = (desk.school / "roadmap.yaml").read_bytes()
    found = amend(desk, tmp_path, None)
    assert (found["applied"], found["changes"], found["events"]) == (False, [], [])
    assert (desk.school / "roadmap.yaml").read_bytes() == before


def test_differences_are_shown_before_anything_is_written_and_without_a_database(tmp_path: Path):
    desk = CliSchool(tmp_path / "var").copied(tmp_path)

    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "май 2022"

    file = str(edition(tmp_path, change))
    found = desk.facts("import", file, now=AFTER)["amendment"]
    assert found["order"] == {"number": "12", "date": "2021-09-01"}
    assert [(each["kind"], each["code"]) for each in found["changes"]] == [("changed", "1.1")]
    moved = {"code": "1.1/2021", "what": "moves", "before": "2021-03-31", "due": "2022-05-31"}
    assert found["changes"][0]["milestones"] == [moved]
    assert (found["applied"], desk.var.exists()) == (False, False)
    assert "добавьте --apply" in desk.run("import", file, now=AFTER).out


def test_an_order_adds_renames_moves_and_retires_and_the_second_time_does_nothing(desk: CliSchool, tmp_path: Path):
    desk.fill(PLAN, "1.4/2021", {"Отметка": "Начато"})
    desk.facts("sync", now=BEFORE)

    def change(directions: Directions) -> None:
        first = directions[0]["activities"]
        first[0]["term"] = "май 2022"
        first[1]["title"] += " и их подопечных"
        del first[3]
        first.append(activity("Ярмарка профессий для родителей", "октябрь 2022"))

    found = amend(desk, tmp_path, change)
    assert found["applied"] is True
    kinds = [(each["kind"], each["code"]) for each in found["changes"] if each["kind"] in ("added", "retired")]
    assert kinds == [("retired", "1.4"), ("added", "1.9")]

    moved = desk.status("1.1/2021", AFTER)
    assert (moved["due"], moved["status"], moved["overdue_days"]) == ("2022-05-31", "planned", 0)
    assert desk.row(PLAN, "1.1/2021")["Исполнить до"].date() == date(2022, 5, 31)
    assert desk.status("1.2/2021", AFTER)["title"].endswith("и их подопечных")
    assert desk.row(PLAN, "1.2/2021")["Мероприятие"].endswith("и их подопечных")
    gone = desk.status("1.4/2021", AFTER)
    assert (gone["status"], gone["why"]) == ("cancelled", f"Снята с контроля приказом {ORDER}")
    shown = desk.row(PLAN, "1.4/2021")
    assert (shown["Статус"], shown["Отметка"]) == ("Снято с контроля", "Начато")
    new = desk.status("1.9/2022", AFTER)
    assert (new["status"], new["due"]) == ("planned", "2022-10-31")
    renumbered = desk.row(PLAN, "1.5/2021")
    assert renumbered["Мероприятие"].endswith("(в документе № 1.4)")

    assert history(desk, "1.4/2021") == ["started", "retired"]
    assert history(desk, "1.9/2022") == ["entered"]
    assert history(desk, "1.1/2021") == ["rescheduled"]
    assert history(desk, "1.2/2021") == ["reworded"]
    assert desk.run("verify", now=AFTER).code == 0
    again = amend(desk, tmp_path, change)
    assert (again["applied"], again["changes"], again["events"]) == (False, [], [])
    assert desk.facts("sync", now=AFTER)["events"] == []
    assert desk.run("check", now=AFTER).out.count("✗ 1.4") == 0


def test_the_file_keeps_its_comments_settled_terms_and_answers(desk: CliSchool, tmp_path: Path):
    desk.change(
        "roadmap.yaml",
        "        executors: [Рабочая группа]\n",
        "        executors: [Рабочая группа]\n        answers: member_2  # по просьбе группы\n",
    )
    path = desk.school / "roadmap.yaml"
    before = path.read_text(encoding="utf-8")

    def change(directions: Directions) -> None:
        directions[0]["activities"][1]["executors"] = ["Директор"]
        directions[0]["activities"].insert(0, activity("Совсем новое дело", "май 2022"))

    amend(desk, tmp_path, change)
    after = path.read_text(encoding="utf-8")
    lost = [line for line in before.splitlines() if line not in after.splitlines()]
    assert lost == []  # the old executors' line stands under other activities as well
    loaded = yaml.load(after, yaml.CSafeLoader)
    by_code = {each["code"]: each for one in loaded["directions"] for each in one["activities"]}
    assert by_code["1.2"]["settled"]["as"] == "Август ежегодно"
    assert by_code["1.2"]["executors"] == ["Директор"]
    assert by_code["1.3"]["answers"] == "member_2"
    assert by_code["1.10"] == {"code": "1.10", "number": "1.1", **activity("Совсем новое дело", "май 2022")}
    assert loaded["amended"] == [{"number": "12", "date": date(2021, 9, 1)}]
    copies = list((desk.var / "backups").glob("roadmap-*.yaml"))
    assert [each.read_text(encoding="utf-8") for each in copies] == [before]
    assert not list(desk.school.glob(".*draft"))


def test_what_was_done_stays_done_when_its_row_leaves_the_document(done: CliSchool, tmp_path: Path):
    before = done.status("1.1/2021", BEFORE)

    def change(directions: Directions) -> None:
        del directions[0]["activities"][0]

    amend(done, tmp_path, change)
    after = done.status("1.1/2021", AFTER)
    assert (after["status"], after["why"], after["result"]) == ("done", before["why"], before["result"])
    assert history(done, "1.1/2021")[-2:] == ["done", "retired"]
    assert done.run("verify", now=AFTER).code == 0


def test_a_done_milestone_that_the_order_moves_is_opened_again_only_when_somebody_says_so(
    done: CliSchool, tmp_path: Path
):

    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "май 2022"

    told = done.run("import", str(edition(tmp_path, change)), now=AFTER).out
    assert "--reopen 1.1/2021" in told
    wrong = done.run("import", str(edition(tmp_path, change)), "--apply", "--reopen", "1.3/2021", now=AFTER)
    assert (wrong.code, "1.3/2021" in wrong.err, len(wrong.err.splitlines())) == (1, True, 1)
    amend(done, tmp_path, change, "--reopen", "1.1/2021")
    state = done.status("1.1/2021", AFTER)
    assert (state["status"], state["due"]) == ("in_progress", "2022-05-31")
    assert history(done, "1.1/2021")[-1] == "restored"
    assert done.run("verify", now=AFTER).code == 0


def test_a_done_milestone_that_the_order_moves_stays_done_when_nobody_says_a_word(done: CliSchool, tmp_path: Path):

    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "май 2022"

    amend(done, tmp_path, change)
    state = done.status("1.1/2021", AFTER)
    assert (state["status"], state["due"]) == ("done", "2021-03-31")
    assert done.run("verify", now=AFTER).code == 0


def test_an_open_vote_ends_with_a_sentence_when_its_milestone_is_retired(desk: CliSchool, tmp_path: Path):
    submit(desk)
    ballot = all_ballots(desk)[-1]

    def change(directions: Directions) -> None:
        del directions[0]["activities"][0]

    found = amend(desk, tmp_path, change)
    assert f"голосование {ballot} прекращается" in found["changes"][0]["said"]
    assert history(desk, "1.1/2021")[-2:] == ["superseded", "retired"]
    assert desk.row(APPROVAL, ballot)["Итог"].endswith(f"веха снята с контроля приказом {ORDER}")
    approve(desk, ballot, "Куратор")
    assert desk.status("1.1/2021", AFTER)["status"] == "cancelled"
    refused = desk.run("reopen", "1.1/2021", "--reason", "ошибка", now=AFTER)
    assert (refused.code, "только новый приказ" in refused.err) == (1, True)


def test_a_vote_on_the_result_goes_on_when_the_day_moves_and_a_vote_on_another_day_is_over(
    desk: CliSchool, tmp_path: Path
):
    submit(desk)
    desk.fill(
        PLAN, "2.1/2021", {"Отметка": "Прошу перенести", "Новый срок": date(2021, 12, 1), "Комментарий": "болезнь"}
    )
    desk.facts("sync", now=BEFORE)
    assert desk.status("2.1/2021", BEFORE)["status"] == "on_approval"

    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "май 2022"
        directions[1]["activities"][0]["term"] = "октябрь 2021"

    amend(desk, tmp_path, change)
    assert desk.status("1.1/2021", AFTER)["status"] == "on_approval"
    moved = desk.status("2.1/2021", AFTER)
    assert (moved["status"], moved["due"]) == ("planned", "2021-10-31")
    assert desk.facts("sync", now=AFTER)["events"] == []
    assert desk.run("verify", now=AFTER).code == 0


def test_a_doubtful_row_waits_for_a_person(desk: CliSchool, tmp_path: Path):
    def change(directions: Directions) -> None:
        second = directions[1]["activities"]
        del second[5]  # 2.6 and 2.8 are the same text: which of them is left cannot be known

    file = str(edition(tmp_path, change))
    found = desk.facts("import", file, now=AFTER)["amendment"]
    assert [(each["number"], each["candidates"]) for each in found["doubts"]] == [("2.7", ["2.6", "2.8"])]
    before = (desk.school / "roadmap.yaml").read_bytes()
    said = desk.run("import", file, "--apply", now=AFTER)
    assert (said.code, '--same "2.7=' in said.err) == (1, True)
    assert (desk.school / "roadmap.yaml").read_bytes() == before
    assert desk.facts("sync", now=AFTER)["events"] == []
    for wrong in ("2.7", "2.7=9.9", "9.9=2.6"):
        assert desk.run("import", file, "--apply", "--same", wrong, now=AFTER).code == 1
    amend(desk, tmp_path, change, "--same", "2.7=2.8")
    assert desk.status("2.6/2021", AFTER)["status"] == "cancelled"
    assert desk.status("2.8/2021", AFTER)["status"] == "planned"


def test_no_new_row_ever_takes_the_code_of_a_retired_one(desk: CliSchool, tmp_path: Path):
    def first(directions: Directions) -> None:
        del directions[0]["activities"][7]

    amend(desk, tmp_path, first)

    def second(directions: Directions) -> None:
        directions[0]["activities"][7] = activity("Совсем другое дело", "май 2022")

    found = amend(desk, tmp_path, second, order="№ 20 от 03.09.2021")
    assert [(each["kind"], each["code"], each["number"]) for each in found["changes"]] == [("added", "1.9", "1.8")]
    assert desk.status("1.8/2021", AFTER)["status"] == "cancelled"


def test_an_order_that_nobody_names_is_asked_for_and_a_foreign_document_refused(desk: CliSchool, tmp_path: Path):
    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "май 2022"

    nameless = desk.run("import", str(edition(tmp_path, change, order=None)), "--apply", now=AFTER)
    assert (nameless.code, "--order" in nameless.err) == (1, True)
    odd = desk.run("import", str(edition(tmp_path, change, order=None)), "--apply", "--order", "вчера", now=AFTER)
    assert (odd.code, "не понят" in odd.err) == (1, True)
    found = amend(desk, tmp_path, change, "--order", "№ 7/а от 2 сентября 2021", order=None)
    assert found["order"] == {"number": "7/а", "date": "2021-09-02"}

    def another(directions: Directions) -> None:
        for direction in directions:
            direction["activities"] = [activity(f"Иное дело {direction['number']}", "май 2022")]

    foreign = desk.run("import", str(edition(tmp_path, another)), "--apply", now=AFTER)
    assert (foreign.code, len(foreign.err.splitlines())) == (1, 1)
    assert "amendment" not in json.loads(desk.run("import", str(edition(tmp_path, another)), "--json", now=AFTER).out)


def test_a_term_with_more_times_keeps_the_codes_that_are_there(desk: CliSchool, tmp_path: Path):
    def first(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "март, октябрь 2021"

    amend(desk, tmp_path, first)
    codes = {
        each["code"]: each["due"] for each in desk.facts("status", now=AFTER)["milestones"] if each["activity"] == "1.1"
    }
    assert codes == {"1.1/2021": "2021-03-31", "1.1/2021.2": "2021-10-31"}

    def second(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "ноябрь 2021"

    amend(desk, tmp_path, second, order="№ 20 от 03.09.2021")
    found = {each["code"]: (each["due"], each["status"]) for each in desk.facts("status", now=AFTER)["milestones"]
             if each["activity"] == "1.1"}  # fmt: skip
    assert found == {"1.1/2021": ("2021-11-30", "planned"), "1.1/2021.2": ("2021-10-31", "cancelled")}
    assert desk.run("verify", now=AFTER).code == 0


def test_a_command_that_died_before_the_file_was_in_place_is_finished_by_the_next_one(desk: CliSchool, tmp_path: Path):
    """The journal knows already: the second run adds no fact twice and gives the new rows the same codes."""
    old = (desk.school / "roadmap.yaml").read_bytes()

    def change(directions: Directions) -> None:
        directions[0]["activities"][1]["title"] += " и их подопечных"
        del directions[0]["activities"][3]
        directions[0]["activities"].append(activity("Ярмарка профессий для родителей", "октябрь 2022"))
        directions[1]["activities"][0]["term"] = "октябрь 2021"

    amend(desk, tmp_path, change)
    new = (desk.school / "roadmap.yaml").read_bytes()
    facts = json.loads(desk.run("verify", "--json", now=AFTER).out)["events"]
    (desk.school / "roadmap.yaml").write_bytes(old)
    again = amend(desk, tmp_path, change)
    assert (again["applied"], again["events"]) == (True, [])
    assert (desk.school / "roadmap.yaml").read_bytes() == new
    assert json.loads(desk.run("verify", "--json", now=AFTER).out) | {"head": ""} == {
        "events": facts,
        "head": "",
        "problems": [],
    }


def test_a_new_database_learns_from_the_roadmap_what_an_order_struck_off(desk: CliSchool, tmp_path: Path):
    def change(directions: Directions) -> None:
        del directions[0]["activities"][3]

    amend(desk, tmp_path, change)
    fresh = CliSchool(tmp_path / "fresh", desk.school)
    assert fresh.run("init", now=AFTER).code == 0
    assert [each["kind"] for each in fresh.facts("sync", now=AFTER)["events"]] == ["retired"]
    assert fresh.facts("sync", now=AFTER)["events"] == []
    assert fresh.status("1.4/2021", AFTER)["status"] == "cancelled"


def test_a_day_before_the_order_is_told_as_it_was_then(desk: CliSchool, tmp_path: Path):
    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "май 2022"
        directions[0]["activities"].append(activity("Ярмарка профессий для родителей", "октябрь 2022"))

    amend(desk, tmp_path, change)
    then = {each["code"]: each for each in desk.facts("status", "--as-of", "2021-08-31", now=AFTER)["milestones"]}
    assert (then["1.1/2021"]["due"], "1.9/2022" in then) == ("2021-03-31", False)
    now = {each["code"]: each for each in desk.facts("status", now=AFTER)["milestones"]}
    assert (now["1.1/2021"]["due"], "1.9/2022" in now) == ("2022-05-31", True)


def test_a_direction_that_is_renamed_or_new_gets_its_heading_without_a_problem(desk: CliSchool, tmp_path: Path):
    def change(directions: Directions) -> None:
        directions[1]["title"] = "Методическая работа"
        directions.append(
            {"number": 7, "title": "Наставники", "activities": [activity("Клуб наставников", "май 2021")]}
        )

    amend(desk, tmp_path, change)
    problems = desk.facts("sync", now=AFTER)["problems"]
    assert [each for each in problems if "Направление" in each["found"] or "строка" in each["where"]] == []
    with closing(load_workbook(desk.board)) as workbook:
        titles = [str(row[1].value) for row in workbook[PLAN].iter_rows(min_row=4)]
        codes = [str(row[0].value) for row in workbook[PLAN].iter_rows(min_row=4)]
    assert titles.count("Направление 2. Методическая работа") == 1
    assert titles.index("Направление 7. Наставники") + 1 == codes.index("7.1/2021")
    assert desk.run("verify", now=AFTER).code == 0


def test_what_an_order_struck_off_comes_back_only_by_another_order_and_when_somebody_says_so(
    desk: CliSchool, tmp_path: Path
):
    desk.fill(PLAN, "1.8/2021", {"Отметка": "Начато"})
    desk.facts("sync", now=BEFORE)

    def gone(directions: Directions) -> None:
        del directions[0]["activities"][7]

    amend(desk, tmp_path, gone)
    assert desk.status("1.8/2021", AFTER)["status"] == "cancelled"
    back = str(edition(tmp_path, order="№ 20 от 03.09.2021"))
    found = desk.facts("import", back, now=AFTER)["amendment"]
    assert [(each["number"], each["candidates"]) for each in found["doubts"]] == [("1.8", ["1.8"])]
    assert desk.run("import", back, "--apply", now=AFTER).code == 1
    applied = desk.facts("import", back, "--apply", "--same", "1.8=1.8", now=AFTER)["amendment"]
    assert [(each["kind"], each["code"]) for each in applied["changes"]] == [("restored", "1.8")]
    state = desk.status("1.8/2021", AFTER)
    assert (state["status"], state["due"]) == ("in_progress", "2021-12-25")
    assert history(desk, "1.8/2021") == ["started", "retired", "restored", "started"]
    assert desk.run("verify", now=AFTER).code == 0
    assert "retired:" not in (desk.school / "roadmap.yaml").read_text(encoding="utf-8")


def test_a_mistaken_order_is_undone_by_the_kept_file_and_a_vote(desk: CliSchool, tmp_path: Path):
    def gone(directions: Directions) -> None:
        del directions[0]["activities"][0]

    amend(desk, tmp_path, gone)
    (copy,) = (desk.var / "backups").glob("roadmap-*.yaml")
    shutil.copy(copy, desk.school / "roadmap.yaml")
    assert desk.facts("sync", now=AFTER)["events"] == []
    asked = desk.run("reopen", "1.1/2021", "--reason", "приказ внесён по ошибке", now=AFTER)
    assert (asked.code, asked.err) == (0, "")
    assert [each["kind"] for each in desk.facts("sync", now=AFTER)["events"]] == ["stage_opened"]
    assert desk.run("verify", now=AFTER).code == 0


def test_a_term_that_cannot_be_understood_leaves_the_milestone_without_a_day(desk: CliSchool, tmp_path: Path):
    def change(directions: Directions) -> None:
        directions[0]["activities"][0]["term"] = "по мере необходимости"

    found = amend(desk, tmp_path, change)
    assert any(said.startswith("срок не определён: Срок зависит от случая") for said in found["changes"][0]["said"])
    state = desk.status("1.1/2021", AFTER)
    assert (state["status"], state["due"], state["overdue_days"]) == ("unclear", None, 0)
    years = [each["code"] for each in desk.facts("status", now=AFTER)["milestones"] if each["activity"] == "1.1"]
    assert years == [f"1.1/{year}" for year in range(2021, 2026)]
    assert desk.run("verify", now=AFTER).code == 0


def test_a_longer_period_adds_a_year_and_changes_no_other_code_or_day(desk: CliSchool, tmp_path: Path):
    before = {each["code"]: each["due"] for each in desk.facts("status", now=AFTER)["milestones"]}

    def change(directions: Directions) -> None:
        for direction in directions:
            for each in direction["activities"]:
                each["term"] = each["term"].replace("2021-2025", "2021-2026")

    amend(desk, tmp_path, change)
    after = {each["code"]: each["due"] for each in desk.facts("status", now=AFTER)["milestones"]}
    assert {code: after[code] for code in before} == before
    added = set(after) - set(before)
    assert {code.partition("/")[2] for code in added} == {"2026"}
    assert ("1.3/2026" in added, "1.1/2026" in added) == (True, False)
    assert "milestones:" not in (desk.school / "roadmap.yaml").read_text(encoding="utf-8")
    assert desk.run("verify", now=AFTER).code == 0


def test_a_day_that_a_vote_moved_stays_when_the_order_leaves_the_term_as_it_was(desk: CliSchool, tmp_path: Path):
    desk.fill(
        PLAN, "2.1/2021", {"Отметка": "Прошу перенести", "Новый срок": date(2021, 12, 1), "Комментарий": "отпуск"}
    )
    desk.facts("sync", now=BEFORE)
    ballot = all_ballots(desk)[-1]
    approve(desk, ballot, *(f"Член рабочей группы {number}" for number in (1, 2, 3)))
    assert desk.status("2.1/2021", BEFORE)["due"] == "2021-12-01"

    def change(directions: Directions) -> None:
        directions[1]["activities"][0]["title"] += " лицея"
        directions[1]["activities"][0]["term"] = "март 2021, май 2022"

    amend(desk, tmp_path, change)
    dues = {
        each["code"]: each["due"] for each in desk.facts("status", now=AFTER)["milestones"] if each["activity"] == "2.1"
    }
    assert dues == {"2.1/2021": "2021-12-01", "2.1/2022": "2022-05-31"}


def test_a_direction_that_leaves_the_document_keeps_its_rows(desk: CliSchool, tmp_path: Path):
    def change(directions: Directions) -> None:
        del directions[3]
        for number, each in enumerate(directions, start=1):
            each["number"] = number

    found = amend(desk, tmp_path, change)
    assert [each["code"] for each in found["changes"] if each["kind"] == "retired"] == ["4.1", "4.2", "4.3", "4.4"]
    assert desk.row(PLAN, "4.1/2021")["Статус"] == "Снято с контроля"
    assert desk.row(PLAN, "5.1/2021")["Мероприятие"].endswith("(в документе № 4.1)")
    with closing(load_workbook(desk.board)) as workbook:
        titles = [str(row[1].value) for row in workbook[PLAN].iter_rows(min_row=4)]
    assert sum(each.startswith("Направление 4.") for each in titles) == 1
    assert desk.run("verify", now=AFTER).code == 0
