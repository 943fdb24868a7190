"""What runs do at one school by their schedule."""

from flows.jobs.result import JobResult, as_lines, is_due
from flows.mail import deliver_queue, queue_letters, tell_of
from flows.office import SchoolContext
from flows.passes import run_pass
from models.mail import Trouble
from models.output import artifacts
from models.output import texts as output_texts
from tasks.folder import standing_pause


def one_pass(office: SchoolContext) -> JobResult:
    """One pass; what it brought about is shown only where there was something. None in a pause."""
    if (pause := standing_pause(office.var, office.school.calendar.today(office.now))) is not None:
        return JobResult(output_texts.paused(pause.until, pause.reason), None)
    done = run_pass(office)
    school, today = office.school, office.school.calendar.today(office.now)
    lines = [*as_lines(done.events, done.problems), done.held or ""]
    shown = [
        artifacts.board(school, done.overviews, today),
        artifacts.problems(school, done.problems, today),
        artifacts.front_page(school, done.overviews, lines, office.board.place, office.now),
    ]
    if done.events or done.held:
        shown.append(artifacts.happened(school, done.events, done.held, office.now))
    told = output_texts.pass_result(len(done.events), len(done.problems), done.held)
    return JobResult(told, done, tuple(shown), lines=tuple(filter(None, lines)), due=is_due(office))


def letters(office: SchoolContext) -> JobResult:
    """The letters of a working day, summaries among them where a week, month or year begins; none in a pause."""
    school, today = office.school, office.school.calendar.today(office.now)
    if (pause := standing_pause(office.var, today)) is not None:
        return JobResult(output_texts.paused(pause.until, pause.reason), None)
    if not school.calendar.is_working(today):
        return JobResult(output_texts.letters_result(0, 0, False), ())
    tell_of(office, Trouble.SETTINGS, office.broken)
    done = queue_letters(office)
    shown = [artifacts.problems(school, dict.fromkeys(done.problems), today, "letter-problems")]
    if done.queued:
        shown.append(artifacts.letters(school, (letter for letter, _ in done.letters), today))
    summaries = sum(letter.summary is not None for letter, _ in done.letters)
    lines = [f"{letter.label}: {text.subject}" for letter, text in done.letters] if done.queued else []
    lines += as_lines((), done.problems)
    told = output_texts.letters_result(done.queued, summaries, True)
    return JobResult(told, done, tuple(shown), lines=tuple(lines), due=is_due(office))


def delivery(office: SchoolContext) -> JobResult:
    """Hand over what is queued; a run that could not has failed, each time, for as long as that lasts."""
    done = deliver_queue(office, patient=True)
    told = output_texts.delivery_result(done.sent, done.failed, done.waiting, done.alert or done.paused)
    alarm = done.alert is not None and not done.told
    shown = (artifacts.delivery(office.school, told, office.now),) if done.sent or done.failed or alarm else ()
    return JobResult(told, done, shown, failed=done.alert is not None or done.paused is not None)
