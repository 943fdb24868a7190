"""Whole lives of a school, generated: people mark, vote, change their minds, leave; rows are sorted, lost, doubled.

After every pass the laws are checked, and the engine is compared with the naive rules of
`tests.support.reference_models`.
`make fuzz` makes the run longer.
"""

import copy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from models.approval import decide
from models.board import columns as b
from models.board import view_of
from models.journal import StageMet, audit, replay
from models.school import Choice, School
from tests.support.fuzz import examples
from tests.support.reference_models import Away, Naive, NaiveStage, Rules
from tests.support.sample import shipped
from tests.support.scenario import (
    ANOTHER_ORDER,
    NOTE,
    ORDER,
    MemoryBoard,
    Passed,
    Scenario,
    roster,
    small_school,
    workflow,
)

ACTIVITIES = """
    | код | срок      | исполнители    | форма      |
    | 1.1 | март 2021 | Директор       | Приказ     |
    | 1.2 | март 2021 | Рабочая группа | Информация |
    | 2.1 | март 2021 | Куратор        | Информация |
"""
CODES = ("1.1/2021", "1.2/2021", "2.1/2021")
ANSWERS = {"1.1/2021": "director", "1.2/2021": "anna", "2.1/2021": "curator"}
LONG_AGO, FAR = date(2000, 1, 1), date(2099, 1, 1)
GROUP = (
    ("anna", LONG_AGO, FAR),
    ("boris", LONG_AGO, date(2021, 3, 12)),
    ("gleb", LONG_AGO, FAR),
    ("vera", date(2021, 3, 10), FAR),
)
AWAY = (
    Away("gleb", date(2021, 3, 3), date(2021, 3, 6), "dina"),
    Away("boris", date(2021, 3, 8), date(2021, 3, 15), "dina"),
    Away("director", date(2021, 3, 4), date(2021, 3, 20), "vera"),
    Away("anna", date(2021, 3, 16), date(2021, 3, 18), "gleb"),
    Away("dina", date(2021, 3, 9), date(2021, 3, 9), "teacher"),
    Away("curator", date(2021, 3, 11), date(2021, 3, 14), None),
)
VOTERS = ("anna", "boris", "gleb", "vera", "dina", "teacher", "curator", "director")
ONE = {post: ((post, LONG_AGO, FAR),) for post in ("curator", "director")}
SCHOOLS: dict[str, tuple[NaiveStage, ...]] = {
    "majority": (NaiveStage(GROUP, "majority", 1),),
    "any": (NaiveStage(GROUP, "any", 2),),
    "all": (NaiveStage(GROUP, "all", 1),),
    "two": (NaiveStage(GROUP, 2, 2),),
    "majority of those present": (NaiveStage(GROUP, "majority", 2, of="present", at_least=2, tie="return"),),
    "the chair breaks ties": (NaiveStage(GROUP, "majority", 3, tie="chair"),),
    "a tie returns": (NaiveStage(GROUP, "all", 2, tie="return"),),
    "three stages": (
        NaiveStage(ONE["curator"], "all", 1, pass_over=True),
        NaiveStage(GROUP, "majority", 1),
        NaiveStage(ONE["director"], "any", 1, pass_over=True),
    ),
}
ORDERS, NOTES = {ORDER, ANOTHER_ORDER}, {NOTE, NOTE + " лицея"}
PROOFS = {"1.1/2021": frozenset(ORDERS), "1.2/2021": frozenset(ORDERS | NOTES), "2.1/2021": frozenset(ORDERS | NOTES)}
REQUESTS = (None, "Начато", "Готово", "Готово", "Готово", "Прошу перенести", "Прошу снять", "Сделано")
RESULTS = (None, ORDER, ANOTHER_ORDER, NOTE, NOTE + " лицея")
DATES = (None, date(2021, 3, 31), date(2021, 4, 30), date(2021, 9, 1), date(2026, 1, 1))
COMMENTS = (None, "болезнь", "ремонт")
BELIEVING = {"moved_rows": 99, "emptied_rows": 99, "vanished_votes": 99}
SAYS = (None, "Утвердить", "Утвердить", "Утвердить", "Вернуть", "Воздержаться", "за")


