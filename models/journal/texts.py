"""What a person is told about the database, the journal and the outbox."""

from collections.abc import Sequence
from datetime import date

from models.text import joined, sentence, shortened, spell_day


def law_broken(why: str, fault: str) -> tuple[str, str]:
    """An event that could not have happened."""
    return f"Запись «{shortened(why)}» невозможна: {fault}", "Администратору: сравните базу с резервной копией"


LAW_VOTE_WITHOUT_BALLOT = "голос подан, когда голосование не шло"
LAW_NO_QUORUM = "голосов «утвердить» {approvals}, а нужно {goal}"
LAW_ENDED_WITHOUT_STAGES = "решение принято без пройденных этапов"


RESTORE_THEN = "восстановите базу данных из резервной копии и покажите это тому, кто следит за программой"
RESTORE = sentence(RESTORE_THEN)


DATABASE_URL_UNKNOWN = (
    "Адрес базы данных не понят (сам он здесь не показан: в нём может быть пароль): нужен «sqlite:///var/vekha.db» или "
    "«postgresql://имя:пароль@сервер:порт/база»."
)
DATABASE_URL_SIGNS = (
    "Адрес базы данных не понят: знаки «@», «/», «:», «?» внутри имени и пароля пишутся как %40, %2F, %3A, %3F."
)
DATABASE_PASSWORD = "{place} не пускает: имя или пароль не подошли."
DATABASE_MISSING = (
    "{place} не открыть: на сервере нет такой базы данных или такого пользователя; создайте её: createdb."
)
DATABASE_DOWN = "{place} не отвечает: сервер не запущен или слушает другой порт."
DATABASE_HOST = "{place} не найти: такого имени сервера нет в сети."
DATABASE_RIGHTS = (
    "{place} не даёт этому имени прав на свои таблицы: сделайте его владельцем базы (ALTER DATABASE … OWNER TO)."
)
DATABASE_UNLISTED = "{place} не пускает с этого компьютера или под этим именем: допишите строку в pg_hba.conf сервера."
DATABASE_OPTION = "{place} не открыть: в адресе после «?» стоит параметр, которого PostgreSQL не знает."
DATABASE_DRIVER_MISSING = (
    "Для PostgreSQL не хватает пакета psycopg: установите Веху командой pip install 'vekha[postgres]'."
)
DATABASE_FOLDER_CLOSED = (
    "Файл базы данных {file} не создать ({reason}): проверьте права на папку или укажите другую в --var."
)


def database_unreadable(place: str) -> str:
    """What stands there is no database, or a damaged one."""
    return (
        f"{place} не читается как база данных: файл повреждён или это файл другой программы. "
        "Восстановите его из резервной копии или уберите в сторону и укажите другой."
    )


def database_closed(place: str) -> str:
    """The file is there and may not be opened."""
    return f"{place} не открыть: проверьте, что это файл, и права на него и на его папку."


def database_not_writable(place: str) -> str:
    """The file may be read only."""
    return f"{place} открыта только для чтения: дайте программе право записи на файл и его папку."


DATABASE_SILENT = "{place} не отвечает или не пускает: проверьте, что сервер работает, адрес, имя, пароль и имя базы."
DATABASE_NEWER = (
    "{place} создана более новой версией Вехи (версия данных {revision}): обновите программу или "
    "укажите другую базу данных."
)
DATABASE_FOREIGN = "{place} занята таблицами другой программы: заведите для Вехи отдельную базу данных."
DATABASE_BUSY = "{place} занята другой программой дольше {seconds} с: закройте то, что её держит, и повторите команду."


def database_full(place: str) -> str:
    """There is no room to write; the transaction left nothing behind."""
    return f"{place} не записать: кончилось место на диске. Освободите место и повторите команду; ничего не потеряно."


DATABASE_FAILED = "{place} не работает ({reason}): проверьте диск или сервер и повторите команду."
PLACE_FILE = "База данных {file}"
PLACE_SERVER = "База данных {url}"
JOURNAL_MOVED = "Пока шёл этот проход, другой уже записал своё в журнал: повторите команду."
JOURNAL_SHORTER = (
    f"Журнал оборван: последняя запись {{last}}, а должна быть {{expected}}. Дальше не пишу: {RESTORE_THEN}."
)
JOURNAL_UNREADABLE = f"Запись {{position}} журнала не читается: выполните vekha verify, затем {RESTORE_THEN}."
JOURNAL_ENTRY = "Журнал, запись {position}"


def entry_changed() -> tuple[str, str]:
    """The digest of an event is not that of what it says."""
    return "Содержание не сходится с контрольной суммой: запись изменили после того, как она была сделана", RESTORE


