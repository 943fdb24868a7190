"""Automatic numbers of Word: numbering.xml and styles.xml say what stands before a paragraph."""

import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from models.document import texts as document_texts
from tasks.documents.zip_limits import read_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_LEVELS = 9
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class _Level:
    """One level of a list: how its number is written and where it begins."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    plain: bool = False


@dataclass
class Numbers:
    """Counts the automatic numbers of one document, in its order."""

    package: zipfile.ZipFile
    folder: str
    _counts: dict[str, list[int | None]] = field(default_factory=lambda: defaultdict(lambda: [None] * _LEVELS))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def before(self, paragraph: etree._Element) -> str:
        """The number or bullet that Word shows before a paragraph, counted on; '' for none."""
        number, level = self._asked(paragraph)
        if number is None or number == "0" or number not in self._lists:
            return ""
        list_, overrides = self._lists[number]
        levels = self._levels.get(list_, {})
        if level not in levels:
            return ""
        counts = self._counts[list_]
        if level in overrides and (number, level) not in self._begun:
            counts[level] = overrides[level] - 1
        self._begun.add((number, level))
        previous = counts[level]
        counts[level] = levels[level].start if previous is None else previous + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _written(levels, counts, level)

    def _asked(self, paragraph: etree._Element) -> tuple[str | None, int]:
        """The list and level a paragraph asks for, by itself or by its style."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return None, 0
        style = properties.find(W + "pStyle")
        of_style = self._styles.get(style.get(VAL, ""), (None, 0)) if style is not None else (None, 0)
        own = properties.find(W + "numPr")
        if own is None:
            return of_style
        number, level = own.find(W + "numId"), own.find(W + "ilvl")
        return (
            number.get(VAL) if number is not None else of_style[0],
            _int(level.get(VAL)) if level is not None else of_style[1],
        )

    @cached_property
    def _lists(self) -> dict[str, tuple[str, dict[int, int]]]:
        """Every list: its kind, and the levels that begin at a number of their own."""
        root = self._root
        found: dict[str, tuple[str, dict[int, int]]] = {}
        for each in root.findall(W + "num") if root is not None else ():
            kind = each.find(W + "abstractNumId")
            starts = {
                _int(override.get(W + "ilvl")): _int(start.get(VAL), 1)
                for override in each.findall(W + "lvlOverride")
                if (start := override.find(W + "startOverride")) is not None
            }
            if kind is not None:
                found[each.get(W + "numId", "")] = (kind.get(VAL, ""), starts)
        return found

    @cached_property
    def _levels(self) -> dict[str, dict[int, _Level]]:
        root = self._root
        kinds = root.findall(W + "abstractNum") if root is not None else []
        return {
            kind.get(W + "abstractNumId", ""): {
                _int(level.get(W + "ilvl")): _level(level) for level in kind.findall(W + "lvl")
            }
            for kind in kinds
        }

    @cached_property
    def _root(self) -> etree._Element | None:
        return read_xml(self.package, self.folder + "numbering.xml")

    @cached_property
    def _styles(self) -> dict[str, tuple[str | None, int]]:
        """Every style that numbers its paragraphs: its list and level, also through the style it is based on."""
        root = read_xml(self.package, self.folder + "styles.xml")
        own: dict[str, tuple[str | None, int]] = {}
        base: dict[str, str] = {}
        for style in root.findall(W + "style") if root is not None else ():
            name = style.get(W + "styleId", "")
            number, level = style.find(f"{W}pPr/{W}numPr/{W}numId"), style.find(f"{W}pPr/{W}numPr/{W}ilvl")
            if number is not None:
                own[name] = (number.get(VAL), _int(level.get(VAL)) if level is not None else 0)
            parent = style.find(W + "basedOn")
            if parent is not None:
                base[name] = parent.get(VAL, "")
        for name in base:
            ancestor, steps = name, 0
            while ancestor in base and ancestor not in own and steps < 20:
                ancestor, steps = base[ancestor], steps + 1
            if ancestor in own:
                own[name] = own[ancestor]
        return own


def _level(element: etree._Element) -> _Level:
    def said(name: str, default: str) -> str:
        found = element.find(W + name)
        return found.get(VAL, default) if found is not None else default

    plain = element.find(W + "isLgl") is not None
    return _Level(_int(said("start", "1"), 1), said("numFmt", "decimal"), said("lvlText", ""), plain)


def _written(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    """The number as Word shows it: «%1.%2.» filled in."""
    kind = levels[level]
    if kind.kind == "bullet":
        return "·"
    if kind.kind == "none":
        return ""
    text = kind.text
    for each in range(_LEVELS):
        if f"%{each + 1}" in text:
            of = levels.get(each, _Level())
            count = counts[each] if counts[each] is not None else of.start
            text = text.replace(f"%{each + 1}", _spelled(count or 0, "decimal" if kind.plain else of.kind))
    return text


def _spelled(number: int, kind: str) -> str:
    if kind in {"upperRoman", "lowerRoman"} and 0 < number < 90:
        text = ""
        for value, letters in _ROMAN:
            while number >= value:
                text, number = text + letters, number - value
        return text.upper() if kind == "upperRoman" else text
    alphabet = document_texts.LETTERS if kind.startswith("russian") else _LATIN
    if kind in {"russianLower", "russianUpper", "lowerLetter", "upperLetter"} and 0 < number <= len(alphabet):
        letter = alphabet[number - 1]
        return letter.upper() if kind.endswith(("Upper", "upperLetter")) else letter
    return str(number)


def _int(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else default
