"""Calendars of deadlines: of a post on demand, of everybody on each pass."""

from flows.office import SchoolContext
from models.approval import Overview, overview
from models.letters import deadlines, in_order
from models.letters import texts as letters_texts
from models.text import VekhaError
from tasks.mail import calendar_bytes, publish


def calendar_of(office: SchoolContext, post: str) -> bytes:
    """The deadlines of those who hold a post today, as an .ics file."""
    school = office.school
    today, roster = school.calendar.today(office.now), school.roster
    people = roster.members(post, today)
    if not people:
        raise VekhaError(letters_texts.nobody_of_post(post, [each.title for each in roster.posts]))
    _, known = office.known()
    everybodys = deadlines(school, overview(school, known, {}, today), today)
    found = in_order(deadline for person in people for deadline in everybodys.get(person, ()))
    return calendar_bytes(letters_texts.CALENDAR_NAME.format(school=school.settings.short_name, label=post), found)


def publish_calendars(office: SchoolContext, overviews: tuple[Overview, ...]) -> int:
    """Write everybody's calendar that changed, where the school wants them; how many were written."""
    school = office.school
    if school.settings.calendars is None:
        return 0
    found, name = deadlines(school, overviews, school.calendar.today(office.now)), school.settings.short_name
    return publish(
        office.var / school.settings.calendars,
        {
            person: (letters_texts.CALENDAR_NAME.format(school=name, label=who.label), found.get(person, ()))
            for person, who in school.roster.people.items()
        },
    )