def entry_unchained() -> tuple[str, str]:
    """An event does not continue the one before it."""
    return "Запись не продолжает предыдущую: одну из них подменили", RESTORE


def entry_disagrees(columns: str) -> tuple[str, str]:
    """The columns beside an event say something else than the event."""
    return f"Столбцы таблицы расходятся с самой записью ({columns}): их изменили", RESTORE


def entry_unreadable() -> tuple[str, str]:
    """The text of an event is no event."""
    return "Запись не читается", RESTORE


def entries_missing(first: int, last: int) -> tuple[str, str]:
    """A gap in the positions.

    >>> entries_missing(4, 4)[0], entries_missing(4, 6)[0]
    ('Нет записи 4', 'Нет записей с 4-й по 6-ю')
    """
    if first == last:
        return f"Нет записи {first}", RESTORE
    return f"Нет записей с {first}-й по {last}-ю", RESTORE


def end_replaced() -> tuple[str, str]:
    """The last event is not the one that was recorded last."""
    return "Последняя запись не та, что была сделана последней", RESTORE


JOURNAL = "Журнал"
LOOK_ALIKE = ("асе", "ace")  # as a code is typed from paper on a Russian keyboard
CODE_NOT_READ = "«{code}» – не контрольный код: в нём от 8 до 64 знаков, цифры и буквы от a до f, как внизу письма."
CODE_UNKNOWN = (
    "Кода {code} в журнале нет: либо он списан с ошибкой или из письма другой школы, либо журнал с тех пор изменили. "
    f"Проверьте код; если он верен, {RESTORE_THEN}."
)


def codes_foreign(code: str, day: date, others: int) -> tuple[str, str]:
    """Letters bear the codes of facts that the journal does not hold.

    >>> codes_foreign("9f86d081884c7d65", date(2021, 3, 5), 2)[0]
    'Кода 9f86d081884c7d65 из письма от 05.03.2021 в журнале нет (писем с такими кодами ещё 2): записи изменили'
    """
    more = f" (писем с такими кодами ещё {others})" if others else ""
    return f"Кода {code} из письма от {spell_day(day)} в журнале нет{more}: записи изменили", RESTORE


def code_found(code: str, position: int, moment: str, fact: str, later: int) -> str:
    """Which fact a control code belongs to.

    >>> code_found("9f86", 54, "05.03.2021 09:00", "1.3/2021: Работа начата", 12)
    'Код 9f86 – запись 54 от 05.03.2021 09:00: 1.3/2021: Работа начата. До неё журнал не изменён, после неё записей: 12'
    """
    told = joined((f"Код {code} – запись {position} от {moment}: {fact}", "До неё журнал не изменён"))
    return f"{told}, после неё записей: {later}"


def fold_false(position: int, codes: Sequence[str], differing: int) -> tuple[str, str]:
    """The kept fold of the events contradicts them.

    >>> fold_false(512, ["1.1/2021"], 1)[0]
    'Свод фактов на запись 512 расходится с самими фактами (вехи: 1.1/2021): его изменили; он отброшен'
    """
    others = f" и ещё {differing - len(codes)}" if differing > len(codes) else ""
    told = f" (вехи: {', '.join(codes)}{others})" if codes else ""
    return (
        f"Свод фактов на запись {position} расходится с самими фактами{told}: его изменили; он отброшен",
        "Факты целы, следующий проход соберёт свод заново; проверьте, что решено с тех пор по этим вехам",
    )


LETTER_UNKNOWN = "Письма № {number} в очереди нет: посмотрите номера командой vekha outbox."
LETTER_SENT_ALREADY = "Письмо № {number} уже отправлено."
LETTER_WAITS_NO_MORE = "Письмо № {number} в очереди уже не ждёт: {state}."
LETTER_BEING_SENT = "Письмо № {number} отправляется сейчас: подождите четверть часа и повторите."


def letter_out_of_date(number: int, day: date) -> str:
    """The letter is about a day that has gone by."""
    return f"Письмо № {number} было на {spell_day(day)} и устарело: вместо него придёт следующее."


ADDRESS_NOT_DEAD = "Адрес {address} не отмечен как нерабочий: снимать нечего."
LAW_RETIRED_UNDER_VOTE = "веха снята приказом, а представление осталось на голосовании"
LAW_PART_AFTER_END = "вклад изменён, когда веха уже завершена"
LAW_RESTORED_OPEN = "приказом возвращена веха, которая не была завершена"

FOLDER_NOT_MADE = "Папку {folder} не создать: {reason}; укажите другую после --var"
