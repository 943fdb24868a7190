"""One mail address as people type it, and the same address as servers take it."""

import re
from functools import lru_cache

import idna

from models.mail import texts
from models.text import visible

LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z")
LONGEST_LOCAL, LONGEST_ADDRESS, LONGEST_SHOWN = 64, 254, 80


@lru_cache(maxsize=4096)
def clean_address(text: str) -> str:
    """Give one address for the mail server, a Cyrillic domain in its ASCII form; ValueError with a Russian sentence.

    >>> clean_address(" Anna@Школа.рф "), clean_address("a.b+c@school150.ru")
    ('Anna@xn--80atdl2c.xn--p1ai', 'a.b+c@school150.ru')
    >>> clean_address("anna@school.ru, boris@school.ru")
    Traceback (most recent call last):
    ValueError: Несколько адресов в одном месте: «anna@school.ru, boris@school.ru». Оставьте один
    """
    typed = visible(text).strip()
    shown = shown_text(typed)
    if not typed:
        raise ValueError(texts.ADDRESS_MISSING)
    if typed.count("@") > 1:
        raise ValueError(texts.SEVERAL_ADDRESSES.format(shown=shown))
    local, at, domain = typed.partition("@")
    if not at:
        raise ValueError(texts.NO_AT_SIGN.format(shown=shown))
    if re.search(r"[\s<>\"(),;:\x00-\x1f]", typed):
        raise ValueError(texts.EXTRA_SIGNS.format(shown=shown))
    if strange := "".join(dict.fromkeys(each for each in local if not each.isascii())):
        raise ValueError(texts.FOREIGN_SIGNS.format(shown=shown, signs=shown_text(strange)))
    if not LOCAL.match(local) or len(local) > LONGEST_LOCAL:
        raise ValueError(texts.WRONG_LOCAL_PART.format(shown=shown))
    address = f"{local}@{clean_domain(domain, shown)}"
    if len(address) > LONGEST_ADDRESS:
        raise ValueError(texts.ADDRESS_TOO_LONG.format(shown=shown))
    return address


def mailbox(text: str) -> str:
    """Give what tells one mailbox from another, however it is spelled; what is no address stays what it is.

    >>> mailbox(" Anna@Школа.рф") == mailbox("anna@xn--80atdl2c.xn--p1ai"), mailbox("Нет")
    (True, 'нет')
    """
    try:
        return clean_address(text).casefold()
    except ValueError:
        return text.strip().casefold()


def clean_domain(domain: str, shown: str) -> str:
    """Give a domain in ASCII; refuse Latin and Cyrillic letters in one word, a slip of the keyboard."""
    for label in domain.split("."):
        if re.search(r"[A-Za-z]", label) and re.search(r"[Ѐ-ӿ]", label):
            raise ValueError(texts.MIXED_LETTERS.format(shown=shown, word=shown_text(label)))
    try:
        ascii_domain = idna.encode(domain, uts46=True).decode("ascii").lower()
    except idna.IDNAError:
        raise ValueError(texts.WRONG_DOMAIN.format(shown=shown)) from None
    if ascii_domain != "localhost" and not re.search(r"\.(?!\d+\Z)[a-z0-9-]+\Z", ascii_domain):
        raise ValueError(texts.INCOMPLETE_DOMAIN.format(shown=shown))
    return ascii_domain


def shown_text(text: str) -> str:
    """Give what was typed for a sentence: one line, not too long.

    >>> shown_text("a\\nb" + "x" * 100) == "a b" + "x" * 76 + "…"
    True
    """
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"
