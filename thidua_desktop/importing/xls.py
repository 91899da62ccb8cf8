"""One pass over the records of a binary .xls (BIFF5 and BIFF8, [MS-XLS]), sparse, within limits.

Own pass and not a library's, for what libraries leave out: error values, the formats and fonts of
cells, and sheets with two far corners, which must not become a grid.
"""

import codecs
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from thidua_desktop.errors import RefusedFileError, UnreadableKindError
from thidua_desktop.importing import ole
from thidua_desktop.importing.book import Book, Cell, CellKind, Limits, Merge, Sheet, Step, day_of
from thidua_desktop.importing.encodings import legacy_font
from thidua_desktop.importing.numberformats import BUILT_IN, is_date
from thidua_desktop.importing.package import Budget, TooLargeError, refusals

STREAMS: Final = ("Workbook", "Book")

_BIFF8, _BIFF5 = 0x0600, 0x0500
_LARGEST: Final = 64 * 1024 * 1024
"""65,536 rows × 256 columns, as long as cells are: more than any table of figures."""
_DAYS_1904: Final = 1462
_MACROS: Final = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT"})
_STEP_RECORDS: Final = 4096

_BOF, _EOF, _CONTINUE, _FILEPASS, _DATEMODE, _CODEPAGE = 0x809, 0x0A, 0x3C, 0x2F, 0x22, 0x42
_BOUNDSHEET, _FONT, _FORMAT, _XF, _SST = 0x85, 0x31, 0x41E, 0xE0, 0xFC
_LABELSST, _LABEL, _RSTRING, _RK, _MULRK, _NUMBER = 0xFD, 0x204, 0xD6, 0x27E, 0xBD, 0x203
_BOOLERR, _FORMULA, _STRING, _MERGED = 0x205, 0x06, 0x207, 0xE5

_WIDE, _PHONETIC, _RICH = 1, 4, 8
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_IS_TEXT, _IS_BOOL, _IS_ERROR = 0, 1, 2
_NO_FONT: Final = 4
"""The number that no font has: the fifth one is number 5."""
_EXACT: Final = 2**53


class _Record(NamedTuple):
    id: int
    data: bytes
    parts: tuple[int, ...]
    """Where the data of each record that continues it begins."""


class _Style(NamedTuple):
    code: str
    shows_date: bool
    font: str


@dataclass
class _Globals:
    """What all sheets of a workbook share."""

    budget: Budget
    version: int = _BIFF8
    codec: str = "cp1252"
    day_offset: int = 0
    sheets: list[tuple[str, bool, int]] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    used: list[tuple[int, int]] = field(default_factory=list)
    styles: list[_Style] = field(default_factory=list)
    strings: list[tuple[str, str]] = field(default_factory=list)

    def font(self, number: int) -> str:
        position = number - (number > _NO_FONT)
        return self.fonts[position] if 0 <= position < len(self.fonts) else ""


def read(path: Path, digest: str, step: Step, limits: Limits) -> Book:
    """Read a compound file that holds a workbook; RefusedFileError says why it cannot be."""
    budget = Budget(step, limits)
    with refusals(path.name), ole.opened(path) as compound:
        name = next(one for one in STREAMS if one in compound.names)
        if (size := compound.size(name)) > min(_LARGEST, limits.unpacked):
            raise TooLargeError("bytes" if size <= _LARGEST else "")
        has_macros = bool(_MACROS & compound.names)
        stream = compound.read(name)
    with refusals(path.name):
        budget.whole = max(len(stream), 1)
        shared = _read_globals(path.name, stream, budget)
        sheets = tuple(
            Sheet(title, hidden, *_SheetReader(shared).read(stream, at))
            for title, hidden, at in shared.sheets
        )
    return Book(path.name, digest, "xls", sheets, has_macros)


def _records(stream: bytes, at: int, budget: Budget) -> Iterator[_Record]:
    """Yield the records from `at` to the end of their part, each with what continues it."""
    depth = 0
    read = 0
    while at + 4 <= len(stream):
        start = at
        number, length = struct.unpack_from("<HH", stream, at)
        data, parts = stream[at + 4 : at + 4 + length], []
        at += 4 + length
        while at + 4 <= len(stream) and stream[at : at + 2] == b"\x3c\0":
            (length,) = struct.unpack_from("<H", stream, at + 2)
            parts.append(stream[at + 4 : at + 4 + length])
            at += 4 + length
        ends: list[int] = []
        if parts:
            whole = bytearray(data)
            for part in parts:
                ends.append(len(whole))
                whole += part
            data = bytes(whole)
        read += at - start
        if read > _STEP_RECORDS:
            budget.take_bytes(read)
            read = 0
        depth += (number == _BOF) - (number == _EOF)
        yield _Record(number, data, tuple(ends))
        if depth <= 0:
            return
    raise ValueError("cut off")


# --- what is said once for the whole workbook ---


