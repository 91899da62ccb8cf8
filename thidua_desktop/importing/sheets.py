"""Files from outside → sheets of cells with their addresses; hostile files are refused.

What a file is, its content says, never its ending. Cells are kept sparse and as the file wrote
them: numbers as decimal text, never as binary floats, so that 65.5 stays 65.5.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from thidua_desktop.errors import CannotReadError, RefusedFileError, UnreadableKindError
from thidua_desktop.importing import xlsx
from thidua_desktop.importing.book import (
    DEFAULT_LIMITS,
    Book,
    Limits,
    Sheet,
    Step,
    address,
    letter_of,
    no_step,
)
from thidua_desktop.importing.encodings import modernised

__all__ = [
    "Book",
    "Limits",
    "Sheet",
    "Step",
    "address",
    "kind_of",
    "letter_of",
    "no_step",
    "read_book",
]

_CHUNK = 1 << 16
_HEAD = 1 << 12
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES = ((b"%PDF", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"{\\rtf", "rtf"))
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_BIFF_MARKS = (b"\x09\x08", b"\x09\x04", b"\x09\x02")


def read_book(path: Path, *, step: Step = no_step, limits: Limits = DEFAULT_LIMITS) -> Book:
    """Read every sheet of `path`.

    Raises RefusedFileError (its code says why), UnreadableKindError, CannotReadError; what
    `step` raises passes through.
    """
    try:
        return modernised(_read(path, step, limits))
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


def _read(path: Path, step: Step, limits: Limits) -> Book:
    kind = kind_of(path)
    if kind != "zip":
        raise UnreadableKindError(path.name, kind)
    return xlsx.read(path, _digest(path), step, limits)


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
