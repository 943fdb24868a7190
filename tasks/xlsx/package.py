"""A zip package in which single parts change and all others keep their bytes, order, dates and flags."""

import posixpath
import struct
import zlib
from copy import copy
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from models.board import workbook_texts

OLD_FORMAT = bytes.fromhex("d0cf11e0a1b11ae1")  # what a password wraps a workbook in, too
TYPES_PART = "[Content_Types].xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
MOST_UNPACKED = 256 * 1024 * 1024


class PackageError(Exception):
    """The bytes are not a zip package that can be read within the limits."""


def parse(content: bytes) -> etree._Element:
    """The tree of a part; PackageError when it is no XML."""
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise PackageError(workbook_texts.PART_DAMAGED) from error


def relations_part(part: str) -> str:
    """Where a part's relations stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def target_part(part: str, target: str) -> str:
    """The part that a relation of `part` leads to."""
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


class Package:
    """The parts of a zip file by name; of parts that share a name the last one is the part, as every reader has it.

    Names count in any letter case: a part is called as the parts that lead to it call it.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLD_FORMAT):
            raise PackageError(workbook_texts.ENCRYPTED_OR_OLD)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise PackageError(workbook_texts.NO_PACKAGE) from error
        infos = self._zip.infolist()
        if sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise PackageError(workbook_texts.ZIP_BOMB)
        if any(info.flag_bits & 1 for info in infos):
            raise PackageError(workbook_texts.ENCRYPTED)
        self._infos = {info.filename: info for info in infos}
        ends = sorted([*(info.header_offset for info in infos), self._zip.start_dir])
        self._records = {start: data[start:end] for start, end in pairwise(ends)}
        self._changed: dict[str, bytes] = {}
        self._seen: set[str] = set()
        self._by_key = {name.casefold(): name for name in self._infos}
        self.is_respelled = False
        self._spell(TYPES_PART)
        self._spell_related("")
        if self.is_respelled:
            self._spell_types()

    def _spell(self, name: str) -> None:
        """Let the part that is called so in another case be called so."""
        found = self._by_key.get(name.casefold(), name)
        if found == name:
            return
        self.is_respelled, self._by_key[name.casefold()] = True, name
        content = self.read(found)
        self._infos = {name if each == found else each: info for each, info in self._infos.items()}
        self._infos[name] = copy(self._infos[name])
        self._infos[name].filename, self._changed[name] = name, content

    def _spell_related(self, part: str) -> None:
        """The parts to which this one leads, and those to which they lead."""
        ways = relations_part(part)
        self._spell(ways)
        for each in self._ways(ways):
            target = target_part(part, each.get("Target", ""))
            if each.get("TargetMode") != "External" and target.casefold() in self._by_key and target not in self._seen:
                self._seen.add(target)
                self._spell(target)
                self._spell_related(target)

    def _ways(self, part: str) -> etree._Element:
        """The relations in a part; none where it is missing or damaged, which is said where it is needed."""
        try:
            return parse(self.read(part))
        except PackageError:
            return etree.Element("none")

    def _spell_types(self) -> None:
        """Say what each part is under the name that it has now."""
        root = parse(self.read(TYPES_PART))
        for each in root:
            name = each.get("PartName", "")[1:]
            if name.casefold() in self._by_key:
                each.set("PartName", "/" + self._by_key[name.casefold()])
        self._changed[TYPES_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def names(self) -> list[str]:
        """Every part's name, in the order of the file, the added ones last."""
        return list(self._infos)

    def read(self, name: str) -> bytes:
        """The content of a part as it stands now."""
        if name in self._changed:
            return self._changed[name]
        return self._unpacked(name)

    def head(self, name: str, length: int) -> bytes:
        """The beginning of a part."""
        return self._changed[name][:length] if name in self._changed else self._unpacked(name, length)

    def _unpacked(self, name: str, length: int = -1) -> bytes:
        try:
            with self._zip.open(self._infos[name]) as part:
                return part.read(length)
        except (KeyError, BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise PackageError(workbook_texts.PART_UNREADABLE.format(part=name)) from error

    def put(self, name: str, content: bytes) -> None:
        """Change a part, or add one at the end that looks as if the first part's program had added it."""
        if name not in self._infos:
            model = next(iter(self._infos.values()))
            info = self._infos[name] = ZipInfo(name, model.date_time)
            info.external_attr, info.create_system = model.external_attr, model.create_system
        self._changed[name] = content

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self._infos.pop(name, None)
        self._changed.pop(name, None)

    def save(self) -> bytes:
        """The bytes of the package; what did not change is copied as it was packed, header and all."""
        buffer = BytesIO()
        with ZipFile(buffer, "w") as package:
            package.comment = self._zip.comment
            for name, info in self._infos.items():
                if name in self._changed:
                    package.writestr(copy(info), self._changed[name], ZIP_DEFLATED)
                    continue
                moved = copy(info)
                moved.header_offset = buffer.tell()
                buffer.write(self._records[info.header_offset])
                package.filelist.append(moved)
                package.start_dir = buffer.tell()
        return buffer.getvalue()
