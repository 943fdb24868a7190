"""An amended document beside the school's roadmap: whether it is an edition of it, and what differs."""

from pathlib import Path
from zoneinfo import ZoneInfo

from flows.documents.first_import import open_source
from flows.office import SchoolContext, open_school
from models.amending import REWORDINGS, AmendOptions, Comparison, compare, is_edition
from models.checks import ROADMAP, SCHOOL
from models.importing import Imported, PeriodNeededError
from models.journal import Event, JournalState
from models.ownership import Purpose
from models.roadmap import Roadmap
from models.school import Settings
from models.terms import Period
from tasks.config import ConfigurationError, clock, database_of, load, load_school


def read_amended(file: Path, folder: Path, told: Period | None, *, as_list: bool = False) -> tuple[Imported, bool]:
    """Understand a document, and say whether it is an edition of the school's own roadmap."""
    roadmap = _roadmap(folder)
    known = Period.parse(roadmap.period) if roadmap else None
    source = open_source(file, folder, as_list=as_list)
    try:
        imported = source.understood(told)
    except PeriodNeededError:
        if roadmap is None or not is_edition(roadmap, again := source.understood(told, known)):
            raise
        imported = again
    if roadmap is None or not is_edition(roadmap, imported):
        return imported, False
    if told is None and imported.preamble.period is None and imported.period != known:
        imported = source.understood(told, known)
    return imported, True


def _roadmap(folder: Path) -> Roadmap | None:
    """The school's roadmap; None where there is none that could be compared with."""
    try:
        return load(folder / ROADMAP, Roadmap)
    except ConfigurationError:
        return None


def rewordings(office: SchoolContext) -> list[Event]:
    """What orders said anew of activities."""
    return [each.event for each in office.journal.excerpt(REWORDINGS)]


def compare_with_school(
    folder: Path, var: Path, now: str | None, imported: Imported, options: AmendOptions
) -> Comparison:
    """What differs from the school's roadmap; nothing is written, not even a new database."""
    settings = load(folder / SCHOOL, Settings)
    if (var / "vekha.db").exists() or database_of(settings, folder)[0]:
        with open_school(folder, var, now, Purpose.PREPARE) as office:
            _, known = office.known()
            return compare(office.school, known, rewordings(office), imported, options, office.now)
    moment = clock.moment(now, ZoneInfo(settings.time_zone), var)
    return compare(load_school(folder, moment), JournalState(), (), imported, options, moment)
