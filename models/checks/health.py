"""Whether a school that is served is well: what monitoring asks every few minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.checks import health_texts as texts

LATE = timedelta(minutes=20)  # a pass is due every five minutes
STANDING = timedelta(hours=1)  # how long a letter that is due may wait
ROOM_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that was looked at: whether it is well, how old it is where age matters, and that in words."""

    name: str
    ok: bool
    age: timedelta | None
    said: str


@dataclass(frozen=True, slots=True)
class Vitals:
    """What was measured: ages of the last pass and delivery, the longest wait of a letter that is due, and the rest.

    `clock` is what makes the clock doubtful, `ahead` what is wrong with the journal's head, `stopped` what the
    administrator was told by an alarm and nobody has mended yet. A pass that failed is a try.
    """

    last_pass: timedelta | None
    last_delivery: timedelta | None
    oldest_due: timedelta | None
    waiting: int
    is_served: bool
    free_bytes: int
    facts: int
    last_fact: datetime | None
    real: datetime
    ahead: str | None = None
    clock: str | None = None
    stopped: tuple[str, ...] = ()
    last_try: timedelta | None = None
    last_letters: timedelta | None = None
    letters_missing: bool = False
    paused: str | None = None


def health(vitals: Vitals) -> tuple[HealthCheck, ...]:
    """Every check in the order in which they should be mended."""
    passed, sent, due = vitals.last_pass, vitals.last_delivery, vitals.oldest_due
    is_regular = vitals.paused is not None or (passed is not None and passed <= LATE)
    late = due is not None and due > STANDING
    served = texts.SERVED if vitals.is_served else texts.OWN_TIMER if is_regular else texts.NOT_SERVED
    megabytes = vitals.free_bytes // 1_000_000
    written = texts.ago(texts.LAST_LETTERS, vitals.last_letters)
    age = vitals.real - vitals.last_fact if vitals.last_fact else None
    return (
        HealthCheck("serve", vitals.is_served or is_regular, None, served),
        HealthCheck("pass", is_regular, passed, vitals.paused or texts.ago(texts.LAST_PASS, passed)),
        HealthCheck("delivery", not late, sent, texts.ago(texts.LAST_DELIVERY, sent)),
        HealthCheck("queue", not late, due, texts.queue(vitals.waiting, due)),
        HealthCheck("letters", not vitals.letters_missing, vitals.last_letters, written),
        HealthCheck("journal", vitals.ahead is None, age, vitals.ahead or texts.journal(vitals.facts)),
        HealthCheck("clock", vitals.clock is None, None, vitals.clock or texts.CLOCK_FINE),
        HealthCheck("alarms", not vitals.stopped, None, "; ".join(vitals.stopped) or texts.NO_ALARMS),
        HealthCheck("disk", vitals.free_bytes >= ROOM_BYTES, None, texts.DISK.format(free=megabytes)),
    )
