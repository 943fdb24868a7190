"""Every Russian sentence said about evidence."""

from collections.abc import Sequence
from datetime import date

from models.text import in_words, listed, spell_day

PHRASES = {
    "number": ("номер", "m"),
    "date": ("дата", "f"),
    "link": ("ссылка", "f"),
    "own_link": ("ссылка на страницу сайта школы", "f"),
    "entries": ("число записей", "n"),
    "people": ("число участников", "n"),
    "figure": ("количество", "n"),
    "two_figures": ("числа «было» и «стало»", "p"),
    "share": ("доля участников в процентах", "f"),
    "note": ("пояснение (не короче {letters} букв)", "n"),
    "channel": ("способ отправки", "m"),
    "members": ("состав группы", "m"),
}
"""What is needed, and its gender (or plural), so that «нужен» agrees with it."""
_NEEDED = {"m": "Нужен", "f": "Нужна", "n": "Нужно", "p": "Нужны"}
_LONGEST_ADDRESS = 70
_MOST_PARTS = 8
_MOST_DATES = 5


def needed(things: Sequence[tuple[str, str]], choices: Sequence[tuple[str, str]]) -> str:
    """Say what is needed: things, then choices («ссылка или число участников»), each with its gender.

    >>> needed([("номер и дата приказа", "p"), ("ссылка", "f")], [])
    'Нужны номер и дата приказа и ссылка'
    >>> needed([("дата", "f")], [("число участников или ссылка", "n")])
    'Нужна дата, а также число участников или ссылка'
    """
    gender = "p" if len(things) > 1 else [*things, *choices][0][1]
    together = [listed([phrase for phrase, _ in things])] if things else []
    return f"{_NEEDED[gender]} " + ", а также ".join([*together, *(phrase for phrase, _ in choices)])


def paper(parts: Sequence[str], of: str) -> str:
    """«номер и дата приказа»."""
    return f"{listed(parts)} {of}".rstrip()


def proofs(labels: Sequence[str]) -> str:
    """How many proofs are asked for, and of what."""
    return f"Подтверждений нужно {in_words(len(labels))}: {listed(labels)}"


PROOFS_HOW = "дайте ссылку на каждое или назовите каждое в тексте"


def only_a_tick(text: str) -> str:
    """A bare tick is no note.

    >>> only_a_tick("да"), only_a_tick("+")
    ('Одного слова «да» в графе «Результат» недостаточно', 'Одного знака «+» в графе «Результат» недостаточно')
    """
    what = "слова" if any(sign.isalnum() for sign in text) else "знака"
    return f"Одного {what} «{short(text)}» в графе «Результат» недостаточно"


def not_a_link(written: str) -> str:
    """Why what was typed opens for nobody else."""
    if written.lower().startswith(("http", "ftp")):
        return f"Адрес «{short(written)}» у других не откроется"
    if "\\" in written or written.lower().startswith("file") or written[1:2] == ":":
        return f"«{short(written)}» – файл на вашем компьютере, другие его не откроют"
    return f"«{short(written)}» – не ссылка: адрес начинается с https://"


def not_a_date(written: str) -> str:
    """Something looks like a date and is none."""
    return f"Даты {written} нет в календаре"


def understood(parts: Sequence[str]) -> str:
    """What was read, shortened where a whole list was pasted."""
    more = [f"и ещё {len(parts) - _MOST_PARTS}"] if len(parts) > _MOST_PARTS else []
    return f"В записи указано: {', '.join([*parts[:_MOST_PARTS], *more])}"


NOTHING_UNDERSTOOD = "В записи нет номера, даты, ссылки или количества"


def document(label: str, number: str | None, day: date | None) -> str:
    """«приказ № 21/2 от 18.02.2021»."""
    numbered = "" if number is None else number if number == "б/н" else f"№ {number}"
    dated = "" if day is None else f"от {spell_day(day)}"
    return " ".join(part for part in (label, numbered, dated) if part)


def dates(days: Sequence[date]) -> str:
    """The dates that were read."""
    spelled = [spell_day(day) for day in days[:_MOST_DATES]]
    if len(days) > _MOST_DATES:
        return f"даты {', '.join(spelled)} и ещё {len(days) - _MOST_DATES}"
    return f"{'дата' if len(days) == 1 else 'даты'} {listed(spelled)}"


def links(addresses: Sequence[str]) -> str:
    """One link whole, several counted.

    >>> links(["a.ru/1", "a.ru/2", "a.ru/3"])
    '3 ссылки, первая a.ru/1'
    """
    if len(addresses) == 1:
        return f"ссылка {short(addresses[0])}"
    if len(addresses) == 2:
        return f"ссылки {listed([short(address) for address in addresses])}"
    return f"{len(addresses)} {_plural(len(addresses), 'ссылка', 'ссылки', 'ссылок')}, первая {short(addresses[0])}"


def note(words: int) -> str:
    """A text long enough to be a note."""
    return f"пояснение ({words} {_plural(words, 'слово', 'слова', 'слов')})"


def short(written: str) -> str:
    """No longer than a line of a cell."""
    return written if len(written) <= _LONGEST_ADDRESS else f"{written[: _LONGEST_ADDRESS - 1]}…"


def before_term(days: Sequence[date], start: date) -> str:
    """The document is older than the term."""
    return f"{dates(days)} – раньше начала срока вехи ({spell_day(start)})"


def after_term(days: Sequence[date], due: date) -> str:
    """The document is younger than the due date."""
    return f"{dates(days)} – позже срока вехи ({spell_day(due)})"


def in_future(days: Sequence[date]) -> str:
    """The document bears a date that has not come yet."""
    return f"{dates(days)} – этот день ещё не наступил"


def link_used(written: str, milestone: str) -> str:
    """The link was approved for another milestone."""
    return f"ссылка {short(written)} уже подтверждала веху {milestone}"


def link_in_open(written: str) -> str:
    """The link is not encrypted."""
    return f"ссылка {short(written)} не защищена: лучше https://"


def front_page(written: str) -> str:
    """The link leads to the site's front page only."""
    return f"ссылка {short(written)} ведёт на главную страницу, а не на сам документ или раздел"


SITE_UNKNOWN = "адрес сайта школы не задан: проверьте, что ссылка ведёт на него"
WITHOUT_NUMBER = "документ без номера (б/н)"
ONE_OF_SEVERAL = "По форме результата нужно несколько документов, указан один"


def not_said(phrases: Sequence[str]) -> str:
    """What would be welcome is not there."""
    return f"не указано: {listed(phrases)}"


def see_in_links(phrases: Sequence[str]) -> str:
    """What voters should look for behind the links."""
    return f"не указано, проверьте по ссылкам: {listed(phrases)}"


EMPTY_BEGINNING = "{kind}: «{beginning}» в matches не узнаёт ничего: нужна хотя бы одна буква"
REPEATED_BEGINNING = "«{beginning}» стоит в matches дважды ({first} и {second}): второе никогда не сработает"
BEGINNINGS_NEEDED = "{kind}: matches пуст, правило никогда не сработает"
NEEDS_NEEDED = "{kind}: needs пуст, подошла бы и пустая графа"


def _plural(number: int, one: str, few: str, many: str) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else many
