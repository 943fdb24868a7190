"""Generated lives of a school whose roadmap is amended again and again while people mark and vote.

Whatever an order does, the laws of the journal hold and nothing that was there is lost: no code, row, vote or result.
"""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from models.amending.amendment import Amendment, Draft
from models.amending.draft import draft
from models.amending.matching import NEW, Matching, match
from models.approval import decide, due_date
from models.board import columns as b
from models.board import years_begun
from models.document import Executor, Preamble
from models.importing import Imported, ImportedActivity, ImportedDirection
from models.journal import Event, Moved, Rescheduled, Restored, audit, replay
from models.journal.events import event_from_json, event_to_json
from models.projection import LineKind
from models.roadmap import Order, Roadmap
from models.school import School, Status
from models.terms import Period, understand
from tasks.config import stage
from tests.support.fuzz import examples
from tests.support.scenario import NOTE, ORDER, Scenario, small_school

TITLES = (
    "Издать приказ о наставниках",
    "Провести ярмарку профессий для родителей",
    "Собрать базу предприятий города",
    "Провести ярмарку профессий для учеников",
    "Обновить раздел сайта",
    "Обучить педагогов новым программам",
    "Встретиться с выпускниками",
)
SUFFIXES = ("", "", " лицея", " в новой редакции")
TERMS = (
    "март 2021",
    "март 2021",
    "2021-2025",
    "май 2021",
    "март, май 2021",
    "июнь 2022",
    "май ежегодно",
    "по плану",
    "",
)
POSTS = ("Директор", "Рабочая группа", "Куратор", "Педагог")
FORMS = ("Приказ", "Информация")
ROW = st.tuples(*(st.sampled_from(each) for each in (TITLES, SUFFIXES, TERMS, POSTS, FORMS)))
REQUESTS = ("Начато", "Готово", "Готово", "Прошу перенести", "Прошу снять", None)
Row = tuple[str, str, str, str]
HEAD = 'title: Дорожная карта  # a comment\nperiod: "2021-2025"\ndirections:\n'


def rows_of(roadmap: Roadmap) -> list[list[Row]]:
    """The rows of the roadmap in force, by direction."""
    return [
        [(each.title, each.term, each.executors[0], each.result_form) for each in one.activities if not each.retired]
        for one in roadmap.directions
    ]


def imported(rows: list[list[Row]], last: int, called: str = "Часть") -> Imported:
    """A document with these rows, counted from one."""
    period = Period(2021, last)
    directions = []
    for number, part in enumerate(rows, start=1):
        activities = tuple(
            ImportedActivity(
                code=f"{number}.{place}", title=title, term=understand(term, period), executors=(Executor(post),),
                result_form=form, mended=(), where="", found=("", "", "", ""),
            )
            for place, (title, term, post, form) in enumerate(part, start=1)
        )  # fmt: skip
        directions.append(ImportedDirection(number, f"{called} {number}", activities))
    return Imported(Preamble(), period, tuple(directions), ())


