"""What people do to the rows of a board, by accident or not, and how a pass answers."""

from datetime import date

import pytest

from models.board import Formula, Sheet, Value, find_table
from models.board import columns as b
from tests.support.scenario import ACTIVITIES, NOTE, ORDER, Scenario, roster, small_school, workflow

PLAN, CODE, OTHER, BALLOT = "План 2021", "1.1/2021", "1.2/2021", "1.1/2021-1.1"


def running() -> Scenario:
    """A board on which one milestone is at work and another under vote."""
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.mark(OTHER, "Начато", None, None, "готовим встречи")
    life.sync()
    life.vote("anna", "Утвердить")
    life.sync()
    return life


def people_cells(life: Scenario, code: str) -> list[Value]:
    """The executor's four cells of a row."""
    return [life.paper.read(life.tab(code), code, header) for header in b.MARK_COLUMNS]


def test_a_pass_over_an_untouched_board_writes_nothing():
    life = running()
    seen = life.sync()
    assert (seen.effects.events, seen.effects.problems, dict(seen.effects.sightings), bool(seen.edits)) == (
        (), (), {}, False,
    )  # fmt: skip


def test_the_order_of_the_rows_means_nothing():
    life = running()
    life.paper.sort(PLAN)
    life.paper.sort(b.APPROVAL)
    seen = life.sync()
    assert (seen.kinds, seen.problems, life.status(CODE), life.status(OTHER)) == (
        [], {}, "На утверждении", "В работе",
    )  # fmt: skip


def test_a_deleted_row_is_put_back_with_the_mark_last_seen_and_nothing_is_withdrawn():
    life = running()
    before = people_cells(life, CODE), people_cells(life, OTHER)
    for code in (CODE, OTHER):
        life.paper.delete(PLAN, life.paper.row(PLAN, code))
    seen = life.sync()
    assert (seen.kinds, seen.problems) == ([], {})
    assert (people_cells(life, CODE), people_cells(life, OTHER)) == before
    assert (life.status(CODE), life.status(OTHER)) == ("На утверждении", "В работе")
    assert not life.sync().edits


def test_a_deleted_ballot_is_put_back_with_its_votes():
    life = running()
    life.paper.delete(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT))
    assert life.sync().kinds == []
    assert life.paper.read(b.APPROVAL, BALLOT, "Анна: решение") == "Утвердить"


def test_a_formula_in_a_deleted_row_is_put_back_as_it_was():
    life = running()
    life.mark(OTHER, "Начато", Formula("=A1"))
    life.sync()
    life.paper.delete(PLAN, life.paper.row(PLAN, OTHER))
    life.sync()
    assert people_cells(life, OTHER)[:2] == ["Начато", Formula("=A1")]


def test_a_duplicated_row_is_quarantined_until_one_is_left():
    life = running()
    copy = life.paper.copy_row(PLAN, life.paper.row(PLAN, CODE))
    life.paper.put(PLAN, copy, life.paper.column(PLAN, b.REQUEST), "Начато")
    seen = life.sync()
    assert (seen.kinds, list(seen.problems), life.known.state(CODE).status) == ([], [CODE], "on_approval")
    assert f"в строках {life.paper.find(PLAN, CODE)[0]} и {copy}" in seen.problems[CODE]
    life.paper.delete(PLAN, copy)
    assert (life.sync().kinds, life.sync().problems) == ([], {})


def test_a_duplicated_ballot_is_quarantined_and_its_milestone_waits():
    life = running()
    copy = life.paper.copy_row(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT))
    life.paper.put(b.APPROVAL, copy, life.paper.column(b.APPROVAL, "Борис: решение"), "Утвердить")
    seen = life.sync()
    assert (seen.kinds, list(seen.problems)) == ([], [BALLOT])
    life.paper.delete(b.APPROVAL, life.paper.find(b.APPROVAL, BALLOT)[0])
    assert life.sync().kinds == ["voted", "stage_met", "done"]


