"""The smallest .xls that holds chosen records: a compound file around a BIFF8 stream."""

import struct
from pathlib import Path

_SECTOR, _SMALLEST = 512, 4096
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def record(number: int, data: bytes = b"") -> bytes:
    """Return one record."""
    return struct.pack("<HH", number, len(data)) + data


def short(text: str) -> bytes:
    """Return a string whose length takes one byte."""
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def long(text: str) -> bytes:
    """Return a string whose length takes two bytes."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Return the record of a number; rows and columns count from 0."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, text: str, style: int = 0) -> bytes:
    """Return the record of a text of its own."""
    return record(0x204, struct.pack("<HHH", row, column, style) + long(text))


def formula(row: int, column: int, result: bytes) -> bytes:
    """Return the record of a formula with eight bytes of result."""
    return record(0x06, struct.pack("<HHH", row, column, 0) + result + bytes(8))


def stream(*cells: bytes, before: bytes = b"", hidden: int = 0) -> bytes:
    """Return a workbook with one sheet; `before` are records for the whole of it."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    name = short("Bảng")
    size = len(begin) + len(before) + 4 + 6 + len(name) + 4
    sheet = record(0x85, struct.pack("<IBB", size, hidden, 0) + name)
    start = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    return begin + before + sheet + record(0x0A) + start + b"".join(cells) + record(0x0A)


def save(path: Path, content: bytes, name: str = "Workbook") -> Path:
    """Wrap a stream in a compound file of one table of sectors and one directory."""
    content = content.ljust(_SMALLEST, b"\0")
    count = -(-len(content) // _SECTOR)
    chain = [*range(3, count + 2), _END]
    fat = [_FAT, _END, *chain]
    table = struct.pack(f"<{_SECTOR // 4}I", *fat, *[_FREE] * (_SECTOR // 4 - len(fat)))
    entries = _entry("Root Entry", 5, _END, 0) + _entry(name, 2, 2, len(content))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    padded = content.ljust(count * _SECTOR, b"\0")
    path.write_bytes(header + table + entries.ljust(_SECTOR, b"\0") + padded)
    return path


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return (
        head
        + struct.pack("<III", _FREE, _FREE, _FREE)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
