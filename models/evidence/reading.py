"""What is read out of the free text of «Результат»: document numbers, dates, links, counts, and the words around them.

Things are taken out one after another, links first, so that digits of an address are never a count, a date is never a
number, and the class of the pupils is never how many they were.
"""

import re
from dataclasses import dataclass
from datetime import date

from models.evidence.links import GAP, Link, read_links
from models.text import one_line, read_dates

WITHOUT_NUMBER = "б/н"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something: «17 записей», «наставников: 17»."""

    value: int
    written: str
    are_people: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What one text of «Результат» says."""

    text: str
    numbers: tuple[str, ...]
    dates: tuple[date, ...]
    links: tuple[Link, ...]
    counts: tuple[Count, ...]
    shares: tuple[str, ...]
    words: tuple[str, ...]
    """The different words of the note, in small letters, without what was read otherwise."""
    not_links: tuple[str, ...]
    not_dates: tuple[str, ...]
    """What looks like a whole date and is in no calendar: 31.02.2021."""
    names_channel: bool
    """Says how it was handed over: by e-mail, through a state system."""
    names_members: bool
    """Says who is in the group, or that the list is there."""


# ── numbers of documents ──────────────────────────────────────────────────────────────────────────────────────────────

_LETTERS = r"(?:(?!от|г\b)[а-яёa-z]{1,2}(?![а-яёa-z]))?"  # the «а» of 7а, never the «от» of 21/2от
_WHOLE_DATE = r"\d{1,2}\.\d{1,2}\.\d{2,4}"
_PART = (
    rf"(?: ?/ ?(?=\d)|[-–.](?=\d)|[-–/](?=[а-яёa-z]))(?!{_WHOLE_DATE})"
    rf"(?:\d++{_LETTERS}|[а-яёa-z]{{1,4}}(?![а-яёa-z]))"
)
_TOKEN = rf"(?:[а-яёa-z]{{1,5}}[-–/.])?\d++{_LETTERS}(?:{_PART}){{0,6}}"
_SIGN = r"(?:№|\bn[oº°]?\.?(?= ?\d)|\bномер(?:а|ом|у)?:?|\bисх(?:\.|одящ[а-я]{2,3})|\bвх\.|\bрег\.)"
_WORD = (
    r"\b(?:приказ(?:а|ом|у|е|ы)?|пр\.|распоряжени[а-я]{1,2}|постановлени[а-я]{1,2}|протокол(?:а|ом|у|е|ы)?|прот\.|дог\."
    r"|договор(?:а|ом|у|ы)?|соглашени[а-я]{1,2}|акт(?:а|ом|ы)?|положени[а-я]{1,2}|письм[оа])"
)
_SIGNED_NUMBER = re.compile(rf"(?:{_SIGN}[№: ]{{0,4}})(?P<first>{_TOKEN})", re.IGNORECASE)
_SIGNED_LIST = re.compile(rf"№ ?№ ?(?P<all>{_TOKEN}(?:(?:, ?| и ){_TOKEN}){{0,40}})", re.IGNORECASE)
_NAMED_NUMBER = re.compile(
    rf"{_WORD} (?P<first>{_TOKEN})(?= ?(?:от(?![а-яё])|[,;.()|]|$)| {_WHOLE_DATE})(?![.,]\d)", re.IGNORECASE
)
_DATED_NUMBER = re.compile(rf"(?<![\w/.,№-])(?P<first>{_TOKEN})(?= ?от ?\d)", re.IGNORECASE)
_NUMBER_AFTER_DATE = re.compile(  # приказ от 18.02.2021 21/2
    r"(?<=\.\d{4})(?: ?г\.?)? (?P<first>\d++/\d++(?:-[а-яё]{1,4})?|\d++-[а-яё]{1,4}\b)(?= ?(?:[,;.()|]|$))",
    re.IGNORECASE,
)
_UNSIGNED_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}-\d\d-\d\d")
_NO_NUMBER = re.compile(r"(?<!\w)(?:№ ?)?б ?/ ?н(?!\w)|\bбез номера\b", re.IGNORECASE)
_NUMBERED_OTHERWISE = re.compile(  # the number of a school, a room or an appendix, not of a document
    r"(?:\b(?:[мгк][а-я]{0,4}оу|д?оу|[сонц]ош|ш|гимнази[а-я]+|лице[йяюе][а-я]*|школ[а-я]+|сад[а-я]*"
    r"|д/с|интернат[а-я]*|кабинет[а-я]*|каб|приложени[а-я]+|прил|форм[а-я]|корпус[а-я]*|дом[а-я]?|организаци[а-я]+)\b\.?"
    r" ?[«\"]?) ?$",
    re.IGNORECASE,
)
_BY_SCHOOL = re.compile(r"\bпо (?:школ|гимнази|лице)[а-я]+ ?$", re.IGNORECASE)  # «приказ по школе № 5»


