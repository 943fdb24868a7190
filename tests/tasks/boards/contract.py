"""What every board must do, whatever it is made of: one school's story told to a workbook and to a Google spreadsheet.

Each board's own test file gives `school`: the command line over that board, and hands that do what people do.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest

from models.board import as_text
from models.text import VekhaError
from tests.support.cli_school import Said
from tests.support.editions import Directions, activity, edition
from tests.support.sample import ACT, APPROVAL, PLAN

PARTS = "Вклады"
CODE, BALLOT, SECOND, OTHER = "1.3/2021", "1.3/2021-1.1", "1.3/2021-1.2", "1.1/2021"
BEGIN, NEXT, LATER = "2021-03-01T09:00", "2021-03-02T09:00", "2021-03-03T09:00"
GROUP = [f"Член рабочей группы {number}" for number in (1, 2, 3, 4)]


class School(Protocol):
    """The commands of one school, and what people can do with its board in their own program."""

    def run(self, *words: str, now: str | None = None) -> Said: ...
    def facts(self, *words: str, now: str) -> Any: ...
    def status(self, code: str, now: str) -> dict[str, Any]: ...
    def tabs(self) -> list[str]: ...
    def row(self, tab: str, key: str) -> dict[str, Any]: ...
    def table(self, tab: str) -> dict[str, dict[str, Any]]: ...
    def keys(self, tab: str) -> list[str]: ...
    def fill(self, tab: str, key: str, cells: dict[str, Any]) -> None: ...
    def add_line(self, tab: str, *values: Any) -> None: ...
    def overtype(self, tab: str, key: str, header: str, value: Any) -> None: ...
    def retitle(self, tab: str, old: str, new: str) -> None: ...
    def reverse_rows(self, tab: str) -> None: ...
    def delete_rows(self, tab: str, keys: list[str]) -> None: ...
    def duplicate_row(self, tab: str, key: str) -> None: ...
    def insert_column(self, tab: str, before: str) -> None: ...
    def delete_column(self, tab: str, header: str) -> None: ...
    def insert_row(self, tab: str, row: int) -> None: ...
    def rename_tab(self, old: str, new: str) -> None: ...
    def keep(self) -> Any: ...
    def put_back(self, kept: Any) -> None: ...
    def change(self, file: str, old: str, new: str) -> None: ...


def kinds(facts: dict[str, Any]) -> list[str]:
    """The kinds of a pass's events in their order."""
    return [event["kind"] for event in facts["events"]]


def shown(school: School, tab: str, key: str) -> dict[str, str]:
    """A row as text, empty cells left out."""
    return {name: as_text(value) for name, value in school.row(tab, key).items() if value is not None}


def table(school: School, tab: str) -> dict[str, dict[str, str]]:
    """Every row of a tab as text, by its key."""
    return {key: {name: as_text(value) for name, value in row.items() if value is not None}
            for key, row in school.table(tab).items()}  # fmt: skip


def submit(school: School, result: str = ACT.format(1)) -> dict[str, Any]:
    """The executor reports the milestone fulfilled, and a pass takes it to the vote."""
    school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": result})
    return dict(school.facts("sync", now=NEXT))


def approved_by(school: School, *members: str) -> dict[str, Any]:
    """The curator has approved, and then these members of the group; the last pass."""
    submit(school)
    school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
    school.facts("sync", now=NEXT)
    school.fill(APPROVAL, SECOND, {f"{member}: решение": "Утвердить" for member in members})
    return dict(school.facts("sync", now=NEXT))


def dies(*_: Any) -> None:
    """A pass that recorded what it decided and dies before it writes."""
    raise VekhaError("умер")


