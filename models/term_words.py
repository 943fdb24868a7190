"""The words of terms: every Russian spelling turned into one small vocabulary, `translate` being the only door.

What a word means is looked up in WORDS, what a phrase means in PHRASES, how numbers are read in `_spell_out`.
A word that is not known stays in the result as "?слово", so that the reader can refuse to guess.
"""

import re
from functools import lru_cache

from models.dates import FULL_DATE, MONTHS, full_year, matched_date, month_number, plain, real_date

MONTH_TOKENS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# token -> every form of the words it stands for
WORDS = {
    "year": "год года году годом г",
    "years": "годы годов годах годам гг",
    "school": "учебный учебного учебном учебному учебным учебные учебных учебн уч учеб",
    "calendar": "календарный календарного календарном",
    "month": "месяц месяца месяце месяцу мес",
    "quarter": "квартал квартала квартале кварталу кварталы кварталов кварталах кварталам кварт кв",
    "half": "полугодие полугодия полугодии полугодию полугодий полугодиях полуг",
    "term": "четверть четверти четвертям четвертей четвертях четв",
    "decade": "декада декады декаде декаду декад",
    "part": "половина половины половине половину",
    "during": "течение течении теченье теченьи течен теч втечение втечении протяжении протяжение",
    "whole": "весь всего всем вся всю целый целого",
    "round": "круглый круглогодично",
    "period": "период периода периоде периоду",
    "span": "срок срока сроки сроке",
    "running": "реализации реализация действия выполнения исполнения проведения",
    "scheme": "программы программа проекта проект плана карты концепции стратегии мероприятий мероприятия",
    "road": "дорожной",
    "every": "каждый каждого каждую каждой каждое каждом",
    "every-year": "ежегодно ежегод ежегодный ежегодная ежегодное ежегодные",
    "every-half": "ежеполугодно",
    "every-quarter": "ежеквартально ежекварт ежеквартальный ежеквартальная поквартально",
    "every-month": "ежемесячно ежемес ежемесячный ежемесячная ежемесячные помесячно",
    "always": "постоянно постоянный постоянная регулярно систематически непрерывно",
    "constant": "постоянной постоянном",
    "basis": "основе режиме",
    "once": "раз раза р",
    "not": "не",
    "later": "позднее позже поздней",
    "rarer": "реже менее",
    "before": "до к ко",
    "from": "с со от",
    "starting": "начиная",
    "to": "по",
    "end": "конец конца конце концу окончание окончания",
    "inclusive": "включительно вкл",
    "onwards": "далее затем последующем",
    "date": "число числа числу",
    ",": "и также",
    "": "в во на чем",
    "1": "один одного одну первый первая первое первого первой первом первую",
    "2": "два две второй вторая второе второго втором вторую",
    "3": "три третий третья третье третьего третьей третьем третью",
    "4": "четыре четвертый четвертая четвертое четвертого четвертой четвертом четвертую",
    "last": "последняя последней последнюю",
    "winter": "зима зимой зимний зимы",
    "spring": "весна весной весенний весны",
    "summer": "лето летом летний лета",
    "autumn": "осень осенью осенний осени",
    "weekday": "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье"
    " пн вт ср чт пт сб вс",
    "place": "актовый актового актовом зал зале кабинет кабинете каб школа школе школы сош мбоу маоу мкоу гимназия"
    " лицей библиотека библиотеке спортзал спортзале спортивный спортивном столовая столовой стадион стадионе онлайн"
    " конференц-зал музей музее учительская учительской аудитория холл рекреация ауд",
}
TOKEN_OF = {form: token for token, forms in WORDS.items() for form in (forms.split() or [""])}
_UNITS = "year|half|quarter|term|month"

