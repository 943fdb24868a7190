"""Which column of a table is what: recognised by the words of its header, in any order and wording."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.document.document import Cell, Row
from models.document.numbering import read_roman
from models.text import MONTH_NAMES, month_number, plain

NUMBER, SECTION, TITLE, TERM, BEGIN, END, EXECUTOR, RESULT, MARK, OTHER, CELL = (
    "number section title term begin end executor result mark other cell".split()  # noqa: SIM905
)
LONGEST_HEADER = 130
_KEYWORD_WITHIN = 45
# The word that stands first in a header says what the column is; at the same place the longer one wins.
_WORDS = (
    (OTHER, "отметк примечан комментар фактич статус замечан стоимост финансир бюджет объемфинанс источник участник "),
    (OTHER, "целеваяаудит категори аудитор подпис ктоконтрол контрол формапроведен формаработ форматпровед уровень "),
    (OTHER, "местопровед местовремя ресурс охват количествоуч контингент соисполнениио"),
    (SECTION, "направлени раздел блок модул задач цель цели этап"),
    (
        TITLE,
        "мероприят наименован назван содержан действи виддеят видыдеят работ событи тема темы дела дело чтосделать",
    ),
    (TITLE, "видработ видыработ пунктплан пунктыплан шаги"),
    (TERM, "срок период дата даты датыпров когда календарн время месяц планируемыесрок"),
    (BEGIN, "начало датанач срокнач началореал началосрок"),
    (END, "окончан заверше конецсрок датаокон датазаверш срококон срокзаверш"),
    (EXECUTOR, "исполнител ответствен ктопров ктоотвеч ктоисп соисполнит фиоответ фио кураторы ответсвен отвественн"),
    (
        RESULT,
        "результат формапредст формарезульт формаотч формазаверш формаподтв формаожид видокумент виддокум документ",
    ),
    (RESULT, "итог выход продукт отчетн подтвержд показател наименованиедок формафикс ожидаем планируемыйрез чембудет"),
)
_KEYWORDS = tuple((word, role) for role, words in _WORDS for word in words.split())
_ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четв": 4}
_PIECE = re.compile(
    r"(?:(?P<count>[ivxіухпш]{1,4}|\d{1,2})(?:ый|ой|ий|й|ое|е|ая|я)?|(?P<word>перв|втор|трет|четверт)[а-я]{1,2})"
    r"(?P<unit>квартал|кв|полугодие|полуг|пг|четверть|четв|месяц|мес)?(?:уч(?:ебного)?)?(?:г|года)?"
)
# a part of the year: how its column is called, how many there are, what a term calls it
_PARTS = (("кв", 4, "квартал"), ("полуг", 2, "полугодие"), ("пг", 2, "полугодие"), ("четв", 4, "четверть"))
_WEEKDAY = re.compile(r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье")
_YEARS = re.compile(r"(20\d\d)(?:[-/](20\d\d))?(?:уч(?:ебный)?)?(?:г|гг|год|года|годы)?")
NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,6}[.)]?\Z|\d{1,2}(?:\.\d{1,2}){0,6}[.)]\s")


@dataclass(frozen=True, slots=True)
class Column:
    """What a grid column holds, what its header says, and for a column of marks the time it stands for."""

    role: str
    header: str
    time: str = ""


Columns = tuple[Column, ...]


def key_of(header: str) -> str:
    """The letters of a header, whatever the width of its column broke.

    >>> key_of("Исполнител и"), key_of("№ п/п")
    ('исполнители', 'nпп')
    """
    return re.sub(r"[^а-яa-z0-9]", "", plain(header.replace("№", "n")))


def role_of(header: str) -> str | None:
    """What a column with that header holds; None when no word of it is known.

    >>> role_of("Сроки проведени я"), role_of("Результат. Вид документа"), role_of("Отметка о выполнении")
    ('term', 'result', 'other')
    """
    if len(header) > LONGEST_HEADER:
        return None
    key = key_of(header)
    if re.match(r"n+(?![a-z])|номер|пп$|n?п/?п$", key):
        return NUMBER
    if key.startswith("наименован") and re.match(
        r"наименован(?:ие|ия)(?:исполнит|ответств|орган|организац|учрежд)", key
    ):
        return EXECUTOR
    if key in {"отв", "отвлицо", "отвисп", "исп", "испол"}:
        return EXECUTOR
    if key in {"с", "от"}:
        return BEGIN
    if key in {"по", "до"}:
        return END
    if key.startswith("начал") and "начальн" not in key:
        return BEGIN
    found = [(key.find(word), -len(word), role) for word, role in _KEYWORDS if word in key[:_KEYWORD_WITHIN]]
    if not found:
        return None
    role = min(found)[2]
    if role == TERM and re.search(r"начал(?!ьн)", key) and not re.search(r"оконч|заверш|конц", key):
        return BEGIN
    if role == TERM and re.search(r"оконч|заверш", key) and not re.search(r"начал(?!ьн)", key):
        return END
    return OTHER if role == TERM and "факт" in key else role


def time_of(header: str, above: str) -> str:
    """The time a column of marks stands for, as a term; '' when its header is no month, quarter, half or year.

    >>> time_of("Сент.", "2021-2022 учебный год"), time_of("IV", "Кварталы 2021 г.")
    ('сентябрь 2021', '4 квартал 2021')
    """
    if len(header) > LONGEST_HEADER:
        return ""
    key = key_of(header)
    years = [int(year) for year in re.findall(r"20\d\d", f"{header} {above}")]
    word = re.sub(r"20\d\d(?:г|год|года)?$", "", key)
    month = month_number(word)
    if month:
        year = f" {years[0] if len(years) == 1 or month > 8 else years[1]}" if years else ""
        return MONTH_NAMES[month - 1] + year
    if _WEEKDAY.fullmatch(key):
        return key
    return _part_of_year(word, key_of(above), years) or (" ".join(header.split()) if _YEARS.fullmatch(key) else "")


def _part_of_year(word: str, above: str, years: Sequence[int]) -> str:
    """The quarter, half, school quarter or numbered month a header names, perhaps by the header above it."""
    found = _PIECE.fullmatch(re.sub(r"20\d\d(?:20\d\d)?", "", word))
    if found is None:
        return ""
    count = found["count"] or ""
    number = int(count) if count.isdecimal() else read_roman(count) or _ORDINALS.get((found["word"] or "")[:4], 0)
    unit = found["unit"] or next((name for name, _, _ in _PARTS if name in above and len(name) > 1), "")
    if unit.startswith("мес") or (not unit and "месяц" in above):
        return MONTH_NAMES[number - 1] if 1 <= number <= len(MONTH_NAMES) else ""
    for name, most, called in _PARTS:
        if unit.startswith(name) and 1 <= number <= most:
            year = f" {years[0]}" if len(years) == 1 else ""
            year = f" {years[0]}-{years[1]} учебного года" if len(years) == 2 and years[1] == years[0] + 1 else year
            return f"{number} {called}{year}"
    return ""


def spread(row: Row) -> tuple[Cell, ...]:
    """The cells of a row, one for each grid column; a wide cell is repeated."""
    return tuple(cell for cell in row.cells for _ in range(max(cell.span, 1)))


def is_counting(row: Row, least: int = 3) -> bool:
    """Whether a row only counts the columns: 1, 2, 3 …; so many of them at least."""
    texts = [cell.text.strip().strip(".()") for cell in row.cells if cell.text.strip()]
    return len(texts) >= least and texts == [str(number) for number in range(1, len(texts) + 1)]


def with_year(columns: Columns, above: str) -> Columns:
    """The columns of marks with the only year that what stands above the table names, where they have none."""
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", above))
    if len(years) != 1:
        return columns
    (year,) = years
    return tuple(
        replace(column, time=f"{column.time} {year}")
        if column.time and not re.search(r"20\d\d", column.time)
        else column
        for column in columns
    )
