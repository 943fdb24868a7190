"""Every Russian sentence of the core: shown unchanged in sheet, letter, log and test."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.dates import MONTHS, spell_date, spell_day


def count(number: int, one: str, few: str, many: str) -> str:
    """A number with its noun in the right form.

    >>> count(1, "голос", "голоса", "голосов"), count(22, "голос", "голоса", "голосов")
    ('1 голос', '22 голоса')
    >>> count(11, "голос", "голоса", "голосов"), count(0, "голос", "голоса", "голосов")
    ('11 голосов', '0 голосов')
    """
    return f"{number} {form(number, one, few, many)}"


def form(number: int, one: str, few: str, many: str) -> str:
    """The noun's form that goes with a number."""
    tens, ones = abs(number) % 100, abs(number) % 10
    if 11 <= tens <= 14 or ones == 0 or ones >= 5:
        return many
    return one if ones == 1 else few


def day(when: date, today: date | None = None) -> str:
    """A day in words, with the year unless it is this one.

    >>> day(date(2021, 3, 19)), day(date(2021, 3, 19), date(2021, 1, 1))
    ('19 марта 2021', '19 марта')
    """
    this_year = today is not None and today.year == when.year
    return f"{when.day} {MONTHS[when.month - 1]}" if this_year else spell_date(when)


def listed(names: Iterable[str]) -> str:
    """Names as a list in one sentence.

    >>> listed(["Куратор", "Директор", "Педагог"])
    'Куратор, Директор и Педагог'
    """
    *most, last = names
    return f"{', '.join(most)} и {last}" if most else last


def quoted(words: Iterable[str]) -> str:
    """Words in Russian quotes, separated by commas."""
    return ", ".join(f"«{word}»" for word in words)


def shortened(text: str, longest: int = 60) -> str:
    """A person's text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after another, each with its stop but the last.

    >>> joined(["Просрочено на 12 дн.", "Нужна ссылка", "Допишите"])
    'Просрочено на 12 дн. Нужна ссылка. Допишите'
    """
    *most, last = [each for each in sentences if each] or [""]
    return " ".join([*(each if each.endswith((".", "…", "!", "?")) else each + "." for each in most), last])


# --- what stands in people's cells -----------------------------------------------------------------


def formula_in_cell(column: str) -> tuple[str, str]:
    """A formula stands where people write."""
    return f"В ячейке «{column}» стоит формула", "Впишите значение словами: формулы Веха не читает"


def text_too_long(column: str, length: int, longest: int) -> tuple[str, str]:
    """A people's cell holds more than anybody will read."""
    return (
        f"В ячейке «{column}» слишком длинный текст ({count(length, 'знак', 'знака', 'знаков')})",
        f"Сократите его до {count(longest, 'знака', 'знаков', 'знаков')}, а подробности дайте ссылкой",
    )


def unknown_word(column: str, said: str, accepted: Iterable[str]) -> tuple[str, str]:
    """A dropdown's cell holds a word that nobody knows."""
    return (
        f"В ячейке «{column}» стоит «{shortened(said)}»",
        f"Выберите одно из: {quoted(accepted)} – или очистите ячейку",
    )


def date_not_read(column: str, said: str) -> tuple[str, str]:
    """A date could not be read."""
    return f"Дата «{shortened(said)}» в ячейке «{column}» не понята", "Напишите её так: 15.04.2021"


def duplicated_code(tab: str, rows: Sequence[int]) -> tuple[str, str]:
    """One code stands in several rows."""
    numbers = listed([str(row) for row in rows])
    return (
        f"Код повторяется на вкладке «{tab}» в строках {numbers}, поэтому отметки этих строк не учитываются",
        "Оставьте одну строку, а лишние удалите",
    )


def row_without_code(said: str) -> tuple[str, str]:
    """Somebody's row has no code, or one that the roadmap does not know."""
    found = f"В строке стоит код «{shortened(said)}», которого нет в дорожной карте" if said else "В строке нет кода"
    return found, "Веха такую строку не ведёт: перенесите записи в строку с нужным кодом, а эту удалите"


def ballot_without_number() -> tuple[str, str]:
    """A row of the approval tab has no number."""
    return (
        "В строке нет номера голосования",
        "Верните номер, который стоял здесь, или удалите строку: её голоса не учитываются",
    )


def unknown_ballot(number: str) -> tuple[str, str]:
    """A row of the approval tab has a number that was never given."""
    return (
        f"Строки голосования № {shortened(number)} не было",
        "Верните номер, который стоял здесь, или удалите строку: её голоса не учитываются",
    )