# phrases of tokens, applied in this order; what follows relies on what stands above it
PHRASES = tuple(
    (re.compile(rf"(?<!\S){found}(?!\S)"), token)
    for found, token in (
        (r"not later", "by"),
        (r"(?:by )+(?:before )?", "by "),
        (r"constant basis", "always"),
        (r"1 once(?=$| ,)", ""),
        (r"([2-9]|1\d) once year", r"\1-a-year"),
        (r"([2-9]|1\d) once", r"\1 ?раз"),
        (r"(?:once|every) [2-9] ", "?раз "),
        (r"(?:not rarer )?(?:1 )?(?:once|every) (?:1 )?(?:school )?(" + _UNITS + ")", r"every-\1"),
        (r"(?:to) (half|quarter|term)", r"every-\1"),
        (r"starting(?: from)?", "from"),
        (r"year year", "years"),
        (r"(" + "|".join(MONTH_TOKENS) + ") month", r"\1"),
        (r"span running(?: ,| -)?(?= (?:before|by|from|\d))", ""),
        (r"(?:during )?(?:whole )?(?:period|span) running(?: road)?(?: scheme)*", "always"),
        (r"(?:during )?whole (?:period|span)|during period", "always"),
        (r"(?:during |whole |round )*(?:whole )?calendar year(?! \d)", "all-year"),
        (r"(?:(?:during|whole|round) )+years?(?! \d)|round", "all-year"),
        (r"(winter|spring|summer|autumn) period", r"\1"),
        (r"span(?: ,| -)?(?= (?:before|by|from|\d))", ""),
        (r"end during", "end"),
        (r"period(?= from)", ""),
        (r",? ?onwards -?", "onwards"),
        (r"place(?: №)?(?: \d{1,3}(?=$| ,))?", "place"),
        (r"(?:from )?@(?: (?:-|to|before) @)*", "@"),
        (r"(?:before|to|from) @(?=$| ,)", "@"),
    )
)
# dates, months and years alone hold no phrase: most terms are spared the search
_NO_PHRASE = re.compile(rf"(?: ?(?:\d+|-|,|before|from|quarter|school|{'|'.join(MONTH_TOKENS)}|year(?! year)))*")
_CLOCK = r"(?:[01]?\d|2[0-3])"
_TIME = re.compile(
    rf"(?<![\d.:-]){_CLOCK}(?:"
    rf"\s?:\s?[0-5]\d(?::00)?|"
    rf"\.(?:00|1[3-9]|[2-5]\d)(?![.:]?\d|\s?\.\s?\d)|-00(?!\d)|"
    rf"\s?(?:час[а-я]*|ч\b)\.?)(?:\s?[0-5]?\d\s?мин[а-я]*)?(?:\s?(?:час[а-я]*|ч\b|мин\b))?"
    rf"(?:\s?-\s?{_CLOCK}[.:][0-5]\d(?![.:\d]))?"
)
_HOURS = re.compile(rf"(?<!\d)(?:с\s)?{_CLOCK}\s*(?:-|до)\s*@")
_DAY_MONTH = re.compile(
    r"(?<!\d)(?<!\d[./])(?P<day>0?[1-9]|[12]\d|3[01])\s?\.\s?(?P<month>0[1-9]|1[0-2])(?!\s?[./]\s?\d|[:\d])"
)
_CLOCK_OR_DAY = re.compile(
    rf"(?<![\d.])(?<![\d.]\s)(?<!-)(?<!-\s)(?<!по\s){_CLOCK}\.(?:0[1-9]|1[0-2])(?![.\d]|\s?[./]\s?\d|\s?-)"
)
_MONTH_YEAR = re.compile(r"(?<![\d./-])(?<!\d[./-] )(?P<month>0?[1-9]|1[0-2])[./](?P<year>(?:19|20)\d\d)(?!\d|[./-]\d)")
_SHEET_MONTH = re.compile(r"(?<![\w])(?P<month>[а-я]{3,4})[.-](?P<year>\d\d)(?![\d.:-])")
_ORDINAL = re.compile(
    r"(?<=\d)\s?-\s?(?:го|ого|й|ый|ий|ая|ья|я|ое|ье|е|ой|ом|м|му|ю|ую)(?![а-я])|(?<=\d)(?:го|й)(?![а-я])"
)
_PART = re.compile(r"\d+|[a-zа-яіѵ]+|[-,/№@]|[^\s\w]|\w")
_LATIN_TWINS = str.maketrans("aceopxykmtbhi", "асеорхукмтвні")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
# how people without Latin letters at hand type Roman numerals, before a quarter, half or school quarter
_ROMAN_TWINS = {"п": 2, "ш": 3, "1у": 4, "iу": 4, "1v": 4, "11": 2, "111": 3, "l": 1, "ll": 2, "lll": 3, "lv": 4}
_ORDERED = r"(?=\s*-?(?:й|ый|ой|ий|ая|е|ое)?\s*(?:кв|полуг|четв|,|-|и\s))"
_TYPED_ROMAN = re.compile(rf"(?<![\wіѵ])(п|ш|1у|iу|1v|11|111|l{{1,3}}|lv){_ORDERED}")


