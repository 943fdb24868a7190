"""The municipal letter's subject, text and HTML, and the bytes that are queued."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from models.fleet import FleetLetter, FleetSettings, report_texts
from models.letters import texts as letters_texts
from models.mail import Outgoing
from models.text import VekhaError
from tasks.mail.mime import Attachment
from tasks.mail.render import LARGEST_BYTES, TEMPLATES, Rendered, composed, environment_with, render_kind

KIND = "fleet"
ROWS = (120, 80, 60, 40, 25, 15, 10, 5)


def render_fleet_letter(
    letter: FleetLetter, settings: FleetSettings, enclosed: Sequence[str], templates: Path = TEMPLATES
) -> Rendered:
    """The letter's texts; fewer schools are named until it stays under 95 kB: the files have all of them."""
    frame = {
        "letter": letter, "report": letter.report, "fleet": report_texts, "school": {"settings": settings},
        "words": letters_texts, "enclosed": letters_texts.enclosed(enclosed) if enclosed else "",
    }  # fmt: skip
    for rows in ROWS:
        cut = {**frame, "rows": rows, "few": rows, "scales": rows}
        rendered = render_kind(environment_with(templates), KIND, cut, letter.headline)
        if len(rendered.html.encode()) <= LARGEST_BYTES:
            return rendered
    raise VekhaError(report_texts.LETTER_TOO_LARGE)


def outgoing_fleet_letter(
    letter: FleetLetter, rendered: Rendered, settings: FleetSettings, files: Sequence[Attachment], at: datetime,
    expires_at: datetime,
) -> Outgoing:  # fmt: skip
    """The letter as it is queued: its identity is the reader's address and the week, or an edition of it."""
    identity = (settings.id, letter.address, str(letter.week), letter.edition)
    mime, message_id = composed(rendered, (letter.label, letter.address), KIND, identity, settings.mail, at, files)
    return Outgoing(
        person=letter.address,
        day=letter.week,
        kind=KIND,
        address=letter.address,
        subject=rendered.subject,
        message_id=message_id,
        mime=mime,
        expires_at=expires_at,
        cause=letter.edition,
    )