def test_nothing_follows_from_a_ballot_while_it_stands_twice_but_what_was_last_seen_is_shown():
    """No fault of its voters, no escalation; both come once one row is left."""
    rule = {"label": "рабочая группа", "escalate": {"after": "2 рабочих дня", "to": "curator"}}
    life = Scenario(small_school(rules=workflow({"working_group": rule})))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.vote("boris", "Вернуть")
    unheard = "Решение «Вернуть» («Борис») пока не учтено: нет замечания"
    assert life.sync().problems == {BALLOT: unheard}
    life.paper.copy_row(b.APPROVAL, life.paper.row(b.APPROVAL, BALLOT))
    seen = life.sync(date(2021, 3, 22))
    assert (seen.kinds, [problem.where for problem in seen.effects.problems]) == ([], [BALLOT])
    assert unheard not in seen.problems[BALLOT]
    assert unheard in seen.of(CODE).why
    life.paper.delete(b.APPROVAL, life.paper.find(b.APPROVAL, BALLOT)[0])
    seen = life.sync()
    assert (seen.kinds, seen.problems) == (["escalated"], {BALLOT: unheard})


@pytest.mark.parametrize("typed", ["1.9/2021", "привет", None, OTHER])
def test_a_typed_over_code_is_known_again_and_put_back(typed):
    life = running()
    life.paper.write(PLAN, CODE, b.CODE, typed)
    life.paper.put(PLAN, 5, life.paper.column(PLAN, b.COMMENT), "см. сайт")
    seen = life.sync()
    assert (seen.kinds, seen.problems) == (["amended"], {})
    assert life.paper.row(PLAN, CODE) == 5
    assert people_cells(life, CODE) == ["Готово", ORDER, None, "см. сайт"]


def test_two_rows_known_again_by_the_same_texts_stay_quarantined():
    life = running()
    life.paper.write(PLAN, CODE, b.CODE, None)
    copy = life.paper.copy_row(PLAN, 5)
    life.paper.put(PLAN, copy, life.paper.column(PLAN, b.REQUEST), "Начато")
    for _ in range(2):
        seen = life.sync()
        assert (seen.kinds, list(seen.problems)) == ([], [CODE])
    assert life.paper.find(PLAN, CODE) == []  # nothing but the remark is written until one row is left
    life.paper.delete(PLAN, copy)
    life.sync()
    assert life.paper.find(PLAN, CODE) == [5]


@pytest.mark.parametrize("header", [b.TITLE, b.TERM, b.EXECUTORS, b.FORM, b.STATUS, b.DUE, b.REMARK])
@pytest.mark.parametrize("typed", ["Исполнено", None, 7, Formula("=1+1")])
def test_a_typed_over_engine_cell_is_restored(header, typed):
    life = running()
    before = life.paper.read(PLAN, CODE, header)
    life.paper.write(PLAN, CODE, header, typed)
    seen = life.sync()
    assert (seen.kinds, life.paper.read(PLAN, CODE, header)) == ([], before)
    assert not life.sync().edits


@pytest.mark.parametrize("header", [header for header in b.APPROVAL_HEADER if header != b.NUMBER])
def test_a_typed_over_ballot_is_restored(header):
    life = running()
    before = life.paper.read(b.APPROVAL, BALLOT, header)
    life.paper.write(b.APPROVAL, BALLOT, header, "Утверждено")
    assert life.sync().kinds == []
    assert life.paper.read(b.APPROVAL, BALLOT, header) == before


@pytest.mark.parametrize("typed", ["1.1/2021-9.9", "моя строка", None])
def test_a_ballot_without_its_number_is_a_problem_and_its_votes_are_not_lost(typed):
    life = running()
    life.paper.write(b.APPROVAL, BALLOT, b.NUMBER, typed)
    life.paper.put(b.APPROVAL, 4, life.paper.column(b.APPROVAL, "Борис: решение"), "Утвердить")
    seen = life.sync()
    assert (seen.kinds, len(seen.problems), life.status(CODE)) == ([], 2, "На утверждении")
    assert seen.problems[BALLOT] == "Строки с этим номером не стало; она поставлена заново с прежними решениями"
    assert life.paper.read(b.APPROVAL, BALLOT, "Анна: решение") == "Утвердить"


def test_a_persons_row_without_a_code_is_a_problem_and_is_left_alone():
    life = running()
    below = max(life.paper.sheets[PLAN]) + 2
    life.paper.put(PLAN, below, life.paper.column(PLAN, b.TITLE), "Поход в музей")
    before = [list(life.paper.sheets[PLAN][below])]
    seen = life.sync()
    assert seen.problems == {f"«{PLAN}», строка {below}": "В строке нет кода"}
    assert [life.paper.sheets[PLAN][below]] == before


