"""The rules once more, deliberately naive: mutable, one milestone at a time, nothing shared with the product.

It is told what stands in the cells as plain words, and knows the people as plain lists.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

KINDS = {"Готово": "completion", "Прошу перенести": "extension", "Прошу снять": "cancellation"}


@dataclass(frozen=True)
class Away:
    """Who is away from when till when, and who acts instead."""

    person: str
    since: date
    until: date
    substitute: str | None


@dataclass(frozen=True)
class NaiveStage:
    """A stage: members with from–to, quorum, refusals that refuse."""

    members: tuple[tuple[str, date, date], ...]
    quorum: str | int
    returns: int
    pass_over: bool = False
    of: str = "members"
    at_least: int | None = None
    tie: str = "ask"


@dataclass(frozen=True)
class Rules:
    """What a school has decided, without any of the product's words."""

    stages: tuple[NaiveStage, ...]
    away: tuple[Away, ...]
    answers: dict[str, str]
    due: dict[str, date]
    proofs: dict[str, frozenset[str]]
    last_day: date
    deadline: Callable[[date], date] = lambda day: day

    def acting(self, person: str, day: date) -> str | None:
        """Who acts for a person on a day."""
        met: list[str] = []
        while person not in met:
            met.append(person)
            gone = [each for each in self.away if each.person == person and each.since <= day <= each.until]
            if not gone:
                return person
            if gone[0].substitute is None:
                return None
            person = gone[0].substitute
        return None

    def seats(self, stage: NaiveStage, code: str, day: date) -> dict[str, str]:
        """Who may vote on a day, and for whom."""
        boss = self.answers[code]
        acts_for_boss = self.acting(boss, day)
        members = [who for who, since, until in stage.members if since <= day <= until]
        seats: dict[str, str] = {}
        for member in members:
            acting = self.acting(member, day)
            if boss in (member, acting) or acting is None or (acts_for_boss != boss and acting == acts_for_boss):
                continue
            if acting == member or (acting not in members and acting not in seats):
                seats[acting] = member
        return seats


    def absent(self, stage: NaiveStage, code: str, day: date) -> list[str]:
        """The members who count although nobody votes for them: neither there, nor out because of who answers."""
        boss, seats = self.answers[code], self.seats(stage, code, day)
        members = [who for who, since, until in stage.members if since <= day <= until]
        here = [who for who in members if self.acting(who, day) == who]
        out = [who for who in here if who not in seats.values()]
        return [who for who in members if who != boss and who not in out and who not in seats.values()]

    def back(self, stage: NaiveStage, code: str, day: date, by: date) -> list[str]:
        """Which of them are voted for again by the deadline."""
        days = [day + timedelta(days=more) for more in range(1, (by - day).days + 1)]
        return [who for who in self.absent(stage, code, day)
                if any(who in self.seats(stage, code, each).values() for each in days)]  # fmt: skip


@cache
def _may_come(awaited: int) -> list[tuple[int, int, int]]:
    """Every way in which those who are awaited may approve, return or abstain."""
    every = range(awaited + 1)
    return [(a, b, c) for a in every for b in every for c in every if a + b + c <= awaited]


