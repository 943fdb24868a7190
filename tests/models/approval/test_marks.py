"""What executors write: requests, results, new dates, comments; and what each of them leads to."""

import unicodedata
from datetime import date, datetime

import pytest

from models.board import Formula, Mark, Value, canonical, fingerprint, full_fingerprint, read_mark
from models.board import columns as b
from models.school import Request, VotedField
from tests.support.sample import shipped
from tests.support.scenario import ANOTHER_ORDER, NOTE, ORDER, Scenario, small_school, story, told, workflow

WORDS = shipped().workflow.requests
CODE = "1.1/2021"


def mark_of(request: Value = None, result: Value = None, new: Value = None, comment: Value = None) -> Mark:
    """A mark as the board's reader would make it from four cells."""
    cells = {
        name: canonical(value) for name, value in zip(b.MARK_COLUMNS, (request, result, new, comment), strict=True)
    }
    return read_mark({name: value for name, value in cells.items() if value is not None}, WORDS, 4000)


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("Начато", Request.STARTED),
        ("Готово", Request.COMPLETION),
        ("готово ", Request.COMPLETION),
        ("\xa0ГОТОВО.", Request.COMPLETION),
        ("Готово\u200b", Request.COMPLETION),
        ("Прошу  перенести", Request.EXTENSION),
        ("прошу\nснять", Request.CANCELLATION),
        (unicodedata.normalize("NFD", "Прошу снять"), Request.CANCELLATION),
        ("", None),
        ("   ", None),
        (None, None),
    ],
)
def test_a_request_is_known_however_it_was_typed(typed, request_):
    assert mark_of(typed) == Mark(request_)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Сделано",), "В ячейке «Отметка» стоит «Сделано»"),
        ((True,), "В ячейке «Отметка» стоит «да»"),
        ((17.0,), "В ячейке «Отметка» стоит «17»"),
        ((Formula("=A1"),), "В ячейке «Отметка» стоит формула"),
        (("Готово", Formula('=HYPERLINK("x")')), "В ячейке «Результат» стоит формула"),
        (("Готово", "я" * 20_000), "В ячейке «Результат» слишком длинный текст (20000 знаков)"),
        (("Прошу перенести", None, "весной", "болезнь"), "Дата «весной» в ячейке «Новый срок» не понята"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem_of_its_row_and_changes_nothing(cells, found):
    life = Scenario()
    life.sync()
    life.mark(CODE, *cells)
    seen = life.sync()
    assert (seen.kinds, seen.problems, life.status(CODE)) == ([], {CODE: found}, "Запланировано")
    assert found in life.remark(CODE)
    assert mark_of(*cells).request is None


def test_an_unknown_word_is_answered_with_every_accepted_one():
    life = Scenario()
    life.mark(CODE, "Гтово")
    (problem,) = life.sync().effects.problems
    assert problem.hint == (
        "Выберите одно из: «Начато», «Готово», «Прошу перенести», «Прошу снять» – или очистите ячейку"
    )


def test_an_unreadable_cell_does_not_stop_the_other_rows():
    life = Scenario()
    life.mark(CODE, Formula("=1+1"))
    life.mark("1.2/2021", "Начато")
    assert life.sync().kinds == ["started"]
    assert (life.status(CODE), life.status("1.2/2021")) == ("Запланировано", "В работе")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (17, 17.0),
        (17, "17"),
        ("17", "17.0"),
        ("17", " 17,00"),
        ("17.50", "17,5"),
        (date(2021, 3, 1), datetime(2021, 3, 1, 0, 0)),
        (date(2021, 3, 1), "01.03.2021"),
        (date(2021, 3, 1), "2021-03-01"),
        ("Приказ № 5", "Приказ\xa0№\xa05"),
        ("Приказ № 5", "  Приказ №  5\n"),
        ("две\r\nстроки", "две\nстроки"),
        ("йод", unicodedata.normalize("NFD", "йод")),
        ("", None),
    ],
)
def test_a_programs_retyping_changes_no_fingerprint(one, other):
    assert full_fingerprint(mark_of("Готово", one)) == full_fingerprint(mark_of("Готово", other))
    assert full_fingerprint(mark_of("Готово", None, None, one)) == full_fingerprint(
        mark_of("Готово", None, None, other)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("17", "170"), ("17", "1.7"), ("100", "1"), ("Приказ № 5", "Приказ № 6"), ("да", "Да"), ("1", "-1"), ("0", None)],
)
def test_a_persons_change_changes_the_fingerprint(one, other):
    assert full_fingerprint(mark_of("Готово", one)) != full_fingerprint(mark_of("Готово", other))


