"""Events of every kind with whatever values their fields may hold."""

from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

from hypothesis import strategies as st

from models.journal import Event

PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
st.register_type_strategy(str, PLAIN)
MOMENTS = st.datetimes(
    datetime(2014, 1, 1), datetime(2030, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=5))])
)


def events(milestones: st.SearchStrategy[str] = PLAIN) -> st.SearchStrategy[Event]:
    """Any event, of one of these milestones or of the school."""
    kinds = [st.builds(kind, milestone=milestones, seen_at=MOMENTS) for kind in get_args(Event)]
    return st.one_of(kinds)
