"""Handing letters to an SMTP server through yagmail, with everything that its defaults leave open closed."""

import smtplib
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yagmail  # type: ignore[import-untyped]

from models.mail import ProbeStep, Result, SendResult, Step, classify, clean_address
from models.mail import texts as mail_texts
from tasks.mail.smtp_session import Session, TlsTalk

WINDOW_SECONDS = 60.0
FAREWELL_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where letters go and how: a secret is a password, or an OAuth2 token if `oauth2`."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    login: str | None = None
    secret: str | None = None
    oauth2: bool = False
    certificates: str | None = None
    helo: str = "[127.0.0.1]"
    letters_per_connection: int = 50
    letters_per_minute: int | None = None
    seconds: float = 30.0
    final_reply_seconds: float = 600.0  # RFC 5321 4.5.3.2.6: sooner, and an accepted letter is sent twice


class Connection(yagmail.SMTP):  # type: ignore[misc]
    """yagmail with verified TLS, a login name apart from the sender, ready bytes and one try per letter."""

    smtp: Any

    def __init__(self, server: Server) -> None:
        """Remember the server; nothing is read, asked or opened before `login`."""
        context = ssl.create_default_context(cafile=server.certificates) if server.security != "none" else None
        self.server = server
        self.handed = 0
        self.passed: dict[ProbeStep, str] = {}
        super().__init__(
            user={server.login or "": ""},  # a dict: a string without @ would become an address at gmail.com
            password=server.secret or "",  # never None: that prompts
            host=server.host,
            port=server.port,
            smtp_starttls={"context": context} if server.security == "starttls" else False,
            smtp_ssl=server.security == "tls",
            smtp_skip_login=server.login is None or server.oauth2,
            soft_email_validation=False,
            timeout=server.seconds,
            local_hostname=server.helo,
            **({"context": context} if server.security == "tls" else {}),
        )
        self.set_logging(None)

    @property
    def connection(self) -> type[Session]:
        """The class that yagmail opens; what it notes is kept here, also when opening fails."""
        return type("Noted", (TlsTalk if self.ssl else Session,), {"note": staticmethod(self.passed.__setitem__)})

    def login(self) -> None:
        """Have an open connection: the one there is if it still answers, else a new one."""
        if self.smtp is not None:
            if self.handed < self.server.letters_per_connection and self.alive():
                return
            self.close()
        self.handed = 0
        self.passed.clear()
        super().login()
        self.smtp.final_reply_seconds = self.server.final_reply_seconds
        if self.server.oauth2 and self.server.login is not None:
            self.smtp.auth("XOAUTH2", lambda challenge=None: "" if challenge else self.token())

    def token(self) -> str:
        """The first words of XOAUTH2; a challenge after them is the refusal, answered with nothing."""
        return f"user={self.server.login}\1auth=Bearer {self.server.secret}\1\1"

    def alive(self) -> bool:
        """Does the server still answer?"""
        try:
            return bool(self.smtp.noop()[0] == 250)
        except (smtplib.SMTPException, OSError):
            return False

    def prepare_send(self, to: str, subject: object, contents: bytes, *_: object) -> tuple[list[str], bytes]:
        """Take the letter as it is: yagmail would look for files named like its words."""
        return [to], contents

    def _attempt_send(self, recipients: list[str], mime: bytes) -> Any:
        """Hand over once: yagmail would hand a letter over again that was lost after it was accepted."""
        self.handed += 1
        self.passed.pop(ProbeStep.LETTER, None)
        self.smtp.handed_over = False
        return self.smtp.sendmail(self.useralias, recipients, mime)

    def close(self) -> None:
        """Take leave of the server, however it behaves."""
        self.is_closed = True
        talk, self.smtp = self.smtp, None
        if talk is None:
            return
        try:
            if talk.sock is not None:
                talk.sock.settimeout(FAREWELL_SECONDS)
                talk.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            talk.close()


