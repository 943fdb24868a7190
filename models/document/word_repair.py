"""Mending of words that the layout of a document broke; every repair is listed, nothing else is changed.

Pieces are joined when one of them is no word and the whole is one, or when the document has the whole elsewhere.
What is a word is looked up outside: `words_of`, then `joins_of`, say what to look up, and `Lexicon` carries the answer.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.text import visible

_BOOKMARK = re.compile(r"\[bookmark: ?\w+\]")
_SOFT = "\u00ad"
_LETTERS = re.compile(r"[А-Яа-яЁё]+")
_TAIL = re.compile(r"(?<![A-Za-zА-Яа-яЁё])[А-Яа-яЁё]+$")
_HEAD = re.compile(r"[А-Яа-яЁё]+(?![A-Za-zА-Яа-яЁё])")
_HYPHENS = "-\u2010\u2011"
_HYPHEN_TAIL = re.compile(rf"((?<![А-Яа-яЁё])[А-Яа-яЁё]++|(?<!\d)\d++)[{_HYPHENS}]$")
_HYPHEN_HEAD = re.compile(rf"[{_HYPHENS}]([а-яё]+)")
_ENDINGS = {"х", "й", "я", "е", "го", "му", "ми", "ых", "ом", "ый", "ая", "ого"}
_SUSPENDED = {"и", "или", "либо", "а", "да"}
_MOST_PIECES = 4
# Endings that are words by accident ("конкурс ах", "директор а"): a comma would stand before them, or they are rare.
_LOOSE_ENDINGS = frozenset("а ах ами ем ель ели ела ии ию ия ием ла ло ми ов ом ой та ти то ты ям ями ях".split())  # noqa: SIM905
_EDGES = " ,.;:()«»\"'"
# Words that stand between others; two of the school's words never make one with them by chance.
_SMALL = frozenset(
    word
    for line in (
        "а и о у в к с я во на по со за до от из ко об но не ни же бы ли то так как что для при под над без про через",
        "или мы он ты вы их ее её его им нам вам где чем тем все всё это эти этот та те той том там тут раз два три",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known about words: those of the language, those of this document, and compounds such as posts."""

    known: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    compounds: frozenset[tuple[str, str]] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether it is a word of the language."""
        return word.lower() in self.known

    def has(self, word: str) -> bool:
        """Whether the document has the word in one piece."""
        return word.lower() in self.seen

    def is_compound(self, left: str, right: str) -> bool:
        """Whether two words are written with a hyphen, whatever their endings."""
        left, right = left.lower(), right.lower()
        if f"{left}-{right}" in self.seen:
            return True
        return any(left.startswith(first) and right.startswith(second) for first, second in self.compounds)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text in one line, and what was mended in it: pairs (as found, mended)."""

    text: str
    repairs: tuple[tuple[str, str], ...] = ()


def joined_lines(text: str) -> str:
    r"""The text with every run of white space as one space, and without invisible marks.

    >>> joined_lines("Рабочая\t \n группа")
    'Рабочая группа'
    """
    seen = _SOFT.join(map(visible, text.split(_SOFT)))  # where a line may break matters to repairs
    return " ".join(_BOOKMARK.sub("", seen).split())


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word of the texts, in lower case, those with hyphens whole and in parts."""
    found: set[str] = set()
    for text in texts:
        line = joined_lines(text).replace(_SOFT, "").lower()
        found.update(_LETTERS.findall(line))
        found.update(
            word.translate({0x2010: "-", 0x2011: "-"})
            for word in re.findall(r"(?<![а-яё])[а-яё]++(?:[-‐‑][а-яё]++)+", line)
        )
    return frozenset(found)


def joins_of(texts: Iterable[str], known: frozenset[str]) -> frozenset[str]:
    """Every word that broken pieces might make: only around pieces that are no words themselves."""
    found: set[str] = set()
    for text in texts:
        tokens = joined_lines(text).replace(_SOFT, "").split(" ")
        for start in range(len(tokens)):
            for count in range(2, _MOST_PIECES + 1):
                pieces = _pieces(tokens[start : start + count]) or _hyphenated(tokens[start : start + count])
                if pieces and (
                    any(piece.lower() not in known for piece in pieces)
                    or _may_be_an_ending(pieces)
                    or _ends_line(tokens, start)
                ):
                    found.add("".join(pieces).lower())
    return frozenset(found)


def _ends_line(tokens: list[str], place: int) -> bool:
    """Whether a hyphen ends that token."""
    return tokens[place][-1:] in set(_HYPHENS)


def _may_be_an_ending(pieces: list[str]) -> bool:
    """Whether the second of two words may be the ending of the first."""
    last = pieces[-1].lower()
    return len(pieces) == 2 and (last in _LOOSE_ENDINGS or (last == "ли" and pieces[0].endswith("те")))


def repair(text: str, lexicon: Lexicon) -> Repaired:
    """Mend one text.

    >>> words = Lexicon(known=frozenset({"рабочая", "группа", "и", "исполнители"}))
    >>> repair("Исполнител и", words).text, repair("Рабочая и группа", words).text
    ('Исполнители', 'Рабочая и группа')
    """
    line, repairs = _without_soft_hyphens(text)
    tokens = [[token, token] for token in line.split(" ")]
    place = 0
    while place < len(tokens):
        count, joined = _join([token for token, _ in tokens[place : place + _MOST_PIECES]], lexicon)
        if count == 1:
            place += 1
        else:
            found = " ".join(found for _, found in tokens[place : place + count])
            tokens[place : place + count] = [[joined, found]]
    repairs += [(found.strip(_EDGES), token.strip(_EDGES)) for token, found in tokens if token != found]
    if _BOOKMARK.search(text):
        repairs.insert(0, (" ".join(text.split()), joined_lines(text)))
    return Repaired(" ".join(token for token, _ in tokens), tuple(dict.fromkeys(repairs)))


def _without_soft_hyphens(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text in one line without soft hyphens, and the words that held them."""
    line = joined_lines(text)
    if _SOFT not in line:
        return line, []
    joined = re.sub(f"{_SOFT} ?", _SOFT, line)
    repairs = [
        (word.strip(_EDGES), word.replace(_SOFT, "").strip(_EDGES)) for word in joined.split(" ") if _SOFT in word
    ]
    return joined.replace(_SOFT, ""), repairs


