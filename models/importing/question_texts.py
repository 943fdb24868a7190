"""What the dialogue of `vekha import --ask` says."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.text import count, listed, shortened, spell_day

COMMANDS = {
    "?": "help", "помощь": "help", "help": "help",
    "назад": "back", "back": "back", "undo": "back",
    "пропустить": "skip", "skip": "skip",
    "стоп": "stop", "stop": "stop",
}  # fmt: skip


OPENING = (
    "Enter берёт ответ в скобках; «назад» – к прошлому, «пропустить» – оставить открытым, «стоп» – "
    "закончить и записать отвеченное, «?» – подсказка."
)


def progress(number: int, of: int, heading: str) -> str:
    """Which question this is."""
    return f"Вопрос {number} из {of}" + (f" · {heading}" if heading else "")


def prompt(asks: str, default: str | None) -> str:
    """The line that waits for an answer."""
    return f"{asks} [{default}] " if default is not None else f"{asks} "


HELP_TEXT = (
    "Enter – взять ответ в скобках; назад – вернуться к прошлому вопросу и забыть его ответ; "
    "пропустить – оставить вопрос открытым (он останется в import.md); стоп – закончить, отвеченное "
    "записать; Ctrl-C – уйти, ничего не записав."
)
BACK = "Прошлый ответ забыт."
NOTHING_BACK = "Это первый вопрос."
STOPPED_HERE = "Остановлено: отвеченное будет записано, остальное останется открытым."
INPUT_ENDED = "Ввод кончился: отвеченное будет записано, остальное останется открытым."
INTERRUPTED = "Остановлено, ничего не записано"
CANNOT_SKIP = "Без этого ответа дальше нельзя; «стоп» или Ctrl-C – уйти, ничего не записав."
LEFT_OPEN = "Оставлено открытым."
NO_DEFAULT = "Здесь нет ответа по умолчанию: напишите его, «пропустить» или «?»."
NOT_TEXT = "Ввод не прочитан: терминал должен передавать UTF-8"


def done(answered: int, left: int) -> str:
    """How the dialogue ended."""
    said = count(answered, "ответ", "ответа", "ответов")
    return f"Получено: {said}; открытых вопросов: {left}"


NOTHING_TO_ASK = "Вопросов нет."
PERIOD_MISSING = "Период документа не назван: ничего не записано"
NEEDS_OUTPUT = "--ask записывает ответы: укажите папку после -o, а для изменённого документа – --apply"


YES, NO = frozenset({"да", "д", "yes", "y", "1"}), frozenset({"нет", "н", "no", "n", "0"})
AS_IS = "как есть"


YES_OR_NO = "Ответьте «да» или «нет»."


def about_activity(title: str) -> str:
    """The row's text."""
    return f"Мероприятие: {shortened(title, 160) or '—'}"


def about_term(term: str) -> str:
    """The term as found."""
    return f"Срок в документе: «{term}»" if term else "Срок в документе: не указан"


def about_executors(executors: Sequence[str]) -> str:
    """Who does it."""
    return f"Исполнители: {', '.join(executors)}"


WHY = "Почему вопрос: {reason}"


def about_codes(codes: Sequence[str]) -> str:
    """Where it stands."""
    shown = ", ".join(codes[:8])
    return f"Мероприятия: {shown}" + (f" и ещё {len(codes) - 8}" if len(codes) > 8 else "")


ASK_PERIOD = "На какие годы дорожная карта? (2021-2025 – календарные, 2021/2022 – учебный)"
PERIOD_REASON = "период в документе нигде не назван, а от него зависят сроки"
ASK_BY = "Кто решает за школу, что значат сроки? Должность"
BY_REASON = "рядом с каждым решённым сроком записывается, кто и когда его решил"
ASK_DAY = "Каким днём записать решения?"


def day_not_read(said: str) -> str:
    """A day that is none."""
    return f"День «{shortened(said)}» не понят; пример: 20.02.2021"


def day_ahead(today: date) -> str:
    """A day that has not come yet."""
    return f"Этот день ещё не наступил: сегодня {spell_day(today)}"


ASK_TERM = "Как понимать срок? (например «август ежегодно», «до 15 мая 2022 г.»)"
ASK_DOUBTFUL_TERM = f"Верный срок? («{AS_IS}» – так, как записано)"
ASK_TITLE = "Как называется мероприятие?"
ASK_EXECUTORS = "Кто исполняет? Должности через запятую"
ASK_DOCUMENT = "Как называется документ?"
ASK_PERSON = "Какая у этого человека должность?"
PERSON_REASON = "в документе он назван без должности, а на доске и в письмах стоят должности"
ASK_ROLE = "Чья это роль? Должность"
ROLE_REASON = "через эту должность идут согласования, голоса или сводки; предложено по документу или по обычаю"
ALL_YEAR = "в течение года"
NO_POST_HEARD = "Нужна должность, а не фамилия: например «Директор, Рабочая группа»"


def post_heading(post: str) -> str:
    """Which post is unknown."""
    return f"должность «{shortened(post, 90)}»"


POST_REASON = "словарь должностей её не знает"


POST_CHOICES = (
    "1 – должность одного человека",
    "2 – должность нескольких человек (отвечает старший)",
    "3 – коллегиальный орган (комиссия, совет)",
    "4 – писем не получает (организация, ученики, родители)",
    "или известная должность, если это другое её написание",
)
POST_KINDS = {"1": "должность одного человека", "2": "общая должность", "3": "коллегиальный орган", "4": "без писем"}
ASK_POST = "Что это?"


def post_unknown(said: str, near: Iterable[str]) -> str:
    """An answer that is neither a number nor a post."""
    names = list(near)
    hint = f"; похожие: {', '.join(names)}" if names else ""
    return f"Ответьте числом от 1 до 4 или известной должностью: «{shortened(said)}» в словаре нет{hint}"


def term_heading(term: str) -> str:
    """Which term was understood by a convention."""
    return f"срок «{shortened(term, 90)}»"


POST_KIND_TOLD, POST_SAME_TOLD = "Понято: {kind}", "Понято: то же, что «{title}»"
USUAL_REASON = "срок понят по обычаю, а не дословно: {note}"


def form_heading(form: str) -> str:
    """Which result form is unknown."""
    return f"форма результата «{shortened(form, 90)}»"


FORM_REASON = "ни одно правило подтверждений её не знает, подойдёт общее («{otherwise}»)"


def form_known(labels: Sequence[str]) -> str:
    """Which forms have rules."""
    return f"Известные: {', '.join(labels)}"


ASK_FORM = "Чем подтверждается результат?"


def form_unknown(said: str) -> str:
    """An answer that no rule knows either."""
    return f"«{shortened(said)}» правила тоже не знают: назовите одну из известных форм или «{AS_IS}»"


def form_told(labels: Sequence[str]) -> str:
    """What will prove the result."""
    return f"Понято: подтверждается как {listed(labels)}"


TWIN_REASON = "то же мероприятие, что и {first}"
ASK_TWIN = "Оставить обе строки?"


def twin_told(code: str, *, stays: bool) -> str:
    """What becomes of the second row."""
    return "Останутся обе." if stays else f"{code} не войдёт в дорожную карту; код останется незанятым."


def settled_term(code: str, said: str, meaning: str, by: str, on: date) -> str:
    """A line of the checklist that is done."""
    return f"**{code}**: срок понят как «{said}» – {meaning} ({by}, {spell_day(on)})"


def settled_other(heading: str, said: str) -> str:
    """A line of the checklist that is done."""
    return f"**{heading}**: {said.removeprefix('Понято: ').rstrip('.')}"
