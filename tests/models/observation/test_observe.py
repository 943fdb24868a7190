"""What one look at the board believes, and what it doubts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from models.board import Area, columns
from models.observation import DoubtKind, next_stamp, observe
from models.school import DoubtRules
from models.text import VekhaError
from tests.support.scenario import NOTE, ORDER, MemoryBoard, Scenario, small_school, workflow

ROWS = """
    | код | срок      | исполнители | форма      |
    | 1.1 | март 2021 | Директор    | Информация |
    | 1.2 | март 2021 | Директор    | Информация |
    | 1.3 | март 2021 | Директор    | Информация |
    | 1.4 | март 2021 | Директор    | Информация |
    | 1.5 | март 2021 | Педагог     | Информация |
"""
WORDS = (("1.1/2021", "приказ есть"), ("1.4/2021", "ждём приказ"), ("1.5/2021", "ждём приказ"))
CODES = [f"1.{n}/2021" for n in range(1, 6)]
PLAN = "План 2021"


def begun(*marked: int, rules: DoubtRules | None = None) -> Scenario:
    """A school whose rows of these numbers were reported done, each with a result of its own, and put to the vote."""
    laws = workflow()
    if rules is not None:
        laws = laws.model_copy(update={"doubt": rules})
    life = Scenario(small_school(ROWS, rules=laws))
    life.sync()
    for number in marked:
        life.mark(f"1.{number}/2021", "Готово", f"{NOTE} № {number}")
    life.sync(date(2021, 3, 2))
    return life


def people(life: Scenario, code: str) -> tuple[object, ...]:
    return tuple(life.paper.read(PLAN, code, header) for header in columns.MARK_COLUMNS)


def put(life: Scenario, code: str, values: tuple[object, ...]) -> None:
    for header, value in zip(columns.MARK_COLUMNS, values, strict=True):
        life.paper.write(PLAN, code, header, value)  # type: ignore[arg-type]


def sort_white_cells(life: Scenario) -> None:
    """Somebody sorts the four white columns alone, by their results, from the last to the first."""
    cells = [people(life, code) for code in CODES]
    for code, values in zip(CODES, sorted(cells, key=lambda row: str(row[1] or ""), reverse=True), strict=True):
        put(life, code, values)


def shift_down(life: Scenario) -> None:
    """Somebody inserts cells above the second row's white cells: everything moves one row down."""
    cells = [people(life, code) for code in CODES]
    for code, values in zip(CODES[1:], [(None,) * 4, *cells[1:-1]], strict=True):
        put(life, code, values)


def swap_two(life: Scenario) -> None:
    """Somebody swaps the white cells of two rows."""
    first, second = people(life, CODES[0]), people(life, CODES[1])
    put(life, CODES[0], second)
    put(life, CODES[1], first)


def clear_column(life: Scenario) -> None:
    """Somebody selects «Отметка» and presses Delete."""
    for code in CODES:
        life.paper.write(PLAN, code, columns.REQUEST, None)


def fill_results(life: Scenario) -> None:
    """Somebody drags one result over all rows."""
    for code in CODES:
        life.paper.write(PLAN, code, columns.RESULT, NOTE)


def fill_series(life: Scenario) -> None:
    """Somebody drags «см. отчёт 1» over the results: each shows another text, and none of them proves anything."""
    for number, code in enumerate(CODES, start=1):
        life.paper.write(PLAN, code, columns.RESULT, f"см. у Анны {'я' * number}")


def fill_requests(life: Scenario) -> None:
    """Somebody fills «Прошу перенести» down over the marks."""
    for code in CODES:
        life.paper.write(PLAN, code, columns.REQUEST, "Прошу перенести")


def merge_marks(life: Scenario) -> None:
    """Somebody merges «Отметка» of two rows; programs keep the upper value only."""
    row, column = life.paper.row(PLAN, CODES[0]), life.paper.column(PLAN, columns.REQUEST)
    life.paper.merges[PLAN] = (Area(row, row + 1, column, column),)
    life.paper.write(PLAN, CODES[1], columns.REQUEST, None)


