"""What the dialogue of `vekha import --ask` says."""

from models.wording import count

COMMANDS = {
    "?": "help", "помощь": "help", "help": "help",
    "назад": "back", "back": "back", "undo": "back",
    "пропустить": "skip", "skip": "skip",
    "стоп": "stop", "stop": "stop",
}  # fmt: skip


def opening() -> str:
    """How to answer."""
    return (
        "Enter берёт ответ в скобках; «назад» – к прошлому, "
        "«пропустить» – оставить открытым, «стоп» – закончить и записать отвеченное, «?» – подсказка."
    )


def progress(number: int, of: int, heading: str) -> str:
    """Which question this is."""
    return f"Вопрос {number} из {of}" + (f" · {heading}" if heading else "")


def prompt(asks: str, default: str | None) -> str:
    """The line that waits for an answer."""
    return f"{asks} [{default}] " if default is not None else f"{asks} "


def help_text() -> str:
    """Everything that may be typed."""
    return (
        "Enter – взять ответ в скобках; назад – вернуться к прошлому вопросу и забыть его ответ; "
        "пропустить – оставить вопрос открытым (он останется в import.md); стоп – закончить, отвеченное записать; "
        "Ctrl-C – уйти, ничего не записав."
    )


def back() -> str:
    """An answer was taken back."""
    return "Прошлый ответ забыт."


def nothing_back() -> str:
    """There is no answer to take back."""
    return "Это первый вопрос."


def stopped_here() -> str:
    """A person has had enough."""
    return "Остановлено: отвеченное будет записано, остальное останется открытым."


def input_ended() -> str:
    """Nothing more can be typed."""
    return "Ввод кончился: отвеченное будет записано, остальное останется открытым."


def interrupted() -> str:
    """A person left."""
    return "Остановлено, ничего не записано"


def cannot_skip() -> str:
    """Nothing goes on without this answer."""
    return "Без этого ответа дальше нельзя; «стоп» или Ctrl-C – уйти, ничего не записав."


def left_open() -> str:
    """A question stays for later."""
    return "Оставлено открытым."


def no_default() -> str:
    """An empty line where there is nothing to take."""
    return "Здесь нет ответа по умолчанию: напишите его, «пропустить» или «?»."


def not_text() -> str:
    """The terminal sent bytes that are no text."""
    return "Ввод не прочитан: терминал должен передавать UTF-8"


def done(answered: int, left: int) -> str:
    """How the dialogue ended."""
    said = count(answered, "ответ", "ответа", "ответов")
    return f"Получено: {said}; открытых вопросов: {left}"


def nothing_to_ask() -> str:
    """The machine understood everything."""
    return "Вопросов нет."


def period_missing() -> str:
    """A person left before the one answer that everything needs."""
    return "Период документа не назван: ничего не записано"


def needs_output() -> str:
    """Answers must be kept somewhere."""
    return "--ask записывает ответы: укажите папку после -o, а для изменённого документа – --apply"
