"""What is said of a secret that is named in the settings and cannot be had."""

from collections.abc import Sequence

PASSWORD, TOKEN, DATABASE, GOOGLE_KEY = "Пароль почты", "Токен почты", "Адрес базы данных", "Ключ Google"


def missing(what: str, reasons: Sequence[str], keys: Sequence[str]) -> str:
    """A secret is nowhere to be found.

    >>> reasons = NO_VARIABLE.format(variable="MAIL"), NO_BLOCK.format(block="mail")
    >>> missing(PASSWORD, reasons, ["password_env", "password_secret"])
    'Пароль почты не задан: нет переменной окружения MAIL и нет секрета Prefect «mail» (password_env, password_secret)'
    """
    return f"{what} не задан: {' и '.join(reasons)} ({', '.join(keys)})"


NO_VARIABLE = "нет переменной окружения {variable}"
NO_BLOCK = "нет секрета Prefect «{block}»"
NO_SERVER = "секрет Prefect «{block}» не прочесть: сервер не указан (PREFECT_API_URL)"
SERVER_SILENT = "секрет Prefect «{block}» не прочесть: {address} не отвечает или не пускает"


def foreign_letters(what: str, names: Sequence[str]) -> str:
    """A secret was typed in another alphabet."""
    return f"{what} ({', '.join(names)}) содержит нелатинские знаки: проверьте раскладку"
