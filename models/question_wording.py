"""The questions of `vekha import --ask`, and what is said to each answer."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.dates import spell_day
from models.wording import listed, shortened

MONTHS = (
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905
)
YES, NO = frozenset({"да", "д", "yes", "y", "1"}), frozenset({"нет", "н", "no", "n", "0"})
AS_IS = "как есть"


def yes_or_no() -> str:
    """Only two answers there are."""
    return "Ответьте «да» или «нет»."


def about_activity(title: str) -> str:
    """The row's text."""
    return f"Мероприятие: {shortened(title, 160) or '—'}"


def about_term(term: str) -> str:
    """The term as found."""
    return f"Срок в документе: «{term}»" if term else "Срок в документе: не указан"


def about_executors(executors: Sequence[str]) -> str:
    """Who does it."""
    return f"Исполнители: {', '.join(executors)}"


def why(reason: str) -> str:
    """Why a person is asked."""
    return f"Почему вопрос: {reason}"


def about_codes(codes: Sequence[str]) -> str:
    """Where it stands."""
    shown = ", ".join(codes[:8])
    return f"Мероприятия: {shown}" + (f" и ещё {len(codes) - 8}" if len(codes) > 8 else "")


def ask_period() -> str:
    """The document's years."""
    return "На какие годы дорожная карта? (2021-2025 – календарные, 2021/2022 – учебный)"


def period_reason() -> str:
    """Why the years are asked."""
    return "период в документе нигде не назван, а от него зависят сроки"


def ask_by() -> str:
    """Who settles."""
    return "Кто решает за школу, что значат сроки? Должность"


def by_reason() -> str:
    """Why the post is asked."""
    return "рядом с каждым решённым сроком записывается, кто и когда его решил"


def ask_day() -> str:
    """When it is settled."""
    return "Каким днём записать решения?"


def day_not_read(said: str) -> str:
    """A day that is none."""
    return f"День «{shortened(said)}» не понят; пример: 20.02.2021"


def day_ahead(today: date) -> str:
    """A day that has not come yet."""
    return f"Этот день ещё не наступил: сегодня {spell_day(today)}"


def ask_term() -> str:
    """How a term is meant."""
    return "Как понимать срок? (например «август ежегодно», «до 15 мая 2022»)"


def ask_doubtful_term() -> str:
    """Whether a term is what it seems."""
    return f"Верный срок? («{AS_IS}» – так, как записано)"


def term_outside(day: date, period: str) -> str:
    """A date that the document does not cover."""
    return f"{spell_day(day)} вне периода {period}: напишите другой срок"


def term_understood(meaning: str, dues: Sequence[date]) -> str:
    """What was understood of an answer."""
    days = ", ".join(spell_day(each) for each in dues[:6])
    more = f" и ещё {len(dues) - 6}" if len(dues) > 6 else ""
    return f"Понято: {meaning} (исполнить до: {days}{more})"


def every_month(month: int, first: int, last: int) -> str:
    """One month of each year.

    >>> every_month(8, 2021, 2025)
    'каждый август дорожной карты (2021–2025)'
    """
    return f"каждый {MONTHS[month - 1]} дорожной карты ({first}–{last})"


def ask_title() -> str:
    """What is to be done."""
    return "Как называется мероприятие?"


def ask_executors() -> str:
    """Who does it."""
    return "Кто исполняет? Должности через запятую"


def no_post_heard() -> str:
    """Names are not enough."""
    return "Нужна должность, а не фамилия: например «Директор, Рабочая группа»"


def post_heading(post: str) -> str:
    """Which post is unknown."""
    return f"должность «{shortened(post, 90)}»"


def post_reason() -> str:
    """Why a post is asked about."""
    return "словарь должностей её не знает"


def post_choices() -> tuple[str, ...]:
    """What an unknown post may be."""
    return (
        "1 – должность одного человека",
        "2 – должность нескольких человек (отвечает старший)",
        "3 – коллегиальный орган (комиссия, совет)",
        "4 – писем не получает (организация, ученики, родители)",
        "или известная должность, если это другое её написание",
    )


def ask_post() -> str:
    """What an unknown post is."""
    return "Что это?"


def post_unknown(said: str, near: Iterable[str]) -> str:
    """An answer that is neither a number nor a post."""
    names = list(near)
    hint = f"; похожие: {', '.join(names)}" if names else ""
    return f"Ответьте числом от 1 до 4 или известной должностью: «{shortened(said)}» в словаре нет{hint}"


