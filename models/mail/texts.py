"""Every sentence about handing letters over, for the administrator."""

import errno
from datetime import date

from models.text import day

LONGEST_REPLY = 200
PAIRS = "порту 587 обычно нужно starttls, порту 465 – tls"
EXPIRED, EARLY = "его срок истёк", "его срок ещё не начался"
UNKNOWN_ISSUER, OTHER_NAME = "его выдал неизвестный центр (задайте certificates)", "он выдан другому имени"
# By OpenSSL's codes of verification.
CERTIFICATE_FAULTS = {
    9: EARLY,
    10: EXPIRED,
    18: UNKNOWN_ISSUER,
    19: UNKNOWN_ISSUER,
    20: UNKNOWN_ISSUER,
    21: UNKNOWN_ISSUER,
    62: OTHER_NAME,
    64: OTHER_NAME,
}


def refused(what: str, code: int, reply: str, advice: str = "") -> str:
    """The server said no.

    >>> refused("вход", 535, "5.7.8 No", "Проверьте имя входа и пароль")
    'Сервер не принял вход: 535 5.7.8 No. Проверьте имя входа и пароль'
    """
    said = f"Сервер не принял {what}: {code} {shown_reply(reply)}".rstrip()
    return f"{said}. {advice}" if advice else said


def shown_reply(reply: str) -> str:
    r"""Give a server's reply for a sentence: one line, printable, not too long.

    >>> shown_reply("5.7.1 Go\naway\x00")
    '5.7.1 Go away'
    """
    line = " ".join("".join(each if each.isprintable() else " " for each in reply).split())
    return line if len(line) <= LONGEST_REPLY else line[: LONGEST_REPLY - 1] + "…"


LOST_AFTER_HANDING = "Связь с {where} прервалась, когда письмо уже было передано: дошло ли оно, неясно"
NO_STARTTLS = f"Сервер {{where}} не предлагает шифрования STARTTLS. Проверьте host, port и security: {PAIRS}"


def bad_certificate(where: str, code: int, message: str) -> str:
    """The server cannot prove who it is."""
    fault = CERTIFICATE_FAULTS.get(code, shown_reply(message))
    return f"Сертификат сервера {where} не годится: {fault}. Письма не отправляются, пока его не исправят"


NO_ENCRYPTION = f"С сервером {{where}} не удалось договориться о шифровании. Проверьте port и security: {PAIRS}"
NO_LOGIN = "Сервер {where} не предлагает подходящего входа. Проверьте login, port и security"
ODD_SIGNS = "Имя сервера {where}, имя входа или пароль содержат знаки, которых почта не принимает"
BROKE_OFF = "Сервер {where} прервал разговор"
SILENT = "Сервер {where} не отвечает"
NAME_NOT_FOUND = "Имя почтового сервера {host} не находится"
NO_CONNECTION = "С сервером {where} нет связи"


DISK_FAULTS = {
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "место, отведённое на диске, кончилось",
    errno.EFBIG: "файл больше, чем здесь разрешено",
    errno.EACCES: "нет прав на запись",
    errno.EPERM: "нет прав на запись",
    errno.EROFS: "диск доступен только для чтения",
    errno.ENOTDIR: "это не папка",
    errno.EEXIST: "это не папка",
}


def not_written(folder: str, code: int, said: str) -> str:
    """A letter could not become a file; the system's code says why."""
    return f"Письмо не записано в папку {folder}: {DISK_FAULTS.get(code, said)}"


BAD_SENDER = "Отправитель писем (mail.sender) указан неверно. {fault}"
CERTIFICATES_UNREADABLE = "Файл сертификатов почты не читается: {path}"
CONNECTED = "Связь с {where} есть"


def greeted(name: str) -> str:
    """The server talks to us."""
    return f"Сервер {shown_reply(name)} ответил".replace("  ", " ")


def encrypted(version: str, until: date | None) -> str:
    """The connection is encrypted and the server has proved who it is.

    >>> encrypted("TLSv1.3", date(2026, 12, 1))
    'Шифрование TLSv1.3 включено, сертификат проверен и действует до 1 декабря 2026 г.'
    """
    valid = f" и действует до {day(until)}" if until else ""
    return f"Шифрование {version} включено, сертификат проверен{valid}"


ENTERED = "Вход принят"


def taken(code: int, reply: str) -> str:
    """The server has the letter."""
    return f"Сервер принял письмо: {code} {shown_reply(reply)}".rstrip()


WRITTEN = "Письмо записано файлом {file}. По почте оно не ушло: в school.yaml стоит «kind: files»"

ATTACHMENT = "Вложение"
UNSUBSCRIBE = "Отписаться"

ADDRESS_MISSING = "Адрес не указан"
SEVERAL_ADDRESSES = "Несколько адресов в одном месте: «{shown}». Оставьте один"
NO_AT_SIGN = "«{shown}» – не почтовый адрес: нет знака «@»"
EXTRA_SIGNS = "«{shown}» – не почтовый адрес: уберите пробелы, имя и знаки вокруг него"
FOREIGN_SIGNS = "В адресе «{shown}» перед «@» нелатинские знаки: «{signs}»"
WRONG_LOCAL_PART = "«{shown}» – не почтовый адрес: неверно то, что стоит перед «@»"
ADDRESS_TOO_LONG = "«{shown}» – не почтовый адрес: он слишком длинный"
MIXED_LETTERS = "В адресе «{shown}» в слове «{word}» смешаны латинские и русские буквы"
WRONG_DOMAIN = "«{shown}» – не почтовый адрес: неверно то, что стоит после «@»"
INCOMPLETE_DOMAIN = "«{shown}» – не почтовый адрес: после «@» нет полного имени, например school.ru"
GREETING = "приветствие"
ENCRYPTION = "шифрование"
LOGIN = "вход"
SENDER = "отправителя"
RECIPIENT = "адрес"
MESSAGE = "письмо"
ASK_WHY_REFUSED = "Узнайте у владельца сервера, почему он нас не принимает"
ASK_WHY_PLAIN = "Узнайте у владельца сервера, почему шифрование не включается"
CHECK_LOGIN = "Проверьте имя входа и пароль"
CHECK_SENDER = "Проверьте, что отправитель (sender) принадлежит тому, кто входит"
