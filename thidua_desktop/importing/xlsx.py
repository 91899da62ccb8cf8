"""One streaming pass over an .xlsx: values as the file wrote them, sparse, within limits.

Own pass and not a library's: #REF! and formulas without a stored result must be told apart from
empty cells, numbers must stay decimal text, and two far corners must not become a grid. Nothing
in the XML is ever expanded: a DTD or an entity refuses the file.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from thidua_desktop.errors import RefusedFileError, UnreadableKindError
from thidua_desktop.importing.book import Book, Cell, CellKind, Limits, Merge, Sheet, Step, day_of
from thidua_desktop.importing.encodings import legacy_font
from thidua_desktop.importing.numberformats import BUILT_IN, is_date
from thidua_desktop.importing.package import Attributes, Budget, Package, Part, parser_of, refusals
from thidua_desktop.importing.rowscan import Found, IrregularError, parts_of, scan

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_OFFICE = "/officeDocument"
_OTHER_ROOTS = {"document": "docx", "presentation": "pptx"}
"""What the main part of other office files begins with."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KINDS = {"e": CellKind.ERROR, "s": CellKind.TEXT, "str": CellKind.TEXT, "inlineStr": CellKind.TEXT}


class _Style(NamedTuple):
    """What a style says of a cell."""

    code: str = ""
    shows_date: bool = False
    font: str = ""


_PLAIN = _Style()


@dataclass
class _Workbook(Package):
    """The opened zip and what its parts need to know of each other."""

    strings: list[str] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    """The old fonts of strings that name them themselves, by the number of the string."""
    styles: list[_Style] = field(default_factory=list)
    day_offset: int = 0


def read(path: Path, digest: str, step: Step, limits: Limits) -> Book:
    """Read a zip that should be a workbook; RefusedFileError or UnreadableKindError if not."""
    with refusals(path.name), zipfile.ZipFile(path) as archive:
        package = _Workbook(path.name, archive, Budget(step, limits))
        return _read_workbook(package, digest)


def _read_workbook(package: _Workbook, digest: str) -> Book:
    names = set(package.archive.namelist())
    workbook = _workbook_part(package, names)
    relations = _relations(package, workbook, names)
    sheets, package.day_offset = _sheet_list(package, workbook)
    targets = [(name, hidden, relations[id_][0]) for name, hidden, id_ in sheets]
    targets = [one for one in targets if one[2] in names]
    others = {kind.rpartition("/")[2]: target for target, kind in relations.values()}
    wanted = [workbook, *(target for *_, target in targets)]
    wanted += [others[kind] for kind in ("sharedStrings", "styles") if others.get(kind) in names]
    package.check_size(wanted)
    if others.get("styles") in names:
        styles = _Styles()
        package.parse(others["styles"], styles.part())
        package.styles = styles.styles()
    if others.get("sharedStrings") in names:
        shared = _SharedStrings(package.budget)
        package.parse(others["sharedStrings"], shared.part())
        package.strings, package.fonts = shared.strings, shared.fonts
    read_sheets = tuple(
        _SheetReader(package).read(name, target, hidden=hidden) for name, hidden, target in targets
    )
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return Book(package.file, digest, "xlsx", read_sheets, has_macros)


def _workbook_part(package: _Workbook, names: set[str]) -> str:
    if "_rels/.rels" not in names:
        raise RefusedFileError(package.file, "not-a-spreadsheet", "zip")
    for target, kind in _relations(package, "", names).values():
        if kind.endswith(_OFFICE) and target in names:
            return _checked_workbook(package, target)
    raise RefusedFileError(package.file, "not-a-spreadsheet", "zip")


def _checked_workbook(package: _Workbook, target: str) -> str:
    if target.endswith(".bin"):
        raise UnreadableKindError(package.file, "xlsb")
    roots: list[str] = []
    part = Part(lambda name, _: roots.append(name), lambda _: None)
    package.parse(target, part)
    if roots[:1] != ["workbook"]:
        kind = _OTHER_ROOTS.get(next(iter(roots), ""), "zip")
        raise RefusedFileError(package.file, "not-a-spreadsheet", kind)
    return target


def _relations(package: _Workbook, source: str, names: set[str]) -> dict[str, tuple[str, str]]:
    """Return the parts that `source` names: id → (path in the zip, kind)."""
    folder, name = posixpath.split(source)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if listing not in names:
        return found

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, attributes["Target"]))
            found[attributes["Id"]] = (
                _named(target.lstrip("/"), names),
                attributes.get("Type", ""),
            )

    package.parse(listing, Part(start, lambda _: None))
    return found


def _named(target: str, names: set[str]) -> str:
    """Return a part's name as the zip writes it: capitals do not count in names of parts."""
    if target in names:
        return target
    return next((one for one in names if one.lower() == target.lower()), target)


def _sheet_list(package: _Workbook, workbook: str) -> tuple[list[tuple[str, bool, str]], int]:
    sheets: list[tuple[str, bool, str]] = []
    offset = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal offset
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes["name"], hidden, attributes["id"]))
        elif name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            offset = 1462

    package.parse(workbook, Part(start, lambda _: None))
    return sheets, offset


