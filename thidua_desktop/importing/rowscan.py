"""The rows of a worksheet's XML found with regular expressions, where it is written as usual.

Five times as fast as a callback for every tag. It is only sound beside a parser that has checked
the same bytes, and where no comment, CDATA or instruction can hide a tag: anything unusual raises
`IrregularError`, and the sheet or the row is then read the slow way.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_EMPTY: Final = r'\s*(?:<row r="\d{1,7}"[^>]*/>\s*)*'
_NO_ROWS: Final = re.compile(_EMPTY, re.ASCII)
_ROW_START: Final = re.compile(_EMPTY + r'(<row r="(\d{1,7})"[^>]*(?<!/)>)', re.ASCII)
_ROW_END: Final = "</row>"
_CELL: Final = re.compile(
    r'<c r="([A-Z]{1,3}+)\d{1,7}+"((?: s="\d{1,6}+")?+(?: t="\w{1,9}+")?+'
    r"(?:/>|><v>[^<&\r]*+</v></c>"
    r'|><is><t(?: xml:space="preserve")?+>[^<&\r]*+</t></is></c>))',
    re.ASCII,
)
"""Nothing in it can be matched in two ways, so it never looks back (`+`): there are many cells."""
_SAID: Final = re.compile(
    r'(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|><v>([^<]*)</v></c>|><is><t[^>]*>([^<]*)</t></is></c>)'
)
_FORMULA: Final = re.compile(r"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)(?=<v>[^<])")
"""A formula beside its stored result: only the result is read."""
_MERGE: Final = re.compile(rb'<mergeCell ref="([A-Z0-9:$]+)"\s*/?>')
_ENCODING: Final = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']+)")
_LONGEST: Final = 8 << 20
"""Bytes of a row, or around the rows, beyond which nothing is as usual."""

Found = tuple[str, str]
"""Of a cell: its letters, and the XML of all that it says: the same in many cells."""


class IrregularError(Exception):
    """The XML is not written as spreadsheets usually write it."""


class ScannedRow(NamedTuple):
    """A row: its number, and its cells; or its XML where they must be read the slow way."""

    number: int
    xml: str
    cells: list[Found] | None


def scan(chunks: Iterable[bytes], merges: list[str]) -> Iterator[ScannedRow]:
    """Yield the rows; `merges` gets the merged ranges that stand after them."""
    pending = b""
    state = "before"
    first = True
    for chunk in chunks:
        pending += chunk
        _check(pending, first=first)
        first = False
        if state == "before":
            at = pending.find(b"<sheetData>")
            if at < 0:
                continue
            pending = pending[at + len(b"<sheetData>") :]
            state = "rows"
        if state == "rows":
            end = pending.find(b"</sheetData>")
            if end >= 0:
                yield from _rows(pending[:end].decode())
                pending, state = pending[end:], "after"
            else:
                end = pending.rfind(b"</row>") + len(b"</row>")
                if end >= len(b"</row>"):
                    yield from _rows(pending[:end].decode())
                    pending = pending[end:]
        if state == "after":
            end = pending.rfind(b">") + 1
            merges += _merges(pending[:end])
            pending = pending[end:]
    if state != "after":
        raise IrregularError


def parts_of(said: str) -> tuple[str, str, str, str]:
    """Return the style, type, value and text within that a cell's XML says."""
    parts: tuple[str, str, str, str] = _SAID.findall(said)[0]
    return parts


def _check(pending: bytes, *, first: bool) -> None:
    if first and (found := _ENCODING.match(pending)) and found[1].lower() != b"utf-8":
        raise IrregularError
    instructions = pending.count(b"<?") - (first and pending.startswith(b"<?xml"))
    if instructions or b"<!" in pending or len(pending) > _LONGEST:
        raise IrregularError


def _rows(block: str) -> Iterator[ScannedRow]:
    *pieces, rest = block.split(_ROW_END)
    starts = [_ROW_START.match(piece) for piece in pieces]
    if not (all(starts) and _NO_ROWS.fullmatch(rest)):
        raise IrregularError
    numbered = [(piece, start) for piece, start in zip(pieces, starts, strict=True) if start]
    if "<f" not in block:
        found = [_CELL.findall(piece, start.end()) for piece, start in numbered]
        # Every cell found is one begun and one ended, so if as many are in all, they are in each.
        empty_rows = block.count("<row ") - len(pieces)
        if _has_only(block, sum(map(len, found)), besides=empty_rows):
            for (_, start), cells in zip(numbered, found, strict=True):
                yield ScannedRow(int(start[2]), "", cells)
            return
    for piece, start in numbered:
        yield _row(piece, start)


def _row(piece: str, start: re.Match[str]) -> ScannedRow:
    content = piece[start.end() :]
    if "<f" in content:
        content = _FORMULA.sub("", content)
    cells = _CELL.findall(content)
    usual = _has_only(content, len(cells))
    xml = "" if usual else piece[start.start(1) :] + _ROW_END
    return ScannedRow(int(start[2]), xml, cells if usual else None)


def _has_only(content: str, cells: int, *, besides: int = 0) -> bool:
    """Say whether these cells are all that there is, `besides` empty tags of something else."""
    ended = content.count("</c>") + content.count("/>") - besides
    return cells == content.count("<c ") == ended


def _merges(block: bytes) -> list[str]:
    found = _MERGE.findall(block)
    if len(found) != block.count(b"<mergeCell "):
        raise IrregularError
    return [one.decode("ascii") for one in found]
