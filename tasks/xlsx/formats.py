"""The styles part of a workbook: formats found, and formats of another workbook taken over."""

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from tasks.boards import DATE_FORMAT
from tasks.xlsx.sheet import N, local

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_FIRST_OWN_FORMAT = 164
_LOCAL_DATES = frozenset((*range(27, 37), *range(50, 59)))


class Formats:
    """styles.xml as a tree; `changed` once anything was appended."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.changed = False
        self._adopted: dict[tuple[int, int], int] = {}

    def group(self, name: str) -> etree._Element:
        """A group of formats, made at its lawful place when it is missing."""
        found = self.root.find(N + name)
        if found is not None:
            return found
        made = etree.Element(N + name, {"count": "0"})
        later = set(_ORDER[_ORDER.index(name) + 1 :])
        place = next((i for i, each in enumerate(self.root) if local(each) in later), len(self.root))
        self.root.insert(place, made)
        return made

    def items(self, name: str) -> list[etree._Element]:
        """The formats of a group; none where the group is missing."""
        found = self.root.find(N + name)
        return [] if found is None else [each for each in found if local(each)]

    def number_format(self, style: int) -> str:
        """How numbers of this style are shown."""
        formats = self.items("cellXfs")
        if not 0 <= style < len(formats):
            return "General"
        number = int(formats[style].get("numFmtId", "0"))
        for each in self.items("numFmts"):
            if each.get("numFmtId") == str(number):
                return each.get("formatCode", "General")
        return DATE_FORMAT if number in _LOCAL_DATES else BUILTIN_FORMATS.get(number, "General")

    def is_date(self, style: int) -> bool:
        """Whether a number of this style is shown as a date."""
        return bool(is_date_format(self.number_format(style)))

    def wraps(self, style: int) -> bool:
        """Whether a text of this style goes on in a next line."""
        formats = self.items("cellXfs")
        alignment = formats[style].find(N + "alignment") if 0 <= style < len(formats) else None
        return alignment is not None and alignment.get("wrapText", "0") in ("1", "true")

    def dated(self, style: int) -> int:
        """The same style that shows dates."""
        formats = self.group("cellXfs")
        made = _copy(formats[style if 0 <= style < len(formats) else 0])
        made.set("numFmtId", str(self._format_number(DATE_FORMAT)))
        made.set("applyNumberFormat", "1")
        return self._place(formats, made)

    def adopt(self, other: "Formats", style: int) -> int:
        """The style here that looks like that style of another workbook, appended when there is none."""
        key = (id(other), style)
        if key not in self._adopted:
            made = _copy(other.items("cellXfs")[style])
            for attribute, group in _PARTS.items():
                part = _copy(other.items(group)[int(made.get(attribute, "0"))])
                made.set(attribute, str(self._place(self.group(group), part)))
            code = other.number_format(style)
            if int(made.get("numFmtId", "0")) >= _FIRST_OWN_FORMAT:
                made.set("numFmtId", str(self._format_number(code)))
            made.set("xfId", "0")
            self._adopted[key] = self._place(self.group("cellXfs"), made)
        return self._adopted[key]

    def adopt_condition(self, other: "Formats", number: int) -> int:
        """The conditional look here that is the same as one of another workbook."""
        return self._place(self.group("dxfs"), _copy(other.items("dxfs")[number]))

    def _format_number(self, code: str) -> int:
        formats = self.group("numFmts")
        for each in formats:
            if each.get("formatCode") == code:
                return int(each.get("numFmtId", "0"))
        number = max([_FIRST_OWN_FORMAT - 1, *(int(each.get("numFmtId", "0")) for each in formats)]) + 1
        self._place(formats, etree.Element(N + "numFmt", {"numFmtId": str(number), "formatCode": code}))
        return number

    def _place(self, group: etree._Element, made: etree._Element) -> int:
        """The index of an element that is the same; appended when there is none."""
        wanted = _canonical(made)
        for index, each in enumerate(group):
            if _canonical(each) == wanted:
                return index
        group.append(made)
        group.set("count", str(len(group)))
        self.changed = True
        return len(group) - 1


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _canonical(element: etree._Element) -> tuple[object, ...]:
    return (
        element.tag,
        tuple(sorted(element.attrib.items())),
        (element.text or "").strip(),
        tuple(_canonical(child) for child in element),
    )