def rules_of(name: str) -> Rules:
    """A school for the naive rules."""
    return Rules(SCHOOLS[name], AWAY, ANSWERS, dict.fromkeys(CODES, date(2021, 3, 31)), PROOFS, date(2025, 12, 31),
                 lambda day: shipped().calendar.add_working_days(day, 5))  # fmt: skip


def school_of(name: str) -> School:
    """The same school for the engine."""
    post = {GROUP: "working_group", ONE["curator"]: "curator", ONE["director"]: "director"}
    stages: dict[str, dict[str, Any]] = {
        f"stage_{number}": {
            "voters": post[stage.members],
            "quorum": stage.quorum,
            "returns": stage.returns,
            "pass_over_own_work": stage.pass_over,
            "of": stage.of,
            "present_at_least": stage.at_least,
            "tie": stage.tie,
        }
        for number, stage in enumerate(SCHOOLS[name])
    }
    held = [{"person": person, "since": since, "until": until} for person, since, until in GROUP]
    away = [
        {"person": each.person, "since": each.since, "until": each.until, "substitute": each.substitute}
        for each in AWAY
    ]
    people = roster(("anna",), away, {"Рабочая группа": held})
    return small_school(ACTIVITIES, people, workflow(stages, doubt=BELIEVING))


BUILT = {name: school_of(name) for name in SCHOOLS}