@pytest.mark.parametrize("typed", [{b.REQUEST: "Готово", b.RESULT: ORDER}, {b.COMMENT: "см. сайт"}])
def test_a_mark_in_the_heading_of_a_direction_is_a_problem_and_is_left_alone(typed):
    """It was meant for the row below: without a word the executor would wait for a vote that never begins."""
    life = running()
    heading = life.paper.row(PLAN, CODE) - 1
    for header, value in typed.items():
        life.paper.put(PLAN, heading, life.paper.column(PLAN, header), value)
    before = list(life.paper.sheets[PLAN][heading])
    seen = life.sync()
    told = "Записи стоят в строке с названием направления, поэтому они не учитываются"
    assert (seen.kinds, seen.problems) == ([], {f"«{PLAN}», строка {heading}": told})
    assert (life.paper.sheets[PLAN][heading], life.sync().edits.cells) == (before, ())


def test_a_code_that_the_roadmap_does_not_know_is_a_problem():
    life = running()
    below = max(life.paper.sheets[PLAN]) + 1
    life.paper.put(PLAN, below, 1, "9.9/2021")
    life.paper.put(PLAN, below, life.paper.column(PLAN, b.REQUEST), "Готово")
    assert life.sync().problems == {
        f"«{PLAN}», строка {below}": "В строке стоит код «9.9/2021», которого нет в дорожной карте"
    }


def test_columns_that_people_moved_and_added_are_found_by_their_headers():
    life = running()
    for row in life.paper.sheets[PLAN].values():
        row.insert(0, "пометка")
        row.extend([None] * (14 - len(row)))
        row.append("ещё")
    life.paper.sheets[PLAN][b.HEADER_ROW][0] = "Наши пометки"
    life.paper.sheets[PLAN][1] = life.paper.sheets[PLAN][1][1:]
    life.paper.sheets[PLAN][2] = life.paper.sheets[PLAN][2][1:]
    code = life.paper.column(PLAN, b.CODE)
    (row,) = [number for number in life.paper.sheets[PLAN] if life.paper.get(PLAN, number, code) == OTHER]
    life.paper.put(PLAN, row, life.paper.column(PLAN, b.REQUEST), None)
    assert life.sync().kinds == ["cleared"]
    assert life.paper.get(PLAN, row, life.paper.column(PLAN, b.STATUS)) == "Запланировано"


# --- a board that lost too much --------------------------------------------------------------------


def stopped(life: Scenario) -> str:
    """The one sentence with which a pass stops; nothing was recorded or written."""
    board, known, journal = str(life.paper.sheets), life.known, list(life.journal)
    seen = life.sync()
    assert (str(life.paper.sheets), life.known, life.journal) == (board, known, journal)
    assert seen.lost
    return "; ".join(seen.lost)


@pytest.mark.parametrize("tab", [PLAN, b.APPROVAL, b.SUMMARY, b.LOG, b.GUIDE])
def test_a_lost_tab_stops_the_pass(tab):
    life = running()
    del life.paper.sheets[tab]
    assert f"нет вкладки «{tab}»" in stopped(life)


@pytest.mark.parametrize(("tab", "header"), [(PLAN, b.REQUEST), (PLAN, b.CODE), (b.APPROVAL, b.NUMBER)])
def test_a_lost_header_stops_the_pass(tab, header):
    life = running()
    life.paper.put(tab, b.HEADER_ROW, life.paper.column(tab, header), "Что-то")
    assert stopped(life).startswith(f"На вкладке «{tab}» не найден заголовок столбца «{header}»")


def rename(life: Scenario, header: str, name: str) -> None:
    """Somebody types over a header of «Утверждение», or empties it."""
    life.paper.put(b.APPROVAL, b.HEADER_ROW, life.paper.column(b.APPROVAL, header), name)


