"""One story from a seed: people, the calendar, the engine and faults; and what must be true afterwards.

`play` carries the steps out and gives every broken promise; `shortest` leaves out what a violation does not need.
"""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.storm.faults import KINDS, MET, Fault, in_a_child
from tests.storm.people import COMMENT, DECISION, MARK, REMARK, RESULT, STATUS, VOTERS, Memory, Workbook
from tests.support.cli_school import CliSchool, begun
from tests.support.sample import ACT, APPROVAL, PLAN

CODES = ("1.1/2021", "1.2/2021", "1.3/2021", "1.4/2021", "2.1/2021", "2.2/2021")
BEGIN = datetime(2021, 3, 1, 9)
COMMANDS = (("sync",), ("sync",), ("sync",), ("letters", "all"), ("deliver",))
DEEPEST = {"sync": 130, "letters": 160, "deliver": 90}
FINE = (0, 1, -9)  # done, something for a person, killed; never our own bug


@dataclass(frozen=True)
class Step:
    """One thing that happens: its kind and what belongs to it."""

    kind: str
    words: tuple[Any, ...] = ()
    fault: Fault | None = None

    def __str__(self) -> str:
        struck = f", {self.fault.kind} at step {self.fault.at}" if self.fault else ""
        return f"{self.kind} {' '.join(map(str, self.words))}{struck}"


def story(seed: int, length: int = 24) -> tuple[Step, ...]:
    """The steps of a seed: the same seed, the same story."""
    dice = random.Random(seed)
    begin = [Step("mark", (code, "Готово", ACT.format(number))) for number, code in enumerate(CODES[:3])]
    return (*begin, Step("run", ("sync",)), *(_drawn(dice) for _ in range(length)))


def _drawn(dice: random.Random) -> Step:
    code = dice.choice(CODES)
    kind = dice.choices(
        ("run", "vote", "mark", "clear", "wait", "sort", "delete", "scribble", "copy", "restore", "comment"),
        (34, 26, 12, 3, 6, 4, 3, 3, 2, 2, 3),
    )[0]
    match kind:
        case "run":
            command = dice.choice(COMMANDS)
            strikes = dice.random() < 0.6
            fault = Fault(dice.choice(KINDS), dice.randint(1, DEEPEST[command[0]])) if strikes else None
            meets = (dice.choice(CODES), f"в середине прохода {dice.randint(1, 9)}")
            return Step("run", (*command, *(meets if fault and fault.kind == MET else ())), fault)
        case "vote":
            choice = dice.choices(("Утвердить", "Вернуть", None), (8, 1, 1))[0]
            return Step("vote", (dice.choice(VOTERS), choice, dice.randrange(6)))
        case "mark":
            return Step("mark", (code, dice.choice(("Готово", "Готово", "Начато")), ACT.format(dice.randint(1, 99))))
        case "wait":
            return Step("wait", (dice.choice((1, 5, 20, 48)),))
        case "sort":
            return Step("sort", tuple(dice.sample(CODES, 2)))
        case "comment":
            return Step("comment", (code, f"слово {dice.randint(1, 99)}"))
    return Step(kind, (code,))


@dataclass
class Played:
    """A story's school, the memory of its people, and what was done."""

    school: CliSchool
    now: datetime = BEGIN
    memory: Memory = field(default_factory=Memory)
    copy: tuple[bytes, Memory] | None = None
    done: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    @property
    def book(self) -> Workbook:
        return Workbook(self.school.board)

    def type(self, tab: str, key: str, cells: dict[str, Any]) -> None:
        """Somebody types, and remembers it where the row was there."""
        if self.book.type(tab, key, cells):
            for header, value in cells.items():
                self.memory.typed((tab, key, header), value)

    def take(self, step: Step) -> None:
        """Carry a step out."""
        self.done[step.kind if step.fault is None else step.fault.kind] += 1
        self.now += timedelta(minutes=7)
        match step.kind:
            case "run":
                self._run(step)
            case "mark":
                code, request, result = step.words
                self.type(PLAN, code, {MARK: request, RESULT: result})
            case "comment":
                self.type(PLAN, step.words[0], {COMMENT: step.words[1]})
            case "clear":
                self.type(PLAN, step.words[0], {MARK: None, RESULT: None})
            case "vote":
                self._vote(*step.words)
            case "wait":
                self.now += timedelta(hours=step.words[0])
            case "sort":
                self.book.swap(PLAN, *step.words)
            case "delete":
                self.book.delete(PLAN, step.words[0])
                self.memory.forget_row(PLAN, step.words[0])
            case "scribble":
                self.book.type(PLAN, step.words[0], {STATUS: "Исполнено"})
            case "copy":
                last = dict(self.memory.last)
                self.copy = self.school.board.read_bytes(), Memory(last, self.memory.ever)
            case "restore" if self.copy is not None:
                self.school.board.write_bytes(self.copy[0])
                self.memory = Memory(dict(self.copy[1].last), self.memory.ever)

    def _vote(self, voter: str, choice: str | None, number: int) -> None:
        open_to = [
            key for key, cells in self.book.cells(APPROVAL)
            if cells.get(voter + DECISION) in (None, "Утвердить", "Вернуть")
        ]  # fmt: skip
        if open_to:
            cells = {voter + DECISION: choice, voter + REMARK: "Нет подписи" if choice == "Вернуть" else None}
            self.type(APPROVAL, open_to[number % len(open_to)], cells)

    def _run(self, step: Step) -> None:
        words, code, comment = step.words, "", ""
        if step.fault is not None and step.fault.kind == MET:
            *words, code, comment = step.words
        met, board = self.school.var.with_name("met"), Workbook(self.school.board)

        def meet() -> None:
            if board.type(PLAN, code, {COMMENT: comment}):
                met.touch()

        ended = self.command(*words, fault=step.fault, meet=meet)
        if met.exists():
            met.unlink()
            self.memory.typed((PLAN, code, COMMENT), comment)
        if ended not in FINE:
            self.broken.append(f"{step}: exit code {ended}")

    def command(self, *words: str, fault: Fault | None = None, meet: Any = None) -> int:
        """Run a command in a child."""
        work = lambda: self.school.run(*words, now=f"{self.now:%Y-%m-%dT%H:%M}").code  # noqa: E731
        return in_a_child(work, fault, self.school.var, meet or (lambda: None))


