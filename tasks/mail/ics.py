"""Deadlines as an .ics file: attached to letters, saved by command, published in a folder."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.letters import Deadline
from models.letters import texts as letters_texts
from models.text import VekhaError
from tasks.files import SHARED, replace_file
from tasks.mail.mime import Attachment

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE, METHOD = "text/calendar", "PUBLISH"
REMEMBERED = ".written.json"
FORM = 1  # grows whenever the same entries are written otherwise, so that files already published are written anew


def calendar_bytes(name: str, deadlines: Iterable[Deadline]) -> bytes:
    """The same deadlines are always the same bytes; a file read again updates the entries it made before."""
    from icalendar import Calendar  # with its readers of dates, which few commands need

    calendar = Calendar()
    calendar.add("prodid", "-//Vekha//roadmap//RU")
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    calendar.add("x-wr-calname", name)
    for each in deadlines:
        calendar.add_component(_event(each))
    ready: bytes = calendar.to_ical()
    return ready


def calendar_attachment(name: str, deadlines: Iterable[Deadline]) -> Attachment:
    """The file that goes with a letter; its header says what the file says of its method, as RFC 6047 asks."""
    return Attachment(f"{name}.ics", calendar_bytes(name, deadlines), MEDIA_TYPE, (("method", METHOD),))


def publish(folder: Path, calendars: Mapping[str, tuple[str, Sequence[Deadline]]]) -> int:
    """Write the files that differ, each a calendar's name and entries; how many were written.

    Rendering is most of the cost, so a file is left alone without it while its entries and the file itself are what
    they were the last time. VekhaError when the folder does not take the files.
    """
    written = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before, after = _remembered(folder), {}
        for name, (title, deadlines) in calendars.items():
            path, entries = folder / f"{name}.ics", _digest(repr((FORM, title, *deadlines)).encode())
            stands = path.read_bytes() if path.is_file() else b""
            after[name] = before.get(name)
            if after[name] == [entries, _digest(stands)]:
                continue
            content = calendar_bytes(title, deadlines)
            after[name] = [entries, _digest(content)]
            if stands != content:
                replace_file(path, content, mode=SHARED)
                written += 1
        if after != before:
            replace_file(folder / REMEMBERED, json.dumps(after).encode(), mode=SHARED)
    except OSError as error:
        fault = error.strerror or str(error)
        raise VekhaError(letters_texts.CALENDARS_CLOSED.format(folder=folder, fault=fault)) from None
    return written


def _remembered(folder: Path) -> dict[str, Any]:
    """What was written the last time: name → the digests of its entries and of the file; empty where nobody can say."""
    try:
        found = json.loads((folder / REMEMBERED).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _event(each: Deadline) -> "Event":
    from icalendar import Event

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
