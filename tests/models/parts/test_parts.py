"""Contributions of many: lines of «Вклады», what the head's «Готово» takes of them, and what moves and copies do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.board import Sheet, Snapshot
from models.board import columns as b
from models.parts import parts_standing, seen_board
from models.parts.lines import lost_lines
from models.school import Kind
from tests.support.report_samples import marks, report_by
from tests.support.scenario import Passed, Scenario, roster, small_school

CODE, LATER = "1.1/2021", "1.2/2021"
ROADMAP = """
    | код | срок         | исполнители | форма      |
    | 1.1 | декабрь 2021 | Педагоги    | Информация |
    | 1.2 | декабрь 2021 | Педагоги    | Приказ     |
    | 1.3 | декабрь 2021 | Директор    | Информация |
"""
LESSON, TALK, VISIT = (
    "Открытый урок о профессиях для девятых классов",
    "Встреча с выпускниками и родителями в актовом зале",
    "Экскурсия на завод для старшеклассников школы",
)


def school_of(rule: str | None = "each", **more: Any) -> Any:
    """A school whose shared post «Педагоги» (Вера leads it, with Дина and Педагог) asks for parts."""
    people = roster()
    teachers = [{"person": person} for person in ("vera", "dina", "teacher")]
    post = {"title": "Педагоги", "plural": True, "head": "vera", "parts": rule, "holders": teachers}
    plain = people.model_dump(mode="json")
    plain["posts"] = [*plain["posts"], {**post, **more}]
    return small_school(ROADMAP, type(people).model_validate(plain))


class Parts(Scenario):
    """A school whose people add lines below all others."""

    def add(self, who: str, what: str = LESSON, *, code: str | None = CODE, amount: Any = None, link: str = "",
            day: date | None = None) -> None:  # fmt: skip
        """Somebody fills the first free row of the tab."""
        row = max(self.paper.sheets[b.PARTS]) + 1
        for place, value in enumerate((code, who, what, link or None, amount, day), start=2):
            self.paper.put(b.PARTS, row, place, value)

    def change(self, number: int, header: str, value: Any) -> None:
        """Somebody changes a line."""
        self.paper.write(b.PARTS, f"Вклад {number}", header, value)

    def answer(self, number: int) -> Any:
        """What the engine says to a line."""
        return self.paper.read(b.PARTS, f"Вклад {number}", b.REMARK)

    def empty(self, *numbers: int) -> None:
        """Somebody empties lines."""
        for number in numbers:
            for header in b.PART_PEOPLE:
                self.change(number, header, None)


def begun(rule: str = "each") -> Parts:
    """Everybody has contributed: 25, 14 and 175 people."""
    school = Parts(school_of(rule))
    school.add("Вера", LESSON, amount=25)
    school.add("Дина", TALK, amount="14 чел.")
    school.add("Педагог", VISIT, amount=175, day=date(2021, 2, 27))
    school.sync()
    return school


def test_lines_get_numbers_and_answers_and_the_row_says_how_many_contributed():
    school = begun()
    school.add("Дина", "Урок")
    school.add("Директор", VISIT)
    school.add("Никто", VISIT)
    school.add("Дина", VISIT, code="7.7/2021")
    school.add("Дина", VISIT, code=None)
    school.add("Дина", VISIT, code="1.3/2021")
    school.add("Дина", VISIT, amount="много")
    school.add("Дина", LESSON, code=LATER)
    school.sync()
    assert [school.answer(number).split(". ")[0] for number in range(1, 12)] == [
        "Учтено", "Учтено", "Учтено", "Нужно пояснение (не короче 30 букв), ссылка или число участников",
        "«Директор» не исполнитель вехи 1.1/2021", "Подписи «Никто» нет в школе",
        "Вехи «7.7/2021» нет в дорожной карте",
        "В строке нет кода вехи", "Для вехи 1.3/2021 вклады не собираются",
        "Число «много» в столбце «Сколько» не понято", "Нужны номер и дата приказа и ссылка",
    ]  # fmt: skip
    assert school.remark(CODE) == "Вклады: внесли 3 из 3, участников 214"
    assert school.remark(LATER) == "Вклады: внесли 0 из 3"
    assert school.remark("1.3/2021") == ""


def test_the_second_pass_changes_nothing():
    school = begun()
    again = school.sync()
    assert (again.kinds, bool(again.edits)) == ([], False)


def test_done_takes_the_list_and_its_sums_as_the_result():
    school = begun()
    school.mark(CODE, "Готово", "Отчёт на сайте")
    passed = school.sync()
    assert passed.kinds == ["submitted", "stage_opened"]
    made = passed.of(CODE).state.submissions[0]
    assert made.shown.result == (
        f"Отчёт на сайте. Вклады (внесли 3 из 3, участников 214): Вера – {LESSON} (25); Дина – {TALK} (14); "
        f"Педагог – {VISIT} (175), 27.02.2021"
    )
    assert (made.made.understood, made.kind) == ("исполнение. Вклады: внесли 3 из 3, участников 214", Kind.COMPLETION)


@pytest.mark.parametrize(("rule", "missing"), [
    ("each", "Не внесли вклад: Дина, Педагог"),
    ("any", None),
])  # fmt: skip
def test_each_waits_for_everybody_or_for_the_heads_reason(rule: str, missing: str | None):
    school = Parts(school_of(rule))
    school.mark(CODE, "Готово", "Всё сделано, подробности в отчёте за год")
    assert school.sync().problems[CODE] == "Ни одного вклада пока нет"
    school.add("Вера", amount=25)
    passed = school.sync()
    assert passed.problems.get(CODE) == missing
    if missing:
        school.mark(CODE, "Готово", "Всё сделано", why="Дина и Педагог на курсах до января")
        passed = school.sync()
    assert passed.kinds[-2:] == ["submitted", "stage_opened"]
    assert missing is None or missing in str(school.paper.read(b.APPROVAL, f"{CODE}-1.1", b.DECIDES))


@pytest.mark.parametrize(("fields", "kinds"), [
    (("request", "result", "new_date"), ["contributed", "superseded", "submitted", "stage_opened"]),
    (("request", "new_date"), ["contributed", "amended"]),
])  # fmt: skip
def test_a_line_changed_under_vote_lapses_the_votes_as_the_workflow_says(fields: tuple[str, ...], kinds: list[str]):
    school = begun()
    plain = school.school.workflow.model_dump(mode="json", by_alias=True) | {"voted_fields": fields}
    for stage in plain["stages"].values():
        stage["decide_within"], stage["question_pause"] = "5 рабочих дней", "0 рабочих дней"
    plain["due_soon"], plain["overdue"] = ["3 рабочих дня"], []
    plain["remind"] = [1, 2, 3, 5, "then weekly"]
    workflow = type(school.school.workflow).model_validate(plain)
    school.school = replace(school.school, workflow=workflow)
    school.mark(CODE, "Готово")
    school.sync()
    school.change(1, b.AMOUNT, 30)
    passed = school.sync()
    assert passed.kinds == kinds
    assert "участников 219" in str(school.paper.read(b.APPROVAL, f"{CODE}-{len(kinds) // 2}.1", b.RESULT))


def test_approved_parts_stay_and_what_comes_later_is_answered():
    school = begun("any")
    school.mark(CODE, "Готово")
    school.sync()
    for person in ("anna", "boris"):
        school.vote(person, "Утвердить", ballot=f"{CODE}-1.1")
    assert school.sync().kinds[-1] == "done"
    school.change(1, b.AMOUNT, 99)
    school.empty(2)
    school.add("Дина", "Ещё один открытый урок о профессиях для всех", amount=3)
    passed = school.sync()
    assert passed.kinds == []
    assert sorted(passed.problems) == ["Вклад 1", "Вклад 2", "Вклад 4"]
    assert [part.amount for part in school.known.state(CODE).parts] == [25, 14, 175]


def test_a_line_that_is_emptied_recoded_or_broken_counts_no_more():
    school = begun()
    school.empty(1)
    school.change(2, b.CODE, LATER)
    school.change(3, b.WHO, "Директор")
    assert school.sync().kinds == ["part_dropped", "part_dropped", "part_dropped"]
    assert school.remark(CODE) == "Вклады: внесли 0 из 3"


def test_what_counted_counts_on_when_rules_and_people_change():
    school = begun()
    plain = school.school.roster.model_dump(mode="json")
    plain["posts"][-1]["holders"] = [{"person": "vera"}, {"person": "dina", "until": "2021-02-28"}]
    plain["posts"][-1]["title"] = "Педагоги"
    school.school = replace(school.school, roster=type(school.school.roster).model_validate(plain))
    school.day = date(2021, 3, 2)
    passed = school.sync()
    assert passed.kinds == []
    assert school.remark(CODE) == "Вклады: внесли 1 из 1, участников 214"


def test_a_deleted_line_comes_back_and_an_emptied_one_does_not():
    school = begun()
    school.empty(2)
    school.sync()
    for number in (1, 2):
        school.paper.delete(b.PARTS, school.paper.row(b.PARTS, f"Вклад {number}"))
    passed = school.sync()
    assert passed.problems == {"Вклад 1": "Строку вклада удалили, она возвращена"}
    assert school.paper.read(b.PARTS, "Вклад 1", b.WHAT) == LESSON
    assert school.paper.find(b.PARTS, "Вклад 2") == []


def test_a_copied_line_gets_its_own_number_and_counts_once():
    school = begun()
    row = school.paper.copy_row(b.PARTS, school.paper.row(b.PARTS, "Вклад 1"))
    school.sync()
    assert school.paper.get(b.PARTS, row, 1) == "Вклад 4"
    assert "повторяет строку «Вклад 1»" in school.answer(4)
    assert school.remark(CODE) == "Вклады: внесли 3 из 3, участников 214"
    school.paper.sort(b.PARTS)  # two lines that say the same keep their numbers wherever they stand
    assert school.sync().kinds == []
    assert len(school.paper.sheets[b.PARTS]) == b.HEADER_ROW + 4
    school.change(4, b.AMOUNT, 5)
    assert school.sync().kinds == ["contributed"]


def test_rows_sorted_with_or_without_their_numbers_are_the_same_lines():
    school = begun()
    school.paper.sort(b.PARTS)
    assert school.sync().kinds == []
    rows = sorted(row for row in school.paper.sheets[b.PARTS] if row > b.HEADER_ROW)
    cells = [school.paper.sheets[b.PARTS][row][1:7] for row in reversed(rows)]
    for row, values in zip(rows, cells, strict=True):
        school.paper.sheets[b.PARTS][row][1:7] = values
    passed = school.sync()
    assert (passed.kinds, passed.doubts) == ([], ())
    assert school.paper.read(b.PARTS, "Вклад 1", b.WHAT) == LESSON


def test_a_number_that_landed_beside_another_line_is_put_right():
    """On Google a row may move between our read and our write."""
    school = begun()
    school.paper.put(b.PARTS, school.paper.row(b.PARTS, "Вклад 1"), 1, "Вклад 3")
    school.sync()
    assert [school.paper.read(b.PARTS, f"Вклад {number}", b.WHAT) for number in (1, 2, 3)] == [LESSON, TALK, VISIT]


def doubted(school: Parts) -> Passed:
    """Two lines exchange what was done, as a sort of one column would."""
    school.change(1, b.WHAT, TALK)
    school.change(2, b.WHAT, LESSON)
    return school.sync()


def test_cells_that_moved_between_lines_are_doubted_until_undone():
    school = begun()
    school.mark(CODE, "Готово")
    school.sync()
    passed = doubted(school)
    assert (passed.kinds, [doubt.key for doubt in passed.doubts]) == ([], ["Вклад 1", "Вклад 2"])
    assert "похожи на переставленные" in school.answer(1)
    for person in ("anna", "boris"):
        school.vote(person, "Утвердить", ballot=f"{CODE}-1.1")
    assert "done" not in school.sync().kinds
    school.change(1, b.WHAT, LESSON)
    school.change(2, b.WHAT, TALK)
    assert school.sync().kinds[-1] == "done"


def test_doubted_lines_are_accepted_with_their_milestone():
    school = begun()
    doubted(school)
    assert [fact.milestone for fact in school.accept(CODE)] == [CODE, CODE]
    assert school.sync().kinds == ["contributed", "contributed"]


def test_lines_emptied_together_are_doubted_and_fewer_are_a_wish():
    school = begun()
    school.empty(1, 2, 3)
    passed = school.sync()
    assert (passed.kinds, len(passed.doubts)) == ([], 3)
    assert school.remark(CODE) == "Вклады: внесли 3 из 3, участников 214"


def test_an_older_copy_of_the_board_changes_no_line():
    school = begun()
    older = school.paper.copy()
    school.change(1, b.AMOUNT, 30)
    school.sync()
    school.paper = older
    passed = school.sync()
    assert (passed.kinds, [doubt.kind for doubt in passed.doubts]) == ([], ["older"])


@pytest.mark.parametrize("lost", ["tab", "header", "lines"])
def test_a_pass_stops_before_lines_are_lost(lost: str):
    school = begun()
    school.add("Вера", "Профориентационный классный час в девятом классе", amount=9)
    school.sync()
    if lost == "tab":
        del school.paper.sheets[b.PARTS]
    elif lost == "header":
        del school.paper.sheets[b.PARTS][b.HEADER_ROW]
    else:
        school.paper.sheets[b.PARTS] = {row: cells for row, cells in school.paper.sheets[b.PARTS].items() if row < 5}
    assert school.sync().lost


def test_what_is_voted_on_stays_when_parts_are_asked_for_or_not_any_more():
    school = Parts(school_of(None))
    school.mark(CODE, "Готово", LESSON)
    school.sync()
    school.school = school_of("each")
    assert school.sync().kinds == []
    school = begun()
    school.mark(CODE, "Готово")
    school.sync()
    school.school = school_of(None)
    assert school.sync().kinds == []


@pytest.mark.parametrize(("rule", "given", "awaited", "lacking"), [
    ("each", (), ("vera", "dina", "teacher"), ("Педагоги",)),
    ("each", ("dina",), ("vera", "teacher"), ()),
    ("any", (), ("vera", "dina", "teacher"), ("Педагоги",)),
    ("any", ("dina",), (), ()),
])  # fmt: skip
def test_who_is_awaited(rule: str, given: tuple[str, ...], awaited: tuple[str, ...], lacking: tuple[str, ...]):
    school = Parts(school_of(rule))
    for person in given:
        school.add(school.school.roster.label(person), amount=1)
    school.sync()
    milestone = school.school.by_code[CODE]
    where = parts_standing(school.school, milestone, school.known.state(CODE).parts, school.day)
    assert where is not None
    assert (where.awaited, where.lacking) == (awaited, lacking)


def test_a_report_shows_the_parts_of_its_day():
    school = Parts(school_of("any"))
    school.add("Вера", LESSON, amount=25, link="https://school150.example/1")
    school.sync()
    (line,) = marks(report_by(school, date(2021, 3, 1)))["1.1"]
    assert line == "1.1/2021. Вклад внёс 1 человек, участников 25. Срок – 31.12.2021"
    then = report_by(school, date(2021, 3, 1))
    school.add("Дина", TALK, amount=3)
    school.mark(CODE, "Готово")
    school.sync(date(2021, 3, 2))
    for person in ("anna", "boris"):
        school.vote(person, "Утвердить", ballot=f"{CODE}-1.1")
    school.sync(date(2021, 3, 3))
    made = report_by(school, date(2021, 12, 31))
    assert "Вклады (внесли 2 из 3, участников 28): Вера – " in marks(made)["1.1"][0]
    assert made.parts == (
        (CODE, "Вера", LESSON, "https://school150.example/1", "25", ""),
        (CODE, "Дина", TALK, "", "3", ""),
    )
    assert report_by(school, date(2021, 3, 1)) == then


@pytest.mark.parametrize(
    ("rule", "rows", "told", "stops"),
    [
        ("each", {7: ("моё", None)}, [f"«{b.PARTS}»"], False),
        ("each", {3: b.PARTS_HEADER}, [], False),
        ("each", {3: b.PARTS_HEADER[:-2]}, [], True),
        (None, {7: ("моё", None)}, [], False),
    ],
)
def test_somebodys_own_tab_of_a_name_that_we_need_is_told_and_stops_nothing(
    rule: str | None, rows: dict[int, tuple[Any, ...]], told: list[str], stops: bool
):
    """Only where parts are asked for; a tab of ours that lost its header is another matter."""
    school, snapshot = school_of(rule), Snapshot((Sheet(b.PARTS, rows),))
    view = seen_board(school, snapshot, {})
    assert [each.where for each in view.problems if "не от Вехи" in each.found] == told
    assert bool(lost_lines(school, snapshot, view, {})) is stops