def _join(tokens: list[str], lexicon: Lexicon) -> tuple[int, str]:
    """How many of the tokens make one word, and that word; (1, …) where the first stands for itself."""
    for count in range(min(_MOST_PIECES, len(tokens)), 1, -1):
        pieces = _pieces(tokens[:count])
        if pieces and _belong_together(pieces, lexicon):
            return count, "".join(tokens[:count])
    if len(tokens) > 1:
        return _join_at_hyphen(tokens, lexicon)
    return 1, tokens[0]


def _pieces(tokens: list[str]) -> list[str] | None:
    """The letters on both sides of each gap; None where no word could run over all the gaps."""
    if len(tokens) < 2:
        return None
    first, last = _TAIL.search(tokens[0]), _HEAD.match(tokens[-1])
    if first is None or last is None:
        return None
    pieces = [first[0], *tokens[1:-1], last[0]]
    if not all(_LETTERS.fullmatch(piece) for piece in pieces[1:-1]):
        return None
    capitals = len(pieces[0]) > 1 and pieces[0].isupper()
    if len(last[0]) == 1 and tokens[-1][1:2] == ")":
        return None  # "план а) …" counts
    fits = all(piece.isupper() if capitals else piece.islower() for piece in pieces[1:])
    return pieces if fits else None


def _belong_together(pieces: list[str], lexicon: Lexicon) -> bool:
    whole = "".join(pieces)
    if any(not lexicon.knows(piece) for piece in pieces):
        return len(whole) > 2 and (lexicon.knows(whole) or lexicon.has(whole))
    if _may_be_an_ending(pieces) and lexicon.knows(whole) and pieces[0].lower() not in _SMALL:
        return len(pieces[0]) > 3
    return len(pieces) == 2 and lexicon.has(whole) and not any(piece.lower() in _SMALL for piece in pieces)


def _hyphenated(tokens: list[str]) -> list[str] | None:
    """The letters before and after a hyphen that ends a token."""
    if len(tokens) != 2:
        return None
    left, right = _HYPHEN_TAIL.search(tokens[0]), _HEAD.match(tokens[1])
    return [left[1], right[0]] if left and right else None


def _join_at_hyphen(tokens: list[str], lexicon: Lexicon) -> tuple[int, str]:
    """Join words parted beside a hyphen: without it where a line end broke the word, else with it."""
    pair = _hyphenated(tokens[:2])
    if pair:
        return _join_after_hyphen(tokens, pair, lexicon)
    left = _TAIL.search(tokens[0])
    glued = _HYPHEN_HEAD.match(tokens[1])
    if left and glued and lexicon.is_compound(left[0], glued[1]):
        return 2, f"{tokens[0]}-{tokens[1][1:]}"
    right = _HEAD.match(tokens[2]) if len(tokens) > 2 and tokens[1] in list(_HYPHENS) else None
    if left and right and lexicon.is_compound(left[0], right[0]):
        return 3, f"{tokens[0]}-{tokens[2]}"
    return 1, tokens[0]


def _join_after_hyphen(tokens: list[str], pair: list[str], lexicon: Lexicon) -> tuple[int, str]:
    left, right = pair
    if left.isdecimal():
        return (2, tokens[0] + tokens[1]) if right in _ENDINGS else (1, tokens[0])
    whole = left + right
    stem = tokens[0][:-1]
    if lexicon.has(f"{left}-{right}"):
        return 2, f"{stem}-{tokens[1]}"
    broken = lexicon.knows(whole) or lexicon.has(whole)
    if broken and (right.islower() or whole.isupper()):
        return 2, stem + tokens[1]
    if right in _SUSPENDED or (not right.islower() and lexicon.knows(left)):
        return 1, tokens[0]
    return 2, f"{stem}-{tokens[1]}"


def repeated(repairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Every repair as «found» → «mended»."""
    for found, mended in repairs:
        yield f"«{found.replace(_SOFT, '¬')}» → «{mended}»"