def _read_globals(file: str, stream: bytes, budget: Budget) -> _Globals:
    shared = _Globals(budget)
    (shared.version,) = struct.unpack_from("<H", stream, 4)
    if shared.version not in {_BIFF8, _BIFF5}:
        raise UnreadableKindError(file, "xls")
    for record in _records(stream, 0, budget):
        if record.id == _FILEPASS:
            raise RefusedFileError(file, "password-protected")
        reader = _GLOBAL_READERS.get(record.id)
        if reader is not None:
            reader(shared, record)
    for font, number in shared.used:
        code = shared.formats.get(number, BUILT_IN.get(number, ""))
        shared.styles.append(_Style(code, is_date(code), shared.font(font)))
    return shared


def _read_codepage(shared: _Globals, record: _Record) -> None:
    (number,) = struct.unpack_from("<H", record.data)
    try:
        shared.codec = codecs.lookup(f"cp{number}").name
    except LookupError:
        shared.codec = "cp1252"


def _read_datemode(shared: _Globals, record: _Record) -> None:
    shared.day_offset = _DAYS_1904 if record.data[:1] == b"\1" else 0


def _read_boundsheet(shared: _Globals, record: _Record) -> None:
    at, visibility, kind = struct.unpack_from("<IBB", record.data)
    if kind == 0:
        name = _text(shared, record.data, 6, length_size=1)
        shared.sheets.append((name, visibility & 3 != 0, at))


def _read_font(shared: _Globals, record: _Record) -> None:
    shared.fonts.append(legacy_font(_text(shared, record.data, 14, length_size=1)))


def _read_format(shared: _Globals, record: _Record) -> None:
    (number,) = struct.unpack_from("<H", record.data)
    size = 2 if shared.version == _BIFF8 else 1
    shared.formats[number] = _text(shared, record.data, 2, length_size=size)


def _read_xf(shared: _Globals, record: _Record) -> None:
    font, number = struct.unpack_from("<HH", record.data)
    shared.used.append((font, number))


def _read_strings(shared: _Globals, record: _Record) -> None:
    reader = _StringReader(record)
    reader.skip(4)
    for _ in range(reader.number("<I", 4)):
        text, runs = reader.string()
        shared.budget.take_text(text)
        fonts = filter(None, map(shared.font, runs))
        shared.strings.append((text, next(fonts, "")))


_GLOBAL_READERS: Final[Mapping[int, Callable[[_Globals, _Record], None]]] = {
    _CODEPAGE: _read_codepage,
    _DATEMODE: _read_datemode,
    _BOUNDSHEET: _read_boundsheet,
    _FONT: _read_font,
    _FORMAT: _read_format,
    _XF: _read_xf,
    _SST: _read_strings,
}