@pytest.mark.parametrize(
    ("marked", "happened", "kind", "doubted"),
    [
        ((2, 3, 4), sort_white_cells, DoubtKind.MOVED, {"1.1/2021", "1.2/2021", "1.3/2021", "1.4/2021"}),
        ((2, 3, 4), shift_down, DoubtKind.MOVED, {"1.2/2021", "1.3/2021", "1.4/2021", "1.5/2021"}),
        ((1, 2), swap_two, DoubtKind.MOVED, {"1.1/2021", "1.2/2021"}),
        ((1, 2, 3), clear_column, DoubtKind.EMPTIED, {"1.1/2021", "1.2/2021", "1.3/2021"}),
        ((1, 2, 3), fill_results, DoubtKind.EMPTIED, {"1.1/2021", "1.2/2021", "1.3/2021"}),
        ((1, 2, 3), fill_series, DoubtKind.EMPTIED, {"1.1/2021", "1.2/2021", "1.3/2021"}),
        ((1, 2, 3), fill_requests, DoubtKind.EMPTIED, {"1.1/2021", "1.2/2021", "1.3/2021"}),
        ((1, 2), merge_marks, DoubtKind.MERGED, {"1.1/2021", "1.2/2021"}),
    ],
)
def test_cells_that_moved_or_vanished_together_are_nobodys_wish(
    marked: tuple[int, ...], happened: Callable[[Scenario], None], kind: DoubtKind, doubted: set[str]
):
    """The journal hears of nothing, each row says so, and undo restores everything as if nothing had happened."""
    life = begun(*marked)
    before, stands = life.paper.copy().sheets[PLAN], list(life.journal)
    happened(life)
    passed = life.sync(date(2021, 3, 3))
    assert (passed.kinds, life.journal) == ([], stands)
    assert {doubt.key: doubt.kind for doubt in passed.doubts} == dict.fromkeys(doubted, kind)
    assert doubted <= set(passed.told)
    assert all(life.remark(code) for code in doubted)
    life.paper.sheets[PLAN], life.paper.merges = before, {}
    undone = life.sync(date(2021, 3, 4))
    assert (undone.kinds, undone.doubts, life.journal) == ([], (), stands)


@pytest.mark.parametrize("what", ["moved_rows", "emptied_rows"])
def test_below_its_threshold_a_move_is_believed(what: str):
    """The thresholds stand in workflow.yaml."""
    life = begun(1, 2, 3, rules=DoubtRules.model_validate({what: 50, "moved_rows": 50}))
    (clear_column if what == "emptied_rows" else swap_two)(life)
    assert set(life.sync(date(2021, 3, 3)).kinds) >= {"withdrawn" if what == "emptied_rows" else "superseded"}


@pytest.mark.parametrize(
    "happened",
    [
        lambda life: life.paper.sort(PLAN),
        lambda life: [life.mark(code, "Начато") for code in CODES],
        lambda life: [life.mark(code, "Готово", f"{NOTE} впервые {code}") for code in CODES[2:]],
        lambda life: [life.paper.write(PLAN, code, columns.REQUEST, None) for code in CODES[:2]],
        lambda life: [life.paper.write(PLAN, code, columns.COMMENT, None) for code in CODES],
        lambda life: [life.paper.write(PLAN, code, columns.COMMENT, words) for code, words in WORDS],
    ],
    ids=[
        "whole rows sorted", "a fill-down of «Начато»", "many new marks in one look", "two marks emptied",
        "comments of completions cleared", "words that another row still says",
    ],
)  # fmt: skip
def test_honest_work_is_never_doubted(happened: Callable[[Scenario], None]):
    life = begun(1, 2, 3)
    for code in (CODES[0], CODES[1], CODES[2]):
        life.paper.write(PLAN, code, columns.COMMENT, "ждём приказ")
    life.sync(date(2021, 3, 2))
    happened(life)
    assert life.sync(date(2021, 3, 3)).doubts == ()


def test_yesterdays_copy_takes_nothing_back_and_a_new_word_in_it_is_believed():
    """The save number on the board is older than the highest seen."""
    life = begun(1)
    life.vote("anna", "Утвердить", ballot="1.1/2021-1.1")
    life.sync()
    yesterday = life.paper.copy()
    life.vote("anna", "Вернуть", "дополните", ballot="1.1/2021-1.1")
    life.mark("1.2/2021", "Начато")
    life.sync(date(2021, 3, 3))
    stands = len(life.journal)
    life.paper = yesterday
    life.mark("1.3/2021", "Начато")
    passed = life.sync(date(2021, 3, 4))
    assert [(event.milestone, event.kind) for event in passed.effects.events] == [("1.3/2021", "started")]
    assert {(doubt.key, doubt.kind) for doubt in passed.doubts} >= {("1.2/2021", DoubtKind.OLDER)}
    assert len(life.journal) == stands + 1


