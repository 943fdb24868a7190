"""Tables of a Word document, written as XML at once: thousands of rows would take python-docx many seconds."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.shared import Length
from lxml import etree

from tasks.boards import legal_text

LONGEST = 30_000
TWIPS_OF_A_POINT, HALF_POINTS = 20, 2
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class PaperTable:
    """A table of fixed widths with lines around every cell; text in points of a size."""

    def __init__(self, document: Any, widths: Sequence[Length], size: float) -> None:
        self._widths = [round(width.pt * TWIPS_OF_A_POINT) for width in widths]
        self._size = size
        self._table = etree.Element(qn("w:tbl"), nsmap={"w": nsmap["w"]})
        properties = _add(self._table, "tblPr")
        _add(properties, "tblW", w=sum(self._widths), type="dxa")
        _add(properties, "jc", val="center")
        borders = _add(properties, "tblBorders")
        for side in SIDES:
            _add(borders, side, val="single", sz=4, space=0, color="000000")
        _add(properties, "tblLayout", type="fixed")
        grid = _add(self._table, "tblGrid")
        for width in self._widths:
            _add(grid, "gridCol", w=width)
        body = document.element.body
        body.insert(len(body) - 1, self._table)  # the last element says what the page is like

    def add_header(
        self,
        names: Iterable[str],
        size: float | None = None,
        upright: Collection[int] = (),
        height: Length | None = None,
    ) -> None:
        """The row that stands again on every page; in columns that are `upright` names are written from below."""
        cells = [((name,), "center") for name in names]
        row = self._row(cells, bold=True, size=size)
        properties = row.find(qn("w:trPr"))
        if height is not None:
            _add(properties, "trHeight", val=round(height.pt * TWIPS_OF_A_POINT), hRule="exact")
        _add(properties, "tblHeader")
        for number, cell in enumerate(row.iter(qn("w:tcPr"))):
            if number in upright:
                _add(cell, "textDirection", val="btLr")
                _add(cell, "vAlign", val="center")

    def add_row(self, cells: Iterable[Sequence[str]], *, keep: bool = False, bold: bool = False) -> None:
        """A row of cells, each with its lines; with `keep` it stays on one page with the next row."""
        self._row([(lines, None) for lines in cells], bold=bold, keep=keep)

    def add_numbers(self, name: str, numbers: Iterable[int], *, bold: bool = False) -> None:
        """A row of numbers under one another, with its name."""
        self.add_cells((name, *numbers), bold=bold)

    def add_cells(self, cells: Iterable[str | int], *, bold: bool = False, keep: bool = False) -> None:
        """A row of texts and of numbers, the numbers, or a sign in place of one, under one another."""
        aligned = [((str(each),), "center" if isinstance(each, int) or len(each) == 1 else None) for each in cells]
        self._row(aligned, bold=bold, keep=keep)

    def add_line(self, text: str, *, keep: bool = False) -> None:
        """A row that is one cell from side to side; with `keep` it stays on one page with the next row."""
        self._row([((text,), None)], bold=True, keep=keep, span=len(self._widths))

    def _row(
        self, cells: Iterable[tuple[Sequence[str], str | None]], *, bold: bool, keep: bool = False,
        span: int = 1, size: float | None = None,
    ) -> Any:  # fmt: skip
        """A row that no page break tears."""
        row = _add(self._table, "tr")
        _add(_add(row, "trPr"), "cantSplit")
        for place, (lines, align) in enumerate(cells):
            cell = _add(row, "tc")
            properties = _add(cell, "tcPr")
            _add(properties, "tcW", w=sum(self._widths[place : place + span]), type="dxa")
            if span > 1:
                _add(properties, "gridSpan", val=span)
            for line in lines or ("",):
                self._paragraph(cell, line, align, bold, keep, size or self._size)
        return row

    def _paragraph(self, cell: Any, text: str, align: str | None, bold: bool, keep: bool, size: float) -> None:
        paragraph = _add(cell, "p")
        properties = _add(paragraph, "pPr")
        if keep:
            _add(properties, "keepNext")
        if align:
            _add(properties, "jc", val=align)
        run = _add(paragraph, "r")
        looks = _add(run, "rPr")
        if bold:
            _add(looks, "b")
        _add(looks, "sz", val=round(size * HALF_POINTS))
        for number, line in enumerate((legal_text(text, LONGEST) or "").split("\n")):
            if number:
                _add(run, "br")
            piece = _add(run, "t")
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            piece.text = line


def _add(parent: Any, name: str, **attributes: object) -> Any:
    child = etree.SubElement(parent, qn(f"w:{name}"))
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), str(value))
    return child
