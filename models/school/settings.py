"""What one school sets for itself: the shape of school.yaml, and the school as one value."""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from models.evidence import EvidenceRules
from models.roadmap import Milestone, Roadmap, milestones
from models.school import texts
from models.school.people import Roster, Span
from models.school.workflow import Workflow
from models.school.working_days import WorkCalendar
from models.terms import Period
from models.text import MONTHS, Strict, plain, real_date


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(texts.ZONE_UNKNOWN.format(name=name)) from None
    return name


ZoneName = Annotated[str, AfterValidator(_known_zone)]


class XlsxBoard(Strict):
    """The embedded default: a workbook in the var folder."""

    kind: Literal["xlsx"] = "xlsx"
    file: str = "board.xlsx"
    address: str | None = None

    @property
    def opened_at(self) -> str | None:
        """Where people open it: a link, or the path on the share; None where nobody wrote it down."""
        return self.address


class GoogleBoardSettings(Strict):
    """A spreadsheet of Google that the service account of the key may write; the key is named here, never written."""

    kind: Literal["google"]
    spreadsheet: str | None = None
    key_file: str | None = None
    key_env: str | None = None
    key_secret: str | None = None
    owner: str | None = None
    marks: Literal["everybody", "executors"] = "everybody"
    address: str | None = None
    calls_per_minute: Annotated[int, Field(ge=1, le=6000)] = 40
    patience_seconds: Annotated[int, Field(ge=1, le=3600)] = 240

    @property
    def opened_at(self) -> str | None:
        """Where people open it; None while `init` has not made it."""
        return f"https://docs.google.com/spreadsheets/d/{self.spreadsheet}" if self.spreadsheet else None

    @field_validator("spreadsheet")
    @classmethod
    def _address_or_id(cls, text: str | None) -> str | None:
        """The id alone, also where the whole address of the page was pasted."""
        found = re.search(r"/spreadsheets/d/([\w-]+)", text or "")
        if text and found is None and not re.fullmatch(r"[\w-]+", text):
            raise ValueError(texts.ADDRESS_OF_BOARD)
        return found[1] if found else text

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if (self.key_file is not None) == bool(self.key_env or self.key_secret):
            raise ValueError(texts.KEY_UNNAMED)
        return self


PASSWORD, TOKEN = "password_env, password_secret", "token_env, token_secret"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class FilesMail(Strict):
    """Letters are written as .eml files to a folder of the var folder."""

    kind: Literal["files"] = "files"
    folder: str = "outbox"


class SmtpMail(Strict):
    """Letters are handed to an SMTP server; a password or OAuth2 token is named, never written here."""

    kind: Literal["smtp"]
    host: str
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    login: str | None = None
    password_env: str | None = None
    password_secret: str | None = None
    token_env: str | None = None
    token_secret: str | None = None
    certificates: str | None = None
    helo: str | None = None
    letters_per_minute: Annotated[int, Field(ge=1)] | None = None
    letters_per_connection: Annotated[int, Field(ge=1)] = 50

    @model_validator(mode="after")
    def _login_is_whole_and_safe(self) -> Self:
        password, token = self.password_env or self.password_secret, self.token_env or self.token_secret
        if password and token:
            raise ValueError(texts.ONE_SECRET.format(password=PASSWORD, token=TOKEN))
        if (self.login is None) != (not password and not token):
            raise ValueError(texts.LOGIN_NEEDS_SECRET.format(password=PASSWORD, token=TOKEN))
        if self.login is not None and self.security == "none" and self.host not in LOOPBACK:
            raise ValueError(texts.PLAIN_PASSWORD)
        return self


class Mail(Strict):
    """Who letters come from, and how they are handed over."""

    sender: str
    sender_name: str = texts.SENDER_NAME
    reply_to: str | None = None
    transport: Annotated[FilesMail | SmtpMail, Field(discriminator="kind")] = FilesMail()


QUIET_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d) ?[-–] ?([01]\d|2[0-3]):([0-5]\d)\Z")


def _quiet_hours(raw: object) -> object:
    match = QUIET_HOURS.match(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        raise ValueError(texts.QUIET_HOURS)
    begin, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    if begin == end:
        raise ValueError(texts.QUIET_HOURS_EMPTY)
    return begin, end


class Vacation(Span):
    """Days on which a school sends no letters, both included."""

    since: date
    until: date


class LetterTimes(Strict):
    """When a school sends no letters: in its quiet hours (from, till, maybe over midnight) and on its vacations.

    After `alarm_after_hours` without a pass or a delivery that went well the administrator is told.
    """

    quiet_hours: Annotated[tuple[time, time], BeforeValidator(_quiet_hours)] | None = None
    vacations: tuple[Vacation, ...] = ()
    alarm_after_hours: Annotated[int, Field(ge=0, le=72)] = 2


class OwnDays(Strict):
    """The school's own days off and working days; they win over the production calendar."""

    days_off: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()


class Settings(Strict):
    """The shape of school.yaml."""

    id: str
    name: str
    short_name: str
    time_zone: ZoneName
    site: str | None = None
    reporting_day: str | None = None
    board: Annotated[XlsxBoard | GoogleBoardSettings, Field(discriminator="kind")] = XlsxBoard()
    database_env: str | None = None
    database_secret: str | None = None
    mail: Mail
    letters: LetterTimes = LetterTimes()
    weekly_summary: tuple[str, ...] = ()
    calendars: str | None = None
    calendar: OwnDays = OwnDays()

    @field_validator("board", mode="before")
    @classmethod
    def _workbook_unless_told(cls, given: object) -> object:
        return {"kind": "xlsx", **given} if isinstance(given, dict) else given

    @field_validator("reporting_day")
    @classmethod
    def _reporting_day_is_a_day(cls, text: str | None) -> str | None:
        if text is not None and month_day(text) is None:
            raise ValueError(texts.REPORTING_DAY)
        return text


def month_day(text: str) -> tuple[int, int] | None:
    """Month and day of «25 декабря»; None where it is not a day of every year.

    >>> month_day("25 декабря"), month_day("29 февраля")
    ((12, 25), None)
    """
    match = re.match(r"(\d{1,2}) (\w+)\Z", plain(text))
    if match is None or match.group(2) not in MONTHS:
        return None
    month, day = MONTHS.index(match.group(2)) + 1, int(match.group(1))
    no_leap_year = 2021
    return (month, day) if real_date(no_leap_year, month, day) else None


@dataclass(frozen=True, eq=False)
class School:
    """Everything that is configured about one school, and the milestones that follow from it.

    Read once and never changed, so that what follows from it alone is worked out once, too.
    """

    settings: Settings
    roadmap: Roadmap
    roster: Roster
    workflow: Workflow
    evidence: EvidenceRules
    calendar: WorkCalendar

    @cached_property
    def period(self) -> Period:
        """The roadmap's reporting years."""
        return Period.parse(self.roadmap.period)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every milestone by year, then in the order of the document."""
        day = self.settings.reporting_day
        return milestones(self.roadmap, month_day(day) if day else None)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The reporting years: those of the roadmap, and any other of which it has a milestone."""
        return tuple(sorted({*self.period.years(), *(each.year for each in self.milestones)}))

    @cached_property
    def live(self) -> tuple[Milestone, ...]:
        """The milestones that no order struck off."""
        return tuple(each for each in self.milestones if each.retired is None)

    @cached_property
    def by_code(self) -> dict[str, Milestone]:
        """The milestones by code."""
        return {each.code: each for each in self.milestones}