def test_a_new_word_beside_the_cells_of_an_older_copy_does_not_let_them_be_believed():
    """Of a row as of a vote: nothing is withdrawn in anybody's name."""
    life = begun(1)
    life.mark("1.2/2021", "Начато")
    life.sync(date(2021, 3, 2))
    yesterday = life.paper.copy()
    life.vote("anna", "Утвердить", ballot="1.1/2021-1.1")
    life.mark("1.2/2021", "Готово", f"{NOTE} № 7")
    life.sync(date(2021, 3, 3))
    life.paper = yesterday
    life.vote("anna", None, "хорошо бы приложить фото", ballot="1.1/2021-1.1")
    life.paper.write(PLAN, "1.2/2021", columns.COMMENT, "приложение завтра")
    passed = life.sync(date(2021, 3, 4))
    assert (passed.kinds, {doubt.key for doubt in passed.doubts}) == ([], {"1.1/2021-1.1", "1.2/2021"})


def test_what_a_merge_took_away_is_no_wish_when_the_cells_are_apart_again():
    """Whoever follows the hint has only half mended it; a new choice, or what was there, ends the doubt."""
    life = begun(1, 2)
    merge_marks(life)
    life.sync(date(2021, 3, 3))
    life.paper.merges = {}
    apart = life.sync(date(2021, 3, 4))
    assert (apart.kinds, [(each.key, each.kind) for each in apart.doubts]) == ([], [("1.2/2021", DoubtKind.EMPTIED)])
    life.mark("1.2/2021", "Начато")
    assert life.sync(date(2021, 3, 5)).kinds == ["withdrawn", "started"]


@pytest.mark.parametrize("remarks", [("фото хорошие",), ("фото хорошие", None), (None, None)])
def test_a_vote_that_slid_into_another_voters_columns_is_nobodys(remarks: tuple[str | None, ...]):
    """Neither withdrawn by the one nor given by the other, and undo leaves nothing behind; bare votes prove nothing."""
    life = begun(1, 2)
    votes = [*zip(("1.1/2021-1.1", "1.2/2021-1.1"), remarks, strict=False)]
    for number, remark in votes:
        life.vote("anna", "Утвердить", remark, ballot=number)
    life.sync(date(2021, 3, 3))
    stands = list(life.journal)
    for giver, taker in (("anna", "boris"), ("boris", "anna")):
        for number, remark in votes:
            life.vote(giver, None, ballot=number)
            life.vote(taker, "Утвердить", remark, ballot=number)
        passed = life.sync(date(2021, 3, 4))
        proven = any(remarks) and taker == "boris"
        assert {doubt.unit[0] for doubt in passed.doubts if doubt.kind is DoubtKind.MOVED} == (
            {number for number, _ in votes} if proven else set()
        )
        assert (life.journal == stands) is any(remarks)


def test_votes_in_the_row_of_another_ballot_are_not_believed():
    """The number names one ballot, the result and the day of the row another one: nothing is written there."""
    life = begun(1)
    life.vote("anna", "Утвердить", ballot="1.1/2021-1.1")
    life.mark("1.1/2021", "Готово", f"{NOTE} № 9")
    assert "superseded" in life.sync(date(2021, 3, 3)).kinds
    rows = [life.paper.row(columns.APPROVAL, number) for number in ("1.1/2021-1.1", "1.1/2021-2.1")]
    before, place = life.paper.copy(), life.paper.column(columns.APPROVAL, columns.NUMBER)
    for row, number in zip(rows, ("1.1/2021-2.1", "1.1/2021-1.1"), strict=True):
        life.paper.sheets[columns.APPROVAL][row][place - 1] = number
    passed = life.sync(date(2021, 3, 4))
    assert (passed.kinds, {each.kind for each in passed.doubts}) == ([], {DoubtKind.OTHER_ACTIVITY})
    assert {"1.1/2021-2.1"} <= set(passed.told)
    life.paper = before
    undone = life.sync(date(2021, 3, 5))
    assert (undone.kinds, undone.doubts) == ([], ())


def test_a_ballots_row_that_only_repeats_another_ones_texts_is_healed_and_its_votes_count():
    """Somebody filled them down, or a pass died between the moved day and its save: that is no exchange."""
    life = begun(1)
    life.mark("1.1/2021", "Готово", f"{NOTE} № 9")
    life.sync(date(2021, 3, 3))
    numbers = ("1.1/2021-1.1", "1.1/2021-2.1")
    first, second = (life.paper.sheets[columns.APPROVAL][life.paper.row(columns.APPROVAL, each)] for each in numbers)
    before = list(second)
    for header in (columns.STAGE, columns.DECIDE_BY, columns.RESULT):
        place = life.paper.column(columns.APPROVAL, header) - 1
        second[place] = first[place]
    life.vote("anna", "Утвердить", ballot="1.1/2021-2.1")
    passed = life.sync(date(2021, 3, 3))
    assert (passed.kinds, passed.doubts) == (["voted"], ())
    assert [life.paper.sheets[columns.APPROVAL][life.paper.row(columns.APPROVAL, numbers[1])][place] == before[place]
            for place in range(7)] == [True] * 7  # fmt: skip


