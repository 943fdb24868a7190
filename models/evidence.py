"""Evidence by result form: what a form asks for, what was written, and what is still missing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models import evidence_wording as wording
from models.evidence_links import is_on_site, normal_link
from models.evidence_reading import WITHOUT_NUMBER, Count, Found, read_evidence, tidy

__all__ = [
    "AnyOf", "Assessment", "Count", "EvidenceRules", "FormRule", "Found", "assess", "forms_of", "normal_link",
    "read_evidence",
]  # fmt: skip

Need = Literal[
    "number", "date", "link", "own_link", "entries", "people", "figure", "two_figures", "share", "note", "channel",
    "members",
]  # fmt: skip
_PAPER: tuple[Need, ...] = ("number", "date", "link")
"""What a link to the paper itself can prove where several forms stand in one cell."""


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
    """Of what the date is where no number is asked for: «подачи»."""
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
            raise ValueError(wording.needs_needed(self.kind))
        for beginning in (*self.matches, *self.after):
            if not _letters(beginning):
                raise ValueError(wording.empty_beginning(self.kind, beginning))
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

    @model_validator(mode="after")
    def _every_rule_can_apply(self) -> Self:
        seen: dict[str, str] = {}
        for rule in self.forms:
            if not rule.matches and not rule.after:
                raise ValueError(wording.beginnings_needed(rule.kind))
            for beginning in (*rule.matches, *rule.after):
                first = seen.setdefault(_letters(beginning), rule.kind)
                if first != rule.kind or list(map(_letters, rule.matches)).count(_letters(beginning)) > 1:
                    raise ValueError(wording.repeated_beginning(beginning, first, rule.kind))
        return self


# ── which forms a cell asks for ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Word:
    at: int
    text: str
    begins_item: bool


_ITEM_WORDS = frozenset({"и", "или", "также"})
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
        turned = next((rule for rule in rules.forms if found and _longest(rule.after, letters, word.at)), None)
        if turned and "number" not in found[-1].needs:
            found[-1] = turned
            reached = len(letters)
        elif word.begins_item and (head := _head(words[index:], letters, rules, is_first=not found)):
            rule, reached = head
            found.append(rule)
    if not found:
        found = [rule for word in words if (rule := _recognised(letters, word.at, rules)[0])][:1]
    by_kind = {rule.kind: rule for rule in reversed(found)}
    return tuple(dict.fromkeys(by_kind[rule.kind] for rule in found)) or (rules.otherwise,)


def _head(
    words: Sequence[_Word], letters: str, rules: EvidenceRules, *, is_first: bool
) -> tuple[FormRule, int] | None:
    """The form at the beginning of an item, and where it ends."""
    for word in words[:4]:
        if word is not words[0] and word.begins_item:
            return None
        rule, length = _recognised(letters, word.at, rules)
        if rule is not None:
            rest = word.text[length:]
            is_object = not is_first and bool(_OBLIQUE.fullmatch(rest) or (rest == "а" and rule.label[-1] != "а"))
            return None if is_object else (rule, word.at + length)
        if not _ADJECTIVE.fullmatch(word.text):
            return None
    return None


def _recognised(letters: str, at: int, rules: EvidenceRules) -> tuple[FormRule | None, int]:
    """The rule with the longest beginning at this place."""
    lengths = [(_longest((*rule.matches, *rule.after), letters, at), rule) for rule in rules.forms]
    length, rule = max(lengths, key=lambda pair: pair[0], default=(0, rules.otherwise))
    return (rule, length) if length else (None, 0)


def _longest(beginnings: tuple[str, ...], letters: str, at: int) -> int:
    return max((len(_letters(b)) for b in beginnings if letters.startswith(_letters(b), at)), default=0)


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    """Letters and digits only, so that a broken line or a stray hyphen changes nothing."""
    return "".join(char for char in tidy(text).casefold().replace("ё", "е") if char.isalnum())


def _letters_and_words(text: str) -> tuple[str, tuple[_Word, ...]]:
    words: list[_Word] = []
    at = 0
    for match in re.finditer(r"([^\w]*)([^\W_]+)", tidy(text).casefold().replace("ё", "е")):
        begins_item = not words or bool(re.search(r"[,;:/+.•]", match[1])) or words[-1].text in _ITEM_WORDS
        words.append(_Word(at, match[2], begins_item))
        at += len(match[2])
    return "".join(word.text for word in words), tuple(words)


# ── what was written against what is needed ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether a result proves its form, in sentences."""

    met: bool
    understood: str
    """What was read; '' for an empty cell."""
    missing: str
    """What is still to be given; '' when met."""
    warnings: tuple[str, ...]
    """What the voters should look at; never a wall."""


