"""A zip package in which single parts change and all others keep their bytes, order, dates and flags."""

import struct
import zlib
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from models.board import workbook_texts

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_CENTRAL_FIXED, _END_FIXED = 46, 22
_BIG = 0xFFFFFFFF
OLD_FORMAT = bytes.fromhex("d0cf11e0a1b11ae1")  # what a password wraps a workbook in, too
MOST_UNPACKED = 256 * 1024 * 1024


class _Content(NamedTuple):
    method: int
    crc: int
    packed: int
    size: int


class PackageError(Exception):
    """The bytes are not a zip package that can be read within the limits."""


class Package:
    """The parts of a zip file by name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        if data.startswith(OLD_FORMAT):
            raise PackageError(workbook_texts.ENCRYPTED_OR_OLD)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise PackageError(workbook_texts.NO_PACKAGE) from error
        self._infos = self._zip.infolist()
        self._check()
        self._changed: dict[str, bytes | None] = {}
        self._added: list[str] = []

    def _check(self) -> None:
        if sum(info.file_size for info in self._infos) > MOST_UNPACKED:
            raise PackageError(workbook_texts.ZIP_BOMB)
        if any(info.flag_bits & 1 for info in self._infos):
            raise PackageError(workbook_texts.ENCRYPTED)

    def names(self) -> list[str]:
        """Every part's name, in the order of the file, the added ones last."""
        kept = [info.filename for info in self._infos if self._changed.get(info.filename, b"") is not None]
        return kept + self._added

    def read(self, name: str) -> bytes:
        """The content of a part as it stands now."""
        if name in self._changed:
            content = self._changed[name]
            if content is None:
                raise PackageError(workbook_texts.NO_PART.format(part=name))
            return content
        try:
            return self._zip.read(name)
        except (KeyError, BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise PackageError(workbook_texts.PART_UNREADABLE.format(part=name)) from error

    def put(self, name: str, content: bytes) -> None:
        """Change a part, or add one at the end."""
        if name not in self.names():
            self._added.append(name)
        self._changed[name] = content

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self._changed[name] = None

    def save(self) -> bytes:
        """The bytes of the package: unchanged parts copied as they are, compressed data and headers alike."""
        start = self._zip.start_dir
        records = _central_records(self._data, start, len(self._infos))
        ends = dict(zip(sorted(i.header_offset for i in self._infos), self._next_offsets(start), strict=True))
        body, directory = bytearray(), bytearray()
        count = 0
        for info, record in zip(self._infos, records, strict=True):
            content = self._changed.get(info.filename, b"")
            if content is None:
                continue
            count += 1
            offset = len(body)
            if info.filename in self._changed:
                piece, entry = _packed(info, content, offset)
            else:
                piece = self._data[info.header_offset : ends[info.header_offset]]
                entry = _moved(record, info, offset)
            body += piece
            directory += entry
        model = self._infos[0]
        for name in self._added:
            fresh = ZipInfo(name, model.date_time)
            fresh.external_attr, fresh.create_system = model.external_attr, model.create_system
            piece, entry = _packed(fresh, self._changed[name] or b"", len(body))
            body += piece
            directory += entry
            count += 1
        comment = self._zip.comment
        end = struct.pack("<4s4H2LH", END, 0, 0, count, count, len(directory), len(body), len(comment))
        return bytes(body + directory + end + comment)

    def _next_offsets(self, start: int) -> list[int]:
        offsets = sorted(info.header_offset for info in self._infos)
        return [*offsets[1:], start]


def _central_records(data: bytes, start: int, count: int) -> list[bytes]:
    records = []
    for _ in range(count):
        name, extra, comment = struct.unpack_from("<3H", data, start + 28)
        length = _CENTRAL_FIXED + name + extra + comment
        records.append(data[start : start + length])
        start += length
    return records


def _moved(record: bytes, info: ZipInfo, offset: int) -> bytes:
    """The same directory entry for a part that now begins at another offset."""
    if struct.unpack_from("<L", record, 42)[0] == _BIG:
        content = _Content(info.compress_type, info.CRC, info.compress_size, info.file_size)
        return _central(info, content, info.flag_bits, offset)
    return record[:42] + struct.pack("<L", offset) + record[46:]


def _packed(info: ZipInfo, content: bytes, offset: int) -> tuple[bytes, bytes]:
    """A changed part: its local header with the data, and its directory entry."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    data = packer.compress(content) + packer.flush()
    crc = zlib.crc32(content)
    flags = info.flag_bits & ~0x8
    name, flags = _name(info, flags)
    date, time = _stamp(info)
    header = struct.pack(
        "<4s5H3L2H", LOCAL, 20, flags, ZIP_DEFLATED, time, date, crc, len(data), len(content), len(name), 0
    )
    return header + name + data, _central(info, _Content(ZIP_DEFLATED, crc, len(data), len(content)), flags, offset)


def _central(info: ZipInfo, content: _Content, flags: int, offset: int) -> bytes:
    name, flags = _name(info, flags)
    date, time = _stamp(info)
    made_by = info.create_system << 8 | info.create_version
    fixed = (CENTRAL, made_by, 20, flags, content.method, time, date, *content[1:], len(name), 0, 0, 0)
    return struct.pack("<4s6H3L5H2L", *fixed, info.internal_attr, info.external_attr, offset) + name


def _name(info: ZipInfo, flags: int) -> tuple[bytes, int]:
    name = info.orig_filename or info.filename
    try:
        return name.encode("cp437" if not flags & 0x800 else "utf-8"), flags
    except UnicodeEncodeError:
        return name.encode(), flags | 0x800


def _stamp(info: ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
