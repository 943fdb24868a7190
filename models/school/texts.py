"""What is said of a school's files that cannot be used, and of a secret that is named there and cannot be had."""

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
SECRETS_OPEN = "{file} могут читать другие: закройте его командой chmod 600 {file}"
SECRETS_LINE = "{file}:{line}: нужна строка вида ИМЯ=значение"


def foreign_letters(what: str, names: Sequence[str]) -> str:
    """A secret was typed in another alphabet."""
    return f"{what} ({', '.join(names)}) содержит нелатинские знаки: проверьте раскладку"


FOLDER_CLOSED = "В папку {folder} не записать: {reason}"
MOMENT_NOT_UNDERSTOOD = "Время «{text}» не понято; пример: --now 2021-03-15T09:00"
CLOCK_BROKEN = "Файл {file} испорчен: удалите его, чтобы часы шли как обычно"
NO_SCHOOL = "Папки школы «{folder}» нет: укажите её после --school, например config/school-150"
NO_FILE = "Файла {file} нет"
FILE_NOT_UTF8 = "{file} не читается: сохраните его как текст в кодировке UTF-8"
FILE_UNREADABLE = "{file} не читается: {reason}"
NOT_YAML_AT = "{file}:{line}: это не YAML ({fault})"
NOT_YAML = "{file}: это не YAML ({fault})"
KEY_TWICE = "{file}:{line}: ключ «{key}» записан дважды"
ALIAS = "вместо ссылки *{anchor} напишите само значение"
TOO_DEEP = "слишком глубоко вложено"
PERHAPS = "; может быть, «{key}»?"
KEY_UNKNOWN = "ключ «{key}» неизвестен{hint}"
KEY_MISSING = "нет ключа «{key}», а без него нельзя"
OR = " или "
NO_FOLDER = "{folder} – не папка: укажите после -o папку"
FILES_THERE = "В папке {folder} уже есть {files}: уберите их или укажите после -o другую папку"
EXPECTED_BUT, WHOLE_FILE = "«{key}»: ожидается {words}, а стоит {found!r}", "весь файл"
# What pydantic calls a fault → what would have been right.
EXPECTED = {
    "string_type": "слово или строка в кавычках",
    "int_type": "целое число",
    "int_parsing": "целое число",
    "bool_type": "true или false",
    "bool_parsing": "true или false",
    "date_type": "дата вида 2021-02-18",
    "date_from_datetime_parsing": "дата вида 2021-02-18",
    "date_from_datetime_inexact": "дата вида 2021-02-18",
    "date_parsing": "дата вида 2021-02-18",
    "time_parsing": "время вида 07:30",
    "time_type": "время вида 07:30",
    "string_pattern_mismatch": "буквы, цифры, «-» и «_» без пробелов",
    "string_too_short": "непустая строка",
    "tuple_type": "список",
    "list_type": "список",
    "dict_type": "ключи со значениями",
    "model_type": "ключи со значениями",
    "model_attributes_type": "ключи со значениями",
    "greater_than_equal": "число не меньше допустимого",
    "less_than_equal": "число не больше допустимого",
    "too_short": "непустой список",
}

ADDRESS_OF_BOARD = "нужен адрес таблицы или её номер – часть адреса между /d/ и /edit"
KEY_UNNAMED = "назовите, где ключ: key_file – или key_env, key_secret"
ONE_SECRET = "нужен либо пароль ({password}), либо токен ({token})"
LOGIN_NEEDS_SECRET = "login пишется вместе с паролем ({password}) или токеном ({token})"
PLAIN_PASSWORD = "с security: none пароль ушёл бы открытым; нужно starttls или tls"
SENDER_NAME = "Веха"
QUIET_HOURS = "тихие часы пишутся так: 21:00-07:00"
QUIET_HOURS_EMPTY = "тихие часы начинаются и кончаются в одно время"
ZONE_UNKNOWN = "часовой пояс «{name}» неизвестен; пример: Asia/Yekaterinburg"
REPORTING_DAY = "отчётный день пишется как «25 декабря» (день, которого нет в каждом году, не подходит)"
NO_WEEKDAY = "назовите хотя бы один день недели"
LABEL_SHAPE = "подпись человека стоит в заголовке столбца: одна непустая строка без двоеточия"
UNTIL_BEFORE_SINCE = "«until» ({until}) раньше, чем «since» ({since})"
CADENCE = "напоминания пишутся растущими числами рабочих дней, например [1, 2, 3, 5, then weekly]"
WORKING_DAYS = "срок пишется словами, например «5 рабочих дней»"
