"""Questions about terms: who settles them and when, what an unclear one means; for first imports and amendments."""

from datetime import date

from models import import_wording
from models import question_wording as ask
from models.dates import plain, read_date, spell_day
from models.imported import ImportedActivity
from models.period import Period
from models.questions import Heard, NotHeard, Question
from models.settlement import BY, DEFAULT_POST, ON, suggested


def who(today: date) -> tuple[Question, ...]:
    """By whom and on which day terms are settled; asked once."""
    reason = (ask.why(ask.by_reason()),)
    return (
        Question(BY, "", reason, ask.ask_by(), DEFAULT_POST, is_needed=True),
        Question(ON, "", (), ask.ask_day(), f"{spell_day(today)}", is_needed=True),
    )


def hear_who(topic: str, said: str, today: date) -> Heard | NotHeard:
    """An answer to one of those two."""
    if topic == BY:
        return Heard(said)
    day = read_date(said)
    if day is None:
        return NotHeard(ask.day_not_read(said))
    return NotHeard(ask.day_ahead(today)) if day > today else Heard(day.isoformat())


def term_question(activity: ImportedActivity, period: Period) -> Question:
    """What an unclear term means."""
    where = import_wording.place(activity.code, activity.where)
    reason = activity.term.unclear or ""
    context = (ask.about_activity(activity.title), ask.about_term(activity.term.text), ask.why(reason))
    problem = import_wording.unclear_term(where, activity.term.text, reason)
    default = suggested(activity.term.text, period)
    return Question(f"term:{activity.code}", where, context, ask.ask_term(), default, problem=problem)


def yes(said: str | None) -> bool | None:
    """Whether an answer is yes or no; None where it is neither."""
    word = plain(said or "")
    return True if word in ask.YES else False if word in ask.NO else None
