"""What is said of a board in Google Sheets: its key, its sharing, its protections, its quota."""

from collections.abc import Sequence

from models.text import Advice, listed, shortened

KEY_MISSING = "Файла ключа {where} нет: скачайте ключ (JSON) и впишите путь к нему в school.yaml («key_file»)"
KEY_UNREADABLE = "Файл ключа {where} не прочесть ({why}): дайте Вехе право читать его"
KEY_NOT_JSON = "Ключ ({where}) – не JSON: нужен файл, который Google дал скачать при создании ключа, целиком"
KEY_OF_ANOTHER_KIND = (
    "Ключ ({where}) – не ключ сервисного аккаунта: создайте его в Google Cloud («Service accounts», «Keys»)"
)


def key_broken(why: str) -> str:
    """The key's parts are damaged."""
    return f"Ключ сервисного аккаунта повреждён ({shortened(why, 120)}): скачайте новый"


KEY_REVOKED = (
    "Google не принимает ключ ({account}): он отозван, удалён или просрочен, или часы этой машины "
    "отстают. Создайте новый ключ и замените файл"
)
NOT_SHARED = "Таблица {place} не открыта для Вехи: нажмите в ней «Настройки доступа» и добавьте {account} как редактора"
NOT_FOUND = (
    "Таблицы {place} нет: проверьте номер в school.yaml («spreadsheet»), не удалена ли она, и открыта "
    "ли она для {account}"
)


def api_off(said: str) -> str:
    """The API is not enabled in the project."""
    return f"В проекте Google Cloud не включён нужный API (Google Sheets или Google Drive): {shortened(said, 120)}"


QUOTA_SPENT = (
    "Google просит подождать: исчерпана квота вызовов в минуту. Следующий проход повторит; если так "
    "постоянно, уменьшите «calls_per_minute» (сейчас {per_minute}) или разведите школы по разным "
    "проектам"
)


def silent(said: str) -> str:
    """No answer for longer than patience lasts."""
    return f"Google не отвечает ({shortened(said, 120)}). Ничего не потеряно: следующий проход повторит"


UNKNOWN_OUTCOME = "Ответ Google на запись потерян; дошла ли она, покажет следующее чтение, вслепую Веха не повторяет"
OVERTAKEN = "Таблицу тем временем обновил другой проход: читаем заново"


def refused(said: str) -> str:
    """Google refused the write as a whole."""
    return f"Google отказал в записи, ничего не изменено: {shortened(said, 300)}"


WRITE_PROTECTED = (
    "Чужая защита диапазона не даёт Вехе записать своё, ничего не изменено: уберите её или впустите в неё {account}"
)


def read_refused(said: str) -> str:
    """Google refused the read."""
    return f"Google отказал в чтении: {shortened(said, 300)}"


OFFICE_FILE = "{place} – файл Excel на Диске: откройте его и выберите «Файл» → «Сохранить как таблицу Google»"
NOT_A_SPREADSHEET = "Ответ на чтение {place} не похож на таблицу Google: проверьте «address» в school.yaml"
WRITE_IT_DOWN = "Впишите её в school.yaml («board»), чтобы не потерять вместе с папкой var: spreadsheet: {place}"
ID_NOT_KEPT = "Создана таблица {place}, но запомнить её не удалось ({why}): впишите её в school.yaml («spreadsheet»)"


def may_not_make(said: str) -> str:
    """A service account without a place on Drive."""
    return (
        f"Сервисному аккаунту нельзя создавать таблицы (ответ: {shortened(said)}). Создайте пустую таблицу сами, "
        "откройте её сервисному аккаунту как редактору и впишите её адрес в school.yaml («spreadsheet»)"
    )


def not_opened_for(owner: str, place: str, said: str) -> str:
    """The administrator could not be let in."""
    return (
        f"Таблица {place} создана, но открыть её для {owner} не удалось ({shortened(said)}), и она оставлена. "
        "Проверьте «owner» и Google Drive API, затем повторите vekha init"
    )


PERHAPS_MADE = (
    "Ответ Google потерян: неизвестно, создана ли таблица. Создайте пустую таблицу сами, откройте "
    "её сервисному аккаунту и впишите её адрес в school.yaml («spreadsheet»)"
)
ANOTHER_OWNER = Advice(
    "Владелец таблицы – {found}, а в school.yaml назван {named}",
    "Исправьте «owner» или передайте таблицу",
)
OPEN_TO_ALL = Advice(
    "Править таблицу может каждый, у кого есть ссылка",
    "Закройте доступ по ссылке и впустите людей по адресам",
)


def not_let_in(labels: Sequence[str]) -> tuple[str, str]:
    """Voters who cannot open the file for writing."""
    return f"Таблица не открыта для: {listed(labels)}", "Откройте её их адресам из people.yaml как редакторам"


def sharing_fine(owners: Sequence[str], voters: int) -> str:
    """Owner and voters are as they should be."""
    return f"владелец {', '.join(owners)}; все голосующие ({voters}) могут писать"


KEY_OPEN = Advice("Файл ключа могут прочесть и другие пользователи этой машины", "Закройте его: chmod 600")
SHARING_UNKNOWN = Advice("Владельца и доступ не проверить", "Включите Google Drive API в проекте. {why}")
KEY_FINE = "сервисный аккаунт {account}"
REACHED = "открывается: {place}"
PROTECTIONS_FINE = "столбцы каждого голосующего закрыты для других (защит: {number})"
QUOTA_FINE = "до {per_minute} чтений и {per_minute} записей в минуту; проход – одно чтение и не больше одной записи"


def clock_apart(seconds: int) -> tuple[str, str]:
    """This machine's clock and Google's differ."""
    return (
        f"Часы этой машины расходятся с часами Google на {abs(seconds)} с",
        "Включите на машине сверку времени: при расхождении в пять минут Google перестанет принимать ключ",
    )


COLUMN_OPEN = Advice(
    "Столбцы «{label}» могли править и другие: защита снята или расширена",
    "Веха вернула защиту; решение, записанное в это время, учтётся, когда его подтвердят: выберите его "
    "заново или допишите замечание",
)
VOTE_IN_OPEN_COLUMN = "голос «{label}» не учтён: его столбец был без защиты, ждём подтверждения"
VOTE_UNPROVEN = Advice(
    "Решение «{label}» не учтено: столбец был без защиты",
    "Подтвердите: выберите его заново или допишите замечание",
)
TAB_OPEN = Advice(
    "Столбцы Вехи на вкладке «{title}» могли править и другие",
    "Веха вернула защиту; проверьте, кто её снял",
)
VOTER_WITHOUT_ADDRESS = Advice("У «{label}» нет адреса: голосовать в таблице нельзя", "Впишите «address» в people.yaml")
OWNER_VOTES = Advice(
    "Владелец таблицы – голосующий («{label}»): он может писать и в чужих столбцах",
    "Передайте таблицу администратору или создайте её от сервисного аккаунта",
)
LOCALE_CHANGED = Advice(
    "В таблице сменили регион или часовой пояс ({found})",
    "Веха вернула {wanted}: иначе даты читаются неверно",
)

AWAITED_VIEW = "Ждут: {label}"
ENGINE_KEY = "Ключ"
ENGINE_VALUE = "Значение"
BOARD_TITLE = "{school}: дорожная карта"
PROTECTION = "Веха"
MEETING_PROTECTION = "{mark}: записи заседания"
VOTE_PROTECTION = "{mark}: голос – {label}"
MARK_PROTECTION = "{mark}: отметка – {code}"
BOARD = "таблица"
