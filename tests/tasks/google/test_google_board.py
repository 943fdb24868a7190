"""The Google board over real HTTP: calls counted, rows that move, protections, faults of keys and of the network."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.office import open_school
from models.board import Formula
from models.checks import Sharing, judged
from models.projection import CellEdit, Edits
from tasks.boards import BoardChanged
from tasks.google.change import new_on_top
from tasks.google.read import Tab
from tasks.google.values import value_of
from tests.google.errors import ApiError
from tests.google.server import Server
from tests.support.google_school import ADMIN, CURATOR, ENGINE, MEMBER, TEACHER, GoogleSchool, make_school
from tests.support.sample import ACT, APPROVAL, PLAN
from tests.tasks.google.story import BALLOT, BEGIN, CODE, LATER, NEXT, kinds, methods, statuses, submit


def test_a_mark_becomes_a_ballot_and_a_vote_moves_it_on_in_two_calls_a_pass(school: GoogleSchool):
    """An unchanged pass costs one call, a changed one two."""
    school.fill(PLAN, CODE, {"Отметка": "готово ", "Результат": ACT.format(1)})
    first = school.facts("sync", now=NEXT)
    assert (kinds(first), first["calls"]) == (["submitted", "stage_opened"], 2)
    assert school.row(PLAN, CODE)["Статус"] == "На утверждении"
    again = school.facts("sync", now=NEXT)
    assert (again["events"], again["cells_written"], again["calls"]) == ([], 0, 1)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    voted = school.facts("sync", now=LATER)
    assert (kinds(voted), voted["calls"]) == (["voted", "stage_met", "stage_opened"], 2)
    assert school.facts("sync", now=LATER)["calls"] == 1
    assert school.run("verify", now=LATER).code == 0


# --- calls ---------------------------------------------------------------------------------------


def test_commands_that_need_no_board_ask_nothing_of_google(school: GoogleSchool):
    """Opening costs no call and reads no key."""
    key = school.school.parent.parent / "key.json"
    key.rename(key.with_suffix(".away"))
    assert school.facts("status", now=BEGIN)["milestones"]
    assert school.run("history", CODE, now=BEGIN).code == 0
    assert methods(school, 0) == []


def test_a_new_year_with_new_ballots_costs_two_calls(school: GoogleSchool):
    """A tab, two ballots, a return and a mended header in one write."""
    submit(school)
    school.fill(PLAN, "1.1/2021", {"Отметка": "Готово", "Результат": ACT.format(2)})
    school.retitle(PLAN, "Замечание", "Замечание")
    done = school.facts("sync", now="2022-01-10T09:00")
    assert (done["calls"], methods(school, 0)) == (2, [("get", 200), ("batchUpdate", 200)])
    assert len(school.keys(APPROVAL)) == 2
    assert school.facts("sync", now="2022-01-10T09:00")["calls"] == 1


def test_init_without_a_spreadsheet_says_at_once_what_to_share(server: Server, tmp_path: Path):
    """A service account owns no files: Google is not even asked."""
    school = make_school(server, tmp_path, named=False)
    before = len(server.ledger.calls)
    said = school.run("init", now=BEGIN)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert f"откройте её для {ENGINE} как редактора" in said.err
    assert len(server.ledger.calls) == before


def test_init_puts_back_what_was_taken_away_and_nothing_else(school: GoogleSchool):
    """A filter view, a colour, the chart, a dropdown, a protection, the frozen rows; then all is in place."""
    book = school.server.file(school.book).book
    plan, summary = book.titled(PLAN), book.titled("Сводка")
    views, rules = len(plan.filter_views), len(plan.conditional_formats)
    requests = [
        {"deleteFilterView": {"filterId": plan.filter_views[0]["filterViewId"]}},
        {"deleteConditionalFormatRule": {"sheetId": plan.id, "index": 0}},
        {"deleteEmbeddedObject": {"objectId": summary.charts[0]["chartId"]}},
        {"deleteProtectedRange": {"protectedRangeId": plan.protected_ranges[0]["protectedRangeId"]}},
        {"setDataValidation": {"range": {"sheetId": plan.id, "startRowIndex": 4, "endRowIndex": 6,
                                         "startColumnIndex": 5, "endColumnIndex": 6}}},
        {"updateSheetProperties": {"properties": {"sheetId": plan.id, "gridProperties": {"frozenRowCount": 0}},
                                   "fields": "gridProperties.frozenRowCount"}},
        {"updateDimensionProperties": {"range": {"sheetId": plan.id, "dimension": "COLUMNS", "startIndex": 0,
                                                 "endIndex": 1}, "properties": {"pixelSize": 200},
                                       "fields": "pixelSize"}},
    ]  # fmt: skip
    school.edit_as(ADMIN, "requests", requests=requests)
    said = school.run("init", now=BEGIN)
    assert (said.code, said.out.startswith("Таблица дополнена")) == (0, True)
    book = school.server.file(school.book).book
    plan, summary = book.titled(PLAN), book.titled("Сводка")
    assert (len(plan.filter_views), len(plan.conditional_formats), len(summary.charts)) == (views, rules, 1)
    assert plan.properties["gridProperties"]["frozenRowCount"] == 3
    assert all("dataValidation" in plan.cell(row, 5) for row in range(3, 3 + len(school.keys(PLAN))))
    assert plan.column_dims[0]["pixelSize"] == 200
    count = len(methods(school, 0))
    assert school.run("init", now=BEGIN).out.startswith("В таблице всё на месте")
    assert methods(school, count) == [("get", 200)]


def test_init_adds_a_new_word_to_our_dropdowns_and_to_no_other_list(school: GoogleSchool):
    """A list that lacks a word of ours is ours of before; any other is somebody's own."""
    plan = school.server.file(school.book).book.titled(PLAN)

    def rule(row: int, *words: str) -> dict[str, Any]:
        values = [{"userEnteredValue": word} for word in words]
        area = {"sheetId": plan.id, "startRowIndex": row, "endRowIndex": row + 1, "startColumnIndex": 5,
                "endColumnIndex": 6}  # fmt: skip
        return {"setDataValidation": {"range": area, "rule": {"condition": {"type": "ONE_OF_LIST", "values": values}}}}

    school.edit_as(ADMIN, "requests", requests=[rule(3, "Начато", "Готово"), rule(4, "Начато", "Сделано")])
    assert school.run("init", now=BEGIN).code == 0
    plan = school.server.file(school.book).book.titled(PLAN)
    found = [
        [each["userEnteredValue"] for each in plan.cell(row, 5)["dataValidation"]["condition"]["values"]]
        for row in (3, 4)
    ]
    assert found == [["Начато", "Готово", "Прошу перенести", "Прошу снять"], ["Начато", "Сделано"]]


