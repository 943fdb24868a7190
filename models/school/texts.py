"""What is said of a secret that is named in the settings and cannot be had."""

from collections.abc import Sequence

PASSWORD, TOKEN, DATABASE, GOOGLE_KEY = "Пароль почты", "Токен почты", "Адрес базы данных", "Ключ Google"


def missing(what: str, reasons: Sequence[str], keys: Sequence[str]) -> str:
    """A secret is nowhere to be found.

    >>> missing(PASSWORD, [no_variable("MAIL"), no_block("mail")], ["password_env", "password_secret"])
    'Пароль почты не задан: нет переменной окружения MAIL и нет секрета Prefect «mail» (password_env, password_secret)'
    """
    return f"{what} не задан: {' и '.join(reasons)} ({', '.join(keys)})"


def no_variable(variable: str) -> str:
    """The environment does not hold it."""
    return f"нет переменной окружения {variable}"


def no_block(block: str) -> str:
    """The Prefect server does not hold it."""
    return f"нет секрета Prefect «{block}»"


def no_server(block: str) -> str:
    """No Prefect server is configured."""
    return f"секрет Prefect «{block}» не прочесть: сервер не указан (PREFECT_API_URL)"


def server_silent(block: str, address: str) -> str:
    """The Prefect server is not there, or lets nobody in."""
    return f"секрет Prefect «{block}» не прочесть: {address} не отвечает или не пускает"


def foreign_letters(what: str, names: Sequence[str]) -> str:
    """A secret was typed in another alphabet."""
    return f"{what} ({', '.join(names)}) содержит нелатинские знаки: проверьте раскладку"
