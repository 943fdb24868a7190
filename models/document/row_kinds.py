"""What a row of several cells is: an activity, a section, the title of rows below it, or more of the activity above."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from models.document.columns import EXECUTOR, NUMBER, RESULT, TITLE
from models.document.numbering import Number, heading, is_marked, read_number, read_roman, split_number
from models.document.row_cells import Line
from models.document.word_repair import joined_lines
from models.text import month_number

OPEN_END = re.compile(r"(?:[,;:(–-]|\b(?:и|в|во|на|с|по|для|о|об|к|из|от|до|при|или|а|не|за|под|над|у|без))$")
_BULLET = re.compile(r"[-–—•·]|[а-яё]\)|\d\)")


def kind_of(
    line: Line, above: tuple[str, str] | None, below: Sequence[Line], busy: frozenset[Number], *, numbered: bool
) -> str:
    """Say what a row is: "entry", "section", or "more" of the entry above, of which the title and term are given."""
    title, number = joined_lines(line[TITLE]), read_number(line[NUMBER])
    only_title = is_lone_title(line)
    after = below[0] if below else None
    if only_title and (number is not None or roman(line[NUMBER])):
        return "section" if _opens_section(line, number, after, busy) else "entry"
    if not title:
        return "more" if above is not None and not number else "entry"
    if number is not None or split_number(title)[0]:
        return "section" if only_title and _opens_section(line, split_number(title)[0], after, busy) else "entry"
    if TITLE in line.goes_on:
        return "more" if above is not None else "entry"
    if NUMBER in line.goes_on and above is not None:
        return "more" if title[0].islower() or OPEN_END.search(joined_lines(above[0])) else "entry"
    if only_title and is_marked(title):
        return "section"
    if above is not None and _goes_on(line, title, above, only_title=only_title, numbered=numbered):
        return "more"
    return "section" if only_title else "entry"


def is_lone_title(line: Line) -> bool:
    """Whether a row has a title and nothing else."""
    return bool(joined_lines(line[TITLE])) and not (line.timed() or line[EXECUTOR] or line[RESULT])


def _goes_on(line: Line, title: str, above: tuple[str, str], *, only_title: bool, numbered: bool) -> bool:
    """Whether a row without a number is the rest of the one above, which a page break cut."""
    title_above, term_above = (joined_lines(text) for text in above)
    if re.search(r"[а-яё]-$", title_above) and title[0].islower():
        return True
    open_title = title[0].islower() or bool(OPEN_END.search(title_above))
    if only_title:
        return open_title
    open_term = not line.timed() or not term_above or bool(OPEN_END.search(term_above))
    return numbered and open_title and open_term and not _BULLET.match(title)


def levels_of_activities(lines: Sequence[Line]) -> frozenset[Number]:
    """The beginnings of numbers at which rows are activities: at least as many have a term as are lone titles."""
    timed: Counter[Number] = Counter()
    for line in lines:
        number = read_number(line[NUMBER])
        if number:
            timed[number[:-1]] += 1 if line.timed() else -1 if is_lone_title(line) else 0
    named = {number[:-1] for line in lines if (number := read_number(line[NUMBER])) and line.timed()}
    return frozenset(level for level in named if timed[level] >= 0)


def group_size(line: Line, below: Sequence[Line], busy: frozenset[Number]) -> int:
    """How many of the rows below have this numbered row as their title; 0 where it is no such title.

    Where rows of its own level are activities (`busy`), a row with nothing but a title opens no section.
    """
    title, number = joined_lines(line[TITLE]), read_number(line[NUMBER])
    if number is None or not title or line.timed() or not below or TITLE in below[0].goes_on:
        return 0
    lone = is_lone_title(line) and number[:-1] in busy
    rows = _rows_until(
        below, lambda each: _number_of(each)[: len(number)] == number and len(_number_of(each)) > len(number)
    )
    if rows and lone:
        return rows
    rows = _rows_until(below, lambda each: not _number_of(each))
    said = title.endswith(":") or (rows and bool(_BULLET.match(joined_lines(below[0][TITLE]))))
    if is_lone_title(line):
        return rows if lone and (said or rows > 1) else 0
    return rows if title.endswith(":") else 0


def _number_of(line: Line) -> Number:
    """The number of a row, in its own cell or before its title; an empty one for none."""
    return read_number(line[NUMBER]) or split_number(joined_lines(line[TITLE]))[0] or ()


def _rows_until(below: Sequence[Line], fits: Callable[[Line], bool]) -> int:
    """How many rows with a title and a term follow one another and fit."""
    wrong = (
        n
        for n, each in enumerate(below)
        if each.is_wide or not joined_lines(each[TITLE]) or not each.timed() or not fits(each)
    )
    return next(wrong, len(below))


def _opens_section(line: Line, number: Number | None, after: Line | None, busy: frozenset[Number]) -> bool:
    """Whether a numbered row with nothing but a title is a section: by its manner, or by the next row's number."""
    if number is None or is_marked(joined_lines(line[TITLE])):
        return True
    if after is None:
        return False
    following = read_number(after[NUMBER]) or split_number(joined_lines(after[TITLE]))[0]
    if following is None:
        return after.timed() and bool(joined_lines(after[TITLE])) and bool(number) and number[:-1] not in busy
    deeper = len(following) > len(number) and following[: len(number)] == number
    restarts = (following == (1,) and number != (1,)) or (following == (1,) and len(number) == 1 and number == (1,))
    return deeper or restarts