def _take_numbers(text: str) -> tuple[tuple[str, ...], str]:
    """The numbers of documents, and the text with gaps in their places."""
    found: dict[str, None] = {}

    def is_of_other(at: int) -> bool:
        before = text[max(0, at - 40) : at]
        return bool(_NUMBERED_OTHERWISE.search(before)) and not _BY_SCHOOL.search(before)

    def take(match: re.Match[str]) -> str:
        token = re.sub(r" ?/ ?", "/", match["first"])
        is_signed = match.re is _SIGNED_NUMBER
        if re.fullmatch(_WHOLE_DATE, token) or (not is_signed and _UNSIGNED_DATE.fullmatch(token)):
            return match[0]
        if not token.isdigit() or not is_of_other(match.start()):
            found.setdefault(token)
        return GAP

    def take_list(match: re.Match[str]) -> str:
        if not is_of_other(match.start()):
            found.update(dict.fromkeys(re.split(r", ?| и ", match["all"])))
        return GAP

    def take_none(_: re.Match[str]) -> str:
        found.setdefault(WITHOUT_NUMBER)
        return GAP

    for pattern, action in (
        (_SIGNED_LIST, take_list),
        (_SIGNED_NUMBER, take),
        (_NAMED_NUMBER, take),
        (_DATED_NUMBER, take),
        (_NUMBER_AFTER_DATE, take),
        (_NO_NUMBER, take_none),
    ):
        text = " ".join(pattern.sub(action, text).split())
    return tuple(found), text


# ── dates and other digits that are no counts ─────────────────────────────────────────────────────────────────────────

