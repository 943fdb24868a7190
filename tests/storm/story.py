"""One story from a seed: people, the calendar, the engine and faults; and what must be true afterwards.

`play` carries the steps out and gives every broken promise; `shortest` leaves out what a violation does not need.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.storm.faults import GOOGLE, LOST, MET, SLOW, Fault, begun, ended
from tests.storm.ground import SHEETS, Ground, World
from tests.storm.people import COMMENT, DECISION, MARK, REMARK, RESULT, STATUS, Memory, Sheets, hostile
from tests.storm.scenes import SCENES, told_of_two_engines
from tests.storm.steps import BACKUP, CODES, DELIVER, LETTERS, RESTORE, SYNC, Step, Story
from tests.support.cli_school import CliSchool
from tests.support.google_school import TEACHER
from tests.support.sample import APPROVAL, PLAN

BEGIN = datetime(2021, 3, 1, 9)
FINE = (0, 1, -9)  # done, something for a person, killed; never our own bug, never a hang
HOLIDAYS = {date(2021, 3, 8), date(2021, 5, 3), date(2021, 5, 10)}
CHOICES = (None, "Утвердить", "Вернуть")


@dataclass
class Played:
    """A story's school, the memory of its people, and what was done."""

    ground: Ground
    world: World
    school: CliSchool
    now: datetime = BEGIN
    memory: Memory = field(default_factory=Memory)
    copy: tuple[Any, Memory] | None = None
    done: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    quorums: set[str] = field(default_factory=lambda: {"majority"})
    kept: Memory | None = None  # what stood when the last backup was made
    days: int = 0  # on which nobody did anything
    unsure: bool = False  # the last pass died or failed: it may have saved what the journal does not know

    @property
    def sheets(self) -> Sheets:
        """The board as people see it."""
        return self.ground.sheets(self.school)

    @property
    def moment(self) -> str:
        """What the clock of commands shows."""
        return f"{self.now:%Y-%m-%dT%H:%M}"

    def type(self, tab: str, key: str, cells: dict[str, Any], who: str = "") -> None:
        """Somebody types, and remembers it where the row was there."""
        if self.sheets.type(tab, key, cells, who):
            for header, value in cells.items():
                self.memory.typed((tab, key, header), value)

    def take(self, step: Step) -> None:
        """Carry a step out."""
        self.done[step.kind] += 1
        if step.fault is not None:
            self.done[f"{step.fault.where}: {step.fault.kind}"] += 1
        self.now += timedelta(minutes=7)
        if (scene := SCENES.get(step.kind)) is not None:
            scene(self, step)
        else:
            getattr(self, step.kind)(step)

    def run(self, step: Step) -> None:
        self.together(replace(step, words=(step.words,)))

    def together(self, step: Step) -> None:
        """Several commands at once, the fault strikes the first of them."""
        met = self.school.var.with_name("met")
        code = CODES[step.fault.at % len(CODES)] if step.fault else ""
        comment = f"в середине прохода {self.done['run']}"

        def meet() -> None:
            if self.ground.sheets(self.school).type(PLAN, code, {COMMENT: comment}):
                met.touch()

        codes = self.commands(step.words, step.fault, meet)
        for number, (command, code_) in enumerate(zip(step.words, codes, strict=True)):
            self.done["killed commands"] += code_ == -9
            self.done["killed deliveries"] += code_ == -9 and command == DELIVER
            if code_ not in FINE or (code_ and command == SYNC and self._ends_well(step, number)):
                self.broken.append(f"{' '.join(command)} of «{step}»: exit code {code_}")
        syncs = [code_ for command, code_ in zip(step.words, codes, strict=True) if command == SYNC]
        if syncs:
            if not self.unsure and told_of_two_engines(self, step):
                self.broken.append(f"«{step}»: our own save is taken for another engine's")
            self.unsure = any(syncs)
        if (BACKUP, 0) in zip(step.words, codes, strict=True):
            self.kept = self.memory.copy()
        if met.exists():
            self.kept = None  # nobody knows whether it is in the backup
            met.unlink()
            self.memory.typed((PLAN, code, COMMENT), comment)

    def _ends_well(self, step: Step, number: int) -> bool:
        """Whether a pass has no reason to fail: nothing struck it but a delay, a person, or one lost answer of Google.

        On a workbook passes take turns; at Google several at once may come too late again and again.
        """
        if step.kind == "misspelt" or (self.world.board == SHEETS and len(step.words) > 1):
            return False
        fault = step.fault if number == 0 else None
        return fault is None or fault.kind in (SLOW, MET) or (fault.where, fault.kind) == (GOOGLE, LOST)

    def sync(self) -> None:
        """A pass that nothing strikes."""
        self.together(Step("together", (SYNC,)))

    def next_working_day(self) -> datetime:
        """Nine o'clock of the day on which letters go again."""
        now = (self.now + timedelta(days=1)).replace(hour=9, minute=0)
        while now.weekday() > 4 or now.date() in HOLIDAYS:
            now += timedelta(days=1)
        return now

    def commands(
        self, every: Sequence[Sequence[str]], fault: Fault | None = None, meet: Callable[[], None] = lambda: None
    ) -> list[int]:
        """Run commands at once, each in a process of its own; their exit codes."""
        with self.ground.strikes(fault, meet) as pid:
            children = []
            for number, words in enumerate(every):
                own = (*words, str(self._copy_file())) if words in (BACKUP, RESTORE) else words
                work = lambda own=own: self.school.run(*own, now=self.moment).code  # noqa: E731
                children.append(begun(work, None if number else fault, self.school.var, meet))
                self.ground.struck(pid, children[0])
            return [ended(child) for child in children]

    def _copy_file(self) -> Path:
        return self.school.var.with_name("copy.vekha")

    def mark(self, step: Step) -> None:
        code, request, result = step.words
        self.type(PLAN, code, {MARK: request, RESULT: result})

    def comment(self, step: Step) -> None:
        self.type(PLAN, step.words[0], {COMMENT: hostile(step.words[1])})

    def clear(self, step: Step) -> None:
        self.type(PLAN, step.words[0], {MARK: None, RESULT: None})

    def vote(self, step: Step) -> None:
        voter, choice, number = step.words
        remark = "Нет подписи" if choice == "Вернуть" else None
        for ballot in self._open_to(voter, number):
            self.type(APPROVAL, ballot, {voter + DECISION: choice, voter + REMARK: remark})

    def round(self, step: Step) -> None:
        """Several approve one ballot."""
        number, *voters = step.words
        for voter in voters:
            for ballot in self._open_to(voter, number):
                self.type(APPROVAL, ballot, {voter + DECISION: "Утвердить"})

    def _open_to(self, voter: str, number: int, stands: Sequence[str | None] = CHOICES) -> list[str]:
        found = [key for key, cells in self.sheets.cells(APPROVAL) if cells.get(voter + DECISION) in stands]
        return found[number % len(found) :][:1] if found else []

    def foreign(self, step: Step) -> None:
        """Somebody mischievous fills another's column: Google refuses, a file cannot."""
        voter, number = step.words
        for ballot in self._open_to(voter, number, (*CHOICES, "—")):
            if self.world.board == SHEETS:
                if self.sheets.type(APPROVAL, ballot, {voter + DECISION: "Утвердить"}, TEACHER):
                    self.broken.append(f"a teacher could vote for {voter}")
            else:
                self.type(APPROVAL, ballot, {voter + DECISION: "Утвердить"})

    def wait(self, step: Step) -> None:
        self.now += timedelta(hours=step.words[0])

    def sort(self, step: Step) -> None:
        self.sheets.swap(PLAN, *step.words)

    def insert(self, step: Step) -> None:
        self.sheets.insert(PLAN, step.words[0])

    def delete(self, step: Step) -> None:
        self.sheets.delete(PLAN, step.words[0])
        self.memory.forget_row(PLAN, step.words[0])

    def scribble(self, step: Step) -> None:
        self.sheets.type(PLAN, step.words[0], {STATUS: "Исполнено"})

    def quorum(self, step: Step) -> None:
        """The rule of the group's votes is changed in the middle of everything."""
        file = self.school.school.parent / "workflow.yaml"
        before, group, after = file.read_text(encoding="utf-8").partition("  working_group:\n")
        lines = [
            f"    quorum: {step.words[0]}" if each.startswith("    quorum:") and number < 4 else each
            for number, each in enumerate(after.split("\n", 4))
        ]
        file.write_text(before + group + "\n".join(lines), encoding="utf-8")
        self.quorums.add(step.words[0])

    def absent(self, step: Step) -> None:
        """A member of the group goes away, or comes back."""
        away = f"absences: [{{person: member_2, since: {self.now.date()}, until: {self.now.date() + timedelta(9)}}}]"
        file = self.school.school / "people.yaml"
        text = file.read_text(encoding="utf-8")
        *others, last = text.rstrip().split("\n")
        file.write_text("\n".join([*others, "absences: []" if "person" in last else away, ""]), encoding="utf-8")