class SchoolLife(RuleBasedStateMachine):
    """People on the left, the engine on the right, and the naive rules as the referee."""

    @initialize(name=st.sampled_from(sorted(SCHOOLS)))
    def open_school(self, name: str) -> None:
        self.rules, self.life = rules_of(name), Scenario(BUILT[name])
        self.naive = {code: Naive(code) for code in CODES}
        self.seen: dict[str, dict[str, Any]] = {}
        self.kept: MemoryBoard | None = None
        self.life.sync()
        self.note_cells()

    @rule(
        code=st.sampled_from(CODES),
        request=st.sampled_from(REQUESTS),
        result=st.sampled_from(RESULTS),
        new=st.sampled_from(DATES),
        comment=st.sampled_from(COMMENTS),
    )
    def mark(self, code: str, request: Any, result: Any, new: Any, comment: Any) -> None:
        for row in self.life.paper.find("План 2021", code)[:1]:
            for header, value in zip(b.MARK_COLUMNS, (request, result, new, comment), strict=True):
                self.life.paper.put("План 2021", row, self.life.paper.column("План 2021", header), value)

    @rule(code=st.sampled_from(CODES), other=st.booleans())
    def submit(self, code: str, other: bool) -> None:
        proof = sorted(PROOFS[code])[other]
        self.mark(code, "Готово", proof, None, None)

    @rule(person=st.sampled_from(VOTERS), pick=st.integers(0, 3), said=st.sampled_from(SAYS),
          comment=st.sampled_from(COMMENTS))  # fmt: skip
    def vote(self, person: str, pick: int, said: Any, comment: Any) -> None:
        numbers = [number for each in self.naive.values() for number in each.rows]
        standing = [number for number in numbers if self.life.paper.find(b.APPROVAL, number)]
        if standing and self.has_columns(person):
            number = standing[-1 - pick % len(standing)]
            row, label = self.life.paper.find(b.APPROVAL, number)[0], self.life.school.roster.label(person)
            self.life.paper.put(b.APPROVAL, row, self.life.paper.column(b.APPROVAL, label + b.VOTE), said)
            self.life.paper.put(b.APPROVAL, row, self.life.paper.column(b.APPROVAL, label + b.VOTE_COMMENT), comment)

    @rule(pick=st.integers(0, 3), people=st.sets(st.sampled_from(VOTERS), min_size=1))
    def many_approve(self, pick: int, people: set[str]) -> None:
        for person in sorted(people):
            self.vote(person, pick, "Утвердить", None)
        self.sync()

    @rule(tab=st.sampled_from(("План 2021", b.APPROVAL)), backwards=st.booleans())
    def sort(self, tab: str, backwards: bool) -> None:
        self.life.paper.sort(tab, backwards=backwards)

    @rule(code=st.sampled_from(CODES))
    def delete_row(self, code: str) -> None:
        for row in self.life.paper.find("План 2021", code)[:1]:
            self.life.paper.delete("План 2021", row)
        self.sync()

    @rule(pick=st.integers(0, 9))
    def delete_ballot(self, pick: int) -> None:
        numbers = [number for each in self.naive.values() for number in each.rows]
        if numbers:
            for row in self.life.paper.find(b.APPROVAL, numbers[pick % len(numbers)])[:1]:
                self.life.paper.delete(b.APPROVAL, row)
            self.sync()

    @rule(key=st.sampled_from(CODES), ballot=st.booleans())
    def double_row(self, key: str, ballot: bool) -> None:
        tab = b.APPROVAL if ballot else "План 2021"
        keys = self.naive[key].rows[-1:] if ballot else [key]
        for row in [row for each in keys for row in self.life.paper.find(tab, each)][:1]:
            self.life.paper.copy_row(tab, row)

    @rule()
    def remove_doubles(self) -> None:
        for tab in ("План 2021", b.APPROVAL):
            for key in (*CODES, *(number for each in self.naive.values() for number in each.rows)):
                for row in sorted(self.life.paper.find(tab, key)[1:], reverse=True):
                    self.life.paper.delete(tab, row)

    @rule(code=st.sampled_from(CODES), header=st.sampled_from((b.TITLE, b.STATUS, b.DUE, b.REMARK)),
          value=st.sampled_from((None, "Исполнено", 7)))  # fmt: skip
    def type_over(self, code: str, header: str, value: Any) -> None:
        for row in self.life.paper.find("План 2021", code)[:1]:
            self.life.paper.put("План 2021", row, self.life.paper.column("План 2021", header), value)

    @rule()
    def keep_a_copy(self) -> None:
        self.kept = copy.deepcopy(self.life.paper)

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore_the_copy(self) -> None:
        """Typed back by a person: an older file is doubted, and doubts have generated histories of their own."""
        self.kept.stamp = self.life.paper.stamp
        self.life.paper, self.kept = self.kept, None

    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        self.life.day = min(self.life.day + timedelta(days=days), date(2021, 12, 30))
        self.sync()

    @rule()
    def pass_by(self) -> None:
        self.sync()

    def sync(self) -> None:
        """One pass of both, and every law."""
        life = self.life
        before, board, read = life.known, copy.deepcopy(life.paper), self.read_cells()
        passed = life.sync()
        if passed.lost:
            life.paper = board
            self.naive_put_back()
            return
        self.check_order_of_rows(before, board, passed)
        self.follow(read)
        self.check_laws(passed)
        self.note_cells()

    def naive_put_back(self) -> None:
        """A person does what the sentence says: puts the last good copy back."""
        self.life.paper = copy.deepcopy(self.good)

    def note_cells(self) -> None:
        """Remember the board as this pass left it."""
        self.good = copy.deepcopy(self.life.paper)

    def read_cells(self) -> dict[str, Any]:
        """The cells as a person would read them: key → values, "doubled", or what was last seen of a lost row."""
        paper, found = self.life.paper, {}
        for code in CODES:
            rows = paper.find("План 2021", code)
            cells = [tuple(paper.get("План 2021", row, paper.column("План 2021", name)) for name in b.MARK_COLUMNS)
                     for row in rows]  # fmt: skip
            found[code] = "doubled" if len(rows) > 1 else cells[0] if cells else self.seen.get(code, (None,) * 4)
        for number in (number for each in self.naive.values() for number in each.rows):
            rows = paper.find(b.APPROVAL, number)
            votes = [{person: tuple(self.vote_cell(row, person, part) for part in (b.VOTE, b.VOTE_COMMENT))
                      for person in VOTERS if self.has_columns(person)} for row in rows]  # fmt: skip
            found[number] = "doubled" if len(rows) > 1 else votes[0] if votes else self.seen.get(number, {})
        self.seen.update({key: value for key, value in found.items() if value != "doubled"})
        return found

    def has_columns(self, person: str) -> bool:
        return self.life.school.roster.label(person) + b.VOTE in self.life.paper.sheets[b.APPROVAL][b.HEADER_ROW]

    def vote_cell(self, row: int, person: str, part: str) -> Any:
        label = self.life.school.roster.label(person)
        value = self.life.paper.get(b.APPROVAL, row, self.life.paper.column(b.APPROVAL, label + part))
        return None if value == "—" else value

    def follow(self, read: dict[str, Any]) -> None:
        """Let the naive rules see the same cells."""
        for code, naive in self.naive.items():
            if read[code] == "doubled":
                continue
            open_before = naive.ballot
            naive.see_mark(self.rules, read[code], self.life.day)
            if naive.ballot and naive.ballot == open_before and read[naive.ballot] != "doubled":
                naive.see_votes(self.rules, read[naive.ballot], self.life.day)

    def check_order_of_rows(self, before: Any, board: MemoryBoard, passed: Passed) -> None:
        """The same board sorted another way leads to the same facts."""
        for tab in ("План 2021", b.APPROVAL):
            board.sort(tab)
        view = view_of(self.life.school, board.snapshot())
        again = decide(self.life.school, before, view, self.life.now())
        assert (again.events, again.sightings) == (passed.effects.events, passed.effects.sightings)

    def check_laws(self, passed: Passed) -> None:
        life = self.life
        assert replay(life.journal) == life.known.states
        assert list(audit(life.journal)) == []
        settled = decide(life.school, life.known, life.view(), life.now())
        assert (settled.events, dict(settled.sightings)) == ((), {})
        assert not life.sync().edits
        assert all(each.why and each.why == each.why.strip() for each in passed.overviews)
        assert all(event.why for event in life.journal)
        for event in passed.effects.events:
            if isinstance(event, StageMet):
                self.check_quorum(event)
        for code in CODES:
            self.compare(code, passed)

    def check_quorum(self, met: StageMet) -> None:
        state = replay(life_until(self.life.journal, met))[met.milestone]
        votes = state.ballots[-1].votes
        approving = {vote.voter for vote in votes if vote.choice is Choice.APPROVE}
        assert len(approving) == met.approvals >= met.needed
        assert len({vote.seat for vote in votes}) == len({vote.voter for vote in votes}) == len(votes)
        assert ANSWERS[met.milestone] not in approving

    def compare(self, code: str, passed: Passed) -> None:
        """The engine and the naive rules agree on where a milestone stands."""
        naive, state = self.naive[code], self.life.known.state(code)
        pending, ballot = state.pending, state.ballot
        votes = {vote.voter: (vote.seat, vote.choice.value, vote.comment) for vote in ballot.votes} if ballot else {}
        words = {"Утвердить": "approve", "Вернуть": "return", "Воздержаться": "abstain"}
        found = (
            state.status.value, state.due, len(state.submissions), [each.number for each in state.ballots],
            ballot.number if ballot and pending else None, votes if pending else {},
            (pending.shown.result, pending.shown.new_date, pending.shown.comment) if pending else None,
        )  # fmt: skip
        wanted = (
            naive.status, naive.due, naive.number, naive.rows,
            naive.ballot, {who: (seat, words[said], why) for who, (seat, said, why) in naive.votes.items()}
            if naive.mark else {},
            (naive.mark[1] or "", naive.mark[2], naive.mark[3] or "") if naive.mark else None,
        )  # fmt: skip
        assert found == wanted
        assert passed.of(code).status is state.status


def life_until(journal: list[Any], last: Any) -> list[Any]:
    """The facts up to and including one."""
    return journal[: journal.index(last) + 1]


TestSchoolLife = SchoolLife.TestCase
TestSchoolLife.settings = settings(
    examples(40), stateful_step_count=40, suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_a_pass_that_died_before_writing_is_finished_by_the_next():
    """What was recorded and never written is written by the next pass, and nothing is decided twice."""
    life = Scenario()
    life.mark("1.1/2021", "Готово", ORDER)
    untouched = copy.deepcopy(life.paper)
    life.sync()
    written = copy.deepcopy(life.paper)
    life.paper = untouched
    again = life.sync()
    assert (again.kinds, life.paper.sheets) == ([], written.sheets)


def test_a_pass_dated_before_the_journals_head_dates_nothing_back():
    life = Scenario(day=date(2021, 3, 10))
    life.mark("1.1/2021", "Начато")
    life.sync()
    life.mark("1.1/2021")
    life.sync(date(2021, 3, 1))
    assert [event.seen_at for event in life.journal] == sorted(event.seen_at for event in life.journal)
    assert replace(life.known).head_at == life.journal[-1].seen_at
