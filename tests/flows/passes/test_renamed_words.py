"""The words of workflow.yaml may be changed: no other word for a status, request or choice is shown anywhere."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from models.approval import Overview, overview
from models.board import columns
from models.letters import DeliveryContext, mailing
from models.output import artifacts
from models.projection import Projection, difference
from models.school import Choice, GoogleBoardSettings, Request, School, Status
from tasks.google import layout_of
from tasks.google.formats import chart, page_requests
from tasks.mail import render_all
from tasks.xlsx import make_workbook
from tests.support.sample import shipped
from tests.support.scenario import ORDER, Scenario

STATUSES = ("Ждёт", "Идёт", "У голосующих", "Переделать", "Выполнено", "Отменено", "Когда – неясно")
REQUESTS = ("Приступили", "Сделано", "Дайте время", "Отмените")
CHOICES = ("Согласен", "Не согласен", "Без мнения")
OLD = [word for words in (shipped().workflow.statuses, shipped().workflow.requests, shipped().workflow.choices)
       for word in words.values()]  # fmt: skip


def renamed() -> School:
    """The shipped school with another word for every status, request and choice."""
    words = {
        "statuses": dict(zip(Status, STATUSES, strict=True)),
        "requests": dict(zip(Request, REQUESTS, strict=True)),
        "choices": dict(zip(Choice, CHOICES, strict=True)),
    }
    return replace(shipped(), workflow=shipped().workflow.model_copy(update=words))


@dataclass(frozen=True)
class Year:
    """What a school lived through, on paper."""

    life: Scenario
    projection: Projection


@cache
def lived() -> Year:
    """A milestone in every status, a refusal with and without a reason, a vote of each kind."""
    life = Scenario(renamed(), day=date(2021, 3, 1))
    workflow = life.school.workflow
    started, done, later, drop = workflow.requests.values()
    yes, no, _ = workflow.choices.values()
    codes = [each.code for each in life.school.milestones if each.year == 2021]
    life.mark(codes[1], started)
    life.mark("1.1/2021", done, ORDER)
    life.mark(codes[2], later, None, date(2021, 12, 1), "Нужны договоры")
    life.mark(codes[3], drop, None, None, "Набора не будет")
    life.sync()
    ballots = 0
    while ballots != len(life.journal) and life.day < date(2021, 4, 1):
        ballots, life.day = len(life.journal), life.day + timedelta(days=1)
        for state in life.known.states.values():
            if state.ballot is not None and state.ballot.outcome == "open":
                returns = state.code == codes[2]
                for voter in state.ballot.voters:
                    life.vote(voter, no if returns else yes, "Рано" if returns else None, state.ballot.number)
        life.sync()
    life.mark(codes[4], done, ORDER)
    life.sync()
    waiting = [state.ballot for state in life.known.states.values() if state.ballot and state.ballot.outcome == "open"]
    life.vote(waiting[-1].voters[0], no, None, waiting[-1].number)
    life.sync()
    return Year(life, life.projection())


def overviews(year: Year) -> tuple[Overview, ...]:
    return overview(year.life.school, year.life.known, {}, year.life.day)


def board(year: Year) -> str:
    rows = [list(rows.values()) for rows in year.life.paper.sheets.values()]
    return json.dumps(rows, default=str, ensure_ascii=False)


def workbook(year: Year) -> str:
    with ZipFile(BytesIO(make_workbook(year.projection))) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))


def google(year: Year) -> str:
    settings = GoogleBoardSettings(kind="google", key_file="key.json")
    layout = layout_of(year.life.school, settings, year.life.day)
    requests = [list(page_requests(page, 1, layout)) for page in year.projection.pages()]
    return json.dumps([requests, chart(year.projection.summary.header, (), 1)], default=str, ensure_ascii=False)


def letters(year: Year) -> str:
    shown = []
    for day in (date(2021, 3, 9), date(2021, 4, 1), date(2021, 4, 5), date(2022, 1, 10)):
        where = overview(year.life.school, year.life.known, {}, day)
        events = tuple(enumerate(year.life.journal, start=1))
        written = mailing(year.life.school, year.life.known, where, (), events, day, None, DeliveryContext()).letters
        rendered, broken = render_all(written, year.life.school, head="0" * 64)
        assert written
        assert not broken
        shown += [f"{text.subject}\n{text.text}\n{text.html}" for _, text in rendered]
    return "\n".join(shown)


def prefect(year: Year) -> str:
    school, day = year.life.school, year.life.day
    shown = [
        artifacts.board(school, overviews(year), day),
        artifacts.happened(school, year.life.journal, None, year.life.now()),
    ]
    return json.dumps([[each.heading, each.says] for each in shown], ensure_ascii=False).replace("\\\\", "")


def journal(year: Year) -> str:
    return "\n".join(event.why for event in year.life.journal)


def test_the_year_on_paper_reaches_what_the_sample_can_reach():
    """Every result that came to a vote was approved, and no term of the sample is unclear."""
    assert set(Status) - {each.status for each in overviews(lived())} == {Status.RETURNED, Status.UNCLEAR}


@pytest.mark.parametrize("shown", [board, workbook, google, letters, prefect, journal], ids=lambda each: each.__name__)
def test_no_word_of_the_shipped_workflow_is_shown(shown: Callable[[Year], str]):
    """«Исполнено 3 из 4» in a summary is a verb that counts, not the name of a status."""
    told = shown(lived())
    there = [word for word in OLD if word in told]  # told is long: most words are not even a part of another
    assert [found for word in there for found in re.findall(rf".{{0,60}}\b{word}\b(?! \d+ из).{{0,60}}", told)] == []


@pytest.mark.parametrize("shown", [board, workbook, google], ids=lambda each: each.__name__)
def test_the_schools_own_words_are_shown(shown: Callable[[Year], str]):
    told = shown(lived())
    assert [word for word in (*STATUSES, *REQUESTS, *CHOICES) if word not in told] == []


def test_the_old_columns_of_the_summary_are_written_anew():
    """On a board made when the words were others the header of «Сводка», the engine's own, changes in its place."""
    year = lived()
    life = Scenario(shipped(), day=year.life.day)
    life.school = renamed()
    edits = difference(life.projection(), life.paper.snapshot(), life.view())
    header = [(edit.column, edit.value) for edit in edits.cells if (edit.tab, edit.row) == (columns.SUMMARY, 3)]
    assert header == list(enumerate(STATUSES, start=3))
    assert (edits.columns, edits.rows, edits.tabs) == ((), (), ())
