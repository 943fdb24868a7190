"""People, posts with dates, substitutes: who holds a post, who answers, who may vote, on a given day."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from models.school import texts
from models.text import Strict, same_letters

Weekday = Literal["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
WEEKDAYS: tuple[Weekday, ...] = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


class LetterPreferences(Strict):
    """When a person wants letters: on which weekdays, on each of them or on the first of a week, paused until when."""

    days: tuple[Weekday, ...] = WEEKDAYS
    every: Literal["day", "week"] = "day"
    paused_until: date | None = None

    @field_validator("days")
    @classmethod
    def _some_day(cls, days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
        if not days:
            raise ValueError(texts.NO_WEEKDAY)
        return days

    def allow(self, day: date) -> bool:
        """Whether a letter may come on that day, the rhythm left aside; the last day of a pause belongs to it."""
        paused = self.paused_until is not None and day <= self.paused_until
        return not paused and WEEKDAYS[day.weekday()] in self.days


class Person(Strict):
    """Somebody with a label on the board and an address for letters."""

    label: str
    address: str | None = None
    letters: LetterPreferences = LetterPreferences()

    @field_validator("label")
    @classmethod
    def _label_is_a_header(cls, label: str) -> str:
        if not label or ":" in label or "\n" in label:
            raise ValueError(texts.LABEL_SHAPE)
        return label


class Span(Strict):
    """Days from–to, both included; an open end means "until told otherwise"."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(texts.UNTIL_BEFORE_SINCE.format(until=self.until, since=self.since))
        return self


class Holder(Span):
    """Who holds a post, from when till when, by which order."""

    person: str
    order: str | None = None


class Post(Strict):
    """A role of the roadmap; plural or collegial where several people share it.

    A shared post may ask its holders for parts of each of its milestones: `each` of them, or `any`.
    """

    title: str
    also: tuple[str, ...] = ()
    plural: bool = False
    collegial: bool = False
    head: str | None = None
    parts: Literal["each", "any"] | None = None
    holders: tuple[Holder, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether several people hold it together."""
        return self.plural or self.collegial


class Absence(Span):
    """Days on which a person is away, and who acts instead."""

    person: str
    substitute: str | None = None
    reason: str | None = None


class Roster(Strict):
    """The people file."""

    people: dict[str, Person]
    posts: tuple[Post, ...]
    working_group: str
    curator: str
    director: str | None = None
    administrator: str | None = None
    secretary: str | None = None
    absences: tuple[Absence, ...] = Field(default=())

    @cached_property
    def _by_name(self) -> dict[str, Post]:
        return {same_letters(name): post for post in self.posts for name in (post.title, *post.also)}

    @cached_property
    def asks_parts(self) -> bool:
        """Whether any post asks its holders for parts: what a pass would else look up for every milestone."""
        return any(post.parts and post.shared for post in self.posts)

    def post(self, title: str) -> Post | None:
        """The post known by that title or another spelling of it; None when the roster has none."""
        return self._by_name.get(same_letters(title))

    def label(self, person: str) -> str:
        """How a person is called on the board; the identifier itself when the roster no longer has them."""
        known = self.people.get(person)
        return known.label if known else person

    def holders(self, title: str, day: date) -> tuple[str, ...]:
        """The people who hold a post on a day, in the order of the file."""
        post = self.post(title)
        if post is None:
            return ()
        return tuple(dict.fromkeys(holder.person for holder in post.holders if holder.covers(day)))

    def head(self, title: str, day: date) -> str | None:
        """Who heads a post on a day: the head while they hold it, else its first holder."""
        post = self.post(title)
        holders = self.holders(title, day)
        if post and post.head and (post.head in holders or not post.holders):
            return post.head
        return holders[0] if holders else None

    def post_named(self, voters: str) -> str:
        """The post that a stage's voters name: a role of the people file, or the title itself."""
        roles = {
            "working_group": self.working_group,
            "chair": self.working_group,
            "curator": self.curator,
            "director": self.director,
            "administrator": self.administrator,
            "secretary": self.secretary,
        }
        return roles.get(voters) or voters

    def members(self, voters: str, day: date) -> tuple[str, ...]:
        """Who votes on a day under a role of the people file or a post's title; the chair is the group's head."""
        title = self.post_named(voters)
        if voters == "chair":
            head = self.head(title, day)
            return (head,) if head else ()
        return self.holders(title, day)

    def answering(self, executors: Iterable[str], named: str | None, day: date) -> tuple[str, ...]:
        """Who answers on a day: the holders of single posts; of shared posts the person named, else the head."""
        people: list[str] = []
        for title in executors:
            post = self.post(title)
            if post is None:
                continue
            if not post.shared:
                people.extend(self.holders(title, day))
            elif named is None and (head := self.head(title, day)):
                people.append(head)
        if named is not None:
            people.append(named)
        return tuple(dict.fromkeys(people))

    def absence(self, person: str, day: date) -> Absence | None:
        """The absence of a person that covers a day, if any."""
        return next((each for each in self.absences if each.person == person and each.covers(day)), None)

    def acting(self, person: str, day: date) -> str | None:
        """Who acts on a day: the person, or when absent the nearest substitute who is there; None when nobody is."""
        passed: set[str] = set()
        current: str | None = person
        while current is not None and current not in passed:
            passed.add(current)
            away = self.absence(current, day)
            if away is None:
                return current
            current = away.substitute
        return None

    def standing_in_for(self, people: Iterable[str], day: date) -> dict[str, str]:
        """Substitutes who act on a day for any of these people: substitute → the absent person."""
        acting = {self.acting(person, day): person for person in people if self.absence(person, day)}
        return {who: absent for who, absent in acting.items() if who is not None}
