"""Every sentence of the municipal letter, workbook and report."""

from collections.abc import Sequence
from datetime import date, datetime

from models.fleet.figures import Figures, StandingPost
from models.fleet.settings import Figure
from models.letters import summary_texts
from models.text import count, day, form, joined, sentence, shortened

HOW_COUNTED = "Как считается"
LETTER_TOO_LARGE = "Письмо муниципалитету не умещается: сократите столбцы («columns» в fleet.yaml)"
LABELS = {
    Figure.PLANNED: "Всего вех",
    Figure.DUE: "Срок наступил",
    Figure.DONE_OF_DUE: "Из наступивших исполнено",
    Figure.DONE: "Исполнено всего",
    Figure.IN_TIME: "Исполнено в срок",
    Figure.LATE: "Исполнено с опозданием",
    Figure.AHEAD: "Исполнено досрочно",
    Figure.SHARE: "Исполнено из наступивших, %",
    Figure.ON_APPROVAL: "На утверждении",
    Figure.IN_PROGRESS: "В работе",
    Figure.RETURNED: "На доработке",
    Figure.OVERDUE: "Просрочено",
    Figure.UNCLEAR: "Срок не определён",
    Figure.CANCELLED: "Снято с контроля",
    Figure.STANDING: "За кем задержка",
}
ALL, SCHOOL, DIRECTION, NUMBER = "Всего по школам", "Школа", "Направление", "№"
NOT_BEGUN = "Работа не начата: записей в журнале нет"
BROKEN = "Настройки школы не читаются, показателей нет"
BROKEN_BY_LAST = "Настройки школы не читаются, показатели – по последним верным"
LEFT_OUT = "Школа не подключена: её записи в списке школ содержат ошибку"
NOT_COUNTED = "Показателей нет: {fault}"
STATUS = "на утверждении {on_approval}, просрочено {overdue}, писем в очереди {waiting}"
OWN_WAITING = "Писем муниципалитету в очереди: {waiting}"
OWN_UNDELIVERED = "Последнее письмо муниципалитету не доставлено: {addresses}"
LETTER_RESULT = "Написано: {queued}. Отправлено: {sent}, в очереди: {waiting}"
WENT = "Письмо муниципалитету за неделю с {week} уже написано. Написать заново: vekha fleet letter --again"
NO_WORKING_DAYS = "На этой неделе рабочих дней нет, письма муниципалитету не будет"
NOT_DUE = "Письмо муниципалитету выйдет {day} в {clock}"
NONE = "–"

TITLE = "Сведения о выполнении дорожных карт"
AS_OF = "по состоянию на {day}"
SHEETS = ("Школы", "Направления", "За кем задержка")
BY_SCHOOL, BY_DIRECTION, BY_POST = "По школам", "По направлениям", "За кем задержка"
SAID = "Требуют внимания"
POST, OVERDUE, UNDECIDED = "Должность или этап", "Просрочено без результата", "Решение задержано"
NOTES = (
    "Срок наступил – вехи со сроком по этот день включительно, кроме снятых с контроля.",
    "В срок – результат представлен на утверждение не позже срока; с опозданием – позже. Перенесённый срок считается по"
    " переносу.",
    "Просрочено – срок прошёл, а исполнения нет; веха, представленная в срок, пока её утверждают, не просрочена."
    " Просроченные учтены и в графе своего статуса.",
    "За кем задержка – исполнители просроченных вех, по которым результата нет, и этапы, где срок решения прошёл."
    " Веха с несколькими исполнителями учтена у каждого из них.",
)
WORD_FILE, SHEET_FILE = "Сведения по школам на {day}.docx", "Сведения по школам на {day}.xlsx"
FOR_WHOM = (
    "Получатель письма: {label}. Письмо выходит раз в неделю, в первый рабочий день. Всё по направлениям – в"
    " приложенных файлах; доступ к таблицам школ для этого не нужен."
)
NUMBER_OF, DELAYED = "{label} –\N{NO-BREAK SPACE}{number}", "{label}: {posts}"
MOST_POSTS, LONGEST_FAULT = 3, 300
WHY_SAID = "По этим школам сведений нет или они неполны."
WHY_SCHOOLS = "Первыми – школы, где просрочено больше. Полоса показывает, сколько исполнено из наступившего."
AND_MORE = "И ещё {schools}: они – в приложенных файлах."


def not_counted(fault: str) -> str:
    """Why a school has no numbers, by the first line of what went wrong."""
    return NOT_COUNTED.format(fault=shortened(fault.splitlines()[0], LONGEST_FAULT))


def not_due(begins: datetime | None) -> str:
    """When the letter of this week goes.

    >>> not_due(None) == NO_WORKING_DAYS, not_due(datetime(2021, 3, 9, 7, 30))
    (True, 'Письмо муниципалитету выйдет 9 марта 2021 г. в 07:30')
    """
    return NO_WORKING_DAYS if begins is None else NOT_DUE.format(day=day(begins.date()), clock=f"{begins:%H:%M}")


