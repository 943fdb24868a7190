"""Every Russian sentence of the core: shown unchanged in sheet, letter, log and test."""

from collections.abc import Iterable
from datetime import date

from models.text.dates import MONTHS, spell_date


def count(number: int, one: str, few: str, many: str) -> str:
    """A number with its noun in the right form.

    >>> count(1, "голос", "голоса", "голосов"), count(22, "голос", "голоса", "голосов")
    ('1 голос', '22 голоса')
    >>> count(11, "голос", "голоса", "голосов"), count(0, "голос", "голоса", "голосов")
    ('11 голосов', '0 голосов')
    """
    return f"{number} {form(number, one, few, many)}"


def form(number: int, one: str, few: str, many: str) -> str:
    """The noun's form that goes with a number."""
    tens, ones = abs(number) % 100, abs(number) % 10
    if 11 <= tens <= 14 or ones == 0 or ones >= 5:
        return many
    return one if ones == 1 else few


def day(when: date, today: date | None = None) -> str:
    """A day in words, with the year unless it is this one.

    >>> day(date(2021, 3, 19)), day(date(2021, 3, 19), date(2021, 1, 1))
    ('19 марта 2021', '19 марта')
    """
    this_year = today is not None and today.year == when.year
    return f"{when.day} {MONTHS[when.month - 1]}" if this_year else spell_date(when)


def listed(names: Iterable[str]) -> str:
    """Names as a list in one sentence.

    >>> listed(["Куратор", "Директор", "Педагог"])
    'Куратор, Директор и Педагог'
    """
    *most, last = names
    return f"{', '.join(most)} и {last}" if most else last


def quoted(words: Iterable[str]) -> str:
    """Words in Russian quotes, separated by commas."""
    return ", ".join(f"«{word}»" for word in words)


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after another, each with its stop but the last.

    >>> joined(["Просрочено на 12 дн.", "Нужна ссылка", "Допишите"])
    'Просрочено на 12 дн. Нужна ссылка. Допишите'
    """
    *most, last = [each for each in sentences if each] or [""]
    return " ".join([*(each if each.endswith((".", "…", "!", "?")) else each + "." for each in most), last])
