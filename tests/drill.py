"""Run as a program: five working days in which what a school lives by fails; who was told what, and when.

Commands are run by the simulated clock, as schedules would; what is told is read from the letters that were sent. Exits
with 1 where the administrator was told anything else than once that it stopped and once that it works again.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.watch import watch_school
from models.text import VekhaError
from tests.support.cli_school import begun
from tests.support.sample import PLAN

MONDAY, STEP = date(2021, 4, 5), timedelta(minutes=30)
TOLD = [  # when and what; of mail that is away the letters come when it is back
    ("05.04 10:00", "Веха не может работать с таблицей"),
    ("05.04 14:00", "Таблица снова читается"),
    ("06.04 18:30", "Письма не отправляются"),
    ("06.04 19:00", "Письма снова отправляются"),
    ("07.04 10:00", "Настройки школы не читаются"),
    ("07.04 15:00", "Настройки школы снова читаются"),
    ("09.04 12:00", "Проходов нет"),
    ("09.04 15:00", "Проходы снова идут"),
]


class Drill:
    """A school whose folder believes in the simulated clock."""

    def __init__(self, folder: Path) -> None:
        self.school = begun(folder / "var").copied(folder)
        self.now = datetime(2021, 4, 2, 12)
        self.ended: dict[str, datetime] = {}
        self.seen: set[Path] = set()
        self.school.fill(PLAN, "1.3/2021", {"Отметка": "Начато"})
        self.run("sync")

    def run(self, *words: str) -> int:
        """A command at this moment; what it left as the time of a run is the simulated one."""
        self._age()
        code = self.school.run(*words, now=f"{self.now:%Y-%m-%dT%H:%M}").code
        self._note()
        return code

    def look(self) -> None:
        """What `vekha serve` does beside all runs."""
        self._age()
        try:
            watch_school(self.school.school, self.school.var, f"{self.now:%Y-%m-%dT%H:%M}")
        except VekhaError as wrong:
            print(f"{self.now:%d.%m %H:%M}", wrong)
        self._note()

    def letters(self) -> Iterator[tuple[str, str, str]]:
        """Kind, reader and subject of every letter that was sent since the last look."""
        folder = self.school.var / "outbox"
        for file in sorted(set(folder.glob("*.eml") if folder.is_dir() else ()) - self.seen):
            self.seen.add(file)
            letter = message_from_bytes(file.read_bytes())
            to, subject = (str(make_header(decode_header(letter[name]))) for name in ("To", "Subject"))
            yield letter["X-Vekha-Kind"], re.sub(r" <.*", "", to), subject.removeprefix("СОШ 150: ")

    def _files(self) -> list[Path]:
        return [file for file in (self.school.var / "runs").iterdir() if file.suffix != ".json"]

    def _age(self) -> None:
        for file in self._files() if self.ended else ():
            age = (self.now - self.ended[file.name]).total_seconds()
            os.utime(file, (time.time() - age,) * 2)
        self._before = {file.name: file.stat().st_mtime_ns for file in self._files()} if self.ended else {}

    def _note(self) -> None:
        for file in self._files():
            if self._before.get(file.name) != file.stat().st_mtime_ns:
                self.ended[file.name] = self.now


def change(drill: Drill, began: bool) -> None:
    """What breaks on this day, and is mended."""
    var, people = drill.school.var, drill.school.school / "people.yaml"
    match (drill.now.date() - MONDAY).days:
        case 0:
            old, new = (var / name for name in ("board.xlsx", "board.away"))
            (old if began else new).rename(new if began else old)
        case 1:
            outbox, aside = var / "outbox", var / "aside"
            if began:
                outbox.rename(aside)
                outbox.touch()
            else:
                outbox.unlink()
                aside.rename(outbox)
        case 2:
            text = people.read_text(encoding="utf-8")
            text = text.replace("people:", "people: [") if began else text.replace("people: [", "people:")
            people.write_text(text, encoding="utf-8")


BEGINS = {0: "10:00", 1: "07:30", 2: "10:00", 4: "12:00"}
MENDED = {0: "14:00", 1: "18:30", 2: "15:00", 4: "15:00"}  # of day 3, on which the machine is off, nothing


def days() -> Iterator[tuple[int, datetime]]:
    """Every half hour at which something runs: day and moment."""
    for number in range(5):
        moment = datetime.combine(MONDAY + timedelta(days=number), datetime.min.time()) + timedelta(hours=7)
        while number != 3 and moment.hour < 20:
            yield number, moment
            moment += STEP


def play(drill: Drill) -> Iterator[tuple[str, str, str, str]]:
    """Every letter of the five days: when it was sent, kind, reader, subject."""
    for number, drill.now in days():
        clock = f"{drill.now:%H:%M}"
        if clock in (BEGINS[number], MENDED[number]):
            change(drill, began=clock == BEGINS[number])
        hangs = number == 4 and BEGINS[4] <= clock < MENDED[4]
        if not hangs:
            drill.run("sync")
            if clock == "08:00":
                drill.run("letters", "all")
            drill.run("deliver")
        drill.look()
        for kind, reader, subject in drill.letters():
            yield f"{drill.now:%d.%m %H:%M}", kind, reader, subject


def main() -> int:
    """Print the table; 1 where the alarms are others than expected."""
    with TemporaryDirectory(prefix="vekha-drill-") as folder:
        letters = list(play(Drill(Path(folder))))
    for when, kind, reader, subject in letters:
        print(f"{when}  {kind:8}{reader:28}{subject}")
    alarms = [(when, subject) for when, kind, _, subject in letters if kind == "alarm"]
    for missing in [each for each in TOLD if each not in alarms]:
        print("not told:", *missing)
    for extra in [each for each in alarms if each not in TOLD]:
        print("told without need:", *extra)
    return 0 if alarms == TOLD else 1


if __name__ == "__main__":
    sys.exit(main())
