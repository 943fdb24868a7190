"""Plans written as lists: refused with the way out, and read line by line where a person asks for it."""

from pathlib import Path
from textwrap import dedent

import pytest

from models.importing import understand_document
from models.text import VekhaError
from tasks.documents import lexicon_for, read_document
from tests.support.documents_read import posts, told
from tests.support.word_samples import paragraph, write_word

LISTS = {
    "a day first, an executor last": (
        """
        План мероприятий месячника безопасности на 2023 год
        1. 12 марта. Урок безопасности. Классные руководители
        2. 15 марта. Учебная эвакуация. Директор
        """,
        """
        План мероприятий месячника безопасности на 2023 год (2023)
        [1] Мероприятия
        1.1 | Урок безопасности | 12 марта → 12.03.23 | Классные руководители | —
        1.2 | Учебная эвакуация | 15 марта → 15.03.23 | Директор | —
        """,
    ),
    "months as headings, lines that go on": (
        """
        План работы библиотеки на 2022-2023 учебный год
        Сентябрь
        - Акция «Запишись
        в библиотеку»
        Октябрь
        - День школьных библиотек
        Выставки:
        - Осень
        """,
        """
        План работы библиотеки на 2022-2023 учебный год (2022/2023)
        [1] Сентябрь
        1.1 | Акция «Запишись в библиотеку» | Сентябрь → 30.09.22 | — | —
        [2] Октябрь
        2.1 | День школьных библиотек | Октябрь → 31.10.22 | — | —
        [3] Выставки
        3.1 | Осень | Октябрь → 31.10.22 | — | —
        ? исполнители: В документе не указаны исполнители
        """,
    ),
    "days of the week of the plan": (
        """
        План недели математики с 13 по 17 февраля 2023 года
        Понедельник – Открытие недели
        Вторник: Конкурс кроссвордов
        """,
        """
        План недели математики с 13 по 17 февраля 2023 года (13.02.2023-17.02.2023)
        [1] Мероприятия
        1.1 | Открытие недели | Понедельник → 13.02.23 | — | —
        1.2 | Конкурс кроссвордов | Вторник → 14.02.23 | — | —
        ? исполнители: В документе не указаны исполнители
        """,
    ),
    "brackets, labels, and a line that says nothing of its time": (
        """
        План работы с родителями на 2022-2023 учебный год
        1) Собрание (сентябрь, директор)
        2) Лекторий. Срок: октябрь. Ответственный: педагог-психолог
        3) Беседы (в малых группах)
        """,
        """
        План работы с родителями на 2022-2023 учебный год (2022/2023)
        [1] Мероприятия
        1.1 | Собрание | сентябрь → 30.09.22 | директор | —
        1.2 | Лекторий | октябрь → 31.10.22 | педагог-психолог | —
        1.3 | Беседы (в малых группах) | — → ? | — | —
        ? 1.3 (список, строка 4): Срок «—» не определён
        ? 1.3 (список, строка 4): Исполнитель не указан
        """,
    ),
}  # fmt: skip
SAID = "? список: План прочитан как список: строка – мероприятие, срок и ответственный взяты из её текста\n"


def listed(file: Path) -> str:
    document = read_document(file, as_list=True)
    found = told(understand_document(document, lexicon_for(document, posts().spellings()), posts(), None))
    assert SAID.strip() in found
    return found.replace(SAID, "").removesuffix(SAID.strip()).strip()


@pytest.mark.parametrize("manner", LISTS)
def test_a_list_is_read_line_by_line_where_that_is_asked_for(tmp_path: Path, manner: str):
    text, expected = (dedent(each).strip() for each in LISTS[manner])
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(VekhaError, match="--list"):
        read_document(tmp_path / "a.txt")
    assert listed(tmp_path / "a.txt") == expected
    word = write_word(tmp_path / "a.docx", text.split("\n"))
    with pytest.raises(VekhaError, match="--list"):
        read_document(word)
    assert listed(word) == expected


def test_the_numbers_that_word_counts_begin_items_as_typed_ones_do(tmp_path: Path):
    lines = ["План на 2023 год", *(paragraph(text, numbered=(1, 0)) for text in ("Кросс – май", "Слёт – июнь"))]
    assert listed(write_word(tmp_path / "a.docx", lines)).split("\n")[2:] == [
        "1.1 | Кросс | май → 31.05.23 | — | —",
        "1.2 | Слёт | июнь → 30.06.23 | — | —",
        "? исполнители: В документе не указаны исполнители",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("План\n№\nМероприятие\nСрок\nОтветственный\nСовет\nмай\n", "каждая ячейка таблицы стоит на своей строке"),
        ("План\n№ Мероприятие Срок Ответственный\n1 Совет май Директор\n", "разделены пробелами"),
        ("План\n№   Мероприятие    Срок\n1   Совет   май\n2   Кросс   июнь\n", "разделены пробелами"),
        ("План\n", "нет строк, которые могли бы быть мероприятиями"),
    ],
)
def test_what_is_no_list_is_not_read_as_one(tmp_path: Path, text: str, said: str):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(VekhaError, match=said):
        read_document(tmp_path / "a.txt", as_list=True)
