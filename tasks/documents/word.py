"""Word documents (.docx, .docm) as paragraphs and tables: the XML is walked, nothing that a person sees is left out.

Content controls, tracked insertions and links are read through; tracked deletions and hidden text are not there.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from models.document import Block, Cell, Document, Paragraph, Row, Table
from models.document import texts as document_texts
from models.text import Problem
from tasks.documents.word_numbering import VAL, Numbers, W
from tasks.documents.zip_limits import MOST_ROWS, DocumentError, open_package, read_xml, too_many_rows

MOST_PAGES = 150
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = {
    W + name
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr")
} | {_MC + "Fallback"}
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}


def read_word(file: Path, *, needs_table: bool = True) -> Document:
    """The document in the order of its body; DocumentError says in one sentence why it cannot be read."""
    with open_package(file) as package:
        name = _main_part(package)
        root = read_xml(package, name)
        body = root.find(W + "body") if root is not None else None
        if root is None or body is None:
            raise DocumentError(document_texts.WORD_WITHOUT_TEXT.format(file=file.name))
        _refuse_too_long(package, root, file)
        blocks = tuple(_Walk(Numbers(package, name.rpartition("/")[0] + "/")).blocks(body))
        macros = any(part.lower().endswith("vbaproject.bin") for part in package.namelist())
    notes = (Problem(file.name, *document_texts.MACROS),) if macros else ()
    if needs_table and not any(isinstance(block, Table) for block in blocks):
        _refuse_without_table(root, blocks, file)
    return Document(blocks, notes)


def _main_part(package: zipfile.ZipFile) -> str:
    relations = read_xml(package, "_rels/.rels")
    for relation in relations.findall(_RELATIONS + "Relationship") if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _refuse_too_long(package: zipfile.ZipFile, root: etree._Element, file: Path) -> None:
    """Stop at documents that are books: by their rows, by the pages Word counted, and by page breaks."""
    rows = sum(1 for _ in root.iter(W + "tr"))
    if rows > MOST_ROWS:
        raise too_many_rows(file, rows)
    counted = read_xml(package, "docProps/app.xml")
    said = counted.findtext("{*}Pages", "") if counted is not None else ""
    breaks = sum(1 for each in root.iter(W + "br") if each.get(W + "type") == "page")
    shown = sum(1 for _ in root.iter(W + "lastRenderedPageBreak"))
    pages = max(int(said) if said.isdecimal() else 0, breaks + 1, shown + 1)
    if pages > MOST_PAGES:
        raise DocumentError(document_texts.TOO_MANY_PAGES.format(file=file.name, pages=pages, most=MOST_PAGES))


def _refuse_without_table(root: etree._Element, blocks: tuple[Block, ...], file: Path) -> None:
    images = any(True for _ in root.iter("{*}blip", "{*}imagedata"))
    words = sum(len(block.text.split()) for block in blocks if isinstance(block, Paragraph))
    if images and words < 50:
        raise DocumentError(document_texts.SCANNED.format(file=file.name))
    raise DocumentError(document_texts.WITHOUT_TABLE.format(file=file.name))


class _Walk:
    """One walk over a body; automatic numbers are counted on the way."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._tables = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == W + "p":
                yield from (Paragraph(text) for text in (*self._boxes(child), self.paragraph(child)))
            elif child.tag == W + "tbl":
                self._tables += 1
                yield Table(tuple(self._rows(child)), document_texts.TABLE.format(number=self._tables))
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                yield from self.blocks(child)

    def _boxes(self, paragraph: etree._Element) -> Iterator[str]:
        """The paragraphs of text boxes anchored here: stamps and approvals."""
        if paragraph.find(f".//{W}txbxContent") is None:
            return
        for box in paragraph.iter(W + "txbxContent"):
            if not any(above.tag == _MC + "Fallback" for above in box.iterancestors(_MC + "Fallback")):
                yield from (self.paragraph(each) for each in box.iter(W + "p"))

    def paragraph(self, paragraph: etree._Element) -> str:
        """The text a person sees, its automatic number before it."""
        text = "".join(self._text(paragraph))
        number = self._numbers.before(paragraph)
        return f"{number} {text}" if number and text.strip() else number or text

    def _text(self, parent: etree._Element) -> Iterator[str]:
        for child in parent:
            if child.tag == W + "t":
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == W + "sym":
                yield "✓"
            elif child.tag == W + "r":
                hidden = child.find(f"{W}rPr/{W}vanish")
                if hidden is None or hidden.get(VAL) in {"0", "false"}:
                    yield from self._text(child)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and child.tag != W + "txbxContent":
                yield from self._text(child)

    def _rows(self, table: etree._Element) -> Iterator[Row]:
        for number, row in enumerate(_inside(table, W + "tr"), start=1):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [cell for cell in _inside(row, W + "tc") if cell.find(f"{W}tcPr/{W}cellDel") is None]
            nests = any(cell.find(f".//{W}tbl") is not None for cell in cells)
            before, after = (row.find(f"{W}trPr/{W}{name}") for name in ("gridBefore", "gridAfter"))
            yield Row(
                (*_gap(before), *(self._cell(cell) for cell in cells), *_gap(after)),
                number,
                nests,
            )

    def _cell(self, cell: etree._Element) -> Cell:
        span, merged = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        width = span.get(VAL, "1") if span is not None else "1"
        goes_on = merged is not None and merged.get(VAL, "continue") == "continue"
        shading = cell.find(f"{W}tcPr/{W}shd")
        fill = shading.get(W + "fill", "") if shading is not None else ""
        lines = [self.paragraph(each) for each in _inside(cell, W + "p", through=W + "tbl")]
        return Cell(
            "\n".join(lines).strip("\n"),
            min(int(width), 500) if width.isdecimal() else 1,
            goes_on,
            "" if fill.lower() in {"auto", "ffffff"} else fill,
        )


def _gap(element: etree._Element | None) -> tuple[Cell, ...]:
    width = element.get(VAL, "") if element is not None else ""
    return (Cell("", int(width)),) if width.isdecimal() and 0 < int(width) < 500 else ()


def _inside(parent: etree._Element, tag: str, through: str = "") -> Iterator[etree._Element]:
    """The children with a tag, also those wrapped in content controls and tracked insertions."""
    stops = {W + "tbl", W + "p"} - {through}
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and child.tag not in stops:
            yield from _inside(child, tag, through)
