"""What the commands print for people: one line for what was done, one for what could not be."""

from models.text import count

FILE_CLOSED = "Файл {file} не записать: {reason}"
CALENDAR_WRITTEN = "Сроки записаны: {file}"
QUIET_UNTIL = "Тихие часы до {hour:%H:%M}: письма ждут"
DEMO_NEEDS_SEED = "Запустите демонстрацию из папки проекта: ей нужна школа config/school-150"
DEMO_PROGRESS = "История школы"
DEMO_BOARD = "Таблица: {board}"
DEMO_LETTERS = "Письма: {folder} ({number})"
NO_MILESTONE = "Вехи «{code}» нет в дорожной карте; код пишется так: 1.3/2021"
NO_MILESTONES = "Таких вех нет"
STATUS_LINE = "{code:<10} {status:<18} {title} – {why}"
NO_EVENTS = "По вехе {code} событий нет"
FILES_WRITTEN = "Записано в {folder}: {files}"
BOARD_MADE = "Таблица сделана"
BOARD_MENDED = "Таблица дополнена"
BOARD_WHOLE = "В таблице всё на месте"
PROBLEM = "Замечание – {where}: {sentence}"
NOTHING_SENT = "Ничего не отправлено"
QUIET_TODAY = "Тихие часы до завтра: сегодня письма больше не ставятся в очередь, завтрашние скажут то же"
REHEARSED = "Ничего не записано. Проход сделал бы вот что:"
REHEARSED_DAY = "Сегодня здесь {day}: идёт репетиция, часы сдвинуты"
SERVED_BOARD = "Таблица:  {board}"
SERVED_PASSWORD = "          вход – строкой из файла {file}"
PUT_BACK, LEFT_AS_IT_IS = "Возвращено: {file}", "Оставлено как есть, хотя в копии другое: {file}"
THEN_VERIFY = "Дальше: vekha verify, затем vekha sync"
SCHOOL_BEGUN = (
    "Дальше: впишите своё в эти файлы (или возьмите roadmap.yaml и people.yaml из документа: vekha import), затем\n"
    "  vekha --school {folder} --var {var} check\n"
    "  vekha --school {folder} --var {var} init\n"
    "  vekha --school {folder} --var {var} serve"
)
HOW_TO_STOP = "Остановить: Ctrl-C"
TERM_UNCLEAR = "Не определён: {why}"
SERVED_LETTERS, SENT_BY_MAIL = "Письма:   {letters}", "уходят по почте"


def delivered(sent: int, failed: int, waiting: int) -> str:
    """How many letters went, were refused, and wait.

    >>> delivered(2, 0, 1)
    'Отправлено: 2 письма; не приняты адресом: 0; ждут: 1'
    """
    return f"Отправлено: {_letters(sent)}; не приняты адресом: {failed}; ждут: {waiting}"


def queued(letters: int) -> str:
    """How many letters were put into the queue."""
    return f"В очередь поставлено: {_letters(letters)}"


def _letters(number: int) -> str:
    return count(number, "письмо", "письма", "писем")


def passed(events: int, problems: int, cells: int) -> str:
    """What one pass brought about.

    >>> passed(1, 0, 22)
    'Проход: 1 факт, 0 замечаний, записано ячеек: 22'
    """
    return (
        f"Проход: {count(events, 'факт', 'факта', 'фактов')}, "
        f"{count(problems, 'замечание', 'замечания', 'замечаний')}, "
        f"записано ячеек: {cells}"
    )


def backed_up(file: str, facts: int, files: int) -> str:
    """A backup was written and read again."""
    return f"Копия записана и проверена: {file} ({count(facts, 'факт', 'факта', 'фактов')}, файлов: {files})"


def restored(facts: int) -> str:
    """The journal is back."""
    return f"Журнал возвращён и цел: {count(facts, 'факт', 'факта', 'фактов')}"


def verified(events: int) -> str:
    """Journal and board agree."""
    return f"Журнал цел ({count(events, 'факт', 'факта', 'фактов')}), таблица ему соответствует"
