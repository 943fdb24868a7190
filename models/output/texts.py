"""How runs read in the Prefect UI: their names, and the sentence in which each ends."""

from collections.abc import Sequence
from datetime import date

from models.text import count, day, shortened

PASS, LETTERS, DELIVERY = "проход", "письма", "доставка"


def run_name(whose: Sequence[str], what: str, clock: str) -> str:
    """Whose run it is, what it does, and the school's time of day.

    >>> run_name(["СОШ 150"], PASS, "09:05"), run_name(["СОШ 150", "СОШ 151"], PASS, "09:05")
    ('СОШ 150: проход 09:05', '2 школы: проход 09:05')
    """
    return f"{whose[0] if len(whose) == 1 else count(len(whose), 'школа', 'школы', 'школ')}: {what} {clock}"


def run_message(name: str, results: Sequence[tuple[str, str]]) -> str:
    """The run's name with what came out of it; several schools are told one by one.

    >>> run_message("СОШ 150: проход 09:05", [("СОШ 150", "3 факта, 1 замечание")])
    'СОШ 150: проход 09:05 · 3 факта, 1 замечание'
    """
    if len(results) == 1:
        return f"{name} · {results[0][1]}"
    return f"{name} · " + "; ".join(f"{school}: {result}" for school, result in results)


def pass_result(facts: int, problems: int, held: str | None) -> str:
    """What a pass came to.

    >>> pass_result(3, 1, None), pass_result(0, 0, None), pass_result(1, 0, "Таблица открыта")
    ('3 факта, 1 замечание', 'без изменений', '1 факт, 0 замечаний. Таблица открыта')
    """
    if not (facts or problems or held):
        return "без изменений"
    happened = f"{count(facts, 'факт', 'факта', 'фактов')}, {count(problems, 'замечание', 'замечания', 'замечаний')}"
    return f"{happened}. {held}" if held else happened


def letters_result(queued: int, summaries: int, working: bool) -> str:
    """What queueing the day's letters came to.

    >>> letters_result(5, 0, True), letters_result(21, 3, True), letters_result(0, 0, False)
    ('5 писем в очереди', '21 письмо в очереди, среди них сводки: 3', 'нерабочий день, писем нет')
    >>> letters_result(0, 0, True)
    'новых писем нет'
    """
    if not working:
        return "нерабочий день, писем нет"
    if not queued:
        return "новых писем нет"
    letters = f"{count(queued, 'письмо', 'письма', 'писем')} в очереди"
    return f"{letters}, среди них сводки: {summaries}" if summaries else letters


def delivery_result(sent: int, failed: int, waiting: int, trouble: str | None) -> str:
    """What a delivery came to.

    >>> delivery_result(2, 0, 0, None), delivery_result(0, 1, 3, None), delivery_result(0, 0, 0, None)
    ('2 письма отправлено', '1 адрес отказал, 3 письма ждут', 'очередь пуста')
    >>> delivery_result(1, 0, 2, "Пароль не подошёл")
    'Пароль не подошёл · 1 письмо отправлено, 2 письма ждут'
    """
    parts = []
    if sent:
        parts.append(f"{count(sent, 'письмо', 'письма', 'писем')} отправлено")
    if failed:
        parts.append(count(failed, "адрес отказал", "адреса отказали", "адресов отказали"))
    if waiting:
        parts.append(f"{count(waiting, 'письмо ждёт', 'письма ждут', 'писем ждут')}")
    result = ", ".join(parts) or "очередь пуста"
    return f"{trouble} · {result}" if trouble else result


def paused(until: date, reason: str) -> str:
    """A school whose work was put off.

    >>> paused(date(2021, 8, 30), "ремонт")
    'приостановлено до 30 августа 2021: ремонт'
    """
    return f"приостановлено до {day(until)}: {shortened(reason)}"


def rehearsed(facts: int, problems: int, cells: int) -> str:
    """What a pass would come to.

    >>> rehearsed(1, 0, 12)
    'прошёл бы так: 1 факт, 0 замечаний, ячеек: 12; ничего не записано'
    """
    happened = f"{count(facts, 'факт', 'факта', 'фактов')}, {count(problems, 'замечание', 'замечания', 'замечаний')}"
    return f"прошёл бы так: {happened}, ячеек: {cells}; ничего не записано"


def edition_result(letters: int, only_shown: bool, reason: str) -> str:
    """What letters that were asked for came to.

    >>> edition_result(2, True, ""), edition_result(2, False, ""), edition_result(0, False, "сегодня выходной")
    ('писем было бы: 2', '2 письма в очереди', 'новых писем нет: сегодня выходной')
    """
    if not letters:
        return f"новых писем нет: {reason}" if reason else "новых писем нет"
    if only_shown:
        return f"писем было бы: {letters}"
    return f"{count(letters, 'письмо', 'письма', 'писем')} в очереди"


