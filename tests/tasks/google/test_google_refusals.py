"""Nobody can freeze the board: what one person closes costs that part alone, is told, and heals when it is opened."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.google.errors import ApiError
from tests.support.google_school import ADMIN, CURATOR, ENGINE, MEMBER, TEACHER, GoogleSchool
from tests.support.sample import APPROVAL, PLAN
from tests.tasks.google.story import BALLOT, BEGIN, CODE, LATER, NEXT, kinds, methods, statuses, submit

VOTES = "Веха: голос – Куратор"


def tab(school: GoogleSchool, title: str) -> Any:
    """A tab as the server keeps it."""
    found = school.server.file(school.book).book.titled(title)
    assert found is not None
    return found


def protection(school: GoogleSchool, description: str) -> dict[str, Any]:
    """A protection by its description."""
    sheets = school.server.file(school.book).book.sheets
    return next(one for each in sheets for one in each.protected_ranges if one.get("description") == description)


def protect(school: GoogleSchool, who: str, title: str, area: dict[str, int], name: str = "моё") -> None:
    """Somebody protects an area for themselves alone."""
    item = {"range": {"sheetId": tab(school, title).id, **area}, "description": name,
            "editors": {"users": [who], "domainUsersCanEdit": False}}  # fmt: skip
    school.edit_as(who, "requests", requests=[{"addProtectedRange": {"protectedRange": item}}])


def change(school: GoogleSchool, who: str, protected: str, **about: Any) -> None:
    """Somebody changes a protection that lets them in."""
    item = {"protectedRangeId": protection(school, protected)["protectedRangeId"], **about}
    fields = ",".join(about)
    school.edit_as(
        who, "requests", requests=[{"updateProtectedRange": {"protectedRange": item, "fields": fields}}]
    )


def curators_columns(school: GoogleSchool) -> dict[str, int]:
    """Where the curator's two columns stand."""
    return {name: value for name, value in protection(school, VOTES)["range"].items() if name != "sheetId"}


def close_own_columns(school: GoogleSchool) -> None:
    """The curator protects the own two columns «only me»."""
    protect(school, CURATOR, APPROVAL, curators_columns(school))


def test_what_one_hand_closes_is_told_by_every_command(school: GoogleSchool):
    """Until it is taken away: then one or two calls and no word more."""
    where, said = f"«{APPROVAL}»", "«Куратор: решение», «Куратор: замечание»"
    close_own_columns(school)
    submit(school)
    done = school.facts("sync", now=NEXT)
    told = next(each for each in done["problems"] if each["where"] == where and said in each["found"])
    assert ENGINE in told["hint"]
    assert "Держит её «Куратор» или владелец" in told["hint"]
    assert (kinds(done), done["calls"] <= 4) == (["submitted", "stage_opened"], True)
    assert (statuses(school)[CODE], school.keys(APPROVAL)) == ("На утверждении", [BALLOT])
    again = school.facts("sync", now=NEXT)
    assert (again["cells_written"], again["calls"], told in again["problems"]) == (0, 1, True)
    for command in ("check", "verify", "init"):
        found = school.run(command, now=NEXT)
        assert (found.code, said in found.out + found.err) == (1, True), command
    letters = school.run("letters", "daily", "--dry-run", now=LATER)
    assert said in letters.out
    school.edit_as(CURATOR, "remove_protection", description="моё")
    healed = school.facts("sync", now=NEXT)
    assert healed["calls"] <= 2
    last = school.facts("sync", now=NEXT)
    assert (last["calls"], [each for each in last["problems"] if each["where"] == where]) == (1, [])
    assert school.run("verify", now=NEXT).code == 0


def test_a_vote_counts_where_only_its_voter_keeps_the_engine_out(school: GoogleSchool):
    """«Only me» beside our protection: nobody else could have written."""
    submit(school)
    school.facts("sync", now=NEXT)
    close_own_columns(school)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    assert kinds(school.facts("sync", now=LATER)) == ["voted", "stage_met", "stage_opened"]


def test_a_deleted_row_whose_marks_somebody_closed_is_not_put_back_without_them(school: GoogleSchool):
    """Neither is it taken for emptied; it comes back as last seen once the marks are open."""
    submit(school)
    school.facts("sync", now=NEXT)
    area = {"startRowIndex": 3, "endRowIndex": 80, "startColumnIndex": 5, "endColumnIndex": 9}
    protect(school, TEACHER, PLAN, area)
    school.delete_rows(PLAN, [CODE])
    done = school.facts("sync", now=NEXT)
    told = next(each for each in done["problems"] if each["where"] == f"«{PLAN}»")
    assert "«Отметка», «Результат», «Новый срок», «Комментарий» (строки 4–79)" in told["found"]
    assert ("редактор" in told["hint"], done["events"], CODE in school.keys(PLAN)) == (True, [], False)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    assert kinds(school.facts("sync", now=LATER)) == ["voted", "stage_met", "stage_opened"]
    school.edit_as(ADMIN, "remove_protection", description="моё")
    assert school.facts("sync", now=LATER)["events"] == []
    row = school.row(PLAN, CODE)
    assert (row["Отметка"], row["Статус"]) == ("Готово", "На утверждении")
    assert school.facts("sync", now=LATER)["calls"] == 1


