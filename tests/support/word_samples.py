"""Word packages built by hand for the tests of the import: as little XML as Word itself would open."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
# A decimal list «%1.» (number 1) and a two-level one «%1.%2.» (number 2).
NUMBERING = (
    f'<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


class Xml(str):
    """Ready XML, as against a text that is still to be escaped."""

    __slots__ = ()


def run(text: str) -> Xml:
    """A run of text; a tab and a line break become their own elements."""
    pieces = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\v", "</w:t><w:br/><w:t>")
    return Xml(f'<w:r><w:t xml:space="preserve">{pieces}</w:t></w:r>')


def paragraph(text: str = "", *, numbered: tuple[int, int] | None = None) -> Xml:
    """A paragraph, perhaps of a list (number, level)."""
    number = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr></w:pPr>'
        if numbered
        else ""
    )
    inner = text if isinstance(text, Xml) else run(text) if text else ""
    return Xml(f"<w:p>{number}{inner}</w:p>")


def cell(text: str = "", *, span: int = 1, merge: str = "", fill: str = "") -> Xml:
    """A cell; lines become paragraphs; merge is «restart» or «continue», fill a colour."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    inner = text if isinstance(text, Xml) else "".join(paragraph(line) for line in text.split("\n"))
    return Xml(f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")


def row(cells: Sequence[str]) -> Xml:
    """A row of cells: texts or ready ones."""
    ready = (each if isinstance(each, Xml) and each.startswith("<w:tc") else cell(each) for each in cells)
    return Xml(f"<w:tr>{''.join(ready)}</w:tr>")


def table(rows: Sequence[Sequence[str] | Xml]) -> Xml:
    """A table of rows."""
    return Xml(f"<w:tbl>{''.join(each if isinstance(each, Xml) else row(each) for each in rows)}</w:tbl>")


def write_word(file: Path, blocks: Sequence[str], parts: dict[str, bytes] | None = None) -> Path:
    """Write a document of these paragraphs and tables, with further parts."""
    body = "".join(each if isinstance(each, Xml) else paragraph(each) for each in blocks)
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}"><w:body>{body}<w:p/></w:body>'
        "</w:document>"
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", document)
        package.writestr("word/numbering.xml", NUMBERING)
        for name, data in (parts or {}).items():
            package.writestr(name, data)
    return file