H = "https://host.example"
RESPELLED = [  # as it was entered, and as LibreOffice saves it
    (H, f"{H}/"),
    ("HTTPS://Host.example/Docs", f"{H}/Docs"),
    (f"{H}?x=1 2", f"{H}/?x=1%202"),
    (f"{H}/Приказ 21.pdf", f"{H}/Приказ%2021.pdf"),
    (f"{H}/%d0%9F%D1%80.pdf#page=2", f"{H}/Пр.pdf#page=2"),
    (f"{H}/%D0%9F%e0.pdf", f"{H}/П%E0.pdf"),
    (f"{H}/100%", f"{H}/100%25"),
    (f"{H}/a%zz", f"{H}/a%25zz"),
    (f"{H}/a%2fb", f"{H}/a%2Fb"),
    (f'{H}/a{{b}}|c^d`e"<f>[1]', f"{H}/a%7Bb%7D%7Cc%5Ed%60e%22%3Cf%3E%5B1%5D"),
    (f"{H}/%C2%A0x", f"{H}/\xa0x"),
    (f"{H}/a#", f"{H}/a"),
    (f"{H}/a ", f"{H}/a%20"),
    (f"{H}/a\\b", f"{H}/a/b"),
    ("MAILTO:a@b.example?subject=Пр х", "mailto:a@b.example?subject=Пр%20х"),
    ("\\\\srv\\школа\\док 1.pdf", "file://srv/школа/док%201.pdf"),
    ("file:///\\\\srv\\a.pdf", "file://srv/a.pdf"),
    ("file:///C:/a b.pdf", "file:///C:/a%20b.pdf"),
]


def linked(words: Value, address: str) -> Mark:
    """A mark whose result leads somewhere."""
    return read_mark({b.REQUEST: "Готово", b.RESULT: words, b.RESULT + b.LINK: canonical(address)}, WORDS, 4000)


@pytest.mark.parametrize(("one", "other"), RESPELLED)
def test_a_programs_spelling_of_an_address_changes_no_fingerprint(one: str, other: str):
    """Neither behind words, nor in the words as which a row that was deleted is put back."""
    behind = {full_fingerprint(linked("Приказ № 5", each)) for each in (one, other)}
    put_back = {full_fingerprint(mark_of("Готово", f"Приказ № 5 {each}")) for each in (one, other)}
    assert (len(behind), put_back) == (1, behind)


def test_an_address_that_the_words_say_is_not_said_twice_for_another_spelling():
    """The reader keeps an address only where the words do not say it: that depends on how it is spelled."""
    assert full_fingerprint(linked(f"см. {H}/a#", f"{H}/a")) == full_fingerprint(mark_of("Готово", f"см. {H}/a#"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{H}/1", f"{H}/12"), (f"{H}/a%2Fb", f"{H}/a/b"), (f"{H}/a%3Fb", f"{H}/a?b"), (f"{H}/a%23b", f"{H}/a#b"),
        (f"{H}/a?b=%26", f"{H}/a?b=&"), (f"{H}/a", f"{H}/a/"), (f"{H}/A", f"{H}/a"), (f"{H}/%E0", f"{H}/%E1"),
        (f"{H}/%D0%9F", f"{H}/%D0%9E"), (f"{H}/a%2541", f"{H}/aA"), (f"{H}/a+b", f"{H}/a b"), (H, "http://host.example"),
        ("https://A@host.example", "https://a@host.example"), (f"{H}/#1", f"{H}/#2"), ("file:///C:/a", "file://C/a"),
    ],
)  # fmt: skip
def test_an_address_that_leads_elsewhere_changes_the_fingerprint(one: str, other: str):
    assert full_fingerprint(linked("Приказ № 5", one)) != full_fingerprint(linked("Приказ № 5", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (2 / 3, 0.666666666666667), (12345678901234567, 1.23456789012346e16), (1e21, 1000000000000000000000),
        (234640434871038.47, 234640434871039), (0.060966633066419446, 0.0609666330664195), (-1.5e-7, -0.00000015),
    ],
)  # fmt: skip
def test_the_last_digits_that_a_program_leaves_out_change_no_fingerprint(one: float, other: float):
    assert full_fingerprint(mark_of("Готово", one)) == full_fingerprint(mark_of("Готово", other))
    assert full_fingerprint(mark_of("Готово", one)) != full_fingerprint(mark_of("Готово", one * 1.0001))


