"""What a person is told about the database, the journal and the outbox."""

from datetime import date

from models.text import shortened, spell_day


def law_broken(why: str, fault: str) -> tuple[str, str]:
    """An event that could not have happened."""
    return f"Запись «{shortened(why)}» невозможна: {fault}", "Администратору: сравните базу с резервной копией"


def law_vote_without_ballot() -> str:
    """A vote outside a ballot."""
    return "голос подан, когда голосование не шло"


def law_no_quorum(approvals: int, goal: int) -> str:
    """A stage met with too few votes."""
    return f"голосов «утвердить» {approvals}, а нужно {goal}"


def law_ended_without_stages() -> str:
    """A milestone that ended without its stages."""
    return "решение принято без пройденных этапов"


RESTORE = "восстановите базу данных из резервной копии и покажите это тому, кто следит за программой"


def database_url_unknown(url: str) -> str:
    """The address names neither SQLite nor PostgreSQL."""
    return (
        f"Адрес базы данных «{url}» не понят: нужен «sqlite:///var/vekha.db» "
        "или «postgresql+psycopg://имя@сервер/база»."
    )


def database_driver_missing() -> str:
    """PostgreSQL was asked for, and its driver is not installed."""
    return "Для PostgreSQL не хватает пакета psycopg: установите Веху командой pip install 'vekha[postgres]'."


def database_folder_closed(file: str, reason: str) -> str:
    """The file of the database cannot be made."""
    return f"Файл базы данных {file} не создать ({reason}): проверьте права на папку или укажите другую в --var."


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
    return f"В {place} нельзя писать: дайте программе право записи на файл и его папку."


def database_silent(place: str) -> str:
    """The server does not answer, or lets nobody in."""
    return f"{place} не отвечает или не пускает: проверьте, что сервер работает, адрес, имя, пароль и имя базы."


def database_newer(place: str, revision: str) -> str:
    """A later version of the program has been here."""
    return (
        f"{place} создана более новой версией Вехи (версия данных {revision}): "
        "обновите программу или укажите другую базу данных."
    )


def database_foreign(place: str) -> str:
    """Another program keeps its tables here."""
    return f"{place} занята таблицами другой программы: заведите для Вехи отдельную базу данных."


def database_busy(place: str, seconds: int) -> str:
    """Somebody else held the database for too long."""
    return f"{place} занята другой программой дольше {seconds} с: закройте то, что её держит, и повторите команду."


def database_full(place: str) -> str:
    """There is no room to write; the transaction left nothing behind."""
    return f"{place} не записать: кончилось место на диске. Освободите место и повторите команду; ничего не потеряно."


def database_failed(place: str, reason: str) -> str:
    """Some other trouble of the database, in its own words."""
    return f"{place} не работает ({reason}): проверьте диск или сервер и повторите команду."


def place_file(file: str) -> str:
    """A database in a file, as the beginning of a sentence."""
    return f"База данных {file}"


def place_server(url: str) -> str:
    """A database on a server, as the beginning of a sentence; the address without its password."""
    return f"База данных {url}"


def journal_moved() -> str:
    """Another pass recorded in between."""
    return "Пока шёл этот проход, другой уже записал своё в журнал: повторите команду."


def journal_shorter(last: int, expected: int) -> str:
    """The journal lost its end; going on would hide it."""
    return f"Журнал оборван: последняя запись {last}, а должна быть {expected}. Дальше не пишу: {RESTORE}."


def journal_unreadable(position: int) -> str:
    """A recorded event cannot be read."""
    return f"Запись {position} журнала не читается: выполните vekha verify, затем {RESTORE}."


def journal_entry(position: int) -> str:
    """Where in the journal.

    >>> journal_entry(12)
    'Журнал, запись 12'
    """
    return f"Журнал, запись {position}"


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
    ('Записи 4 нет', 'Записей с 4 по 6 нет')
    """
    if first == last:
        return f"Записи {first} нет", RESTORE
    return f"Записей с {first} по {last} нет", RESTORE


def end_replaced() -> tuple[str, str]:
    """The last event is not the one that was recorded last."""
    return "Последняя запись не та, что была сделана последней", RESTORE


def letter_unknown(number: int) -> str:
    """No such letter in the outbox."""
    return f"Письма № {number} в очереди нет: посмотрите номера командой vekha outbox."


def letter_sent_already(number: int) -> str:
    """The letter has gone."""
    return f"Письмо № {number} уже отправлено."


def letter_waits_no_more(number: int, state: str) -> str:
    """There is nothing to take off."""
    return f"Письмо № {number} в очереди уже не ждёт: {state}."


def letter_being_sent(number: int) -> str:
    """The letter is with a worker."""
    return f"Письмо № {number} отправляется сейчас: подождите четверть часа и повторите."


def letter_out_of_date(number: int, day: date) -> str:
    """The letter is about a day that has gone by."""
    return f"Письмо № {number} было на {spell_day(day)} и устарело: вместо него придёт следующее."


def address_not_dead(address: str) -> str:
    """There is nothing to revive."""
    return f"Адрес {address} не отмечен как нерабочий: снимать нечего."


def law_retired_under_vote() -> str:
    """A law of the journal."""
    return "веха снята приказом, а представление осталось на голосовании"


def law_restored_open() -> str:
    """A law of the journal."""
    return "приказом возвращена веха, которая не была завершена"