def test_the_spreadsheet_has_views_for_posts_and_voters_and_hides_its_engine(school: GoogleSchool):
    """What a person finds in the menus."""
    book = school.server.file(school.book).book
    titles = {view["title"] for sheet in book.sheets for view in sheet.filter_views}
    assert {"Директор", "Педагоги", "Ждут: Куратор", "Ждут: Член рабочей группы 4"} <= titles
    hidden = {sheet.title for sheet in book.sheets if sheet.properties.get("hidden")}
    assert hidden == {"_engine", "План 2022", "План 2023", "План 2024", "План 2025"}


# --- people in between ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "step",
    [
        {"action": "sort", "sheet": PLAN, "first_row": 4, "column": 1, "descending": True},
        {"action": "move_row", "sheet": PLAN, "row": 6, "to": 20},
        {"action": "insert_row", "sheet": PLAN, "row": 4},
        {"action": "insert_row", "sheet": PLAN, "row": 1},
        {"action": "insert_column", "sheet": PLAN, "column": 6},
        {"action": "insert_row", "sheet": APPROVAL, "row": 4},
        {"action": "sort", "sheet": "_engine", "first_row": 2, "column": 1, "descending": True},
        {"action": "rename_tab", "sheet": "_engine", "title": "Служебная"},
        {"action": "set_locale", "locale": "en_US"},
    ],
    ids=lambda step: f"{step['action']} {step.get('sheet', '')}",
)
def test_no_status_stands_beside_another_code_whatever_moves_between_read_and_write(school: GoogleSchool, step: dict):
    """The administrator acts in the middle of the pass; then, and after one more pass, each row has its own status."""
    submit(school)
    before = school.table(PLAN)
    school.server.misfortunes.add("edit", method="write", spreadsheet=school.book, edits=[{"as": ADMIN, **step}])
    assert kinds(school.facts("sync", now=NEXT)) == ["submitted", "stage_opened"]
    for missing in ({None}, set()):  # a row of the hidden tab may be missed for one pass, but never shows elsewhere
        after = school.table(PLAN)
        assert list(after.keys() ^ before.keys()) == []
        for code, row in after.items():
            own = before[code]
            assert row["Мероприятие"] in {own["Мероприятие"], *missing}
            assert row["Статус"] in {own["Статус"], *missing, *(["На утверждении"] if code == CODE else [])}
        school.facts("sync", now=NEXT)
    assert statuses(school)[CODE] == "На утверждении"
    assert (school.keys(APPROVAL), school.row(PLAN, CODE)["Результат"]) == ([BALLOT], ACT.format(1))


