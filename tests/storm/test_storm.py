"""Short stories in the main run, and whether the laws notice what they are there for; `make storm` plays many."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.projection import CellEdit, Edits
from tasks.xlsx import XlsxBoard
from tests.storm.faults import GOOGLE, HALF, KILLED, LOST, MAIL, MET, Fault
from tests.storm.ground import POSTGRES, SHEETS, SMTP, Ground, World, scratch
from tests.storm.guards import GUARDS, Guard
from tests.storm.laws import laws
from tests.storm.steps import ACCEPT, BACKUP, DELIVER, LETTERS, RESTORE, SYNC, Step, Story
from tests.storm.story import Played, play
from tests.support.sample import ACT, APPROVAL, HOUSE, PLAN

CODE = "1.1/2021"
BALLOT = f"{CODE}-1.1"
TALE = (
    Step("mark", (CODE, "Готово", ACT.format(1))),
    Step("run", SYNC, Fault(KILLED, 60)),
    Step("run", SYNC),
    Step("vote", ("Куратор", "Утвердить", 0)),
    Step("run", SYNC, Fault(MET, 1, of="exchange")),
    Step("together", (SYNC, LETTERS, DELIVER, BACKUP), Fault(HALF, 1, of="fsync")),
    Step("sort", (CODE, "1.3/2021")),
    Step("run", DELIVER, Fault(KILLED, 20)),
)
FAR = (
    Step("mark", (CODE, "Готово", ACT.format(1))),
    Step("run", SYNC, Fault(LOST, 2, GOOGLE)),
    Step("run", LETTERS, Fault(LOST, 1, of="commit")),
    Step("run", DELIVER, Fault(LOST, 1, MAIL, "letter")),
    Step("wait", (1,)),
    Step("together", (SYNC, DELIVER)),
)
CROWD = (
    Step("mark", (CODE, "Готово", ACT.format(1))),
    Step("together", (SYNC, SYNC, ACCEPT, BACKUP)),
    Step("together", (SYNC, RESTORE)),
)
DOUBTED = (  # a doubted row shows an old status, and verify called it wrong
    Step("copy", (CODE,)),
    Step("mark", (CODE, "Готово", ACT.format(1))),
    Step("run", SYNC),
    Step("restore", (CODE,)),
    Step("run", SYNC),
)


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """The servers of these stories."""
    with scratch() as folder, Ground(folder) as made:
        yield made


@pytest.fixture(scope="module")
def played(ground: Ground) -> Played:
    """A story that ended."""
    return play(Story(World(), TALE), ground, days=1)


def test_a_story_with_faults_breaks_no_promise(played: Played):
    assert played.broken == []
    kinds = [each["kind"] for each in played.school.facts("history", CODE, now="2021-04-01T09:00")["events"]]
    assert kinds[:5] == ["submitted", "stage_opened", "voted", "stage_met", "stage_opened"]


def test_the_laws_see_a_lost_edit_a_foreign_vote_and_a_lost_letter(played: Played):
    """Each by a memory or a folder that differs in one thing."""
    place, letter = (PLAN, CODE, "Отметка"), next((played.school.var / "outbox").glob("*.eml"))
    kept, votes, said = played.memory.last[place], played.memory.ever, letter.read_bytes()
    played.memory.last[place] = "другое"
    vote = votes.pop((APPROVAL, BALLOT, "Куратор: решение"))
    letter.unlink()
    try:
        assert [broken.partition(":")[0].partition(" to ")[0] for broken in laws(played)][:3] == [
            f"План 2021, {CODE}, Отметка", CODE, "the letter",
        ]  # fmt: skip
    finally:
        played.memory.last[place], votes[APPROVAL, BALLOT, "Куратор: решение"] = kept, vote
        letter.write_bytes(said)


def test_the_laws_see_a_status_beside_another_code(ground: Ground):
    """A pass that wrote its cells one row too low would look so."""
    school = ground.school(World())
    board = XlsxBoard(school.board, school.var / "backups")
    board.write(board.read(), Edits(cells=(CellEdit(PLAN, 5, 10, "Исполнено"),)))
    broken = list(laws(Played(ground, World(), school)))
    assert broken[0].startswith("a further pass changes something")


def test_a_story_at_google_and_a_mail_server_breaks_no_promise(ground: Ground):
    assert play(Story(World(SHEETS, mail=SMTP), FAR), ground, days=0).broken == []


def test_a_crowd_of_commands_on_postgresql_breaks_no_promise(postgres_folder: Path):
    with scratch() as folder, Ground(folder, postgres_folder) as ground:
        played = play(Story(World(database=POSTGRES), CROWD), ground, days=0)
    assert (played.broken, played.done["killed commands"]) == ([], 0)


def test_a_story_that_broke_a_promise_once(ground: Ground):
    assert play(Story(World(), DOUBTED), ground, days=0).broken == []


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_each_guard_can_be_taken_out(guard: Guard) -> None:
    """Its text stands where the driver looks for it, once, and what comes in its place is something else."""
    found = [((HOUSE / patch.file).read_text(encoding="utf-8").count(patch.old), patch.old != patch.new)
             for patch in guard.patches]  # fmt: skip
    assert found == [(1, True)] * len(guard.patches)
