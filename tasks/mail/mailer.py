"""Handing letters over: to an SMTP server, or as .eml files into a folder."""

import errno
import os
import re
import ssl
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from models.mail import ProbeStep, Result, SendResult, clean_address
from models.mail import texts as mail_texts
from models.school import texts as school_texts
from models.text import VekhaError
from tasks.config import Named, read_secret
from tasks.files import clear_old_drafts, replace_file

if TYPE_CHECKING:
    from models.school import Mail, SmtpMail
    from tasks.mail.smtp import Server

LONGEST_NAME = 120
NEEDS_A_PERSON = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ELOOP}
)


class Mailer(Protocol):
    """Something that letters can be handed to; the name is the letter's identity, fit for a file."""

    def send(self, mime: bytes, sender: str, address: str, name: str) -> SendResult:
        """Try once to hand a letter over."""

    def fault(self) -> SendResult | None:
        """How handing over would end now, found out without a letter; None when all is well."""

    @property
    def legs(self) -> tuple[ProbeStep, ...]:
        """The way that a letter goes."""

    @property
    def passed(self) -> Mapping[ProbeStep, str]:
        """The legs that the last try has behind it, in words."""

    def close(self) -> None:
        """Let go of connections."""


class FilesMailer:
    """Writes each letter to a file of its own; the same letter again is the same file."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; it is made when the first letter comes."""
        self._folder = folder
        self.legs, self.passed = (ProbeStep.LETTER,), dict[ProbeStep, str]()

    def send(self, mime: bytes, sender: str, address: str, name: str) -> SendResult:
        """Write a letter, or leave it as it is; other bytes under the same name are another file."""
        self.passed.clear()
        stem = file_stem(name)
        target = self._folder / f"{stem}.eml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if target.exists() and target.read_bytes() != mime:
                target = self._folder / f"{stem}-{sha256(mime).hexdigest()[:8]}.eml"
            if not target.exists() or target.read_bytes() != mime:
                replace_file(target, mime)
        except OSError as error:
            return self._not_written(error)
        self.passed[ProbeStep.LETTER] = mail_texts.WRITTEN.format(file=str(target))
        return SendResult(Result.SENT)

    def fault(self) -> SendResult | None:
        """Whether the folder can be made and written to."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._folder):
                return None
        except OSError as error:
            return self._not_written(error)

    def _not_written(self, error: OSError) -> SendResult:
        said = mail_texts.not_written(self._folder.name, error.errno or errno.EIO, error.strerror or str(error))
        return SendResult(Result.MISCONFIGURED if error.errno in NEEDS_A_PERSON else Result.TEMPORARY, said)

    def close(self) -> None:
        """Nothing is held; what a killed delivery left goes."""
        clear_old_drafts(self._folder)


class NoMailer:
    """Stands where the settings open no mailer, so that the queue is held with the reason."""

    def __init__(self, why: str) -> None:
        """Remember what a person must mend."""
        self._wrong = SendResult(Result.MISCONFIGURED, why)
        self.legs, self.passed = (ProbeStep.SETTINGS,), dict[ProbeStep, str]()

    def send(self, mime: bytes, sender: str, address: str, name: str) -> SendResult:
        """Hand nothing over."""
        return self._wrong

    def fault(self) -> SendResult | None:
        """What must be mended."""
        return self._wrong

    def close(self) -> None:
        """Nothing is held."""


def file_stem(name: str) -> str:
    """Make a file's name of an identity: never a path; two identities never share one.

    >>> file_stem("school-150_anna_2021-03-15")
    'school-150_anna_2021-03-15'
    >>> file_stem("../etc/passwd")
    'etc_passwd-7fef78f5'
    """
    safe = re.sub(r"[^\w.@+-]+", "_", name).strip("._-")[:LONGEST_NAME] or "letter"
    if safe == name:
        return safe
    return f"{safe}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def open_mailer(
    mail: "Mail",
    var: Path,
    *,
    environment: Mapping[str, str] = os.environ,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    ages: Iterable[float] = (),
) -> Mailer:
    """Open what the settings name; nothing is connected yet; VekhaError for a missing secret or certificate.

    `ages` are the seconds since letters that went before, the oldest first.
    """
    try:
        sender = clean_address(mail.sender)
    except ValueError as wrong:
        raise VekhaError(mail_texts.BAD_SENDER.format(fault=str(wrong))) from None
    if mail.transport.kind == "files":
        return FilesMailer(var / mail.transport.folder)
    from tasks.mail.smtp import SmtpMailer  # here: files do not need yagmail, and it is heavy

    server = server_of(mail.transport, sender, environment)
    try:
        return SmtpMailer(server, sleep=sleep, clock=clock, ages=ages)
    except (OSError, ssl.SSLError):
        raise VekhaError(mail_texts.CERTIFICATES_UNREADABLE.format(path=mail.transport.certificates)) from None


def server_of(transport: "SmtpMail", sender: str, environment: Mapping[str, str]) -> "Server":
    """The server that the settings name, with its secret; VekhaError where that is missing."""
    from tasks.mail.smtp import Server

    password = Named(school_texts.PASSWORD, "password", transport.password_env, transport.password_secret)
    token = Named(school_texts.TOKEN, "token", transport.token_env, transport.token_secret)
    return Server(
        host=transport.host,
        port=transport.port,
        security=transport.security,
        login=transport.login,
        secret=ascii_secret(token or password, environment) if transport.login else None,
        oauth2=bool(token),
        certificates=transport.certificates,
        helo=transport.helo or sender.rpartition("@")[2],
        letters_per_connection=transport.letters_per_connection,
        letters_per_minute=transport.letters_per_minute,
    )


def ascii_secret(named: Named, environment: Mapping[str, str]) -> str:
    """A secret as servers take it; VekhaError where it is missing or was typed in another alphabet."""
    value = read_secret(named, environment)
    if not value.isascii():
        names = [each for each in (named.variable, named.block) if each]
        raise VekhaError(school_texts.foreign_letters(named.what, names))
    return value
