"""What a run does at one school, and what the Prefect UI shows of it; nothing here knows Prefect's engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flows.mail import deliver_queue, queue_letters
from flows.office import SchoolContext
from flows.passes import run_pass
from models.output import Artifact, artifacts
from models.output import texts as output_texts


@dataclass(frozen=True)
class Result:
    """The result in words, what was done, and what to show; a failed one needs a person."""

    told: str
    done: Any
    shown: tuple[Artifact, ...] = ()
    failed: bool = False


Work = Callable[[SchoolContext], Result]


def one_pass(office: SchoolContext) -> Result:
    """One pass; what it brought about is shown only where there was something."""
    done = run_pass(office)
    school, today = office.school, office.school.calendar.today(office.now)
    shown = [artifacts.board(school, done.overviews, today), artifacts.problems(school, done.problems, today)]
    if done.events or done.held:
        shown.append(artifacts.happened(school, done.events, done.held, office.now))
    told = output_texts.pass_result(len(done.events), len(done.problems), done.held)
    return Result(told, done, tuple(shown))


def letters(office: SchoolContext) -> Result:
    """The letters of a working day, summaries among them where a week, month or year begins."""
    school, today = office.school, office.school.calendar.today(office.now)
    if not school.calendar.is_working(today):
        return Result(output_texts.letters_result(0, 0, False), ())
    done = queue_letters(office)
    shown = [artifacts.problems(school, dict.fromkeys(done.problems), today, "letter-problems")]
    if done.queued:
        shown.append(artifacts.letters(school, (letter for letter, _ in done.letters), today))
    summaries = sum(letter.summary is not None for letter, _ in done.letters)
    return Result(output_texts.letters_result(done.queued, summaries, True), done, tuple(shown))


def delivery(office: SchoolContext) -> Result:
    """Hand over what is queued; wrong settings of mail make one run fail, so that somebody sees it once."""
    done = deliver_queue(office, patient=True)
    told = output_texts.delivery_result(done.sent, done.failed, done.waiting, done.alert or done.paused)
    alarm = done.alert is not None and not done.told
    # what is said again every minute is in the run's name, and would fill the server's database
    shown = (artifacts.delivery(office.school, told, office.now),) if done.sent or done.failed or alarm else ()
    return Result(told, done, shown, failed=alarm)
