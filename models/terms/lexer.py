"""The words of terms: every Russian spelling turned into one small vocabulary, `translate` being the only door.

What a word means is looked up in WORDS, what a phrase means in PHRASES, how numbers are read in `_spell_out`.
A word that is not known stays in the result as "?слово", so that the reader can refuse to guess.
"""

import re
from functools import lru_cache

from models.terms.vocabulary import MONTH_TOKENS, TOKEN_OF, nearest
from models.text import FULL_DATE, MONTHS, full_year, matched_date, month_number, plain, real_date

_UNITS = "year|half|quarter|term|month"
_MONTH = "|".join(MONTH_TOKENS)
# phrases of tokens, applied in this order; what follows relies on what stands above it. The first word is one that
# the phrase cannot do without: where it is not there, nothing is searched
PHRASES = tuple(
    (word, re.compile(rf"(?<!\S){found}(?!\S)"), token)
    for word, found, token in (
        ("later", r"not later(?: ,(?= before))?", "by"),
        ("basis", r"constant basis", "always"),
        ("once", r"1 once(?=$| ,)", ""),
        ("once", r"([2-9]|1\d) once year", r"\1-a-year"),
        ("once", r"([2-9]|1\d) once", r"\1 ?раз"),
        ("", r"(?:once|every) [2-9] ", "?раз "),
        ("school year", r"(?:not rarer )?(?:1 )?(?:once|every)(?: 1)?(?= school year)", "during"),
        ("", rf"(?:not rarer )?(?:1 )?(?:once|every) (?:1 )?(?:school )?({_UNITS})", r"every-\1"),
        ("every-", rf"(?:(?:before|by) )?end (every-(?:{_UNITS}))", r"\1"),
        ("every", rf"every ({_MONTH})", r"\1 every-year"),
        ("to", r"(?:to) (half|quarter|term)", r"every-\1"),
        ("starting", r"starting(?: from)?", "from"),
        ("year year", r"year year", "years"),
        ("month", rf"({_MONTH}) month", r"\1"),
        ("decade", rf"({_MONTH})(?: ,)? ([1-3]) decade(?! {_MONTH})", r"\2 decade \1"),
        ("part", rf"({_MONTH})(?: ,)? ([12]) part(?! {_MONTH})", r"\2 part \1"),
        ("last", rf"({_MONTH})(?: ,)? last week(?! {_MONTH})", r"last week \1"),
        ("before", rf"({_MONTH}) , before (\d\d?)(?=$| ,$)", r"before \2 \1"),
        ("month", rf"(?<!\d )month(?= (?:{_MONTH}))", ""),
        ("running", r"span running(?: ,| -)?(?= (?:before|by|from|\d))", ""),
        ("running", r"(?:during )?(?:whole )?(?:period|span) running(?: road)?(?: scheme)*", "always"),
        ("", r"(?:during )?whole (?:period|span)", "always"),
        ("", r"during period", "own-period"),
        ("calendar", r"(?:(?:during|whole|round) ){0,4}calendar year(?! \d)", "all-year"),
        ("", r"(?:(?:during|whole|round) ){1,4}years?(?! \d)|round", "all-year"),
        ("period", r"(winter|spring|summer|autumn) period", r"\1"),
        ("span", rf"span(?: ,| -)?(?= (?:before|by|from|\d|{_MONTH}))", ""),
        ("end during", r"end during", "end"),
        ("period", rf"period(?: ,| -)?(?= (?:from|\d|{_MONTH}))", ""),
        ("onwards", r",? ?onwards -?", "onwards"),
        ("place", r"place(?: №)?(?: \d{1,3}(?=$| ,))?", "place"),
        ("@", r"(?:from )?@(?: (?:-|to|before) @)*", "@"),
        ("@", r"(?:before|to|from) @(?=$| ,)", "@"),
    )
)
# dates, months and years alone hold no phrase: most terms are spared the search
_NO_PHRASE = re.compile(rf"(?: ?(?:\d++|-|,|before|from|quarter|school|{_MONTH}|year(?! year))(?!\S))*+")
_ABBREVIATION = re.compile(r"((?:20\d\d|\d\.\d\d)(?:\s*г)?[\s,.]+)([А-ЯЁ]{3,6})(?=[\s,;]*$)")
# digits beside a sign, a letter or another sign: only there a date in digits, a time or a slip may stand
_JOINED = re.compile(r"\d\s*[./:,t-]|[.-]\s*\d|0[а-я]|[а-я]0")
_ROMAN_LETTER = re.compile(r"[ivxіѵх]")
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
_MONTH_YEARS = re.compile(
    r"(?<![\d./-])(?P<month>0?[1-9]|1[0-2])\.(?P<year>20\d\d)\s?-\s?(?P<last>0?[1-9]|1[0-2])\.(?P<until>20\d\d)(?![\d./-])"
)
_SHORT_SCHOOL_YEAR = re.compile(r"(?<![\d./-])(?P<first>\d\d)\s?[-/]\s?(?P<last>\d\d)(?=\s?уч)")
_DATE_TO_YEAR = re.compile(r"(?<!\d)\d{1,2}\.\d{1,2}\.20\d\d\s?-\s?20\d\d(?!\d|\.\d|-\d)")
_SHEET_MONTH = re.compile(r"(?<![\w])(?P<month>[а-я]{3,4})[.-](?P<year>\d\d)(?![\d.:-])")
# a day with its month, as spreadsheets of other countries show it: "15-мар"
_SHEET_DAY = re.compile(r"(?<![\d.-])(?P<day>\d{1,2})-(?P<month>[а-я]{3,4})(?![а-я])")
# what a day is called: "4 ноября – День народного единства"
_DAY_NAME = re.compile(r"(?: ?[-,:]|(?<=[а-я]{3})|(?<=г\.)) ?день [а-я][а-я «»\"-]*")
# "месяца, следующего за отчетным кварталом": the day counts in the month after each of them
_AFTER_EACH = re.compile(
    r"(?:месяца ?,? )?следующего(?: месяца)? за отчетн[а-я]{2,3}(?: (?:квартал|месяц|период|полугоди)[а-я]{2,3})?"
)
_NTH = re.compile(
    r"(?<![а-я])(перв|втор|трет|четв[её]рт|последн)[а-я]{2,3} "
    r"(понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)[а-я]{0,2}"
    r" (?=[а-я]{3,9})"
)
_NTHS = ("перв", "втор", "трет", "четверт", "последн")
_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_ORDINAL = re.compile(
    r"(?<=\d)\s?-\s?(?:го|ого|й|ый|ий|ая|ья|я|ое|ье|е|ой|ом|м|му|ю|ую)(?![а-я])|(?<=\d)(?:го|й)(?![а-я])"
)
_PART = re.compile(r"nthday\d\d|\d+|[a-zа-яіѵ]+|[-,/№@]|[^\s\w]|\w")
_LATIN_TWINS = str.maketrans("aceopxykmtbhi", "асеорхукмтвні")
_ROMAN_MONTH = re.compile(r"(?<![\wіѵ])(?:[хx](?:[іi]{1,2})?|[іi]?[хx]|v[іi]{0,3}|[іi]v|[іi]{1,3})(?![\wіѵ])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_LETTERS = str.maketrans("іх", "ix")
# how people without Latin letters at hand type Roman numerals, before a quarter, half or school quarter
_ROMAN_TWINS = {"п": 2, "ш": 3, "11": 2, "111": 3, "l": 1, "ll": 2, "lll": 3} | dict.fromkeys(
    ("1у", "iу", "iy", "1v", "lv"), 4
)
_ORDERED = r"(?= ?-?(?:й|ый|ой|ий|ая|е|ое)? ?(?:кв|полуг|четв|,|-|и\s))"
_TYPED_ROMAN = re.compile(rf"(?<![\wіѵ])(п|ш|1у|iу|iy|1v|11|111|l{{1,3}}|lv){_ORDERED}")


@lru_cache(maxsize=4096)
def translate(text: str) -> tuple[str, ...]:
    """Turn a term into tokens; brackets, quotes, stars and dots count for nothing.

    >>> translate("С 1 по 15 сентября 2014г.")
    ('from', '1', 'to', '15', 'sep', '2014', 'year')
    >>> translate("I кв., по плану")
    ('1', 'quarter', ',', 'to', '?плану')
    """
    text = _spell_out(plain(_without_abbreviations(text.replace("*", ""))))
    tokens = " ".join(filter(None, map(_token, _mended(_PART.findall(text)))))
    if _NO_PHRASE.fullmatch(tokens):
        return tuple(tokens.split())
    for word, phrase, token in PHRASES:
        if word in tokens:
            tokens, times = phrase.subn(token, tokens)
            tokens = " ".join(tokens.split()) if times else tokens
    return tuple(tokens.split())


def _without_abbreviations(text: str) -> str:
    """Leave out what stands in capitals after a date: the place, such as "30.09.2014 г. ГМЦ"."""
    if text.isupper():
        return text
    return _ABBREVIATION.sub(lambda m: m[1] if not _exact(m[2].lower()) else m[0], text)


def _spell_out(text: str) -> str:
    """Write numeric dates in words, times as @, Roman numerals and ordinals as digits."""
    text = re.sub(r"(?<=[а-я])-\s+(?=[а-я])", "-", text) if "- " in text else text
    text = _AFTER_EACH.sub(" послекаждого ", text) if "отчетн" in text else text
    text = _NTH.sub(lambda m: f" nthday{_NTHS.index(m[1]) + 1}{_WEEKDAYS.index(m[2])} ", text)
    text = re.sub(r"(?<!\.)\.{2,}(?= ?\w)|_{2,}", " пропуск ", text) if ".." in text or "__" in text else text
    text = _DAY_NAME.sub("", text) if "день" in text and re.search(r"\d", text.partition("день")[0]) else text
    if _JOINED.search(text):
        text = _dates(text)
    elif "ч" in text:
        text = _HOURS.sub(" @ ", _TIME.sub(" @ ", text))
    if _ROMAN_LETTER.search(text):
        text = _roman_months(text)
        text = re.sub(r"(?<![а-я])[іi]+(?![а-я])", lambda m: "i" * len(m[0]), text)
    if re.search(r"кв|полуг|четв|п\s?/", text):
        text = _TYPED_ROMAN.sub(_typed_roman, re.sub(r"\bп\s?/\s?г\b", "полугодие", text))
    text = re.sub(r"(?<![a-zа-я])(?:i{1,3}|iv|v)(?![a-zа-я])", lambda m: str(_ROMAN[m[0]]), text)
    return _ORDINAL.sub(" ", text).replace(";", ",").replace(":", ",")


def _dates(text: str) -> str:
    """Write dates in digits in words, and times as @."""
    text = re.sub(r"(?<=\d),(?=\d\d,\d{4})|(?<=\d\d),(?=\d{4})", ".", text)
    text = re.sub(r"(?<=[а-я])0(?=[а-я])|(?<!\d)0(?=[а-я]{4})", "о", text)
    text = re.sub(r"(?<=\d)t(?=\d\d:)", " ", text)
    text = _DATE_TO_YEAR.sub(r"\g<0> доконцаилиежегодно ", text)
    text = _SHORT_SCHOOL_YEAR.sub(_short_school_year, text)
    text = _doubt_clocks(text) if _CLOCK_OR_DAY.search(text) else text
    text = FULL_DATE.sub(_full_date, text)
    text = _HOURS.sub(" @ ", _TIME.sub(" @ ", text))
    text = _MONTH_YEARS.sub(_month_years, text)
    text = _MONTH_YEAR.sub(lambda m: f" {MONTHS[int(m['month']) - 1]} {m['year']} ", text)
    text = _DAY_MONTH.sub(_day_month, text)
    text = _SHEET_DAY.sub(_sheet_day, text)
    text = _SHEET_MONTH.sub(_sheet_month, text)
    return re.sub(r"\b(окт|дек|февр?|янв|сент?|апр|авг|нояб?|мар)\.", r"\1 ", text)


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


def _month_years(match: re.Match[str]) -> str:
    """Write "12.2021-01.2022" in words."""
    first, last = MONTHS[int(match["month"]) - 1], MONTHS[int(match["last"]) - 1]
    return f" {first} {match['year']} - {last} {match['until']} "


def _short_school_year(match: re.Match[str]) -> str:
    """Write "21-22 уч. г." with whole years."""
    follows = int(match["last"]) == int(match["first"]) + 1
    return f"20{match['first']}-20{match['last']}" if follows else match[0]


def _sheet_day(match: re.Match[str]) -> str:
    """Undo "15-мар"."""
    return f"{match['day']} {match['month']}" if month_number(match["month"]) else match[0]


def _roman_months(text: str) -> str:
    """Write "IX – V" in words: Roman numerals beyond four count neither quarters nor halves, so they are months."""
    found = [match[0].translate(_ROMAN_LETTERS) for match in _ROMAN_MONTH.finditer(text)]
    if not any(len(numeral) > 1 or len(found) > 1 or re.search(r"20\d\d", text) for numeral in found):
        return text  # a single V or X may as well be a tick
    numbers = [_ROMAN_MONTHS.index(numeral) + 1 for numeral in found if numeral in _ROMAN_MONTHS]
    if len(numbers) < len(found) or max(numbers) < 5 or re.search(r"кв|полуг|четв|класс|\bкл\b", text):
        return text
    months = iter(numbers)
    return _ROMAN_MONTH.sub(lambda _: f" {MONTHS[next(months) - 1]} ", text)


def _typed_roman(match: re.Match[str]) -> str:
    """Give the digits for a Roman numeral typed with look-alike letters."""
    return str(_ROMAN_TWINS[match[1]])


def _mended(parts: list[str]) -> list[str]:
    """Join words that a narrow cell broke in two or three, where the whole is a known word and a piece is not."""
    if all(_exact(part) or not part.isalpha() for part in parts):
        return parts
    whole: list[str] = []
    at = 0
    while at < len(parts):
        for size in (4, 3, 2):
            near = parts[at : at + size]
            pieces = [part for part in near if part != "-"]
            broken = (
                len(pieces) > 1
                and "-" not in (near[0], *near[size - 1 : size])
                and all(part.isalpha() for part in pieces)
            )
            if broken and _exact("".join(pieces)) and not all(_exact(part) for part in pieces):
                whole.append("".join(pieces))
                at += size
                break
        else:
            whole.append(parts[at])
            at += 1
    return whole


@lru_cache(maxsize=4096)
def _exact(word: str) -> bool:
    """Say whether a word is known letter for letter."""
    return word in TOKEN_OF or month_number(word) is not None


@lru_cache(maxsize=4096)
def _token(part: str) -> str:
    """Give the token of a word, a number or a sign; an unknown word keeps a question mark before it."""
    if part.startswith("nthday"):
        return part
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
    return nearest(word) or f"?{part}"
