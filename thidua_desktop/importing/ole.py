"""Microsoft's compound file (OLE): a file system in a file, in which .xls lives ([MS-CFB]).

Chains of sectors are followed for as many steps as there are sectors, so that none runs in a ring.
"""

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_SIZE: Final = 512
_LAST_SECTOR: Final = 0xFFFFFFFA
_IN_HEADER: Final = 109
_ENTRY: Final = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SHIFTS: Final = (9, 12)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """An opened compound file. ValueError where it is not what it should be."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        if len(data) < _HEADER_SIZE or data[: len(MAGIC)] != MAGIC:
            raise ValueError("no compound file")
        (shift, mini_shift) = struct.unpack_from("<HH", data, 30)
        if shift not in _SHIFTS or mini_shift >= shift:
            raise ValueError("no such sectors")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        self._count = len(data) // self._size
        (directory,) = struct.unpack_from("<I", data, 48)
        (self._cutoff, mini_fat) = struct.unpack_from("<II", data, 56)
        self._fat = self._numbers(self._fat_sectors())
        self._entries = self._read_entries(directory)
        self._mini_fat = self._numbers(self._chain(mini_fat, self._fat))

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all streams and storages."""
        return frozenset(one.name for one in self._entries)

    def size(self, name: str) -> int:
        """Return how long a stream is; KeyError if there is none of that name."""
        return self._stream(name).size

    def read(self, name: str) -> bytes:
        """Return a stream's content; KeyError if there is none of that name."""
        entry = self._stream(name)
        if entry.size >= self._cutoff:
            content = b"".join(map(self._sector, self._chain(entry.start, self._fat)))
        else:
            content = self._read_small(entry)
        if len(content) < entry.size:
            raise ValueError("a stream is cut off")
        return content[: entry.size]

    def _stream(self, name: str) -> _Entry:
        for one in self._entries:
            if one.name == name and one.kind == _STREAM:
                return one
        raise KeyError(name)

    def _read_small(self, entry: _Entry) -> bytes:
        root = next(one for one in self._entries if one.kind == _ROOT)
        small = b"".join(map(self._sector, self._chain(root.start, self._fat)))
        size = self._mini_size
        return b"".join(
            small[number * size : (number + 1) * size]
            for number in self._chain(entry.start, self._mini_fat)
        )

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise ValueError("a sector is missing")
        return sector

    def _chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        number = start
        for _ in range(len(table) + 1):
            if number >= _LAST_SECTOR:
                return
            yield number
            number = table[number]
        raise ValueError("sectors in a ring")

    def _fat_sectors(self) -> Iterator[int]:
        """Yield the sectors of the table of sectors: 109 in the header, the rest in a chain."""
        first = struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)
        yield from (one for one in first if one < _LAST_SECTOR)
        (number,) = struct.unpack_from("<I", self._data, 68)
        for _ in range(self._count + 1):
            if number >= _LAST_SECTOR:
                return
            *listed, number = self._numbers(iter((number,)))
            yield from (one for one in listed if one < _LAST_SECTOR)
        raise ValueError("sectors in a ring")

    def _numbers(self, sectors: Iterator[int]) -> tuple[int, ...]:
        found: list[int] = []
        for number in sectors:
            if len(found) > self._size * self._count:
                raise ValueError("more sectors than there are")
            sector = self._sector(number)
            found += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
        return tuple(found)

    def _read_entries(self, start: int) -> tuple[_Entry, ...]:
        content = b"".join(map(self._sector, self._chain(start, self._fat)))
        entries: list[_Entry] = []
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            (length, kind) = struct.unpack_from("<HB", content, at + 64)
            (first, size) = struct.unpack_from("<II", content, at + 116)
            if kind in {_STORAGE, _STREAM, _ROOT} and length <= _ENTRY // 2:
                name = content[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
                entries.append(_Entry(name, kind, first, size))
        return tuple(entries)


@contextmanager
def opened(path: Path) -> Iterator[CompoundFile]:
    """Open a compound file without copying it into memory. ValueError if it is none."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        yield CompoundFile(data)