@pytest.mark.parametrize("names", [("Аня", None), (None, "Заметки"), ("за или против", "почему"), ("", "")])
def test_a_voters_header_that_was_renamed_stops_neither_the_pass_nor_other_votes(names: tuple[str | None, ...]):
    """Anna's vote stays as last seen, whatever is typed there meanwhile; what stands there counts once it is back."""
    life = running()
    headers = ("Анна: решение", "Анна: замечание")
    life.mark("2.1/2021", "Готово", NOTE)
    life.sync()
    life.vote("anna", "Утвердить", "хорошо")
    life.vote("anna", "Утвердить", "и это", ballot="2.1/2021-1.1")
    life.sync()
    places = [life.paper.column(b.APPROVAL, header) for header in headers]
    for header, name in zip(headers, names, strict=True):
        if name is not None:
            rename(life, header, name)
    for place, typed in zip(places, ("Вернуть", "иначе"), strict=True):
        life.paper.put(b.APPROVAL, life.paper.row(b.APPROVAL, "2.1/2021-1.1"), place, typed)
    life.vote("boris", "Утвердить", "согласен")
    seen = life.sync()
    assert (seen.lost, seen.kinds) == ((), ["voted", "stage_met", "done"])
    renamed = {header for header, name in zip(headers, names, strict=True) if name is not None}
    assert {header for header in headers for found in seen.problems.values() if f"«{header}»" in found} == renamed
    assert life.sync().edits.cells_written() == 0
    for place, header in zip(places, headers, strict=True):
        life.paper.put(b.APPROVAL, b.HEADER_ROW, place, header)
    assert life.sync().kinds == ["voted", "refused"]
    assert life.sync().problems == {}


def test_more_than_half_of_the_rows_gone_stops_the_pass():
    life = Scenario(small_school(ACTIVITIES + "    | 2.2 | март 2021 | Педагог | Приказ |\n"))
    life.sync()
    codes = [CODE, OTHER, "1.3/2021"]
    for code in codes[:2]:
        life.paper.delete(PLAN, life.paper.row(PLAN, code))
    assert not life.sync().lost
    for code in codes:
        life.paper.delete(PLAN, life.paper.row(PLAN, code))
    assert "не хватает 3 строк из 5" in stopped(life)


def test_a_roadmap_that_became_shorter_does_not_stop_the_pass_for_ever():
    """Rows that the roadmap no longer has are not missed."""
    life = Scenario(
        small_school(ACTIVITIES + "".join(f"    | 3.{n} | март 2021 | Педагог | Приказ |\n" for n in range(1, 9)))
    )
    life.sync()
    life.school = small_school()
    for number in range(1, 9):
        life.paper.delete(PLAN, life.paper.row(PLAN, f"3.{number}/2021"))
    assert not life.sync().lost


# --- years and voters ------------------------------------------------------------------------------


def test_a_years_tab_appears_on_its_first_day_with_its_rows():
    life = running()
    life.sync(date(2021, 12, 31))
    assert "План 2022" not in life.paper.sheets
    life.sync(date(2022, 1, 1))
    assert life.paper.read("План 2022", "1.3/2022", b.STATUS) == "Запланировано"
    life.mark("1.3/2022", "Начато")
    assert life.sync().kinds == ["started"]


def test_columns_of_a_new_voter_are_added_at_the_right_and_none_is_removed():
    life = running()
    before = list(life.paper.sheets[b.APPROVAL][b.HEADER_ROW])
    life.school = small_school(people=roster(("anna", "boris", "vera")))
    life.sync()
    after = life.paper.sheets[b.APPROVAL][b.HEADER_ROW]
    assert after == [*before, "Вера: решение", "Вера: замечание"]


def test_the_engines_own_tabs_are_healed_and_notes_below_them_stay():
    life = running()
    before = {tab: [list(row) for row in life.paper.sheets[tab].values()] for tab in (b.SUMMARY, b.LOG, b.GUIDE)}
    for tab in before:
        life.paper.put(tab, 4, 1, "ерунда")
        life.paper.put(tab, 60, 1, "внизу")
    life.sync()
    for tab, rows in before.items():
        shown = [[value for value in row if value is not None] for row in life.paper.sheets[tab].values()]
        healed = [[value for value in row if value is not None] for row in rows if row]
        assert [row for row in shown if row] == [*healed, ["внизу"]]


def test_a_whole_header_is_found_before_one_that_lost_names():
    """Half a header above the table, as a person copies it there, is not taken for the table's own."""
    whole = tuple(b.PLAN_HEADER)
    sheet = Sheet("План 2021", {1: whole[:7], 3: whole, 4: ("1.1/2021",)})
    lost = Sheet("План 2021", {1: whole[:5], 3: whole[:7], 4: ("1.1/2021",)})
    found = [find_table(each, whole, partial=True) for each in (sheet, lost)]
    assert [table.header_row if table else None for table in found] == [3, 3]
    assert find_table(lost, whole) is None
