"""A teacher, a voter or the owner turns against the board: what they can do to it, and what the product says and does.

Meanwhile others work: a row is reported, a member votes. That must go on whatever stands in this table; the table of
docs/security.md says the same in words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.office import open_school
from models.board import columns
from tests.google.errors import ApiError
from tests.support.google_school import ADMIN, CURATOR, ENGINE, MEMBER, TEACHER, GoogleSchool, copied_school
from tests.support.sample import ACT, APPROVAL, PLAN
from tests.tasks.google.story import BEGIN, NEXT, statuses
from tests.tasks.google.test_google_doubts import cells
from tests.tasks.google.test_google_refusals import VOTES, change, curators_columns, protect, tab

CODE, BALLOT = "1.1/2021", "1.1/2021-1.1"  # waits for the curator
OTHER, VOTED, REPORTED = "1.3/2021", "1.3/2021-1.2", "1.4/2021"
HONEST = [(OTHER, "voted"), (REPORTED, "submitted"), (REPORTED, "stage_opened")]
MARKS, RESULT = ("Отметка", "Комментарий"), ("Результат",)
MEMBER_1, MEMBER_2 = (f"Член рабочей группы {number}" for number in (1, 2))
Hand = Callable[[GoogleSchool], object]


@pytest.fixture(scope="module")
def besieged(fresh: GoogleSchool, tmp_path_factory: pytest.TempPathFactory) -> GoogleSchool:
    """Two rows under vote, one before the curator, one before the working group."""
    school = copied_school(fresh, tmp_path_factory.mktemp("besieged"))
    for number, code in enumerate((CODE, OTHER)):
        school.fill(PLAN, code, {"Отметка": "Готово", "Результат": ACT.format(number)})
    school.facts("sync", now=BEGIN)
    school.fill(APPROVAL, f"{OTHER}-1.1", {"Куратор: решение": "Утвердить"})
    school.facts("sync", now=BEGIN)
    assert VOTED in school.keys(APPROVAL)
    return school


@pytest.fixture
def school(besieged: GoogleSchool, tmp_path: Path) -> GoogleSchool:
    """The same for one test."""
    return copied_school(besieged, tmp_path)


def others_work(school: GoogleSchool) -> None:
    """A teacher reports a row, a member of the working group votes."""
    school.fill(PLAN, REPORTED, {"Отметка": "Готово", "Результат": ACT.format(9)})
    school.fill(APPROVAL, VOTED, {"Член рабочей группы 3: решение": "Утвердить"})


def facts_of(done: dict[str, Any]) -> list[tuple[str, str]]:
    """Which milestone, which fact."""
    return [(each["milestone"], each["kind"]) for each in done["events"]]


# --- what people do ------------------------------------------------------------------------------


def ask(who: str, *requests: Callable[[GoogleSchool], dict[str, Any]]) -> Hand:
    """Somebody sends these requests."""
    return lambda school: school.edit_as(who, "requests", requests=[each(school) for each in requests])


def place(school: GoogleSchool, title: str, headers: tuple[str, ...], keys: tuple[str, ...] = ()) -> dict[str, int]:
    """Cells under these headers, as a range without its tab."""
    return {name: value for name, value in cells(school, title, headers, keys).items() if name != "sheetId"}


def votes_of(label: str) -> Callable[[GoogleSchool], dict[str, int]]:
    """Where a voter's two columns stand."""
    return lambda school: place(school, APPROVAL, (f"{label}: решение", f"{label}: замечание"))


def own(who: str, area: Callable[[GoogleSchool], dict[str, int]], title: str = APPROVAL, name: str = "моё") -> Hand:
    """Somebody protects cells «only me»."""
    return lambda school: protect(school, who, title, area(school), name)


def unprotect(who: str, name: str = "моё") -> Hand:
    """Somebody takes a protection away."""
    return lambda school: school.edit_as(who, "remove_protection", description=name)