def test_a_long_number_that_is_text_is_compared_to_its_last_digit():
    one, other = (full_fingerprint(mark_of("Готово", f"1234567890123456{digit}")) for digit in "78")
    assert one != other


@pytest.mark.parametrize("typed", [date(2021, 6, 1), datetime(2021, 6, 1), "01.06.2021", "2021-06-01", "1 июня 2021"])
def test_a_new_date_is_one_date_however_it_was_typed(typed):
    mark = mark_of("Прошу перенести", None, typed, "болезнь")
    assert mark == Mark(Request.EXTENSION, "", date(2021, 6, 1), "болезнь")
    assert fingerprint(mark, [VotedField.NEW_DATE]) == fingerprint(
        Mark(new_date=date(2021, 6, 1)), [VotedField.NEW_DATE]
    )


def test_the_marks_of_a_milestone_lead_where_the_design_says():
    table = """
        | день  | кто         | пишет                                    | статус            |
        | 1.03  | исполнитель | Начато                                   | В работе          |
        | 2.03  | исполнитель |                                          | Запланировано     |
        | 3.03  | исполнитель | Готово                                   | Запланировано     |
        | 4.03  | исполнитель | Готово; Приказ № 5 от 01.03.2021 https://school150.example/5 | На утверждении |
        | 5.03  | исполнитель | Начато; Приказ № 5 от 01.03.2021 https://school150.example/5 | В работе |
        | 9.03  | исполнитель | Готово; Приказ № 5 от 01.03.2021 https://school150.example/5 | На утверждении |
        | 10.03 | Анна        | Вернуть; нет подписи                     | На доработке      |
        | 11.03 |             |                                          | На доработке      |
        | 12.03 | исполнитель | Готово; Приказ № 6 от 02.03.2021 https://school150.example/6 | На утверждении |
        | 15.03 | Анна        | Утвердить                                | На утверждении    |
        | 16.03 | Глеб        | Утвердить                                | Исполнено         |
        | 17.03 | исполнитель | Начато                                   | Исполнено         |
    """
    assert story(table) == told(table)


def test_extensions_and_cancellations_are_voted_on():
    table = """
        | день  | кто         | пишет                                        | статус             |
        | 1.03  | исполнитель | Прошу перенести; ; 30.04.2021                | Запланировано      |
        | 2.03  | исполнитель | Прошу перенести; ; 30.04.2021; болезнь       | На утверждении     |
        | 3.03  | Анна        | Утвердить                                    |                    |
        | 3.03  | Борис       | Утвердить                                    | Запланировано      |
        | 4.03  | исполнитель | Прошу снять                                  | Запланировано      |
        | 5.03  | исполнитель | Прошу снять; ; ; школа закрыта на ремонт     | На утверждении     |
        | 9.03  | Анна        | Утвердить                                    |                    |
        | 9.03  | Борис       | Утвердить                                    | Снято с контроля   |
    """
    assert story(table) == told(table)


@pytest.mark.parametrize(
    ("new", "comment", "found"),
    [
        (None, "болезнь", "Нет нового срока"),
        ("31.03.2021", "болезнь", "Новый срок 31.03.2021 не позже нынешнего (31.03.2021)"),
        ("01.01.2026", "болезнь", "Новый срок 01.01.2026 за пределами дорожной карты"),
        ("30.04.2021", None, "«Прошу перенести» – без объяснения"),
    ],
)
def test_an_extension_needs_a_later_date_inside_the_roadmap_and_a_reason(new, comment, found):
    life = Scenario()
    life.mark(CODE, "Прошу перенести", None, new, comment)
    seen = life.sync()
    assert (seen.kinds, seen.problems) == ([], {CODE: found})


