"""Zip packages from strangers: parts are read within limits, XML without entities, faults are sentences."""

import zipfile
from pathlib import Path

from lxml import etree

from models.document import texts as document_texts
from models.text import VekhaError

MOST_ROWS = 2_000
MOST_PARTS = 5_000
MOST_BYTES = 150_000_000
MOST_PART_BYTES = 25_000_000
SMALL_PART_BYTES = 10_000_000
MOST_RATIO = 150


class DocumentError(VekhaError):
    """A file cannot be imported; the message says what to do."""


def too_many_rows(file: Path, rows: int) -> DocumentError:
    """The refusal of a file whose tables are far longer than any roadmap."""
    return DocumentError(document_texts.TOO_MANY_ROWS.format(file=file.name, rows=rows, most=MOST_ROWS))


def open_package(file: Path) -> zipfile.ZipFile:
    """The package, once it is known to unpack to a reasonable size."""
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise DocumentError(document_texts.PACKAGE_CLOSED.format(file=file.name)) from None
    parts = package.infolist()
    too_large = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES
    if too_large or any(_is_a_bomb(part) for part in parts):
        package.close()
        raise DocumentError(document_texts.ZIP_BOMB.format(file=file.name))
    if any(part.flag_bits & 1 for part in parts):
        package.close()
        raise DocumentError(document_texts.ENCRYPTED.format(file=file.name))
    return package


def _is_a_bomb(part: zipfile.ZipInfo) -> bool:
    """Whether a part is too large, or far larger than its compressed form."""
    if part.file_size > MOST_PART_BYTES:
        return not part.filename.lower().endswith((".jpeg", ".jpg", ".png", ".emf", ".tiff"))
    return part.file_size > SMALL_PART_BYTES and part.file_size > MOST_RATIO * max(part.compress_size, 1)


def read_part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of a part; None when the package has no such part."""
    try:
        with package.open(name) as part:
            data = part.read(MOST_PART_BYTES + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged(package) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise _damaged(package) from error
        raise
    if len(data) > MOST_PART_BYTES:
        raise _damaged(package)
    return data


def read_xml(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part as XML; entities and documents that declare their own grammar are refused."""
    data = read_part(package, name)
    if data is None:
        return None
    data = data.replace(b"http://purl.oclc.org/ooxml/wordprocessingml/main", _WORD.encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _damaged(package) from None
    if b"<!DOCTYPE" in data[:4096]:
        raise _damaged(package)
    return root


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _damaged(package: zipfile.ZipFile) -> DocumentError:
    name = Path(package.filename or "").name
    return DocumentError(document_texts.PACKAGE_DAMAGED.format(file=name))