def test_a_person_who_types_between_read_and_write_keeps_what_was_typed(school: GoogleSchool):
    """In the row that is being answered, and in the ballot where «—» is being taken away."""
    submit(school)
    row, columns = school.place(PLAN, CODE)
    cell = f"'{PLAN}'!{chr(64 + columns['Комментарий'])}{row}"
    step = {"action": "type", "as": TEACHER, "range": cell, "values": [["успел"]]}
    school.server.misfortunes.add("edit", method="write", spreadsheet=school.book, edits=[step])
    school.facts("sync", now=NEXT)
    assert school.row(PLAN, CODE)["Комментарий"] == "успел"
    absence = "absences:\n  - {person: curator, since: 2021-03-03, until: 2021-03-20, substitute: member_1}\n"
    people = school.school / "people.yaml"
    people.write_text(people.read_text(encoding="utf-8").replace("absences: []\n", "") + absence, encoding="utf-8")
    row, columns = school.place(APPROVAL, BALLOT)
    where = columns["Член рабочей группы 1: решение"]
    assert school.row(APPROVAL, BALLOT)["Член рабочей группы 1: решение"] == "—"
    cell = f"'{APPROVAL}'!{chr(64 + where)}{row}"
    step = {"action": "type", "as": MEMBER.format(1), "range": cell, "values": [["Вернуть"]]}
    school.server.misfortunes.add("edit", method="write", spreadsheet=school.book, edits=[step])
    school.facts("sync", now=LATER)
    assert school.row(APPROVAL, BALLOT)["Член рабочей группы 1: решение"] == "Вернуть"


def test_a_ballot_that_lands_lower_than_foreseen_shows_its_day_as_a_day(school: GoogleSchool):
    """The curator types below the table between read and write."""
    submit(school)
    step = {"action": "type", "as": CURATOR, "range": f"'{APPROVAL}'!J4", "values": [["Утвердить"]]}
    school.server.misfortunes.add("edit", method="write", spreadsheet=school.book, edits=[step])
    school.facts("sync", now=NEXT)
    assert (school.place(APPROVAL, BALLOT)[0], school.row(APPROVAL, BALLOT)["Решить до"]) == (5, "05.03.2021")


# --- the network ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "calls"),
    [
        ({"kind": "lose"}, ["get 200", "batchUpdate 0", "get 200"]),
        ({"kind": "answer", "code": 503, "when": "after"}, ["get 200", "batchUpdate 503", "get 200"]),
        ({"kind": "drop"}, ["get 200", "batchUpdate 0", "get 200", "batchUpdate 200"]),
        ({"kind": "answer", "code": 500}, ["get 200", "batchUpdate 500", "get 200", "batchUpdate 200"]),
        ({"kind": "html"}, ["get 200", "batchUpdate 502", "get 200", "batchUpdate 200"]),
        ({"kind": "answer", "code": 429}, ["get 200", "batchUpdate 429", "batchUpdate 200"]),
        ({"kind": "hang", "seconds": 0.3}, ["get 200", "batchUpdate 0", "get 200", "batchUpdate 200"]),
    ],
    ids=lambda value: " ".join(map(str, value.values())) if isinstance(value, dict) else "",
)
def test_a_write_whose_end_is_unknown_is_looked_into_and_never_repeated_blindly(
    school: GoogleSchool, rule: dict[str, Any], calls: list[str]
):
    """Whether it was carried out or not, there is one ballot and the events are told once."""
    submit(school)
    school.server.misfortunes.add(**rule, method="write", spreadsheet=school.book)
    done = school.facts("sync", now=NEXT)
    assert [f"{method} {code}" for method, code in methods(school, 0)] == calls
    assert (kinds(done), done["calls"]) == (["submitted", "stage_opened"], len(calls))
    assert (school.keys(APPROVAL), statuses(school)[CODE]) == ([BALLOT], "На утверждении")
    assert school.facts("sync", now=NEXT)["calls"] == 1


@pytest.mark.parametrize("rule", [{"kind": "answer", "code": 503}, {"kind": "html"}, {"kind": "drop"},
                                  {"kind": "answer", "code": 429}])  # fmt: skip
def test_a_read_is_tried_again_until_it_succeeds(school: GoogleSchool, rule: dict[str, Any]):
    """Twice in vain; both tries are counted."""
    school.server.misfortunes.add(**rule, method="read", spreadsheet=school.book, times=2)
    assert school.facts("sync", now=BEGIN)["calls"] == 3


def test_when_google_stays_silent_the_pass_says_so_and_the_next_one_finishes(school: GoogleSchool):
    """A read that never succeeds ends the command; a write that always is refused waits for a later pass."""
    submit(school)
    school.change("school.yaml", "patience_seconds: 12", "patience_seconds: 1")
    school.server.misfortunes.add("answer", code=503, method="read", spreadsheet=school.book, times=0)
    said = school.run("sync", now=NEXT)
    assert (said.code, said.err.startswith("Google не отвечает")) == (1, True)
    school.server.misfortunes.clear()
    school.server.misfortunes.add("answer", code=429, method="write", spreadsheet=school.book, times=0)
    said = school.run("sync", now=NEXT)
    assert (said.code, "исчерпана квота" in said.out) == (0, True)
    school.server.misfortunes.clear()
    assert school.facts("sync", now=NEXT)["events"] == []
    assert school.keys(APPROVAL) == [BALLOT]