def test_an_approved_extension_moves_the_due_date_but_neither_code_nor_tab():
    life = Scenario()
    life.mark(CODE, "Прошу перенести", None, "15.01.2022", "ремонт")
    life.sync()
    life.vote("anna", "Утвердить")
    life.vote("boris", "Утвердить")
    assert life.sync().kinds == ["voted", "voted", "stage_met", "moved"]
    assert life.paper.read("План 2021", CODE, b.DUE) == date(2022, 1, 15)
    moved = "Срок перенесён с 31 марта 2021 г. на 15 января 2022 г. решением голосующих: «ремонт». "
    assert life.remark(CODE).startswith(moved)
    life.mark(CODE, "Прошу перенести", None, "10.01.2022", "быстрее")
    assert life.sync().problems == {CODE: "Новый срок 10.01.2022 не позже нынешнего (15.01.2022)"}


def test_evidence_that_is_missing_is_named_and_nothing_is_submitted():
    life = Scenario()
    life.mark(CODE, "Готово", "Приказ готов")
    seen = life.sync()
    assert (seen.kinds, list(seen.problems)) == ([], [CODE])
    assert all(word in seen.problems[CODE] for word in ("номер", "дата", "ссылка"))


def test_a_retyped_cell_neither_supersedes_nor_amends():
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.mark(CODE, " ГОТОВО", f"\xa0{ORDER}  ")
    assert life.sync().kinds == []


def test_a_changed_result_supersedes_and_the_votes_lapse():
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.vote("anna", "Утвердить")
    life.sync()
    life.mark(CODE, "Готово", ANOTHER_ORDER)
    seen = life.sync()
    assert seen.kinds == ["superseded", "submitted", "stage_opened"]
    assert (seen.of(CODE).standing.approvals, seen.of(CODE).state.ballot.number) == (0, "1.1/2021-2.1")
    life.vote("boris", "Утвердить", ballot="1.1/2021-1.1")
    assert life.sync().kinds == []


def test_a_changed_comment_keeps_the_votes_and_is_shown():
    life = Scenario()
    life.mark(CODE, "Готово", ORDER, None, "см. вложение")
    life.sync()
    life.vote("anna", "Утвердить")
    life.sync()
    life.mark(CODE, "Готово", ORDER, None, "см. сайт")
    seen = life.sync()
    assert (seen.kinds, seen.of(CODE).standing.approvals) == (["amended"], 1)
    assert life.paper.read(b.APPROVAL, "1.1/2021-1.1", b.EXECUTOR_COMMENT) == "см. сайт"


def test_the_workflow_may_put_the_comment_under_vote():
    rules = workflow(voted_fields=["request", "result", "new_date", "comment"])
    life = Scenario(small_school(rules=rules))
    life.mark(CODE, "Готово", ORDER, None, "см. вложение")
    life.sync()
    life.mark(CODE, "Готово", ORDER, None, "см. сайт")
    assert life.sync().kinds == ["superseded", "submitted", "stage_opened"]


def test_another_request_supersedes_even_where_requests_are_not_voted_on():
    """Votes for a completion must never be counted for a cancellation."""
    life = Scenario(small_school(rules=workflow(voted_fields=["result"])))
    life.mark(CODE, "Готово", ORDER, None, "школа закрыта")
    life.sync()
    life.vote("anna", "Утвердить")
    life.sync()
    life.mark(CODE, "Прошу снять", ORDER, None, "школа закрыта")
    assert life.sync().kinds == ["superseded", "submitted", "stage_opened"]


def test_taking_evidence_away_under_vote_withdraws_and_says_what_is_missing():
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.mark(CODE, "Готово", "Приказ № 5")
    seen = life.sync()
    assert (seen.kinds, list(seen.problems)) == (["withdrawn"], [CODE])


def test_an_emptied_mark_withdraws_the_submission_and_its_ballot_says_so():
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.mark(CODE)
    assert life.sync().kinds == ["withdrawn"]
    assert life.status(CODE) == "Запланировано"
    assert life.paper.read(b.APPROVAL, "1.1/2021-1.1", b.OUTCOME) == "Представление № 1 отозвано исполнителем"


