"""Plans as schools, colleges and districts write and copy them: what a deputy head reads in them is what is imported.

In the texts «>» stands for a tab.
"""

from pathlib import Path
from textwrap import dedent

import pytest

from models.text import VekhaError
from tests.support.cli_school import CliSchool
from tests.support.documents_read import told, understood
from tests.support.word_samples import table, write_word

COPIED = {
    "line breaks in the last cell": (
        """
        План на 2023 год
        №>Мероприятие>Срок>Ответственный
        1>Совет>май 2023>Директор
        Завуч
        2>Линейка>май 2023>Директор
        """,
        """
        План на 2023 год (2023)
        [1] Мероприятия
        1.1 | Совет | май 2023 → 31.05.23 | Директор; Завуч | —
        1.2 | Линейка | май 2023 → 31.05.23 | Директор | —
        """,
    ),
    "a line that may be a section is said": (
        """
        План на 2023 год
        №>Мероприятие>Срок>Ответственный
        1>Совет>май 2023>Директор
        Спортивный сезон
        2>Кросс>июнь 2023>Директор
        """,
        """
        План на 2023 год (2023)
        [1] Мероприятия
        1.1 | Совет | май 2023 → 31.05.23 | Директор; Спортивный сезон | —
        1.2 | Кросс | июнь 2023 → 30.06.23 | Директор | —
        ? таблица, строка 3: Строка «Спортивный сезон» отнесена к последней ячейке строки выше
        """,
    ),
    "sections by their words, by a month, by a count that begins anew": (
        """
        План на 2023 год
        №>Мероприятие>Срок>Ответственный
        1>Совет>май 2023>Директор
        Работа с родителями
        1>Собрание>июнь 2023>Завуч
        Раздел 3. Контроль
        1>Проверка>июль 2023>Директор
        """,
        """
        План на 2023 год (2023)
        [1] Мероприятия
        1.1 | Совет | май 2023 → 31.05.23 | Директор | —
        [2] Работа с родителями
        2.1 | Собрание | июнь 2023 → 30.06.23 | Завуч | —
        [3] Контроль
        3.1 | Проверка | июль 2023 → 31.07.23 | Директор | —
        """,
    ),
    "a header and first cells torn, the last cell empty": (
        """
        План недели математики на 2023 год
        Наименование мероприятия>Время
        проведения>Класс>Ответственный>Примечание
        Игра по станциям
        «Формула»>12 мая 2023>5-6
        классы>Учитель математики>
        Большая викторина>15 мая 2023>7 класс>Учитель математики>
        """,
        """
        План недели математики на 2023 год (2023)
        [1] Мероприятия
        1.1 | Игра по станциям «Формула» | 12 мая 2023 → 12.05.23 | Учитель математики | —
        1.2 | Большая викторина | 15 мая 2023 → 15.05.23 | Учитель математики | —
        # Столбец «Класс» перенесён в примечания строк (`note`).
        """,
    ),
    "numbered questions in the last cell": (
        """
        План работы совета на 2023/2024 учебный год
        № п/п>Месяц>Мероприятия
        1>Октябрь>1. О плане.
        2. О выборах.
        2>Март>1. Об итогах.
        2. О ремонте.
        """,
        """
        План работы совета на 2023/2024 учебный год (2023/2024)
        [1] Мероприятия
        1.1 | 1. О плане. 2. О выборах. | Октябрь → 31.10.23 | — | —
        1.2 | 1. Об итогах. 2. О ремонте. | Март → 31.03.24 | — | —
        ? исполнители: В документе не указаны исполнители
        ? 1.1 (таблица, строка 3): В ячейке 2 пронумерованных дела
        ? 1.2 (таблица, строка 5): В ячейке 2 пронумерованных дела
        """,
    ),
    "a header of two levels, copied flat": (
        """
        План-график на 2023 год по кварталам
        Наименование мероприятия>Срок реализации>Ответственный
        I
        квартал>II
        квартал>III квартал>IV квартал
        1>2>3>4>5>6
        1. Проверка зданий>х>->х>->Завхоз
        """,
        """
        План-график на 2023 год по кварталам (2023)
        [1] Мероприятия
        1.1 | Проверка зданий | 1 квартал, 3 квартал → 31.03.23, 30.09.23 | Завхоз | —
        """,
    ),
    "cells as paragraphs of a browser": (
        "План на 2023 год\n№>Мероприятие>Срок>Ответственный\n1>Совет>май 2023>Директор\n2>"
        "\n\nЛинейка\n\n>\n\nмай 2023\n\n>\n\n"
        "Директор\n\nЗавуч\n\n\nРаздел 2\n3>Кросс>июнь 2023>Директор\n",
        """
        План на 2023 год (2023)
        [1] Мероприятия
        1.1 | Совет | май 2023 → 31.05.23 | Директор | —
        1.2 | Линейка | май 2023 → 31.05.23 | Директор; Завуч | —
        [2] Раздел 2
        2.3 | Кросс | июнь 2023 → 30.06.23 | Директор | —
        """,
    ),
    "each cell on a line of its own, rows counted": (
        """
        План на 2023 год
        №
        Мероприятие
        Срок
        Ответственный
        1
        Совет
        май 2023
        Директор
        2
        Кросс
        июнь 2023
        Завуч
        """,
        """
        План на 2023 год (2023)
        [1] Мероприятия
        1.1 | Совет | май 2023 → 31.05.23 | Директор | —
        1.2 | Кросс | июнь 2023 → 30.06.23 | Завуч | —
        """,
    ),
    "the activity under a word of its own": (
        """
        Спартакиада школьников в 2022-2023 учебном году
        №>Соревнования>Дата>Место
        1>Кубок города по настольному теннису>12 октября>Стадион
        2>Лыжные гонки на призы района>5 февраля>Лыжная база
        """,
        """
        Спартакиада школьников в 2022-2023 учебном году (2022/2023)
        [1] Мероприятия
        1.1 | Кубок города по настольному теннису | 12 октября → 12.10.22 | — | —
        1.2 | Лыжные гонки на призы района | 5 февраля → 05.02.23 | — | —
        # Столбец «Место» перенесён в примечания строк (`note`).
        ? таблица: Столбец «Соревнования» принят за мероприятие: слова «мероприятие» нет
        ? исполнители: В документе не указаны исполнители
        """,
    ),
    "no row of headers": (
        """
        Календарь дел на 2022-2023 учебный год
        3 сентября>Урок безопасности в первых классах>Классные руководители
        12 октября>Выставка рисунков о родном крае>Педагог-организатор
        """,
        """
        Календарь дел на 2022-2023 учебный год (2022/2023)
        [1] Мероприятия
        1.1 | Урок безопасности в первых классах | 3 сентября → 03.09.22 | Классные руководители | —
        1.2 | Выставка рисунков о родном крае | 12 октября → 12.10.22 | Педагог-организатор | —
        ? таблица: Строки заголовков нет: столбцы названы по их содержанию
        """,
    ),
}  # fmt: skip


