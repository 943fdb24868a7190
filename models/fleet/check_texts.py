"""What `vekha fleet check` finds."""

from models.text import Advice

DATABASE, SERVER = "база", "Prefect"
DATABASE_FINE = "общая база отвечает, журналов школ в ней: {schools}"
OWN_DATABASE = Advice(
    "Школа называет свою базу данных",
    "Уберите database_env и database_secret из её school.yaml, если журнал должен лежать в общей",
)
NOT_BEGUN = Advice("Журнала в общей базе ещё нет", "Начните: vekha --school {folder} --var {var} init")
JOURNAL_LEFT = Advice(
    "Журнал остался в файле {var}/vekha.db, в общей базе его нет",
    "Перенесите его: vekha backup и vekha restore (docs/fleet.md, «Moving a school»)",
)
NO_WORKBOOK = Advice("Таблицы {file} нет", "Сделайте её: vekha init – или проверьте, подключена ли папка")
KEY_OPEN = Advice("Файл ключа могут читать другие", "Закройте его: chmod 600")
NOT_SHARED = Advice("Таблица {place} не открыта для {account}", "Дайте этому адресу право «Редактор»")
NO_SPREADSHEET = Advice("Таблица не названа", "Впишите «spreadsheet» в school.yaml")
BOARDS_FINE = "таблиц открыто на запись: {reached} из {boards}"
NO_SERVER = Advice("Сервер Prefect не указан", "Задайте PREFECT_API_URL")
SERVER_SILENT = Advice("Сервер {api} не отвечает", "Проверьте, запущен ли он и верен ли пароль")
NO_POOL = Advice("Пула «{pool}» на сервере нет", "Создайте: prefect work-pool create {pool} --type process")
POOL_PAUSED = Advice("Пул «{pool}» приостановлен", "Возобновите: prefect work-pool resume {pool}")
NO_WORKER = Advice(
    "Ни один исполнитель пула «{pool}» не отзывается", "Запустите: prefect worker start --pool {pool} --type process"
)
NOT_PLACED = Advice("Школы нет ни в одной доле", "Разложите школы: vekha fleet add ПАПКА или запуск keep-shards")
PLACED_AWAY = Advice("Школа стоит в доле, а в fleet.yaml её нет", "Запустите keep-shards или верните её в список")
SHARD_PAUSED = Advice("Доля приостановлена в Prefect", "Включите её расписание")
SERVER_FINE = "исполнителей на связи: {workers}, долей: {shards}"
