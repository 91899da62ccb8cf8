"""Files from outside → sheets of cells with their addresses; hostile files are refused.

What a file is, its content says, never its ending. Cells are kept sparse and as the file wrote
them: numbers as decimal text, never as binary floats, so that 65.5 stays 65.5.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from thidua_desktop.errors import CannotReadError, RefusedFileError, UnreadableKindError

Step = Callable[[int, int], None]
"""Called with what is done and the whole; raises Cancelled when the user asks to stop."""

_CHUNK = 1 << 16
_HEAD = 1 << 12
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES = ((b"%PDF", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"{\\rtf", "rtf"))
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_BIFF_MARKS = (b"\x09\x08", b"\x09\x04", b"\x09\x02")
_FIRST_DAY = date(1899, 12, 30)
_LEAP_BUG = 60
"""Excel counts a 29 February 1900: serials below this are one day later than the others say."""


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ERROR = "error"
    UNCALCULATED = "uncalculated"
    """A formula whose result was never stored."""


class Cell(NamedTuple):
    """One cell with a value.

    `text` is the text; the number as the file wrote it; the day as ISO; TRUE or FALSE; the error
    (`#REF!`); or the formula that was never calculated.
    """

    kind: CellKind
    text: str
    number_format: str = ""


class Merge(NamedTuple):
    """A merged range; rows and columns count from 1, all four belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: only rows and cells that hold something, by number from 1."""

    name: str
    hidden: bool
    rows: Mapping[int, Mapping[int, Cell]]
    merges: tuple[Merge, ...] = ()

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell, or None where nothing stands."""
        return self.rows.get(row, {}).get(column)


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read: its name, its SHA-256, its sheets in their order."""

    file: str
    digest: str
    kind: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by name; KeyError if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


def no_step(done: int, whole: int) -> None:
    """Report to nobody."""


def read_book(path: Path, *, step: Step = no_step) -> Book:
    """Read every sheet of `path`.

    Raises RefusedFileError (its code says why), UnreadableKindError, CannotReadError; what
    `step` raises passes through.
    """
    try:
        return _read(path, step)
    except OSError as error:
        raise CannotReadError(path, error.strerror or str(error)) from error


def kind_of(path: Path) -> str:
    """Name the kind of table by its content; RefusedFileError for what is none.

    `zip` may still turn out not to be a workbook.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise RefusedFileError(path.name, "empty-file")
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    for mark, name in _NOT_TABLES:
        if head.startswith(mark):
            raise RefusedFileError(path.name, "not-a-spreadsheet", name)
    return _kind_of_text(path.name, head)


def letter_of(column: int) -> str:
    """Return a column's letters: 1 is `A`, 27 is `AA`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return a column's number: `A` is 1. ValueError for anything but letters."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"not a column: {letters!r}")
        number = number * 26 + ord(letter) - ord("A") + 1
    if not number:
        raise ValueError("no column named")
    return number


def address(row: int, column: int) -> str:
    """Return a cell's address: `B39`."""
    return f"{letter_of(column)}{row}"


def day_of(serial: int) -> date:
    """Return the day Excel shows for a serial number of its 1900 calendar."""
    return _FIRST_DAY + timedelta(days=serial + (0 < serial < _LEAP_BUG))


def serial_of(day: date) -> int:
    """Return the serial number Excel stores for a day."""
    serial = (day - _FIRST_DAY).days
    return serial - (0 < serial <= _LEAP_BUG)


def _read(path: Path, step: Step) -> Book:
    from thidua_desktop.importing import xlsx

    kind = kind_of(path)
    if kind != "zip":
        raise UnreadableKindError(path.name, kind)
    return xlsx.read(path, _digest(path), step)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _kind_of_ole(path: Path) -> str:
    names = {"EncryptedPackage": "", "Workbook": "xls", "Book": "xls"}
    with path.open("rb") as stream:
        content = b"".join(_chunks(stream.read))
    for name, kind in names.items():
        if name.encode("utf-16-le") + b"\0\0" in content:
            if not kind:
                raise RefusedFileError(path.name, "password-protected")
            return kind
    raise RefusedFileError(path.name, "not-a-spreadsheet", "ole")


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while chunk := read(_CHUNK):
        yield chunk


def _kind_of_text(file: str, head: bytes) -> str:
    if head.startswith(_UTF16_MARKS):
        return "csv"
    if head[:2] in _BIFF_MARKS:
        return "xls"
    start = head.removeprefix(_UTF8_MARK).lstrip().lower()
    if start.startswith(b"<"):
        if b"<table" in start or b"<html" in start or b"<!doctype html" in start:
            return "html"
        return "xml"
    if b"\0" in head:
        raise RefusedFileError(file, "not-a-spreadsheet")
    return "csv"
