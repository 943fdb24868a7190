"""What is said of a meeting: its facts, its faults, its tab, its papers."""

from models.text import count

OPENED = "Заседание № {number} назначено на {day}, вопросов: {ballots}"
CLOSED = "Заседание № {number} от {day} проведено, решений: {resolutions}; протокол № {number}"
ATTENDANCE = "Присутствие на заседании № {number} {day}"
ASKED = "{what} (этап: {stage})"
EVERYBODY = ("все", "остальные")

DAY_NEEDED = "Назовите день заседания: vekha meeting open --on ДАТА"
SECRETARY_NEEDED = "Назовите секретаря: должность в people.yaml, ключ secretary"
NO_BALLOTS = "Открытых голосований нет: заседанию нечего решать"
NOT_OPEN = "Открытого заседания нет: назначьте его командой vekha meeting open --on ДАТА"
NOT_TODAY = "Заседание № {number} назначено на {day}: закрыть его можно в этот день или позже"
UNKNOWN_PROTOCOL = "Протокола № {number} нет"
TAB_MISSING = "Вкладки «{tab}» нет: выполните vekha sync, затем заполните её"
HEADER_MISSING = "На вкладке «{tab}» не найдены столбцы: верните строку заголовков"
TAB_OPEN = "Вкладка «{tab}» открыта не только секретарю и руководителю: верните защиту (vekha sync) и проверьте записи"
NOT_CLOSED = "Заседание № {number} не закрыто, ничего не записано. Исправьте на вкладке «{tab}»:"
FAULT = "{where}: {found}"
ROW_MISSING = "строки нет; выполните vekha sync, она появится"
ROW_TWICE = "строка стоит несколько раз: оставьте одну"
WRITTEN_WHILE_OPEN = (
    "строка записана, когда вкладка была открыта не только секретарю: проверьте её и подтвердите, изменив любую ячейку "
    "(например, «{column}»)"
)
ROW_DOUBTED = "записи строки стали прежними или исчезли вместе с другими: верните последнюю копию или впишите заново"
NOBODY = "не отмечен ни один присутствующий (столбец «{column}»: «да»)"
NOTHING = "не внесено ни одного решения"
NOT_YES_NO = "в столбце «{column}» стоит «{said}», нужно «да» или «нет»"
NOT_NAMED = "в столбце «{column}» не понято «{said}»: впишите подписи голосующих через запятую или «все»"
NAMES_WANTED = "голоса вносят поимённо: на этапе «{stage}» школа не принимает одни числа"
VOTED_IN_SHEET = "числа не принять: в таблице уже голосовали {labels}; впишите подписи"
MORE_THAN_PRESENT = "голосов {votes}, а присутствующих, кто здесь голосует, {voters}"
TWICE = "«{label}» назван дважды"
NOT_PRESENT = "«{label}» не отмечен среди присутствующих"
NO_SAY = "«{label}» на этом этапе не голосует"
NEEDS_REASON = "есть голоса против, но нет причины в столбце «{column}»"
EVERYBODY_TWICE = "«все» может стоять только в одном столбце"
UNDECIDED = "решение не принято – {why}. Уточните голоса или очистите строку: вопрос останется открытым"
ENDED = "Голосование закончилось до заседания: {why}"

APPROVED = "Утвердить"
GIVEN_BACK = "Вернуть на доработку"
BEFORE_MEETING = "{label} (до заседания, в таблице)"

AGENDA = "Повестка заседания рабочей группы № {number}"
ON_DAY = "{day}"
AGENDA_HEADER = ("№ п/п", "Веха", "Мероприятие", "Что решается", "Результат", "Что изменилось", "Голоса в таблице",
                 "Не голосуют")  # fmt: skip
WAS = "Было: {before}. Стало: {after}"
WAS_REFUSED = "Прошлое решение: {why}"
FIRST_TIME = "Рассматривается впервые"
VOTE = "{label}: {choice}"
NO_VOTES = "Нет"
ALL_VOTE = "Голосуют все"
NO_RESULT = "–"

PROTOCOL = "Протокол № {number}"
REASON = "Причина: {reason}"
NOBODY_LISTED = "нет"
PAPER_WRITTEN = "Записано: {file}"
OPENED_SAID = "{why}. Вкладка «{tab}» заполняется секретарём во время заседания"
UNCHANGED = "Заседание № {number} уже назначено на {day}, повестка прежняя"
LEFT_OUT = "Не рассмотрено {ballot}: {why}"
TEMPLATE_BROKEN = "Шаблон протокола {file} не заполнить: {reason}"


def votes(number: int) -> str:
    """How many voted so.

    >>> votes(3), votes(0)
    ('3 голоса', '0 голосов')
    """
    return count(number, "голос", "голоса", "голосов")