def ballot_deleted() -> tuple[str, str]:
    """A row with votes was deleted."""
    return (
        "Строки с этим номером не стало; она поставлена заново с прежними решениями",
        "Чтобы снять своё решение, очистите свою ячейку, а строку оставьте",
    )


def ballot_edited(columns: Sequence[str]) -> tuple[str, str]:
    """The engine's cells of a ballot were typed over."""
    return f"В строке голосования изменили {quoted(columns)}; возвращено прежнее", "Пишите только в своих двух столбцах"


# --- marks -----------------------------------------------------------------------------------------


def started() -> str:
    """Работа начата."""
    return "Работа начата"


def cleared() -> str:
    """The mark was emptied."""
    return "Отметка снята"


def submitted(number: int, what: str) -> str:
    """A submission was made."""
    return f"Представление № {number}: {what}"


def completion(understood: str) -> str:
    """What a completion says."""
    return f"исполнение; {understood}" if understood else "исполнение"


def extension(new_date: date) -> str:
    """What an extension asks."""
    return f"перенос срока на {spell_day(new_date)}"


def cancellation() -> str:
    """What a cancellation asks."""
    return "снятие с контроля"


def reopening() -> str:
    """What a reopening asks."""
    return "возврат в работу"


def amended() -> str:
    """The executor changed what the votes are not about."""
    return "Исполнитель поправил пояснение; голоса сохранены"


def superseded(number: int) -> str:
    """The evidence was changed under vote."""
    return f"Представление № {number} заменено: исполнитель изменил то, за что голосуют; прежние голоса не действуют"


def withdrawn(number: int) -> str:
    """The executor took the submission back."""
    return f"Представление № {number} отозвано исполнителем"


def withdrawn_to_decided(number: int) -> str:
    """The row shows again what was decided before."""
    return f"Представление № {number} отозвано: в строке снова запись, по которой решение уже принято"


def withdrawn_incomplete(number: int, missing: str) -> str:
    """The evidence under vote was taken away."""
    return f"Представление № {number} отозвано: исполнитель изменил запись, и теперь её мало. {missing}"


def extension_needs_date() -> tuple[str, str]:
    """An extension without a date."""
    return "Нет нового срока", "Впишите дату в ячейку «Новый срок»"


def extension_not_later(new_date: date, due: date) -> tuple[str, str]:
    """An extension to an earlier day."""
    return (
        f"Новый срок {spell_day(new_date)} не позже нынешнего ({spell_day(due)})",
        "Укажите более позднюю дату в ячейке «Новый срок»",
    )


def extension_outside(new_date: date, last: date) -> tuple[str, str]:
    """An extension beyond the roadmap."""
    return (
        f"Новый срок {spell_day(new_date)} за пределами дорожной карты",
        f"Она действует до {spell_day(last)}: укажите дату не позже",
    )


def comment_needed(request: str) -> tuple[str, str]:
    """A request that must say why."""
    return f"«{request}» – без объяснения", "Напишите причину в ячейке «Комментарий»"


def evidence_missing(missing: str) -> tuple[str, str]:
    """The result is not yet evidence."""
    return missing, "Допишите в ячейке «Результат»"


def finished_row_edited(status: str, reopening: bool) -> tuple[str, str]:
    """Somebody edits a row that is finished; perhaps its reopening is being voted on."""
    wait = "Веху уже просят открыть снова: дождитесь решения голосующих"
    ask = "Верните прежнюю запись; чтобы открыть веху снова, обратитесь к куратору"
    found = f"Строка изменена после того, как веха получила статус «{status}»; утверждённое остаётся в силе"
    return found, wait if reopening else ask


# --- where a milestone stands ----------------------------------------------------------------------


def planned(due: date | None, today: date) -> str:
    """A milestone that nobody has begun."""
    return f"Отметок нет, исполнить до {day(due, today)}" if due else "Отметок нет"


def unclear(question: str) -> str:
    """A milestone whose term nobody has settled."""
    return f"Срок не определён: {question}"


def returned(last: str, refusal: str) -> str:
    """A returned milestone: why it was returned stays in view, whatever was written since.

    >>> returned("Отметка снята", "Куратор: возвращено")
    'Отметка снята. Куратор: возвращено'
    """
    return last if last == refusal else f"{last}. {refusal}"


def overdue(days: int) -> str:
    """How long a milestone is overdue.

    >>> overdue(12)
    'Просрочено на 12 дн.'
    """
    return f"Просрочено на {days} дн."


def amended_after(status: str) -> str:
    """A fallback sentence for a status that nothing else explains."""
    return status