def figures(milestones: int, overdue: int) -> list[str]:
    """The first figures of a report.

    >>> figures(144, 3)
    ['Вех: 144', 'Просрочено: 3']
    """
    return [f"{MILESTONES}: {milestones}", f"{OVERDUE}: {overdue}"]


AUTOMATION = "Веха {school}:"
PASSES_FAIL, NO_PASSES = "проходы час не удаются", "двадцать минут нет проходов"
LETTERS_FAIL, DELIVERY_FAILS = "письма дня не составлены", "час письма не отправляются"
AUTOMATION_LOOKS = (
    "Запускает доставку: она посмотрит, что стоит, и напишет администратору – один раз, когда началось, и один раз, "
    "когда прошло."
)
REHEARSAL, REPORT, PAUSE = "репетиция", "отчёт", "пауза"
GOES_ON = "работа идёт по расписанию"
PAUSE_NEEDS = "Чтобы приостановить работу, нужны день, с которого она пойдёт снова (позже сегодняшнего), и причина"
REHEARSE_PLAN = "Показать, что сделал бы проход; ничего не записывается."
EDITION_PLAN = "Составить письма, которые пора отправить: все или одного вида; можно только посмотреть, кому и о чём."
REPORT_PLAN = "Отчёт о выполнении дорожной карты на день: файл Word или Excel в папке reports."
PAUSE_PLAN = "Приостановить проходы и письма до дня, с причиной; пустой день – работа идёт дальше."
OUR_BUG = "Ошибка в самой Вехе; след записан в {trace}: пришлите этот файл разработчикам"
DIED = "Прервано: процесс остановлен, не закончив; следующий запуск доделает начатое"
SERVER_SILENT = "Сервер Prefect {api} не отвечает: проход сделан без него и в его списке запусков не появится"


def settings_unreadable(said: str) -> str:
    """Prefect's own settings say something that it does not understand."""
    return f"Настройки Prefect не прочитать: {shortened(' '.join(said.split()), 300)}"


def server_failed(api: str, said: str) -> str:
    """The configured server answered, but the run could not be kept there."""
    return f"Сервер Prefect {api} не принял запуск ({shortened(said)}): проход сделан без него"


DIRECTION = "Направление"
MILESTONES = "Вех"
OVERDUE = "Просрочено"
BOARD_TABLE = "вехи по направлениям"
WHERE = "Где"
FOUND = "Что найдено"
HINT = "Что сделать"
PROBLEM_TABLE = "замечания"
PASS_LIST = "что произошло"
RECIPIENT = "Кому"
SUBJECT = "О чём"
LETTER_TABLE = "письма в очереди"
DELIVERY_REPORT = "доставка писем"
SYNC_PLAN = "Каждые пять минут: прочесть отметки и голоса, решить, записать, показать в таблице."
LETTERS_PLAN = (
    "В 8:00 рабочего дня школы: одно письмо каждому, кого что-то касается; в первый рабочий день недели, "
    "месяца и года – сводка."
)
DELIVERY_PLAN = (
    "Отправить письма, которые стоят в очереди: сразу, как только они поставлены, и раз в четверть часа – что осталось."
)
FRONT_PAGE = "что сейчас"
NOTHING_HAPPENED = "За этот проход ничего не изменилось, замечаний нет."
FRONT_COUNTS = "Вех: {milestones} · просрочено: {overdue} · исполнено: {done}"
FRONT_BOARD = "Таблица: {board}"
FRONT_TABLES = "Подробнее: [вехи по направлениям]({board}), [замечания]({problems}), [что произошло]({happened})"
NOT_SERVED = "Школа «{school}» здесь не обслуживается; есть: {served}"
SERVED_ELSEWHERE = (
    "Школу с id «{school}» на этом сервере Prefect уже ведёт другая папка: укажите в school.yaml свой id или другой "
    "сервер (PREFECT_API_URL)"
)
STILL_STARTING = "ещё запускается"
SERVED_ALREADY = "Веха над папкой {folder} уже работает: {where}"
STOPPING = "Останавливаюсь: жду, пока закончится начатое"
STARTING_AGAIN = "Сервер Prefect или запуск по расписанию остановился сам; запускаю заново"
STOPS_AGAIN = "Сервер останавливается снова и снова; что он сказал, записано в {log}"
STARTING_SERVER = "Запускаю сервер Prefect"
CONFIGURED_SERVER_SILENT = "Сервер Prefect {api} не отвечает: запустите его или уберите PREFECT_API_URL"
MAKING_SCHEDULES = "Завожу расписания"
SCHEDULES_FAILED = "Расписания не завелись: что случилось, сказано выше"
NO_FREE_PORT = "На этой машине нет свободного порта для сервера Prefect"
PORT_TAKEN = "Порт сервера Prefect занят: {api}"
SERVER_NOT_STARTED = "Сервер Prefect не запустился; что он сказал, записано в {log}"
