"""What is said of a board that lost too much, is open, or contradicts the journal."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.text import Advice, count, day, form, listed, quoted, shortened

# --- what stands in people's cells -----------------------------------------------------------------


FORMULA_IN_CELL = Advice("В ячейке «{column}» стоит формула", "Впишите значение словами: формулы Веха не читает")


def text_too_long(column: str, length: int, longest: int) -> tuple[str, str]:
    """A people's cell holds more than anybody will read."""
    return (
        f"В ячейке «{column}» слишком длинный текст ({count(length, 'знак', 'знака', 'знаков')})",
        f"Сократите его до {count(longest, 'знака', 'знаков', 'знаков')}, а подробности дайте ссылкой",
    )


def unknown_word(column: str, said: str, accepted: Iterable[str]) -> tuple[str, str]:
    """A dropdown's cell holds a word that nobody knows."""
    return (
        f"В ячейке «{column}» стоит «{shortened(said)}»",
        f"Выберите одно из: {quoted(accepted)} – или очистите ячейку",
    )


def date_not_read(column: str, said: str) -> tuple[str, str]:
    """A date could not be read."""
    return f"Дата «{shortened(said)}» в ячейке «{column}» не понята", "Напишите её так: 15.04.2021"


def duplicated_code(tab: str, rows: Sequence[int]) -> tuple[str, str]:
    """One code stands in several rows."""
    numbers = listed([str(row) for row in rows])
    return (
        f"Код повторяется на вкладке «{tab}» в строках {numbers}, поэтому отметки этих строк не учитываются",
        "Оставьте одну строку, а лишние удалите",
    )


def row_without_code(said: str) -> tuple[str, str]:
    """Somebody's row has no code, or one that the roadmap does not know."""
    found = f"В строке стоит код «{shortened(said)}», которого нет в дорожной карте" if said else "В строке нет кода"
    return found, "Веха такую строку не ведёт: перенесите записи в строку с нужным кодом, а эту удалите"


MARK_IN_HEADING = Advice(
    "Записи стоят в строке с названием направления, поэтому они не учитываются",
    "Перенесите их в строку мероприятия с нужным кодом",
)
CODE_OF_ANOTHER_TAB = Advice(
    "Код {code} стоит на другой вкладке плана, поэтому записи этой строки не учитываются",
    "Удалите строку или всю копию вкладки; строки следующего года Веха поставит сама",
)
BALLOT_WITHOUT_NUMBER = Advice(
    "В строке нет номера голосования",
    "Верните номер, который стоял здесь, или удалите строку: её голоса не учитываются",
)
COLUMN_TWICE = Advice(
    "Столбец «{header}» стоит дважды (возможно, один из них скрыт), поэтому новые записи в нём не учитываются",
    "Оставьте один столбец «{header}», а лишний удалите или переименуйте",
)
COLUMN_SPARE = Advice(
    "Столбец «{header}» стоит дважды: учитывается столбец {read}, где стоят прежние записи, другой не учитывается",
    "Перенесите записи в столбец {read}, а лишний столбец удалите или переименуйте",
)
ROWS_ABOVE_HEADER = Advice(
    "Над строкой заголовков стоят строки с кодами ({rows}): записи в них не учитываются",
    "Отмените сортировку или верните строку заголовков наверх, под название вкладки",
)
VOTER_RENAMED = Advice(
    "Столбец «{header}» теперь называется «{name}», поэтому новые решения в нём не учитываются, действуют прежние",
    "Верните заголовок «{header}» или выполните «vekha init»",
)
VOTER_UNNAMED = Advice(
    "У столбца {place} больше нет заголовка «{header}», поэтому новые решения в нём не учитываются, действуют прежние",
    "Верните заголовок «{header}» или выполните «vekha init»",
)
TAB_COPIED = Advice(
    "Вкладка «{title}» – копия вкладки Вехи: отметки и решения на ней не учитываются",
    "Перенесите записи на вкладку Вехи, а копию удалите",
)
FILE_COPIED = Advice(
    "Рядом с таблицей {file} лежит файл «{name}», похожий на её копию: отметки и решения в нём не учитываются",
    "Перенесите из него записи в таблицу, если они там есть, и уберите файл из этой папки",
)
TAB_OF_ANOTHER = Advice(
    "Вкладка «{title}» не от Вехи: на ней нет ни её столбцов, ни её строк, а это имя нужно Вехе",
    "Переименуйте свою вкладку: тогда Веха поставит свою; остальные вкладки работают как прежде",
)
TAB_LOST = (
    "В таблице нет вкладки «{title}»: верните ей имя или выполните «vekha init», она появится с прежними записями"
)
NO_TABS = "В таблице нет ни одной вкладки Вехи: сделайте их командой «vekha init» (если они были, верните копию)"


