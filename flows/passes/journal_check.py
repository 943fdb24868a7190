"""Whether the journal is whole, lawful, and not ahead of the real clock."""

from typing import Any

from flows.office import SchoolContext
from models.checks import texts as checks_texts
from models.journal import code_as_typed
from models.journal import texts as journal_texts
from models.output import code_facts
from models.ownership import head_ahead
from models.text import Problem, VekhaError
from tasks.config import is_rehearsal, real_moment


def journal_problems(office: SchoolContext) -> tuple[int, tuple[Problem, ...]]:
    """How many facts were read, and what is wrong with them; a broken chain is not read any further."""
    broken = office.journal.verify()
    if broken:
        return 0, broken
    head, real, rehearsal = office.journal.head(), real_moment(office.var), is_rehearsal(office.var)
    ahead = head_ahead(head.seen_at, real, checks_texts.JOURNAL, rehearsal=rehearsal)
    return head.position, (*office.journal.audit(), *filter(None, [ahead]))


def fact_of_code(office: SchoolContext, typed: str) -> tuple[dict[str, Any], str]:
    """The last fact that a letter with this control code was written from, as JSON and in words.

    VekhaError where the journal, which must be whole, holds none.
    """
    code = code_as_typed(typed)
    fact = office.journal.coded(code)
    if fact is None:
        raise VekhaError(journal_texts.CODE_UNKNOWN.format(code=code))
    later, event = office.journal.head().position - fact.position, fact.event
    local = office.school.calendar.local(event.seen_at)
    said = f"{event.milestone}: {event.why}"
    words = journal_texts.code_found(code, fact.position, f"{local:%d.%m.%Y %H:%M}", said, later)
    return code_facts(code, fact.position, event, local, later), words