def test_of_two_passes_at_once_the_second_changes_nothing_and_is_told_so(school: GoogleSchool):
    """Both read the same board and want to append the same ballot; so a write that arrives late does no harm either."""
    submit(school)
    with ExitStack() as stack:
        first, second = (stack.enter_context(open_school(school.school, school.var, NEXT)) for _ in range(2))
        snapshots = first.board.read(), second.board.read()
        assert school.facts("sync", now=NEXT)["calls"] == 2
        edits = Edits(cells=(CellEdit("Сводка", 1, 1, "поздно"),))
        for office, snapshot in zip((first, second), snapshots, strict=True):
            with pytest.raises(BoardChanged):
                office.board.write(snapshot, edits)
    assert (school.keys(APPROVAL), "поздно" in str(school.grid("Сводка"))) == ([BALLOT], False)


# --- keys and sharing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "нет: скачайте ключ"),
        ("", "не JSON"),
        ("{}", "не ключ сервисного аккаунта"),
        ('{"type": "authorized_user"}', "не ключ сервисного аккаунта"),
        ('{"type": "service_account", "client_email": "a@b.example"}', "повреждён"),
        ('{"type": "service_account", "client_email": "a@b.example", "token_uri": "http://127.0.0.1/t", '
         '"private_key": "-----BEGIN PRIVATE KEY-----\\nxx\\n-----END PRIVATE KEY-----"}', "чужой адрес («token_uri»: http://127.0.0.1/t)"),
        ('{"type": "service_account", "token_uri": "http://169.254.169.254/token"}', "чужой адрес («token_uri»: http"),
        ('{"type": "service_account", "universe_domain": "a.example"}', "чужой адрес («universe_domain»: a.example)"),
    ],
)  # fmt: skip
def test_each_fault_of_the_key_has_its_own_sentence(school: GoogleSchool, text: str | None, said: str):
    """One line, exit code 1, and Google is not asked."""
    key = school.school.parent.parent / "key.json"
    key.unlink() if text is None else key.write_text(text, encoding="utf-8")
    found = school.run("sync", now=BEGIN)
    assert (found.code, found.out, found.err.count("\n"), said in found.err) == (1, "", 1, True)
    assert methods(school, 0) == []


def test_the_key_may_stand_in_a_variable(school: GoogleSchool, monkeypatch: pytest.MonkeyPatch):
    """An empty variable is told by its name."""
    key = (school.school.parent.parent / "key.json").read_text(encoding="utf-8")
    school.change("school.yaml", 'key_file: "../../key.json"', "key_env: VEKHA_TEST_KEY")
    said = school.run("sync", now=BEGIN)
    assert (said.code, "VEKHA_TEST_KEY" in said.err) == (1, True)
    monkeypatch.setenv("VEKHA_TEST_KEY", key)
    assert school.facts("sync", now=BEGIN)["calls"] == 1


def test_a_key_that_was_revoked_is_told_from_a_sheet_that_is_not_shared(school: GoogleSchool):
    """Revoked, not shared, deleted: each says what to do; not shared says with which address to share."""
    world = school.server.world
    world.identities.revoked.add(ENGINE)
    try:
        revoked = school.run("sync", now=BEGIN)
    finally:
        world.identities.revoked.discard(ENGINE)
    file = world.files[school.book]
    permissions, file.permissions = file.permissions, [one for one in file.permissions if one["role"] == "owner"]
    closed = school.run("sync", now=BEGIN)
    file.permissions = permissions
    del world.files[school.book]
    gone = school.run("sync", now=BEGIN)
    assert [revoked.code, closed.code, gone.code] == [1, 1, 1]
    assert "не принимает ключ" in revoked.err
    assert f"добавьте {ENGINE} как редактора" in closed.err
    assert "проверьте номер" in gone.err


VOTERS = {"Куратор": "Curator@a.example", "Анна": "anna@a.example"}
EVERYBODY = frozenset({"curator@a.example", "anna@a.example"})


