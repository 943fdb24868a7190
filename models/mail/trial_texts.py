"""What is said of a letter's way, leg by leg: by `vekha mail test` and `vekha check`."""

from collections.abc import Mapping

from models.mail.queue import Result
from models.mail.smtp_replies import ProbeStep
from models.mail.texts import PAIRS
from models.text import Advice

ADDRESS_FINE = "Адрес {address} записан верно"


NOT_THERE = (
    "Проверьте host и port, и что эта машина может выходить в сеть на этот порт: порт 25 часто закрыт у провайдера"
)
AGAIN = f"Повторите через несколько минут, затем проверьте port и security: {PAIRS}"
HINTS: Mapping[tuple[ProbeStep, Result], str] = {
    (ProbeStep.CONNECTION, Result.TEMPORARY): NOT_THERE,
    (ProbeStep.GREETING, Result.TEMPORARY): AGAIN,
    (ProbeStep.ENCRYPTION, Result.TEMPORARY): AGAIN,
    (ProbeStep.LOGIN, Result.TEMPORARY): "Повторите через несколько минут",
    (ProbeStep.LOGIN, Result.MISCONFIGURED): "Яндекс, Mail.ru и Gmail пускают программы только с «паролем приложения»",
    (ProbeStep.LETTER, Result.TEMPORARY): "Так бывает с новыми отправителями: письма из очереди Веха повторит сама",
    (ProbeStep.LETTER, Result.PERMANENT): "Проверьте адрес: такого ящика нет",
    (
        ProbeStep.LETTER,
        Result.REFUSED,
    ): "Нужен login, или владелец сервера должен пропускать этого отправителя (SPF, DKIM)",
    (ProbeStep.LETTER, Result.UNKNOWN): "Загляните в ящик: письмо могло дойти",
}


SENDER_UNWELCOME = "Владелец сервера должен пропускать этого отправителя (SPF, DKIM)"
QUOTA_SPENT = "Исчерпан предел писем на этот день: письма из очереди Веха повторит сама"


def hint(leg: ProbeStep, result: Result, *, has_login: bool = False, said: str = "") -> str:
    """What to do about a leg that failed, beside what its sentence says.

    >>> hint(ProbeStep.LETTER, Result.REFUSED, has_login=True) == SENDER_UNWELCOME
    True
    """
    if leg is ProbeStep.LETTER and result is Result.TEMPORARY and " 5.4.5" in said:
        return QUOTA_SPENT
    if leg is ProbeStep.LETTER and result is Result.REFUSED and has_login:
        return SENDER_UNWELCOME
    return HINTS.get((leg, result), "")


TRIAL_SUBJECT = "{school}: проверка почты"
TRIAL_LINES = Advice(
    "Это проверка: письма Вехи до вас доходят. Делать ничего не нужно.",
    "Отправлено {local:%d.%m.%Y в %H:%M} командой vekha mail test.",
)


def trial_told(address: str, *, sent: bool, files: bool) -> str:
    """How the test ended."""
    if not sent:
        return "Письмо не отправлено"
    return "Настройки годятся, но письма пишутся только в файлы" if files else f"Письмо ушло на {address}"
