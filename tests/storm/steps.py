"""What happens in a story: its steps, drawn from a seed, and the words for each."""

import random
from dataclasses import dataclass
from typing import Any

from tests.storm.faults import (
    AFTER,
    BROKEN,
    FULL,
    GOOGLE,
    HALF,
    KILLED,
    KINDS,
    LOST,
    MACHINE,
    MAIL,
    MET,
    REFUSED,
    SLOW,
    Fault,
)
from tests.storm.ground import FOLDER, POSTGRES, SHEETS, SMTP, SQLITE, XLSX, World
from tests.storm.people import VOTERS
from tests.support.sample import ACT

CODES = ("1.1/2021", "1.2/2021", "1.3/2021", "1.4/2021", "2.1/2021", "2.2/2021")
OPEN = ("1.1/2021", "1.3/2021", "1.4/2021")  # whose form takes the results that are written here
SYNC, LETTERS, DELIVER, BACKUP = ("sync",), ("letters", "all"), ("deliver",), ("backup",)
ACCEPT = ("accept", "--all", "--reason", "так и задумано")
RESTORE = ("restore",)
COMMANDS = (SYNC, SYNC, SYNC, LETTERS, DELIVER)
CROWD = (SYNC, SYNC, SYNC, LETTERS, LETTERS, DELIVER, DELIVER, DELIVER, BACKUP, RESTORE, ACCEPT)
DEEPEST = {"sync": 140, "letters": 160, "deliver": 120}
NAMED = {  # steps of one name: how many of them a command may take, and what strikes there
    "commit": (6, (KILLED, AFTER, REFUSED, LOST, FULL)),
    "fsync": (8, (KILLED, HALF, HALF, REFUSED, FULL)),
    "exchange": (1, (KILLED, AFTER, MET, MET, MET)),
    "replace": (5, (KILLED, AFTER, REFUSED, LOST)),
    "question": (60, (KILLED, REFUSED, FULL)),
    "write": (12, (KILLED, REFUSED, FULL)),
}
QUORUMS = ("majority", "any", "all", "2")
RACES = {  # what two commands do at once, and where one of them is slow
    SYNC: ("exchange", "commit"),
    LETTERS: ("write", "commit"),
    DELIVER: ("write", "commit"),
}
KINDS_OF_STEPS = {
    "run": 34, "together": 5, "round": 14, "vote": 14, "mark": 12, "clear": 3, "wait": 6, "sort": 4, "insert": 1,
    "delete": 3, "shift": 3, "empty": 2, "scribble": 3, "foreign": 2, "copy": 2, "restore": 2, "older": 2, "torn": 2,
    "comment": 3, "quorum": 1, "absent": 1, "misspelt": 1, "post": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One thing that happens: its kind and what belongs to it."""

    kind: str
    words: tuple[Any, ...] = ()
    fault: Fault | None = None

    def __str__(self) -> str:
        struck = f", {self.fault}" if self.fault else ""
        return f"{self.kind} {' '.join(map(str, self.words))}{struck}"


@dataclass(frozen=True)
class Story:
    """Where it is played, and what happens."""

    world: World
    steps: tuple[Step, ...]


def story(seed: int, length: int = 24, world: World | None = None, crowd: bool = False) -> Story:
    """The story of a seed: the same seed, the same story; a crowd works at once in every second step."""
    dice = random.Random(seed)
    drawn = World(
        XLSX if dice.random() < 0.55 else SHEETS,
        SQLITE if dice.random() < 0.6 else POSTGRES,
        FOLDER if dice.random() < 0.5 else SMTP,
    )
    world = world or drawn
    begin = [Step("mark", (code, "Готово", ACT.format(number))) for number, code in enumerate(OPEN)]
    kinds = {**KINDS_OF_STEPS, **({"run": 4, "together": 34, "lost": 3, "race": 6} if crowd else {})}
    return Story(world, (*begin, Step("run", SYNC), *(_drawn(dice, world, kinds) for _ in range(length))))


def _drawn(dice: random.Random, world: World, kinds: dict[str, int]) -> Step:
    code, kind = dice.choice(CODES), dice.choices(list(kinds), list(kinds.values()))[0]
    match kind:
        case "run":
            command = dice.choice(COMMANDS)
            return Step("run", command, _fault(dice, world, command[0]) if dice.random() < 0.65 else None)
        case "together":
            commands = tuple(dice.choice(CROWD) for _ in range(dice.randint(2, 4)))
            struck = commands[0][0] if dice.random() < 0.3 else ""
            return Step("together", commands, _fault(dice, world, struck) if struck in DEEPEST else None)
        case "vote":
            choice = dice.choices(("Утвердить", "Вернуть", None), (8, 1, 1))[0]
            return Step("vote", (dice.choice(list(VOTERS)), choice, dice.randrange(6)))
        case "round":
            return Step("round", (dice.randrange(6), *dice.sample(list(VOTERS), dice.randint(2, 5))))
        case "mark":
            return Step("mark", (code, dice.choice(("Готово", "Готово", "Начато")), ACT.format(dice.randint(1, 99))))
        case "wait":
            return Step("wait", (dice.choice((1, 5, 20, 48)),))
        case "sort":
            return Step("sort", tuple(dice.sample(CODES, 2)))
        case "older":
            return Step("older", (dice.randrange(6), *dice.sample(list(VOTERS), dice.randint(2, 4))))
        case "torn":
            fault = Fault(dice.choice((AFTER, KILLED, LOST, REFUSED)), dice.randint(1, 2), of="commit")
            return Step("torn", (dice.randrange(9), *OPEN), fault)
        case "post":
            return Step("post", (), _of_post(dice, world))
        case "race":
            command, places = dice.choice(list(RACES.items()))
            of = dice.choice(places if world.board == XLSX or command != SYNC else ("commit",))
            return Step("race", (command, command), Fault(SLOW, dice.randint(1, NAMED[of][0]), of=of))
        case "shift":
            return Step("shift", tuple(dice.sample(CODES[:4], 3)))
        case "empty":
            return Step("empty", OPEN)
        case "comment":
            return Step("comment", (code, dice.randint(1, 99)))
        case "quorum":
            return Step("quorum", (dice.choice(QUORUMS),))
        case "foreign":
            return Step("foreign", (dice.choice(list(VOTERS)), dice.randrange(6)))
    return Step(kind, (code,))


def _fault(dice: random.Random, world: World, command: str) -> Fault:
    places = [MACHINE]
    if world.board == SHEETS and command == "sync":
        places += [GOOGLE, GOOGLE]
    if world.mail == SMTP and command == "deliver":
        places += [MAIL, MAIL]
    where = dice.choice(places)
    kinds = [each for each in KINDS[where] if (where, world.board, each) != (MACHINE, SHEETS, MET)]
    kind = dice.choice(kinds)  # people are at Google, not in the command's process
    if where == GOOGLE:
        return Fault(kind, dice.randint(1, 3), where)
    if where == MAIL:
        of = dice.choice(("", "", "letter"))
        return Fault(kind, dice.randint(1, 3) if of else dice.choice((1, 5, 8, 10, *range(2, 24))), where, of)
    named = [name for name in NAMED if name != "exchange" or (world.board == XLSX and command == "sync")]
    of = dice.choice(("", "", *named))
    if of:
        kind = dice.choice(NAMED[of][1])
    return Fault(kind, dice.randint(1, NAMED[of][0] if of else DEEPEST[command]), where, of)


def _of_post(dice: random.Random, world: World) -> Fault:
    """What strikes a delivery that has letters: at a letter itself, or where it is written down what became of it."""
    if world.mail == SMTP and dice.random() < 0.5:
        return Fault(dice.choice((KILLED, AFTER, REFUSED, LOST, BROKEN)), dice.randint(1, 4), MAIL, "letter")
    of = dice.choice(("commit", "commit", "write"))
    return Fault(dice.choice(NAMED[of][1]), dice.randint(1, NAMED[of][0]), of=of)
