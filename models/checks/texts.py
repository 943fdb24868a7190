"""What `vekha check` says of the outside world."""

from collections.abc import Sequence
from datetime import date

from models.mail import STATES, QueuedLetter
from models.text import Advice, count, day, form, joined, listed, shortened

BOARD_AWAY = Advice("Таблицы {file} нет на своём месте", "Проверьте, подключена ли папка, и верните файл или его копию")
PROGRAM = "программа"
NAMESAKE = Advice(
    "Пакет «{other}» тоже называет часть себя «{name}», как Веха: работать может не та из них",
    "Поставьте Веху в отдельное окружение (venv)",
)
NO_BOARD = Advice("Таблицы {file} ещё нет", "Сделайте её: vekha init")


def held(who: str) -> tuple[str, str]:
    """Somebody has the workbook open."""
    return f"Файл сейчас открыт ({who or 'кем, неизвестно'})", "Веха сохранит своё, когда его закроют"


def board_fine(file: str, rows: int, ballots: int) -> str:
    """The board reads well."""
    return (
        f"{file}: {count(rows, 'веха', 'вехи', 'вех')}, {count(ballots, 'голосование', 'голосования', 'голосований')}"
    )


def journal_fine(events: int) -> str:
    """The chain is whole."""
    return f"журнал цел: {count(events, 'факт', 'факта', 'фактов')}"


def dead_address(address: str, answer: str | None) -> tuple[str, str]:
    """An address refused its letter."""
    mend = f"Исправьте его в people.yaml; если он верен – vekha outbox --revive {address}"
    return f"Письма на этот адрес не доставляются: {answer or 'сервер отказал'}", mend


def lost(letter: QueuedLetter) -> tuple[str, str]:
    """The last letter to an address did not arrive, though the address may be good."""
    found = f"Письмо за {day(letter.day)} не дошло: {STATES[letter.state]}"
    return joined((found, letter.error or "")), "Проверьте почту: vekha mail test"


def mail_fine(kind: str) -> str:
    """The mail is ready."""
    return "письма пишутся файлами .eml" if kind == "files" else "сервер SMTP принимает вход"


def clock(local: str, zone: str, weeks: int) -> str:
    """What time it is for the school."""
    moved = f"; часы сдвинуты на {count(abs(weeks), 'неделю', 'недели', 'недель')}" if weeks else ""
    return f"сейчас {local} ({zone}){moved}"


SAME_ACTIVITY = Advice(
    "Мероприятие {second} слово в слово повторяет {first}",
    "Так подписано; если это ошибка, исправьте приказом",
)
NO_EXECUTOR = Advice("Исполнитель не назван", "Впишите должность в roadmap.yaml («executors»)")


def paused_for_ever(until: date, votes: bool) -> tuple[str, str]:
    """Somebody wants no letters till the roadmap is over."""
    found = f"Письма приостановлены до {day(until)}, дольше, чем длится дорожная карта"
    if votes:
        return found, "Этот человек голосует: уберите «paused_until» или назначьте замещающего («absences»)"
    return found, "Если это не ошибка, уберите адрес; иначе исправьте «paused_until» в people.yaml"


def long_quiet_hours(hours: int) -> tuple[str, str]:
    """Begin and end of the quiet hours may have been taken for those of the day."""
    found = f"Тихие часы длятся {count(hours, 'час', 'часа', 'часов')} в сутки: письма почти не отправляются"
    return found, "Начало и конец не перепутаны? Пишется, когда писем нет: 21:00-07:00"


def weekly_voter(stages: Sequence[str]) -> tuple[str, str]:
    """A voter reads letters once a week and has less than a week to decide."""
    found = f"Письма раз в неделю, а решать надо быстрее: {listed(stages)}"
    return found, "Поставьте «every: day» или дайте этапу больше дней («decide_within»)"


NO_ADDRESS = Advice("Нет адреса почты: писем не будет", "Впишите «address» в people.yaml")
BAD_ADDRESS = Advice("{fault}. Писем не будет", "Исправьте «address» в people.yaml")


def small_group(members: int) -> tuple[str, str]:
    """A working group of one, or of nobody."""
    if members == 0:
        return "В рабочей группе никого нет: утверждать некому", "Впишите членов группы в people.yaml"
    return "В рабочей группе один человек: он решает один, а свои вехи утвердить не сможет", "Дополните группу приказом"


NOBODY_DECIDES = Advice(
    "Все этапы пропускаются: утвердить веху некому",
    "Назовите для этапа замещающую должность («stand_in»)",
)


def nobody_told(stage: str, posts: str) -> tuple[str, str]:
    """An escalation of a stage would reach nobody."""
    return (
        f"Этап «{stage}»: о затянувшемся голосовании сообщить было бы некому ({posts})",
        "Допишите в workflow.yaml («escalate», «to») ещё одну должность",
    )


def away(stage: str, since: date, until: date | None, present: int, needed_votes: int) -> tuple[str, str]:
    """With the absences that are announced a stage cannot decide for so long that a ballot would be late.

    >>> away("рабочая группа", date(2021, 6, 1), date(2021, 6, 28), 1, 3)[0]
    'Этап «рабочая группа» с 1 июня по 28 июня 2021 г. решать не может: на месте 1 из нужных 3'
    """
    span = f"с {day(since, until)} по {day(until)}" if until else f"с {day(since)}"
    return (
        f"Этап «{stage}» {span} решать не может: на месте {present} из нужных {needed_votes}",
        "Назначьте замещающих («absences», «substitute») или сдайте результаты раньше",
    )


def busy(number: int, day_due: date) -> tuple[str, str]:
    """One person answers for many milestones due on one day."""
    many = count(number, "веху", "вехи", "вех")
    return f"Отвечает за {many} со сроком {day(day_due)}", "Поделите их: впишите «answers» в roadmap.yaml"


