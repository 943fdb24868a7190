"""The vocabulary of terms: every Russian form of every word, and the nearest one to a word with a slip of the pen."""

from functools import lru_cache

from models.text import MONTH_CASES

MONTH_TOKENS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MARKS = {
    "every-year",
    "every-half",
    "every-quarter",
    "every-term",
    "every-month",
    "always",
    "own-period",
    "after-each",
    "all-year",
    "onwards",
    *(f"{times}-a-year" for times in range(2, 20)),
}
UNITS = {"quarter": 4, "half": 2, "term": 4}
# token -> every form of the words it stands for
WORDS = {
    "year": "год года году годом г",
    "years": "годы годов годах годам гг",
    "school": "учебный учебного учебной учебную учебном учебному учебным учебные учебных учебн уч учеб",
    "calendar": "календарный календарного календарном",
    "month": "месяц месяца месяце месяцу мес",
    "quarter": "квартал квартала квартале кварталу кварталы кварталов кварталах кварталам кварт кв",
    "half": "полгода полугода полугодие полугодия полугодии полугодию полугодий полугодиях полуг",
    "term": "четверть четверти четвертям четвертей четвертях четв",
    "decade": "декада декады декаде декаду декад",
    "week": "неделя недели неделе неделю нед",
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
    "after-each": "послекаждого",
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
    "№": "no номер",
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
_NEVER_A_SLIP = {"place", "weekday", "scheme", "running", "constant", "", ",", "last", "part", "week", "№"}
_LONG_FORMS = {
    **{form: token for form, token in TOKEN_OF.items() if len(form) >= 6 and token not in _NEVER_A_SLIP},
    **{form: token for token, forms in zip(MONTH_TOKENS, MONTH_CASES, strict=True) for form in forms if len(form) >= 6},
}


@lru_cache(maxsize=4096)
def nearest(word: str) -> str | None:
    """Find the one token whose long word differs from this one by a single slip of the pen."""
    if len(word) < 5:
        return None
    near = {token for form, token in _LONG_FORMS.items() if form[0] == word[0] and _one_slip(word, form)}
    if len(word) == 5:  # only a month that lost a letter: "апрль"
        near &= set(MONTH_TOKENS)
    return near.pop() if len(near) == 1 else None


def _one_slip(word: str, form: str) -> bool:
    """Say whether one letter was dropped, added, changed or swapped with its neighbour."""
    if abs(len(word) - len(form)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, form, strict=False)) if a != b), min(len(word), len(form)))
    left, right = word[start:], form[start:]
    swapped = len(left) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right or left == right[1:] or left[1:] == right[1:]
