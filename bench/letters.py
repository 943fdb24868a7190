"""Write and queue the daily letters of 1,000 people: by Vekha, with premailer in its place, and by plain yagmail.

All three decide the same letters, render the same templates and record the same number of rows in one transaction.
What differs: who puts the styles into the page (css-inline, premailer, nobody) and who builds the message
(`tasks.mail.mime`, or yagmail from the page as its contents). Each way runs in processes of its own, in turn about;
figures are medians. Run `make bench`.
"""

import logging
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import yagmail

import flows.mail.write
import tasks.mail.render
from flows.mail import queue_letters
from flows.office import SchoolContext
from models.letters import Letter
from models.mail import Outgoing
from models.roadmap import Activity, Direction
from models.school import Roster, School
from models.school.people import Holder, Person, Post
from tasks.config import load_school
from tasks.database import Journal, Outbox, open_database
from tasks.database.engine import sqlite_url
from tasks.mail import Rendered
from tasks.xlsx import XlsxBoard

HOUSE = Path(__file__).resolve().parent.parent
sys.path.append(str(HOUSE / "build" / "bench"))  # behind ours: it brings newer versions of packages of the lock file
from premailer import Premailer  # noqa: E402

CONFIG = HOUSE / "config" / "school-150"
PEOPLE, TURNS = 1_000, 3
NOW = datetime(2021, 3, 16, 3, tzinfo=UTC)  # a Tuesday: daily letters only
TERMS = ("февраль 2021", "март 2021", "апрель 2021")
Inline = Callable[[str], str]
Compose = Callable[..., Outgoing]


def school_of(people: int) -> School:
    """The sample school with so many teachers more, each with something overdue, due soon, and far ahead."""
    sample = load_school(CONFIG, NOW)
    teachers = {f"teacher_of_{n}": Person(label=f"Учитель {n}", address=f"t{n}@school.example") for n in range(people)}
    posts = tuple(Post(title=f"Учитель {n}", holders=(Holder(person=f"teacher_of_{n}"),)) for n in range(people))
    changes = {"people": {**sample.roster.people, **teachers}, "posts": (*sample.roster.posts, *posts)}
    activities = tuple(
        Activity(code=f"{part}.{n + 1}", title=f"Мероприятие {part}.{n + 1} по сопровождению профессионального выбора",
                 term=term, executors=(f"Учитель {n}",), result_form="Информация")
        for part, term in enumerate(TERMS, 1) for n in range(people)
    )  # fmt: skip
    direction = Direction(number=1, title="Направление", activities=activities)
    roadmap = sample.roadmap.model_copy(update={"directions": (direction,), "period": "2021"})
    roster = Roster(**{**dict(sample.roster), **changes})
    return School(sample.settings, roadmap, roster, sample.workflow, sample.evidence, sample.calendar)


def with_premailer(html: str) -> str:
    """Styles on every tag by premailer, with the style sheet kept, as we keep it."""
    return str(Premailer(html, keep_style_tags=True, cssutils_logging_level=logging.CRITICAL).transform())


def by_yagmail(letter: Letter, rendered: Rendered, school: School, at: datetime, *_: object) -> Outgoing:
    """A row of the queue whose message yagmail makes out of the page, given to it as contents."""
    client = yagmail.SMTP({school.settings.mail.sender: ""}, password="", soft_email_validation=False)
    client.is_closed = True  # nothing was opened: nothing is to be closed
    _, message = client.prepare_send(letter.address, rendered.subject, [rendered.html], prettify_html=False)
    day = datetime.combine(letter.day, datetime.max.time(), school.calendar.zone)
    return Outgoing(letter.person, letter.day, letter.kind, letter.address, rendered.subject, "", message.encode(), day)


WAYS: dict[str, tuple[Inline | None, Compose | None]] = {
    "vekha": (None, None), "with premailer": (with_premailer, None), "plain yagmail": (str, by_yagmail),
}  # fmt: skip


@contextmanager
def in_place(module: ModuleType, name: str, other: object | None) -> Iterator[None]:
    """Let something else do the work of a function meanwhile; None leaves it as it is."""
    own = getattr(module, name)
    setattr(module, name, other or own)
    yield
    setattr(module, name, own)


def written(way: str, school: School) -> tuple[float, float, int]:
    """Queue the letters of the day into an empty database: seconds, peak of memory in MB, letters queued."""
    inline, compose = WAYS[way]
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        engine = open_database(sqlite_url(var / "vekha.db"))
        board = XlsxBoard(var / "board.xlsx", var / "backups", zone=school.calendar.zone)
        office = SchoolContext(
            school, CONFIG, var, board, Journal(engine, school.settings.id), Outbox(engine, school.settings.id), NOW
        )
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with in_place(tasks.mail.render, "_inlined", inline), in_place(flows.mail.write, "outgoing", compose):
            begun = time.perf_counter()
            queued = queue_letters(office).queued
            seconds = time.perf_counter() - begun
        engine.dispose()
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, queued


def main() -> int:
    """Measure and print; 1 when the ways do not queue the same number of letters."""
    school = school_of(PEOPLE)
    found: dict[str, list[tuple[float, float, int]]] = {way: [] for way in WAYS}
    for _ in range(TURNS):
        for way in WAYS:
            with multiprocessing.get_context("fork").Pool(1) as alone:  # memory that one way took is not another's
                found[way].append(alone.apply(written, (way, school)))
    seconds = {way: statistics.median(each[0] for each in runs) for way, runs in found.items()}
    memory = {way: statistics.median(each[1] for each in runs) for way, runs in found.items()}
    queued = {each[2] for runs in found.values() for each in runs}
    print(f"{'letters':<16}{'seconds':>9}{'ms each':>9}{'times vekha':>13}{'MB':>8}{'times vekha':>13}")
    for way in WAYS:
        time_ratio, memory_ratio = seconds[way] / seconds["vekha"], memory[way] / memory["vekha"]
        each = seconds[way] / max(queued) * 1000
        print(f"{way:<16}{seconds[way]:>9.2f}{each:>9.2f}{time_ratio:>12.2f}x{memory[way]:>8.1f}{memory_ratio:>12.2f}x")
    print(f"{max(queued)} letters queued by each way, {len(school.milestones)} milestones")
    return 0 if len(queued) == 1 and max(queued) >= PEOPLE else 1


if __name__ == "__main__":
    sys.exit(main())
