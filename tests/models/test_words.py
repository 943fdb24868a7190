"""The mechanical rules of Russian that every sentence and every golden letter keeps."""

import re
from pathlib import Path

import pytest

from tests.models.test_texts import SENTENCES

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.txt"))
MONTH = "(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
RULES = {
    "one dash": r" — ",
    "«г.» after a year": rf"\d {MONTH} \d{{4}}(?! г\.|»)",
    "one stop after «г.»": r"г\.(?: г\.|\.)",
    "no stop glued to an address": r"(?<!«)https?://[^\s»)]+[.,;:!?](?=\s|$)",
    "no blank before a sign": r"[а-яё»] [,;:!?](?:\s|$)",
    "no two stops": r"(?<!\.)\.\.(?!\.)",
}
SMALL_AFTER_SEMICOLON = r"; (?:В|Это|Если|Веха|Решение|Строка|Впишите|Выберите|Верните|Назовите|Проверьте)\b"
BANNED = (
    "Поторопите", "Разблокировать", "Отметок нет", "прежние голоса не действуют", "сосчитан", "поздоровался",
    "ещё ничего не происходило", "Очередь стоит", "писать некуда", "обратитесь к куратору", "ячеек записано",
    "ждёт вашего голоса", "возвращено на доработку – ", "при необходимых", "человек может голосовать",
)  # fmt: skip
EARLIER = "EARLIER_"  # the words of the release before, which a board that is taken over shows till its day is over


@pytest.mark.parametrize("rule", RULES)
def test_golden_letters_keep_the_rule(rule: str):
    texts = {file.name: file.read_text(encoding="utf-8") for file in GOLDEN}
    found = {name: re.findall(f".{{0,30}}{RULES[rule]}.{{0,10}}", text) for name, text in texts.items()}
    assert {name: broken for name, broken in found.items() if broken} == {}


@pytest.mark.parametrize("rule", [*RULES.values(), SMALL_AFTER_SEMICOLON, "|".join(BANNED)])
def test_sentences_keep_the_rule(rule: str):
    said = {each.id: each.values[0] for each in SENTENCES if EARLIER not in str(each.id)}
    assert {name: text for name, text in said.items() if re.search(rule, text)} == {}


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.name)
def test_golden_letters_say_nothing_as_it_was_said_before(file: Path):
    text = file.read_text(encoding="utf-8")
    assert [words for words in BANNED if words in text] == []
