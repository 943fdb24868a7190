"""Whose addresses may write where on a board that knows accounts?"""

from datetime import date

from models.school.people import Roster
from models.school.settings import School


def ever_holding(roster: Roster, title: str | None) -> tuple[str, ...]:
    """Who holds or held a post; of the working group its head alone."""
    post = roster.post(title) if title is not None else None
    if post is None:
        return ()
    people = tuple(each.person for each in post.holders if each.person in roster.people)
    return people if title != roster.working_group else ((post.head,) if post.head in roster.people else people[:1])


def meeting_editors(school: School, today: date) -> tuple[str, ...]:
    """The addresses of those who may fill «Заседание»: the secretary and the head of the working group."""
    roster = school.roster
    people = dict.fromkeys((*roster.members("secretary", today), *roster.members("chair", today)))
    return tuple(address for person in people if (address := roster.people[person].address))


def may_mark(school: School, today: date) -> dict[str, tuple[str, ...]]:
    """Who holds an executor's post of each milestone on a day, or acts for such a person: their addresses."""
    roster, found = school.roster, dict[str, tuple[str, ...]]()
    for each in school.milestones:
        people = [person for post in each.activity.executors for person in roster.holders(post, today)]
        people += [acting for person in people if (acting := roster.acting(person, today)) is not None]
        addresses = (roster.people[person].address for person in dict.fromkeys(people))
        found[each.code] = tuple(address for address in addresses if address)
    return found