def with_engine(who: str, title: str, headers: tuple[str, ...], name: str = "моё") -> Hand:
    """Somebody protects cells for the service account and themselves."""

    def does(school: GoogleSchool) -> None:
        editors = {"users": [who, ENGINE], "domainUsersCanEdit": False}
        item = {"range": cells(school, title, headers), "description": name, "editors": editors}
        school.edit_as(who, "requests", requests=[{"addProtectedRange": {"protectedRange": item}}])

    return does


def changed(who: str, name: str, **about: Callable[[GoogleSchool], Any]) -> Hand:
    """Somebody changes a protection that lets them in."""
    return lambda school: change(school, who, name, **{key: value(school) for key, value in about.items()})


def only(*users: str) -> Callable[[GoogleSchool], dict[str, Any]]:
    """These editors and nobody else."""
    return lambda _school: {"users": list(users), "domainUsersCanEdit": False}


def listed(who: str, title: str, *headers: str) -> Hand:
    """Somebody lets cells take one word only, and refuses the rest."""
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "да"}]}
    rule = {"condition": condition, "strict": True}
    return ask(who, lambda school: {"setDataValidation": {"range": cells(school, title, headers), "rule": rule}})


def metadata(school: GoogleSchool) -> list[dict[str, Any]]:
    """What hangs on the spreadsheet."""
    return list(school.server.file(school.book).book.metadata)  # type: ignore[union-attr]


def hang(number: Callable[[int], int], key: str = "", row: bool = False) -> Hand:
    """A teacher hangs metadata on the file, or on a row, with a number made from our highest."""

    def does(school: GoogleSchool) -> None:
        highest = max(metadata(school), key=lambda each: each["metadataId"])
        line = {"sheetId": tab(school, PLAN).id, "dimension": "ROWS", "startIndex": 5, "endIndex": 6}
        where = {"dimensionRange": line} if row else {"spreadsheet": True}
        item = {"metadataId": number(highest["metadataId"]), "metadataKey": key or highest["metadataKey"],
                "visibility": "DOCUMENT", "location": where}  # fmt: skip
        school.edit_as(TEACHER, "requests", requests=[{"createDeveloperMetadata": {"developerMetadata": item}}])

    return does


def unhang(school: GoogleSchool) -> None:
    """A teacher deletes all metadata."""
    for each in metadata(school):
        lookup = {"developerMetadataLookup": {"metadataId": each["metadataId"]}}
        school.edit_as(TEACHER, "requests", requests=[{"deleteDeveloperMetadata": {"dataFilter": lookup}}])


def types(who: str, title: str, key: str, header: str, text: str) -> Hand:
    """Somebody types into a cell."""
    return lambda school: school.fill(title, key, {header: text}, who=who)


def at(who: str, where: str, text: str) -> Hand:
    """Somebody types into a place of the grid."""
    return lambda school: school.edit_as(who, "type", range=where, values=[[text]])


def both(*hands: Hand) -> Hand:
    """One thing after the other."""
    return lambda school: [hand(school) for hand in hands]


def named(school: GoogleSchool) -> dict[str, Any]:
    """The request that gives the marks a name of their own."""
    return {"addNamedRange": {"namedRange": {"namedRangeId": "77", "name": "Код", "range": cells(school, PLAN, MARKS)}}}


def protect_named(_school: GoogleSchool) -> dict[str, Any]:
    """The request that protects them by that name."""
    editors = {"users": [TEACHER], "domainUsersCanEdit": False}
    return {"addProtectedRange": {"protectedRange": {"namedRangeId": "77", "description": "моё", "editors": editors}}}


def share(who: str, verb: str, **about: Any) -> Hand:
    """Somebody changes what the service account may do with the file."""

    def does(school: GoogleSchool) -> None:
        client, path = school.client(who), f"/drive/v3/files/{school.book}/permissions"
        found = client.call("GET", f"{path}?fields=permissions(id,emailAddress)")[1]["permissions"]
        number = next((each["id"] for each in found if each["emailAddress"] == ENGINE), "")
        code, said = client.call(verb, path if verb == "POST" else f"{path}/{number}", about)
        client.close()
        if code >= 400:
            raise ApiError(code, said["error"]["message"], "REFUSED")

    return does


