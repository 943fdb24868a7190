"""What is said of a board in Google Sheets: its key, its sharing, its protections, its quota."""

from collections.abc import Sequence

from models.text import Advice, form, listed, quoted, shortened

KEY_MISSING = "Файла ключа {where} нет: скачайте ключ (JSON) и впишите путь к нему в school.yaml («key_file»)"
KEY_UNREADABLE = "Файл ключа {where} не прочесть ({why}): дайте Вехе право читать его"
KEY_NOT_JSON = "Ключ ({where}) – не JSON: нужен файл, который Google дал скачать при создании ключа, целиком"
KEY_OF_ANOTHER_KIND = (
    "Ключ ({where}) – не ключ сервисного аккаунта: создайте его в Google Cloud («Service accounts», «Keys»)"
)
KEY_ELSEWHERE = (
    "Ключ сервисного аккаунта называет чужой адрес («{name}»: {address}): туда ничего не отправлено. "
    "Скачайте ключ в Google Cloud заново"
)


def key_broken(why: str) -> str:
    """The key's parts are damaged."""
    return f"Ключ сервисного аккаунта повреждён ({shortened(why, 120)}): скачайте новый"


KEY_REVOKED = (
    "Google не принимает ключ ({account}): он отозван, удалён или просрочен, или часы этой машины "
    "отстают. Создайте новый ключ и замените файл"
)
NOT_SHARED = "Таблица {place} не открыта для Вехи: нажмите в ней «Настройки доступа» и добавьте {account} как редактора"
READ_ONLY = (
    "Таблица {place} открыта Вехе только для чтения: нажмите в ней «Настройки доступа» и сделайте {account} редактором"
)
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
MAKE_ONE = (
    "Таблица не названа, а создать её сама Веха не может: у сервисного аккаунта нет места на Диске. Создайте пустую "
    "таблицу (в своём или общем диске), откройте её для {account} как редактора и впишите её адрес в school.yaml "
    "(«board»: «spreadsheet»), затем повторите vekha init"
)
ANOTHER_OWNER = Advice(
    "Владелец таблицы – {found}, а в school.yaml назван {named}",
    "Исправьте «owner» или передайте таблицу",
)
OPEN_TO_ALL = Advice(
    "Править таблицу может каждый, у кого есть ссылка",
    "Закройте доступ по ссылке и впустите людей по адресам",
)

EDITORS_SHARE = Advice(
    "Любой редактор таблицы может закрыть её для Вехи и впустить посторонних",
    "Владельцу: «Настройки доступа» → шестерёнка → снять «Редакторы могут изменять разрешения и предоставлять доступ»",
)
IN_BIN = Advice("Таблица лежит в корзине: через 30 дней Google удалит её", "Владельцу: верните её из корзины Диска")


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
VOTE_IN_OPEN_COLUMN = "Решение («{label}») не учтено: столбец был без защиты, ждём подтверждения"
VOTE_UNPROVEN = Advice(
    "Решение «{label}» не учтено: столбец был без защиты",
    "Подтвердите: выберите его заново или допишите замечание",
)
COLUMN_HIDDEN = Advice(
    "Столбцы «{label}» под защитой, в которую Веху не впускают: кто может в них писать, не видно",
    "Впустите в неё Веху; решения до тех пор не учитываются, потом их надо подтвердить",
)
LOCKED_COPY = Advice(
    "Защиты вкладок {tabs} не впускают Веху ({account}): похоже, это копия таблицы или её защиты переставлены",
    "Владельцу: верните в school.yaml прежнюю таблицу, или удалите эти защиты («Данные» → «Защищённые листы и "
    "диапазоны») и выполните vekha init. Решения записываются в журнал и без этого",
)


def locked(name: str, headers: Sequence[str], top: int, bottom: int | None, *, whole: bool) -> str:
    """A protection keeps the engine out of these columns, or of some of a tab's rows, or of the whole tab."""
    named = f" «{shortened(name, 60)}»" if name else ""
    rows = f" ({_rows(top, bottom)})" if bottom is not None else ""
    if whole or not headers:
        what = "всю вкладку" if whole else f"часть вкладки{rows}"
        return f"Защита{named} закрыла {what} и не впускает Веху: написать здесь своё она не может"
    columns = form(len(headers), "столбце", "столбцах", "столбцах")
    return f"Защита{named} не впускает Веху: в {columns} {quoted(headers)}{rows} написать своё она не может"


def _rows(top: int, bottom: int) -> str:
    return f"строка {top}" if top == bottom else f"строки {top}–{bottom}"


def shut_out(name: str, headers: Sequence[str], rows: Sequence[int], editors: Sequence[str]) -> tuple[str, str]:
    """A protection of somebody's closes people's columns, or some rows of them, to those whose they are."""
    named, columns = f" «{shortened(name, 60)}»" if name else "", form(len(headers), "столбец", "столбцы", "столбцы")
    which = f" ({_rows(rows[0], rows[-1])})" if rows else ""
    return (
        f"Защита{named} закрыла {columns} {quoted(headers)}{which} для всех, кроме: {', '.join(editors)}",
        "Удалите её («Данные» → «Защищённые листы и диапазоны»): те, чьи это столбцы, писать в них не могут",
    )


LET_IN = "Впустите в неё {account} («Данные» → «Защищённые листы и диапазоны») или удалите её. Держит её {holder}"
VOTER_OR_OWNER = "«{label}» или {owner}"
EDITOR_OR_OWNER = "редактор, которого Google не называет, или {owner}"


def owner_of(address: str | None) -> str:
    """The owner of the file, by address where it is known."""
    return f"владелец таблицы ({address})" if address else "владелец таблицы"


def part_refused(headers: Sequence[str], said: str) -> tuple[str, str]:
    """Google would not take a part of a write."""
    where = f" (столбцы {quoted(headers)})" if headers else ""
    return (
        f"Google не принял здесь запись Вехи{where}: {shortened(said, 200)}",
        "Остальное записано. Уберите помеху: чужую защиту или проверку данных; Веха повторит, когда защиты "
        "изменятся, или через час",
    )


def protection_refused(name: str, said: str) -> tuple[str, str]:
    """Google would not take a protection of ours."""
    return (
        f"Google не принял защиту «{shortened(name, 60)}»: {shortened(said, 200)}",
        "Проверьте, что адреса из people.yaml – действующие аккаунты Google и таблица им открыта; до тех пор решения "
        "в этих столбцах не учитываются",
    )


TAB_OPEN = Advice(
    "Столбцы Вехи на вкладке «{title}» могли править и другие",
    "Веха вернула защиту; проверьте, кто её снял",
)
VOTER_WITHOUT_ADDRESS = Advice("У «{label}» нет адреса: голосовать в таблице нельзя", "Впишите «address» в people.yaml")
COPY_NAME = r"(?:(?:копия|copy of)(?: таблицы)? ?[«\"']?{ours}[»\"']?(?: .*)?|{ours}(?: копия| ?\(\d+\)))"
FILE_COPIED = Advice(
    "Вехе открыта и копия этой таблицы («{name}»): записи в ней не учитываются",
    "Перенесите записи в таблицу Вехи, а копию удалите или переименуйте",
)
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
TAB_PROTECTION = "{mark}: {tab}"
MEETING_PROTECTION = "{mark}: записи заседания"
VOTE_PROTECTION = "{mark}: голос – {label}"
MARK_PROTECTION = "{mark}: отметка – {code}"
BOARD = "таблица"
