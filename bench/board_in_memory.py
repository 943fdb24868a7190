"""A large school on paper: milestones, people, marks and ballots, for the benchmarks; nothing of it is measured."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from models.approval import decide
from models.board import SeenRow, View, tabs_of
from models.board import columns as b
from models.journal import JournalState
from models.roadmap import Activity, Direction
from models.school import Roster, Route, School, Stage
from models.school.people import Holder, Person, Post
from tasks.config import load_school

CONFIG = Path(__file__).resolve().parent.parent / "config" / "school-150"
VOTERS = 7
NOW = datetime(2021, 3, 15, 4, tzinfo=UTC)
PROOF = "Положение, приказ № {0} от 18.02.2021 https://school150.example/docs/{0}"


@dataclass(frozen=True)
class Case:
    """A school at the moment when every voter of its open ballots but one has voted."""

    school: School
    known: JournalState
    view: View


def school_of(milestones: int) -> School:
    """The sample school with so many milestones of one year and a working group of seven beside the executors."""
    sample = load_school(CONFIG, NOW)
    people = {f"voter_{n}": Person(label=f"Голосующий {n}") for n in range(VOTERS)}
    group = Post(title="Комиссия", collegial=True, holders=tuple(Holder(person=person) for person in people))
    changes = {
        "people": {**sample.roster.people, **people},
        "posts": (*sample.roster.posts, group),
        "working_group": group.title,
    }
    roster = Roster(**{**dict(sample.roster), **changes})
    stage = Stage(label="комиссия", voters="working_group", quorum="majority", decide_within="5 рабочих дней")
    routes = (Route(kinds=("completion", "extension", "cancellation", "reopening"), stages=("group",)),)
    workflow = sample.workflow.model_copy(update={"stages": {"group": stage}, "routes": routes})
    activities = tuple(
        Activity(code=f"1.{n}", title=f"Мероприятие {n}", term="март 2021", executors=("Рабочая группа",),
                 result_form="Локальные акты")
        for n in range(1, milestones + 1)
    )  # fmt: skip
    direction = Direction(number=1, title="Направление", activities=activities)
    roadmap = sample.roadmap.model_copy(update={"directions": (direction,), "period": "2021"})
    return School(sample.settings, roadmap, roster, workflow, sample.evidence, sample.calendar)


def case_of(milestones: int, ballots: int) -> Case:
    """A board on which so many milestones are under vote with a majority of votes given, the rest planned or begun."""
    school = school_of(milestones)
    tab = next(iter(tabs_of(school)))
    rows: dict[str, SeenRow] = {}
    for number, each in enumerate(school.milestones):
        cells = {} if number % 3 else {b.REQUEST: "Начато"}
        if number < ballots:
            cells = {b.REQUEST: "Готово", b.RESULT: PROOF.format(number)}
        rows[each.code] = SeenRow(tab, number + 4, cells)
    view = View(rows=rows, plans=frozenset({tab}))
    known = JournalState()
    effects = decide(school, known, view, NOW)
    known = known.after(effects.events, effects.sightings)
    votes = {
        f"Голосующий {n}{part}": text
        for n in range(VOTERS - 1)
        for part, text in ((b.VOTE, "Утвердить"), (b.VOTE_COMMENT, "проверено"))
    }
    open_ballots = [state.ballot.number for state in known.states.values() if state.ballot is not None]
    seen = {number: SeenRow(b.APPROVAL, row + 4, votes) for row, number in enumerate(open_ballots)}
    return Case(school, known, replace(view, ballots=seen))
