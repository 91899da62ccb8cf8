"""One streaming pass over an .xlsx: values as the file wrote them, sparse, within limits.

Own pass and not a library's: #REF! and formulas without a stored result must be told apart from
empty cells, numbers must stay decimal text, and two far corners must not become a grid. Nothing
in the XML is ever expanded: a DTD or an entity refuses the file.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from thidua_desktop.errors import RefusedFileError, UnreadableKindError
from thidua_desktop.importing.book import Book, Cell, CellKind, Limits, Merge, Sheet, Step, day_of
from thidua_desktop.importing.numberformats import BUILT_IN, is_date

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

_CHUNK = 1 << 16
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_WORKBOOK_TYPES = ("spreadsheetml", "ms-excel")
_OFFICE = "/officeDocument"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KINDS = {"e": CellKind.ERROR, "s": CellKind.TEXT, "str": CellKind.TEXT, "inlineStr": CellKind.TEXT}

Attributes = dict[str, str]


class _UnsafeXmlError(Exception):
    """The XML has a DTD or entities."""


class _TooLargeError(Exception):
    """A limit was passed."""


@dataclass
class _Part:
    """What is read of one XML part: callbacks by local name."""

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None]
    text: Callable[[str], None] | None = None


@dataclass
class _Budget:
    """What may still be read, over all parts of one file."""

    step: Step
    limits: Limits
    whole: int = 1
    unpacked: int = 0
    cells: int = 0
    characters: int = 0

    def take_bytes(self, count: int) -> None:
        self.unpacked += count
        if self.unpacked > self.limits.unpacked:
            raise _TooLargeError
        self.step(min(self.unpacked, self.whole), self.whole)

    def take_text(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > self.limits.characters:
            raise _TooLargeError

    def take_cell(self) -> None:
        self.cells += 1
        if self.cells > self.limits.cells:
            raise _TooLargeError


@dataclass
class _Package:
    """The opened zip and what its parts need to know of each other."""

    file: str
    archive: zipfile.ZipFile
    budget: _Budget
    strings: list[str] = field(default_factory=list)
    formats: list[tuple[str, bool]] = field(default_factory=list)
    """Of every style: its number format, and whether that shows a date."""
    day_offset: int = 0

    def parse(self, name: str, part: _Part) -> None:
        parser = _parser(part)
        with self.archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                self.budget.take_bytes(len(chunk))
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def read(path: Path, digest: str, step: Step, limits: Limits) -> Book:
    """Read a zip that should be a workbook; RefusedFileError or UnreadableKindError if not."""
    with _refusals(path.name), zipfile.ZipFile(path) as archive:
        package = _Package(path.name, archive, _Budget(step, limits))
        return _read_workbook(package, digest)


@contextmanager
def _refusals(file: str) -> Iterator[None]:
    damage = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError)
    try:
        yield
    except _UnsafeXmlError as error:
        raise RefusedFileError(file, "unsafe-xml") from error
    except _TooLargeError as error:
        raise RefusedFileError(file, "too-large") from error
    except (*damage, NotImplementedError, IndexError) as error:
        raise RefusedFileError(file, "damaged-file") from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise RefusedFileError(file, "password-protected") from error


def _read_workbook(package: _Package, digest: str) -> Book:
    names = set(package.archive.namelist())
    workbook = _workbook_part(package, names)
    relations = _relations(package, workbook, names)
    sheets, package.day_offset = _sheet_list(package, workbook)
    targets = [(name, hidden, relations[id_][0]) for name, hidden, id_ in sheets]
    targets = [one for one in targets if one[2] in names]
    others = {kind.rpartition("/")[2]: target for target, kind in relations.values()}
    wanted = [workbook, *(target for *_, target in targets)]
    wanted += [others[kind] for kind in ("sharedStrings", "styles") if others.get(kind) in names]
    _check_size(package, wanted)
    if others.get("styles") in names:
        package.formats = _styles(package, others["styles"])
    if others.get("sharedStrings") in names:
        shared = _SharedStrings(package.budget)
        package.parse(others["sharedStrings"], shared.part())
        package.strings = shared.strings
    read_sheets = tuple(
        _SheetReader(package).read(name, target, hidden=hidden) for name, hidden, target in targets
    )
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return Book(package.file, digest, "xlsx", read_sheets, has_macros)


def _check_size(package: _Package, wanted: list[str]) -> None:
    sizes = sum(package.archive.getinfo(name).file_size for name in wanted)
    if sizes > package.budget.limits.unpacked:
        raise _TooLargeError
    package.budget.whole = max(sizes, 1)


def _workbook_part(package: _Package, names: set[str]) -> str:
    if "mimetype" in names and b"opendocument.spreadsheet" in _head(package, "mimetype"):
        raise UnreadableKindError(package.file, "ods")
    if "_rels/.rels" not in names:
        raise RefusedFileError(package.file, "not-a-spreadsheet", "zip")
    for target, kind in _relations(package, "", names).values():
        if kind.endswith(_OFFICE) and target in names:
            return _checked_workbook(package, target)
    raise RefusedFileError(package.file, "not-a-spreadsheet", "zip")


def _head(package: _Package, name: str) -> bytes:
    with package.archive.open(name) as stream:
        return stream.read(100)


def _checked_workbook(package: _Package, target: str) -> str:
    if target.endswith(".bin"):
        raise UnreadableKindError(package.file, "xlsb")
    roots: list[str] = []
    part = _Part(lambda name, _: roots.append(name), lambda _: None)
    package.parse(target, part)
    if roots[:1] != ["workbook"]:
        kind = "docx" if roots[:1] == ["document"] else "zip"
        raise RefusedFileError(package.file, "not-a-spreadsheet", kind)
    return target


def _relations(package: _Package, source: str, names: set[str]) -> dict[str, tuple[str, str]]:
    """Return the parts that `source` names: id → (path in the zip, kind)."""
    folder, name = posixpath.split(source)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if listing not in names:
        return found

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, attributes["Target"]))
            found[attributes["Id"]] = (target.lstrip("/"), attributes.get("Type", ""))

    package.parse(listing, _Part(start, lambda _: None))
    return found


def _sheet_list(package: _Package, workbook: str) -> tuple[list[tuple[str, bool, str]], int]:
    sheets: list[tuple[str, bool, str]] = []
    offset = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal offset
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes["name"], hidden, attributes["id"]))
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            offset = 1462

    package.parse(workbook, _Part(start, lambda _: None))
    return sheets, offset


def _styles(package: _Package, name: str) -> list[tuple[str, bool]]:
    custom: dict[str, str] = {}
    ids: list[str] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        if name == "numFmt":
            custom[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            ids.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    package.parse(name, _Part(start, end))
    codes = [custom.get(one, BUILT_IN.get(int(one), "")) for one in ids]
    return [(code, is_date(code)) for code in codes]


class _SharedStrings:
    """Reads the strings that cells refer to by number; pronunciation aids are left out."""

    def __init__(self, budget: _Budget) -> None:
        self.strings: list[str] = []
        self._budget = budget
        self._pieces: list[str] = []
        self._phonetic = self._reading = False

    def part(self) -> _Part:
        """Return the callbacks of one pass."""
        return _Part(self._start, self._end, self._text)

    def _start(self, name: str, _: Attributes) -> None:
        if name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._reading = not self._phonetic

    def _end(self, name: str) -> None:
        if name == "si":
            text = "".join(self._pieces)
            self._budget.take_text(text)
            self.strings.append(unescape(text))
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._reading = False

    def _text(self, piece: str) -> None:
        if self._reading:
            self._pieces.append(piece)


def unescape(text: str) -> str:
    """Replace Excel's `_x000D_` for characters that XML cannot hold."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


