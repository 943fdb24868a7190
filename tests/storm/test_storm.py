"""One short story in the main run, and whether the laws notice what they are there for; `make storm` plays many."""

from pathlib import Path

import pytest

from models.projection import CellEdit, Edits
from tasks.xlsx import XlsxBoard
from tests.storm.faults import HALF, KILLED, MET, Fault
from tests.storm.story import Played, Step, laws, play
from tests.support.cli_school import begun
from tests.support.sample import ACT, APPROVAL, PLAN

CODE = "1.1/2021"
BALLOT = f"{CODE}-1.1"
TALE = (
    Step("mark", (CODE, "Готово", ACT.format(1))),
    Step("run", ("sync",), Fault(KILLED, 60)),
    Step("run", ("sync",)),
    Step("vote", ("Куратор", "Утвердить", 0)),
    Step("run", ("sync", "1.2/2021", "в середине прохода"), Fault(MET, 40)),
    Step("run", ("letters", "all"), Fault(HALF, 3)),
    Step("sort", (CODE, "1.3/2021")),
    Step("run", ("deliver",), Fault(KILLED, 20)),
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A story that ended."""
    return play(TALE, tmp_path_factory.mktemp("storm") / "school")


def test_a_story_with_faults_breaks_no_promise(played: Played):
    assert played.broken == []
    kinds = [each["kind"] for each in played.school.facts("history", CODE, now="2021-04-01T09:00")["events"]]
    assert kinds == ["submitted", "stage_opened", "voted", "stage_met", "stage_opened"]


def test_the_laws_see_a_lost_edit_a_foreign_vote_and_a_lost_letter(played: Played, tmp_path: Path):
    """Each by a memory or a folder that differs in one thing."""
    place, letter = (PLAN, "1.2/2021", "Комментарий"), next((played.school.var / "outbox").glob("*.eml"))
    kept, votes, said = played.memory.last[place], played.memory.ever, letter.read_bytes()
    played.memory.last[place] = "другое"
    vote = votes.pop((APPROVAL, BALLOT, "Куратор: решение"))
    letter.unlink()
    try:
        assert [broken.partition(":")[0].partition(" to ")[0] for broken in laws(played)] == [
            "План 2021, 1.2/2021, Комментарий", CODE, "the letter",
        ]  # fmt: skip
    finally:
        played.memory.last[place], votes[APPROVAL, BALLOT, "Куратор: решение"] = kept, vote
        letter.write_bytes(said)


def test_the_laws_see_a_status_beside_another_code(tmp_path: Path):
    """A pass that wrote its cells one row too low would look so."""
    school = begun(tmp_path / "var")
    board = XlsxBoard(school.board, school.var / "backups")
    board.write(board.read(), Edits(cells=(CellEdit(PLAN, 5, 10, "Исполнено"),)))
    broken = list(laws(Played(school)))
    assert broken[0].startswith("a further pass changes something")
