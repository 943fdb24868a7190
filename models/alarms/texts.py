"""What alarms say."""

from datetime import date, datetime

from models.mail import Trouble
from models.text import day

NAMES = {
    Trouble.BOARD: "Таблица", Trouble.MAIL: "Почта", Trouble.SETTINGS: "Настройки", Trouble.PASSES: "Проходы",
    Trouble.LETTERS: "Письма дня", Trouble.JOURNAL: "Журнал", Trouble.DISK: "Диск", Trouble.SCHEDULES: "Расписания",
}  # fmt: skip
# Headline, what to do.
STOPPED = {
    Trouble.BOARD: (
        "Веха не может работать с таблицей", "Восстановите таблицу. Пока этого не сделано, записи не читаются",
    ),
    Trouble.MAIL: (
        "Письма не отправляются",
        "Проверьте почту: vekha mail test АДРЕС. Письмо, которое не ушло в свой день, не отправляется: "
        "новости из него скажет следующее",
    ),
    Trouble.SETTINGS: (
        "Настройки школы не читаются",
        "Исправьте файл, проверьте командой vekha check. До тех пор таблица не читается, а письма пишутся по прежним "
        "настройкам",
    ),
    Trouble.PASSES: ("Проходов нет", "Посмотрите последние запуски в Prefect и выполните vekha check"),
    Trouble.LETTERS: (
        "Письма дня не составлены", "Посмотрите запуск «письма» в Prefect и выполните vekha letters all",
    ),
    Trouble.JOURNAL: ("Журнал опережает часы", "Проверьте часы этого компьютера и выполните vekha check"),
    Trouble.DISK: ("На диске почти нет места", "Освободите место, иначе проходы остановятся"),
    Trouble.SCHEDULES: ("Расписания остановились", "Посмотрите, что сказал сервер, и запустите vekha serve"),
}  # fmt: skip
# Headline, what it means.
WORKS_AGAIN = {
    Trouble.BOARD: ("Таблица снова читается", "Отметки и голоса, поставленные за это время, учтены"),
    Trouble.MAIL: ("Письма снова отправляются", "Какие письма не ушли в свой день, показывает vekha outbox"),
    Trouble.SETTINGS: ("Настройки школы снова читаются", "Таблица и письма снова ведутся по ним"),
    Trouble.PASSES: ("Проходы снова идут", "Отметки и голоса, поставленные за это время, учтены"),
    Trouble.LETTERS: ("Письма дня составлены", "О чём не сказали вовремя, сказано теперь"),
    Trouble.JOURNAL: ("Журнал и часы снова согласны", "Факты снова записываются"),
    Trouble.DISK: ("Места на диске достаточно", "Проходы и копии снова записываются"),
    Trouble.SCHEDULES: ("Расписания снова работают", "Отметки и голоса, поставленные за это время, учтены"),
}
REASON = "Такое письмо приходит один раз, когда работа остановилась, и один раз, когда она возобновилась."
_STANDS = {
    Trouble.BOARD: "Таблица не читается с {day}",
    Trouble.MAIL: "Письма не отправляются с {day}",
    Trouble.SETTINGS: "Настройки школы не читаются с {day}",
    Trouble.PASSES: "Проходов нет с {day}",
    Trouble.LETTERS: "Письма дня не составлены с {day}",
    Trouble.JOURNAL: "Журнал опережает часы с {day}",
    Trouble.DISK: "На диске почти нет места с {day}",
    Trouble.SCHEDULES: "Расписания остановились с {day}",
}


def stood(since: datetime, until: datetime) -> str:
    """From when till when something did not work, on the school's clock.

    >>> stood(datetime(2021, 3, 12, 9, 5), datetime(2021, 3, 13, 10, 0))
    'Не работало с 12 марта, 09:05, по 13 марта, 10:00'
    """
    begun, ended = (f"{day(when.date(), until.date())}, {when:%H:%M}" for when in (since, until))
    return f"Не работало с {begun}, по {ended}"


def stands(trouble: Trouble, since: date, today: date) -> str:
    """What does not work since which day.

    >>> stands(Trouble.MAIL, date(2021, 3, 12), date(2021, 3, 15))
    'Письма не отправляются с 12 марта'
    """
    return _STANDS[trouble].format(day=day(since, today))
