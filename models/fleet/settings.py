"""What a municipality sets for its schools together: the shape of fleet.yaml."""

from datetime import time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from models.fleet import texts
from models.mail import clean_address
from models.school import Mail, ZoneName
from models.text import Strict


class Figure(StrEnum):
    """A column of the municipal report: one number of a school or direction, or who stands still there."""

    PLANNED = "planned"
    DUE = "due"
    DONE_OF_DUE = "done_of_due"
    DONE = "done"
    IN_TIME = "in_time"
    LATE = "late"
    AHEAD = "ahead"
    SHARE = "share"
    ON_APPROVAL = "on_approval"
    IN_PROGRESS = "in_progress"
    RETURNED = "returned"
    OVERDUE = "overdue"
    UNCLEAR = "unclear"
    CANCELLED = "cancelled"
    STANDING = "standing"


COLUMNS: dict[Figure, str | None] = dict.fromkeys(
    (
        Figure.PLANNED, Figure.DUE, Figure.DONE, Figure.IN_TIME, Figure.LATE, Figure.ON_APPROVAL, Figure.OVERDUE,
        Figure.STANDING,
    )
)  # fmt: skip


class FleetReader(Strict):
    """Who gets the municipal letter: the curator of all schools, or whoever else the authority names."""

    label: str
    address: str

    @field_validator("address")
    @classmethod
    def _address_is_one(cls, text: str) -> str:
        return clean_address(text)


class SchoolPlace(Strict):
    """Where a school of the fleet lies: its configuration and its var folder, from the folder of fleet.yaml."""

    folder: Annotated[str, Field(min_length=1)]
    var: Annotated[str, Field(min_length=1)]


class FleetSettings(Strict):
    """The shape of fleet.yaml.

    `var` is the fleet's own folder; `letter_at` the time of the first working day of a week from which the letter goes;
    a school of which nothing was heard for `silent_after_days` is told there.
    """

    id: Annotated[str, Field(pattern=r"^[\w-]+$")]
    name: str
    short_name: str
    time_zone: ZoneName
    database_env: str | None = None
    database_secret: str | None = None
    var: str = "../var/fleet"
    work_pool: str = "vekha"
    every_minutes: Annotated[int, Field(ge=1, le=60)] = 5
    boards_per_shard: Annotated[int, Field(ge=1, le=1000)] = 200
    unread_at_most_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 15
    mail: Mail
    readers: Annotated[tuple[FleetReader, ...], Field(min_length=1)]
    letter_at: time = time(7, 30)
    silent_after_days: Annotated[int, Field(ge=1, le=366)] = 14
    columns: Annotated[dict[Figure, str | None], Field(min_length=1)] = COLUMNS
    schools: tuple[SchoolPlace, ...] = ()

    @field_validator("readers")
    @classmethod
    def _each_reader_once(cls, readers: tuple[FleetReader, ...]) -> tuple[FleetReader, ...]:
        if len({each.address for each in readers}) < len(readers):
            raise ValueError(texts.READER_TWICE)
        return readers

    @model_validator(mode="after")
    def _one_database(self) -> Self:
        if not (self.database_env or self.database_secret):
            raise ValueError(texts.NO_DATABASE)
        return self
