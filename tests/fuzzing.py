"""Everything that reads texts and files of others, fuzzed by coverage: the last part of `make fuzz`.

Atheris is no dependency of ours: `make fuzz` puts it into build/fuzz. Whatever is not a refusal in words is a finding:
libFuzzer writes what caused it to a file and ends with an error. `python -m tests.fuzzing --seconds 60`
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import atheris

with atheris.instrument_imports(include=["models", "tasks"]):
    from models.board import code_key
    from models.mail import Step, classify, clean_address
    from models.text import VekhaError, harmless
    from tasks.documents import read_document
    from tasks.xlsx.package import PackageError
    from tasks.xlsx.read import read_snapshot
    from tests.test_hostile_text import READERS, call

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
FOLDER = Path(tempfile.mkdtemp(prefix="vekha-fuzz-"))


def reading(function: Callable[..., Any]) -> Callable[[bytes], object]:
    """A function that reads a text."""
    return lambda data: call(function, data.decode("utf-8", "ignore"))


def workbook(data: bytes) -> object:
    """Rows of a sheet in a workbook, whatever they hold."""
    content = BytesIO()
    with ZipFile(content, "w") as parts:
        for name, part in PARTS.items():
            parts.writestr(name, part)
        parts.writestr("xl/worksheets/sheet1.xml", SHEET.format("\0").encode().replace(b"\0", data))
    return read_snapshot(content.getvalue())


def document(data: bytes) -> object:
    """A text file that is imported."""
    file = FOLDER / "план.csv"
    file.write_bytes(data)
    return read_document(file)


def words(data: bytes) -> object:
    """Addresses, codes, replies of mail servers, and what is printed."""
    text = data.decode("utf-8", "replace")
    assert "\x1b" not in harmless(text)
    code_key(text)
    classify(Step.LETTER, 550, text)
    return clean_address(text)


PARTS = {
    "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
    "_rels/.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='r1' Target='xl/workbook.xml' "
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>",
    "xl/workbook.xml": "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
    "<sheets><sheet name='План 2021' sheetId='1' r:id='r1'/></sheets></workbook>",
    "xl/_rels/workbook.xml.rels": "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='r1' Target='worksheets/sheet1.xml' "
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'/></Relationships>",
}
TARGETS = (*map(reading, READERS), workbook, workbook, document, words)


def one(data: bytes) -> None:
    """The first byte says who reads the rest."""
    if data:
        try:
            TARGETS[data[0] % len(TARGETS)](data[1:])
        except (VekhaError, PackageError, ValueError):
            return


def main() -> None:
    """Fuzz for so long."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=main.__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    seconds = parser.parse_args().seconds
    print(f"{len(TARGETS)} readers for {seconds} s", flush=True)
    limits = (f"-max_total_time={seconds}", "-timeout=20", "-max_len=4096", "-print_final_stats=1")
    atheris.Setup([sys.argv[0], *limits], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
