"""When the running clock is believed, told as looks at it."""

from datetime import UTC, datetime, timedelta

import pytest

from models.ownership import ClockNotes, Tick, head_ahead, refuse_future, watch
from models.text import VekhaError

START = datetime(2021, 3, 1, 9, tzinfo=UTC)


def at(hours: float, *, up: float | None = None, boot: str = "one") -> Tick:
    """A look so many hours after the start; the machine has been up as long, unless told otherwise."""
    return Tick(START + timedelta(hours=hours), boot, timedelta(hours=hours if up is None else up))


CASES = (
    # what is looked at → after which looks facts wait
    ("a quiet weekend of a machine that stays on", [at(0), at(70)], [False, False]),
    ("ahead by years, the machine still up", [at(0), at(50_000, up=1)], [False, True]),
    ("back by years, the machine still up", [at(0), at(-50_000, up=1)], [False, True]),
    ("back after a start with an empty battery", [at(0), at(-50_000, up=0, boot="two")], [False, True]),
    ("ahead after a start", [at(0), at(62, up=0, boot="two")], [False, True]),
    ("an hour of agreement confirms it", [at(0), at(900, up=1), at(900.9, up=1.9), at(901, up=2), at(902, up=3)],
     [False, True, True, False, False]),
    ("mended before that, as if nothing had happened", [at(0), at(900, up=1), at(1.1)], [False, True, False]),
    ("a second jump begins the hour anew", [at(0), at(900, up=1), at(9000, up=1.5), at(9000.8, up=2.3)],
     [False, True, True, True]),
    ("an hour's change is no jump", [at(0), at(2, up=1)], [False, False]),
)  # fmt: skip


@pytest.mark.parametrize(("looks", "waits"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_jump_of_more_than_a_day_stops_facts_until_it_is_confirmed(looks: list[Tick], waits: list[bool]):
    notes, found = ClockNotes(), []
    for look in looks:
        notes, said = watch(notes, look, synchronised=False)
        found.append(said is not None)
    assert found == waits


def test_a_machine_that_was_off_is_believed_where_its_clock_is_synchronised_but_never_back():
    start, _ = watch(ClockNotes(), at(0), synchronised=True)
    assert watch(start, at(500, up=0, boot="two"), synchronised=True)[1] is None
    assert watch(start, at(-500, up=0, boot="two"), synchronised=True)[1] is not None


def test_a_moment_to_come_is_refused_outside_of_a_rehearsal():
    later = START + timedelta(minutes=1)
    refuse_future(later, START, "2021-03-01T09:01", rehearsal=True)
    refuse_future(START, START, "2021-03-01T09:00", rehearsal=False)
    with pytest.raises(VekhaError, match="2021-03-01T09:01 ещё не наступило"):
        refuse_future(later, START, "2021-03-01T09:01", rehearsal=False)


def test_a_head_in_the_future_is_a_problem_outside_of_a_rehearsal():
    later = START + timedelta(days=1)
    found = head_ahead(later, START, "база", rehearsal=False)
    assert found is not None
    assert "датирован 02.03.2021 09:00, а сейчас 01.03.2021 09:00" in found.found
    assert [head_ahead(*case, "база", rehearsal=rehearsal) for *case, rehearsal in (
        (later, START, True), (START, START, False), (None, START, False),
    )] == [None] * 3  # fmt: skip