def post_told(said: str, title: str | None) -> str:
    """What was understood of an unknown post."""
    kinds = {"1": "должность одного человека", "2": "общая должность", "3": "коллегиальный орган", "4": "без писем"}
    return f"Понято: {kinds[said]}" if title is None else f"Понято: то же, что «{title}»"


def term_heading(term: str) -> str:
    """Which term was understood by a convention."""
    return f"срок «{shortened(term, 90)}»"


def usual_reason(note: str) -> str:
    """Why a term that was understood is asked about."""
    return f"срок понят по обычаю, а не дословно: {note}"


def form_heading(form: str) -> str:
    """Which result form is unknown."""
    return f"форма результата «{shortened(form, 90)}»"


def form_reason(otherwise: str) -> str:
    """Why a form is asked about."""
    return f"ни одно правило подтверждений её не знает, подойдёт общее («{otherwise}»)"


def form_known(labels: Sequence[str]) -> str:
    """Which forms have rules."""
    return f"Известные: {', '.join(labels)}"


def ask_form() -> str:
    """What proves the result."""
    return "Чем подтверждается результат?"


def form_unknown(said: str) -> str:
    """An answer that no rule knows either."""
    return f"«{shortened(said)}» правила тоже не знают: назовите одну из известных форм или «{AS_IS}»"


def form_told(labels: Sequence[str]) -> str:
    """What will prove the result."""
    return f"Понято: подтверждается как {listed(labels)}"


def twin_reason(first: str) -> str:
    """The same row stands twice."""
    return f"то же мероприятие, что и {first}"


def ask_twin() -> str:
    """Whether both stay."""
    return "Оставить обе строки?"


def twin_told(code: str, *, stays: bool) -> str:
    """What becomes of the second row."""
    return "Останутся обе." if stays else f"{code} не войдёт в дорожную карту; код останется незанятым."


def ask_order() -> str:
    """Which order amends the document."""
    return "Каким приказом он изменён? (например № 12 от 01.09.2022)"


def order_reason() -> str:
    """Why the order is asked for."""
    return "документ не называет приказ, а в журнале он будет стоять рядом с каждым изменением"


def order_not_read(said: str) -> str:
    """An order that cannot be read."""
    return f"«{shortened(said)}» не понято: нужны номер и дата, например № 12 от 01.09.2022"


def match_reason(number: str, candidates: Sequence[tuple[str, str, str, str]]) -> tuple[str, ...]:
    """What a doubtful row may be: code, title, term of each candidate, and the order that struck it off."""
    shown = (
        f"{code} «{shortened(title, 110)}», срок «{shortened(term, 40)}»{f', снято приказом {order}' if order else ''}"
        for code, title, term, order in candidates
    )
    return (
        why(f"строка {number} похожа на прежнее мероприятие, но не та же"),
        *(f"  прежнее: {each}" for each in shown),
    )


def ask_match(codes: Sequence[str]) -> str:
    """Which activity the row is."""
    return f"Это прежнее мероприятие? Его код ({', '.join(codes)}) или «новое»:"


def match_unknown(codes: Sequence[str]) -> str:
    """An answer that is no candidate."""
    return f"Ответьте кодом ({', '.join(codes)}) или словом «новое»"


def match_told(code: str) -> str:
    """What the row is."""
    return "Понято: новое мероприятие" if code == "новое" else f"Понято: это {code}, код и история остаются за ним"


def reopen_reason(status: str, due: date | None) -> str:
    """Why somebody is asked about a finished milestone."""
    return (
        f"веха завершена («{status}»), а приказ назначает ей срок {spell_day(due)}"
        if due
        else f"веха завершена («{status}»)"
    )


def ask_reopen(code: str) -> str:
    """Whether a finished milestone is opened again."""
    return f"Вернуть веху {code} в работу?"


def reopen_told(code: str, *, returns: bool) -> str:
    """What becomes of a finished milestone."""
    return f"Веха {code} вернётся в работу." if returns else f"Веха {code} останется завершённой."


def settled_term(code: str, said: str, meaning: str, by: str, on: date) -> str:
    """A line of the checklist that is done."""
    return f"**{code}**: срок понят как «{said}» – {meaning} ({by}, {spell_day(on)})"


def settled_other(heading: str, said: str) -> str:
    """A line of the checklist that is done."""
    return f"**{heading}**: {said.removeprefix('Понято: ').rstrip('.')}"