def test_a_choice_that_is_new_in_its_row_is_believed_in_an_older_copy_too():
    """Whatever stands beside it: somebody chose it."""
    life = begun()
    life.mark("1.2/2021", "Прошу снять", why="нет участников")
    life.sync(date(2021, 3, 2))
    yesterday = life.paper.copy()
    life.mark("1.2/2021", "Прошу снять", why="нет участников и денег")
    life.sync(date(2021, 3, 3))
    life.paper = yesterday
    life.mark("1.2/2021", "Готово", f"{NOTE} № 5")
    passed = life.sync(date(2021, 3, 4))
    assert (passed.doubts, "submitted" in passed.kinds) == ((), True)


def test_work_that_begins_after_an_empty_merge_is_believed():
    life = begun()
    row, column = life.paper.row(PLAN, CODES[0]), life.paper.column(PLAN, columns.REQUEST)
    life.paper.merges[PLAN] = (Area(row, row + 1, column, column),)
    life.sync(date(2021, 3, 2))
    life.paper.merges = {}
    life.mark(CODES[0], "Готово", f"{NOTE} № 5")
    passed = life.sync(date(2021, 3, 3))
    assert (passed.doubts, passed.kinds[:1]) == ((), ["submitted"])


@pytest.mark.parametrize(
    ("stands", "known", "number"), [(None, 0, 1), (3, 3, 4), (5, 3, 6), (2, 3, None), (None, 3, None)]
)
def test_an_older_copy_gets_no_new_number_before_a_pass_has_seen_it(
    stands: int | None, known: int, number: int | None
):
    stamp = next_stamp("school-150", stands, known)
    assert (stamp and stamp.save) == number


def test_what_an_older_copy_shows_can_move_as_well():
    """What stands in a doubted row is not what was believed of it; other rows must not get it for all that."""
    life = begun(1, 2)
    older = life.paper.copy()
    life.mark("1.2/2021", "Готово", f"{NOTE} № 9")
    life.sync(date(2021, 3, 3))
    life.paper = older
    assert [doubt.key for doubt in life.sync(date(2021, 3, 4)).doubts] == ["1.2/2021"]
    swap_two(life)
    passed = life.sync(date(2021, 3, 5))
    assert passed.kinds == []
    assert [(doubt.key, doubt.kind) for doubt in passed.doubts] == [
        ("1.1/2021", DoubtKind.MOVED), ("1.2/2021", DoubtKind.MOVED)
    ]  # fmt: skip


def test_two_counted_votes_of_one_voter_that_vanish_are_doubted_and_hold_nobody_else():
    """Nothing is withdrawn; the voter alone confirms, and the other voters' votes go on."""
    life = begun(1, 2)
    numbers = ("1.1/2021-1.1", "1.2/2021-1.1")
    for number in numbers:
        life.vote("anna", "Утвердить", ballot=number)
    assert life.sync(date(2021, 3, 3)).kinds == ["voted", "voted"]
    for number in numbers:
        life.vote("anna", None, ballot=number)
        life.vote("boris", "Утвердить", ballot=number)
    passed = life.sync(date(2021, 3, 4))
    assert passed.kinds == ["voted", "voted"]
    assert {(doubt.key, doubt.kind) for doubt in passed.doubts} == {
        ("1.1/2021-1.1", DoubtKind.EMPTIED), ("1.2/2021-1.1", DoubtKind.EMPTIED)
    }  # fmt: skip
    with pytest.raises(VekhaError):
        life.accept("1.1/2021-1.1")


def test_mending_one_row_frees_that_row_alone():
    """Choosing the mark again is a wish; the other rows stay in doubt."""
    life = begun(1, 2, 3)
    clear_column(life)
    life.sync(date(2021, 3, 3))
    life.mark("1.1/2021", "Начато")
    passed = life.sync(date(2021, 3, 4))
    assert [(event.milestone, event.kind) for event in passed.effects.events][:1] == [("1.1/2021", "withdrawn")]
    assert {doubt.key for doubt in passed.doubts} == {"1.2/2021", "1.3/2021"}


