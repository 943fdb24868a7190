"""What is said of a fleet of schools."""

NO_FLEET = (
    "Файла муниципалитета {file} нет. Добавьте первую школу командой vekha fleet add ПАПКА – она начнёт этот файл"
    " (другой файл называют --fleet или VEKHA_FLEET)"
)
READER_TWICE = "один адрес назван дважды"
NO_DATABASE = "назовите общую базу данных: database_env или database_secret"
ID_OF_FLEET = "{folder}: id «{id}» уже носит сам муниципалитет ({file}); у школы должен быть свой"
ID_TWICE = "{folder}: id «{id}» уже носит школа из {other}; у каждой школы он свой"
FOLDER_TWICE = "{folder}: эта школа записана дважды"
VAR_TWICE = "{folder}: папка данных {var} уже занята школой из {other}; у каждой школы она своя"
BOARD_TWICE = "{folder}: таблица {board} уже занята школой из {other}; у каждой школы она своя"

FOLDER_NEEDED = "Назовите папку школы: vekha fleet add config/school-7"
FOLDER_UNNEEDED = "Папка школы называется только при add"
FILE_NEEDED = "Назовите файл: vekha fleet report -o отчёт.docx или -o отчёт.xlsx"
FILE_KIND = "Отчёт пишется в файл .docx или .xlsx, а не «{file}»"
REPORT_WRITTEN = "Отчёт на {day} записан: {file}"
FLEET_BEGUN = "Начат файл {file}: впишите в него базу данных, почту и получателей письма"
ADDED = "Школа {school} записана в {file}; её данные – в {var}"
LISTED = "Школа {school} уже записана в {file}; её данные – в {var}"
HAS_JOURNAL = (
    "Её журнал пока лежит в {var}/vekha.db: перенесите его в общую базу из копии, снятой раньше командой vekha backup:"
    " vekha --school {folder} --var {var} restore КОПИЯ (docs/fleet.md)"
)
NO_SERVER = "Сервер Prefect не указан (PREFECT_API_URL): школу разложит по долям запуск keep-shards"
SERVER_SILENT = "Сервер {api} не отвечает: школу разложит по долям запуск keep-shards, когда он заработает"
NOT_PLACED = "По долям школа пока не разложена: {fault}"
FILE_CHANGED = "{file} кто-то меняет прямо сейчас: повторите"
FILE_ODD = "{file} записан необычно, внести школу не удалось: впишите её в «schools» сами"
FILE_NOT_WRITTEN = "{file} не записать: {reason}"
