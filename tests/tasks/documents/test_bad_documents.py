"""Files that are no roadmap, or would cost too much: a sentence, exit code 1, and nothing half written."""

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest

from tests.support.cli_school import CliSchool
from tests.support.word_documents import SHORT, TITLE
from tests.support.word_samples import NAMESPACE, RELATIONS, TYPES, Xml, cell, row, table, write_word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = [*TITLE, table([SHORT, ["1", "Приказ", "март 2021", "Директор"]])]
PAGE = Xml('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
PICTURE = Xml('<w:p><w:r><w:drawing><a:blip xmlns:a="http://x"/></w:drawing></w:r></w:p>')
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip package."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def word(document: str | bytes, **more: str | bytes) -> bytes:
    """A Word package with that main part."""
    return packed({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document, **more})


def body(inner: str) -> str:
    """A main part."""
    return f'<w:document xmlns:w="{NAMESPACE}"><w:body>{inner}</w:body></w:document>'


def sheet(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose first sheet's XML was changed."""
    book, stream = openpyxl.Workbook(), BytesIO()
    book.worksheets[0]["A1"] = "Мероприятие"
    book.save(stream)
    with zipfile.ZipFile(stream) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    return packed(parts | {name: change(bytes(parts[name]))})  # type: ignore[arg-type]


NOISE = os.urandom(4_100_000)
MERGED = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
NESTED = row([cell("2"), cell(Xml(table([["внутри"]]) + "<w:p/>")), cell("март 2021"), cell("Директор")])
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a picture named as a document": ("a.docx", lambda: b"\xff\xd8\xff\xe0" + bytes(500), "изображение"),
    "a web page named as a sheet": ("a.xls", lambda: b"<html><table><tr><td>", "страница HTML"),
    "a PDF": ("a.docx", lambda: b"%PDF-1.4", "PDF"),
    "noise named as a document": ("a.docx", lambda: bytes(range(1, 256)), "не документ Word"),
    "noise named as a text": ("a.txt", lambda: b"\0" + bytes(range(256)), "не текст"),
    "a document behind a password": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "паролем"),
    "an archive": ("a.zip", lambda: packed({"a.txt": "x"}), "архив"),
    "a torn package": ("a.docx", lambda: word(body(""))[:300], "повреждён"),
    "a package that is no document": ("a.docx", lambda: word("<a/>"), "не документ Word"),
    "XML that is none": ("a.docx", lambda: word("<w:document"), "повреждён"),
    "a bomb": ("a.docx", lambda: word(b"<a>" + bytes(40_000_000)), "слишком большой объём"),
    "a bomb beside the document": ("a.docx", lambda: word(body(""), x=bytes(40_000_000)), "слишком большой объём"),
    "thousands of parts": ("a.docx", lambda: packed({f"x{n}": "" for n in range(5001)}), "не документ Word"),
    "entities that grow": ("a.docx", lambda: word(LAUGHS + body("<w:p><w:r><w:t>&m;</w:t></w:r></w:p>")), "повреждён"),
    "entities in a sheet": ("a.xlsx", lambda: sheet(lambda _: (LAUGHS + "<a>&m;</a>").encode()), "повреждён"),
    "a sheet that is none": ("a.xlsx", lambda: sheet(lambda _: b"<worksheet><"), "повреждён"),
    "all cells merged": ("a.xlsx", lambda: sheet(lambda x: x.replace(b"</sheetData>", MERGED)), "слишком много ячеек"),
    "a huge sheet": ("a.xlsx", lambda: sheet(lambda x: x + NOISE.hex().encode()), "слишком много ячеек"),
    "too deep": ("a.docx", lambda: word(body("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), "повреждён"),
    "a text of empty lines": ("a.txt", lambda: b"\n\n \n", "не найдена таблица"),
    "ten thousand rows": ("a.csv", ("Мероприятие;Срок\n" + "Сбор;март\n" * 10_000).encode, "10001 строк"),
}
DOCUMENTS: dict[str, tuple[list[str], str]] = {
    "two hundred pages": ([*GOOD, *[PAGE] * 200], "около 201 страниц"),
    "a book of text": ([*GOOD, *["Слово " * 2000] * 50], "страниц текста"),
    "thousands of rows": ([table([SHORT, *[["1", "Сбор", "март", "Директор"]] * 2001])], "2002 строк таблиц"),
    "a scan": ([PICTURE], "скан"),
    "no table": (["Просто текст. " * 30], "нет таблицы"),
    "a table that is no roadmap": ([table([["Класс", "Рост"], ["1", "120"]])], "нет таблицы дорожной карты"),
    "a header alone": ([table([SHORT])], "ни одного мероприятия"),
    "a table in a cell": ([*TITLE, table([SHORT, NESTED])], "ещё одна таблица"),
    "a roadmap in a cell": ([table([row([cell(Xml(table([SHORT, SHORT]) + "<w:p/>"))])])], "вложена"),
    "terms without a year or a period": ([table([SHORT, ["1", "Сбор", "март", "Директор"]])], "--period"),
}


def refused(said_by: CliSchool, file: Path, out: Path) -> str:
    """The one sentence with which an import ends; nothing was written."""
    said = said_by.run("import", str(file), "-o", str(out))
    assert (said.code, said.out, len(said.err.splitlines()), "Traceback" in said.err) == (1, "", 1, False), said
    assert not out.exists() or list(out.iterdir()) == []
    return said.err


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_be_read_gets_a_sentence(tmp_path: Path, what: str):
    name, data, sentence = FILES[what]
    (tmp_path / name).write_bytes(data())
    assert sentence in refused(CliSchool(tmp_path / "var"), tmp_path / name, tmp_path / "out")


@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_document_that_is_no_roadmap_gets_a_sentence(tmp_path: Path, what: str):
    blocks, sentence = DOCUMENTS[what]
    assert sentence in refused(CliSchool(tmp_path / "var"), write_word(tmp_path / "a.docx", blocks), tmp_path / "out")


def test_what_is_no_file_gets_a_sentence(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.docx")
    school = CliSchool(tmp_path / "var")
    for file in (tmp_path, tmp_path / "pipe.docx", tmp_path / "none.docx", tmp_path / ("ы" * 300), Path("/dev/zero")):
        refused(school, file, tmp_path / "out")


@contextmanager
def nobody() -> Iterator[None]:
    """The rights of somebody who is not root, who may read every file; everybody else has none to lay down."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_a_file_that_may_not_be_read_gets_a_sentence():
    with TemporaryDirectory() as folder:
        here = Path(folder)
        here.chmod(0o755)
        write_word(here / "a.docx", GOOD)
        assert CliSchool(here / "var").run("import", str(here / "a.docx")).code == 0
        (here / "a.docx").chmod(0)
        with nobody():
            assert "не читается" in refused(CliSchool(here / "var"), here / "a.docx", here / "out")


def test_macros_are_left_alone_and_mentioned(tmp_path: Path):
    file = write_word(tmp_path / "a.docm", GOOD, {"word/vbaProject.bin": b"Sub AutoOpen()"})
    facts = CliSchool(tmp_path / "var").facts("import", str(file), now="2021-03-15T09:00")
    assert facts["problems"] == [
        {"where": "a.docm", "found": "В документе есть макросы", "hint": "Они не читались и не выполнялись."}
    ]


def test_files_that_are_there_already_are_not_written_over(tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "people.yaml").write_text("mine", encoding="utf-8")
    file = write_word(tmp_path / "a.docx", GOOD)
    said = CliSchool(tmp_path / "var").run("import", str(file), "-o", str(tmp_path / "out"))
    assert (said.code, said.out, [each.name for each in (tmp_path / "out").iterdir()]) == (1, "", ["people.yaml"])
    assert (tmp_path / "out" / "people.yaml").read_text(encoding="utf-8") == "mine"