def roman(text: str) -> Number | None:
    """A roman number that stands alone in the cell of numbers."""
    found = read_roman(text) if re.search(r"[IVXІПШУХ]", text) else None
    return (found,) if found else None


_SECTION_WORDS = re.compile(
    r"(?:работа\s+(?:с|по|в)\b|мероприятия\b|организаци|нормативн|методическ|информационн|кадров|материальн|воспитательн"
    r"|профилактическ|контрол|аналитическ|урочн|внеурочн|учебн|совещани|педагогические советы|классн\w+ час"
    r"|осенн|зимн|весенн|летн"
    r"|[ivx]{1,3}\s+(?:четверть|полугодие|квартал|семестр)|\d ?-? ?я? ?(?:неделя|четверть))",
    re.IGNORECASE,
)

_POSTS = re.compile(
    r"(?:директор|завуч|зам|учител|преподават|педагог|классн\w+\s+руковод|кл\.|руководит|психолог|библиотек|администр|совет\b"
    r"|комисси|председат|родител|воспитател|специалист|методист|мед|рабочая\s+групп|члены|начальник|инспектор|секретар|отдел"
    r"|социальн|вожат|тьютор|логопед|мастер|завхоз|бухгалт|куратор|сотрудник|работник|ученик|обучающ|студент|волонт|актив|все\b"
    r"|мо\b|шмо\b|умвд|пдн|гибдд|и\.\s?о\.|мбоу|маоу|мку|управлени|департамент|министерств|министр)",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\[Фамилия|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)? [А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\.")


def names_post(text: str) -> bool:
    """Whether a text begins as posts do, or names a person.

    >>> names_post("Зам. директора по ВР"), names_post("[Фамилия И.О.]"), names_post("Концерт")
    (True, True, False)
    """
    return bool(_POSTS.match(text) or _PERSON.search(text))


def begins_section(line: str, above: str) -> bool:
    """Whether a line below a whole row of copied text is a section: by its word, a month alone, or capitals.

    >>> begins_section("Раздел 2", "Директор"), begins_section("МАРТ", "Завуч"), begins_section("Завуч", "Директор")
    (True, True, False)
    """
    text = joined_lines(line)
    counted = read_number(text.split()[0]) if text else None
    if counted and (goes_on_counting(text, above) or not is_marked(text)):
        return False
    if names_post(text) or text[:1].islower():
        return False
    shouts = len(text) > 8 and text.isupper() and " " in text and not above.isupper()
    return (
        is_marked(text)
        or month_number(text.lower().strip(" .:")) is not None
        or shouts
        or bool(_SECTION_WORDS.match(text) and len(text) < 100 and text[-1] not in ",;")
    )


def is_numbered_title(line: str, above: str, below: str) -> bool:
    """Whether a numbered line between whole rows is a section: the next row counts inside it, or no list goes on.

    >>> is_numbered_title("2. Кадры", "Приказ", "2.1."), is_numbered_title("2. Кадры", "1. Приказ", "5")
    (True, False)
    """
    found = heading(joined_lines(line))
    if found.number is None or not found.title[:1].isupper() or names_post(found.title):
        return False
    following = read_number(below) or ()
    if len(following) > len(found.number) and following[: len(found.number)] == found.number:
        return True
    starts = found.number == (1,) and bool(above)
    return len(found.number) == 1 and not starts and not goes_on_counting(line, above)


def goes_on_counting(text: str, above: str) -> bool:
    """Whether a line is the next of the numbered ones above it: «3. …» below «2. …»."""
    number = re.match(r"\d{1,2}", text)
    before = re.findall(r"(?m)^\s*(\d{1,2})\s?[.)]", above)
    return number is not None and bool(before) and int(number[0]) == int(before[-1]) + 1


def perhaps_a_section(line: str, above: str) -> bool:
    """Whether a line that was taken for the rest of a cell could as well be a section: nothing shows that it is not.

    >>> perhaps_a_section("Спортивный сезон", "Директор"), perhaps_a_section("завуч", "Директор")
    (True, False)
    """
    text = joined_lines(line)
    joined = (
        text[:1].islower()
        or not text[:1].isalpha()
        or OPEN_END.search(joined_lines(above))
        or goes_on_counting(text, above)
    )
    return not (joined or names_post(text))


def goes_on_below(text: str, below: str) -> bool:
    """Whether a line goes on in the one below it: by a word that wants more, or by how the line below begins."""
    begins = joined_lines(below)[:1]
    return (
        bool(OPEN_END.search(joined_lines(text)))
        or begins.islower()
        or begins in {"«", "(", "“", "„", '"'}
        or begins in "–—-"
    )
