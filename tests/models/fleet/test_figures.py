"""What is counted of a school for its municipality: by the rules that the school itself is shown."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.approval import Overview, overview
from models.fleet import (
    Figure,
    Figures,
    FleetSettings,
    SchoolFigures,
    figures,
    fleet_report,
    report_texts,
    school_figures,
    total,
)
from models.letters.summary import bar
from tests.support.report_samples import marks, report_by
from tests.support.scenario import ORDER, Scenario, moment

CODE, BALLOT, DUE = "1.1/2021", "1.1/2021-1.1", date(2021, 3, 31)


def overviews(life: Scenario, day: date) -> tuple[Overview, ...]:
    return overview(life.school, life.known, {}, day)


def counted(life: Scenario, day: date) -> Figures:
    return figures(life.school, "Школа", overviews(life, day), day)


def handed_in(day: date) -> Scenario:
    life = Scenario(day=day)
    life.mark(CODE, "Готово", ORDER)
    life.sync()
    return life


def approved(life: Scenario, day: date) -> Scenario:
    life.vote("anna", "Утвердить", ballot=BALLOT)
    life.vote("boris", "Утвердить", ballot=BALLOT)
    life.sync(day)
    return life


@pytest.mark.parametrize(
    ("made", "decided", "late"),
    [
        (date(2021, 3, 31), date(2021, 4, 7), False),  # the voters were late, not who answers
        (date(2021, 4, 1), date(2021, 4, 2), True),
    ],
)
def test_late_is_what_was_handed_in_after_its_day_as_the_report_says_it(made: date, decided: date, late: bool):
    life = approved(handed_in(made), decided)
    found = counted(life, decided)
    numbers = {each: found.number(each) for each in (Figure.DONE, Figure.IN_TIME, Figure.LATE)}
    assert numbers == {Figure.DONE: 1, Figure.IN_TIME: int(not late), Figure.LATE: int(late)}
    assert ("представлено позже" in marks(report_by(life, decided))["1.1"][0]) is late


def test_a_moved_deadline_is_the_one_that_counts():
    life = Scenario(day=date(2021, 3, 12))
    life.mark(CODE, "Прошу перенести", None, date(2021, 4, 30), "Ждём печать")
    life.sync()
    approved(life, date(2021, 3, 15))
    life.mark(CODE, "Готово", ORDER)
    life.sync(date(2021, 4, 20))
    life.vote("anna", "Утвердить", ballot="1.1/2021-2.1")
    life.vote("boris", "Утвердить", ballot="1.1/2021-2.1")
    life.sync(date(2021, 4, 21))
    found = counted(life, date(2021, 4, 21))
    assert (found.number(Figure.IN_TIME), found.number(Figure.AHEAD), found.number(Figure.LATE)) == (1, 1, 0)


def test_every_number_of_a_school_is_the_one_of_her_own_letters():
    life = approved(handed_in(date(2021, 3, 12)), date(2021, 3, 15))
    day = date(2021, 4, 5)
    found, own = counted(life, day), bar("Школа", overviews(life, day), day)
    assert found.bar == own
    assert {each.value: found.number(each) for each in Figure} == {
        "planned": own.planned, "due": own.due, "done_of_due": own.done, "done": own.done + own.ahead, "in_time": 1,
        "late": 0, "ahead": own.ahead, "share": own.percent, "on_approval": 0, "in_progress": 0, "returned": 0,
        "overdue": own.overdue, "unclear": 0, "cancelled": 0, "standing": None,
    }  # fmt: skip


def standing(life: Scenario, day: date) -> list[tuple[str, int, int]]:
    return [(each.title, each.overdue, each.undecided) for each in counted(life, day).standing]


def test_things_stand_still_at_posts_and_at_stages_whose_day_is_over():
    """Nobody is named: what is signed is a post, and who votes is a stage."""
    life = handed_in(date(2021, 3, 12))
    assert standing(life, date(2021, 3, 31)) == [("Рабочая группа", 0, 1)]
    assert standing(life, date(2021, 4, 1)) == [("Рабочая группа", 1, 1), ("Педагог", 1, 0)]


def test_what_is_handed_in_late_stands_at_nobody_while_the_voters_have_time():
    life = handed_in(date(2021, 4, 5))
    assert [title for title, *_ in standing(life, date(2021, 4, 6))] == ["Педагог", "Рабочая группа"]
    assert counted(life, date(2021, 4, 6)).number(Figure.OVERDUE) == 3


SETTINGS: dict[str, Any] = {
    "id": "district", "name": "Район", "short_name": "Район", "time_zone": "Asia/Yekaterinburg", "database_env": "D",
    "mail": {"sender": "vekha@district.example"}, "readers": [{"label": "Куратор", "address": "c@district.example"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("heard", "is_broken", "said"),
    [
        (moment(date(2021, 4, 1)), False, ""),
        (moment(date(2021, 3, 1)), False, report_texts.silent(date(2021, 3, 1))),
        (moment(date(2021, 4, 1)), True, report_texts.BROKEN_BY_LAST),
    ],
)
def test_a_school_that_is_silent_or_broken_is_told_beside_her_numbers(heard: Any, is_broken: bool, said: str):
    life, now = handed_in(date(2021, 3, 12)), moment(date(2021, 4, 5))
    found = school_figures(
        life.school, overviews(life, now.date()), now, heard, timedelta(days=14), is_broken=is_broken
    )  # fmt: skip
    assert (found.said, found.overall is not None, len(found.directions)) == (said, True, 2)


def test_a_school_whose_journal_is_empty_has_a_sentence_and_no_zeros():
    life, now = Scenario(), moment(date(2021, 4, 5))
    found = school_figures(life.school, overviews(life, now.date()), now, None, timedelta(days=14))
    assert (found.overall, found.directions, found.said) == (None, (), report_texts.NOT_BEGUN)


def test_the_sum_is_of_schools_that_have_numbers_and_columns_bear_the_names_asked_for():
    one = counted(approved(handed_in(date(2021, 3, 12)), date(2021, 3, 15)), date(2021, 4, 5))

    schools = [SchoolFigures("А", one), SchoolFigures("Б", said="молчит"), SchoolFigures("В", one)]
    settings = FleetSettings.model_validate({**SETTINGS, "columns": {"overdue": "Не сделано", "done": None}})
    report = fleet_report(settings, schools, date(2021, 4, 5))
    assert report.columns == ((Figure.OVERDUE, "Не сделано"), (Figure.DONE, "Исполнено всего"))
    assert [report.overall.number(each) for each, _ in report.columns] == [4, 2]
    assert [each.name for each in report.silent] == ["Б"]


def test_the_sum_of_nothing_is_nothing():
    assert (total("Всего", ()).number(Figure.DONE), total("Всего", ()).number(Figure.SHARE)) == (0, None)
