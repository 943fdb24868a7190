"""What people type, made comparable: which signs nobody sees, and when two spellings are the same words.

The only place where letters are folded. Look-alikes of two alphabets («а» and «a») stay different.
"""

import re
import unicodedata
from functools import lru_cache

# Signs of format that no font draws: pasted from phones, Word and browsers.
_FORMAT = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_FORMAT}]")
DASHES = "‐‑‒–—―−﹣-"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DASH = {ord(dash): "-" for dash in DASHES}
_NO_FOOTNOTES = dict.fromkeys(map(ord, _SUPERSCRIPTS))
_RAISED = {ord(digit): f"^{value}" for value, digit in enumerate(_SUPERSCRIPTS)}  # NFKC would make «м²» of «м2»
_LOOK_ALIKE = str.maketrans("abcehikmoptxy03", "авсенікмортхуоз")  # as capitals or as small letters
# Commands to a terminal, and what turns the order of signs around.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What the rule of fingerprints leaves out of every text, and what it hides from the dates it reads.
_STORED_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_HIDES_STORED_DATE = re.compile(
    "[\u034f\u061c\u180e\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)


def visible(text: str) -> str:
    r"""The text without the signs that nobody sees.

    >>> visible("Го\u200eто\u202cво"), visible("от\u00adчёт")
    ('Готово', 'отчёт')
    """
    return text if text.isascii() else _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    r"""The visible text on one line, each letter in one piece.

    >>> one_line(" Рабочии\u0306 \n план\u200b ")
    'Рабочий план'
    """
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def folded(text: str) -> str:
    """One line in lower case and without «ё», every other sign as it was typed.

    >>> folded("Отчёт  № 5")
    'отчет № 5'
    """
    return one_line(text).casefold().replace("ё", "е")


def plain(text: str) -> str:
    r"""One line for reading terms and dates: lower case, no «ё», hyphens for dashes, no footnote digits.

    >>> plain("Март\u00a0— МАЙ¹")
    'март - май'
    """
    text = unicodedata.normalize("NFKC", visible(text).translate(_NO_FOOTNOTES)).lower().replace("ё", "е")
    return " ".join(text.translate(_TO_DASH).split())


@lru_cache(maxsize=16384)
def same_key(text: str) -> str:
    r"""What all spellings of the same words share: blind to ё, case, dashes, spaces and signs that nobody sees.

    >>> same_key("Учёный\u00a0 секретарь\u200e") == same_key("ученый секретарь")
    True
    >>> same_key("План 2021 – 2022") == same_key("план 2021-2022"), same_key("м²") == same_key("м2")
    (True, False)
    """
    text = unicodedata.normalize("NFKC", visible(text).translate(_RAISED)).casefold().replace("ё", "е")
    return re.sub(" ?- ?", "-", " ".join(text.translate(_TO_DASH).split()))


def look_alike_key(text: str) -> str:
    """The key of all texts that look alike: with the letters that two alphabets share for the eye taken for one.

    >>> look_alike_key("Члeн") == look_alike_key("Член"), same_key("Члeн") == same_key("Член")
    (True, False)
    """
    return same_key(text).translate(_LOOK_ALIKE)


@lru_cache(maxsize=4096)
def same_letters(text: str) -> str:
    """The key of words that the layout of a page may have broken: without spaces and hyphens, too.

    >>> same_letters("Педагоги - наставники") == same_letters("педагоги-настав ники")
    True
    """
    return same_key(text).replace(" ", "").replace("-", "")


def shortened(text: str, longest: int = 60) -> str:
    """A person's text on one line, cut where it is long.

    >>> shortened("слово " * 9, 12)
    'слово слово…'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def harmless(text: str) -> str:
    r"""The text with what would command a terminal written out; text in JSON stays the same text.

    >>> harmless("Отчёт\x9b31m\u202e")
    'Отчёт\\u009b31m\\u202e'
    """
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def stored_text(text: str) -> str:
    """The text as fingerprints and sightings hold it: NFC, no outer blanks, four unseen signs left out.

    Stored facts are compared by this rule; any change to it, even a better one, would end votes in progress.

    >>> stored_text(" Приказ № 5\\u200b ")
    'Приказ № 5'
    """
    text = _UNSTORABLE.sub("\ufffd", _STORED_UNSEEN.sub("", text).replace("\r\n", "\n").replace("\xa0", " "))
    return unicodedata.normalize("NFC", text).strip()


def hides_stored_date(text: str) -> bool:
    """Whether a sign stands in the text that stored fingerprints do not read a date through."""
    return not text.isascii() and _HIDES_STORED_DATE.search(text) is not None
