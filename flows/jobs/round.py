"""All that is due at one school of a fleet: its pass, the letters of the day, and what waits to be sent."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from flows.jobs.daily import letters, one_pass
from flows.jobs.result import JobResult, Work
from flows.jobs.watching import look_after
from flows.office import SchoolContext
from flows.passes import Pass
from models.checks import letters_due
from models.output import texts as output_texts
from models.text import VekhaError, joined
from tasks.config import keep_trace
from tasks.folder import age_of_run


def whole_round(office: SchoolContext) -> JobResult:
    """One pass, then letters where they are due, then delivery; what fails keeps none of the others from going."""
    results = [_tried(work, office) for work in _due(office)]
    done: Pass | None = results[0].done if office.broken is None else None
    told = joined(each.told for each in results)
    shown = tuple(each for result in results for each in result.shown) if _is_news(done, results) else ()
    lines = tuple(line for result in results for line in result.lines)
    return JobResult(told, done, shown, failed=any(each.failed for each in results), lines=lines)


def _due(office: SchoolContext) -> Iterator[Work]:
    if office.broken is None:
        yield one_pass
    age = age_of_run(office.var, "letters")
    if letters_due(office.school, office.now, None if age is None else office.now - timedelta(seconds=age)):
        yield letters
    yield look_after


def _is_news(done: Pass | None, results: Sequence[JobResult]) -> bool:
    """Whether there is anything to show: of hundreds of boards most are as they were, and each look costs calls."""
    return done is None or bool(done.events or done.cells_written or done.held) or len(results) > 2


def _tried(work: Work, office: SchoolContext) -> JobResult:
    try:
        return work(office)
    except VekhaError as error:
        return JobResult(str(error), None, failed=True)
    except Exception:
        return JobResult(output_texts.OUR_BUG.format(trace=keep_trace(office.var)), None, failed=True)
