"""What takes more than one act: cells that slip and are put back, an older copy, a lost machine, a morning's post.

Each is a function of the story and the step, and knows by itself whether it can be played now.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flows.office import open_school
from models.observation.texts import BOARD_NEWER
from tests.storm.faults import LOST
from tests.storm.ground import SHEETS, SMTP, World
from tests.storm.people import MARK, RESULT, STATUS
from tests.storm.steps import CODES, DELIVER, LETTERS, RESTORE, SYNC, Step
from tests.support.sample import ACT, PLAN

if TYPE_CHECKING:
    from tests.storm.story import Played

Marks = dict[str, dict[str, Any]]


def shift(played: "Played", step: Step) -> None:
    """Some cells slip to other rows, the engine looks, and somebody undoes it.

    Two results at least, seen where they stood: fewer are taken for somebody's wish.
    """
    played.sync()
    _slip(played, _marks(played, step.words))


def torn(played: "Played", step: Step) -> None:
    """New results, a pass that dies while it records them, and cells that slip right after: what was seen was kept."""
    number, *codes = step.words
    before = _facts(played, codes)
    for more, code in enumerate(codes):
        played.type(PLAN, code, {MARK: "Готово", RESULT: ACT.format(100 + 10 * number + more)})
    played.together(Step("together", (SYNC,), step.fault))
    if all(after > count for after, count in zip(_facts(played, codes), before, strict=True)):
        _slip(played, _marks(played, codes))


def empty(played: "Played", step: Step) -> None:
    """Three open submissions are emptied, the engine looks, and somebody undoes it: fewer may be a wish."""
    played.sync()
    stood = _marks(played, step.words)
    rows = played.school.facts("status", now=played.moment)["milestones"]
    open_rows = {each["code"] for each in rows if each["status"] == "on_approval" and each["doubt"] is None}
    if open_rows >= set(step.words) and all(cells[MARK] == "Готово" for cells in stood.values()):
        _undone(played, stood, {code: {MARK: None, RESULT: None} for code in stood})


def _facts(played: "Played", codes: Sequence[str]) -> list[int]:
    return [len(played.school.facts("history", code, now=played.moment)["events"]) for code in codes]


def _marks(played: "Played", codes: Sequence[str]) -> Marks:
    rows = dict(played.sheets.cells(PLAN))
    return {code: {name: rows[code].get(name) for name in (MARK, RESULT)} for code in codes if code in rows}


def _slip(played: "Played", stood: Marks) -> None:
    if len({cells[RESULT] for cells in stood.values()} - {None}) >= 2:
        moved = [*list(stood.values())[1:], *list(stood.values())[:1]]
        _undone(played, stood, dict(zip(stood, moved, strict=True)))


def _undone(played: "Played", stood: Marks, shown: Mapping[str, Mapping[str, Any]]) -> None:
    for cells in (shown, stood):
        for code in stood:
            played.sheets.type(PLAN, code, cells[code])
        if cells is shown:
            played.sync()


def copy(played: "Played", step: Step) -> None:
    """The owner keeps the board as it stands now."""
    played.copy = played.sheets.copy(), played.memory.copy()


def restore(played: "Played", step: Step) -> None:
    """The owner goes back to what was kept, after the engine saw what goes."""
    if played.copy is not None:
        played.sync()
        played.sheets.restore(played.copy[0])
        played.memory = played.copy[1].copy()


def older(played: "Played", step: Step) -> None:
    """Votes are counted, and the owner goes back to the board as it was an hour before."""
    copy(played, step)
    played.round(step)
    restore(played, step)
    played.sync()


def lost(played: "Played", step: Step) -> None:
    """The machine is lost, and two people bring the school back from its backup at once."""
    if played.kept is None or played.world != World(mail=SMTP):
        return
    shutil.rmtree(played.school.var)
    if 0 not in played.commands([RESTORE, SYNC, RESTORE])[::2]:
        played.broken.append("nothing came back from the backup")
    played.memory = played.kept.copy()
    played.done["restored"] += 1


def post(played: "Played", step: Step) -> None:
    """The letters of a morning, and what strikes while they go."""
    played.now = played.next_working_day()
    played.together(Step("together", (SYNC,)))
    played.together(Step("together", (LETTERS,)))
    played.together(Step("together", (DELIVER,), step.fault))
    played.now += timedelta(minutes=20)  # longer than a lease
    played.together(Step("together", (DELIVER,)))


def race(played: "Played", step: Step) -> None:
    """The same command twice, both with something to do, and the disk or the database is slow just then."""
    for code in CODES[: 3 if SYNC in step.words else 0]:
        played.sheets.type(PLAN, code, {STATUS: "Исполнено"})
    played.together(Step("together", step.words, step.fault))


def misspelt(played: "Played", step: Step) -> None:
    """The rules cannot be read for a while: passes wait, letters go by the last that could."""
    file = played.school.school.parent / "workflow.yaml"
    rules = file.read_text(encoding="utf-8")
    file.write_text(rules.replace("quorum:", "quorom:"), encoding="utf-8")
    played.together(Step("misspelt", (SYNC, LETTERS, DELIVER)))
    file.write_text(rules, encoding="utf-8")


def told_of_two_engines(played: "Played", step: Step) -> bool:
    """Whether a lost answer of Google's was taken for somebody else's save."""
    if played.world.board != SHEETS or step.fault is None or step.fault.kind != LOST:
        return False
    beginning = BOARD_NEWER.found.partition("{")[0]
    with open_school(played.school.school, played.school.var, played.moment) as office:
        return any(problem.found.startswith(beginning) for problem, _ in office.journal.problems())


SCENES = {each.__name__: each for each in (shift, torn, empty, copy, restore, older, lost, post, race, misspelt)}
