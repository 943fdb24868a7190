"""How each school of a fleet stands now, for whoever looks after all of them."""

from datetime import timedelta

from sqlalchemy import Engine

from flows.fleet_report.open import OpenJournal, Unopened, open_journals
from models.alarms import standing
from models.approval import overview
from models.fleet import FleetStatus, SchoolStatus, figures, report_texts
from models.mail import Told
from models.text import VekhaError
from tasks.config import Fleet, real_moment
from tasks.database import Outbox
from tasks.folder import age_of_run


def status_of_fleet(fleet: Fleet, engine: Engine, told: str | None) -> FleetStatus:
    """Every school, and the municipality's own letters."""
    ages = {each.id: age_of_run(each.var, "pass") for each in fleet.schools}
    schools = tuple(_status(each, fleet, ages) for each in open_journals(fleet, told))
    outbox = Outbox(engine, fleet.settings.id)
    return FleetStatus(schools, outbox.waiting(), tuple(each.address for each in outbox.undelivered()))


def _status(one: OpenJournal | Unopened, fleet: Fleet, ages: dict[str, float | None]) -> SchoolStatus:
    if isinstance(one, Unopened):
        return SchoolStatus(one.name, said=one.said)
    school, name = one.school, one.school.settings.short_name
    try:
        head, known = one.journal.known()
        waiting, alarms = one.outbox.waiting(), Told(one.outbox.alarms())
    except VekhaError as fault:
        return SchoolStatus(name, said=report_texts.not_counted(str(fault)))
    today = school.calendar.today(one.now)
    here = ages.get(school.settings.id)
    by_fleet = real_moment(fleet.var) - one.read if one.read is not None else None
    found = [each for each in (by_fleet, timedelta(seconds=here) if here is not None else None) if each is not None]
    is_silent = head.seen_at is None and not found
    counted = None if is_silent else figures(school, name, overview(school, known, {}, today), today)
    said = report_texts.BROKEN_BY_LAST if one.is_broken else report_texts.NOT_BEGUN if is_silent else ""
    age, stopped = min(found, default=None), standing(alarms, today)
    return SchoolStatus(name, school.settings.id, counted, age, waiting, stopped, said)
