"""The rules once more, deliberately naive: mutable, one milestone at a time, nothing shared with the product.

It is told what stands in the cells as plain words, and knows the people as plain lists.
"""

from dataclasses import dataclass, field
from datetime import date

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


@dataclass(frozen=True)
class Rules:
    """What a school has decided, without any of the product's words."""

    stages: tuple[NaiveStage, ...]
    away: tuple[Away, ...]
    answers: dict[str, str]
    due: dict[str, date]
    proofs: dict[str, frozenset[str]]
    last_day: date

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
                valid = said == "Утвердить" or (said == "Вернуть" and comment)
                if not valid:
                    self.votes.pop(who, None)
                    continue
                self.votes.pop(holder or "", None)
                self.votes[who] = (seat, str(said), comment or "")
        returned = sum(said == "Вернуть" for _, said, _ in self.votes.values())
        approved = sum(said == "Утвердить" for _, said, _ in self.votes.values())
        voters = len({*seats.values(), *(seat for seat, _, _ in self.votes.values())})
        goal = {"any": 1, "all": max(1, voters), "majority": voters // 2 + 1}.get(str(stage.quorum))
        if returned >= stage.returns:
            self.rest, self.spent, self.mark = "returned", self.mark, None
        elif approved >= (goal if goal is not None else int(stage.quorum)):
            self.next_stage(rules, day)


def self_answers(rules: Rules, code: str, member: str, day: date) -> bool:
    """Whether a member is out of the vote because of who answers, not because of being away."""
    boss, acting = rules.answers[code], rules.acting(member, day)
    return member == boss or (acting is not None and acting in (boss, rules.acting(boss, day)))