LET_IN = share(ADMIN, "POST", type="user", role="writer", emailAddress=ENGINE)


def column_gone(title: str, column: int) -> Hand:
    """The owner deletes a column."""
    return lambda school: school.edit_as(ADMIN, "delete_column", sheet=title, column=column)


def shrunk(school: GoogleSchool) -> dict[str, Any]:
    """The request that leaves «Журнал» four rows of one column."""
    grid = {"rowCount": 4, "columnCount": 1}
    return {"updateSheetProperties": {"properties": {"sheetId": tab(school, "Журнал").id, "gridProperties": grid},
                                      "fields": "gridProperties(rowCount,columnCount)"}}  # fmt: skip


def hidden(school: GoogleSchool) -> dict[str, Any]:
    """The request that hides the mark columns."""
    span = {"sheetId": tab(school, PLAN).id, "dimension": "COLUMNS", "startIndex": 5, "endIndex": 9}
    return {"updateDimensionProperties": {"range": span, "properties": {"hiddenByUser": True},
                                          "fields": "hiddenByUser"}}  # fmt: skip


def copied(title: str) -> Callable[[GoogleSchool], dict[str, Any]]:
    """The request that copies a tab."""
    return lambda school: {"duplicateSheet": {"sourceSheetId": tab(school, title).id, "newSheetName": "Моя копия"}}


# --- what Google itself does not let happen ------------------------------------------------------

def removed(what: str, **about: Any) -> Hand:
    """A teacher deletes, inserts or renames something of ours."""
    return lambda school: school.edit_as(TEACHER, what, **about)


STOPPED: dict[str, Hand] = {
    "teacher types a vote": types(TEACHER, APPROVAL, BALLOT, "Куратор: решение", "Утвердить"),
    "teacher types «№»": types(TEACHER, APPROVAL, BALLOT, "№", "x"),
    "teacher types a code": types(TEACHER, PLAN, CODE, "Код", OTHER),
    "teacher types a status": types(TEACHER, PLAN, CODE, "Статус", "Исполнено"),
    "teacher types a header": at(TEACHER, f"'{PLAN}'!F3", "x"),
    "teacher types a row below the table": at(TEACHER, f"'{PLAN}'!A60", CODE),
    "teacher types a status into `_engine`": at(TEACHER, "'_engine'!B5", "Исполнено"),
    "teacher deletes a row": removed("delete_row", sheet=PLAN, row=6),
    "teacher inserts a row": removed("insert_row", sheet=PLAN, row=6),
    "teacher deletes a column": removed("delete_column", sheet=PLAN, column=7),
    "teacher deletes `_engine`": removed("delete_tab", sheet="_engine"),
    "teacher renames the plan": removed("rename_tab", sheet=PLAN, title="x"),
    "teacher takes our protection away": unprotect(TEACHER, f"Веха: {PLAN}"),
    "teacher lets himself into a voter's columns": changed(TEACHER, VOTES, editors=only(TEACHER, ENGINE)),
    "teacher protects a whole tab of ours": own(TEACHER, lambda _school: {}, PLAN),
    "teacher shuts the service account out": share(TEACHER, "DELETE"),
    "voter votes for another": types(CURATOR, APPROVAL, VOTED, f"{MEMBER_1}: решение", "Утвердить"),
    "voter types over the own header": at(CURATOR, f"'{APPROVAL}'!J3", "x"),
    "voter types over «Итог»": types(CURATOR, APPROVAL, BALLOT, "Итог", "утверждено"),
    "voter widens another's columns": changed(CURATOR, f"Веха: голос – {MEMBER_1}", editors=only(CURATOR, ENGINE)),
    "owner protects a whole tab of ours once more": own(ADMIN, lambda _school: {}, PLAN),
}  # fmt: skip