def letter_result(queued: int, sent: int, waiting: int, reason: str, failed: str | None) -> str:
    """How a run went that looks after the municipal letter.

    >>> letter_result(1, 1, 0, "", None)
    'Написано: 1. Отправлено: 1, в очереди: 0'
    >>> letter_result(0, 0, 0, NO_WORKING_DAYS, None)
    'На этой неделе рабочих дней нет, письма муниципалитету не будет'
    """
    counted = LETTER_RESULT.format(queued=queued, sent=sent, waiting=waiting) if queued or sent or waiting else ""
    return joined(filter(None, (reason, counted, failed)))


def silent(since: date) -> str:
    """Nothing was heard of a school for long.

    >>> silent(date(2021, 3, 3))
    'Новых сведений нет с 3 марта 2021 г.: проверьте, работает ли Веха у школы'
    """
    return f"Новых сведений нет с {day(since)}: проверьте, работает ли Веха у школы"


def headline(schools: int, said: int, overall: Figures) -> str:
    """What matters first: how many schools, how much is done, how many cannot be counted.

    >>> from models.letters import BurnupBar
    >>> headline(3, 1, Figures(BurnupBar("", 3, 4, 1, 0, 30)))
    '3 школы, исполнено 3 из 4 (75 %), просрочено 1; требует внимания 1 школа'
    """
    late = f", просрочено {overall.bar.overdue}" if overall.bar.overdue else ""
    odd = f"; {form(said, 'требует', 'требуют', 'требуют')} внимания {schools_of(said)}" if said else ""
    return f"{schools_of(schools)}, {summary_texts.progress(overall.bar)}{late}{odd}"


def schools_of(number: int) -> str:
    """So many schools."""
    return count(number, "школа", "школы", "школ")


def shown(figure: Figure, one: Figures | None) -> int | str:
    """A cell of a table: a number, a dash where there is none, or the posts at which things stand still."""
    if one is None:
        return NONE
    if figure is Figure.STANDING:
        return "; ".join(post_words(each) for each in one.standing)
    number = one.number(figure)
    return NONE if number is None else number


def post_words(one: StandingPost) -> str:
    r"""A post with what stands still there.

    >>> post_words(StandingPost("Педагоги", 3, 0)), post_words(StandingPost("Рабочая группа", 0, 2))
    ('Педагоги –\xa03', 'Рабочая группа –\xa02')
    """
    return NUMBER_OF.format(label=one.title, number=one.overdue + one.undecided)


def line(columns: Sequence[tuple[Figure, str]], one: Figures, *, with_overdue: bool = False) -> str:
    r"""The chosen numbers in one line; those that are nothing are left out, but for the first ones.

    >>> from models.letters import BurnupBar
    >>> some = [(each, LABELS[each]) for each in (Figure.PLANNED, Figure.DONE, Figure.LATE, Figure.STANDING)]
    >>> line(some, Figures(BurnupBar("", 3, 4, 1, 0, 30), standing=(StandingPost("Педагоги", 1),)))
    'Всего вех –\xa030, исполнено всего –\xa03'
    """
    always = {Figure.PLANNED, Figure.DUE, Figure.DONE}
    told = [
        NUMBER_OF.format(label=f"{label[:1].lower()}{label[1:]}", number=number)
        for figure, label in columns
        if (number := one.number(figure)) is not None and (number or figure in always)
        if with_overdue or figure is not Figure.OVERDUE
    ]
    return sentence(", ".join(told))


def overdue(columns: Sequence[tuple[Figure, str]], one: Figures) -> str:
    r"""How much is overdue, where that is asked for and there is any.

    >>> from models.letters import BurnupBar
    >>> overdue([(Figure.OVERDUE, "Просрочено")], Figures(BurnupBar("", 3, 4, 1, 0, 30)))
    'просрочено –\xa01'
    """
    label = dict(columns).get(Figure.OVERDUE)
    if label is None or not one.bar.overdue:
        return ""
    return NUMBER_OF.format(label=f"{label[:1].lower()}{label[1:]}", number=one.bar.overdue)


def delayed_in(columns: Sequence[tuple[Figure, str]], one: Figures) -> str:
    """At whom things stand still, with the column's name, where that is asked for."""
    label = dict(columns).get(Figure.STANDING)
    return DELAYED.format(label=label, posts=delayed(one)) if label is not None and one.standing else ""


def delayed(one: Figures) -> str:
    r"""At whom things stand still, the first few, in one line; empty where nothing does.

    >>> from models.letters import BurnupBar
    >>> delayed(Figures(BurnupBar("", 0, 0, 0, 0, 0), standing=tuple(StandingPost(each, 1) for each in "АБВГД")))
    'А –\xa01; Б –\xa01; В –\xa01; и ещё 2'
    """
    named = [post_words(each) for each in one.standing[:MOST_POSTS]]
    more = len(one.standing) - MOST_POSTS
    return "; ".join([*named, f"и ещё {more}"] if more > 0 else named)


def said(name: str, what: str) -> str:
    """A school of which something must be said.

    >>> said("Школа 7", NOT_BEGUN)
    'Школа 7: Работа не начата: записей в журнале нет'
    """
    return f"{name}: {what}"
