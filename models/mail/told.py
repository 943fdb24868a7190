"""What letters really told whom, by what the outbox holds; never inferred from the calendar."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

ALARM = "alarm"
WORKS = "works-"  # before the name of what stopped, in the cause of an alarm that says that it works again


class Trouble(StrEnum):
    """What can stop for everybody: passes over the board, letters, or both because the settings cannot be read.

    The rest is what no pass and no delivery notices of itself: that none comes, that letters of a day are not written,
    that the journal is ahead of the clock, that the disk is full, that the schedules stopped for good.
    """

    BOARD = "board"
    MAIL = "mail"
    SETTINGS = "settings"
    PASSES = "passes"
    LETTERS = "letters"
    JOURNAL = "journal"
    DISK = "disk"
    SCHEDULES = "schedules"


PeopleOn = Callable[[date], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Telling:
    """A letter that went, or is on its way: to whom, of which day and kind, with the subjects that it told.

    Letters of releases that kept no subjects have None.
    """

    person: str
    day: date
    kind: str
    subjects: tuple[str, ...] | None = ()
    cause: str = ""  # of an alarm

    @property
    def moment(self) -> datetime:
        """When an alarm was raised."""
        return datetime.fromisoformat(self.cause.partition(" ")[2])


@dataclass(frozen=True)
class Told:
    """All letters of a school that did not fail."""

    tellings: tuple[Telling, ...] = ()

    def before(self, day: date) -> "Told":
        """What letters of earlier days told, and the alarms up to this day."""
        return Told(tuple(telling for telling in self.tellings if telling.day < day or telling.cause))

    @cached_property
    def _by_subject(self) -> dict[str, list[tuple[str, date]]]:
        found: dict[str, list[tuple[str, date]]] = defaultdict(list)
        for telling in self.tellings:
            for subject in telling.subjects or ():
                found[subject].append((telling.person, telling.day))
        return found

    @cached_property
    def _unlisted(self) -> dict[str, date]:
        """The last letter of each person that kept no subjects."""
        found: dict[str, date] = {}
        for telling in self.tellings:
            if telling.subjects is None:
                found[telling.person] = max(telling.day, found.get(telling.person, telling.day))
        return found

    def first(self, person: str, subject: str) -> date | None:
        """The day on which a person was told of a subject for the first time; None: never."""
        return min((day for who, day in self._by_subject.get(subject, ()) if who == person), default=None)

    def heard(self, person: str, subject: str, since: date, place: PeopleOn | None = None) -> bool:
        """Whether a letter of that day or a later one told a person of a subject.

        With `place`, which gives who was to be told on a day, a person who came later has heard what was told to
        somebody in the same place. A letter that kept no subjects told everything that had begun by its day.
        """
        for who, day in self._by_subject.get(subject, ()):
            if day >= since and (who == person or (place is not None and person not in place(day))):
                return True
        return person in self._unlisted and self._unlisted[person] >= since

    @cached_property
    def kept_since(self) -> date | None:
        """The last day on which letters kept no subjects: what was decided by then belongs to the release before."""
        return max(self._unlisted.values(), default=None)

    def outage(self, name: Trouble) -> Telling | None:
        """The alarm that said that something stopped, while none has said since that it works; None: it works."""
        alarms = [telling for telling in self.tellings if telling.cause.partition(" ")[0] in (name, WORKS + name)]
        return alarms[-1] if alarms and not alarms[-1].cause.startswith(WORKS) else None

    @cached_property
    def began(self) -> date | None:
        """The day of the first letter."""
        return min((telling.day for telling in self.tellings if not telling.cause), default=None)

    def last(self, person: str, kinds: Iterable[str]) -> date | None:
        """The day of a person's last letter of some kinds."""
        wanted = set(kinds)
        mine = (each.day for each in self.tellings if each.person == person and each.kind in wanted)
        return max(mine, default=None)