@pytest.mark.parametrize(
    ("found", "owner", "said"),
    [
        (Sharing(frozenset({"admin@a.example"}), EVERYBODY), "admin@a.example", "fine владелец admin@a.example; все"),
        (Sharing(frozenset({"anna@a.example"}), EVERYBODY), None, "error Владелец таблицы – голосующий («Анна»)"),
        (Sharing(frozenset({"x@a.example"}), EVERYBODY), "admin@a.example", "warning Владелец таблицы – x@a.example"),
        (Sharing(frozenset({"e@p.iam.gserviceaccount.com"}), EVERYBODY), "admin@a.example", "fine владелец e@p"),
        (Sharing(frozenset({"admin@a.example"}), frozenset({"anna@a.example"})), None,
         "warning Таблица не открыта для: Куратор"),
        (Sharing(frozenset({"admin@a.example"}), EVERYBODY, open_to_all=True), None,
         "error Править таблицу может каждый"),
        (Sharing(frozenset({"admin@a.example"}), EVERYBODY, editors_share=True), None,
         "warning Любой редактор таблицы может закрыть её для Вехи"),
        (Sharing(frozenset({"admin@a.example"}), EVERYBODY, in_bin=True), None, "error Таблица лежит в корзине"),
    ],
)  # fmt: skip
def test_sharing_is_judged_by_who_owns_and_who_may_write(found: Sharing, owner: str | None, said: str):
    """The first finding of each."""
    first = next(judged(found, VOTERS, owner))
    assert f"{first.level} {first.problem.found}".startswith(said)


def test_check_tells_of_a_copy_of_the_spreadsheet_that_is_open_to_us(school: GoogleSchool):
    """Copied with «share with the same people»; another spreadsheet of ours is none."""
    for name, shared in (("Копия Школа", True), ("Копия Школа 2", False), ("Школа других", True)):
        code, made = school.client(ADMIN).call("POST", f"/drive/v3/files/{school.book}/copy", {"name": name})
        assert code == 200
        given = {"type": "user", "role": "writer", "emailAddress": ENGINE}
        if shared:
            assert school.client(ADMIN).call("POST", f"/drive/v3/files/{made['id']}/permissions", given)[0] == 200
    found = [each["found"] for each in json.loads(school.run("check", "--json", now=BEGIN).out)["findings"]]
    assert [each for each in found if "копия этой таблицы" in each] == [
        "Вехе открыта и копия этой таблицы («Копия Школа»): записи в ней не учитываются"
    ]


def test_an_owner_who_votes_is_refused_before_anything_is_opened(school: GoogleSchool):
    """With file and line."""
    school.change("school.yaml", f'owner: "{ADMIN}"', f'owner: "{MEMBER.format(1).upper()}"')
    said = school.run("sync", now=BEGIN)
    assert (said.code, "school.yaml:" in said.err, "Владелец таблицы – голосующий" in said.err) == (1, True, True)
    assert methods(school, 0) == []


def test_check_goes_step_by_step_from_the_key_to_the_clock(school: GoogleSchool):
    """Everything is right; then one thing after another is not."""
    found = json.loads(school.run("check", "--json", now=BEGIN).out)["findings"]
    levels = [(each["level"], each["where"]) for each in found]
    steps = ["ключ", "таблица", "доступ", "защиты", "квота", "таблица", "база", "почта", "часы"]
    assert [where for level, where in levels if level == "fine"] == steps
    school.edit_as(ADMIN, "remove_protection", description="Веха: голос – Куратор")
    file = school.server.world.files[school.book]
    file.permissions = [one for one in file.permissions if one["emailAddress"] != MEMBER.format(2)]
    said = school.run("check", now=BEGIN)
    assert "! доступ: Таблица не открыта для: Член рабочей группы 2" in said.out
    assert "! «Утверждение», «Куратор»: Столбцы «Куратор» могли править и другие" in said.out
    school.rename_tab(PLAN, "Чей-то план")
    assert "✗ таблица: Вкладка «План 2021» теперь называется «Чей-то план»" in school.run("check", now=BEGIN).out
    key = school.school.parent.parent / "key.json"
    key.chmod(0o644)
    assert "! ключ: Файл ключа могут прочесть" in school.run("check", now=BEGIN).out
    key.unlink()
    said = school.run("check", now=BEGIN)
    assert (said.code, "✗ таблица: Файла ключа" in said.out) == (1, True)


# --- protections ---------------------------------------------------------------------------------


VOTES = "Веха: голос – Куратор"


@pytest.mark.parametrize(
    "how",
    [
        {"action": "remove_protection", "description": VOTES},
        {"action": "widen_protection", "description": VOTES, "users": [TEACHER]},
        {"action": "widen_protection", "description": VOTES, "domain": True},
    ],
    ids=["removed", "widened", "whole domain"],
)
def test_a_vote_in_a_column_that_others_could_write_waits_until_it_is_confirmed(school: GoogleSchool, how: dict):
    """The protection is back after the pass; the vote counts only once its voter changes it under protection."""
    submit(school)
    school.facts("sync", now=NEXT)
    school.edit_as(ADMIN, **how)
    row, columns = school.place(APPROVAL, BALLOT)
    cell = f"'{APPROVAL}'!{chr(64 + columns['Куратор: решение'])}{row}"
    school.edit_as(TEACHER if how.get("users") != [] else ADMIN, "type", range=cell, values=[["Утвердить"]])
    open_pass = school.facts("sync", now=LATER)
    assert (open_pass["events"], open_pass["calls"]) == ([], 2)
    assert [each["where"] for each in open_pass["problems"]] == [f"«{APPROVAL}», «Куратор»", BALLOT]
    assert "без защиты" in (school.row(APPROVAL, BALLOT)["Итог"] or "")
    with pytest.raises(ApiError, match="protected"):
        school.edit_as(TEACHER, "type", range=cell, values=[["Вернуть"]])
    closed = school.facts("sync", now=LATER)
    assert (closed["events"], [each["where"] for each in closed["problems"]]) == ([], [BALLOT])
    school.fill(APPROVAL, BALLOT, {"Куратор: замечание": "подтверждаю"})
    assert kinds(school.facts("sync", now=LATER)) == ["voted", "stage_met", "stage_opened"]
    assert school.facts("sync", now=LATER)["problems"] == []