@lru_cache(maxsize=4096)
def translate(text: str) -> tuple[str, ...]:
    """Turn a term into tokens; brackets, quotes, stars and dots count for nothing.

    >>> translate("С 1 по 15 сентября 2014г.")
    ('from', '1', 'to', '15', 'sep', '2014', 'year')
    >>> translate("I кв., по плану")
    ('1', 'quarter', ',', 'to', '?плану')
    """
    text = _spell_out(plain(text.replace("*", "")))
    tokens = " ".join(filter(None, map(_token, _mended(_PART.findall(text)))))
    if _NO_PHRASE.fullmatch(tokens):
        return tuple(tokens.split())
    for phrase, token in PHRASES:
        tokens, times = phrase.subn(token, tokens)
        tokens = " ".join(tokens.split()) if times else tokens
    return tuple(tokens.split())


def _spell_out(text: str) -> str:
    """Write numeric dates in words, times as @, Roman numerals and ordinals as digits."""
    text = re.sub(r"(?<=[а-я])-\s+(?=[а-я])", "-", text)
    text = re.sub(r"(?<=\d),(?=\d\d,\d{4})|(?<=\d\d),(?=\d{4})", ".", text)
    text = re.sub(r"(?<=[а-я])0(?=[а-я])", "о", text)
    text = _doubt_clocks(text)
    text = FULL_DATE.sub(_full_date, text)
    text = _HOURS.sub(" @ ", _TIME.sub(" @ ", text))
    text = _MONTH_YEAR.sub(lambda m: f" {MONTHS[int(m['month']) - 1]} {m['year']} ", text)
    text = _DAY_MONTH.sub(_day_month, text)
    text = _SHEET_MONTH.sub(_sheet_month, text)
    text = re.sub(r"\b(окт|дек|февр?|янв|сент?|апр|авг|нояб?|мар)\.", r"\1 ", text)
    text = re.sub(r"(?<![а-я])[іi]+(?![а-я])", lambda m: "i" * len(m[0]), text)
    text = _TYPED_ROMAN.sub(_typed_roman, text) if re.search(r"кв|полуг|четв", text) else text
    text = re.sub(r"(?<![a-zа-я])(?:i{1,3}|iv|v)(?![a-zа-я])", lambda m: str(_ROMAN[m[0]]), text)
    text = _ORDINAL.sub(" ", text)
    return re.sub(r"\bп\s?/\s?г\b", "полугодие", text).replace(";", ",").replace(":", ",")


def _doubt_clocks(text: str) -> str:
    """Refuse "12 марта, 10.10": beside a date that is complete or in words "10.10" is as likely an hour as a day."""
    words = any(month_number(word) for word in re.findall(r"[а-я]+", text))
    full = FULL_DATE.search(text)
    after = 0 if words else full.start() if full else len(text)
    return text[:after] + _CLOCK_OR_DAY.sub(" деньиличас ", text[after:])


