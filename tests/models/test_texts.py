"""Every sentence can be said: a constant with named places is formatted with each place filled."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from string import Formatter

import pytest

import models
from models.mail import LetterState
from models.usage import help_texts

MODULES = [
    each.name for each in pkgutil.walk_packages(models.__path__, "models.")
    if each.name.endswith("texts") or each.name == "models.projection.guide"
]  # fmt: skip
MOMENT = datetime(2021, 3, 15, 9, 5)


def sentences(module: str) -> Iterator[tuple[str, str]]:
    """Every text among a module's constants, inside tables as well, with the constant's name."""
    for constant, value in vars(importlib.import_module(module)).items():
        if constant.lstrip("_").isupper():
            yield from ((constant, text) for text in texts_in(value))


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in texts_in(each))
    elif isinstance(value, tuple | list):  # an Advice is one, too
        yield from (text for each in value for text in texts_in(each))


def filled(text: str) -> tuple[str, list[str]]:
    """The text with every place filled, and what it was filled with; a broken brace is a ValueError."""
    places = {name: spec for _, name, spec, _ in Formatter().parse(text) if name is not None}
    if not all(name.isidentifier() for name in places):
        raise ValueError(f"a place without a name: {text}")
    values = {name: MOMENT if "%" in (spec or "") else f"<{name}>" for name, spec in places.items()}
    shown = [format(value, places[name] or "") for name, value in values.items()]
    return text.format(**values), shown


SENTENCES = [
    pytest.param(text, id=f"{module.removeprefix('models.')}:{constant}")
    for module in MODULES for constant, text in sentences(module)
]  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_every_place_of_a_sentence_has_a_name_and_can_be_filled(text: str):
    sentence, shown = filled(text)
    assert all(value in sentence for value in shown)
    assert not re.search(r"(?<!:)\{|\}", sentence)


@pytest.mark.parametrize("broken", ["Нет вкладки «{tab»", "Нет вкладки «tab}»", "Нет вкладки «{}»", "Вкладка {0}"])
def test_a_broken_place_is_found(broken: str):
    with pytest.raises(ValueError, match=r"place|'[{}]'|index"):
        filled(broken)


def test_the_help_knows_the_states_of_letters():
    """It names them itself, so that it need not import what knows them."""
    assert tuple(map(str, LetterState)) == help_texts.LETTER_STATES


def test_the_sentences_of_every_package_were_looked_at():
    """More than a thousand: a module that hides its sentences from this test would be missed."""
    packages = {module.split(".")[1] for module in MODULES}
    assert packages == {
        "alarms", "amending", "approval", "board", "checks", "document", "evidence", "fleet", "importing", "journal",
        "letters", "mail", "meeting",
        "observation", "output", "ownership", "papers", "parts", "projection", "roadmap", "school", "terms", "usage",
    }  # fmt: skip
    assert all(any(sentences(module)) for module in MODULES)
