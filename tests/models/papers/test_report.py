"""The report of a day: what it says of each milestone, that the past stays as it was, and who is asked about."""

from dataclasses import replace
from datetime import date

import pytest

from models.approval import rescheduling
from models.journal import DirectionReworded, Reworded
from models.papers import selection
from models.school import Status
from models.text import VekhaError
from tests.support.report_samples import marks, report_by
from tests.support.scenario import ORDER, Scenario, moment, roadmap, small_school, workflow

CODE, BALLOT = "1.1/2021", "1.1/2021-1.1"
LAST = date(2021, 12, 31)
LONG_TERM = """
    | код | срок      | исполнители    | форма      |
    | 1.1 | март 2021 | Директор       | Приказ     |
    | 1.3 | 2021-2025 | Куратор        | Информация |
"""


def approved(life: Scenario, day: date, ballot: str = BALLOT) -> Scenario:
    life.vote("anna", "Утвердить", ballot=ballot)
    life.vote("boris", "Утвердить", ballot=ballot)
    life.sync(day)
    return life


def asked(day: date, *words: object) -> Scenario:
    """A school whose director marked 1.1/2021 on a day."""
    life = Scenario(day=day)
    life.mark(CODE, *words)
    life.sync()
    return life


def test_a_fulfilled_milestone_tells_when_by_which_document_and_by_which_votes():
    life = approved(asked(date(2021, 3, 12), "Готово", ORDER), date(2021, 3, 15))
    assert marks(report_by(life, LAST))["1.1"] == (
        f"1.1/2021. Исполнено 15.03.2021 (представление № 1 от 12.03.2021). Результат: {ORDER} · "
        "Решение: Рабочая группа: за – двое из трёх (нужно два голоса)",
    )


def test_a_milestone_that_came_late_tells_by_how_long():
    life = approved(asked(date(2021, 4, 12), "Готово", ORDER), date(2021, 4, 15))
    assert "Срок – 31.03.2021, представлено позже на 12 дн." in marks(report_by(life, LAST))["1.1"][0]


def test_a_moved_deadline_tells_from_when_till_when_why_and_by_whom():
    life = asked(date(2021, 3, 12), "Прошу перенести", None, date(2021, 4, 30), "Ждём печать")
    approved(life, date(2021, 3, 15))
    assert marks(report_by(life, date(2021, 5, 10)))["1.1"] == (
        "1.1/2021. Срок перенесён 15.03.2021 с 31.03.2021 на 30.04.2021. Причина: Ждём печать. Решение: Рабочая "
        "группа: за – двое из трёх (нужно два голоса). Просрочено на 10 дн., срок – 30.04.2021",
    )


def test_what_is_struck_off_by_a_vote_tells_why():
    life = approved(asked(date(2021, 3, 12), "Прошу снять", None, None, "Отменён приказ округа"), date(2021, 3, 15))
    assert marks(report_by(life, LAST))["1.1"] == (
        "1.1/2021. Снято с контроля 15.03.2021. Причина: Отменён приказ округа. "
        "Решение: Рабочая группа: за – двое из трёх (нужно два голоса)",
    )


def test_a_milestone_under_vote_tells_what_was_handed_in_and_how_many_voted():
    life = asked(date(2021, 3, 12), "Готово", ORDER)
    life.vote("anna", "Утвердить")
    life.sync(date(2021, 3, 15))
    (line,) = marks(report_by(life, date(2021, 3, 31)))["1.1"]
    assert line.startswith("1.1/2021. На утверждении с 12.03.2021: представление № 1, исполнение")
    assert line.endswith(f"Представлен результат: {ORDER} · Подано голосов: за – 1, за возврат – 0, воздержались – 0")


def test_a_returned_milestone_tells_what_the_voter_missed():
    life = asked(date(2021, 3, 12), "Готово", ORDER)
    life.vote("anna", "Вернуть", "нет подписи")
    life.sync(date(2021, 3, 15))
    (line,) = marks(report_by(life, date(2021, 3, 31)))["1.1"]
    assert line.startswith("1.1/2021. На доработке с 15.03.2021: ")
    assert "«нет подписи»" in line


def test_a_mark_that_lacked_its_proof_is_told_until_it_is_handed_in():
    life = Scenario(day=date(2021, 3, 26))
    life.sync()
    life.mark(CODE, "Готово", "сделали")
    life.sync(date(2021, 3, 29))
    life.sync(date(2021, 3, 30))
    (line,) = marks(report_by(life, LAST))["1.1"]
    assert line.startswith("1.1/2021. Просрочено на 275 дн., срок – 31.03.2021. ")
    assert "29.03.2021: «Готово» не принят" in line
    life.mark(CODE, "Готово", ORDER)
    life.sync(date(2021, 4, 1))
    assert "Готово" not in marks(report_by(life, LAST))["1.1"][0]


def test_milestones_that_lie_ahead_share_one_line():
    life = Scenario(small_school(LONG_TERM))
    assert marks(report_by(life, date(2022, 2, 1)))["1.3"] == (
        "1.3/2021. Просрочено на 38 дн., срок – 25.12.2021",
        "Срок не наступил: 1.3/2022 (до 25.12.2022), 1.3/2023 (до 25.12.2023), 1.3/2024 (до 25.12.2024), "
        "1.3/2025 (до 25.12.2025)",
    )


def test_a_past_day_stays_as_it_was_whatever_happens_later():
    """Votes of later days, an order that rewords and moves, other members of the group: nothing of it is seen."""
    life = asked(date(2021, 3, 12), "Готово", ORDER)
    then = report_by(life, date(2021, 3, 12))
    approved(life, date(2021, 3, 15))
    amended = amend(life)
    assert marks(report_by(amended, LAST)) != marks(then)
    assert report_by(amended, date(2021, 3, 12)) == then