_MONTH = (
    r"(?:январ[а-я]{1,3}|феврал[а-я]{1,3}|март[а-я]{0,2}|апрел[а-я]{1,3}|ма[йяе]|июн[а-я]{1,2}|июл[а-я]{1,2}"
    r"|август[а-я]{0,2}|(?:сент|окт|но|дек)[ая]бр[а-я]{1,3}|(?:янв|фев|мар|апр|авг|сен|сент|окт|ноя|дек)\b\.?)"
)
_NUMERIC_DATE = re.compile(
    r"(?<![\d.])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2} ?(?P<sep>[./-]) ?\d{1,2} ?(?P=sep) ?(?:\d{4}|\d{2}))(?!\d)"
)
_DOTTED_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.])")
_DATE_LIKE = re.compile(
    rf"{_NUMERIC_DATE.pattern}(?:T[\d:]+)?(?: ?г(?:\.|ода?|\b))?"
    rf"|[«\"]?(?<!\d)\d{{1,2}}(?!\d)[»\"]?(?:-?го)? ?{_MONTH}(?:,? ?(?:\d{{4}}|\d\d(?= ?г))(?!\d))?"
    r"(?: ?г(?:\.|ода?|\b))?"
    rf"|\b{_MONTH} (?:19|20)\d\d(?: ?г(?:\.|ода?|\b))?"
    r"|(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?![\d%]| ?%|\.\d)"  # 18.02
    r"|\b(?:19|20)\d\d ?[-–—/] ?(?:20)?\d\d(?!\d)(?: ?(?:уч[а-я.]*|г[а-я.]*))*"
    r"|\b(?:19|20)\d\d ?(?:г\b\.?|год[а-я]*|уч[а-я.]*)",
    re.IGNORECASE,
)
_CLASS_NUMBER = r"(?<![\d.,/])(?:1[0-2]|[1-9])(?!\d)"
_CLASS_LETTER = r"(?: ?[«\"][а-яё][»\"]|-?[а-ге-я](?![а-яё]))"
_CLASS_WORD = r"(?:классн?[а-я]*|кл\b\.?|параллел[а-я]+)"
_CLASS = re.compile(
    rf"{_CLASS_NUMBER}(?:{_CLASS_LETTER})?(?:-?(?:х|й|го|м|е|ых|ый|ом|ого))?"
    rf"(?: ?(?:[-–—,]|и(?= )) ?{_CLASS_NUMBER}(?:{_CLASS_LETTER})?(?:-?(?:х|й|го|м|е|ых|ый|ом|ого))?){{0,20}}"
    rf"(?: ?,?{_CLASS_LETTER}| ?, ?{_CLASS_LETTER}){{0,10}}+ ?{_CLASS_WORD}"
    rf"|{_CLASS_NUMBER}{_CLASS_LETTER}(?! ?/)"
    rf"|\b{_CLASS_WORD} ?[:—–-]? ?{_CLASS_NUMBER}(?:{_CLASS_LETTER})?"
    rf"(?: ?[-–—,] ?{_CLASS_NUMBER}(?:{_CLASS_LETTER})?){{0,20}}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:п|пп|ст|стр|с|л|каб|д|ул|гл|разд|рис|табл)\. ?\d+(?:\.\d+)*"
    r"|\b(?:пункт|стать|глав|раздел|кабинет)[а-я]* \d+(?:\.\d+)*",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"(?:^|(?<=[;|,.])) ?\d{1,2}(?:\)|\.(?=\D))(?= ?[а-яёa-z|])"  # 1. Программа; 2. Протокол
    r"|(?<![\w.])\d+-(?:й|я|е|го|му|х|ый|ая|ое|ом|м|ой|ые|ых|фз)(?![а-яё])"  # 1-й, 273-ФЗ
    r"|(?<!\d)\d{1,2}:\d\d(?!\d)|(?<!\w)[вс] \d{1,2}[-.]\d\d(?!\d)"  # в 14-00
    r"|(?:\+7|\b8)[ (-]{0,2}\d{3}[ )-]{0,2}\d{3}[ -]?\d\d[ -]?\d\d"  # a telephone
    r"|(?<![\w.,])\d+(?:\.\d+){1,3}\.?(?![\w%]| ?%)",  # 1.3, 2.3.1
    re.IGNORECASE,
)
# ── counts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_SHARE = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d{1,2})? ?(?:%|процент[а-я]*)", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\w/.,+-])(?P<value>\d{1,3}(?: \d{3})++|\d{1,9})(?: из \d{1,9})?(?![\d/]|[.,:-]\d)")
_FOLLOWING = re.compile(r" ?(?:\([а-яё ]+\) ?)?([а-яё][а-яё-]*)(?: ([а-яё][а-яё-]*))?", re.IGNORECASE)
_PRECEDING = re.compile(r"([а-яё][а-яё-]{0,40})((?: [а-яё-]{1,40}){0,3}?)( ?[:—–=-]? ?)$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"чел(?:\b|ове)|участ(?:ник|ниц|вова|ие|вую)|уч(?:ени[кц]|ащ|ител|-ся)|обуч(?:ающ|ен|ил)|школьни|воспитанни|студент"
    r"|дет(?:ей|и|ям)\b|реб[её]н|педагог|преподавател|родител|наставни|победител|приз[её]р|заяв(?:ок|к[аи])|лауреат|волонт[её]р"
    r"|выпускни|сотрудни|работник|слушател|гост(?:ей|я|и)\b|охва(?:т|ч)|кол-?лег|тьютор|юнарме|спортсмен|перво(?:классни|курсни)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"[а-яё]+(?:ых|их|ый|ий|ой|ая|ое|ые|ие|ого|его)", re.IGNORECASE)
_NOT_A_UNIT = re.compile(r"(?:во?|на|и|из|со?|по|от|для|об?|к|у|за|до|или|при|а)", re.IGNORECASE)
_NOT_HOW_MANY = re.compile(
    r"мест[оаеу]\b|тур[а-я]{0,2}\b|этап|четверт|полугоди|квартал|семестр|час|ч\b|мин|дн(?:я|ей|и|ю)\b|день|недел|месяц|лет\b"
    r"|г\b|год|руб|тыс|балл|стр|лист|л\b|курс[а-е]?\b|степен|раз[а]?\b|уров|ссыл|урок[а-е]?\b|кл\b|класс",
    re.IGNORECASE,
)


def _take_counts(text: str) -> tuple[Count, ...]:
    counts = []
    for match in _COUNT.finditer(text):
        value = int(match["value"].replace(" ", ""))
        unit = _unit_after(text[match.end() : match.end() + 60])
        if unit is not None and _NOT_HOW_MANY.match(unit):
            continue
        if unit is None and 1990 <= value <= 2100:
            continue  # a bare year
        if unit is None:
            counts.append(_count_before(value, text[max(0, match.start() - 80) : match.start()]))
        else:
            unit = "чел." if unit.lower() == "чел" else unit
            how_many = match[0].replace(match["value"], str(value), 1)
            counts.append(Count(value, f"{how_many} {unit}", bool(_PEOPLE.match(unit.split()[-1]))))
    return tuple(counts)


def _unit_after(following: str) -> str | None:
    """The word that says of what; with its adjective: «юных наставников»."""
    match = _FOLLOWING.match(following)
    if match is None or _NOT_A_UNIT.fullmatch(match[1]):
        return None
    if match[2] and _ADJECTIVE.fullmatch(match[1]) and not _PEOPLE.match(match[1]):
        return f"{match[1]} {match[2]}"
    return match[1]


def _count_before(value: int, preceding: str) -> Count:
    """A count whose unit stands before it: «наставников — 17», «охват 120»."""
    match = _PRECEDING.search(preceding)
    if match is None:
        return Count(value, str(value), are_people=False)
    words = [match[1], *match[2].split()]
    has_sign = bool(match[3].strip())
    near = words if has_sign else words[-1:]
    person = next((word for word in near if _PEOPLE.match(word)), None)
    if person:
        return Count(value, f"{person.lower()}: {value}", are_people=True)
    if has_sign:
        return Count(value, f"{words[-1].lower()}: {value}", are_people=False)
    return Count(value, str(value), are_people=False)


# ── the whole ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_CHANNEL = re.compile(r"\bпочт(?:а|е|ой|у|ы|ов)|\be-?mail|\bимейл|\bаис\b|\bсэд\b|\bфакс|\bчерез портал", re.IGNORECASE)
_MEMBERS = re.compile(r"\bсостав(?!ил|ле)|\bчлен(?:ы|ов)\b|\bв групп[еу]\b", re.IGNORECASE)


def read_evidence(text: str) -> Found:
    """Read a cell of «Результат» as a person wrote it.

    >>> found = read_evidence("пр. №21/2 от 18.02.2021г. для 8-9 классов, 17 записей")
    >>> found.numbers, found.dates, [count.written for count in found.counts]
    (('21/2',), (datetime.date(2021, 2, 18),), ['17 записей'])
    """
    text = one_line(text)
    addresses = read_links(text)
    numbers, rest = _take_numbers(addresses.rest)
    rest = _CLAUSE.sub(GAP, rest)
    dates = tuple(dict.fromkeys(read_dates(rest)))
    not_dates = tuple(match[0] for match in _DOTTED_DATE.finditer(rest) if not read_dates(match[0]))
    rest = " ".join(_DATE_LIKE.sub(GAP, rest).split())
    shares = tuple(match[0] for match in _SHARE.finditer(rest))
    quantities = _SHARE.sub(GAP, rest)
    for pattern in (_CLASS, _NOT_COUNTED):
        quantities = pattern.sub(GAP, quantities)
    quantities = re.sub(r"(?<=[а-яёА-ЯЁ]{3}) ?[-–—:=]+ ?(?=\d)", ": ", quantities)  # «наставников-17»
    return Found(
        text=text,
        numbers=numbers,
        dates=dates,
        links=addresses.links,
        counts=_take_counts(quantities),
        shares=shares,
        words=tuple(dict.fromkeys(re.findall(r"[^\W\d_]+", rest.casefold()))),
        not_links=addresses.not_links,
        not_dates=not_dates,
        names_channel=addresses.has_mail_address or bool(_CHANNEL.search(rest)),
        names_members=bool(_MEMBERS.search(rest)),
    )
