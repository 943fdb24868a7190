"""The sample school for tests: where its files are, what it is when loaded, and what its people write."""

from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from models.school import School
from tasks.config import load_school

HOUSE = Path(__file__).resolve().parents[2]
SAMPLE = HOUSE / "config" / "school-150"
ZONE = ZoneInfo("Asia/Yekaterinburg")
BEGIN = "2021-03-01T09:00"
PLAN, APPROVAL = "План 2021", "Утверждение"
ACT = "Положение, приказ № 21/2 от 18.02.2021 https://school150.example/docs/{}"


@cache
def shipped() -> School:
    """The school that is shipped with Vekha."""
    return load_school(SAMPLE, moment(date(2021, 3, 1)))


def moment(day: date, hour: int = 9) -> datetime:
    """An hour of the school's wall clock on a day."""
    return datetime.combine(day, time(hour), tzinfo=ZONE)
