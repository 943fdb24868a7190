"""What an executor typed in a row's four cells, and the fingerprints that votes are about."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from models.board import columns, texts
from models.board.cells import Cells, Formula, address_text, as_text, number_text, word_key
from models.school import Request, VotedField
from models.text import hides_stored_date, joined, read_date, read_day


@dataclass(frozen=True, slots=True)
class Mark:
    """What an executor typed, normalised; a fault says why it cannot be taken as a wish, and then it requests nothing.

    Result and comment are as the board shows them, with the address behind their words; `cells` are as stored.
    Where «Вклады» are asked for, `taken` lists those that go along, and `parts` is their fingerprint.
    """

    request: Request | None = None
    result: str = ""
    new_date: date | None = None
    comment: str = ""
    fault: tuple[str, str] | None = None
    cells: Cells = field(default_factory=dict, compare=False, repr=False)
    taken: str = ""
    parts: str | None = None

    @property
    def shown_result(self) -> str:
        """The result that voters see: what was typed, and the parts that go along."""
        return joined((self.result, self.taken))

    @property
    def asks_for_vote(self) -> bool:
        """Whether the request is one that voters decide on."""
        return self.request not in (None, Request.STARTED)


NO_MARK = Mark()
LINKS_RULE = "2:"  # of fingerprints that cover the address behind words
PARTS_RULE = "3:"  # of those that cover parts as well, beside the fingerprint of the row itself
RULE = "4:"  # of those that are blind to how a program spells addresses and long numbers; parts stand behind the row


def fingerprint(mark: Mark, fields: Iterable[VotedField]) -> str:
    """The rule's number and sixteen hex digits over the named fields, blind to how a program retyped them.

    Where the result is covered, those of the parts that go along follow.
    """
    chosen = frozenset(fields)
    taken = f":{mark.parts}" if mark.parts is not None and VotedField.RESULT in chosen else ""
    return RULE + _digits(mark, chosen, RULE) + taken


def _digits(mark: Mark, fields: Iterable[VotedField], rule: str) -> str:
    """The sixteen hex digits of the row's own fields by a rule; that of earlier releases bore no number."""
    parts = {
        VotedField.REQUEST: str(mark.request or ""),
        VotedField.RESULT: _plain(_stored(mark, columns.RESULT, mark.result, rule)),
        VotedField.NEW_DATE: mark.new_date.isoformat() if mark.new_date else "",
        VotedField.COMMENT: _plain(_stored(mark, columns.COMMENT, mark.comment, rule)),
    }
    return digest_of("\x1f".join(parts[each] for each in VotedField if each in fields))


def digest_of(text: str) -> str:
    """Sixteen hex digits of a text."""
    return sha256(text.encode()).hexdigest()[:16]


def full_fingerprint(mark: Mark) -> str:
    """The fingerprint over everything the executor typed."""
    return fingerprint(mark, VotedField)


def is_same(stored: str, mark: Mark, fields: Iterable[VotedField] = tuple(VotedField)) -> bool:
    """Whether a stored fingerprint is this mark's, by the rule it was made with.

    What was taken to the vote before parts were asked for, or is compared when they are not any more, knows the row.
    """
    rule = next((each for each in (RULE, PARTS_RULE, LINKS_RULE) if stored.startswith(each)), "")
    own, _, parts = stored.removeprefix(rule).partition(":")
    if parts and mark.parts not in (None, parts):
        return False
    return own == _digits(mark, frozenset(fields), LINKS_RULE if rule == PARTS_RULE else rule)


def _stored(mark: Mark, column: str, shown: str, rule: str) -> str:
    """What a fingerprint is taken over: the value as stored, whatever its format shows."""
    if column not in mark.cells:
        return address_text(shown) if rule == RULE else shown
    value, address = mark.cells[column], as_text(mark.cells.get(column + columns.LINK)) if rule else ""
    if rule != RULE:
        return f"{as_text(value)} {address}".rstrip()
    words = number_text(value) if isinstance(value, int | float) and not isinstance(value, bool) else as_text(value)
    if address and address_text(address) in address_text(words).split():
        return address_text(words)
    return address_text(f"{words} {address}".rstrip()).rstrip()


def _plain(text: str) -> str:
    day = _stored_date(text)
    if day is not None:
        return day.isoformat()
    if re.fullmatch(r"-?\d+[.,]0*|-?\d+[.,]\d*?0*", text):
        return re.sub(r"[.,]0*\Z", "", re.sub(r"([.,]\d*?)0+\Z", r"\1", text)).replace(",", ".")
    return re.sub(r"\s+", " ", text)


def _stored_date(text: str) -> date | None:
    """The date that fingerprints have always read in a text."""
    return None if hides_stored_date(text) else read_date(text)


def read_mark(cells: Cells, words: Mapping[Request, str], longest: int) -> Mark:
    """The mark that a row's people's cells make; unreadable cells make its fault."""
    if not cells:
        return NO_MARK
    for column in columns.MARK_COLUMNS:
        value = cells.get(column)
        if isinstance(value, Formula):
            return Mark(fault=texts.FORMULA_IN_CELL.of(column=column))
        if isinstance(value, str) and len(value) > longest:
            return Mark(fault=texts.text_too_long(column, len(value), longest))
    said = as_text(cells.get(columns.REQUEST))
    by_key = {word_key(label): request for request, label in words.items()}
    request = by_key.get(word_key(said)) if said else None
    if said and request is None:
        return Mark(fault=texts.unknown_word(columns.REQUEST, said, words.values()))
    date_cell = cells.get(columns.NEW_DATE)
    read = read_day if request is Request.EXTENSION else _stored_date
    new_date = date_cell if isinstance(date_cell, date) else read(as_text(date_cell))
    if request is Request.EXTENSION and new_date is None and as_text(date_cell):
        return Mark(fault=texts.date_not_read(columns.NEW_DATE, as_text(date_cell)))
    return Mark(request, _shown(cells, columns.RESULT), new_date, _shown(cells, columns.COMMENT), cells=cells)


def _shown(cells: Cells, column: str) -> str:
    """What a person reads in a cell, and the address to which its words lead."""
    words = as_text(cells.get(column + columns.SHOWN)) or as_text(cells.get(column))
    return f"{words} {as_text(cells.get(column + columns.LINK))}".rstrip()