def lines(text: str) -> str:
    return dedent(text).strip()


@pytest.mark.parametrize("manner", COPIED)
def test_a_plan_copied_as_text_is_read_as_a_person_reads_it(tmp_path: Path, manner: str):
    copied, expected = COPIED[manner]
    (tmp_path / "a.txt").write_text(lines(copied).replace(">", "\t"), encoding="utf-8")
    assert told(understood(tmp_path / "a.txt")) == lines(expected)


REFUSED = {
    "a list": ("План на май\n1. Совет\n2. Линейка\n3. Кросс\n", "записан списком"),
    "loose cells of a PDF": ("План\n№\n1.\n\nМероприятие\nСрок\nОтветственный\nСовет\nмай\n", "Word или Excel"),
    "a letter": ("Уважаемые коллеги! Совет пройдёт в мае.\n", "не найдена таблица"),
}


@pytest.mark.parametrize("manner", REFUSED)
def test_what_holds_no_table_is_refused_with_the_cause_and_the_way_out(tmp_path: Path, manner: str):
    text, said = REFUSED[manner]
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(VekhaError, match=said) as refusal:
        understood(tmp_path / "a.txt")
    assert "тот ли это файл" not in str(refusal.value)


def test_months_as_rows_are_the_terms_of_a_table_without_a_column_of_terms(tmp_path: Path):
    rows = [
        ["№", "Мероприятие", "Ответственный"],
        ["ОКТЯБРЬ"],
        ["1", "День учителя", "Завуч"],
        ["ЯНВАРЬ"],
        ["1", "Святки", "Завуч"],
    ]
    file = write_word(
        tmp_path / "a.docx",
        ["План на 2022-2023 учебный год", table([row if len(row) > 1 else [row[0], "", ""] for row in rows])],
    )
    found = told(understood(file))
    assert "День учителя | ОКТЯБРЬ → 31.10.22" in found
    assert "Святки | ЯНВАРЬ → 31.01.23" in found


def test_several_numbers_in_one_cell_are_several_rows_where_the_activities_are_as_many(tmp_path: Path):
    head = ["№", "Мероприятие", "Срок", "Ответственный"]
    file = write_word(
        tmp_path / "a.docx",
        ["План на 2023 год", table([head, ["1.\n2.\n3.", "Совет\nЛинейка\nКросс", "май", "Завуч"]])],
    )
    assert [(each.code, each.title) for each in understood(file).activities()] == [
        ("1.1", "Совет"),
        ("1.2", "Линейка"),
        ("1.3", "Кросс"),
    ]
    file = write_word(
        tmp_path / "b.docx", ["План на 2023 год", table([head, ["1.\n2.\n3.", "Совет и линейка", "май", "Завуч"]])]
    )
    found = understood(file)
    assert [each.code for each in found.activities()] == ["1.1"]
    assert "В ячейке номера 3 номера" in found.problems[0].found


def test_in_a_plan_for_some_weeks_its_whole_period_is_those_weeks(tmp_path: Path):
    rows = [
        ["№", "Мероприятие", "Срок", "Ответственный"],
        ["1", "Акция", "весь период", "Завуч"],
        ["2", "Сбор", "в течение периода", "Завуч"],
    ]
    file = write_word(tmp_path / "a.docx", ["План месячника", "с 21 января по 23 февраля 2022 г.", "", table(rows)])
    found = understood(file)
    assert str(found.period) == "21.01.2022-23.02.2022"
    assert [[str(one.due) for one in each.term.occurrences] for each in found.activities()] == [["2022-02-23"]] * 2