class _SheetReader:
    """Reads one sheet; cells that say the same share one object."""

    def __init__(self, package: _Package) -> None:
        self._package = package
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Merge] = []
        self._seen: dict[tuple[str, str, str], Cell | None] = {}
        self._columns: dict[str, int] = {}
        self._cells: dict[int, Cell] = {}
        self._row = self._column = 0
        self._type = self._style = ""
        self._has_formula = self._has_value = self._reading = self._in_text = False
        self._pieces: list[str] = []
        self._formula: list[str] = []

    def read(self, name: str, target: str, *, hidden: bool) -> Sheet:
        """Stream the part `target`."""
        self._package.parse(target, _Part(self._start, self._end, self._text))
        return Sheet(name, hidden, self._rows, tuple(self._merges))

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._has_value = self._reading = True
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            if not 0 < self._row <= MAX_ROW:
                raise ValueError("row out of the sheet")
            self._column = 0
            self._cells = self._rows.get(self._row, {})
        elif name == "f":
            self._has_formula = self._in_text = True
        elif name == "t":
            self._has_value = self._reading = self._type == "inlineStr"
        elif name == "mergeCell":
            self._merges.append(_merge(attributes["ref"]))

    def _start_cell(self, attributes: Attributes) -> None:
        if (reference := attributes.get("r")) is not None:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = _column(letters)
            self._column = column
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._has_formula = self._has_value = False
        self._pieces.clear()
        self._formula.clear()

    def _text(self, piece: str) -> None:
        if self._reading:
            self._pieces.append(piece)
        elif self._in_text:
            self._formula.append(piece)

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self._reading = False
        elif name == "f":
            self._in_text = False
        elif name == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        if not self._has_value and not self._has_formula:
            return
        raw = "".join(self._pieces)
        if self._has_formula and not raw and self._type != "str":
            cell: Cell | None = Cell(CellKind.UNCALCULATED, "=" + "".join(self._formula))
        else:
            key = (self._type, raw, self._style)
            cell = self._seen[key] if key in self._seen else self._make(key)
        if cell is not None:
            self._package.budget.take_cell()
            if not self._cells:
                self._rows[self._row] = self._cells
            self._cells[self._column] = cell

    def _make(self, key: tuple[str, str, str]) -> Cell | None:
        type_, raw, style = key
        self._package.budget.take_text(raw)
        if type_ == "s" and raw:
            text = self._package.strings[int(raw)]
        else:
            text = unescape(raw) if type_ in {"str", "inlineStr"} else raw.strip()
        cell = self._seen[key] = self._cell(type_, text, style) if text.strip() else None
        return cell

    def _cell(self, type_: str, text: str, style: str) -> Cell:
        if (kind := _KINDS.get(type_)) is not None:
            return Cell(kind, text)
        if type_ == "b":
            return Cell(CellKind.BOOL, "TRUE" if text in {"1", "true"} else "FALSE")
        code, shows_date = self._format(style)
        if type_ == "d":
            return Cell(CellKind.DATE, text[:10], code)
        if shows_date and (day := self._day(text)) is not None:
            return Cell(CellKind.DATE, day, code)
        return Cell(CellKind.NUMBER, text, code)

    def _format(self, style: str) -> tuple[str, bool]:
        number = int(style)
        formats = self._package.formats
        return formats[number] if 0 <= number < len(formats) else ("", False)

    def _day(self, text: str) -> str | None:
        serial = int(float(text))  # a day, never a count: the fraction is the hour
        try:
            return day_of(serial + self._package.day_offset).isoformat()
        except OverflowError:
            return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if not (letters.isascii() and letters.isupper() and 0 < number <= MAX_COLUMN):
        raise ValueError("column out of the sheet")
    return number


def _merge(reference: str) -> Merge:
    first, _, last = reference.partition(":")
    (left, top), (right, bottom) = _corner(first), _corner(last or first)
    return Merge(top, left, bottom, right)


def _corner(reference: str) -> tuple[int, int]:
    found = _ADDRESS.match(reference.replace("$", ""))
    if found is None:
        raise ValueError("not an address")
    return _column(found[1]), int(found[2])


def _parser(part: _Part) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    local = _LocalNames()

    def start(name: str, attributes: Attributes) -> None:
        if ":" in name or any(":" in key for key in attributes):
            attributes = {local[key]: value for key, value in attributes.items()}
        part.start(local[name], attributes)

    def end(name: str) -> None:
        part.end(local[name])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if part.text is not None:
        parser.CharacterDataHandler = part.text
    return parser


class _LocalNames(dict[str, str]):
    """Names without their prefix, each worked out once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def _refuse(*_: object) -> int:
    raise _UnsafeXmlError