def amend(life: Scenario) -> Scenario:
    """An order gives 1.1 another title and 1.2 another term, in the roadmap and in the journal."""
    table = """
        | код | срок      | исполнители    | форма      |
        | 1.1 | март 2021 | Куратор        | Приказ     |
        | 1.2 | май 2021  | Рабочая группа | Информация |
        | 1.3 | 2021-2025 | Куратор        | Информация |
        | 2.1 | март 2021 | Педагог        | Информация |
    """
    order, at = "№ 12 от 01.09.2021", moment(date(2021, 9, 1))
    was = {each.code: each.wording for each in life.school.roadmap.activities()}
    life.journal.append(Reworded(milestone=CODE, seen_at=at, why="", order=order, was=was["1.1"]))
    moved = rescheduling(life.known.state("1.2/2021"), order, date(2021, 3, 31), date(2021, 5, 31), at)
    life.journal.extend(replace(each, was=was["1.2"]) for each in moved)
    life.journal.append(DirectionReworded(seen_at=at, why="", order=order, number=1, was="Часть 1"))
    renamed = roadmap(table)
    first = renamed.directions[0].model_copy(update={"title": "Управление"})
    life.school = replace(
        life.school, roadmap=renamed.model_copy(update={"directions": (first, *renamed.directions[1:])})
    )
    return life


def test_a_direction_is_called_as_it_was_on_that_day():
    life = amend(asked(date(2021, 3, 12), "Готово", ORDER))
    headings = [report_by(life, day).directions[0].heading for day in (date(2021, 3, 12), LAST)]
    assert headings == ["Направление 1. Часть 1", "Направление 1. Управление"]


def test_a_deadline_moved_by_a_vote_and_then_by_an_order_tells_both_days():
    life = asked(date(2021, 3, 12), "Прошу перенести", None, date(2021, 4, 30), "Ждём печать")
    approved(life, date(2021, 3, 15))
    facts = rescheduling(
        life.known.state(CODE), "№ 12 от 01.09.2021", date(2021, 4, 30), date(2021, 12, 1), moment(date(2021, 9, 1))
    )
    life.journal.extend(facts)
    life.school = replace(life.school, roadmap=roadmap("""
        | код | срок         | исполнители | форма  |
        | 1.1 | декабрь 2021 | Директор    | Приказ |
    """))  # fmt: skip
    (line,) = marks(report_by(life, LAST))["1.1"]
    assert "с 31.03.2021 на 30.04.2021" in line
    assert "с 30 апреля на 1 декабря 2021 г." in line


def test_totals_count_each_milestone_once_and_add_up():
    life = approved(asked(date(2021, 3, 12), "Готово", ORDER), date(2021, 3, 15))
    made = report_by(life, LAST)
    first, second = made.directions
    assert dict(made.counted(first.totals)) == {
        "Вех": 7, "Срок наступил": 3, "Исполнено": 1, "На утверждении": 0, "В работе": 0, "На доработке": 0,
        "Запланировано": 6, "Срок не определён": 0, "Снято с контроля": 0, "Просрочено": 2,
    }  # fmt: skip
    assert made.totals_of(second) == (
        "Итого по направлению 2: вех – 1, срок наступил – 1, исполнено – 0, запланировано – 1, просрочено – 1"
    )
    assert (made.totals.milestones, made.totals.statuses[Status.PLANNED], made.totals.overdue) == (8, 7, 3)


@pytest.mark.parametrize(
    ("direction", "post", "codes"),
    [
        (None, None, ["1.1", "1.2", "1.3", "2.1"]),
        (2, None, ["2.1"]),
        (None, "curator", ["1.3"]),
        (None, "рабочая  группа", ["1.2"]),
        (2, "Директор", []),
    ],
)
def test_a_report_may_be_of_one_direction_or_post(direction: int | None, post: str | None, codes: list[str]):
    life = Scenario()
    assert list(marks(report_by(life, LAST, selection(life.school, direction, post)))) == codes


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"direction": 9}, "Направления 9 нет"),
        ({"post": "Завуч"}, "Должности «Завуч» нет"),
        ({"status": "готово"}, "Статуса «готово» нет"),
    ],
)
def test_what_the_school_does_not_have_is_said(wanted: dict[str, object], said: str):
    with pytest.raises(VekhaError, match=said):
        selection(Scenario().school, **wanted)  # type: ignore[arg-type]


def test_a_status_is_asked_for_by_the_schools_word_or_by_its_key():
    words = {**workflow().statuses, Status.DONE: "Выполнено"}
    school = small_school(rules=workflow(statuses=words))
    life = Scenario(school, day=date(2021, 3, 12))
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    approved(life, date(2021, 3, 15))
    overviews = life.sync(date(2021, 4, 2)).overviews
    for status in ("выполнено", "done"):
        assert [each.code for each in overviews if selection(school, status=status).takes(each)] == [CODE]
    late = selection(school, overdue=True)
    assert [each.code for each in overviews if late.takes(each)] == ["1.2/2021", "2.1/2021"]


def test_an_empty_journal_has_no_control_code():
    made = report_by(Scenario(), LAST)
    assert (made.control, report_by(asked(date(2021, 3, 12), "Начато"), LAST).control) == (
        "Журнал к этому дню пуст", f"Контрольный код журнала: {'c0de' * 16} (запись № 1)",
    )  # fmt: skip