def due_on_day_off(number: int) -> tuple[str, str]:
    """Deadlines that fall on a day off."""
    return (
        f"На нерабочий день {form(number, 'приходится срок', 'приходятся сроки', 'приходятся сроки')} "
        f"{count(number, 'вехи', 'вех', 'вех')}",
        "Срок не сдвигается: напомните исполнителям сдать раньше",
    )


def term_unclear(term: str, question: str) -> tuple[str, str]:
    """A term that a person must settle."""
    return f"Срок «{shortened(term)}» не определён", f"{question} Впишите ответ в roadmap.yaml («settled»)"


BOARD = "таблица"
JOURNAL = "база"
MAIL = "почта"
CLOCK = "часы"
RUNS = "работа"
KEY = "ключ"
SHARING = "доступ"
PROTECTIONS = "защиты"
QUOTA = "квота"

POST_UNKNOWN = "должности «{name}» нет в people.yaml"
NAME_ROLE = "Впишите роль или должность"
PARTS_ALONE = "вклады собирает только общая должность, а «{post}» не общая"
SHARE_OR_DROP = "Добавьте «plural: true» или уберите «parts»"
ADD_PERSON = "Впишите человека в «people» или исправьте имя"
HOLDER_UNKNOWN = "должность «{post}»: человека «{person}» нет в «people»"
POST_TWICE = "должность «{post}» записана дважды"
KEEP_ONE = "Оставьте одну запись"
POST_NOT_LISTED = "должности «{post}» нет в «posts»"
ADD_POST = "Впишите должность или исправьте её"
LABEL_TAKEN = "подпись «{label}» уже стоит у «{person}»"
OWN_LABEL = "Подпись – заголовок столбца: дайте каждому свою"
ADDRESS_TAKEN = "адрес {address} уже стоит у «{person}»: один человек голосовал бы дважды"
ONE_ENTRY = "Один человек – одна запись и одна подпись"
PERSON_UNKNOWN = "человека «{person}» нет в «people»"
ABSENCES_OVERLAP = "два отсутствия «{person}» накладываются друг на друга"
ONE_SUBSTITUTE = "Исправьте дни: в один день замещает один человек"
CIRCLE = "замещают друг друга по кругу: {people}"
NAME_PRESENT = "Назовите того, кто в эти дни на месте"
NO_WORKING_DAY = "в дни {days} школа не работает: «{label}» не получит ни одного письма"
NAME_WORKING_DAY = "Назовите хотя бы один рабочий день"
VACANT = "никто не занимает"
NOT_IN_PEOPLE = "нет в people.yaml"
STAGE_VOTERS = "этап «{stage}»: должность «{voters}» {fault}"
NAME_HELD_ROLE = "Назовите роль (working_group, chair, curator, director) или должность, у которой есть люди"
QUORUM_TOO_HIGH = "этап «{stage}»: кворум {quorum} больше числа голосующих ({most})"
LOWER_QUORUM = "Уменьшите кворум или дополните состав"
RETURNS_TOO_HIGH = "этап «{stage}»: для возврата нужно {returns}, а голосующих {most}"
LOWER_RETURNS = "Уменьшите «returns»"
PRESENT_OF_MEMBERS = "этап «{stage}»: «present_at_least» действует только при «of: present»"
SAY_PRESENT = "Допишите «of: present» или уберите «present_at_least»"
PRESENT_TOO_HIGH = "этап «{stage}»: участвовать должны {present}, а голосующих {most}"
LOWER_PRESENT = "Уменьшите «present_at_least»"
ONE_DECIDES = "этап «{stage}»: решал бы один человек из нескольких"
RAISE_PRESENT = "Поставьте «present_at_least» не меньше 2 или «quorum: any»"
PRESENT_NO_EFFECT = "этап «{stage}»: «of: present» ничего не меняет при таком кворуме"
SAY_AT_LEAST = "Допишите «present_at_least» или уберите «of»"
TIE_NO_EFFECT = "этап «{stage}»: голосует один человек, голоса не разделятся"
DROP_TIE = "Уберите «tie»"
ESCALATION_TWICE = "этап «{stage}»: в «escalate» одна должность названа дважды"
STAGE_UNUSED = "этап «{stage}» ни одно правило не назначает"
USE_STAGE = "Впишите его в «routes» или удалите"
NAME_ROLE_OR_POST = "Назовите роль (curator, director) или должность"
STAGE_UNKNOWN = "этапа «{stage}» нет"
STAGES_KNOWN = "Есть этапы {known}"
STAGE_TWICE = "этап «{stage}» назначен дважды"
KEEP_ONCE = "Оставьте его один раз"
ROUTE_NEVER = "правило никогда не сработает для «{kind}»: его закрывает правило {earlier}"
ROUTE_EARLIER = "Поставьте более узкое правило раньше"
NO_ROUTE = "нет правила для «{kind}» при любой форме результата"
ADD_ROUTE = "Допишите его последним, без «forms»"
WORDS_ALIKE = "два слова названы одинаково"
MAKE_DIFFERENT = "Слова должны различаться"
WORDS_MISSING = "слов {number}, а нужно {asked}"
ADD_WORDS = "Допишите недостающие"
FORM_UNKNOWN = "формы «{form}» нет в evidence.yaml"
FORMS_KNOWN = "Есть {known}"
ANSWERING_UNKNOWN = "{activity}: человека «{person}» нет в people.yaml"
ADD_ANSWERING = "Впишите его в people.yaml или исправьте имя"
SAME_CODE = "две вехи получили один код"
CHECK_TERMS = "Проверьте сроки мероприятий"
