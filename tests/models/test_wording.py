"""Every sentence and every golden letter keep the mechanical rules of the house's Russian."""

import re
from pathlib import Path

import pytest

from models.text import MONTHS
from tests.models.test_texts import MODULES, sentences

GOLDEN = sorted(Path(__file__).parents[1].glob("golden/*.txt"))
ABBREVIATIONS = "г|гг|дн|см|т|е|д|им|ч|п|пп|стр|тыс|ул|руб"
RULES = {
    "one dash, the shorter": re.compile(r"\s—\s"),
    "one blank, and none before a stop": re.compile(r"(?<=\S) {2,}|\s[.,;:!?](?=\s|$)"),
    "one stop": re.compile(r"(?<!\.)\.\.(?!\.)|[,;:]\."),
    "a capital after a stop": re.compile(rf"\b(?!(?:{ABBREVIATIONS})\.)[\w»)]+\. [а-яё]"),
    "none after a semicolon": re.compile(r"; [А-ЯЁ](?:[а-яё]|\b)"),
    "a year of a date has its sign once": re.compile(rf"(?:{'|'.join(MONTHS)}) \d{{4}}(?! г\.)|г\. г\.|г\.\."),
    "no stop glued to an address": re.compile(r"https?://\S+[.,;:!?](?=\s|$)"),
}
COLUMNS = re.compile(r"^\w+: {2,}\{")  # two columns of the terminal
BANNED = (
    "Поторопите", "Разблокировать", "Отметок нет", "прежние голоса не действуют", "сосчитан", "поздоровался",
    "ещё ничего не происходило", "Очередь стоит", "писать некуда", "обратитесь к куратору", "ячеек записано",
    "ждёт вашего голоса", "возвращено на доработку – ", "при необходимых", "человек может голосовать",
)  # fmt: skip
EARLIER = "EARLIER_"  # the words of the release before, which a board that is taken over shows till its day is over
LIST_OF_NAMES = re.compile(r"Наступивших сроков нет: .*")  # posts, which begin with a capital anywhere


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("module", MODULES)
def test_a_sentence_keeps_the_rule(module: str, rule: str):
    found = [text for _, text in sentences(module) if RULES[rule].search(text) and not COLUMNS.match(text)]
    assert found == []


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_letter_keeps_the_rule(file: Path, rule: str):
    lines = [line.strip() for line in LIST_OF_NAMES.sub("", file.read_text(encoding="utf-8")).splitlines()]
    assert [line for line in lines if RULES[rule].search(line)] == []


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_said_as_it_was_said_before(module: str):
    said = [text for constant, text in sentences(module) if not constant.startswith(EARLIER)]
    assert [text for text in said if any(words in text for words in BANNED)] == []


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_no_letter_says_anything_as_it_was_said_before(file: Path):
    text = file.read_text(encoding="utf-8")
    assert [words for words in BANNED if words in text] == []


@pytest.mark.parametrize(
    ("rule", "wrong", "right"),
    [
        ("one dash, the shorter", "Куратор — вернуть", "столбец «—» и 5–7"),
        ("one blank, and none before a stop", "проход  и", "проход и…"),
        ("one stop", "Нет адреса..", "и так далее…"),
        ("a capital after a stop", "Нет записи. восстановите", "до 5 марта 2021 г. осталось"),
        ("none after a semicolon", "не понято; Решение", "не понято; решение"),
        ("none after a semicolon", "не понято; В строке", "не понято; в строке"),
        ("a year of a date has its sign once", "до 5 марта 2021; ждём", "до 5 марта 2021 г.; ждём"),
        ("a year of a date has its sign once", "до 5 марта 2021 г. г.", "за 2021 год, за март 2021 г."),
        ("a year of a date has its sign once", "до 5 марта 2021 г..", "до 5 марта 2021 г."),
        ("no stop glued to an address", "видели https://a.ru/5?", "видели https://a.ru/5 ?"),
        ("no stop glued to an address", "см. https://a.ru/5. Форма", "см. https://a.ru/5 и форму"),
    ],
)
def test_a_rule_finds_what_it_is_for(rule: str, wrong: str, right: str):
    assert [bool(RULES[rule].search(text)) for text in (wrong, right)] == [True, False]
