"""Numbers as people write them before rows and sections: «1.», «1 .2», «2.1.3)», «IV», «Раздел 3»."""

import re
from dataclasses import dataclass

from models.text import month_number

Number = tuple[int, ...]
_DIGITS = re.compile(r"(?:№|п\.|пункт)?\s*(\d{1,3}(?:\s*[.,]\s*\d{1,3})*)\s*[.)]*", re.IGNORECASE)
_LOOKALIKES = str.maketrans("ІПШУХЅіпшухv1l", "IПШVXSiпшvxvIl")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_KEYWORD = r"направлени[ея]|раздел|блок|модуль|этап|часть|глава|задача|цель|приоритет|подпрограмма|проект"
_ROMAN_TEXT = r"[IVXІПШУХ1l]{1,6}"
_NAMED = re.compile(
    rf"(?P<word>{_KEYWORD})\s*(?:№\s*)?(?:(?P<digits>\d{{1,2}})(?!\d)|(?P<roman>{_ROMAN_TEXT})(?![А-Яа-яA-Za-z]))?"
    r"\s*[.:)–—-]?\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_COUNTED = re.compile(
    r"\A(?P<digits>\d{1,2}|[IVXІПШУХ]{1,5})(?:\s{0,3}-?\s{0,3}(?:й|ый|ой|ий|я|е))?\s{1,3}"
    rf"(?P<word>{_KEYWORD})\s{{0,3}}[.:–—-]\s{{0,3}}(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\s*\.\s*\d{1,2})*)\s*[.)]?\s*(?P<title>[^\d\s.,)–-].*)", re.DOTALL)
_LONGEST_LIST = 200  # characters
_LEADING = re.compile(
    r"(\d{1,3}(?:\s?\.\s?\d{1,3}){0,6})\s{0,3}[.)]\s{0,3}(?=\D)(\S.*)|(\d{1,2}(?:\.\d{1,2}){1,6})\s{1,3}(\D.*)",
    re.DOTALL,
)
_IN_ROMAN = re.compile(r"(?P<roman>[IVXІПШУХ]{1,6})\s*(?:[.):–—-]\s*|\s+)(?P<title>\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title: its number if it has one, and in which manner it is written."""

    number: Number | None
    title: str
    manner: str


def read_number(text: str) -> Number | None:
    """The number of a row; None when the text is no number.

    >>> read_number("1 .2."), read_number("3)"), read_number("Приказ")
    ((1, 2), (3,), None)
    """
    match = _DIGITS.fullmatch(" ".join(text.split()))
    if match is None or listed_numbers(text):
        return None
    number = tuple(int(part) for part in re.split(r"\s{0,3}[.,]\s{0,3}", match[1]))
    return number if all(number) else None


def listed_numbers(text: str) -> tuple[int, ...]:
    r"""The numbers of several rows in one cell; none where it is one number, also one that the layout broke.

    >>> listed_numbers("1.\n2.\n3."), listed_numbers("1.\n2"), listed_numbers("1.2.3.")
    ((1, 2, 3), (), ())
    """
    parts = re.findall(r"(\d{1,3})\s?[.)](?=\s|$)", text)
    numbers = tuple(map(int, parts))
    counted = numbers == tuple(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    alone = re.fullmatch(r"(?:\s*\d{1,3}\s?[.)](?=\s|$))+\s*", text[:_LONGEST_LIST])
    return numbers if len(numbers) > 1 and counted and alone else ()


def read_roman(text: str) -> int | None:
    """The number in roman figures, also those typed with Russian letters that look like them.

    >>> read_roman("IV"), read_roman("Ш."), read_roman("П"), read_roman("М")
    (4, 3, 2, None)
    """
    letters = text.strip().rstrip(".) ").translate(_LOOKALIKES).upper().replace("Ш", "III").replace("П", "II")
    match = _ROMAN.fullmatch(letters)
    if match is None or not letters:
        return None
    tens, ones = match[1], match[2]
    values = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "": 0}
    return len(tens) * 10 + values[ones]


def split_number(text: str) -> tuple[Number | None, str]:
    """A text that begins with its number, parted.

    >>> split_number("1.2. Разработка приказа"), split_number("2021 год")
    (((1, 2), 'Разработка приказа'), (None, '2021 год'))
    """
    match = _LEADING.match(text)
    if match is None:
        return None, text
    return read_number(match[1] or match[3]), (match[2] or match[4]).strip()


def heading(text: str) -> Heading:
    """What a section title says.

    >>> heading("Направление 2. Обеспечение")
    Heading(number=(2,), title='Обеспечение', manner='направлени')
    >>> heading("III. Кадры").number, heading("Работа с кадрами").number
    ((3,), None)
    """
    text = _COUNTED.sub(r"\g<word> \g<digits>. \g<title>", text.strip())
    named = _NAMED.fullmatch(text)
    if named and (named["digits"] or named["roman"] or re.match(r"\S+\s*[:«\"]", text)):
        roman = read_roman(named["roman"]) if named["roman"] else None
        digits = int(named["digits"]) if named["digits"] else roman
        return Heading((digits,) if digits else None, named["title"].strip() or text, named["word"].lower()[:10])
    roman_first = _IN_ROMAN.fullmatch(text)
    if roman_first and (number := read_roman(roman_first["roman"])):
        return Heading((number,), roman_first["title"].strip(), "roman")
    numbered = _NUMBERED.fullmatch(text)
    if numbered and not _is_day(numbered["title"]) and (digits_ := read_number(numbered["number"])):
        return Heading(digits_, numbered["title"].strip(), f"digits{len(digits_)}")
    return Heading(None, text, "plain")


def _is_day(after: str) -> bool:
    """Whether the words after a number are a month: «13 ноября 2021 года» is the thirteenth section of nothing."""
    return month_number(after.split(maxsplit=1)[0].lower().strip(".,:;()")) is not None


def is_marked(text: str) -> bool:
    """Whether a text calls itself a section: by a word or by a roman number."""
    found = heading(text)
    return found.manner not in {"plain"} and not found.manner.startswith("digits") and found.number is not None


def spelled(number: Number) -> str:
    """The number as a code."""
    return ".".join(map(str, number))
