"""What each result form asks for, and which forms the cell «Форма результата» names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.evidence import texts
from models.text import folded

Need = Literal[
    "number", "date", "link", "own_link", "entries", "people", "figure", "two_figures", "share", "note", "channel",
    "members",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class AnyOf(_Strict):
    """One of these is enough."""

    any: tuple[Need, ...] = Field(strict=False, min_length=2)


class FormRule(_Strict):
    """One result form: how it is recognised and what proves it."""

    kind: str = Field(min_length=1)
    """What stages refer to; several rules may share one kind."""
    label: str = Field(min_length=1)
    """As it stands in a sentence: «приказ»."""
    of: str = ""
    """Of what the number and the date are: «приказа»."""
    date_of: str = ""
    """Of what the date is, where it stands without a number: «подачи»."""
    matches: tuple[str, ...] = Field(default=(), strict=False)
    """Beginnings of words or phrases in the result form's cell."""
    after: tuple[str, ...] = Field(default=(), strict=False)
    """Beginnings that turn a form without a number, named before them, into this one: «размещенн»."""
    needs: tuple[Need | AnyOf, ...] = Field(strict=False)
    welcome: tuple[Need, ...] = Field(default=(), strict=False)
    """Good to have: the voters are told where it is not there."""
    several: bool = False
    """The form speaks of several documents: one alone is worth a word to the voters."""

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.needs:
            raise ValueError(texts.NEEDS_NEEDED.format(kind=self.kind))
        for beginning in (*self.matches, *self.after):
            if not letters_of(beginning):
                raise ValueError(texts.EMPTY_BEGINNING.format(kind=self.kind, beginning=beginning))
        return self

    def asks_for(self, need: Need) -> bool:
        """Whether it cannot do without."""
        return need in self.needs


class EvidenceRules(_Strict):
    """The section ``evidence`` of the workflow file."""

    note_letters: int = Field(ge=1)
    """A note has at least so many letters in its different words."""
    note_words: int = Field(ge=1)
    ticks: tuple[str, ...] = Field(strict=False)
    """Words that say only that it is done."""
    forms: tuple[FormRule, ...] = Field(strict=False)
    otherwise: FormRule
    """For a form that no rule recognises."""

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """With which letters the name of a form begins; most words of a long cell begin with none of them."""
        return tuple(letters_of(each) for rule in self.forms for each in (*rule.matches, *rule.after))

    @model_validator(mode="after")
    def _every_rule_can_apply(self) -> Self:
        seen: dict[str, str] = {}
        for rule in self.forms:
            if not rule.matches and not rule.after:
                raise ValueError(texts.BEGINNINGS_NEEDED.format(kind=rule.kind))
            for beginning in (*rule.matches, *rule.after):
                letters = letters_of(beginning)
                if letters in seen:
                    raise ValueError(
                        texts.REPEATED_BEGINNING.format(beginning=beginning, first=seen[letters], second=rule.kind)
                    )
                seen[letters] = rule.kind
        return self


# ── which forms a cell asks for ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Word:
    at: int
    text: str
    begins_item: bool


_ITEM_WORDS = frozenset({"и", "также"})  # «или» and «/» offer a choice: the first one says what is needed
_ADJECTIVE = re.compile(r"\w+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)")
_OBLIQUE = re.compile(r"(?:у|ю|е|ом|ем|ой|ей|ов|ев|ам|ям|ами|ями|ах|ях)")


def forms_of(result_form: str, rules: EvidenceRules) -> tuple[FormRule, ...]:
    """Say which forms the cell asks for, in its order; the rule for unknown forms where none is recognised.

    A form stands at the head of an item of an enumeration, perhaps behind an adjective: in «доклад о ходе реализации
    плана» there is no plan, in «программа семинаров, протоколы совещаний» there are two forms.
    """
    letters, words = _letters_and_words(result_form)
    found: list[FormRule] = []
    reached = 0
    for index, word in enumerate(words):
        if word.at < reached:
            continue
        asked = rules.forms if found and letters.startswith(rules.beginnings, word.at) else ()
        turned = next((rule for rule in asked if _longest(rule.after, letters, word.at)), None)
        if turned and "number" not in found[-1].needs:
            found[-1] = turned
            reached = word.at + _longest(turned.after, letters, word.at)
        elif word.begins_item and (head := _head(words[index:], letters, rules, is_first=not found)):
            found.append(head[0])
            reached = head[1]
    if not found:
        anywhere = (_recognised(letters, word.at, rules, is_first=True)[0] for word in words)
        found = [rule for rule in anywhere if rule is not None][:1]
    by_kind = {rule.kind: rule for rule in reversed(found)}
    return tuple(dict.fromkeys(by_kind[rule.kind] for rule in found)) or (rules.otherwise,)


def _head(words: Sequence[_Word], letters: str, rules: EvidenceRules, *, is_first: bool) -> tuple[FormRule, int] | None:
    """The form at the beginning of an item, and where it ends."""
    for word in words[:4]:
        if word is not words[0] and word.begins_item:
            return None
        rule, length = _recognised(letters, word.at, rules, is_first=is_first)
        if rule is not None:
            is_object = not is_first and _is_oblique(word.text, word.text[length:], rule.label)
            return None if is_object else (rule, word.at + length)
        if not _ADJECTIVE.fullmatch(word.text):
            return None
    return None


def _is_oblique(word: str, ending: str, label: str) -> bool:
    """Whether a word is not the subject of its item: «сборник отчётов и программ», «приказ и изменение плана»."""
    if ending == "":
        return word != label and label.startswith(word)
    return bool(_OBLIQUE.fullmatch(ending)) or (ending == "а" and not label.endswith("а"))


def _recognised(letters: str, at: int, rules: EvidenceRules, *, is_first: bool) -> tuple[FormRule | None, int]:
    """The rule with the longest beginning at this place; `after` words count at the first place only."""
    if not letters.startswith(rules.beginnings, at):
        return None, 0
    lengths = [
        (_longest((*rule.matches, *(rule.after if is_first else ())), letters, at), rule) for rule in rules.forms
    ]
    length, rule = max(lengths, key=lambda pair: pair[0], default=(0, rules.otherwise))
    return (rule, length) if length else (None, 0)


def _longest(beginnings: tuple[str, ...], letters: str, at: int) -> int:
    return max((len(letters_of(b)) for b in beginnings if letters.startswith(letters_of(b), at)), default=0)


@lru_cache(maxsize=1024)
def letters_of(text: str) -> str:
    """Letters and digits only, so that a broken line or a stray hyphen changes nothing."""
    return "".join(char for char in folded(text) if char.isalnum())


def is_named(kind: str, text: str, rules: EvidenceRules) -> bool:
    """Whether a text mentions a form of this kind anywhere, in any of its cases."""
    letters, words = _letters_and_words(text)
    return any(_longest(rule.matches, letters, word.at) for rule in rules.forms if rule.kind == kind for word in words)


def _letters_and_words(text: str) -> tuple[str, tuple[_Word, ...]]:
    words: list[_Word] = []
    at = end = 0
    line = folded(text)
    for match in re.finditer(r"[^\W_]+", line):
        apart = bool(re.search(r"[,;:+.•]", line[end : match.start()]))
        words.append(_Word(at, match[0], not words or apart or words[-1].text in _ITEM_WORDS))
        at += len(match[0])
        end = match.end()
    return "".join(word.text for word in words), tuple(words)
