"""One letter as bytes: what the server gets, built so that the same letter is always the same bytes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import encoders
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from models.mail import clean_address
from models.mail import texts as mail_texts
from models.text import visible

__all__ = ["Attachment", "Picture", "clean_address", "letter_bytes"]


class Ready(Compat32):
    """Headers come folded: folded again, a long Message-ID would leave its own line empty, and it takes longer.

    The legacy classes on purpose: EmailMessage of Python 3.11 drops spaces from long Russian subjects and corrupts
    names (cpython 92081, 144156).
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write a header as it is."""
        return f"{name}: {str(value).replace(chr(10), self.linesep)}{self.linesep}".encode("ascii")


POLICY = Ready(linesep="\r\n", max_line_length=None)
LINE = 75
LONGEST_HEADER = 200
LONGEST_FILE_NAME = 60
LONGEST_SUFFIX = 10
BREAKS = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
BODY_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")
MEDIA_TYPE = re.compile(r"([\w.+-]+)/([\w.+-]+)\Z", re.ASCII)
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,39}\Z")
OURS = frozenset({"from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "reply-to", "mime-version"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the letter; the media type without parameters, which stand beside it."""

    name: str
    content: bytes
    media_type: str
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG that the HTML shows by ``cid:``."""

    cid: str
    png: bytes
    alt: str


def letter_bytes(
    *,
    sender: str,
    sender_name: str,
    reply_to: str | None,
    to_address: str,
    to_name: str | None,
    subject: str,
    text: str,
    html: str,
    headers: Mapping[str, str],
    message_id_seed: str,
    at: datetime,
    pictures: Sequence[Picture] = (),
    attachments: Sequence[Attachment] = (),
) -> tuple[bytes, str]:
    """Build the letter and its Message-ID; ValueError for an address that is none and for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError("a letter's moment needs a zone")
    sender, to_address = clean_address(sender), clean_address(to_address)
    answers = clean_address(reply_to) if reply_to else sender
    domain = sender.rpartition("@")[2]
    files = [piece for each in attachments for piece in (each.name, each.media_type, each.content)]
    shown = [piece for each in pictures for piece in (each.cid, each.alt, each.png)]
    known = [f"{name}: {value}" for name, value in sorted(headers.items())]
    addresses = (sender, sender_name, answers, to_address, to_name or "")
    digest = fingerprint(message_id_seed, *addresses, subject, text, html, *known, "pictures", *shown, "files", *files)
    message_id = f"<{digest[:32]}@{domain}>"

    letter = body(text, html, pictures, attachments, digest)
    letter["From"] = mailbox("From", sender_name, sender)
    letter["To"] = mailbox("To", to_name or "", to_address)
    letter["Subject"] = header("Subject", shortened(one_line(subject)))
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = message_id
    if reply_to:
        letter["Reply-To"] = answers
    for name, value in extra_headers(headers, domain, answers).items():
        letter[name] = header(name, one_line(value))
    return _flat(letter), message_id


def _flat(letter: Message) -> bytes:
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=POLICY).flatten(letter)
    return out.getvalue()


def extra_headers(headers: Mapping[str, str], domain: str, answers: str) -> dict[str, str]:
    """Give the headers every letter of ours carries, and the caller's, which win."""
    ours = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": f"<vekha.{domain}>",
        "List-Unsubscribe": f"<mailto:{quote(answers, safe='@+')}?subject={quote(mail_texts.UNSUBSCRIBE)}>",
    }
    theirs = {name.lower() for name in headers}
    for name in headers:
        if not HEADER_NAME.match(name) or name.lower() in OURS or name.lower().startswith("content-"):
            raise ValueError(f"{name!r} is not a header that a letter may add")
    return {name: value for name, value in ours.items() if name.lower() not in theirs} | dict(headers)


def body(text: str, html: str, pictures: Sequence[Picture], attachments: Sequence[Attachment], digest: str) -> MIMEBase:
    """Nest the parts: mixed (alternative (text, related (html, pictures)), files); a layer of one is left out."""
    page: MIMEBase = MIMEText(body_text(html), "html", "utf-8")
    if pictures:
        page = nested("related", digest, [page, *map(picture_part, pictures)])
    letter = nested("alternative", digest, [MIMEText(body_text(text), "plain", "utf-8"), page])
    if attachments:
        letter = nested("mixed", digest, [letter, *map(attachment_part, attachments)])
    return letter


