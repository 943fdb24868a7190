"""Look at all that a fleet needs, one thing after another; what is wrong with one school hides no other."""

from collections.abc import Collection, Iterator

from flows.fleet.check_boards import board_findings
from flows.fleet.check_server import server_findings
from flows.office import open_school
from models.checks import Finding, Level
from models.fleet import check_texts as texts
from models.ownership import Purpose
from models.text import Problem, VekhaError
from tasks.config import Fleet, FleetSchool, database_of, database_of_fleet, environment_of
from tasks.database import database_url, opened_database, schools_known


def check_fleet(fleet: Fleet, told: str | None) -> Iterator[Finding]:
    """Everything found, in the order in which an administrator would mend it."""
    yield from (_wrong(fault.folder.name, fault.said) for fault in fleet.faults)
    try:
        url = database_url(*database_of_fleet(fleet), fleet.var)
        with opened_database(url) as engine:
            known = set(schools_known(engine)) - {fleet.settings.id}  # its own letters hang there, too
    except VekhaError as fault:
        yield _wrong(texts.DATABASE, str(fault))
    else:
        yield Finding.fine(texts.DATABASE, texts.DATABASE_FINE.format(schools=len(known)))
        for school in fleet.schools:
            yield from _look(school, known, url, told)
    yield from board_findings(fleet)
    yield from server_findings(fleet)


def _look(school: FleetSchool, known: Collection[str], url: str, told: str | None) -> Iterator[Finding]:
    """A school's settings, secrets and journal; her board is looked at with all others of its account."""
    try:
        environment_of(school.folder)
        own = database_url(*database_of(school.settings, school.folder), school.var)
        if own != url:
            yield Finding(Level.WARNING, Problem(school.id, *texts.OWN_DATABASE))
        elif school.id not in known:
            is_left = (school.var / "vekha.db").exists()
            missing = texts.JOURNAL_LEFT if is_left else texts.NOT_BEGUN
            where = {"folder": school.folder, "var": school.var}
            yield Finding(Level.ERROR if is_left else Level.WARNING, Problem(school.id, *missing.of(**where)))
        with open_school(school.folder, school.var, told, Purpose.PREPARE):
            pass
    except VekhaError as fault:
        for line in str(fault).splitlines():
            yield _wrong(school.id, line)


def _wrong(where: str, said: str) -> Finding:
    return Finding(Level.ERROR, Problem(where, said.splitlines()[0], ""))
