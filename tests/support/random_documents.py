"""Roadmaps laid out at random: columns, wordings, numbers and sections in the manners that schools use."""

import random
from dataclasses import dataclass, field
from itertools import count

from tests.support.word_samples import Xml, cell, paragraph, row, table

TITLES = [
    "Издание приказа о назначении куратора",
    "Разработка плана мероприятий",
    "Проведение родительских собраний",
    "Участие в конкурсах профессионального мастерства",
    "Создание банка методических материалов",
    "Открытые уроки",
    "Обновление страницы на сайте школы",
    "Мониторинг удовлетворённости",
    "Проведение недели наставничества",
    "Заключение соглашений с партнёрами",
    "Организация стажировок",
    "Круглый стол по итогам года",
    "День открытых дверей",
    "Анкетирование обучающихся 9 классов",
    "Пополнение фонда библиотеки",
    "Подготовка отчёта о реализации программы",
]
SECTIONS = [
    "Организационно-методическое обеспечение",
    "Работа с кадрами",
    "Работа с родителями (законными представителями)",
    "Информационное сопровождение",
    "Мониторинг и контроль качества",
]
TERMS = {
    "сентябрь 2021": "30.09.21",
    "до 1 октября 2021 г.": "01.10.21",
    "октябрь-ноябрь 2021": "30.11.21",
    "в течение 2021-2022 уч.г.": "31.05.22",
    "15.03.2022": "15.03.22",
    "по плану": "?",
    "декабрь 2022, май 2023": "31.12.22, 31.05.23",
}
EXECUTORS = ("Директор", "Рабочая группа", "Классные руководители, педагог-психолог", "Заместитель директора по УВР")
RESULTS = ("Приказ", "План", "Протокол", "Аналитическая справка", "Информация на сайте")
HEADERS = {
    "number": "№|№ п/п|п/п|№\nп/п|N|Номер",
    "title": "Мероприятие|Наименование мероприятия|Содержание деятельности|Виды деятельности|Содержание работы|"
    "Действия|Наименование мероприятий (действий)|Основные мероприятия|Мероприя\u00adтия",
    "term": "Сроки|Сроки проведения|Срок исполне-\nния|Период реализации|Дата проведения|Время проведения|Когда|"
    "Сроки исполнения мероприятия|Планируемый срок",
    "executors": "Ответственный|Исполнители|Ответственные исполнители|Ответственное лицо|Кто отвечает|Исполнител и|"
    "Ф.И.О. ответственного|Ответст венные",
    "result": "Результат|Форма представления результата|Ожидаемый результат|Вид документа|Итоговый документ|"
    "Форма отчётности|Подтверждающий документ|Результат. Вид документа|Показатель результативности",
    "section": "Направление|Раздел|Направление деятельности",
}
STYLES = ("merged", "numbered", "roman", "typed roman", "paragraph", "named", "rows", "lone", "column")
ROMAN = {"roman": ("I", "II", "III", "IV"), "typed roman": ("I", "П", "Ш", "IV")}
NUMBERS = ("restarting", "through", "two levels", "dotted", "bracketed", "automatic", "none")


@dataclass
class Layout:
    """One document's manner, and what was put in: per section its title and activities as `told` writes them."""

    chance: random.Random
    blocks: list[str] = field(default_factory=lambda: ["Дорожная карта", "на 2021-2025 годы", ""])
    put_in: list[tuple[str, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.style = self.chance.choice(STYLES)
        self.numbers = "two levels" if self.style == "rows" else self.chance.choice(NUMBERS)
        self.columns = ["title", "term"] + [each for each in ("executors", "result") if self.chance.random() > 0.2]
        if self.chance.random() < 0.4:
            self.chance.shuffle(self.columns)
        if self.numbers != "none" or self.chance.random() < 0.5:
            self.columns.insert(0, "number")
        if self.style == "column":
            self.columns.insert(0, "section")
        self.head = [self.chance.choice(HEADERS[column].split("|")) for column in self.columns]
        self.counts = self.chance.random() < 0.3
        self.rows: list[list[str] | Xml] = []
        self.through = count(1)
        self.titles = iter(self.chance.sample(TITLES, len(TITLES)))
        sections = self.chance.sample(SECTIONS, self.chance.randint(2, 4))
        for place, section in enumerate(sections, start=1):
            self.section(place, section)
        self.blocks.append(table(self.rows))

    def section(self, place: int, title: str) -> None:
        """A section's title in the manner of the document, and its rows."""
        if self.style in {"paragraph", "named"}:
            if self.rows:
                self.blocks.append(table(self.rows))
            self.blocks.append(f"Направление {place}. {title}" if self.style == "named" else f"{place}. {title}")
            self.rows = []
        if not self.rows:
            self.rows = [self.head, *([[str(n + 1) for n in range(len(self.head))]] if self.counts else [])]
        named = {"number": str(place), "title": title} if self.style == "rows" else {"title": title}
        if self.style in {"merged", "numbered"} or self.style in ROMAN:
            number = ROMAN[self.style][place - 1] if self.style in ROMAN else str(place)
            text = title if self.style == "merged" else f"{number}. {title}"
            self.rows.append(row([cell(text, span=len(self.columns))]))
        elif self.style in {"rows", "lone"}:
            self.rows.append([named.get(column, "") for column in self.columns])
        activities = [self.activity(place, title, number) for number in range(1, self.chance.randint(2, 4) + 1)]
        self.put_in.append((title, activities))

    def activity(self, place: int, section: str, number: int) -> str:
        """One row, now and then cut in two by a page break, and how it must be told."""
        written = {
            "restarting": f"{number}.",
            "through": f"{next(self.through)}.",
            "two levels": f"{place}.{number}",
            "dotted": f"{place}. {number}.",
            "bracketed": f"{number})",
            "none": "",
        }.get(self.numbers, "")
        term, due = self.chance.choice(list(TERMS.items()))
        texts = {
            "number": written,
            "title": next(self.titles),
            "term": term,
            "executors": self.chance.choice(EXECUTORS),
            "result": self.chance.choice(RESULTS),
        }
        begun, _, rest = texts["title"].rpartition(" ")
        cut = bool(written and begun and rest[0].islower()) and self.chance.random() < 0.2
        self.rows.append(self.cells(texts | {"title": begun} if cut else texts, section if number == 1 else None))
        if cut:
            self.rows.append(self.cells({"title": rest}, None))
        executors = texts["executors"].replace(", ", "; ") if "executors" in self.columns else "—"
        return (
            f"{texts['title']} | {term} → {due} | {executors} | {texts['result'] if 'result' in self.columns else '—'}"
        )

    def cells(self, texts: dict[str, str], section: str | None) -> Xml:
        """A row; the column of sections is merged downwards."""
        made = []
        for column in self.columns:
            if column == "section":
                made.append(cell(section or "", merge="restart" if section else "continue"))
            elif column == "number" and self.numbers == "automatic":
                made.append(cell(Xml(paragraph(numbered=(1, 0)))))
            else:
                made.append(cell(texts.get(column, "")))
        return row(made)