def nested(kind: str, digest: str, parts: Sequence[Message]) -> MIMEBase:
    """Wrap parts; the boundary cannot stand in a part, because every part is base64, which has no underscore."""
    wrapped = MIMEMultipart(kind, boundary=f"=_{kind}_{digest[:32]}")
    for part in parts:
        del part["MIME-Version"]
        wrapped.attach(part)
    return wrapped


def picture_part(picture: Picture) -> Message:
    """Give a picture as an inline part."""
    part = MIMEImage(picture.png, "png")
    cid = re.sub(r"[^\w.@-]", "_", picture.cid, flags=re.ASCII)
    part["Content-ID"] = f"<{cid}>"
    part["Content-Disposition"] = "inline"
    if alt := shortened(one_line(picture.alt)):
        part["Content-Description"] = header("Content-Description", alt)
    return part


def attachment_part(attachment: Attachment) -> Message:
    """Give a file as a part; a media type that is none becomes application/octet-stream."""
    match = MEDIA_TYPE.match(attachment.media_type)
    main, sub = match.groups() if match else ("application", "octet-stream")
    charset = (("charset", "utf-8"),) if main == "text" else ()
    part = MIMEBase(main, sub, **dict((*charset, *attachment.parameters)))
    part.set_payload(attachment.content)
    encoders.encode_base64(part)
    name = file_name(attachment.name)
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    return part


def fingerprint(*pieces: str | bytes) -> str:
    """Hash pieces so that moving a border between two of them gives another hash."""
    digest = sha256()
    for piece in pieces:
        raw = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def one_line(text: str) -> str:
    r"""Make a text safe for a header: one line, no control characters, no marks that turn the reading direction.

    >>> one_line("Отчёт\r\nBcc: x@y.ru \u202egpj.exe\ud800")
    'Отчёт Bcc: x@y.ru gpj.exe\ufffd'
    """
    return BREAKS.sub(spaces, SURROGATES.sub("\ufffd", visible(text))).strip()


def spaces(found: re.Match[str]) -> str:
    """Keep no-break spaces («№ 5») that stand alone; anything else is one space."""
    return found[0] if found[0] in {"\u00a0", "\u202f"} else " "


def shortened(text: str, longest: int = LONGEST_HEADER) -> str:
    """Cut a text at a word, if one ends near, and show that it was cut.

    >>> shortened("один два три", 9), shortened("одиндватри", 9)
    ('один два…', 'одиндват…')
    """
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    near, _, _ = kept.rpartition(" ")
    if text[longest - 1] != " " and len(near) > longest * 3 // 4:
        kept = near
    return kept.rstrip() + "…"


def body_text(text: str) -> str:
    """Make a text safe for a part: lines end with CRLF, no control characters but tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return BODY_CONTROLS.sub("", SURROGATES.sub("\ufffd", lines)).replace("\n", "\r\n")


def header(name: str, line: str) -> str:
    """Encode and fold one clean line; what looks like an encoded word is encoded too, so that it is read as typed."""
    plain = line.isascii() and "=?" not in line
    if plain and len(name) + len(": ") + len(line) <= LINE:
        return line  # what Header would give, far sooner
    charset = "us-ascii" if plain else "utf-8"
    return Header(line, charset, maxlinelen=LINE, header_name=name).encode().lstrip()


def mailbox(header_name: str, name: str, address: str) -> str:
    """Give a name and an address as a From or To header."""
    line = shortened(one_line(name))
    if not line:
        return address
    if PLAIN_NAME.match(line):
        return f"{line} <{address}>"
    value = Header(line, "utf-8", maxlinelen=LINE, header_name=header_name)
    value.append(f"<{address}>", "us-ascii")
    return value.encode()


def file_name(name: str) -> str:
    """Make a file name safe everywhere: no folders, no reserved signs, at most 60 characters, the suffix kept.

    >>> file_name("../План: 1 \u202eслп.xlsx"), file_name("")
    ('План_ 1 слп.xlsx', 'Вложение')
    """
    line = re.sub(r'[/\\:*?"<>|]', "_", one_line(name)).strip(" ._\u00a0\u202f") or mail_texts.ATTACHMENT
    suffix = PurePath(line).suffix
    if len(suffix) > LONGEST_SUFFIX:
        suffix = ""
    stem = line.removesuffix(suffix) if suffix else line
    return shortened(stem, LONGEST_FILE_NAME - len(suffix)) + suffix