def test_a_vote_that_was_counted_before_the_column_was_opened_stays_whatever_is_typed_over_it(school: GoogleSchool):
    """What a stranger erases or changes does not count; what the voter says under protection does."""
    submit(school)
    school.facts("sync", now=NEXT)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    school.facts("sync", now=NEXT)
    ballot = f"{CODE}-1.2"
    school.fill(APPROVAL, ballot, {"Член рабочей группы 2: решение": "Утвердить"})
    assert kinds(school.facts("sync", now=NEXT)) == ["voted"]
    school.edit_as(ADMIN, "remove_protection", description="Веха: голос – Член рабочей группы 2")
    school.fill(APPROVAL, ballot, {"Член рабочей группы 2: решение": None}, who=TEACHER)
    assert school.facts("sync", now=LATER)["events"] == []
    assert school.facts("sync", now=LATER)["events"] == []
    school.fill(APPROVAL, ballot, {"Член рабочей группы 2: решение": "Вернуть",
                                   "Член рабочей группы 2: замечание": "Передумал"})  # fmt: skip
    assert kinds(school.facts("sync", now=LATER)) == ["voted", "refused"]


def test_a_voter_can_write_their_own_two_columns_and_nothing_else(school: GoogleSchool):
    """Not another voter's, not the engine's, not a header; marks are open to everybody who may edit."""
    submit(school)
    school.facts("sync", now=NEXT)
    row, columns = school.place(APPROVAL, BALLOT)
    mine = MEMBER.format(2)
    for header in ("Куратор: решение", "Итог", "№"):
        cell = f"'{APPROVAL}'!{chr(64 + columns[header])}{row}"
        with pytest.raises(ApiError, match="protected"):
            school.edit_as(mine, "type", range=cell, values=[["Утвердить"]])
    with pytest.raises(ApiError, match="protected"):
        school.edit_as(mine, "sort", sheet=PLAN, first_row=4)
    with pytest.raises(ApiError, match="protected"):
        school.edit_as(mine, "rename_tab", sheet="_engine", title="x")
    school.fill(APPROVAL, BALLOT, {"Член рабочей группы 2: замечание": "вижу"})
    school.fill(PLAN, CODE, {"Комментарий": "могу"}, who=mine)
    assert school.row(PLAN, CODE)["Комментарий"] == "могу"


def test_marks_may_be_for_a_rows_executors_only_wherever_the_row_stands(server: Server, tmp_path: Path):
    """Another teacher is refused; after the owner moved rows, the next pass closes them anew; a pass then costs one."""
    school = make_school(server, tmp_path, marks="executors")
    assert school.run("init", now=BEGIN).code == 0
    assert school.facts("sync", now=BEGIN)["calls"] == 1
    order, director = "1.1/2021", "director@school150.example"
    for _ in range(2):
        with pytest.raises(ApiError, match="protected"):
            school.fill(PLAN, order, {"Комментарий": "чужой"}, who=TEACHER)
        school.fill(PLAN, order, {"Комментарий": "своя"}, who=director)
        school.edit_as(ADMIN, "move_row", sheet=PLAN, row=4, to=20)
        school.edit_as(ADMIN, "sort", sheet=PLAN, first_row=4, column=1, descending=True)
        assert school.facts("sync", now=BEGIN)["calls"] == 2
        assert school.facts("sync", now=BEGIN)["calls"] == 1


def test_a_changed_locale_is_put_back_and_told(school: GoogleSchool):
    """Dates typed meanwhile might be read otherwise than meant."""
    school.edit_as(ADMIN, "set_locale", locale="en_US")
    done = school.facts("sync", now=BEGIN)
    assert (done["calls"], [each["where"] for each in done["problems"]]) == (2, ["таблица"])
    assert school.server.file(school.book).book.locale == "ru_RU"
    assert school.facts("sync", now=BEGIN)["problems"] == []


