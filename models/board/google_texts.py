"""What is said of a board in Google Sheets: its key, its sharing, its protections, its quota."""

from collections.abc import Sequence

from models.text import listed, shortened


def key_missing(where: str) -> str:
    """There is no key file."""
    return f"Файла ключа {where} нет: скачайте ключ (JSON) и впишите путь к нему в school.yaml («key_file»)"


def key_unreadable(where: str, why: str) -> str:
    """The key file cannot be read."""
    return f"Файл ключа {where} не прочесть ({why}): дайте Вехе право читать его"


def key_not_json(where: str) -> str:
    """The key is not JSON."""
    return f"Ключ ({where}) – не JSON: нужен файл, который Google дал скачать при создании ключа, целиком"


def key_of_another_kind(where: str) -> str:
    """The JSON is not a service account's key."""
    return f"Ключ ({where}) – не ключ сервисного аккаунта: создайте его в Google Cloud («Service accounts», «Keys»)"


def key_broken(why: str) -> str:
    """The key's parts are damaged."""
    return f"Ключ сервисного аккаунта повреждён ({shortened(why, 120)}): скачайте новый"


def key_revoked(account: str) -> str:
    """Google does not accept the key any more."""
    return (
        f"Google не принимает ключ ({account}): он отозван, удалён или просрочен, или часы этой машины отстают. "
        "Создайте новый ключ и замените файл"
    )


def not_shared(account: str, place: str) -> str:
    """The account may not edit the spreadsheet."""
    return f"Таблица {place} не открыта для Вехи: нажмите в ней «Настройки доступа» и добавьте {account} как редактора"


def not_found(account: str, place: str) -> str:
    """There is no such spreadsheet, as far as this account can see."""
    return (
        f"Таблицы {place} нет: проверьте номер в school.yaml («spreadsheet»), не удалена ли она, и открыта ли она "
        f"для {account}"
    )


def api_off(said: str) -> str:
    """The API is not enabled in the project."""
    return f"В проекте Google Cloud не включён нужный API (Google Sheets или Google Drive): {shortened(said, 120)}"


def quota_spent(per_minute: int) -> str:
    """Too many calls for too long."""
    return (
        "Google просит подождать: исчерпана квота вызовов в минуту. Следующий проход повторит; если так постоянно, "
        f"уменьшите «calls_per_minute» (сейчас {per_minute}) или разведите школы по разным проектам"
    )


def silent(said: str) -> str:
    """No answer for longer than patience lasts."""
    return f"Google не отвечает ({shortened(said, 120)}). Ничего не потеряно: следующий проход повторит"


def unknown_outcome() -> str:
    """A write whose answer was lost."""
    return "Ответ Google на запись потерян; дошла ли она, покажет следующее чтение, вслепую Веха не повторяет"


def overtaken() -> str:
    """Another pass wrote in between."""
    return "Таблицу тем временем обновил другой проход: читаем заново"


def refused(said: str) -> str:
    """Google refused the write as a whole."""
    return f"Google отказал в записи, ничего не изменено: {shortened(said, 300)}"


def write_protected(account: str) -> str:
    """Somebody's protection stands in the engine's way."""
    return (
        "Чужая защита диапазона не даёт Вехе записать своё, ничего не изменено: уберите её или впустите в неё "
        f"{account}"
    )


def read_refused(said: str) -> str:
    """Google refused the read."""
    return f"Google отказал в чтении: {shortened(said, 300)}"


def office_file(place: str) -> str:
    """A workbook of Excel that lies on Drive."""
    return f"{place} – файл Excel на Диске: откройте его и выберите «Файл» → «Сохранить как таблицу Google»"


def not_a_spreadsheet(place: str) -> str:
    """The answer is no spreadsheet."""
    return f"Ответ на чтение {place} не похож на таблицу Google: проверьте «address» в school.yaml"


def write_it_down(place: str) -> str:
    """The spreadsheet is known from the var folder alone."""
    return f"Впишите её в school.yaml («board»), чтобы не потерять вместе с папкой var: spreadsheet: {place}"


def id_not_kept(place: str, why: str) -> str:
    """The spreadsheet was made, its id could not be written to the var folder."""
    return f"Создана таблица {place}, но запомнить её не удалось ({why}): впишите её в school.yaml («spreadsheet»)"


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