def _full_date(match: re.Match[str]) -> str:
    """Write a complete date in words; one that does not exist stays as an unknown word."""
    day = matched_date(match)
    if day is None:
        return f" {match[0]} " if match["word"] else " нетдаты "
    return f" {day.day} {MONTHS[day.month - 1]} {day.year} "


def _day_month(match: re.Match[str]) -> str:
    """Write "16.02" as a day and a month; 29 February stays possible until the year is known."""
    day, month = int(match["day"]), int(match["month"])
    return f" {day} {MONTHS[month - 1]} " if real_date(2024, month, day) else " нетдаты "


def _sheet_month(match: re.Match[str]) -> str:
    """Undo what a spreadsheet does to a month: "мар.21" was typed as a month of 2021."""
    month = month_number(match["month"])
    return f" {MONTHS[month - 1]} {full_year(match['year'])} " if month else match[0]


def _typed_roman(match: re.Match[str]) -> str:
    """Give the digits for a Roman numeral typed with look-alike letters."""
    return str(_ROMAN_TWINS[match[1]])


def _mended(parts: list[str]) -> list[str]:
    """Join words that a narrow cell broke in two or three, where the whole is a known word and a piece is not."""
    if all(_exact(part) or not part.isalpha() for part in parts):
        return parts
    whole: list[str] = []
    while parts:
        for size in (4, 3, 2):
            pieces = [part for part in parts[:size] if part != "-"]
            broken = len(pieces) > 1 and all(part.isalpha() for part in pieces)
            if broken and _exact("".join(pieces)) and not all(_exact(part) for part in pieces):
                whole.append("".join(pieces))
                parts = parts[size:]
                break
        else:
            whole.append(parts[0])
            parts = parts[1:]
    return whole


@lru_cache(maxsize=4096)
def _exact(word: str) -> bool:
    """Say whether a word is known letter for letter."""
    return word in TOKEN_OF or month_number(word) is not None


@lru_cache(maxsize=4096)
def _token(part: str) -> str:
    """Give the token of a word, a number or a sign; an unknown word keeps a question mark before it."""
    if part.isdecimal():
        return str(int(part)) if len(part) < 6 else f"?{part}"
    if part in {"-", ",", "/", "№", "@"}:
        return part
    if not part.isalnum():
        return "" if part in "()[]{}<>.\"'«»„“”’_" else f"?{part}"
    word = part.translate(_LATIN_TWINS) if re.search(r"[а-я]", part) or len(part) == 1 else part
    month = month_number(word)
    if month is not None:
        return MONTH_TOKENS[month - 1]
    if word in TOKEN_OF:
        return TOKEN_OF[word]
    return _nearest(word) or f"?{part}"


def _nearest(word: str) -> str | None:
    """Find the one token whose long word differs from this one by a single slip of the pen."""
    if len(word) < 6:
        return None
    near = {token for form, token in _LONG_FORMS.items() if form[0] == word[0] and _one_slip(word, form)}
    return near.pop() if len(near) == 1 else None


def _one_slip(word: str, form: str) -> bool:
    """Say whether one letter was dropped, added, changed or swapped with its neighbour."""
    if abs(len(word) - len(form)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, form, strict=False)) if a != b), min(len(word), len(form)))
    left, right = word[start:], form[start:]
    swapped = len(left) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right or left == right[1:] or left[1:] == right[1:]


_NEVER_A_SLIP = {"place", "weekday", "scheme", "running", "constant", "", ",", "last", "part"}
_LONG_FORMS = {
    **{form: token for form, token in TOKEN_OF.items() if len(form) >= 6 and token not in _NEVER_A_SLIP},
    **{
        form: token
        for token, forms in zip(
            MONTH_TOKENS,
            (
                "январь января январе",
                "февраль февраля феврале",
                "",
                "апрель апреля апреле",
                "",
                "",
                "",
                "август августа августе",
                "сентябрь сентября сентябре",
                "октябрь октября октябре",
                "ноябрь ноября ноябре",
                "декабрь декабря декабре",
            ),
            strict=True,
        )
        for form in forms.split()
    },
}