def test_a_copy_whose_protections_are_the_copiers_goes_on_and_says_what_it_is(school: GoogleSchool):
    """Decisions are recorded; one sentence for the whole board."""
    code, made = school.client(ADMIN).call("POST", f"/drive/v3/files/{school.book}/copy", {"name": "Копия"})
    assert code == 200
    for email in (ENGINE, TEACHER, CURATOR):
        given = {"type": "user", "role": "writer", "emailAddress": email}
        assert school.client(ADMIN).call("POST", f"/drive/v3/files/{made['id']}/permissions", given)[0] == 200
    school.change("school.yaml", school.book, made["id"])
    copy = GoogleSchool(school.var, school.school, school.server, made["id"])
    submit(copy)
    done = copy.facts("sync", now=NEXT)
    told = [each["found"] for each in done["problems"] if "похоже, это копия" in each["found"]]
    assert (kinds(done), len(told), done["calls"]) == (["submitted", "stage_opened"], 1, 2)
    assert done["cells_written"] == 0
    assert copy.facts("sync", now=NEXT)["calls"] == 1
    assert f"«{APPROVAL}»" in told[0]
    assert "похоже, это копия" in copy.run("check", now=NEXT).out
    refused = copy.run("init", now=NEXT)
    assert (refused.code, "похоже, это копия" in refused.err) == (1, True)


RULE = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "да"}]}, "strict": True}


def test_a_refusal_that_no_protection_announces_costs_the_part_alone(school: GoogleSchool):
    """A strict rule of the owner's on «Сводка»: told with Google's words, tried again when protections change."""
    summary = tab(school, "Сводка")
    area = {"sheetId": summary.id, "startRowIndex": 3, "endRowIndex": 60}
    school.edit_as(ADMIN, "requests", requests=[{"setDataValidation": {"range": area, "rule": RULE}}])
    submit(school)
    done = school.facts("sync", now=NEXT)
    assert (kinds(done), done["calls"] <= 4) == (["submitted", "stage_opened"], True)
    assert [each["where"] for each in done["problems"]] == ["«Сводка»"]
    assert (statuses(school)[CODE], school.keys(APPROVAL)) == ("На утверждении", [BALLOT])
    again = school.facts("sync", now=NEXT)
    assert (again["calls"], again["problems"]) == (1, done["problems"])
    assert "«Сводка»" in school.run("verify", now=NEXT).out
    school.edit_as(ADMIN, "requests", requests=[{"setDataValidation": {"range": area}}])
    kept = school.var / "google-board.json"
    memory = json.loads(kept.read_text(encoding="utf-8"))
    for each in memory["refused"]:
        each["at"] -= 3600
    kept.write_text(json.dumps(memory), encoding="utf-8")
    healed = school.facts("sync", now=NEXT)
    assert (healed["calls"], healed["problems"]) == (2, [])
    assert school.run("verify", now=NEXT).code == 0


def test_a_pass_never_makes_more_than_four_calls_however_much_is_refused(school: GoogleSchool):
    """Everything but the log bears a strict rule."""
    for title in (APPROVAL, "Сводка", "_engine"):
        area = {"sheetId": tab(school, title).id}
        school.edit_as(ADMIN, "requests", requests=[{"setDataValidation": {"range": area, "rule": RULE}}])
    submit(school)
    said = school.run("sync", now=NEXT)
    assert (said.code, "«_engine»" in said.out or "Google отказал" in said.err) == (1 if said.err else 0, True)
    assert [method for method, _ in methods(school, 0)] == ["get", "batchUpdate", "batchUpdate", "batchUpdate"]


# --- whose columns -------------------------------------------------------------------------------


def test_the_owner_is_learnt_from_what_google_shows_and_need_not_be_named(school: GoogleSchool):
    """Votes count without `owner:`; the next pass costs one call."""
    school.change("school.yaml", f'  owner: "{ADMIN}"\n', "")
    submit(school)
    first = school.facts("sync", now=NEXT)
    assert (first["problems"], school.facts("sync", now=NEXT)["calls"]) == ([], 1)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    assert kinds(school.facts("sync", now=NEXT)) == ["voted", "stage_met", "stage_opened"]


