"""The way of a letter gone leg by leg: with a letter by `vekha mail test`, without one by `vekha check`."""

from collections.abc import Iterator
from html import escape

from flows.office import SchoolContext
from models.mail import ProbeResult, ProbeStep, Result, SendResult, clean_address, trial_texts
from models.text import VekhaError
from tasks.config import environment_of
from tasks.mail import Mailer, letter_bytes, open_mailer


def probe(office: SchoolContext, typed: str | None = None) -> Iterator[ProbeResult]:
    """Every leg up to the first that fails; with an address a letter goes to it now, past the queue."""
    address = None
    if typed is not None:
        try:
            address = clean_address(typed)
        except ValueError as wrong:
            yield ProbeResult(ProbeStep.ADDRESS, False, str(wrong))
            return
        yield ProbeResult(ProbeStep.ADDRESS, True, trial_texts.ADDRESS_FINE.format(address=address))
    try:
        mailer = open_mailer(office.school.settings.mail, office.var, environment=environment_of(office.folder))
    except VekhaError as wrong:
        yield ProbeResult(ProbeStep.SETTINGS, False, str(wrong))
        return
    try:
        handed = mailer.fault() if address is None else _sent(office, mailer, address)
        yield from _legs(mailer, handed)
    finally:
        mailer.close()


def _legs(mailer: Mailer, handed: SendResult | None) -> Iterator[ProbeResult]:
    for leg in mailer.legs:
        if leg in mailer.passed:
            yield ProbeResult(leg, True, mailer.passed[leg])
        elif handed is not None:
            has_login, said = ProbeStep.LOGIN in mailer.passed, handed.error or ""
            yield ProbeResult(leg, False, said, trial_texts.hint(leg, handed.result, has_login=has_login, said=said))
            return


def _sent(office: SchoolContext, mailer: Mailer, address: str) -> SendResult | None:
    """Hand a letter over that says nothing but that it came; None when it was taken."""
    settings, local = office.school.settings, office.school.calendar.local(office.now)
    lines = trial_texts.TRIAL_LINES.of(local=local)
    mime, _ = letter_bytes(
        sender=settings.mail.sender,
        sender_name=settings.mail.sender_name,
        reply_to=settings.mail.reply_to,
        to_address=address,
        to_name=None,
        subject=trial_texts.TRIAL_SUBJECT.format(school=settings.short_name),
        text="\n".join(lines) + "\n",
        html="".join(f"<p>{escape(line)}</p>\n" for line in lines),
        headers={"X-Vekha-Kind": "test"},
        message_id_seed=f"{settings.id} test {office.now.isoformat()}",
        at=local,
    )
    handed = mailer.send(mime, settings.mail.sender, address, f"{local:%Y-%m-%d}-test-{address}")
    return None if handed.result is Result.SENT else handed
