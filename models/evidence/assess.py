"""Evidence by result form: what was written, what it proves, and what is still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.evidence import texts
from models.evidence.forms import AnyOf, EvidenceRules, FormRule, Need, forms_of, is_named, letters_of
from models.evidence.links import is_on_site
from models.evidence.reading import WITHOUT_NUMBER, Found, read_evidence
from models.text import listed, sentence

_PAPER: tuple[Need, ...] = ("number", "date", "link")
"""What a link to the paper itself can prove where several forms stand in one cell."""


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
    today: date | None = None,
) -> Assessment:
    """Judge the text of «Результат» by the forms its activity asks for.

    A document after ``today`` is pointed out; ``used_links`` says for which milestone a normal address was approved.
    """
    found = read_evidence(text)
    forms = forms_of(result_form, rules)
    lacking = _lacking(found, forms, rules, site)
    left_to_links, has_proofs = list[Need](), True
    if len(forms) > 1:
        has_links_for_all = len(found.links) >= len(forms)
        has_proofs = has_links_for_all or all(is_named(rule.kind, found.text, rules) for rule in forms)
        if has_links_for_all:
            left_to_links = [need for need in _PAPER if need in lacking]
            lacking = [need for need in lacking if need not in _PAPER]
    mistyped = [*map(texts.not_a_link, found.not_links[:3]), *map(texts.not_a_date, found.not_dates[:3])]
    needed = list(_needed(lacking, forms, rules, has_proofs=has_proofs))
    tick = (texts.only_a_tick(found.text) for _ in range(_is_tick(found, rules)))
    missing = ". ".join([*tick, *mistyped, *needed]) if needed else ""
    warnings = (
        *(() if missing else mistyped),
        *_about_documents(found, forms, site, start, due, today),
        *_about_links(found, used_links),
        *_not_said(found, forms, rules, site, left_to_links),
    )
    return Assessment(not missing, _understood(found, forms, rules), missing, tuple(map(sentence, warnings)))


def _lacking(found: Found, forms: Sequence[FormRule], rules: EvidenceRules, site: str | None) -> list[Need | AnyOf]:
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
    ticks = {letters_of(tick) for tick in rules.ticks}
    return [word for word in found.words if len(word) > 1 and letters_of(word) not in ticks]


def _is_tick(found: Found, rules: EvidenceRules) -> bool:
    """Whether the cell says only that it is done: «+», «да», «готово», «✓»."""
    has_facts = found.numbers or found.dates or found.links or found.counts or found.shares or found.names_channel
    return (
        bool(found.text) and not has_facts and not (found.not_links or found.not_dates) and not _own_words(found, rules)
    )


# ── in words ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _needed(
    lacking: Sequence[Need | AnyOf], forms: Sequence[FormRule], rules: EvidenceRules, *, has_proofs: bool
) -> Iterator[str]:
    """Sentences on what is still to be given; none where the forms are proved."""
    if lacking:
        choices = [
            (listed([_phrase(one, rules) for one in need.any], "или"), texts.PHRASES[need.any[0]][1])
            for need in lacking
            if isinstance(need, AnyOf)
        ]
        yield texts.needed(list(_things(lacking, forms, rules)), choices)
    if not has_proofs:
        asked = texts.proofs([rule.label for rule in forms])
        yield asked if lacking else f"{asked} – {texts.PROOFS_HOW}"


def _things(
    lacking: Sequence[Need | AnyOf], forms: Sequence[FormRule], rules: EvidenceRules
) -> Iterator[tuple[str, str]]:
    """Single needs with their genders; the number and the date of one document go together."""
    numbered = next((rule for rule in forms if rule.asks_for("number")), None)
    parts = [need for need in ("number", "date") if need in lacking]
    if "number" in parts and numbered:
        yield texts.paper([_phrase(part, rules) for part in parts], numbered.of), "p" if len(parts) == 2 else "m"
    elif "date" in parts:
        of = next((rule.date_of for rule in forms if rule.asks_for("date")), "")
        yield texts.paper([_phrase("date", rules)], of), "f"
    for need in lacking:
        if not isinstance(need, AnyOf) and need not in parts and not (need == "link" and "own_link" in lacking):
            yield _phrase(need, rules), texts.PHRASES[need][1]


def _phrase(need: str, rules: EvidenceRules) -> str:
    return texts.PHRASES[need][0].format(letters=rules.note_letters)


def _understood(found: Found, forms: Sequence[FormRule], rules: EvidenceRules) -> str:
    if not found.text:
        return ""
    parts: list[str] = []
    if found.numbers:
        parts += _documents(found, forms, rules)
    elif found.dates:
        parts.append(texts.dates(found.dates))
    parts += [count.written for count in found.counts]
    parts += found.shares
    if found.links:  # last: no comma is glued to an address
        parts.append(texts.links([link.written for link in found.links]))
    if not parts and _is_note(found, rules):
        parts.append(texts.note(len(found.words)))
    return texts.understood(parts) if parts else texts.NOTHING_UNDERSTOOD


def _documents(found: Found, forms: Sequence[FormRule], rules: EvidenceRules) -> Iterator[str]:
    """Numbers with their dates where there are as many of the one as of the other; the kind where the form says it."""
    numbered = [rule for rule in forms if rule.asks_for("number")]
    named = (rule.label for rule in numbered if is_named(rule.kind, found.text, rules))
    label = next(named, numbered[0].label if numbered else "")
    if len(found.numbers) == len(found.dates):
        for number, day in zip(found.numbers, found.dates, strict=True):
            yield texts.document(label, number, day)
        return
    shared = found.dates[0] if len(found.dates) == 1 else None
    for number in found.numbers:
        yield texts.document(label, number, shared)
    if len(found.dates) > 1:
        yield texts.dates(found.dates)


def _about_documents(
    found: Found, forms: Sequence[FormRule], site: str | None, start: date | None, due: date | None, today: date | None
) -> Iterator[str]:
    if early := [day for day in found.dates if start and day < start]:
        yield texts.before_term(early, start or early[0])
    ahead = [day for day in found.dates if today and day > today]
    if late := [day for day in found.dates if due and day > due and day not in ahead]:
        yield texts.after_term(late, due or late[0])
    if ahead:
        yield texts.in_future(ahead)
    if WITHOUT_NUMBER in found.numbers:
        yield texts.WITHOUT_NUMBER
    for rule in forms:
        if rule.several and max(len(found.numbers), len(found.links), *(c.value for c in found.counts), 0) == 1:
            yield texts.ONE_OF_SEVERAL
    if not site and found.links and any(rule.asks_for("own_link") for rule in forms):
        yield texts.SITE_UNKNOWN


def _about_links(found: Found, used_links: Mapping[str, str]) -> Iterator[str]:
    for link in found.links[:20]:
        if link.normal in used_links:
            yield texts.link_used(link.written, used_links[link.normal])
        if link.is_open_text:
            yield texts.link_in_open(link.written)
        if link.is_front_page:
            yield texts.front_page(link.written)


def _not_said(
    found: Found, forms: Sequence[FormRule], rules: EvidenceRules, site: str | None, left_to_links: Sequence[Need]
) -> Iterator[str]:
    if left_to_links:
        yield texts.see_in_links([_phrase(need, rules) for need in left_to_links])
    if not found.text:
        return
    unsaid = {
        texts.paper([_phrase(need, rules)], rule.date_of if need == "date" else ""): None
        for rule in forms
        for need in rule.welcome
        if need not in left_to_links and not _has(need, found, rules, site)
    }
    if unsaid:
        yield texts.not_said(list(unsaid))