def test_google_itself_refuses_these_and_nothing_changes(school: GoogleSchool):
    """One after the other on one board; then a pass over it finds nothing and costs one call."""
    for hand in STOPPED.values():
        with pytest.raises(ApiError, match=r"protect|permission"):
            hand(school)
    done = school.facts("sync", now=BEGIN)
    assert (done["events"], done["problems"], done["calls"]) == ([], [], 1)


# --- what heals without a word -------------------------------------------------------------------

HEALED: dict[str, Hand] = {
    "teacher hangs metadata with our next number": hang(lambda last: last + 1, "чужое"),
    "teacher hangs metadata with our next number on a row": hang(lambda last: last + 1, "чужое", row=True),
    "teacher hangs metadata of our name with the last number there is": hang(lambda _last: 2**31 - 1),
    "teacher hangs metadata of our name with the last but one": hang(lambda _last: 2**31 - 2),
    "teacher deletes our metadata": unhang,
    "teacher names the marks «Код»": ask(TEACHER, named),
    "teacher hides the mark columns": ask(TEACHER, hidden),
    "teacher copies `_engine`": ask(TEACHER, copied("_engine")),
    "teacher forges the name of a voter's protection over those columns": with_engine(
        TEACHER, APPROVAL, ("Куратор: решение", "Куратор: замечание"), VOTES),
    "voter renames the own protection": changed(CURATOR, VOTES, description=lambda _school: "не трогать"),
    "voter gives it another voter's name": changed(
        CURATOR, VOTES, description=lambda _school: f"Веха: голос – {MEMBER_1}"),
    "owner renames the protection of the plan": changed(
        ADMIN, f"Веха: {PLAN}", description=lambda _school: "не трогать"),
    "owner renames the protection of `_engine`": changed(
        ADMIN, "Веха: _engine", description=lambda _school: "не трогать"),
    "owner types a status into `_engine`": at(ADMIN, "'_engine'!B9", "Исполнено"),
    "owner deletes a row of `_engine`": lambda school: school.edit_as(ADMIN, "delete_row", sheet="_engine", row=5),
    "owner deletes `_engine`": lambda school: school.edit_as(ADMIN, "delete_tab", sheet="_engine"),
    "owner deletes a column of `_engine`": column_gone("_engine", 10),
    "owner deletes a column of «Журнал»": column_gone("Журнал", 3),
    "owner leaves «Журнал» four rows of one column": ask(ADMIN, shrunk),
    "owner empties the save number": lambda school: school.edit_as(ADMIN, "clear", range="'_engine'!A1"),
}  # fmt: skip


@pytest.mark.parametrize("who", ["teacher", "voter", "owner"])
def test_what_can_be_put_right_is_and_nobody_is_troubled(school: GoogleSchool, who: str):
    """After each act honest work is recorded, shown, and nothing else; at most two calls more; at last one call."""
    free = [code for code in school.keys(PLAN) if code not in (CODE, OTHER, REPORTED)]
    for act, code in zip((each for each in HEALED if each.startswith(who)), free, strict=False):
        HEALED[act](school)
        school.fill(PLAN, code, {"Отметка": "Начато"})
        done = school.facts("sync", now=NEXT)
        assert (act, facts_of(done), done["problems"], done["calls"] <= 4) == (act, [(code, "started")], [], True)
        assert (act, statuses(school)[code]) == (act, "В работе")
    others_work(school)
    school.fill(APPROVAL, BALLOT, {"Куратор: замечание": "вижу"})
    done = school.facts("sync", now=NEXT)
    assert (facts_of(done), done["problems"], done["calls"]) == (HONEST, [], 2)
    again = school.facts("sync", now=NEXT)
    assert (again["events"], again["problems"], again["calls"]) == ([], [], 1)