@pytest.mark.parametrize(
    ("property_", "other", "ours"),
    [("locale", "en_US", "ru_RU"), ("timeZone", "Europe/Moscow", "Asia/Yekaterinburg")],
)
def test_each_property_of_the_spreadsheet_that_was_changed_is_put_back_and_told(
    school: GoogleSchool, property_: str, other: str, ours: str
):
    """Dates and «today» would be read otherwise than meant."""
    changed = {"properties": {property_: other}, "fields": property_}
    school.edit_as(ADMIN, "requests", requests=[{"updateSpreadsheetProperties": changed}])
    done = school.facts("sync", now=BEGIN)
    assert (done["calls"], [each["where"] for each in done["problems"]]) == (2, ["таблица"])
    assert school.server.file(school.book).book.properties[property_] == ours
    assert school.facts("sync", now=BEGIN)["calls"] == 1


@pytest.mark.parametrize("tab", [PLAN, APPROVAL, "Сводка", "Журнал", "Как пользоваться", "_engine"])
def test_a_tab_whose_protections_were_taken_away_is_protected_again(school: GoogleSchool, tab: str):
    """Every tab that is the board's, the guide and the hidden one included; the next pass finds nothing to do."""

    def protections() -> list[str]:
        return sorted(each["description"] for each in school.server.file(school.book).book.titled(tab).protected_ranges)

    before = protections()
    assert f"Веха: {tab}" in before
    numbers = [each["protectedRangeId"] for each in school.server.file(school.book).book.titled(tab).protected_ranges]
    gone = [{"deleteProtectedRange": {"protectedRangeId": number}} for number in numbers]
    school.edit_as(ADMIN, "requests", requests=gone)
    assert protections() == []
    assert school.facts("sync", now=BEGIN)["calls"] == 2
    assert (protections(), school.facts("sync", now=BEGIN)["calls"]) == (before, 1)


def test_the_first_init_in_a_spreadsheet_that_people_use_takes_only_empty_tabs_away(server: Server, tmp_path: Path):
    """A tab with one word in it stays, with the word; an empty tab that is added later stays as well."""
    school = make_school(server, tmp_path)
    (empty,) = school.tabs()
    for title in ("Дежурства", "Ключи"):
        school.edit_as(ADMIN, "requests", requests=[{"addSheet": {"properties": {"title": title}}}])
    school.edit_as(ADMIN, "type", range="'Дежурства'!C7", values=[["среда"]])
    assert school.run("init", now=BEGIN).code == 0
    assert not {empty, "Ключи"} & set(school.tabs())
    assert [cell for row in school.grid("Дежурства") for cell in row if cell] == ["среда"]
    school.edit_as(ADMIN, "requests", requests=[{"addSheet": {"properties": {"title": "Кружки"}}}])
    for command in ("init", "sync"):
        assert school.run(command, now=BEGIN).code == 0
        assert {"Дежурства", "Кружки"} <= set(school.tabs())


def test_fifty_thousand_signs_come_back_with_a_deleted_row(school: GoogleSchool):
    """The longest text that a cell can hold."""
    school.fill(PLAN, CODE, {"Результат": "я" * 50_000})
    school.facts("sync", now=BEGIN)
    school.delete_rows(PLAN, [CODE])
    school.facts("sync", now=BEGIN)
    assert school.row(PLAN, CODE)["Результат"] == "я" * 50_000
    assert school.facts("sync", now=BEGIN)["cells_written"] == 0


# --- what stands in cells ------------------------------------------------------------------------


def test_chips_and_links_are_read_as_addresses(school: GoogleSchool):
    """A file chip proves a result as a pasted link does."""
    row, columns = school.place(PLAN, CODE)
    text = "Положение, приказ № 21/2 от 18.02.2021 "
    link = {"uri": "https://drive.google.com/file/d/1/view"}
    runs = [{"startIndex": len(text), "chip": {"richLinkProperties": link}}]
    chip = {"userEnteredValue": {"stringValue": f"{text}@"}, "chipRuns": runs}
    sheet = school.server.file(school.book).book.titled(PLAN)
    start = {"sheetId": sheet.id, "rowIndex": row - 1, "columnIndex": columns["Результат"] - 1}
    put = {"start": start, "rows": [{"values": [chip]}], "fields": "userEnteredValue,chipRuns"}
    school.edit_as(TEACHER, "requests", requests=[{"updateCells": put}])
    school.fill(PLAN, CODE, {"Отметка": "Готово"})
    assert kinds(school.facts("sync", now=NEXT)) == ["submitted", "stage_opened"]
    assert school.row(APPROVAL, BALLOT)["Результат"] == f"{text}https://drive.google.com/file/d/1/view"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ({"userEnteredValue": {"stringValue": "приказ"}, "hyperlink": "https://a.example/1"}, "приказ https://a.example/1"),
        ({"userEnteredValue": {"stringValue": "https://a.example/1"}, "hyperlink": "https://a.example/1"},
         "https://a.example/1"),
        ({"userEnteredValue": {"stringValue": "приказ и акт"}, "textFormatRuns": [
            {}, {"format": {"link": {"uri": "https://a.example/2"}}}]}, "приказ и акт https://a.example/2"),
        ({"userEnteredValue": {"stringValue": "@"}, "chipRuns": [
            {"chip": {"personProperties": {"email": "anna@a.example"}}}]}, "anna@a.example"),
        ({"userEnteredValue": {"stringValue": "Отчёт.docx"}, "chipRuns": [
            {"chip": {"richLinkProperties": {"uri": "https://a.example/3"}}}]}, "Отчёт.docx https://a.example/3"),
        ({"userEnteredValue": {"numberValue": 44270}, "userEnteredFormat": {"numberFormat": {"type": "DATE"}}},
         date(2021, 3, 15)),
        ({"userEnteredValue": {"numberValue": 44270}}, 44270),
        ({"userEnteredValue": {"numberValue": 1.5}}, 1.5),
        ({"userEnteredValue": {"boolValue": False}}, False),
        ({"userEnteredValue": {"formulaValue": "=1+1"}}, Formula("=1+1")),
        ({}, None),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_a_person_put_it(cell: dict, value: object):
    """Dates are days, links stand behind their text, a formula is a formula."""
    assert value_of(cell) == value