def assess(
    text: str,
    result_form: str,
    rules: EvidenceRules,
    *,
    site: str | None,
    start: date | None,
    due: date | None,
    used_links: Mapping[str, str],
) -> Assessment:
    """Judge the text of «Результат» by the forms its activity asks for.

    ``used_links`` says which milestone an address, brought to one spelling by ``normal_link``, was approved for.
    """
    found = read_evidence(text)
    forms = forms_of(result_form, rules)
    lacking = _lacking(found, forms, rules, site)
    left_to_links: list[Need] = []
    has_proofs = True
    if len(forms) > 1:
        has_links_for_all = len(found.links) >= len(forms)
        has_proofs = has_links_for_all or all(_is_named(rule, found.text) for rule in forms)
        if has_links_for_all:
            left_to_links = [need for need in _PAPER if need in lacking]
            lacking = [need for need in lacking if need not in _PAPER]
    missing = _missing(lacking, found, forms, rules, has_proofs=has_proofs)
    return Assessment(
        met=not missing,
        understood=_understood(found, forms, rules),
        missing=missing,
        warnings=(
            *_bad_spellings(found, has_missing=bool(missing)),
            *_about_documents(found, forms, site, start, due),
            *_about_links(found, used_links),
            *_not_said(found, forms, rules, site, left_to_links),
        ),
    )


def _lacking(
    found: Found, forms: Sequence[FormRule], rules: EvidenceRules, site: str | None
) -> list[Need | AnyOf]:
    """Needs of all the forms that nothing in the text answers, each once."""
    needs = dict.fromkeys(need for rule in forms for need in rule.needs)
    return [
        need
        for need in needs
        if not any(_has(one, found, rules, site) for one in (need.any if isinstance(need, AnyOf) else (need,)))
    ]


def _has(need: Need, found: Found, rules: EvidenceRules, site: str | None) -> bool:
    match need:
        case "number":
            return bool(found.numbers)
        case "date":
            return bool(found.dates)
        case "link":
            return bool(found.links)
        case "own_link":
            return any(not site or is_on_site(link, site) for link in found.links)
        case "entries":
            return any(count.value for count in found.counts)
        case "people":
            return any(count.value and count.are_people for count in found.counts)
        case "figure":
            return bool(found.counts or found.shares)
        case "two_figures":
            return len(found.counts) + len(found.shares) >= 2
        case "share":
            return bool(found.shares)
        case "note":
            return _is_note(found, rules)
        case "channel":
            return found.names_channel
        case "members":
            return found.names_members


def _is_note(found: Found, rules: EvidenceRules) -> bool:
    words = _own_words(found, rules)
    return len(words) >= rules.note_words and sum(map(len, words)) >= rules.note_letters


def _own_words(found: Found, rules: EvidenceRules) -> list[str]:
    ticks = {_letters(tick) for tick in rules.ticks}
    return [word for word in found.words if len(word) > 1 and _letters(word) not in ticks]


def _is_tick(found: Found, rules: EvidenceRules) -> bool:
    """Whether the cell says only that it is done: «+», «да», «готово», «✓»."""
    has_facts = found.numbers or found.dates or found.links or found.counts or found.shares or found.not_links
    return bool(found.text) and not has_facts and not found.not_dates and not _own_words(found, rules)


def _is_named(rule: FormRule, text: str) -> bool:
    letters, words = _letters_and_words(text)
    return any(_longest(rule.matches, letters, word.at) for word in words)


# ── in words ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _missing(
    lacking: Sequence[Need | AnyOf],
    found: Found,
    forms: Sequence[FormRule],
    rules: EvidenceRules,
    *,
    has_proofs: bool,
) -> str:
    if not lacking and has_proofs:
        return ""
    sentences = [wording.only_a_tick(found.text)] if _is_tick(found, rules) else []
    sentences += _bad_spellings(found, has_missing=False)
    if lacking:
        choices = [
            wording.listed([_phrase(one, rules) for one in need.any], "или")
            for need in lacking
            if isinstance(need, AnyOf)
        ]
        sentences.append(wording.needed(list(_things(lacking, forms, rules)), choices))
    if not has_proofs:
        asked = wording.proofs([rule.label for rule in forms])
        sentences.append(asked if lacking else f"{asked} — {wording.proofs_how()}")
    return ". ".join(sentences)