def test_a_voter_who_becomes_the_owner_is_told_of_in_every_pass(school: GoogleSchool):
    """Nobody else's vote is proven then."""
    submit(school)
    school.facts("sync", now=NEXT)
    member = MEMBER.format(1)
    path = f"/drive/v3/files/{school.book}/permissions?transferOwnership=true"
    given = {"type": "user", "role": "owner", "emailAddress": member}
    assert school.client(ADMIN).call("POST", path, given)[0] == 200
    row, columns = school.place(APPROVAL, BALLOT)
    cell = f"'{APPROVAL}'!{chr(64 + columns['Куратор: решение'])}{row}"
    school.edit_as(member, "type", range=cell, values=[["Утвердить"]])
    done = school.facts("sync", now=LATER)
    assert "voted" not in kinds(done)
    told = [each["found"] for each in done["problems"] if each["where"] == "таблица"]
    assert told == ["Владелец таблицы – голосующий («Член рабочей группы 1»): он может писать и в чужих столбцах"]
    assert told[0] in str(school.facts("sync", now=LATER)["problems"])


def test_columns_that_stand_apart_are_protected_apart(school: GoogleSchool):
    """The owner drags «Куратор: решение» to the right end: nobody is locked out of the own column."""
    submit(school)
    school.facts("sync", now=NEXT)
    _, columns = school.place(APPROVAL, BALLOT)
    place = columns["Куратор: решение"]
    sheet = tab(school, APPROVAL)
    move = {"source": {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": place - 1, "endIndex": place},
            "destinationIndex": max(columns.values())}  # fmt: skip
    school.edit_as(ADMIN, "requests", requests=[{"moveDimension": move}])
    school.facts("sync", now=NEXT)
    assert school.facts("sync", now=NEXT)["calls"] == 1
    school.fill(APPROVAL, BALLOT, {"Член рабочей группы 1: замечание": "вижу", "Куратор: замечание": "вижу"})
    with pytest.raises(ApiError, match="protected"):
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Вернуть"}, who=MEMBER.format(1))
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    assert "voted" in kinds(school.facts("sync", now=LATER))
    back = {"source": {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": max(columns.values()) - 1,
                       "endIndex": max(columns.values())}, "destinationIndex": place - 1}  # fmt: skip
    school.edit_as(ADMIN, "requests", requests=[{"moveDimension": back}])
    school.facts("sync", now=LATER)
    names = [one["description"] for one in tab(school, APPROVAL).protected_ranges]
    assert [name for name in names if name.endswith(", 2")] == []
    assert school.facts("sync", now=LATER)["calls"] == 1
    assert school.run("check", now=BEGIN).out.count("✓ защиты") == 1


@pytest.mark.parametrize("parts", [["решение"], ["замечание"], ["решение", "замечание"]])
@pytest.mark.parametrize("name", ["Слово: {}", "Что {}"])
def test_a_voter_whose_header_was_retyped_may_still_write_there_and_nobody_else(
    school: GoogleSchool, parts: list[str], name: str
):
    """The protections stay as they are until `init` gives the columns their names back."""
    submit(school)
    school.facts("sync", now=NEXT)
    row, columns = school.place(APPROVAL, BALLOT)
    stood = tab(school, APPROVAL).protected_ranges
    for part in parts:
        school.retitle(APPROVAL, f"Куратор: {part}", name.format(part))
    school.facts("sync", now=NEXT)
    assert school.facts("sync", now=NEXT)["calls"] == 1
    for part in parts:
        place = f"'{APPROVAL}'!{chr(64 + columns[f'Куратор: {part}'])}{row}"
        school.edit_as(CURATOR, "type", range=place, values=[["Утвердить"]])
        with pytest.raises(ApiError, match="protected"):
            school.edit_as(MEMBER.format(1), "type", range=place, values=[["Вернуть"]])
    assert tab(school, APPROVAL).protected_ranges == stood
    assert school.run("init", now=NEXT).code == 0
    assert tab(school, APPROVAL).protected_ranges == stood


def test_two_headers_that_were_swapped_close_each_column_for_its_new_voter(school: GoogleSchool):
    """What was written before is set aside; both can write under their own header."""
    submit(school)
    school.facts("sync", now=NEXT)
    one, other = "Куратор: решение", "Член рабочей группы 1: решение"
    school.retitle(APPROVAL, one, "x")
    school.retitle(APPROVAL, other, one)
    school.retitle(APPROVAL, "x", other)
    school.facts("sync", now=NEXT)
    assert school.facts("sync", now=NEXT)["calls"] == 1
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить", "Член рабочей группы 1: замечание": "вижу"})
    with pytest.raises(ApiError, match="protected"):
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Вернуть"}, who=MEMBER.format(1))
    assert "voted" in kinds(school.facts("sync", now=LATER))


def test_a_sign_that_nobody_sees_in_a_number_does_not_grey_the_row_out(school: GoogleSchool):
    """The lookup would not find it: the number is put right where it stands."""
    submit(school)
    school.facts("sync", now=NEXT)
    for title, key, header in ((APPROVAL, BALLOT, "№"), (PLAN, CODE, "Код")):
        school.overtype(title, key, header, f"{key}\u200e")
    assert school.facts("sync", now=NEXT)["calls"] == 2
    assert (school.row(APPROVAL, BALLOT)["Код"], school.row(PLAN, CODE)["Статус"]) == (CODE, "На утверждении")
    assert school.facts("sync", now=NEXT)["calls"] == 1