def naive_end(
    stage: NaiveStage, yes: int, no: int, blank: int, members: int, awaited: int, head: str | None, *, late: bool
) -> str | None:
    """How a stage ends, found by trying every vote that may still come: "met", "refused", None while it goes on."""
    floor = 0
    if stage.of == "present":
        few = stage.at_least if stage.at_least is not None else {"majority": members // 2 + 1, "all": members // 2 + 1}
        floor = few if isinstance(few, int) else few.get(str(stage.quorum), 1)
        if stage.quorum in ("majority", "all") and members > 1:
            floor = max(floor, 2)
    if late and stage.of == "present" and yes + no + blank >= floor:
        awaited = 0

    def approved(yes: int, cast: int) -> bool:
        counted = max(cast, floor) if stage.of == "present" else members
        goal = {"any": 1, "all": max(1, counted), "majority": counted // 2 + 1}.get(str(stage.quorum))
        return cast >= floor and yes >= (int(stage.quorum) if goal is None else goal)

    if no >= stage.returns:
        return "refused"
    more = _may_come(awaited)
    cast = yes + no + blank
    if approved(yes, cast) and all(approved(yes, cast + b + c) for a, b, c in more if not a):
        return "met"
    if any(approved(yes + a, cast + a + b + c) or no + b >= stage.returns for a, b, c in more):
        return None
    if stage.tie == "ask" or cast * 2 <= members:
        return None
    if stage.tie == "return":
        return "refused"
    if head == "Утвердить" and (yes > 1 or members < 3):
        return "met"
    return "refused" if head == "Вернуть" else None


@dataclass
class Naive:
    """One milestone."""

    code: str
    rest: str = "planned"
    due: date | None = None
    spent: tuple[object, ...] | None = None
    number: int = 0
    mark: tuple[object, ...] | None = None
    stage: int = 0
    place: int = 0
    votes: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    opened: date = date.min

    @property
    def status(self) -> str:
        """The status, by name."""
        return "on_approval" if self.mark else self.rest

    @property
    def ballot(self) -> str | None:
        """The number of the open ballot."""
        return f"{self.code}-{self.number}.{self.place}" if self.mark and self.place else None

    def see_mark(self, rules: Rules, mark: tuple[object, ...], day: date) -> None:
        """The executor's four cells: request, result, new date, comment; an unknown word asks for nothing."""
        request, result, new, comment = mark
        if self.rest in ("done", "cancelled") or (request and request != "Начато" and request not in KINDS):
            return
        if request in (None, "Начато"):
            self.mark = None
            if request == "Начато":
                self.rest, self.spent = "in_progress", None
            else:
                self.rest, self.spent = ("planned" if self.rest == "in_progress" else self.rest), None
            return
        if mark == self.spent:
            self.mark = None
            return
        if self.mark == mark:
            return
        due = self.due or rules.due[self.code]
        lawful = {
            "Готово": result in rules.proofs[self.code],
            "Прошу перенести": isinstance(new, date) and due < new <= rules.last_day and bool(comment),
            "Прошу снять": bool(comment),
        }[str(request)]
        if not lawful:
            self.mark = None
        elif self.mark and self.mark[:3] == mark[:3]:
            self.mark = mark
        else:
            self.mark, self.number, self.stage, self.place, self.votes = mark, self.number + 1, -1, 0, {}
            self.next_stage(rules, day)

    def next_stage(self, rules: Rules, day: date) -> None:
        """Open the next stage, or end."""
        self.stage, self.votes = self.stage + 1, {}
        while self.stage < len(rules.stages):
            stage = rules.stages[self.stage]
            only_boss = not rules.seats(stage, self.code, day) and any(
                self_answers(rules, self.code, who, day) for who, since, until in stage.members if since <= day <= until
            )
            if not (stage.pass_over and only_boss):
                self.place += 1
                self.opened = day
                self.rows.append(f"{self.code}-{self.number}.{self.place}")
                return
            self.stage += 1
        assert self.mark is not None
        if not self.place:
            return
        request, _, new, _ = self.mark
        self.spent, self.mark = self.mark, None
        if request == "Готово":
            self.rest = "done"
        elif request == "Прошу снять":
            self.rest = "cancelled"
        else:
            assert isinstance(new, date)
            self.due = new

    def see_votes(self, rules: Rules, cells: dict[str, tuple[str | None, str | None]], day: date) -> None:
        """The voters' cells of the open ballot: person → decision and comment."""
        stage = rules.stages[self.stage]
        seats = rules.seats(stage, self.code, day)
        for _ in range(2):
            for who, seat in seats.items():
                said, comment = cells.get(who, (None, None))
                holder = next((voter for voter, vote in self.votes.items() if vote[0] == seat and voter != who), None)
                if holder and who != seat:
                    continue
                valid = said in ("Утвердить", "Воздержаться") or (said == "Вернуть" and comment)
                if not valid:
                    self.votes.pop(who, None)
                    continue
                self.votes.pop(holder or "", None)
                self.votes[who] = (seat, str(said), comment or "")
        said_by = {seat: said for seat, said, _ in self.votes.values()}
        words = list(said_by.values())
        yes, no, blank = (words.count(word) for word in ("Утвердить", "Вернуть", "Воздержаться"))
        by, absent = rules.deadline(self.opened), rules.absent(stage, self.code, day)
        voters = {*seats.values(), *said_by, *absent}
        back = set(rules.back(stage, self.code, day, by))
        awaited = len([who for who in {*seats.values(), *back} if who not in said_by])
        chair = next((who for who, since, until in stage.members if since <= day <= until), None)
        head = self.votes[chair][1] if chair in self.votes and self.votes[chair][0] == chair else None
        end = naive_end(stage, yes, no, blank, len(voters), awaited, head, late=day > by)
        if end == "refused":
            self.rest, self.spent, self.mark = "returned", self.mark, None
        elif end == "met":
            self.next_stage(rules, day)


def self_answers(rules: Rules, code: str, member: str, day: date) -> bool:
    """Whether a member is out of the vote because of who answers, not because of being away."""
    boss, acting = rules.answers[code], rules.acting(member, day)
    return member == boss or (acting is not None and acting in (boss, rules.acting(boss, day)))