def tab_renamed(title: str, name: str) -> str:
    """A tab bears another name."""
    return f"Вкладка «{title}» теперь называется «{shortened(name)}»: верните ей имя или выполните «vekha init»"


HEADERS_LOST = "На вкладке «{title}» не найден заголовок {columns} {names}: "
HEADERS_BACK = "верните его в строку заголовков или выполните «vekha init»: столбец появится с прежними записями"
KEY_BACK = (
    "если столбец «{key}» переименовали, верните ему имя, если удалили – отмените удаление (Ctrl+Z) или верните копию "
    "(из var/backups или из истории версий)"
)
KEY_BY_INIT = "; если остальные ячейки строк целы, столбец поставит заново «vekha init»"
HEADER_BELOW = (
    "На вкладке «{title}» строка заголовков оказалась под строками с кодами: отмените сортировку или верните её "
    "наверх, под название вкладки"
)


def header_lost(title: str, names: Sequence[str]) -> str:
    """A header row lost names, or stands so far below that nobody looks for it there."""
    if not names:
        return HEADER_BELOW.format(title=title)
    return HEADERS_LOST.format(title=title, columns=_columns(names), names=quoted(names)) + HEADERS_BACK


def key_lost(title: str, names: Sequence[str], key: str, *, by_init: bool) -> str:
    """A header row lost the name above its codes or numbers, and maybe others."""
    lost = HEADERS_LOST.format(title=title, columns=_columns(names), names=quoted(names))
    return lost + (KEY_BACK + KEY_BY_INIT if by_init else KEY_BACK).format(key=key)


def _columns(names: Sequence[str]) -> str:
    return form(len(names), "столбца", "столбцов", "столбцов")


def rows_lost(where: str, gone: int, all_rows: int) -> str:
    """More than half of the rows are gone."""
    return (
        f"{where} не хватает {count(gone, 'строки', 'строк', 'строк')} из {all_rows}: если их удалили по ошибке, "
        "верните копию (из var/backups или из истории версий); «vekha init» поставит строки заново с прежними записями"
    )


BOARD_AWAY = (
    "Таблицы нет на своём месте ({place}), хотя Веха её уже вела: проверьте, подключена ли папка и не сохраняет ли её "
    "сейчас другая программа; если файл удалён, верните его или последнюю копию из {var}/backups"
)
BOARD_MISSING = "Таблицы ещё нет: сделайте её командой «vekha init» (если она была, верните копию из {var}/backups)"


def held_too_long(name: str, since: date) -> tuple[str, str]:
    """Somebody keeps the workbook open."""
    return (
        f"Файл таблицы открыт с {day(since)} ({name}), и Веха не может его обновить",
        "Администратору: попросите сохранить и закрыть файл",
    )


DIRECTION_HEADING = "Направление {number}. {title}"


def row_number(title: str, number: str | None) -> str:
    """The activity on the board, with its number in the document where that is not its code."""
    return f"{title} (в документе № {number})" if number else title


ON_TAB = "На вкладке «{title}»"
IN_TABLE = "В таблице"
ROW = "«{tab}», строка {number}"