def test_two_thousand_milestones_are_read_in_less_than_two_megabytes(school: GoogleSchool):
    """On the wire, packed; the board is the sample's, many times over."""
    book = school.server.file(school.book).book
    engine, plan = book.titled("_engine"), book.titled(PLAN)
    rows = [row for row in engine.rows[1:] if row]
    for number in range(2000 - len(rows)):
        code = {"userEnteredValue": {"stringValue": f"99.{number}/2021"}}
        engine.rows.append({**rows[number % len(rows)], 0: code})
        engine.row_dims.append({})
        plan.rows.append({0: code, 6: {"userEnteredValue": {"stringValue": ACT.format(number)}}})
        plan.row_dims.append({})
    engine.sync_size()
    plan.sync_size()
    school.facts("sync", now=BEGIN)
    read = next(each for each in reversed(school.server.ledger.calls) if each.method == "spreadsheets.get")
    assert len(plan.rows) > 1990
    assert 20_000 < read.bytes_out < 2_000_000


@pytest.mark.parametrize(
    ("before", "after", "fresh"),
    [
        ("abc", "xabc", "x"),
        ("abc", "xyab", "xy"),
        ("aab", "aaab", "a"),
        ("", "ab", "ab"),
        ("abc", "abd", ""),
        ("abc", "xabd", ""),
    ],
)
def test_only_the_lines_of_the_log_that_are_new_are_written(before: str, after: str, fresh: str):
    """A line for each letter; where others changed too, all of them."""
    lines = {4 + number: dict(enumerate((date(2021, 3, 1), letter, letter), start=1))
             for number, letter in enumerate(before)}  # fmt: skip
    tab = Tab(1, "Журнал", 0, False, 100, 3, lines)
    edits = [CellEdit("Журнал", 4 + number, column, date(2021, 3, 1) if column == 1 else letter)
             for number, letter in enumerate(after) for column in (1, 2, 3)]  # fmt: skip
    assert "".join(str(row[1]) for row in new_on_top(tab, edits)) == fresh


def test_the_log_reads_newest_first_however_it_was_written(school: GoogleSchool):
    """Pass after pass, the same lines as the histories."""
    submit(school)
    school.facts("sync", now=NEXT)
    for number in range(3):
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Вернуть" if number % 2 else "Утвердить",
                                       "Куратор: замечание": None})  # fmt: skip
        school.fill(PLAN, "1.1/2021", {"Отметка": None if number % 2 else "Начато"})
        school.facts("sync", now=NEXT)
    log = school.grid("Журнал")
    told = [school.facts("history", code, now=NEXT)["events"] for code in (CODE, "1.1/2021")]
    history = [event["why"] for events in told for event in events]
    assert sorted(row[2] for row in log[3:]) == sorted(history)
    assert [row[2] for row in log[3:]][-1] == history[0]
    assert {row[0] for row in log[3:]} == {"02.03.2021"}
    assert school.facts("sync", now=NEXT)["cells_written"] == 0


def test_a_protection_that_vanishes_in_the_middle_only_costs_another_read(school: GoogleSchool):
    """The pass wanted to narrow it; the next try makes it anew."""
    school.edit_as(ADMIN, "widen_protection", description=VOTES, users=[TEACHER])
    step = {"action": "remove_protection", "as": ADMIN, "description": VOTES}
    school.server.misfortunes.add("edit", method="write", spreadsheet=school.book, edits=[step])
    assert school.facts("sync", now=BEGIN)["calls"] == 4
    assert school.facts("sync", now=BEGIN)["problems"] == []