def play(steps: Sequence[Step], folder: Path) -> Played:
    """Carry the steps out over a fresh sample school, then let all be quiet; what is broken stands in the answer."""
    shutil.rmtree(folder, ignore_errors=True)
    played = Played(begun(folder / "var"))
    for step in steps:
        played.take(step)
    for draft in played.school.var.rglob(".*vekha-draft"):
        os.utime(draft, (0, 0))  # what is an hour old is nobody's any more
    played.now += timedelta(minutes=7)
    for words in (("sync",), ("letters", "all"), ("deliver",)):
        if (code := played.command(*words)) != 0:
            played.broken.append(f"a quiet {' '.join(words)} ends with {code}")
    played.broken += laws(played)
    return played


def laws(played: Played) -> Iterator[str]:
    """Every promise that does not hold, in words."""
    school, now = played.school, f"{played.now:%Y-%m-%dT%H:%M}"
    again = school.facts("sync", now=now)
    if again["events"] or again["cells_written"]:
        yield f"a further pass changes something: {again['events']}, {again['cells_written']} cells"
    told = school.run("verify", now=now)
    if told.code != 0:
        yield f"verify: {told.out}{told.err}".strip()
    tabs = {tab: dict(played.book.cells(tab)) for tab in (PLAN, APPROVAL)}
    for (tab, key, header), value in played.memory.last.items():
        stands = tabs[tab].get(key, {}).get(header)
        if stands != value:
            yield f"{tab}, {key}, {header}: typed {value!r}, stands {stands!r}"
    for status in school.facts("status", now=now)["milestones"]:
        if status["code"] in CODES:
            yield from _wishes(played, status, school.facts("history", status["code"], now=now)["events"])
    yield from _letters(played, now)


def _wishes(played: Played, status: dict[str, Any], events: Sequence[dict[str, Any]]) -> Iterator[str]:
    code, ever = status["code"], played.memory.ever
    words = {"approve": "Утвердить", "return": "Вернуть"}
    for each in events:
        if each["kind"] == "submitted" and each["result"] not in ever[PLAN, code, RESULT]:
            yield f"{code}: submitted {each['result']!r}, which nobody typed there"
        if each["kind"] == "voted" and not any(
            words[each["choice"]] in ever[place]
            for place in list(ever)
            if place[0] == APPROVAL and place[1].startswith(f"{code}-") and place[2] == each["voter"] + DECISION
        ):
            yield f"{code}: {each['voter']} is said to have voted {each['choice']}"
    if status["status"] == "done":
        yield from _quorum(played, code, events)


def _quorum(played: Played, code: str, events: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Half of the group and more, and the curator, each by the votes since the last submission."""
    last = max(index for index, each in enumerate(events) if each["kind"] == "submitted")
    approved = {each["voter"] for each in events[last:] if each["kind"] == "voted" and each["choice"] == "approve"}
    members = {voter for voter in approved if voter.startswith("Член")}
    needed = [each["why"] for each in events[last:] if each["kind"] == "stage_opened"]
    for why in needed:
        if ("рабочая группа" in why and len(members) < 2) or ("куратор;" in why and "Куратор" not in approved):
            yield f"{code} is done, approved by {sorted(approved)} only: {why}"


def _letters(played: Played, now: str) -> Iterator[str]:
    school = played.school
    states = [word for state in ("queued", "sending", "held", "dead", "refused") for word in ("--state", state)]
    for letter in school.facts("outbox", *states, now=now)["letters"]:
        yield f"a letter to {letter['person']} of {letter['day']} is {letter['state']}"
    files = Counter(file.name.split(".eml")[0] for file in (school.var / "outbox").glob("*.eml"))
    for letter in school.facts("outbox", "--state", "sent", now=now)["letters"]:
        if files[f"{letter['day']}-{letter['kind']}-{letter['person']}"] != 1:
            yield f"the letter to {letter['person']} of {letter['day']} is said to be sent, and is no file"
    litter = [file.name for file in school.var.rglob(".*vekha-draft")]
    if litter:
        yield f"left behind: {json.dumps(litter, ensure_ascii=False)}"


def shortest(steps: Sequence[Step], folder: Path) -> tuple[Step, ...]:
    """The steps of a failing story without which it does not fail: taken out one after another, the last first."""
    left = list(steps)
    for number in reversed(range(len(steps))):
        fewer = left[:number] + left[number + 1 :]
        if play(fewer, folder).broken:
            left = fewer
    return tuple(left)
