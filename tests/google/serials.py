"""Dates as numbers: days since 30 December 1899."""

from __future__ import annotations

from datetime import date, datetime, timedelta

EPOCH = datetime(1899, 12, 30)


def serial(moment: date | datetime) -> float | int:
    """Number a moment.

    >>> serial(date(2021, 3, 15)), serial(datetime(1900, 1, 1, 12))
    (44270, 2.5)
    """
    full = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    span = full.replace(tzinfo=None) - EPOCH
    part = (span.seconds + span.microseconds / 1e6) / 86400
    return span.days + part if part else span.days


def moment(number: float) -> datetime:
    """Give the moment of a number, to the millisecond.

    >>> moment(2.5)
    datetime.datetime(1900, 1, 1, 12, 0)
    """
    return EPOCH + timedelta(milliseconds=round(number * 86_400_000))
