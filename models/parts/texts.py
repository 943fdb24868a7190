"""What is said of parts: a line's faults, where a milestone's parts stand, facts, and what a submission takes."""

from models.journal import Part
from models.text import Advice, shortened, spell_day

CODE_MISSING = Advice("В строке нет кода вехи", "Впишите в «Код» код вехи с вкладки плана, например {example}")
CODE_UNKNOWN = Advice("Вехи «{code}» нет в дорожной карте", "Впишите код так, как он стоит на вкладке плана")
NOT_ASKED = Advice("Для вехи {code} вклады не собираются", "Проверьте код; её результат вносят в строку плана")
WHO_MISSING = Advice("Не сказано, кто внёс вклад", "Выберите подпись в столбце «Кто»")
WHO_UNKNOWN = Advice("Подписи «{said}» нет в школе", "Выберите подпись из списка в столбце «Кто»")
NOT_HOLDER = Advice("«{who}» не исполнитель вехи {code}", "Проверьте код и подпись: вклад вносят {posts}")
WHAT_MISSING = Advice("Не сказано, что сделано", "Заполните столбец «Что сделано»")
AMOUNT_UNREAD = Advice("Число «{said}» в столбце «Сколько» не понято", "Впишите целое число, например 25")
LACKING = Advice("{missing}", "Допишите строку: до этого вклад не учтён")
REPEATED = Advice("Строка повторяет строку «{number}» и не учтена", "Исправьте её или очистите")
AFTER_END = Advice(
    "Веха {code}: {status}, поэтому новое в этой строке не учтено",
    "Верните прежнее; чтобы учесть новое, куратор возвращает веху в работу: vekha reopen {code}",
)
DELETED = Advice("Строку вклада удалили, она возвращена", "Чтобы снять вклад, очистите ячейки строки, не удаляя её")
TAB_LOST = (
    "В таблице нет вкладки «{title}»: верните ей имя или выполните «vekha init», она появится с прежними строками"
)
HEADER_LOST = "На вкладке «{title}» не найдены столбцы {names}: верните их в строку заголовков"
LINES_LOST = (
    "На вкладке «{title}» не хватает строк: {gone} из {all}; если их удалили по ошибке, верните копию (из var/backups "
    "или из истории версий); «vekha init» поставит строки заново с прежними записями"
)
PEOPLE = "{amount} участников"

COUNTED = "Учтено"
CONTRIBUTED = "«{who}» внёс вклад: {part}"
CHANGED = "«{who}» изменил вклад: {part}"
EMPTIED = "Вклад «{who}» снят: строка очищена или у неё другой код"
INVALID = "Вклад «{who}» больше не учитывается: {why}"

STANDING = "внесли {contributed} из {expected}"
STANDING_SUM = "{standing}, участников {total}"
ADD_LINE = "Впишите строку на вкладке «{tab}»: код {code}, «Кто» – {label}"
SHOWN = "Вклады: {standing}"
TAKEN = "Вклады ({standing}): {parts}"
MORE = "и ещё {number} (вкладка «Вклады»)"
NOBODY = Advice("Ни одного вклада пока нет", "Исполнители вносят строки на вкладке «Вклады»")
NOBODY_OF = Advice("Нужен хотя бы один вклад: {post}", "Исполнители вносят строки на вкладке «Вклады»")
MISSING = Advice(
    "Не внесли вклад: {labels}", "Дождитесь их строк на вкладке «Вклады» или объясните в «Комментарий», почему их нет"
)
MISSING_SHOWN = "Не внесли вклад: {labels}"
WARNING = "{who}: {warning}"
MORE_PEOPLE = "ещё {number}"
MOST_NAMED = 12
LONGEST_LIST = 1_500


def spelled(part: Part) -> str:
    """A part in one line, without whose it is.

    >>> spelled(Part("Вклад 1", "ann", "Открытый урок", "https://school.example/1", 25))
    'Открытый урок (25), https://school.example/1'
    """
    amount = "" if part.amount is None else f" ({part.amount})"
    day = f", {spell_day(part.day)}" if part.day else ""
    link = f", {part.link}" if part.link else ""
    return f"{shortened(part.what, 160)}{amount}{day}{link}"