def refused() -> Scenario:
    """A milestone whose first submission was returned."""
    life = Scenario()
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    life.vote("anna", "Вернуть", "нет подписи")
    life.sync()
    return life


def test_a_refused_mark_is_spent_and_any_change_of_it_is_a_new_wish():
    life = refused()
    assert life.sync().kinds == []
    life.mark(CODE, "Готово", ORDER, None, "подписан")
    assert life.sync().kinds == ["submitted", "stage_opened"]


def test_going_back_to_the_refused_mark_under_vote_withdraws_what_the_row_no_longer_shows():
    """Otherwise the voters would approve a result that stands nowhere any more."""
    life = refused()
    life.mark(CODE, "Готово", ANOTHER_ORDER)
    life.sync()
    life.mark(CODE, "Готово", ORDER)
    seen = life.sync()
    assert (seen.kinds, life.status(CODE)) == (["withdrawn"], "На доработке")
    assert "нет подписи" in life.remark(CODE)


def test_the_reason_of_a_return_stays_in_view_until_a_new_submission():
    """A returned row says what takes it to the vote again, one that is worked on why it was returned."""
    life = refused()
    reason = "озвращено на доработку (рабочая группа). Анна: «нет подписи»"
    way = "Исправьте «Результат» (а если исправлен сам документ – допишите слово в «Комментарий»), оставив «Готово»"
    assert life.remark(CODE) == f"В{reason}. {way}: запись снова уйдёт на утверждение"
    life.mark(CODE, "Начато")
    assert life.sync().kinds == ["started"]
    assert life.remark(CODE) == f"Работа начата. Прошлое решение: в{reason}"
    life.mark(CODE, "Готово", ANOTHER_ORDER)
    life.sync()
    assert "нет подписи" not in life.remark(CODE)


@pytest.mark.parametrize(
    ("request_", "way"),
    [
        ("Прошу снять", "Допишите причину в «Комментарий», оставив «Прошу снять»: запись снова уйдёт на утверждение"),
        (
            "Прошу перенести",
            "Исправьте «Новый срок» или допишите причину в «Комментарий», оставив «Прошу перенести»: "
            "запись снова уйдёт на утверждение",
        ),
    ],
)
def test_what_takes_a_returned_request_to_the_vote_again_is_its_reason_or_day(request_, way):
    """Not its result: a request to strike a row off has none."""
    life = Scenario()
    life.mark(CODE, request_, None, date(2021, 5, 31) if request_ == "Прошу перенести" else None, "ремонт")
    life.sync()
    life.vote("anna", "Вернуть", "не причина")
    life.sync()
    assert life.remark(CODE).endswith(f"Анна: «не причина». {way}")
    life.paper.write(life.tab(CODE), CODE, "Комментарий", "ремонт спортзала до июня")
    assert life.sync().kinds == ["submitted", "stage_opened"]


def test_a_returned_row_that_was_emptied_still_says_why():
    life = refused()
    life.mark(CODE)
    assert life.sync().kinds == ["cleared"]
    assert "нет подписи" in life.remark(CODE)


@pytest.mark.parametrize("request_", ["Готово", "Прошу снять"])
def test_a_finished_row_that_is_edited_is_a_problem_and_the_approved_facts_stay(request_):
    life = Scenario()
    life.mark(CODE, request_, ORDER, None, "причина")
    life.sync()
    life.vote("anna", "Утвердить")
    life.vote("boris", "Утвердить")
    life.sync()
    ended = life.status(CODE)
    before = life.known.state(CODE)
    for change in (
        (request_, ANOTHER_ORDER, None, "причина"),
        (),
        ("Начато",),
        ("Прошу перенести", None, "1.09.2021", "ой"),
    ):
        life.mark(CODE, *change)
        seen = life.sync()
        assert (seen.kinds, list(seen.problems)) == ([], [CODE])
        assert f"статус «{ended}»" in life.remark(CODE)
    life.mark(CODE, request_, ORDER, None, "причина")
    assert life.sync().problems == {}
    assert life.known.state(CODE) == before


def test_a_mark_with_a_note_is_submitted_for_information():
    life = Scenario()
    life.mark("1.2/2021", "Готово", NOTE)
    assert life.sync().kinds == ["submitted", "stage_opened"]
