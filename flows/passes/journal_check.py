"""Whether the journal is whole, lawful, and not ahead of the real clock."""

from flows.office import SchoolContext
from models.checks import texts as checks_texts
from models.journal import audit
from models.ownership import head_ahead
from models.text import Problem
from tasks.config import is_rehearsal, real_moment


def journal_problems(office: SchoolContext) -> tuple[int, tuple[Problem, ...]]:
    """How many facts were read, and what is wrong with them; a broken chain is not read any further."""
    broken = office.journal.verify()
    if broken:
        return 0, broken
    recorded = office.journal.recorded()
    real, rehearsal = real_moment(office.var), is_rehearsal(office.var)
    ahead = head_ahead(office.journal.head().seen_at, real, checks_texts.JOURNAL, rehearsal=rehearsal)
    return len(recorded), (*audit(each.event for each in recorded), *filter(None, [ahead]))
