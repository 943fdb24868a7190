"""What a school's events fold to, by the kept fold of most of them: the one place that says how states are known."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, select

from models.journal import FOLD_RULES, Event, Fold, State, audit, false_fold, fold_of, read_event, replay
from models.journal import texts as journal_texts
from models.text import Problem, VekhaError
from tasks.database.tables import EVENTS, FOLDS

FOLD_EVERY = 256
"""By how many events a kept fold falls behind before the next one is kept; folding so many takes some ms."""
AT_ONCE = 500


def states_known(connection: Connection, school: str) -> dict[str, State]:
    """Where every milestone stands: what the kept fold says, and what the events after it changed."""
    position, states = 0, dict[str, State]()
    kept = connection.execute(_usable(school)).one_or_none()
    if kept is not None:
        try:
            states = Fold(*kept).read()
            position = kept.position
        except ValueError:  # unreadable: `verify` names it
            pass
    return replay(events_after(connection, school, position), states)


def fold_is_due(connection: Connection, school: str, position: int) -> bool:
    """Whether the fold that may be believed is far behind a position."""
    kept = connection.scalar(_usable(school).with_only_columns(FOLDS.c.position))
    return position - (kept or 0) >= FOLD_EVERY


def keep_fold(connection: Connection, school: str, position: int, digest: str) -> None:
    """Keep the fold of every event up to this position, which is the journal's end."""
    fold = fold_of(states_known(connection, school), position, digest)
    drop_fold(connection, school)
    values = {"position": fold.position, "digest": fold.digest, "rules": fold.rules, "states": fold.states}
    connection.execute(insert(FOLDS).values(school=school, **values))


def drop_fold(connection: Connection, school: str) -> None:
    """Keep no fold: the next look folds every event."""
    connection.execute(delete(FOLDS).where(FOLDS.c.school == school))


def audit_events(connection: Connection, school: str) -> tuple[tuple[Problem, ...], Problem | None]:
    """Which event could not have happened, and what the kept fold says otherwise than the events.

    Every event is folded from the first one on: what is kept is not believed here.
    """
    kept = connection.execute(_usable(school)).one_or_none()
    events, states = events_after(connection, school, 0), dict[str, State]()
    unlawful = tuple(audit(islice(events, kept.position if kept is not None else 0), states))
    false = false_fold(Fold(*kept), states) if kept is not None and not unlawful else None
    return (*unlawful, *(audit(events, states) if not unlawful else ())), false


def events_after(connection: Connection, school: str, position: int) -> Iterator[Event]:
    """The events after a position, one after another: a long journal is never held whole."""
    asked = select(EVENTS.c.position, EVENTS.c.body).where(EVENTS.c.school == school, EVENTS.c.position > position)
    for row in connection.execute(asked.order_by(EVENTS.c.position).execution_options(yield_per=AT_ONCE)):
        yield event_of(row.position, row.body)


def event_of(position: int, body: str) -> Event:
    """The event that a row holds; VekhaError where it is none."""
    try:
        return read_event(body)
    except ValueError as error:
        raise VekhaError(journal_texts.JOURNAL_UNREADABLE.format(position=position)) from error


def _usable(school: str) -> Select[Any]:
    """The kept fold, where it follows today's rules and the event at its position is still the one it was made at."""
    same = and_(
        EVENTS.c.school == FOLDS.c.school, EVENTS.c.position == FOLDS.c.position, EVENTS.c.digest == FOLDS.c.digest
    )
    asked = select(FOLDS.c.position, FOLDS.c.digest, FOLDS.c.rules, FOLDS.c.states).join(EVENTS, same)
    return asked.where(FOLDS.c.school == school, FOLDS.c.rules == FOLD_RULES)
