"""What a mail server's answer means: for the letter, for the queue, and in words for the administrator."""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.mail import texts
from models.mail.queue import Result


@dataclass(frozen=True, slots=True)
class SendResult:
    """How one try to hand a letter over ended; the error is one sentence for the administrator."""

    result: Result
    error: str | None = None


class Step(StrEnum):
    """Which step of the talk with the server was refused, named as the sentence names it."""

    GREETING = texts.GREETING
    STARTTLS = texts.ENCRYPTION
    LOGIN = texts.LOGIN
    SENDER = texts.SENDER
    RECIPIENT = texts.RECIPIENT
    LETTER = texts.MESSAGE


class ProbeStep(StrEnum):
    """A leg of a letter's way, in the order in which it is gone; over TLS from the first byte the greeting is later."""

    ADDRESS = "address"
    SETTINGS = "settings"
    CONNECTION = "connection"
    GREETING = "greeting"
    ENCRYPTION = "encryption"
    LOGIN = "login"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """How one leg went, in words; where it failed also what to do about it, which may be nothing."""

    leg: ProbeStep
    fine: bool
    said: str
    hint: str = ""


ABOUT_US = frozenset({Step.GREETING, Step.STARTTLS, Step.LOGIN, Step.SENDER})
LOGIN_CODES = frozenset({530, 534, 535, 538})
TOO_MUCH = 552
ADDRESS, POLICY = frozenset({"1"}), "7"  # subjects of enhanced codes, RFC 3463
ADVICE = {
    Step.GREETING: texts.ASK_WHY_REFUSED,
    Step.STARTTLS: texts.ASK_WHY_PLAIN,
    Step.LOGIN: texts.CHECK_LOGIN,
    Step.SENDER: texts.CHECK_SENDER,
}


def classify(step: Step, code: int, reply: str) -> SendResult:
    """Say what a refusal means; codes by RFC 5321 and 4954, enhanced codes by RFC 3463.

    >>> classify(Step.RECIPIENT, 550, "5.1.1 No such user")
    SendResult(result=<Result.PERMANENT: 'permanent'>, error='Сервер не принял адрес: 550 5.1.1 No such user')
    >>> classify(Step.RECIPIENT, 451, "4.7.1 Greylisted").result, classify(Step.LOGIN, 535, "No").result
    (<Result.TEMPORARY: 'temporary'>, <Result.MISCONFIGURED: 'misconfigured'>)
    """
    if step is Step.SENDER and code == TOO_MUCH:
        step = Step.LETTER  # the size of the letter is said together with its sender
    said = texts.refused(step, code, reply)
    if 400 <= code < 500 or mailbox_full(step, code, reply) or quota_spent(reply):
        return SendResult(Result.TEMPORARY, said)
    if code in LOGIN_CODES:
        return SendResult(Result.MISCONFIGURED, texts.refused(step, code, reply, ADVICE[Step.LOGIN]))
    if step in ABOUT_US:
        return SendResult(Result.MISCONFIGURED, texts.refused(step, code, reply, ADVICE[step]))
    if code < 400 or code >= 600:
        return SendResult(Result.TEMPORARY, said)
    return SendResult(Result.PERMANENT if about_address(step, reply) else Result.REFUSED, said)


def about_address(step: Step, reply: str) -> bool:
    """Does a refusal for ever mean the address, and not this letter or our right to send it?

    >>> about_address(Step.RECIPIENT, "No such user"), about_address(Step.RECIPIENT, "5.7.1 Relaying denied")
    (True, False)
    >>> about_address(Step.LETTER, "5.7.1 Spam"), about_address(Step.LETTER, "5.1.1 No such user")
    (False, True)
    """
    enhanced = re.match(r"5\.(\d+)\.", reply)
    subject = enhanced[1] if enhanced else ("1" if step is Step.RECIPIENT else "")
    return subject in ADDRESS or (step is Step.RECIPIENT and subject != POLICY)


def mailbox_full(step: Step, code: int, reply: str) -> bool:
    """Is the mailbox full, which its owner can mend before the letter expires?

    >>> mailbox_full(Step.RECIPIENT, 552, "over quota"), mailbox_full(Step.LETTER, 552, "5.3.4 too big")
    (True, False)
    """
    return code == TOO_MUCH and ("5.2.2" in reply or (step is Step.RECIPIENT and not re.match(r"5\.\d", reply)))


def quota_spent(reply: str) -> bool:
    """Did the server's daily limit of letters run out? Some servers say so with a 5xx code (5.4.5)."""
    return reply.startswith("5.4.5")
