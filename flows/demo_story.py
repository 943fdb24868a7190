"""The seed school's story: each step is what people do in the workbook, and what the engine answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flows.mail import deliver_queue, queue_letters
from flows.office import open_school
from flows.passes import make_board, run_pass
from models.board import columns
from models.output import demo_texts as words
from models.ownership import Purpose
from models.school import Choice, Request
from tasks.xlsx import fill

CODE = "1.1/2021"


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the story: who does what in which row, then a pass, or letters; requests and choices by name."""

    at: str
    told: str
    tab: str = ""
    key: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    letters: bool = False


def _votes(choice: Choice, *labels: str, why: str = "") -> tuple[tuple[str, str], ...]:
    said = [(label + columns.VOTE, choice) for label in labels]
    return (*said, *((label + columns.VOTE_COMMENT, why) for label in labels if why))


PLAN = columns.plan_title("2021")
CURATOR = _votes(Choice.APPROVE, words.CURATOR)
MEMBERS = [words.MEMBER.format(number=number) for number in (1, 2, 3)]
STORY = (
    Step("2021-03-01T09:00", words.BEGINNING),
    Step("2021-03-02T10:00", words.STARTED, PLAN, CODE, ((columns.REQUEST, Request.STARTED),)),
    Step("2021-03-09T10:00", words.WITHOUT_NUMBER, PLAN, CODE,
         ((columns.REQUEST, Request.COMPLETION), (columns.RESULT, words.DRAFT))),
    Step("2021-03-10T10:00", words.WITH_NUMBER, PLAN, CODE, ((columns.RESULT, words.GOOD),)),
    Step("2021-03-11T10:00", words.CURATOR_APPROVES, columns.APPROVAL, f"{CODE}-1.1", CURATOR),
    Step("2021-03-12T10:00", words.GROUP_RETURNS, columns.APPROVAL, f"{CODE}-1.2",
         (*_votes(Choice.APPROVE, MEMBERS[1]), *_votes(Choice.RETURN, MEMBERS[2], why=words.REASON))),
    Step("2021-03-15T10:00", words.WITH_ENCLOSURE, PLAN, CODE, ((columns.RESULT, words.BETTER),)),
    Step("2021-03-16T10:00", words.CURATOR_AGAIN, columns.APPROVAL, f"{CODE}-2.1", CURATOR),
    Step("2021-03-17T10:00", words.GROUP_APPROVES, columns.APPROVAL, f"{CODE}-2.2", _votes(Choice.APPROVE, *MEMBERS)),
    Step("2021-04-01T08:00", words.MONTH, letters=True),
    Step("2021-04-02T08:00", words.OVERDUE, letters=True),
    Step("2021-04-05T08:00", words.WEEK, letters=True),
)  # fmt: skip


def play(folder: Path, var: Path) -> Iterator[tuple[Step, list[str]]]:
    """Play the story in an empty `var` folder, step by step, with what the engine said to each."""
    for step in STORY:
        with open_school(folder, var, step.at, Purpose.MAKE) as office:
            said, workflow = [], office.school.workflow
            school_words = {str(name): word for name, word in (*workflow.requests.items(), *workflow.choices.items())}
            if not office.board.exists():
                make_board(office)
                said.append(words.BOARD_MADE.format(board=office.board.place, number=len(office.school.milestones)))
            if step.cells:
                fill(
                    Path(office.board.place),
                    step.tab,
                    step.key,
                    {column: school_words.get(value, value) for column, value in step.cells},
                )
            done = run_pass(office)
            said += [f"{event.milestone}: {event.why}" for event in done.events]
            said += [f"{problem.where}: {problem.sentence()}" for problem in done.problems]
            if step.letters:
                queued = queue_letters(office)
                said += [f"{letter.label}: {text.subject}" for letter, text in queued.letters]
                deliver_queue(office)
            yield replace(step, told=step.told.format(**school_words)), said
