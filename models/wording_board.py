"""What is said of a board that lost too much, is open, or contradicts the journal."""

from collections.abc import Sequence
from datetime import date

from models.wording import count, day, form, quoted, shortened


def tab_lost(title: str) -> str:
    """A tab is gone or was renamed."""
    return (
        f"В таблице нет вкладки «{title}»: верните ей имя или выполните «vekha init», она появится с прежними записями"
    )


def no_tabs() -> str:
    """None of our tabs is there."""
    return "В таблице нет ни одной вкладки Вехи: сделайте их командой «vekha init» (если они были, верните копию)"


def tab_renamed(title: str, name: str) -> str:
    """A tab bears another name."""
    return f"Вкладка «{title}» теперь называется «{shortened(name)}»: верните ей имя или выполните «vekha init»"


def header_lost(title: str, names: Sequence[str]) -> str:
    """A header row lost names."""
    columns = form(len(names), "столбца", "столбцов", "столбцов")
    return f"На вкладке «{title}» не найден заголовок {columns} {quoted(names)}: верните его в строку заголовков"


def rows_lost(where: str, gone: int, all_rows: int) -> str:
    """More than half of the rows are gone."""
    return (
        f"{where} не хватает {count(gone, 'строки', 'строк', 'строк')} из {all_rows}: если их удалили по ошибке, "
        "верните копию (из var/backups или из истории версий); «vekha init» поставит строки заново с прежними записями"
    )


def board_missing(var: str) -> str:
    """The board was never made, or its file is gone."""
    return f"Таблицы ещё нет: сделайте её командой «vekha init» (если она была, верните копию из {var}/backups)"


def held_too_long(name: str, since: date) -> tuple[str, str]:
    """Somebody keeps the workbook open."""
    return (
        f"Файл таблицы открыт с {day(since)} ({name}), и Веха не может его обновить",
        "Администратору: попросите сохранить и закрыть файл",
    )


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


def board_differs(shown: str, wanted: str) -> tuple[str, str]:
    """An engine's cell shows something else than the journal says."""
    return (
        f"Стоит «{shortened(shown)}», а по журналу «{shortened(wanted)}»",
        "Выполните «vekha sync»: проход это исправит",
    )


def row_lacking() -> tuple[str, str]:
    """A row of the journal that the board lacks."""
    return "Строки нет в таблице", "Выполните «vekha sync»: проход её вернёт"