def _things(
    lacking: Sequence[Need | AnyOf], forms: Sequence[FormRule], rules: EvidenceRules
) -> Iterator[tuple[str, str]]:
    """Single needs with their genders; the number and the date of one document go together."""
    numbered = next((rule for rule in forms if rule.asks_for("number")), None)
    parts = [need for need in ("number", "date") if need in lacking]
    if "number" in parts and numbered:
        yield wording.paper([_phrase(part, rules) for part in parts], numbered.of), "p" if len(parts) == 2 else "m"
    elif "date" in parts:
        of = next((rule.date_of for rule in forms if rule.asks_for("date")), "")
        yield wording.paper([_phrase("date", rules)], of), "f"
    for need in lacking:
        if not isinstance(need, AnyOf) and need not in parts and not (need == "link" and "own_link" in lacking):
            yield _phrase(need, rules), wording.PHRASES[need][1]


def _phrase(need: str, rules: EvidenceRules) -> str:
    return wording.PHRASES[need][0].format(letters=rules.note_letters)


def _understood(found: Found, forms: Sequence[FormRule], rules: EvidenceRules) -> str:
    if not found.text:
        return ""
    parts = []
    if found.numbers:
        parts += _documents(found, forms)
    elif found.dates:
        parts.append(wording.dates(found.dates))
    if found.links:
        parts.append(wording.links([link.written for link in found.links]))
    parts += [count.written for count in found.counts]
    parts += found.shares
    if not parts and _is_note(found, rules):
        parts.append(wording.note(len(found.words)))
    return wording.understood(parts) if parts else wording.nothing_understood()


def _documents(found: Found, forms: Sequence[FormRule]) -> Iterator[str]:
    """Numbers with their dates where there are as many of the one as of the other; the kind where the form says it."""
    numbered = [rule for rule in forms if rule.asks_for("number")]
    label = next((rule.label for rule in numbered if _is_named(rule, found.text)), numbered[0].label if numbered else "")
    if len(found.numbers) == len(found.dates):
        for number, day in zip(found.numbers, found.dates, strict=True):
            yield wording.document(label, number, day)
        return
    shared = found.dates[0] if len(found.dates) == 1 else None
    for number in found.numbers:
        yield wording.document(label, number, shared)
    if len(found.dates) > 1:
        yield wording.dates(found.dates)


def _bad_spellings(found: Found, *, has_missing: bool) -> tuple[str, ...]:
    """What was typed as a link or a date and is none; said once: with what is missing, or else to the voters."""
    if has_missing:
        return ()
    return (*map(wording.not_a_link, found.not_links), *map(wording.not_a_date, found.not_dates))


def _about_documents(
    found: Found, forms: Sequence[FormRule], site: str | None, start: date | None, due: date | None
) -> Iterator[str]:
    if early := [day for day in found.dates if start and day < start]:
        yield wording.before_term(early, start or early[0])
    if late := [day for day in found.dates if due and day > due]:
        yield wording.after_term(late, due or late[0])
    if WITHOUT_NUMBER in found.numbers:
        yield wording.without_number()
    for rule in forms:
        if rule.several and max(len(found.numbers), len(found.links), *(c.value for c in found.counts), 0) == 1:
            yield wording.one_of_several(rule.label)
    if not site and found.links and any(rule.asks_for("own_link") for rule in forms):
        yield wording.site_unknown()


def _about_links(found: Found, used_links: Mapping[str, str]) -> Iterator[str]:
    for link in found.links:
        if link.normal in used_links:
            yield wording.link_used(link.written, used_links[link.normal])
        if link.is_open_text:
            yield wording.link_in_open(link.written)
        if link.is_front_page:
            yield wording.front_page(link.written)


def _not_said(
    found: Found, forms: Sequence[FormRule], rules: EvidenceRules, site: str | None, left_to_links: Sequence[Need]
) -> Iterator[str]:
    if left_to_links:
        yield wording.see_in_links([_phrase(need, rules) for need in left_to_links])
    welcome = dict.fromkeys(need for rule in forms for need in rule.welcome)
    unsaid = [need for need in welcome if need not in left_to_links and not _has(need, found, rules, site)]
    if unsaid and found.text:
        yield wording.not_said([_phrase(need, rules) for need in unsaid])