def test_what_is_accepted_is_a_fact_with_a_reason_and_counts_from_the_day_it_was_seen():
    life = begun(1, 2)
    swap_two(life)
    life.sync(date(2021, 3, 3))
    life.day = date(2021, 3, 9)
    facts = life.accept("1.1/2021")
    assert [fact.kind for fact in facts] == ["doubt_accepted"]
    assert "так и задумано" in facts[0].why
    passed = life.sync(date(2021, 3, 9))
    assert [event.kind for event in passed.effects.events if event.milestone == "1.1/2021"][:2] == [
        "superseded", "submitted"
    ]  # fmt: skip
    submission = life.known.state("1.1/2021").submission
    assert submission is not None
    assert submission.made_at.date() == date(2021, 3, 3)
    assert {doubt.key for doubt in passed.doubts} == {"1.2/2021"}
    with pytest.raises(VekhaError, match="сомнений нет"):
        life.accept("1.3/2021")
    with pytest.raises(VekhaError, match="причин"):
        life.accept("1.2/2021", reason=" ")


def test_what_was_undone_after_the_pass_that_doubted_it_is_not_accepted():
    life = begun(1, 2)
    swap_two(life)
    life.sync(date(2021, 3, 3))
    swap_two(life)
    assert life.accept() == []
    with pytest.raises(VekhaError, match="с последнего прохода строка изменилась"):
        life.accept("1.1/2021")
    passed = life.sync(date(2021, 3, 9))
    assert (passed.effects.events, passed.doubts) == ((), ())


def test_a_doubted_row_that_is_deleted_is_put_back_as_last_seen():
    life = begun(1, 2)
    swap_two(life)
    life.sync(date(2021, 3, 3))
    life.paper.delete(PLAN, life.paper.row(PLAN, "1.1/2021"))
    life.sync(date(2021, 3, 4))
    assert life.paper.read(PLAN, "1.1/2021", columns.RESULT) == f"{NOTE} № 1"
    assert {doubt.key for doubt in life.sync(date(2021, 3, 5)).doubts} == {"1.2/2021"}


def test_nothing_ends_on_a_doubted_row():
    """The last vote is recorded, but «Исполнено» waits until the row is mended."""
    life = begun(1, 2)
    swap_two(life)
    life.sync(date(2021, 3, 3))
    ballot = life.known.state("1.1/2021").ballot
    assert ballot is not None
    for person in ballot.voters:
        life.vote(person, "Утвердить", ballot="1.1/2021-1.1")
    doubted = life.sync(date(2021, 3, 4)).kinds
    assert "voted" in doubted
    assert "done" not in doubted
    swap_two(life)
    assert "done" in life.sync(date(2021, 3, 5)).kinds


def test_a_row_whose_code_and_texts_name_two_activities_is_set_apart():
    """The four texts of 1.3 pasted over 1.2: nothing is written there but the remark."""
    life = begun(3)
    row, other = life.paper.row(PLAN, "1.2/2021"), life.paper.row(PLAN, "1.3/2021")
    for column in range(2, 13):
        life.paper.put(PLAN, row, column, life.paper.get(PLAN, other, column))
    passed = life.sync(date(2021, 3, 3))
    assert passed.kinds == []
    assert {doubt.key: doubt.kind for doubt in passed.doubts} == {"1.2/2021": DoubtKind.OTHER_ACTIVITY}
    assert life.paper.read(PLAN, "1.2/2021", columns.TITLE) == "Мероприятие 1.3"
    assert "разные мероприятия" in life.remark("1.2/2021")


def test_where_texts_are_looked_up_a_pasted_row_waits_though_its_texts_are_mended_at_once():
    """A board that looks texts up by code shows the right ones at the next look: the marks are doubted all the same."""
    life = begun(3)
    for header in columns.MARK_COLUMNS:
        life.paper.write(PLAN, "1.2/2021", header, life.paper.read(PLAN, "1.3/2021", header))
    pasted = replace(life.view(), looked_up=True, misnamed=frozenset({"1.2/2021", "1.5/2021"}))
    looks, known, kinds = life.looks, life.known, []
    for view in (pasted, replace(pasted, misnamed=frozenset())):
        observed = observe(life.school, known, looks, view, life.now())
        looks = replace(looks, doubts=observed.doubts)
        kinds.append({doubt.key: doubt.kind for doubt in observed.doubts})
    assert kinds == [{"1.2/2021": DoubtKind.MOVED}] * 2
    assert all(doubt.may_be_accepted for doubt in looks.doubts)


def test_a_board_without_a_stamp_is_adopted():
    paper = MemoryBoard()
    life = Scenario(small_school(ROWS), paper=paper)
    life.sync()
    life.paper.stamp = None
    life.mark("1.1/2021", "Готово", ORDER)
    assert life.sync(date(2021, 3, 2)).doubts == ()
    assert life.paper.stamp is not None