class _Styles:
    """Reads what every style shows: its number format, and its font where that is an old one."""

    def __init__(self) -> None:
        self._custom: dict[str, str] = {}
        self._fonts: list[str] = []
        self._used: list[tuple[str, str]] = []
        self._within = ""

    def part(self) -> Part:
        """Return the callbacks of one pass."""
        return Part(self._start, self._end)

    def styles(self) -> list[_Style]:
        """Return the styles in their order."""
        fonts = dict(enumerate(self._fonts))
        codes = [
            (self._custom.get(number, BUILT_IN.get(int(number), "")), fonts.get(int(font), ""))
            for number, font in self._used
        ]
        return [_Style(code, is_date(code), font) for code, font in codes]

    def _start(self, name: str, attributes: Attributes) -> None:
        if name in {"cellXfs", "fonts"}:
            self._within = name
        elif name == "numFmt":
            self._custom[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name == "font" and self._within == "fonts":
            self._fonts.append("")
        elif name == "name" and self._within == "fonts" and self._fonts:
            self._fonts[-1] = legacy_font(attributes.get("val", ""))
        elif name == "xf" and self._within == "cellXfs":
            self._used.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    def _end(self, name: str) -> None:
        if name == self._within:
            self._within = ""


class _SharedStrings:
    """Reads the strings that cells refer to by number; pronunciation aids are left out."""

    def __init__(self, budget: Budget) -> None:
        self.strings: list[str] = []
        self.fonts: dict[int, str] = {}
        self._budget = budget
        self._pieces: list[str] = []
        self._phonetic = self._reading = False

    def part(self) -> Part:
        """Return the callbacks of one pass."""
        return Part(self._start, self._end, self._text)

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._pieces.clear()
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._reading = not self._phonetic
        elif name == "rFont" and (font := legacy_font(attributes.get("val", ""))):
            self.fonts.setdefault(len(self.strings), font)

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

    def __init__(self, package: _Workbook) -> None:
        self._package = package
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Merge] = []
        self._seen: dict[tuple[str, str, str], Cell | None] = {}
        self._columns: dict[str, int] = {}
        self._scanned = _Scanned(self._make_scanned)
        self._letters = _Letters()
        self._styles: dict[str, _Style] = {}
        self._cells: dict[int, Cell] = {}
        self._row = self._column = 0
        self._type = self._style = ""
        self._has_formula = self._has_value = self._reading = self._in_text = False
        self._pieces: list[str] = []
        self._formula: list[str] = []

    def read(self, name: str, target: str, *, hidden: bool) -> Sheet:
        """Stream the part `target`."""
        budget = self._package.budget
        before = budget.unpacked, budget.cells, budget.characters
        try:
            self._scan(target)
        except IrregularError:
            budget.unpacked, budget.cells, budget.characters = before
            self._rows.clear()
            self._merges.clear()
            self._row = 0
            self._package.parse(target, self._part)
        return Sheet(name, hidden, self._rows, tuple(self._merges))

    @property
    def _part(self) -> Part:
        return Part(self._start, self._end, self._text)

    def _scan(self, target: str) -> None:
        """Read the sheet the fast way; IrregularError where that cannot be relied on."""
        merges: list[str] = []
        with closing(self._package.checked(target)) as chunks:
            for row in scan(chunks, merges):
                if row.cells is None:
                    parser_of(self._part).Parse(row.xml, True)
                else:
                    self._keep(row.number, row.cells)
        self._merges = [_merge(one) for one in merges]

    def _keep(self, number: int, found: list[Found]) -> None:
        if not 0 < number <= MAX_ROW:
            raise ValueError("row out of the sheet")
        scanned, columns = self._scanned, self._letters
        cells = {
            columns[letters]: cell for letters, said in found if (cell := scanned[said]) is not None
        }
        if cells:
            self._package.budget.take_cell(len(cells))
            earlier = self._rows.get(number)
            self._rows[number] = {**earlier, **cells} if earlier else cells

    def _make_scanned(self, said: str) -> Cell | None:
        style, type_, value, within = parts_of(said)
        raw = within if type_ == "inlineStr" else value
        if (value and type_ == "inlineStr") or (within and type_ != "inlineStr"):
            raise IrregularError
        return self._make(type_ or "n", raw, style or "0")

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
            if key not in self._seen:
                self._seen[key] = self._make(*key)
            cell = self._seen[key]
        if cell is not None:
            self._package.budget.take_cell()
            if not self._cells:
                self._rows[self._row] = self._cells
            self._cells[self._column] = cell

    def _make(self, type_: str, raw: str, style: str) -> Cell | None:
        self._package.budget.take_text(raw)
        font = ""
        if type_ == "s" and raw:
            text = self._package.strings[int(raw)]
            font = self._package.fonts.get(int(raw), "")
        else:
            text = unescape(raw) if type_ in {"str", "inlineStr"} else raw.strip()
        return self._cell(type_, text, self._style_of(style), font) if text.strip() else None

    def _cell(self, type_: str, text: str, style: _Style, font: str) -> Cell:
        if (kind := _KINDS.get(type_)) is not None:
            return Cell(kind, text, "", font or style.font)
        if type_ == "b":
            return Cell(CellKind.BOOL, "TRUE" if text in {"1", "true"} else "FALSE")
        if type_ == "d":
            return Cell(CellKind.DATE, text[:10], style.code)
        if style.shows_date and (day := self._day(text)) is not None:
            return Cell(CellKind.DATE, day, style.code)
        return Cell(CellKind.NUMBER, text, style.code)

    def _style_of(self, style: str) -> _Style:
        if (found := self._styles.get(style)) is None:
            number, styles = int(style), self._package.styles
            found = styles[number] if 0 <= number < len(styles) else _PLAIN
            self._styles[style] = found
        return found

    def _day(self, text: str) -> str | None:
        serial = int(float(text))  # a day, never a count: the fraction is the hour
        try:
            return day_of(serial + self._package.day_offset).isoformat()
        except OverflowError:
            return None


class _Scanned(dict[str, Cell | None]):
    """Cells by the XML of what they say, each made once."""

    def __init__(self, make: Callable[[str], Cell | None]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, said: str) -> Cell | None:
        cell = self[said] = self._make(said)
        return cell


class _Letters(dict[str, int]):
    """The numbers of columns by their letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        number = self[letters] = _column(letters)
        return number


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