def _text(shared: _Globals, data: bytes, at: int, *, length_size: int) -> str:
    """Return the string at `at`, whose length takes one or two bytes."""
    length = int.from_bytes(data[at : at + length_size], "little")
    at += length_size
    if shared.version != _BIFF8:
        return data[at : at + length].decode(shared.codec, "replace")
    flags = data[at]
    if flags & _WIDE:
        return data[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return data[at + 1 : at + 1 + length].decode("latin-1")


class _StringReader:
    """Reads the table of strings, whose letters begin anew in every record that continues it."""

    def __init__(self, record: _Record) -> None:
        self._data = record.data
        self._ends = [*record.parts, len(record.data)]
        self._at = 0

    def skip(self, count: int) -> None:
        """Leave bytes out."""
        self._at += count

    def number(self, code: str, size: int) -> int:
        """Return the next number."""
        (found,) = struct.unpack_from(code, self._data, self._at)
        self._at += size
        return int(found)

    def string(self) -> tuple[str, list[int]]:
        """Return the next string, and the numbers of the fonts it changes to."""
        length = self.number("<H", 2)
        flags = self.number("<B", 1)
        runs = self.number("<H", 2) if flags & _RICH else 0
        phonetic = self.number("<I", 4) if flags & _PHONETIC else 0
        text = self._letters(length, flags)
        fonts = [self.number("<H", 2) for _ in range(2 * runs)][1::2]
        self._at += phonetic
        return text, fonts

    def _letters(self, length: int, flags: int) -> str:
        pieces: list[str] = []
        while length:
            end = next((one for one in self._ends if one > self._at), None)
            if end is None:
                raise ValueError("a string is cut off")
            size = 2 if flags & _WIDE else 1
            count = min(length, (end - self._at) // size)
            piece = self._data[self._at : self._at + count * size]
            pieces.append(piece.decode("utf-16-le" if size > 1 else "latin-1", "replace"))
            length -= count
            self._at += count * size
            if length:
                self._at = end
                flags = self.number("<B", 1)
        return "".join(pieces)


# --- sheets ---


class _SheetReader:
    """Reads one sheet; cells that say the same share one object."""

    def __init__(self, shared: _Globals) -> None:
        self._shared = shared
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Merge] = []
        self._seen: dict[tuple[float | str, int], Cell | None] = {}
        self._awaits_text: tuple[int, int, int] | None = None
        self._readers: Mapping[int, Callable[[bytes], None]] = {
            _LABELSST: self._read_shared,
            _LABEL: self._read_label,
            _RSTRING: self._read_label,
            _RK: self._read_rk,
            _MULRK: self._read_rks,
            _NUMBER: self._read_number,
            _BOOLERR: self._read_boolerr,
            _FORMULA: self._read_formula,
            _STRING: self._read_result,
            _MERGED: self._read_merges,
        }

    def read(self, stream: bytes, at: int) -> tuple[dict[int, dict[int, Cell]], tuple[Merge, ...]]:
        """Read the records from `at`."""
        for record in _records(stream, at, self._shared.budget):
            reader = self._readers.get(record.id)
            if reader is not None:
                reader(record.data)
        return self._rows, tuple(self._merges)

    def _put(self, place: tuple[int, int], cell: Cell | None) -> None:
        if cell is not None:
            self._shared.budget.take_cell()
            row, column = place
            self._rows.setdefault(row + 1, {})[column + 1] = cell

    def _style(self, number: int) -> _Style:
        styles = self._shared.styles
        return styles[number] if number < len(styles) else _Style("", False, "")

    def _read_shared(self, data: bytes) -> None:
        row, column, style, number = struct.unpack_from("<HHHI", data)
        text, font = self._shared.strings[number]
        self._put_text((row, column, style), text, font)

    def _read_label(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        text = _text(self._shared, data, 6, length_size=2)
        self._shared.budget.take_text(text)
        self._put_text((row, column, style), text)

    def _put_text(self, place: tuple[int, int, int], text: str, font: str = "") -> None:
        row, column, style = place
        if text.strip():
            cell = Cell(CellKind.TEXT, text, "", font or self._style(style).font)
            self._put((row, column), cell)

    def _read_rk(self, data: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<HHHI", data)
        self._put_number((row, column), style, _unpacked(packed))

    def _read_rks(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        for position, at in enumerate(range(4, len(data) - 6, 6)):
            style, packed = struct.unpack_from("<HI", data, at)
            self._put_number((row, column + position), style, _unpacked(packed))

    def _read_number(self, data: bytes) -> None:
        row, column, style, number = struct.unpack_from("<HHHd", data)
        self._put_number((row, column), style, _written(number))

    def _put_number(self, place: tuple[int, int], style: int, text: str) -> None:
        key = text, style
        if key not in self._seen:
            self._seen[key] = self._number_cell(text, self._style(style))
        self._put(place, self._seen[key])

    def _number_cell(self, text: str, style: _Style) -> Cell:
        if style.shows_date:
            try:
                day = day_of(int(float(text)) + self._shared.day_offset)
                return Cell(CellKind.DATE, day.isoformat(), style.code)
            except (OverflowError, ValueError):
                pass
        return Cell(CellKind.NUMBER, text, style.code)

    def _read_boolerr(self, data: bytes) -> None:
        row, column, _, value, is_error = struct.unpack_from("<HHHBB", data)
        self._put((row, column), _error(value) if is_error else _bool(value))

    def _read_formula(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        self._awaits_text = None
        if data[12:14] != b"\xff\xff":
            (number,) = struct.unpack_from("<d", data, 6)
            self._put_number((row, column), style, _written(number))
        elif data[6] == _IS_TEXT:
            self._awaits_text = row, column, style
        elif data[6] == _IS_BOOL:
            self._put((row, column), _bool(data[8]))
        elif data[6] == _IS_ERROR:
            self._put((row, column), _error(data[8]))

    def _read_result(self, data: bytes) -> None:
        if self._awaits_text is not None:
            text = _text(self._shared, data, 0, length_size=2)
            self._shared.budget.take_text(text)
            self._put_text(self._awaits_text, text)
            self._awaits_text = None

    def _read_merges(self, data: bytes) -> None:
        (count,) = struct.unpack_from("<H", data)
        for number in range(count):
            top, bottom, left, right = struct.unpack_from("<HHHH", data, 2 + 8 * number)
            self._merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))


def _bool(value: int) -> Cell:
    return Cell(CellKind.BOOL, "TRUE" if value else "FALSE")


def _error(value: int) -> Cell:
    return Cell(CellKind.ERROR, _ERRORS.get(value, "#VALUE!"))


def _unpacked(packed: int) -> str:
    """Return the number that four bytes hold: whole or the half of a float, maybe in hundredths."""
    in_hundredths = packed & 1
    if not packed & 2:
        (number,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
        return _written(number / 100 if in_hundredths else number)
    whole = (packed >> 2) - ((packed >> 31) << 30)
    if not in_hundredths:
        return str(whole)
    units, hundredths = divmod(abs(whole), 100)
    return f"{'-' if whole < 0 else ''}{units}.{hundredths:02d}"


def _written(number: float) -> str:
    """Return the shortest decimal that is this binary number, as .xlsx writes it."""
    if number.is_integer() and abs(number) < _EXACT:
        return str(int(number))
    return repr(number)
