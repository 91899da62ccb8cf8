"""Files from outside → sheets of cells with their addresses; hostile files are refused.

What a file is, its content says, never its ending. Cells are kept sparse and as the file wrote
them: numbers as decimal text, never as binary floats, so that 65.5 stays 65.5.
"""

import codecs
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from thidua_desktop.domain.memory import uncollected
from thidua_desktop.errors import CannotReadError, RefusedFileError, UnreadableKindError
from thidua_desktop.importing import delimited, ods, ole, spreadsheetml, webpage, xls, xlsx
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
from thidua_desktop.importing.package import refusals
from thidua_desktop.importing.plaintext import is_text, wide_encoding

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
_NOT_TABLES = ((b"%PDF", "pdf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"{\\rtf", "rtf"))
_UTF8_MARK = codecs.BOM_UTF8
_HTML_MARKS = (b"<table", b"<html", b"<!doctype html", b"<meta", b"<style", b"<div")
_BIFF_MARKS = (b"\x09\x08", b"\x09\x04", b"\x09\x02")
_PAGE_IN_ONE_FILE = re.compile(rb"mime-version:|content-type:\s*multipart/related")
"""What the first lines of «Single File Web Page» say, as in a message by mail."""


@uncollected()
def read_book(path: Path, *, step: Step = no_step, limits: Limits = DEFAULT_LIMITS) -> Book:
    """Read every sheet of `path`.

    Raises RefusedFileError (its code says why), UnreadableKindError, CannotReadError; what
    `step` raises passes through.
    """
    try:
        return modernised(_read(path, step, limits))
    except OSError as error:
        raise CannotReadError.of(path, error) from error


def kind_of(path: Path) -> str:
    """Name the kind of table by its content; RefusedFileError for what is none.

    `zip` may still turn out not to be a workbook.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        raise RefusedFileError(path.name, "empty-file")
    if head.startswith(b"PK"):
        return "ods" if ods.is_one(path) else "zip"
    if head.startswith(ole.MAGIC):
        return _kind_of_ole(path)
    for mark, name in _NOT_TABLES:
        if head.startswith(mark):
            raise RefusedFileError(path.name, "not-a-spreadsheet", name)
    return _kind_of_text(path.name, head)


def _read(path: Path, step: Step, limits: Limits) -> Book:
    kind = kind_of(path)
    reader = _READERS.get(kind)
    if reader is None:
        raise UnreadableKindError(path.name, kind)
    return reader(path, _digest(path), step, limits)


_READERS: Final[Mapping[str, Callable[[Path, str, Step, Limits], Book]]] = {
    "zip": xlsx.read,
    "ods": ods.read,
    "xls": xls.read,
    "csv": delimited.read,
    "html": webpage.read,
    "spreadsheetml": spreadsheetml.read,
}


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _kind_of_ole(path: Path) -> str:
    with refusals(path.name), ole.opened(path) as compound:
        names = compound.names
    if "EncryptedPackage" in names:
        raise RefusedFileError(path.name, "password-protected")
    if names.isdisjoint(xls.STREAMS):
        kind = "doc" if "WordDocument" in names else "ole"
        raise RefusedFileError(path.name, "not-a-spreadsheet", kind)
    return "xls"


def _kind_of_text(file: str, head: bytes) -> str:
    if head[:2] in _BIFF_MARKS:
        return "old xls"
    if not is_text(head):
        raise RefusedFileError(file, "not-a-spreadsheet")
    wide = wide_encoding(head.removeprefix(codecs.BOM_UTF16_LE))
    start = (head.decode(wide, "replace").encode() if wide else head).removeprefix(_UTF8_MARK)
    start = start.lstrip().lower()
    if _PAGE_IN_ONE_FILE.match(start):
        return "mht"
    if start.startswith(b"<"):
        if spreadsheetml.is_one(start):
            return "spreadsheetml"
        return "html" if any(mark in start for mark in _HTML_MARKS) else "xml"
    return "csv"