def play(told: Story, ground: Ground, days: int = 2) -> Played:
    """Carry the steps out over a fresh sample school, then let all be quiet; what is broken stands in the answer."""
    from tests.storm.laws import laws

    played = Played(ground, told.world, ground.school(told.world))
    for step in told.steps:
        played.take(step)
    for draft in played.school.var.rglob(".*vekha-draft"):
        os.utime(draft, (0, 0))  # what is an hour old is nobody's any more
    quiet(played, days)
    played.days = days
    played.broken += laws(played)
    return played


def quiet(played: Played, days: int) -> None:
    """Nobody does anything: a pass, the letters, and next working day again, until every letter went."""
    for day in range(days):
        if day:
            played.now = played.next_working_day()
        for words in (SYNC, LETTERS, DELIVER, DELIVER):
            played.now += timedelta(minutes=20)
            if (code := played.commands([words])[0]) != 0:
                played.broken.append(f"a quiet {' '.join(words)} ends with {code}")


def shortest(told: Story, ground: Ground, seconds: float = 300) -> Story:
    """The steps of a failing story without which it does not fail: halves first, then one after another."""
    until, size = time.monotonic() + seconds, max(1, len(told.steps) // 2)
    kinds = set(map(kind_of, play(told, ground).broken))
    while size:
        number = len(told.steps) - size
        while number >= 0 and time.monotonic() < until:
            fewer = replace(told, steps=told.steps[:number] + told.steps[number + size :])
            with suppress(AssertionError):
                if kinds & set(map(kind_of, play(fewer, ground).broken)):
                    told = fewer
            number -= size
        size //= 2
    return told


def kind_of(broken: str) -> str:
    """The promise alone, without rows and texts."""
    return " ".join(re.findall(r"[a-z]+", re.sub(r"'[^']*'|«[^»]*»|\S+@\S+", "", broken))[:4])
