"""What a run does at one school, and what the Prefect UI shows of it; nothing here knows Prefect's engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flows import shows
from flows.deliver import deliver_queue
from flows.letters import queue_letters
from flows.office import Office
from flows.shows import Shown
from flows.sync import run_pass
from models import wording_runs as wording


@dataclass(frozen=True)
class Result:
    """The result in words, what was done, and what to show; a failed one needs a person."""

    told: str
    done: Any
    shown: tuple[Shown, ...] = ()
    failed: bool = False


Work = Callable[[Office], Result]


def one_pass(office: Office) -> Result:
    """One pass; what it brought about is shown only where there was something."""
    done = run_pass(office)
    school, today = office.school, office.school.calendar.today(office.now)
    shown = [shows.board(school, done.overviews, today), shows.problems(school, done.problems, today)]
    if done.events or done.held:
        shown.append(shows.happened(school, done.events, done.held, office.now))
    told = wording.pass_result(len(done.events), len(done.problems), done.held)
    return Result(told, done, tuple(shown))


def letters(office: Office) -> Result:
    """The letters of a working day, summaries among them where a week, month or year begins."""
    school, today = office.school, office.school.calendar.today(office.now)
    if not school.calendar.is_working(today):
        return Result(wording.letters_result(0, 0, False), ())
    done = queue_letters(office)
    shown = [shows.problems(school, dict.fromkeys(done.problems), today, "letter-problems")]
    if done.queued:
        shown.append(shows.letters(school, (letter for letter, _ in done.letters), today))
    summaries = sum(letter.summary is not None for letter, _ in done.letters)
    return Result(wording.letters_result(done.queued, summaries, True), done, tuple(shown))


def delivery(office: Office) -> Result:
    """Hand over what is queued; wrong settings of mail make one run fail, so that somebody sees it once."""
    done = deliver_queue(office, patient=True)
    told = wording.delivery_result(done.sent, done.failed, done.waiting, done.alert or done.paused)
    alarm = done.alert is not None and not done.told
    # what is said again every minute is in the run's name, and would fill the server's database
    shown = (shows.delivery(office.school, told, office.now),) if done.sent or done.failed or alarm else ()
    return Result(told, done, shown, failed=alarm)