def test_rows_that_differ_in_a_column_of_their_own_are_no_twins_and_keep_it(tmp_path: Path):
    rows = [
        ["№", "Мероприятие", "Класс", "Срок", "Ответственный"],
        ["1", "Контрольная", "5", "май", "Завуч"],
        ["2", "Контрольная", "6", "май", "Завуч"],
    ]
    found = understood(write_word(tmp_path / "a.docx", ["План на 2023 год", table(rows)]))
    assert [each.note for each in found.activities()] == ["Класс: 5", "Класс: 6"]
    assert found.problems == ()


def test_whoever_is_named_without_a_post_is_quoted_in_the_checklist(tmp_path: Path):
    rows = [
        ["№", "Мероприятие", "Срок", "Ответственный"],
        ["1", "Памятки", "май", "[Фамилия И.О.], воспитатели"],
        ["2", "Кросс", "май", "[Фамилия И.О.]"],
    ]
    found = understood(write_word(tmp_path / "a.docx", ["План на 2023 год", table(rows)]))
    assert [problem.found for problem in found.problems] == [
        "Рядом с должностями назван без должности: «[Фамилия И.О.]»",
        "Исполнитель назван по фамилии, без должности: «[Фамилия И.О.]»",
    ]


def test_a_calendar_grid_holds_its_activities_in_the_cells_of_months(tmp_path: Path):
    rows = [
        ["Направление", "Сентябрь", "Октябрь"],
        ["Спорт", "Кросс наций", "Турнир по шашкам\nВесёлые старты"],
        ["Труд", "-", "Уборка парка"],
    ]
    file = write_word(tmp_path / "a.docx", ["Сетевой план-график на 2022-2023 учебный год", table(rows)])
    assert told(understood(file)).split("\n")[:7] == lines("""
        Сетевой план-график на 2022-2023 учебный год (2022/2023)
        [1] Спорт
        1.1 | Кросс наций | сентябрь → 30.09.22 | — | —
        1.2 | Турнир по шашкам | октябрь → 31.10.22 | — | —
        1.3 | Весёлые старты | октябрь → 31.10.22 | — | —
        [2] Труд
        2.1 | Уборка парка | октябрь → 31.10.22 | — | —
    """).split("\n")


def test_the_numbers_of_several_rows_in_one_cell_of_copied_text_stay_in_it(tmp_path: Path):
    text = "План на 2023 год\n№\tМероприятие\tСрок\tОтветственный\n"
    text += "1.\n2.\tСовет\nКросс\tмай\tЗавуч\n3.\tЛинейка\tиюнь\tЗавуч\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [(each.code, each.title) for each in understood(tmp_path / "a.txt").activities()] == [
        ("1.1", "Совет"), ("1.2", "Кросс"), ("1.3", "Линейка"),
    ]  # fmt: skip


@pytest.mark.parametrize("between", [";", "|"])
def test_a_file_of_fields_may_call_the_activity_as_it_likes(tmp_path: Path, between: str):
    rows = (("№", "Конкурсы", "Дата"), ("1", "Живая классика", "5 марта"), ("2", "Лидер года", "7 апреля"))
    text = "Конкурсы на 2023 год\n" + "\n".join(between.join(row) for row in rows)
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert [each.title for each in understood(tmp_path / "a.csv", "2023").activities()] == [
        "Живая классика",
        "Лидер года",
    ]


def test_an_import_is_a_school_of_its_own_that_check_and_the_board_agree_with(tmp_path: Path):
    text = "МБОУ «СОШ № 7 г. Омска»\n\nПлан месячника\nс 21 января по 23 февраля 2022 г.\n\n"
    text += "№\tМероприятие\tСрок\tОтветственный\n"
    text += "1\tАкция\tвесь период\tДиректор\n2\tСбор\t25 января 2022\tРодительский комитет\n"
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    desk = CliSchool(tmp_path / "var").copied(tmp_path)
    out = desk.school.parent / "mine"
    said = desk.run("import", str(tmp_path / "plan.txt"), "-o", str(out))
    assert (said.code, said.err) == (0, "")
    assert "school.yaml" in said.out
    mine = CliSchool(tmp_path / "my-var", out)
    checked = mine.run("check", now="2022-01-20T09:00")
    assert (checked.code, "никто не занимает" in checked.out) == (0, False)
    assert "vekha init" in checked.out
    assert mine.run("init", now="2022-01-20T09:00").code == 0
    milestones = mine.facts("status", now="2022-01-20T10:00")["milestones"]
    assert [each["due"] for each in milestones] == ["2022-02-23", "2022-01-25"]
    settings = (out / "school.yaml").read_text(encoding="utf-8")
    assert "name: МБОУ «СОШ № 7 г. Омска»\nshort_name: СОШ 7\ntime_zone: Asia/Omsk\n" in settings