# --- what is told --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """What somebody does, where it is told and how, who takes it back; `facts` are what the pass records besides."""

    does: Hand
    where: str
    said: str
    repair: Hand | None = None
    holder: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    now: str = "На утверждении"  # the status beside the row that was reported, before the repair


MARKED, VOTING = f"«{PLAN}»", f"«{APPROVAL}»"
ALL_MARKS = "«Отметка», «Результат», «Новый срок», «Комментарий»"
CURATORS = "«Куратор: решение», «Куратор: замечание»"
OPENED = f"{VOTING}, «Куратор»"
WHOLE = "закрыла всю вкладку"
NOT_ANYMORE = "могли править и другие"
STOLEN = types(TEACHER, APPROVAL, BALLOT, "Куратор: решение", "Утвердить")

TOLD: dict[str, Act] = {
    "teacher closes the mark of one row": Act(
        own(TEACHER, lambda school: place(school, PLAN, RESULT, ("1.7/2021",)), PLAN), MARKED,
        "в столбце «Результат» (строка 10)", unprotect(TEACHER), "редактор"),
    "teacher closes all marks by a named range": Act(
        both(others_work, ask(TEACHER, named, protect_named)), MARKED, f"в столбцах {ALL_MARKS}", unprotect(TEACHER),
        "редактор"),
    "teacher closes all marks and lets us in": Act(
        both(others_work, with_engine(TEACHER, PLAN, MARKS)), MARKED,
        f"{ALL_MARKS} для всех, кроме: {ADMIN}, {ENGINE}, Педагог 1", unprotect(TEACHER)),
    "teacher closes a voter's columns": Act(
        own(TEACHER, curators_columns), VOTING, f"в столбцах {CURATORS}", unprotect(TEACHER), "Куратор"),
    "teacher closes a voter's columns and lets us in": Act(
        with_engine(TEACHER, APPROVAL, ("Куратор: решение", "Куратор: замечание")), VOTING,
        f"{CURATORS} для всех, кроме: {ADMIN}, {ENGINE}, Педагог 1", unprotect(TEACHER)),
    "teacher closes rows of `_engine`": Act(
        own(TEACHER, lambda _school: {"startRowIndex": 5, "endRowIndex": 9}, "_engine"), "«_engine»",
        "закрыла часть вкладки (строки 6–9)", unprotect(TEACHER), "владелец"),
    "teacher copies the plan": Act(
        ask(TEACHER, copied(PLAN)), "«Моя копия»", "отметки и решения на ней не учитываются",
        lambda school: school.edit_as(ADMIN, "delete_tab", sheet="Моя копия")),
    "teacher types marks below the table": Act(
        at(TEACHER, f"'{PLAN}'!F60", "Готово"), f"«{PLAN}», строка 60", "нет кода", at(TEACHER, f"'{PLAN}'!F60", "")),
    "voter closes the own columns": Act(
        own(CURATOR, curators_columns), VOTING, f"в столбцах {CURATORS}", unprotect(CURATOR), "Куратор"),
    "voter of the other ballot closes the own columns": Act(
        own(MEMBER.format(2), votes_of(MEMBER_2)), VOTING, f"«{MEMBER_2}: решение»", unprotect(MEMBER.format(2)),
        MEMBER_2),
    "voter closes the rows to come": Act(
        own(MEMBER.format(2), lambda school: votes_of(MEMBER_2)(school) | {"startRowIndex": 6, "endRowIndex": 9}),
        VOTING, "(строки 7–9)", unprotect(MEMBER.format(2)), MEMBER_2),
    "voter unticks the service account": Act(
        changed(CURATOR, VOTES, editors=only(CURATOR)), VOTING, f"в столбцах {CURATORS}", unprotect(CURATOR, VOTES),
        "Куратор"),
    "voter lets a teacher in, who votes": Act(
        both(changed(CURATOR, VOTES, editors=only(CURATOR, ENGINE, TEACHER)), STOLEN), OPENED, NOT_ANYMORE),
    "voter takes the own protection away, a teacher votes": Act(
        both(unprotect(CURATOR, VOTES), STOLEN), OPENED, NOT_ANYMORE),
    "voter makes it a mere warning, a teacher votes": Act(
        both(changed(CURATOR, VOTES, warningOnly=lambda _school: True, editors=lambda _school: {}), STOLEN), OPENED,
        NOT_ANYMORE),
    "voter moves the own protection onto another's columns": Act(
        changed(CURATOR, VOTES, range=lambda school: cells(school, APPROVAL, (f"{MEMBER_1}: решение",))), OPENED,
        NOT_ANYMORE),
    "voter opens it by a hole": Act(
        both(changed(CURATOR, VOTES, unprotectedRanges=lambda school: [
            cells(school, APPROVAL, ("Куратор: решение", "Куратор: замечание"))]), STOLEN), OPENED, NOT_ANYMORE),
    "voter votes ahead": Act(
        at(CURATOR, f"'{APPROVAL}'!J7", "Утвердить"), f"«{APPROVAL}», строка 7", "нет номера голосования",
        at(CURATOR, f"'{APPROVAL}'!J7", "")),
    "owner puts another into a voter's protection": Act(
        both(changed(ADMIN, VOTES, editors=only(ENGINE, MEMBER.format(1))),
             types(MEMBER.format(1), APPROVAL, BALLOT, "Куратор: решение", "Утвердить")), OPENED, NOT_ANYMORE),
    "owner unticks us for the plan": Act(
        changed(ADMIN, f"Веха: {PLAN}", editors=only()), MARKED, WHOLE, unprotect(ADMIN, f"Веха: {PLAN}"), "владелец"),
    "owner unticks us for the ballots": Act(
        changed(ADMIN, f"Веха: {APPROVAL}", editors=only()), VOTING, WHOLE, unprotect(ADMIN, f"Веха: {APPROVAL}"),
        "владелец"),
    "owner unticks us for the log": Act(
        changed(ADMIN, "Веха: Журнал", editors=only()), "«Журнал»", WHOLE, unprotect(ADMIN, "Веха: Журнал"),
        "владелец"),
    "owner unticks us for `_engine`": Act(
        changed(ADMIN, "Веха: _engine", editors=only()), "«_engine»", WHOLE, unprotect(ADMIN, "Веха: _engine"),
        "владелец", now="Запланировано"),
    "owner protects the log by hand": Act(
        both(unprotect(ADMIN, "Веха: Журнал"), own(ADMIN, lambda _school: {}, "Журнал")), "«Журнал»", WHOLE,
        unprotect(ADMIN), "владелец"),
    "owner forges a save number": Act(
        at(ADMIN, "'_engine'!A1", "school-150 99999"), "таблица", "новее базы данных"),
    "owner votes for the curator, whom nothing stops": Act(
        types(ADMIN, APPROVAL, BALLOT, "Куратор: решение", "Утвердить"), "", "",
        facts=((CODE, "voted"), (CODE, "stage_met"), (CODE, "stage_opened"))),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_somebody_holds_is_told_and_everything_else_goes_on(school: GoogleSchool, name: str):
    """Honest work alone is recorded; tab, columns and holder are named; one call, then two to heal, then one."""
    act = TOLD[name]
    act.does(school)
    if school.row(PLAN, REPORTED)["Отметка"] is None:
        others_work(school)
    done = school.facts("sync", now=NEXT)
    assert (sorted(facts_of(done)), done["calls"] <= 4) == (sorted([*HONEST, *act.facts]), True)
    told = [each for each in done["problems"] if each["where"] == act.where and act.said in each["found"]]
    assert (bool(told), all(act.holder in each["hint"] for each in told)) == (bool(act.where), True), done["problems"]
    assert statuses(school)[REPORTED] == act.now
    again = school.facts("sync", now=NEXT)
    assert (again["events"], again["calls"], [each in again["problems"] for each in told]) == (
        [], 1, [act.repair is not None] * len(told))  # fmt: skip
    if act.repair is not None:
        act.repair(school)
        healed = school.facts("sync", now=NEXT)
        assert (healed["events"], healed["calls"] <= 2) == ([], True)
        assert not [each for each in healed["problems"] if act.said in each["found"]]
        if healed["calls"] == 2:
            assert school.facts("sync", now=NEXT)["calls"] == 1
    assert (statuses(school)[REPORTED], f"{REPORTED}-1.1" in school.keys(APPROVAL)) == ("На утверждении", True)


# --- what stops passes until it is taken back ----------------------------------------------------

STOPPING: dict[str, tuple[Hand, str, Hand]] = {
    "owner shuts the service account out": (share(ADMIN, "DELETE"), f"добавьте {ENGINE} как редактора", LET_IN),
    "owner lets it read only": (
        share(ADMIN, "PATCH", role="reader"), f"и сделайте {ENGINE} редактором",
        LET_IN),
    "owner deletes the ballots": (
        lambda school: school.edit_as(ADMIN, "delete_tab", sheet=APPROVAL), "нет вкладки «Утверждение»",
        lambda school: school.run("init", now=NEXT)),
    "owner renames the ballots": (
        lambda school: school.rename_tab(APPROVAL, "Моё"), "теперь называется «Моё»",
        lambda school: school.rename_tab("Моё", APPROVAL)),
    "owner stamps it as another school's": (
        at(ADMIN, "'_engine'!A1", "other 3"), "принадлежит другой школе («other»",
        lambda school: school.edit_as(ADMIN, "clear", range="'_engine'!A1")),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPPING)
def test_what_only_the_owner_can_do_stops_passes_with_a_sentence_and_loses_nothing(school: GoogleSchool, name: str):
    """What people typed before counts once it is taken back."""
    does, said, repair = STOPPING[name]
    others_work(school)
    does(school)
    stopped = school.run("sync", now=NEXT)
    assert (stopped.code, said in stopped.err) == (1, True), stopped.err
    repair(school)
    school.run("sync", now=NEXT)
    history = [(code, each["kind"]) for code in (REPORTED, OTHER) for each in
               school.facts("history", code, now=NEXT)["events"]]  # fmt: skip
    assert [fact for fact in HONEST if fact not in history] == [], history
    assert (statuses(school)[REPORTED], school.facts("sync", now=NEXT)["calls"]) == ("На утверждении", 1)


# --- what shows only when somebody looks ---------------------------------------------------------


def test_check_says_who_may_shut_the_service_account_out_and_that_the_file_is_in_the_bin(school: GoogleSchool):
    """Only its owner may do either; a teacher could, where editors may change the sharing."""
    client = school.client(ADMIN)
    before = school.run("check", now=BEGIN).out
    for about in ({"writersCanShare": True}, {"trashed": True}):
        assert client.call("PATCH", f"/drive/v3/files/{school.book}", about)[0] == 200
    after = school.run("check", now=BEGIN).out
    client.close()
    for words in ("! доступ: Любой редактор таблицы может закрыть её", "✗ доступ: Таблица лежит в корзине"):
        assert (words in before, words in after) == (False, True)
    share(TEACHER, "DELETE")(school)


def test_an_empty_tab_of_a_name_that_we_need_is_as_good_as_none(school: GoogleSchool):
    """Anybody may add «Заседание» before a meeting is called; with a word in it, it is somebody's own."""
    school.change("people.yaml", "administrator:", "secretary: Заместители директора по УВР\nadministrator:")
    school.edit_as(TEACHER, "requests", requests=[{"addSheet": {"properties": {"title": columns.MEETING}}}])
    with open_school(school.school, school.var, NEXT) as office:
        bare = {each.title for each in office.board.read().sheets}
        at(TEACHER, f"'{columns.MEETING}'!B7", "моё")(school)
        filled = {each.title for each in office.board.read().sheets}
    assert filled - bare == {columns.MEETING}
