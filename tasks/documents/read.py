"""Any file that may hold a roadmap → a Document: the kind is told by what is inside, the name only hints."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

from models.document import Document, Table
from models.document import texts as document_texts
from models.text import shortened
from tasks.documents.zip_limits import MOST_ROWS, DocumentError, too_many_rows

MOST_FILE_BYTES = 60_000_000
MOST_LETTERS = 450_000
MOST_IN_ONE = 20_000  # letters of one cell or paragraph
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*")
_WORD_NAMES = {".docx", ".docm", ".dotx"}
_SHEET_NAMES = {".xlsx", ".xlsm"}
_OFFICE_NAMES = {".doc", ".odt", ".rtf", ".ods", ".xls", ".fodt"}


def read_document(file: Path, *, as_list: bool = False) -> Document:
    """Read a file of any kind; DocumentError says in one sentence why it cannot be imported.

    `as_list` reads a plan that is no table, line by line.
    """
    try:
        if not file.exists():
            raise DocumentError(document_texts.NO_FILE.format(file=file))
        if not file.is_file():
            raise DocumentError(document_texts.NOT_A_FILE.format(file=file))
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise DocumentError(document_texts.FILE_UNREADABLE.format(file=file, reason=error.strerror)) from None
    if not size:
        raise DocumentError(document_texts.EMPTY.format(file=file.name))
    if size > MOST_FILE_BYTES:
        raise DocumentError(document_texts.TOO_LARGE.format(file=file.name, most=MOST_FILE_BYTES // 1000000))
    document = _read(file, head, as_list=as_list)
    if as_list:
        document = _listed(document, file)
    _refuse_books(document, file)
    return replace(document, name=file.stem)


def _listed(document: Document, file: Path) -> Document:
    from tasks.documents.lists import read_list

    listed = read_list(document)
    if listed is None:
        raise DocumentError(document_texts.LIST_UNREAD.format(file=file.name))
    return listed


def _read(file: Path, head: bytes, *, as_list: bool) -> Document:
    kind = file.suffix.lower()
    if head.startswith(_OLE):
        return _read_ole(file, kind, as_list=as_list)
    if head.startswith(b"PK"):
        return _read_package(file, kind, as_list=as_list)
    if head.startswith(_IMAGES):
        raise DocumentError(document_texts.IMAGE.format(file=file.name))
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", head, re.IGNORECASE):
        raise DocumentError(document_texts.HTML.format(file=file.name))
    if head.startswith(b"%PDF"):
        raise DocumentError(document_texts.PDF.format(file=file.name))
    if head.startswith(b"{\\rtf"):
        return _through_office(file, ".rtf", as_list=as_list)
    if kind in _WORD_NAMES | _SHEET_NAMES | {".odt", ".doc", ".ods", ".xls"}:
        what = "Excel" if kind in _SHEET_NAMES | {".ods", ".xls"} else "Word"
        raise DocumentError(document_texts.MISNAMED.format(file=file.name, kind=what))
    from tasks.documents.plain_text import read_lines, read_text

    return read_lines(file) if as_list else read_text(file)


def _read_ole(file: Path, kind: str, *, as_list: bool) -> Document:
    """Old binary documents, and new ones behind a password."""
    data = file.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise DocumentError(document_texts.ENCRYPTED.format(file=file.name))
    return _through_office(file, kind if kind in _OFFICE_NAMES else ".doc", as_list=as_list)


def _read_package(file: Path, kind: str, *, as_list: bool) -> Document:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise DocumentError(document_texts.DAMAGED.format(file=file.name)) from None
    if "mimetype" in names and "content.xml" in names:
        from tasks.documents.zip_limits import open_package

        open_package(file).close()
        return _through_office(file, kind if kind in _OFFICE_NAMES else ".odt", as_list=as_list)
    if any(name.startswith("xl/") for name in names):
        from tasks.documents.spreadsheet import read_workbook

        return read_workbook(file)
    if kind in _WORD_NAMES or any(name.startswith("word/") for name in names):
        from tasks.documents.word import read_word

        if not any(name.startswith("word/") for name in names) and "_rels/.rels" not in names:
            raise DocumentError(document_texts.NOT_WORD.format(file=file.name))
        return read_word(file, needs_table=not as_list)
    raise DocumentError(document_texts.ARCHIVE.format(file=file.name))


def _through_office(file: Path, kind: str, *, as_list: bool) -> Document:
    from tasks.documents.libreoffice import converted

    with converted(file, kind) as (made, is_sheet):
        try:
            return _read_made(made, is_sheet=is_sheet, as_list=as_list)
        except DocumentError as error:
            raise DocumentError(str(error).replace(made.name, file.name)) from None


def _read_made(made: Path, *, is_sheet: bool, as_list: bool) -> Document:
    if is_sheet:
        from tasks.documents.spreadsheet import read_workbook

        return read_workbook(made)
    from tasks.documents.word import read_word

    return read_word(made, needs_table=not as_list)


def _refuse_books(document: Document, file: Path) -> None:
    """Stop at what is far larger than any roadmap."""
    rows = sum(len(block.rows) for block in document.blocks if isinstance(block, Table))
    if rows > MOST_ROWS:
        raise too_many_rows(file, rows)
    letters = sum(len(text) for text in document.texts())
    if letters > MOST_LETTERS:
        raise DocumentError(document_texts.TOO_MUCH_TEXT.format(file=file.name, pages=letters // 3000))
    longest = max(document.texts(), key=len, default="")
    if len(longest) > MOST_IN_ONE:
        raise DocumentError(
            document_texts.TOO_MUCH_IN_ONE.format(file=file.name, text=shortened(longest), most=MOST_IN_ONE)
        )
