"""How is a letter rendered, packed as MIME, and handed to a mail server or written as a file?"""

from tasks.mail.fleet_letter import outgoing_fleet_letter, render_fleet_letter
from tasks.mail.ics import calendar_attachment, calendar_bytes, publish
from tasks.mail.mailer import Mailer, NoMailer, open_mailer
from tasks.mail.mime import Attachment, letter_bytes
from tasks.mail.render import TEMPLATES, Rendered, outgoing, plain_letters, render_all
from tasks.mail.workbook_copy import locked_copy

__all__ = [
    "TEMPLATES",
    "Attachment",
    "Mailer",
    "NoMailer",
    "Rendered",
    "calendar_attachment",
    "calendar_bytes",
    "letter_bytes",
    "locked_copy",
    "open_mailer",
    "outgoing",
    "outgoing_fleet_letter",
    "plain_letters",
    "publish",
    "render_all",
    "render_fleet_letter",
]