class SmtpMailer:
    """Hands letters to one server; not for two threads at once: one for each worker."""

    def __init__(
        self,
        server: Server,
        *,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        ages: Iterable[float] = (),
    ) -> None:
        """Open nothing yet; `clock` counts seconds from anywhere, `sleep` waits so many of them.

        `ages` are the seconds since the letters that went before, the oldest first: they count for the minute's limit.
        """
        self._server = server
        self._connection = Connection(server)
        self._sleep, self._clock = sleep, clock
        self._tries: deque[float] = deque((clock() - age for age in ages), maxlen=server.letters_per_minute or 1)

    def send(self, mime: bytes, sender: str, address: str, name: str) -> SendResult:
        """Try once to hand a letter over; whatever happens is an outcome, never an exception."""
        try:
            sender = clean_address(sender)
        except ValueError as wrong:
            return SendResult(Result.MISCONFIGURED, mail_texts.BAD_SENDER.format(fault=str(wrong)))
        try:
            address = clean_address(address)
        except ValueError as wrong:
            return SendResult(Result.PERMANENT, str(wrong))
        self._keep_pace()
        try:
            self._connection.useralias = sender
            self._connection.send(to=address, contents=mime)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            talk = self._connection.smtp
            handed = outcome(error, self._server, lost=talk is not None and talk.handed_over)
            if handed.result is Result.UNKNOWN or not isinstance(error, REFUSALS):
                self._connection.close()
            return handed
        return SendResult(Result.SENT)

    def fault(self) -> SendResult | None:
        """Connect and log in; how it ended where the server does not let us."""
        try:
            self._connection.login()
            self._connection.smtp.ehlo_or_helo_if_needed()
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            self._connection.close()
            return outcome(error, self._server, lost=False)
        return None

    @property
    def legs(self) -> tuple[ProbeStep, ...]:
        """The way of a letter to this server."""
        greeting = {
            "starttls": (ProbeStep.GREETING, ProbeStep.ENCRYPTION),
            "tls": (ProbeStep.ENCRYPTION, ProbeStep.GREETING),
            "none": (ProbeStep.GREETING,),
        }[self._server.security]
        return (ProbeStep.CONNECTION, *greeting, *((ProbeStep.LOGIN,) if self._server.login else ()), ProbeStep.LETTER)

    @property
    def passed(self) -> Mapping[ProbeStep, str]:
        """How far the last try came on this connection, in words."""
        return self._connection.passed

    def close(self) -> None:
        """Take leave of the server."""
        self._connection.close()

    def _keep_pace(self) -> None:
        """Wait until the server may get one more letter this minute."""
        if self._server.letters_per_minute is None:
            return
        if len(self._tries) == self._tries.maxlen:
            wait = self._tries[0] + WINDOW_SECONDS - self._clock()
            if wait > 0:
                self._sleep(wait)
        self._tries.append(self._clock())


# After these the server waits for the next letter.
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


def outcome(error: Exception, server: Server, *, lost: bool) -> SendResult:
    """Say what a failed try means; `lost`: the whole letter was out and its reply was not understood."""
    where = f"{server.host}:{server.port}"
    if lost:
        return SendResult(Result.UNKNOWN, mail_texts.LOST_AFTER_HANDING.format(where=where))
    match error:
        case smtplib.SMTPRecipientsRefused():
            return classify(Step.RECIPIENT, *refusal(*next(iter(error.recipients.values()))))
        case smtplib.SMTPResponseException() if isinstance(error.smtp_error, bytes):
            return classify(STEPS.get(type(error), Step.STARTTLS), *refusal(error.smtp_code, error.smtp_error))
        case smtplib.SMTPNotSupportedError() if "STARTTLS" in str(error):
            return SendResult(Result.MISCONFIGURED, mail_texts.NO_STARTTLS.format(where=where))
        case ssl.SSLCertVerificationError():
            said = mail_texts.bad_certificate(where, error.verify_code, error.verify_message)
            return SendResult(Result.MISCONFIGURED, said)
        case ssl.SSLError() if not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return SendResult(Result.MISCONFIGURED, mail_texts.NO_ENCRYPTION.format(where=where))
        case smtplib.SMTPServerDisconnected() if isinstance(error.__context__, TimeoutError):
            return SendResult(Result.TEMPORARY, mail_texts.SILENT.format(where=where))
        case smtplib.SMTPServerDisconnected() | smtplib.SMTPResponseException():
            return SendResult(Result.TEMPORARY, mail_texts.BROKE_OFF.format(where=where))
        case smtplib.SMTPException():
            return SendResult(Result.MISCONFIGURED, mail_texts.NO_LOGIN.format(where=where))
        case UnicodeError():
            return SendResult(Result.MISCONFIGURED, mail_texts.ODD_SIGNS.format(where=where))
        case socket.gaierror():
            return SendResult(Result.TEMPORARY, mail_texts.NAME_NOT_FOUND.format(host=server.host))
        case TimeoutError():
            return SendResult(Result.TEMPORARY, mail_texts.SILENT.format(where=where))
    return SendResult(Result.TEMPORARY, mail_texts.NO_CONNECTION.format(where=where))


STEPS: dict[type[Exception], Step] = {
    smtplib.SMTPConnectError: Step.GREETING,
    smtplib.SMTPHeloError: Step.GREETING,
    smtplib.SMTPAuthenticationError: Step.LOGIN,
    smtplib.SMTPSenderRefused: Step.SENDER,
    smtplib.SMTPDataError: Step.LETTER,
}


def refusal(code: int, reply: bytes) -> tuple[int, str]:
    """Give a server's refusal as text."""
    return code, reply.decode("utf-8", "replace")