class BoardContract:
    """Tests of any board."""

    def test_lines_of_many_become_one_result(self, school: School) -> None:
        """A board that was made before parts were asked for gets the tab; lines are numbered, kept and answered."""
        teachers = "  - title: Педагоги\n    plural: true\n"
        school.change("people.yaml", teachers, f"{teachers}    parts: any\n")
        school.facts("sync", now=BEGIN)
        lesson = "Открытый урок о профессиях для девятых классов"
        school.add_line(PARTS, "3.3/2021", "Педагог 1", lesson, "https://school150.example/1", 25)
        school.add_line(PARTS, "3.3/2021", "Никто", lesson)
        assert kinds(school.facts("sync", now=NEXT)) == ["contributed"]
        lines = table(school, PARTS)
        assert lines["Вклад 1"]["Замечание"] == "Учтено"
        assert lines["Вклад 2"]["Замечание"].startswith("Подписи «Никто» нет в школе")
        assert shown(school, PLAN, "3.3/2021")["Замечание"] == "Вклады: внесли 1 из 1, участников 25"
        school.fill(PLAN, "3.3/2021", {"Отметка": "Готово"})
        school.delete_rows(PARTS, ["Вклад 1"])
        assert kinds(school.facts("sync", now=NEXT)) == ["submitted", "stage_opened"]
        assert lesson in shown(school, APPROVAL, "3.3/2021-1.1")["Результат"]
        assert table(school, PARTS)["Вклад 1"]["Что сделано"] == lesson

    def test_the_first_year_stands_in_its_tab_and_each_row_says_what_was_signed(self, school: School):
        """Five tabs, 28 milestones of 2021, and the texts of one of them."""
        assert school.tabs() == [PLAN, APPROVAL, "Сводка", "Журнал", "Как пользоваться"]
        milestones = school.facts("status", now=BEGIN)["milestones"]
        assert school.keys(PLAN) == [each["code"] for each in milestones if each["period"] == "2021"]
        assert school.keys(APPROVAL) == []
        row = shown(school, PLAN, OTHER)
        assert {name: row[name] for name in ("Срок", "Исполнители", "Статус", "Исполнить до")} == {
            "Срок": "Февраль- март 2021", "Исполнители": "Директор", "Статус": "Запланировано",
            "Исполнить до": "31.03.2021",
        }  # fmt: skip

    def test_making_it_again_and_passing_again_write_nothing(self, school: School):
        """Neither right after the making, nor after a mark was answered."""
        assert school.facts("init", now=BEGIN)["cells_written"] == 0
        assert school.facts("sync", now=BEGIN)["cells_written"] == 0
        submit(school)
        again = school.facts("sync", now=NEXT)
        assert (again["events"], again["problems"], again["cells_written"]) == ([], [], 0)
        assert school.facts("init", now=NEXT)["cells_written"] == 0
        assert school.run("verify", now=NEXT).code == 0

    def test_a_milestone_goes_from_its_mark_through_every_stage_to_done(self, school: School):
        """Curator, three of the group, director; each ballot is a row of its own that keeps its votes."""
        assert kinds(submit(school)) == ["submitted", "stage_opened"]
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
        assert kinds(school.facts("sync", now=LATER)) == ["voted", "stage_met", "stage_opened"]
        for member in GROUP[1:]:
            school.fill(APPROVAL, f"{CODE}-1.2", {f"{member}: решение": "утвердить "})
        assert kinds(school.facts("sync", now=LATER)) == ["voted"] * 3 + ["stage_met", "stage_opened"]
        school.fill(APPROVAL, f"{CODE}-1.3", {"Директор: решение": "Утвердить"})
        assert kinds(school.facts("sync", now=LATER)) == ["voted", "stage_met", "done"]
        assert shown(school, PLAN, CODE)["Статус"] == "Исполнено"
        assert school.keys(APPROVAL) == [f"{CODE}-1.{number}" for number in (1, 2, 3)]
        assert shown(school, APPROVAL, BALLOT)["Куратор: решение"] == "Утвердить"
        assert school.run("verify", now=LATER).code == 0

    def typed_again(self, school: School) -> Any:
        """A vote was typed again after an older copy, so that its doubt ends at the next look; a copy of before."""
        submit(school)
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
        school.facts("sync", now=LATER)
        for member in GROUP[1:3]:
            kept = school.keep()
            school.fill(APPROVAL, SECOND, {f"{member}: решение": "Утвердить"})
            school.facts("sync", now=LATER)
            school.put_back(kept)
            assert school.facts("sync", now=LATER)["events"] == []
        kept = school.keep()
        school.fill(APPROVAL, SECOND, {f"{GROUP[2]}: решение": "Утвердить"})
        return kept

    def test_a_vote_typed_again_after_an_older_copy_is_no_less_safe_from_the_next_one(self, school: School) -> None:
        """The doubt ends though no cell changes: the board is numbered anew, and a copy of before is older."""
        kept = self.typed_again(school)
        counted = school.facts("sync", now=LATER)
        assert (counted["events"], counted["cells_written"]) == ([], 0)
        school.put_back(kept)
        assert school.facts("sync", now=LATER)["events"] == []

    def test_a_doubt_that_ends_in_a_pass_that_dies_before_its_write_ends_in_the_next_one(
        self, school: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The board is numbered anew then, as it would have been."""
        kept = self.typed_again(school)
        with monkeypatch.context() as patch:
            patch.setattr("flows.passes.attempt.written", dies)
            assert school.run("sync", now=LATER).code == 1
        assert school.facts("sync", now=LATER)["events"] == []
        school.put_back(kept)
        assert school.facts("sync", now=LATER)["events"] == []

    def test_an_older_copy_with_the_same_cells_is_numbered_anew(self, school: School) -> None:
        """Else whoever types what stood in a row before that copy was made would be doubted."""
        for mark in ("Начато", None):
            school.fill(PLAN, OTHER, {"Отметка": mark})
            school.facts("sync", now=NEXT)
        self.typed_again(school)
        same = school.keep()
        school.facts("sync", now=LATER)
        school.put_back(same)
        school.facts("sync", now=LATER)
        school.fill(PLAN, OTHER, {"Отметка": "Начато"})
        begun = school.facts("sync", now=LATER)
        assert (kinds(begun), [each for each in begun["problems"] if each["where"] == OTHER]) == (["started"], [])

    def test_making_the_board_again_over_an_older_copy_does_not_make_that_copy_the_truth(self, school: School) -> None:
        """What the pass after it finds there is doubted, as it would be without."""
        submit(school)
        kept = school.keep()
        school.fill(PLAN, OTHER, {"Отметка": "Начато"})
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
        assert "started" in kinds(school.facts("sync", now=LATER))
        school.put_back(kept)
        assert school.run("init", now=LATER).code == 0
        found = school.facts("sync", now=LATER)
        doubted = {each["where"] for each in found["problems"] if "прежнее состояние" in each["found"]}
        assert (found["events"], doubted) == ([], {OTHER, BALLOT})

    def test_who_takes_over_a_label_takes_no_vote_over_with_it(self, school: School) -> None:
        """A vote is of who had the label when it was written; the successor is told, erases it and decides anew."""
        assert kinds(approved_by(school, GROUP[1])) == ["voted"]
        school.change("people.yaml", "  member_2:\n", "  successor:\n")
        school.change("people.yaml", "      - person: member_2\n", "      - {person: successor, since: 2021-03-03}\n")
        school.fill(APPROVAL, SECOND, {f"{GROUP[1]}: замечание": "ещё не решил"})
        found = school.facts("sync", now=LATER)
        assert (found["events"], [each["where"] for each in found["problems"]][-1:]) == ([], [SECOND])
        assert "стоит решение того, кто отвечал там прежде" in shown(school, APPROVAL, SECOND)["Итог"]
        school.fill(APPROVAL, SECOND, {f"{GROUP[1]}: {part}": None for part in ("решение", "замечание")})
        assert school.facts("sync", now=LATER)["events"] == []
        school.fill(APPROVAL, SECOND, {f"{GROUP[1]}: решение": "Утвердить"})
        (vote,) = school.facts("sync", now=LATER)["events"]
        assert (vote["kind"], vote["why"]) == ("voted", f"{GROUP[1]}: утвердить")

    def test_who_gets_another_label_keeps_the_vote_that_was_given(self, school: School) -> None:
        """It stands under the old label until it is changed there or given anew in the new column."""
        approved_by(school, GROUP[1])
        for one, other in ((GROUP[1], "Кто-то"), (GROUP[2], GROUP[1]), ("Кто-то", GROUP[2])):
            school.change("people.yaml", f"    label: {one}\n", f"    label: {other}\n")
        assert school.facts("sync", now=LATER)["events"] == []
        school.change("people.yaml", f"    label: {GROUP[2]}\n", "    label: Завуч\n")
        assert school.facts("sync", now=LATER)["events"] == []
        school.fill(APPROVAL, SECOND, {"Завуч: решение": "Вернуть", "Завуч: замечание": "нет подписи"})
        assert kinds(school.facts("sync", now=LATER)) == ["voted", "refused"]

    def test_a_ballot_shows_who_has_no_say_and_takes_no_vote_from_them(self, school: School):
        """«—» in their cells; what they type over it stays, is not counted, and they are told why."""
        submit(school)
        row = shown(school, APPROVAL, BALLOT)
        silent = {name for name, text in row.items() if text == "—"}
        assert silent == {f"{who}: {part}" for who in (*GROUP, "Директор") for part in ("решение", "замечание")}
        school.fill(APPROVAL, BALLOT, {"Директор: решение": "Утвердить"})
        done = school.facts("sync", now=LATER)
        assert done["events"] == []
        row = shown(school, APPROVAL, BALLOT)
        assert row["Директор: решение"] == "Утвердить"
        assert "Решение («Директор») не учтено" in row["Итог"]

    def test_a_return_needs_a_reason_and_the_next_submission_is_a_new_row(self, school: School):
        """The voter is asked for the reason; with it the executor reads it, corrects, and a second ballot opens."""
        submit(school)
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Вернуть"})
        held = school.facts("sync", now=LATER)
        assert (held["events"], [each["where"] for each in held["problems"]]) == ([], [BALLOT])
        school.fill(APPROVAL, BALLOT, {"Куратор: замечание": "Нет приложения"})
        assert kinds(school.facts("sync", now=LATER)) == ["voted", "refused"]
        row = shown(school, PLAN, CODE)
        assert (row["Статус"], "Нет приложения" in row["Замечание"]) == ("На доработке", True)
        school.fill(PLAN, CODE, {"Результат": ACT.format(2)})
        assert kinds(school.facts("sync", now=LATER)) == ["submitted", "stage_opened"]
        assert school.keys(APPROVAL) == [BALLOT, f"{CODE}-2.1"]
        assert shown(school, APPROVAL, BALLOT)["Куратор: замечание"] == "Нет приложения"

    def test_rows_may_stand_in_any_order(self, school: School):
        """After people reversed them nothing is written, and the next mark finds its row."""
        before = table(school, PLAN)
        school.reverse_rows(PLAN)
        assert table(school, PLAN) == before
        assert school.facts("sync", now=BEGIN)["cells_written"] == 0
        submit(school)
        after = table(school, PLAN)
        changed = {key for key in before if after[key]["Статус"] != before[key]["Статус"]}
        assert changed == {CODE}

    def test_deleted_rows_come_back_as_last_seen(self, school: School):
        """A milestone with its mark, and a ballot with the remark that was given there, a question by the next day."""
        submit(school)
        school.fill(APPROVAL, BALLOT, {"Куратор: замечание": "смотрю"})
        school.facts("sync", now=NEXT)
        school.delete_rows(PLAN, [CODE])
        school.delete_rows(APPROVAL, [BALLOT])
        done = school.facts("sync", now=LATER)
        kinds, places = [each["kind"] for each in done["events"]], [each["where"] for each in done["problems"]]
        assert (kinds, places) == (["asked"], [BALLOT])
        row, ballot = shown(school, PLAN, CODE), shown(school, APPROVAL, BALLOT)
        assert (row["Отметка"], row["Результат"]) == ("Готово", ACT.format(1))
        assert (ballot["Куратор: замечание"], ballot["Директор: решение"]) == ("смотрю", "—")
        assert school.facts("sync", now=LATER)["cells_written"] == 0

    def test_a_code_that_stands_twice_is_set_apart(self, school: School):
        """Neither row's mark counts until one of them is gone; nothing is lost meanwhile."""
        submit(school)
        school.duplicate_row(PLAN, CODE)
        done = school.facts("sync", now=LATER)
        assert (done["events"], [each["where"] for each in done["problems"]]) == ([], [CODE])
        assert school.keys(PLAN).count(CODE) == 2
        school.delete_rows(PLAN, [CODE])
        assert school.facts("sync", now=LATER)["problems"] == []

    def test_what_is_typed_over_the_engine_goes_and_other_rows_are_not_touched(self, school: School):
        """A status and a date, of two rows."""
        before = table(school, PLAN)
        school.overtype(PLAN, CODE, "Статус", "Исполнено")
        school.overtype(PLAN, OTHER, "Исполнить до", 17)
        assert school.facts("sync", now=BEGIN)["cells_written"] > 0
        assert table(school, PLAN) == before
        assert school.facts("sync", now=BEGIN)["cells_written"] == 0

    def test_a_renamed_tab_stops_the_pass_before_anything_is_written(self, school: School):
        """The sentence names the tab; with its name back, the mark that waited is taken."""
        school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": ACT.format(1)})
        school.rename_tab(PLAN, "Мой план")
        said = school.run("sync", now=NEXT)
        assert (said.code, said.out, "«План 2021»" in said.err) == (1, "", True)
        assert school.keys(APPROVAL) == []
        school.rename_tab("Мой план", PLAN)
        assert kinds(school.facts("sync", now=NEXT)) == ["submitted", "stage_opened"]

    def test_a_lost_header_stops_the_pass_and_says_which(self, school: School):
        """Typed over and typed back."""
        school.retitle(PLAN, "Результат", "Итоги")
        said = school.run("sync", now=NEXT)
        assert (said.code, "«Результат»" in said.err) == (1, True)
        school.retitle(PLAN, "Итоги", "Результат")
        assert school.facts("sync", now=NEXT)["problems"] == []

    def test_a_deleted_column_stops_the_pass_until_init_puts_it_back_as_last_seen(self, school: School):
        """A column of marks, one of votes and one of the engine's: nothing is asked twice, nothing is withdrawn."""
        submit(school)
        school.fill(APPROVAL, BALLOT, {"Куратор: замечание": "смотрю"})
        school.facts("sync", now=NEXT)
        before = table(school, PLAN), table(school, APPROVAL)
        school.delete_column(PLAN, "Результат")
        school.delete_column(PLAN, "Статус")
        school.delete_column(APPROVAL, "Куратор: замечание")
        said = school.run("sync", now=NEXT)
        assert (said.code, said.out, said.err.count("vekha init")) == (1, "", 2)
        assert school.run("init", now=NEXT).code == 0
        again = school.facts("sync", now=NEXT)
        assert (again["events"], again["problems"], again["cells_written"]) == ([], [], 0)
        assert (table(school, PLAN), table(school, APPROVAL)) == before
        assert school.facts("init", now=NEXT)["cells_written"] == 0

    def test_init_gives_a_renamed_column_its_name_back_with_what_was_typed_meanwhile(self, school: School):
        """The result that was corrected under the other name is the one that counts."""
        submit(school)
        school.retitle(PLAN, "Результат", "Итоги")
        school.retitle(APPROVAL, "Куратор: замечание", "Заметки")
        school.fill(PLAN, OTHER, {"Отметка": "Готово", "Итоги": ACT.format(2)})
        assert school.run("sync", now=NEXT).code == 1
        assert school.run("init", now=NEXT).code == 0
        done = school.facts("sync", now=NEXT)
        assert [(each["milestone"], each["kind"]) for each in done["events"]] == [
            (OTHER, "submitted"), (OTHER, "stage_opened")]  # fmt: skip
        assert shown(school, PLAN, OTHER)["Результат"] == ACT.format(2)

    def test_more_than_half_of_the_rows_gone_stop_the_pass_until_they_are_put_back(self, school: School):
        """`init` puts them back with their marks."""
        submit(school)
        codes = school.keys(PLAN)
        school.delete_rows(PLAN, codes[: len(codes) // 2 + 1])
        said = school.run("sync", now=LATER)
        assert (said.code, f"из {len(codes)}" in said.err) == (1, True)
        assert school.keys(PLAN) == codes[len(codes) // 2 + 1 :]
        assert school.run("init", now=LATER).code == 0
        assert shown(school, PLAN, CODE)["Результат"] == ACT.format(1)
        assert school.facts("sync", now=LATER)["events"] == []

    def test_people_may_add_columns_and_rows_of_their_own(self, school: School):
        """Columns are found by their headers; a row without a code is pointed out and left alone."""
        school.insert_column(PLAN, "Отметка")
        school.insert_row(PLAN, 4)
        school.insert_row(PLAN, 1)
        assert school.facts("sync", now=BEGIN)["problems"] == []
        assert kinds(submit(school)) == ["submitted", "stage_opened"]
        assert shown(school, PLAN, CODE)["Статус"] == "На утверждении"
        assert shown(school, PLAN, OTHER)["Статус"] == "Запланировано"
        assert school.facts("sync", now=NEXT)["cells_written"] == 0

    def test_a_formula_in_a_persons_cell_is_text_that_is_not_understood(self, school: School):
        """Pointed out, never run, and left where it stands."""
        school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": '=HYPERLINK("https://x.example";"Приказ")'})
        done = school.facts("sync", now=NEXT)
        assert (done["events"], [each["where"] for each in done["problems"]]) == ([], [CODE])
        assert "формула" in done["problems"][0]["found"]
        assert school.facts("sync", now=NEXT)["cells_written"] == 0

    def test_odd_text_travels_to_the_ballot_as_text(self, school: School):
        """Markup, right-to-left marks, what looks like a formula or a date: as typed."""
        odd = f"{ACT.format(3)} <b>да</b> \u200fעברית\u200f {{{{ x }}}} '=1+1 №5-1"
        submit(school, odd)
        assert shown(school, APPROVAL, BALLOT)["Результат"] == odd
        assert school.facts("sync", now=NEXT)["cells_written"] == 0

    def test_a_cell_with_a_whole_book_is_refused_and_stays(self, school: School):
        """30,000 signs in «Результат»."""
        school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": "я" * 30_000})
        done = school.facts("sync", now=NEXT)
        assert (done["events"], [each["where"] for each in done["problems"]]) == ([], [CODE])
        assert len(shown(school, PLAN, CODE)["Результат"]) == 30_000

    def test_a_date_is_a_date_however_it_is_typed(self, school: School):
        """As a date and as words, an extension goes to the group."""
        school.fill(PLAN, CODE, {"Отметка": "Прошу перенести", "Новый срок": date(2022, 3, 15), "Комментарий": "Ждём"})
        school.fill(PLAN, OTHER, {"Отметка": "Прошу перенести", "Новый срок": "15 апреля 2021", "Комментарий": "Ждём"})
        assert kinds(school.facts("sync", now=NEXT)) == ["submitted", "stage_opened"] * 2
        assert "15.03.2022" in shown(school, APPROVAL, BALLOT)["Что решается"]
        assert "15.04.2021" in shown(school, APPROVAL, f"{OTHER}-1.1")["Что решается"]

    def test_a_new_year_has_its_tab_on_its_first_day(self, school: School):
        """Beside the old one, with its own milestones."""
        school.facts("sync", now="2022-01-10T09:00")
        assert school.tabs()[:3] == [PLAN, "План 2022", APPROVAL]
        assert shown(school, "План 2022", "1.3/2022")["Исполнить до"] == "25.12.2022"
        assert school.facts("sync", now="2022-01-10T09:00")["cells_written"] == 0

    def test_a_rehearsal_writes_nothing_and_foretells_the_pass(self, school: School):
        """The same events as the pass that follows."""
        school.fill(PLAN, CODE, {"Отметка": "Готово", "Результат": ACT.format(1)})
        foretold = school.facts("rehearse", now=NEXT)
        assert (shown(school, PLAN, CODE)["Статус"], school.keys(APPROVAL)) == ("Запланировано", [])
        assert school.facts("sync", now=NEXT)["events"] == foretold["events"]

    def test_an_amending_order_is_shown_and_no_row_is_lost(self, school: School, tmp_path: Path):
        """A row moves and is reworded, one is struck off with its open vote, one joins, and so does a direction."""
        submit(school)

        def change(directions: Directions) -> None:
            first = directions[0]["activities"]
            first[0] |= {"term": "май 2022", "title": first[0]["title"] + " лицея"}
            first[2] = activity("Ярмарка профессий", "октябрь 2021")
            directions.append({"number": 7, "title": "Наставники", "activities": [activity("Клуб", "май 2021")]})

        school.facts("import", str(edition(tmp_path, change)), "--apply", now=LATER)
        moved, gone = shown(school, PLAN, OTHER), shown(school, PLAN, CODE)
        assert (moved["Исполнить до"], moved["Мероприятие"].endswith("лицея")) == ("31.05.2022", True)
        assert (gone["Статус"], gone["Отметка"]) == ("Снято с контроля", "Готово")
        assert "снята с контроля приказом" in shown(school, APPROVAL, BALLOT)["Итог"]
        assert [shown(school, PLAN, code)["Статус"] for code in ("1.9/2021", "7.1/2021")] == ["Запланировано"] * 2
        assert school.facts("sync", now=LATER)["cells_written"] == 0
        assert school.run("verify", now=LATER).code == 0

    def test_a_new_voter_gets_columns_at_the_right(self, school: School):
        """Old ballots say «—» there or nothing; the new member votes in the next one."""
        submit(school)
        school.change(
            "people.yaml", "people:\n",
            "people:\n  member_5:\n    label: Член рабочей группы 5\n    address: member5@school150.example\n",
        )  # fmt: skip
        last = "      - person: member_4\n"
        school.change("people.yaml", last, f"{last}      - person: member_5\n")
        school.facts("sync", now=LATER)
        assert list(school.row(APPROVAL, BALLOT))[-2:] == [
            "Член рабочей группы 5: решение", "Член рабочей группы 5: замечание"]  # fmt: skip
        school.fill(APPROVAL, BALLOT, {"Куратор: решение": "Утвердить"})
        school.facts("sync", now=LATER)
        school.fill(APPROVAL, f"{CODE}-1.2", {"Член рабочей группы 5: решение": "Утвердить"})
        assert kinds(school.facts("sync", now=LATER)) == ["voted"]
