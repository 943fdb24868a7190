"""What `vekha check` says of the outside world."""

from models.wording import count


def no_board(file: str) -> tuple[str, str]:
    """The workbook was never made."""
    return f"Таблицы {file} ещё нет", "Сделайте её: vekha init"


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


def dead_address(error: str) -> tuple[str, str]:
    """An address refused its letter."""
    return f"Адрес не принимает писем: {error}", "Исправьте его в people.yaml"


def mail_fine(kind: str) -> str:
    """The mail is ready."""
    return "письма пишутся файлами .eml" if kind == "files" else "сервер SMTP принимает вход"


def clock(local: str, zone: str, weeks: int) -> str:
    """What time it is for the school."""
    moved = f"; часы сдвинуты на {count(abs(weeks), 'неделю', 'недели', 'недель')}" if weeks else ""
    return f"сейчас {local} ({zone}){moved}"
