"""Deadlines as an .ics file: attached to letters, saved by command, published in a folder."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path

from icalendar import Calendar, Event

from models.letters import Deadline
from models.letters import texts as letters_texts
from models.text import VekhaError
from tasks.files import SHARED, replace_file
from tasks.mail.mime import Attachment

MEDIA_TYPE = "text/calendar"


def calendar_bytes(name: str, deadlines: Iterable[Deadline]) -> bytes:
    """The same deadlines are always the same bytes; a file read again updates the entries it made before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Vekha//roadmap//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in deadlines:
        calendar.add_component(_event(each))
    ready: bytes = calendar.to_ical()
    return ready


def calendar_attachment(name: str, deadlines: Iterable[Deadline]) -> Attachment:
    """The file that goes with a letter."""
    return Attachment(f"{name}.ics", calendar_bytes(name, deadlines), MEDIA_TYPE)


def publish(folder: Path, calendars: Mapping[str, bytes]) -> int:
    """Write the files that differ; how many were written. VekhaError when the folder does not take them."""
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in calendars.items():
            path = folder / f"{name}.ics"
            if path.is_file() and path.read_bytes() == content:
                continue
            replace_file(path, content, mode=SHARED)
            written += 1
    except OSError as error:
        raise VekhaError(letters_texts.calendars_not_written(str(folder), error.strerror or str(error))) from None
    return written


def _event(each: Deadline) -> Event:
    event = Event()
    event.add("uid", each.uid)
    event.add("dtstamp", each.changed_at)
    event.add("last-modified", each.changed_at)
    event.add("sequence", each.revision)
    event.add("dtstart", each.day)
    event.add("dtend", each.day + timedelta(days=1))
    event.add("summary", each.title)
    event.add("description", each.note)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if each.finished else "CONFIRMED")
    return event
