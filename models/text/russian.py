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


_COUNTED = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")
_TOGETHER = ("никто", "один", "двое", "трое", "четверо", "пятеро", "шестеро", "семеро")
_OUT_OF = ("", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти")


def in_words(number: int) -> str:
    """A small number as a word, a large one in digits.

    >>> in_words(3), in_words(12)
    ('три', '12')
    """
    return _COUNTED[number] if number < len(_COUNTED) else str(number)


def out_of(number: int, all_of_them: int) -> str:
    """How many people of how many.

    >>> out_of(3, 4), out_of(1, 3), out_of(0, 2), out_of(8, 12)
    ('трое из четырёх', 'один из трёх', 'никто из двух', '8 из 12')
    """
    if number < len(_TOGETHER) and all_of_them < len(_OUT_OF):
        return f"{_TOGETHER[number]} из {_OUT_OF[all_of_them]}"
    return f"{number} из {all_of_them}"


def day(when: date, today: date | None = None) -> str:
    """A day in words, with the year unless it is this one.

    >>> day(date(2021, 3, 19)), day(date(2021, 3, 19), date(2021, 1, 1))
    ('19 марта 2021 г.', '19 марта')
    """
    this_year = today is not None and today.year == when.year
    return f"{when.day} {MONTHS[when.month - 1]}" if this_year else f"{spell_date(when)} г."


def listed(names: Iterable[str], last: str = "и") -> str:
    """Names as a list in one sentence, joined at the end by «и» or «или»; of none nothing.

    >>> listed(["Куратор", "Директор", "Педагог"]), listed(["ссылка", "число"], "или"), listed([])
    ('Куратор, Директор и Педагог', 'ссылка или число', '')
    """
    each = list(names)
    return f" {last} ".join(part for part in (", ".join(each[:-1]), *each[-1:]) if part)


def quoted(words: Iterable[str]) -> str:
    """Words in Russian quotes, separated by commas."""
    return ", ".join(f"«{word}»" for word in words)


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after another, each with its stop but the last; no stop is glued to an address.

    >>> joined(["Просрочено на 12 дн.", "Нужна ссылка", "Допишите"])
    'Просрочено на 12 дн. Нужна ссылка. Допишите'
    >>> joined(["Ссылка https://school.example/5", "Указан один"])
    'Ссылка https://school.example/5 · Указан один'
    """
    *most, last = [each for each in sentences if each] or [""]
    return " ".join([*(each + stop(each) for each in most), last])


def stop(text: str) -> str:
    """What ends a sentence before the next one: nothing where it has its stop, a dot apart after an address."""
    if text.endswith((".", "…", "!", "?")):
        return ""
    last = text.rsplit(maxsplit=1)[-1:] or [""]
    return " ·" if "://" in last[0] and not last[0].endswith(("»", ")")) else "."