class AmendedLife(RuleBasedStateMachine):
    """People and orders on the left, the engine on the right."""

    @initialize()
    def open_school(self) -> None:
        self.life = Scenario(small_school())
        self.folder = tempfile.TemporaryDirectory(prefix="vekha-")
        self.file = Path(self.folder.name) / "roadmap.yaml"
        directions = [each.model_dump(exclude_defaults=True) for each in self.life.school.roadmap.directions]
        listed = yaml.safe_dump(directions, allow_unicode=True, sort_keys=False)
        self.file.write_text(HEAD + listed, encoding="utf-8")
        self.orders = 0
        self.titles = {each.code for each in self.life.school.roadmap.activities()}
        self.sync()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def codes(self) -> list[str]:
        begun = years_begun(self.life.school, self.life.day)
        return [each.code for each in self.life.school.milestones if each.year in begun]

    @rule(pick=st.integers(0, 99), request=st.sampled_from(REQUESTS),
          new=st.sampled_from((date(2021, 12, 1), date(2022, 10, 1))))  # fmt: skip
    def mark(self, pick: int, request: str | None, new: date) -> None:
        code = self.codes()[pick % len(self.codes())]
        milestone = self.life.school.by_code[code]
        proof = ORDER if milestone.activity.result_form == "Приказ" else NOTE
        self.life.mark(code, request, proof, new if request == "Прошу перенести" else None, "причина")

    @rule(pick=st.integers(0, 9), people=st.sets(st.sampled_from(("anna", "boris", "gleb")), min_size=1),
          said=st.sampled_from(("Утвердить", "Утвердить", "Утвердить", "Вернуть")))  # fmt: skip
    def vote(self, pick: int, people: set[str], said: str) -> None:
        self.sync()
        ballots = [state.ballot for state in self.life.known.states.values() if state.pending and state.ballot]
        if ballots:
            number = ballots[pick % len(ballots)].number
            for person in sorted(people):
                self.life.vote(person, said, "причина", number)
        self.sync()

    @rule(days=st.integers(1, 200))
    def wait(self, days: int) -> None:
        self.life.day = min(self.life.day + timedelta(days=days), date(2024, 12, 30))
        self.sync()

    @rule(data=st.data(), drop=st.sets(st.integers(0, 6), max_size=2), add=st.lists(ROW, max_size=2),
          change=st.lists(st.tuples(st.integers(0, 9), ROW, st.integers(0, 15)), max_size=3),
          shuffled=st.booleans(), last=st.sampled_from((2025, 2025, 2025, 2026)), reopen=st.booleans(),
          called=st.sampled_from(("Часть", "Часть", "Раздел")), extra=st.booleans())  # fmt: skip
    def amend(self, data: Any, drop: set[int], add: list[Any], change: list[Any], shuffled: bool, last: int,
              reopen: bool, called: str, extra: bool) -> None:  # fmt: skip
        rows = rows_of(self.life.school.roadmap)
        flat = [(place, row) for place, part in enumerate(rows) for row in part]
        for number, (title, suffix, term, post, form), which in change:
            place, old = flat[number % len(flat)] if flat else (0, ("", "", "", ""))
            if flat:
                fresh = (title + suffix, term, post, form)
                flat[number % len(flat)] = (place, tuple(fresh[n] if which >> n & 1 else old[n] for n in range(4)))
        flat = [each for number, each in enumerate(flat) if number not in drop]
        flat += [
            (number % 2, (title + suffix, term, post, form))
            for number, (title, suffix, term, post, form) in enumerate(add)
        ]
        if shuffled:
            flat.reverse()
        parts = [[row for place, row in flat if place == each] for each in range(len(rows))]
        if extra and len(parts) < 4:
            parts.append([("Завести новый кружок", "апрель 2021", "Педагог", "Информация")])
        document = imported(parts, last, called)
        told: dict[str, str] = {}
        while (matching := match(self.life.school.roadmap, document, told)).doubts:
            doubt = matching.doubts[0]
            told[doubt.new.code] = data.draw(st.sampled_from([*(each.code for each in doubt.candidates), NEW]))
        self.apply(document, matching, told, reopen)

    def apply(self, document: Imported, matching: Matching, told: dict[str, str], reopen: bool) -> None:
        self.orders += 1
        order, life = Order(number=str(self.orders), date=life_day(self.life)), self.life
        amendment = Amendment(life.school, life.known, document, matching, order, life.now())
        found = draft(amendment)
        if reopen:
            codes = {each.code for one in found.changes for each in one.milestones if each.what == "may_return"}
            found = draft(replace(amendment, reopen=frozenset(codes)))
        before = life.school
        self.write(before.roadmap, found)
        known = life.known
        life.school = replace(life.school, roadmap=found.roadmap)
        life.known = replace(
            known.after(found.events, {}), head_at=found.events[-1].seen_at if found.events else known.head_at
        )
        life.journal.extend(found.events)
        self.check_nothing_lost(before, known, found)
        again = match(life.school.roadmap, document, {})
        twice = draft(Amendment(life.school, life.known, document, again, order, life.now()))
        if not again.doubts:
            assert (twice.changes, twice.events) == ((), ())
        self.sync()

    def write(self, before: Roadmap, found: Draft) -> None:
        """The file follows line by line: staging compares what it would load as."""
        if found.changes:
            stage(self.file, before, found.roadmap).put(Path(self.folder.name), self.life.now())
            assert "# a comment" in self.file.read_text(encoding="utf-8")

    def check_nothing_lost(self, before: School, known: Any, found: Draft) -> None:
        life = self.life
        old, new = {each.code: each for each in before.milestones}, life.school.by_code
        assert set(old) <= set(new)
        assert len(new) == len(life.school.milestones)
        added = {each.code for each in found.changes if each.kind == "added"}
        assert not added & self.titles
        self.titles |= added
        moved = {each.milestone for each in found.events if isinstance(each, Rescheduled | Restored | Moved)}
        for code, milestone in old.items():
            was, now = known.state(code), life.known.state(code)
            assert new[code].year == milestone.year
            if code not in moved:
                assert due_date(new[code], now) == due_date(milestone, was), code
            assert [each.number for each in now.ballots] == [each.number for each in was.ballots]
            assert [each.votes for each in now.ballots] == [each.votes for each in was.ballots]
            assert [each.shown.result for each in now.submissions] == [each.shown.result for each in was.submissions]
            restored = any(isinstance(each, Restored) and each.milestone == code for each in found.events)
            if was.finished and not restored:
                assert (now.rest, now.why) == (was.rest, was.why)
            if new[code].retired is not None:
                assert now.status in (Status.CANCELLED, Status.DONE), code
        assert_events_travel(found.events)

    def sync(self) -> None:
        """One pass, and every law."""
        life = self.life
        passed = life.sync()
        assert not passed.lost
        assert life.sync().effects.events == ()  # which sees the rows that the first one made
        assert replay(life.journal) == life.known.states
        assert list(audit(life.journal)) == []
        settled = decide(life.school, life.known, life.view(), life.now())
        assert (settled.events, dict(settled.sightings)) == ((), {})
        assert not life.sync().edits
        for code in self.codes():
            assert len(life.paper.find(life.tab(code), code)) == 1, code
            assert life.paper.read(life.tab(code), code, b.STATUS)
        for page in life.projection().plans:
            titles = [line.cells[b.TITLE] for line in page.lines if line.kind is LineKind.DIRECTION]
            column = life.paper.column(page.title, b.TITLE)
            stand = [life.paper.get(page.title, row, column) for row in life.paper.sheets[page.title]]
            assert [stand.count(each) for each in titles] == [1] * len(titles)
        assert all(each.why for each in passed.overviews)


def life_day(life: Scenario) -> date:
    """The day of an order."""
    return life.day


def assert_events_travel(events: tuple[Event, ...]) -> None:
    """What is written to the journal reads back as it was."""
    assert [event_from_json(event_to_json(each)) for each in events] == list(events)


TestAmendedLife = AmendedLife.TestCase
TestAmendedLife.settings = settings(
    examples(10), stateful_step_count=12, suppress_health_check=list(HealthCheck), print_blob=True
)
