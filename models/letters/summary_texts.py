"""Every Russian sentence of the weekly, monthly and yearly summaries."""

from collections.abc import Iterable
from datetime import date

from models.letters.letter import Burnup, BurnupBar, BurnupPoint, Item, LetterKind, Summary
from models.text import MONTH_NAMES, day, sentence

DIRECTION = "Направление {number}"
OTHER = "{title}, кроме названных выше"
WHOLE_ROADMAP = "Вся дорожная карта"


OF_WEEK = "за неделю"
OF_EDITIONS: dict[LetterKind, str] = {"weekly": OF_WEEK, "monthly": "за месяц", "yearly": "за год"}


def of_month(when: date) -> str:
    """What a monthly edition is about.

    >>> of_month(date(2021, 3, 31))
    'за март 2021 г.'
    """
    return f"за {MONTH_NAMES[when.month - 1]} {when.year} г."


def of_year(name: str, school: bool) -> str:
    """What a yearly edition is about.

    >>> of_year("2021", False), of_year("2021-2022", True)
    ('за 2021 год', 'за 2021-2022 учебный год')
    """
    return f"за {name} {'учебный ' if school else ''}год"


def edition_headline(summary: Summary, own: int) -> str:
    """What matters first in a summary, and how many things wait for its reader."""
    waits = f"; требуют вашего участия: {own}" if own else ""
    return f"{headline(summary.name, summary.overall)}{waits}"


def headline(name: str, overall: BurnupBar) -> str:
    """What a summary is about, and the numbers of the whole roadmap.

    >>> headline("за неделю", BurnupBar("Всего", 3, 4, 1, 0, 144))
    'сводка за неделю: исполнено 3 из 4 (75 %), просрочено 1'
    >>> headline("за март 2021 г.", BurnupBar("Всего", 0, 0, 0, 0, 144))
    'сводка за март 2021 г.: наступивших сроков нет'
    """
    late = f", просрочено {overall.overdue}" if overall.overdue else ""
    return f"сводка {name}: {progress(overall)}{late}"


def progress(bar: BurnupBar) -> str:
    """Done of due, with the percentage."""
    if bar.percent is None:
        return "наступивших сроков нет"
    return f"исполнено {bar.done} из {bar.due} ({bar.percent} %)"


def bar_words(bar: BurnupBar) -> str:
    """A bar's numbers in words.

    >>> bar_words(BurnupBar("1", 3, 4, 1, 2, 30))
    'Всего вех: 30. Исполнено 3 из 4 (75 %), просрочено 1, досрочно исполнено 2'
    """
    parts = [progress(bar)]
    if bar.overdue:
        parts.append(f"просрочено {bar.overdue}")
    if bar.ahead:
        parts.append(f"досрочно исполнено {bar.ahead}")
    return f"Всего вех: {bar.planned}. {sentence(', '.join(parts))}"


def point_words(point: BurnupPoint) -> str:
    """The plan and the fact of one day in words.

    >>> point_words(BurnupPoint(date(2021, 3, 31), 12, 9)), point_words(BurnupPoint(date(2021, 12, 31), 40, None))
    ('31 марта 2021 г.: по плану 12, исполнено с досрочными 9', '31 декабря 2021 г.: по плану 40')
    """
    done = "" if point.done is None else f", исполнено с досрочными {point.done}"
    return f"{day(point.day)}: по плану {point.planned}{done}"


def curve_words(curve: Burnup) -> str:
    """What the picture of a curve shows, for those who do not see it."""
    last = [point for point in curve.points if point.done is not None][-1]
    return f"График: к {day(last.day)} по плану {last.planned}, исполнено с досрочными {last.done}"


def summary_lists(summary: Summary) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The lists of a summary that hold something, in the order of reading; no row that stands above already.

    What is at the vote stands there, and not among what is due soon as well.
    """
    voted = {item.code: item.code.rpartition("-")[0] for item in summary.votes}
    found = []
    for title, items, _ in _lists(summary):
        above = summary.above.union(voted.values()) if items is summary.soon else summary.above
        rest = tuple(item for item in items if above.isdisjoint((item.code, voted.get(item.code, ""))))
        if rest:
            found.append((title if len(rest) == len(items) else OTHER.format(title=title), rest))
    return tuple(found)


def nothing(summary: Summary) -> str:
    """What there is none of, in one line."""
    return " ".join(said for _, items, said in _lists(summary) if said and not items)


def not_due(bars: Iterable[BurnupBar]) -> str:
    """The bars of which nothing was due yet, in one line.

    >>> not_due([BurnupBar("Директор", 0, 0, 0, 1, 4), BurnupBar("Куратор", 1, 2, 0, 0, 4)])
    'Наступивших сроков нет: Директор (досрочно исполнено 1 из 4).'
    """
    parts = [
        f"{bar.name} (досрочно исполнено {bar.ahead} из {bar.planned})" if bar.ahead else bar.name
        for bar in bars if bar.percent is None
    ]  # fmt: skip
    return f"Наступивших сроков нет: {'; '.join(parts)}." if parts else ""


def _lists(summary: Summary) -> tuple[tuple[str, tuple[Item, ...], str], ...]:
    """Title, items, and what to say when there are none."""
    one_year = summary.until if summary.since.year == summary.until.year else None
    since = str(summary.since.day) if _is_one_month(summary) else day(summary.since, one_year)
    span = f"с {since} по {day(summary.until, one_year)}"
    return (
        (f"Что изменилось {span}", summary.changes, f"{sentence(span)} ничего не изменилось."),
        ("Просрочено", summary.overdue, "Просроченных вех нет."),
        ("Ждут решения голосующих", summary.votes, "Открытых голосований нет."),
        ("Замечания", summary.problems, "" if summary.problems_in_rows else "Замечаний нет."),
        ("Срок в ближайшие две недели", summary.soon, "Сроков в ближайшие две недели нет."),
    )


def _is_one_month(summary: Summary) -> bool:
    return (summary.since.year, summary.since.month) == (summary.until.year, summary.until.month)


# --- why there is no letter ---------------------------------------------------------------------------

DAY_OFF = "{day} – нерабочий день, писем нет"
NOTHING_NEW = "Сегодня никому писать не о чем: новостей нет, очередных напоминаний тоже"
NO_READERS = "Сводку {name} никто не получает: в school.yaml не назван ни один читатель («weekly_summary»)"
EDITION_WENT = "Сводка {name} уже написана {day} Написать заново: vekha letters {kind} --again"
EDITION_NOT_DUE = "Сводка {name} сегодня не выходит. Написать её сейчас: vekha letters {kind} --again"


def all_went(when: date) -> str:
    """Everybody has a letter of the day already."""
    return f"Письма за {day(when)} уже поставлены в очередь. Сводку заново пишет --again"


ONLY_EDITIONS_AGAIN = "Заново пишется только сводка: укажите weekly, monthly или yearly"