def perhaps_made() -> str:
    """The answer to the making was lost."""
    return (
        "Ответ Google потерян: неизвестно, создана ли таблица. Создайте пустую таблицу сами, откройте её сервисному "
        "аккаунту и впишите её адрес в school.yaml («spreadsheet»)"
    )


def another_owner(found: str, named: str) -> tuple[str, str]:
    """The file belongs to somebody else than school.yaml says."""
    return f"Владелец таблицы – {found}, а в school.yaml назван {named}", "Исправьте «owner» или передайте таблицу"


def open_to_all() -> tuple[str, str]:
    """Anybody with the link may write."""
    return "Править таблицу может каждый, у кого есть ссылка", "Закройте доступ по ссылке и впустите людей по адресам"


def not_let_in(labels: Sequence[str]) -> tuple[str, str]:
    """Voters who cannot open the file for writing."""
    return f"Таблица не открыта для: {listed(labels)}", "Откройте её их адресам из people.yaml как редакторам"


def sharing_fine(owners: Sequence[str], voters: int) -> str:
    """Owner and voters are as they should be."""
    return f"владелец {', '.join(owners)}; все голосующие ({voters}) могут писать"


def key_open() -> tuple[str, str]:
    """Others on this machine can read the key."""
    return "Файл ключа могут прочесть и другие пользователи этой машины", "Закройте его: chmod 600"


def sharing_unknown(why: str) -> tuple[str, str]:
    """Drive did not answer; the board works without it."""
    return "Владельца и доступ не проверить", f"Включите Google Drive API в проекте. {why}"


def key_fine(account: str) -> str:
    """The key is one."""
    return f"сервисный аккаунт {account}"


def reached(place: str) -> str:
    """The sheet was opened with that key."""
    return f"открывается: {place}"


def protections_fine(number: int) -> str:
    """Every voter's columns are closed."""
    return f"столбцы каждого голосующего закрыты для других (защит: {number})"


def quota_fine(per_minute: int) -> str:
    """How much of Google's quota a pass needs."""
    return f"до {per_minute} чтений и {per_minute} записей в минуту; проход – одно чтение и не больше одной записи"


def clock_apart(seconds: int) -> tuple[str, str]:
    """This machine's clock and Google's differ."""
    return (
        f"Часы этой машины расходятся с часами Google на {abs(seconds)} с",
        "Включите на машине сверку времени: при расхождении в пять минут Google перестанет принимать ключ",
    )


def column_open(label: str) -> tuple[str, str]:
    """A voter's column that others can write."""
    return (
        f"Столбцы «{label}» могли править и другие: защита снята или расширена",
        "Веха вернула защиту; решение, записанное в это время, учтётся, когда его подтвердят: выберите его заново или "
        "допишите замечание",
    )


def vote_in_open_column(label: str) -> str:
    """A vote that anybody might have written."""
    return f"голос «{label}» не учтён: его столбец был без защиты, ждём подтверждения"


def vote_unproven(label: str) -> tuple[str, str]:
    """The same, for the voter."""
    return (
        f"Решение «{label}» не учтено: столбец был без защиты",
        "Подтвердите: выберите его заново или допишите замечание",
    )


def tab_open(title: str) -> tuple[str, str]:
    """A tab whose engine columns others can write."""
    return f"Столбцы Вехи на вкладке «{title}» могли править и другие", "Веха вернула защиту; проверьте, кто её снял"


def voter_without_address(label: str) -> tuple[str, str]:
    """A voter whom nobody can let into the column."""
    return f"У «{label}» нет адреса: голосовать в таблице нельзя", "Впишите «address» в people.yaml"


def owner_votes(label: str) -> tuple[str, str]:
    """The owner can write everywhere."""
    return (
        f"Владелец таблицы – голосующий («{label}»): он может писать и в чужих столбцах",
        "Передайте таблицу администратору или создайте её от сервисного аккаунта",
    )


def locale_changed(found: str, wanted: str) -> tuple[str, str]:
    """Somebody changed how dates and numbers are typed."""
    return f"В таблице сменили регион или часовой пояс ({found})", f"Веха вернула {wanted}: иначе даты читаются неверно"
