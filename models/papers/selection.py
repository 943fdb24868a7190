"""Which milestones somebody asks about: of a direction, of a post, of a status, overdue."""

from dataclasses import dataclass

from models.approval import Overview
from models.papers import texts
from models.roadmap import Activity
from models.school import School, Status
from models.text import VekhaError, quoted, same_letters


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked about; what is None or false is not asked for. `titles` are the spellings of one post."""

    direction: int | None = None
    post: str | None = None
    titles: frozenset[str] = frozenset()
    status: Status | None = None
    overdue: bool = False

    def takes_activity(self, direction: int, activity: Activity) -> bool:
        """Whether an activity stands in the direction and among what the post executes."""
        if self.direction not in (None, direction):
            return False
        return self.post is None or any(same_letters(each) in self.titles for each in activity.executors)

    def takes(self, overview: Overview) -> bool:
        """Whether the milestone is asked about."""
        milestone = overview.milestone
        return (
            self.takes_activity(milestone.direction, milestone.activity)
            and self.status in (None, overview.status)
            and (overview.overdue_days > 0 or not self.overdue)
        )


def selection(
    school: School,
    direction: int | None = None,
    post: str | None = None,
    status: str | None = None,
    overdue: bool = False,
) -> Selection:
    """What was asked for in words; VekhaError where the school has no such direction, post or status."""
    numbers = [each.number for each in school.roadmap.directions]
    if direction is not None and direction not in numbers:
        raise VekhaError(texts.NO_DIRECTION.format(number=direction, numbers=", ".join(map(str, numbers))))
    titles = frozenset(_spellings(school, post)) if post else frozenset[str]()
    executors = dict.fromkeys(title for each in school.roadmap.activities() for title in each.executors)
    if post and not any(same_letters(each) in titles for each in executors):
        raise VekhaError(texts.NO_POST.format(post=post, posts=quoted(executors)))
    return Selection(direction, post, titles, _status(school, status) if status else None, overdue)


def _spellings(school: School, post: str) -> list[str]:
    """Every spelling of a post that the people file knows, or a role of it; else what was typed."""
    known = school.roster.post(school.roster.post_named(post))
    return [same_letters(each) for each in ((known.title, *known.also) if known else (post,))]


def _status(school: School, text: str) -> Status:
    """A status by the school's word for it, or by its key."""
    words = school.workflow.statuses
    found = {same_letters(label): status for status, label in words.items()}
    found |= {str(status): status for status in Status}
    status = found.get(same_letters(text))
    if status is None:
        raise VekhaError(texts.NO_STATUS.format(status=text, statuses=quoted(words.values())))
    return status
