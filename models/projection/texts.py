"""What is said of cells that differ from what should stand in them."""

from models.text import Advice, shortened


def board_differs(shown: str, wanted: str) -> tuple[str, str]:
    """An engine's cell shows something else than the journal says."""
    return (
        f"Стоит «{shortened(shown)}», а по журналу «{shortened(wanted)}»",
        "Выполните «vekha sync»: проход это исправит",
    )


ROW_LACKING = Advice("Строки нет в таблице", "Выполните «vekha sync»: проход её вернёт")
