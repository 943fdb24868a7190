"""Of which milestones parts are asked, of whom, and where they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.board import digest_of
from models.journal import Part, canonical_json
from models.parts import texts
from models.roadmap import Milestone
from models.school import Post, Roster, School
from models.text import Advice, sentence


@dataclass(frozen=True, slots=True)
class PartsStanding:
    """Where a milestone's parts stand: the lines that count, who is expected today, whose part is still awaited.

    `lacking` are titles of posts of which nobody has contributed and somebody must.
    """

    parts: tuple[Part, ...]
    expected: tuple[str, ...]
    awaited: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def said(self) -> str:
        """How many have contributed, and for how many people."""
        given = {part.who for part in self.parts}
        contributed = len([person for person in self.expected if person in given])
        standing = texts.STANDING.format(contributed=contributed, expected=len(self.expected))
        amounts = [part.amount for part in self.parts if part.amount is not None]
        return texts.STANDING_SUM.format(standing=standing, total=sum(amounts)) if amounts else standing

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the list; of the order of its lines it knows nothing."""
        lines = sorted(
            [part.who, part.what, part.link, part.amount, part.day.isoformat() if part.day else ""]
            for part in self.parts
        )  # fmt: skip
        return digest_of(canonical_json(lines))

    def taken(self, roster: Roster) -> str:
        """The list and its sums as the result of a submission, as far as a cell should hold them."""
        lines = [f"{roster.label(part.who)} – {texts.spelled(part)}" for part in self.parts]
        kept = list(_within(lines, texts.LONGEST_LIST))
        more = [texts.MORE.format(number=len(lines) - len(kept))] if len(kept) < len(lines) else []
        return texts.TAKEN.format(standing=self.said, parts="; ".join((*kept, *more))) if lines else ""

    def fault(self, roster: Roster, comment: str) -> Advice | None:
        """Why «Готово» cannot take the parts yet; a comment excuses those who are missing."""
        if not self.parts:
            return texts.NOBODY
        if self.lacking:
            return texts.NOBODY_OF.of(post=self.lacking[0])
        return texts.MISSING.of(labels=self._names(roster)) if self.awaited and not comment else None

    def warnings(self, roster: Roster) -> tuple[str, ...]:
        """What voters should look at: who is missing, and what was remarkable in the lines."""
        missing = [texts.MISSING_SHOWN.format(labels=self._names(roster))] if self.awaited else []
        found = [
            texts.WARNING.format(who=roster.label(part.who), warning=warning)
            for part in self.parts for warning in part.warnings
        ]  # fmt: skip
        return (*missing, *found[: texts.MOST_NAMED])

    def _names(self, roster: Roster) -> str:
        named = [roster.label(person) for person in self.awaited[: texts.MOST_NAMED]]
        more = len(self.awaited) - len(named)
        return ", ".join((*named, *([texts.MORE_PEOPLE.format(number=more)] if more else [])))


def _within(lines: Sequence[str], longest: int) -> Iterable[str]:
    room = longest
    for line in lines:
        room -= len(line)
        if room < 0:
            return
        yield line


def asking_posts(school: School, milestone: Milestone) -> tuple[Post, ...]:
    """The shared posts among a milestone's executors that ask their holders for parts."""
    if not school.roster.asks_parts:
        return ()
    posts = (school.roster.post(title) for title in milestone.activity.executors)
    return tuple(post for post in posts if post is not None and post.parts and post.shared)


def asks_parts(school: School) -> bool:
    """Whether any milestone of the school asks for parts: then its board has the tab."""
    return school.roster.asks_parts and any(asking_posts(school, milestone) for milestone in school.milestones)


def may_contribute(school: School, milestone: Milestone) -> tuple[str, ...]:
    """Who holds or ever held one of the posts that ask: what somebody contributed stays when they leave."""
    return tuple(dict.fromkeys(each.person for post in asking_posts(school, milestone) for each in post.holders))


def contributors(school: School) -> tuple[str, ...]:
    """Everybody who may contribute to some milestone, in the order of the people file."""
    posts = {post.title: post for milestone in school.milestones for post in asking_posts(school, milestone)}
    people = {each.person for post in posts.values() for each in post.holders}
    return tuple(person for person in school.roster.people if person in people)


def parts_standing(school: School, milestone: Milestone, parts: tuple[Part, ...], day: date) -> PartsStanding | None:
    """Where the parts of a milestone stand on a day; None where none are asked for."""
    posts = asking_posts(school, milestone)
    if not posts:
        return None
    given = {part.who for part in parts}
    expected: list[str] = []
    awaited: list[str] = []
    lacking: list[str] = []
    for post in posts:
        holders = school.roster.holders(post.title, day)
        expected.extend(holders)
        if not given.intersection(each.person for each in post.holders):
            lacking.append(sentence(post.title))
            awaited.extend(holders)
        elif post.parts == "each":
            awaited.extend(person for person in holders if person not in given)
    return PartsStanding(parts, tuple(dict.fromkeys(expected)), tuple(dict.fromkeys(awaited)), tuple(lacking))
