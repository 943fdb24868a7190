"""One story from a seed: people, the calendar, the engine and faults; and what must be true afterwards.

`play` carries the steps out and gives every broken promise; `shortest` leaves out what a violation does not need.
"""

import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.storm.faults import Fault, begun, ended
from tests.storm.ground import SHEETS, SMTP, Ground, World
from tests.storm.people import COMMENT, DECISION, MARK, REMARK, RESULT, STATUS, Memory, Sheets, hostile
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
        getattr(self, f"_{step.kind}")(step)

    def _run(self, step: Step) -> None:
        self._together(replace(step, words=(step.words,)))

    def _together(self, step: Step) -> None:
        """Several commands at once, the fault strikes the first of them."""
        met = self.school.var.with_name("met")
        code = CODES[step.fault.at % len(CODES)] if step.fault else ""
        comment = f"в середине прохода {self.done['run']}"

        def meet() -> None:
            if self.ground.sheets(self.school).type(PLAN, code, {COMMENT: comment}):
                met.touch()

        codes = self.commands(step.words, step.fault, meet)
        for command, code_ in zip(step.words, codes, strict=True):
            self.done["killed commands"] += code_ == -9
            if code_ not in FINE:
                self.broken.append(f"{' '.join(command)} of «{step}»: exit code {code_}")
        if (BACKUP, 0) in zip(step.words, codes, strict=True):
            self.kept = self.memory.copy()
        if met.exists():
            self.kept = None  # nobody knows whether it is in the backup
            met.unlink()
            self.memory.typed((PLAN, code, COMMENT), comment)

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

    def _mark(self, step: Step) -> None:
        code, request, result = step.words
        self.type(PLAN, code, {MARK: request, RESULT: result})

    def _comment(self, step: Step) -> None:
        self.type(PLAN, step.words[0], {COMMENT: hostile(step.words[1])})

    def _clear(self, step: Step) -> None:
        self.type(PLAN, step.words[0], {MARK: None, RESULT: None})

    def _vote(self, step: Step) -> None:
        voter, choice, number = step.words
        remark = "Нет подписи" if choice == "Вернуть" else None
        for ballot in self._open_to(voter, number):
            self.type(APPROVAL, ballot, {voter + DECISION: choice, voter + REMARK: remark})

    def _round(self, step: Step) -> None:
        """Several approve one ballot."""
        number, *voters = step.words
        for voter in voters:
            for ballot in self._open_to(voter, number):
                self.type(APPROVAL, ballot, {voter + DECISION: "Утвердить"})

    def _open_to(self, voter: str, number: int, stands: Sequence[str | None] = CHOICES) -> list[str]:
        found = [key for key, cells in self.sheets.cells(APPROVAL) if cells.get(voter + DECISION) in stands]
        return found[number % len(found) :][:1] if found else []

    def _foreign(self, step: Step) -> None:
        """Somebody mischievous fills another's column: Google refuses, a file cannot."""
        voter, number = step.words
        for ballot in self._open_to(voter, number, (*CHOICES, "—")):
            if self.world.board == SHEETS:
                if self.sheets.type(APPROVAL, ballot, {voter + DECISION: "Утвердить"}, TEACHER):
                    self.broken.append(f"a teacher could vote for {voter}")
            else:
                self.type(APPROVAL, ballot, {voter + DECISION: "Утвердить"})

    def _wait(self, step: Step) -> None:
        self.now += timedelta(hours=step.words[0])

    def _sort(self, step: Step) -> None:
        self.sheets.swap(PLAN, *step.words)

    def _insert(self, step: Step) -> None:
        self.sheets.insert(PLAN, step.words[0])

    def _delete(self, step: Step) -> None:
        self.sheets.delete(PLAN, step.words[0])
        self.memory.forget_row(PLAN, step.words[0])

    def _scribble(self, step: Step) -> None:
        self.sheets.type(PLAN, step.words[0], {STATUS: "Исполнено"})

    def _shift(self, step: Step) -> None:
        """Some cells slip to other rows, the engine looks, and somebody undoes it.

        Two results at least, seen where they stood: fewer are taken for somebody's wish.
        """
        self._together(Step("together", (SYNC,)))
        stood = self._marks(step.words)
        if len({cells[RESULT] for cells in stood.values()} - {None}) >= 2:
            self._undone(stood, dict(zip(stood, [*list(stood.values())[1:], *list(stood.values())[:1]], strict=True)))

    def _empty(self, step: Step) -> None:
        """Three open submissions are emptied, the engine looks, and somebody undoes it: fewer may be a wish."""
        self._together(Step("together", (SYNC,)))
        stood = self._marks(step.words)
        rows = self.school.facts("status", now=self.moment)["milestones"]
        open_rows = {each["code"] for each in rows if each["status"] == "on_approval" and each["doubt"] is None}
        if open_rows >= set(step.words) and all(cells[MARK] == "Готово" for cells in stood.values()):
            self._undone(stood, {code: {MARK: None, RESULT: None} for code in stood})

    def _marks(self, codes: Sequence[str]) -> dict[str, dict[str, Any]]:
        rows = dict(self.sheets.cells(PLAN))
        return {code: {name: rows[code].get(name) for name in (MARK, RESULT)} for code in codes if code in rows}

    def _undone(self, stood: dict[str, dict[str, Any]], shown: dict[str, dict[str, Any]]) -> None:
        for cells in (shown, stood):
            for code in stood:
                self.sheets.type(PLAN, code, cells[code])
            if cells is shown:
                self._together(Step("together", (SYNC,)))

    def _copy(self, step: Step) -> None:
        self.copy = self.sheets.copy(), self.memory.copy()

    def _restore(self, step: Step) -> None:
        if self.copy is not None:
            self.sheets.restore(self.copy[0])
            self.memory = self.copy[1].copy()

    def _lost(self, step: Step) -> None:
        """The machine is lost, and two people bring the school back from its backup at once."""
        if self.kept is None or self.world != World(mail=SMTP):
            return
        shutil.rmtree(self.school.var)
        if 0 not in self.commands([RESTORE, SYNC, RESTORE])[::2]:
            self.broken.append("nothing came back from the backup")
        self.memory = self.kept.copy()
        self.done["restored"] += 1

    def _quorum(self, step: Step) -> None:
        """The rule of the group's votes is changed in the middle of everything."""
        file = self.school.school.parent / "workflow.yaml"
        before, group, after = file.read_text(encoding="utf-8").partition("  working_group:\n")
        lines = [
            f"    quorum: {step.words[0]}" if each.startswith("    quorum:") and number < 4 else each
            for number, each in enumerate(after.split("\n", 4))
        ]
        file.write_text(before + group + "\n".join(lines), encoding="utf-8")
        self.quorums.add(step.words[0])

    def _misspelt(self, step: Step) -> None:
        """The rules cannot be read for a while: passes wait, letters go by the last that could."""
        file = self.school.school.parent / "workflow.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("quorum:", "quorom:"), encoding="utf-8")
        self._together(Step("together", (SYNC, LETTERS, DELIVER)))
        file.write_text(text, encoding="utf-8")

    def _absent(self, step: Step) -> None:
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
            played.now = next_working_day(played.now)
        for words in (SYNC, LETTERS, DELIVER, DELIVER):
            played.now += timedelta(minutes=20)
            if (code := played.commands([words])[0]) != 0:
                played.broken.append(f"a quiet {' '.join(words)} ends with {code}")


def next_working_day(now: datetime) -> datetime:
    """Nine o'clock of the day on which letters go again."""
    now = (now + timedelta(days=1)).replace(hour=9, minute=0)
    while now.weekday() > 4 or now.date() in HOLIDAYS:
        now += timedelta(days=1)
    return now


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
