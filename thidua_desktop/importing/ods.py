"""One streaming pass over an OpenDocument spreadsheet (.ods), within the limits of a package.

Repeated rows and cells that hold nothing are counted, never written out.
"""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing.book import Book, Cell, CellKind, Limits, Merge, Sheet, Step
from thidua_desktop.importing.encodings import legacy_font
from thidua_desktop.importing.package import Attributes, Budget, Package, Part, refusals
from thidua_desktop.importing.xlsx import MAX_COLUMN, MAX_ROW

_KIND: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS: Final = frozenset({"float", "currency", "percentage"})
_PERCENT: Final = "0.00%"
_MOST_EMPTY: Final = 1 << 24
"""Rows of the largest sheets LibreOffice has; only filled ones must fit into those of Excel."""
_FALLBACK_ERRORS: Final = ("#", "Err:")


def is_one(path: Path) -> bool:
    """Say whether a zip calls itself an OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("mimetype") as stream:
            return stream.read(len(_KIND)) == _KIND
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ):
        return False


def read(path: Path, digest: str, step: Step, limits: Limits) -> Book:
    """Read a zip that says it is an OpenDocument spreadsheet; RefusedFileError if it cannot be."""
    with refusals(path.name), zipfile.ZipFile(path) as archive:
        package = Package(path.name, archive, Budget(step, limits))
        package.check_size([_CONTENT])
        if _is_encrypted(package):
            raise RefusedFileError(path.name, "password-protected")
        reader = _Reader(package)
        package.parse(_CONTENT, Part(reader.start, reader.end, reader.text))
        has_macros = any(name.startswith("Basic/") for name in archive.namelist())
        return Book(path.name, digest, "ods", tuple(reader.sheets), has_macros)


def _is_encrypted(package: Package) -> bool:
    found: list[str] = []
    if _MANIFEST in package.archive.namelist():
        package.parse(_MANIFEST, Part(lambda name, _: found.append(name), lambda _: None))
    return "encryption-data" in found


@dataclass
class _CellSoFar:
    """What the attributes of an open cell say."""

    attributes: Attributes
    style: str
    repeated: int


class _Reader:
    """Collects sheets; `content.xml` has fonts, then styles, then the tables."""

    def __init__(self, package: Package) -> None:
        self.sheets: list[Sheet] = []
        self._budget = package.budget
        self._faces: dict[str, str] = {}
        self._fonts: dict[str, str] = {}
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._name = ""
        self._is_hidden = False
        self._depth = 0
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Merge] = []
        self._column_styles: list[tuple[int, str]] = []
        self._row = self._column = 0
        self._row_repeated = 1
        self._cells: dict[int, Cell] = {}
        self._cell: _CellSoFar | None = None
        self._pieces: list[str] = []
        self._paragraphs = 0
        self._in_paragraph = False
        self._annotation = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if self._cell is not None:
            self._start_within_cell(name, attributes)
        elif name in _CELLS:
            self._start_cell(attributes)
        elif name == "table-row":
            self._row_repeated = _count(attributes, "number-rows-repeated", _MOST_EMPTY)
            self._column = 0
            self._cells = {}
        elif name == "table":
            self._start_table(attributes)
        elif name == "table-column":
            last = self._column_styles[-1][0] if self._column_styles else 0
            last += _count(attributes, "number-columns-repeated", MAX_COLUMN)
            self._column_styles.append((last, attributes.get("default-cell-style-name", "")))
        else:
            self._start_style(name, attributes)

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        if self._cell is not None:
            self._end_within_cell(name)
        elif name == "table-row":
            self._end_row()
        elif name == "table" and self._depth:
            self._depth -= 1
            self.sheets.append(Sheet(self._name, self._is_hidden, self._rows, tuple(self._merges)))

    def text(self, piece: str) -> None:
        """Keep the text of a paragraph in a cell."""
        if self._in_paragraph and not self._annotation:
            self._pieces.append(piece)

    def _start_style(self, name: str, attributes: Attributes) -> None:
        if name == "font-face":
            self._faces[attributes.get("name", "")] = legacy_font(attributes.get("font-family", ""))
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "text-properties" and (face := attributes.get("font-name")):
            self._fonts[self._style] = self._faces.get(face, "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, attributes: Attributes) -> None:
        self._depth += 1
        self._name = attributes.get("name", "")
        self._is_hidden = attributes.get("style-name") in self._hidden_styles
        self._rows, self._merges, self._column_styles, self._row = {}, [], [], 0

    def _start_cell(self, attributes: Attributes) -> None:
        repeated = _count(attributes, "number-columns-repeated", MAX_COLUMN)
        style = attributes.get("style-name") or self._column_style(self._column + 1)
        self._cell = _CellSoFar(attributes, style, repeated)
        self._pieces.clear()
        self._paragraphs = 0

    def _column_style(self, column: int) -> str:
        return next((style for last, style in self._column_styles if column <= last), "")

    def _start_within_cell(self, name: str, attributes: Attributes) -> None:
        if name == "annotation":
            self._annotation = True
        elif self._annotation:
            return
        elif name == "p":
            if self._paragraphs:
                self._pieces.append("\n")
            self._paragraphs += 1
            self._in_paragraph = True
        elif name == "s":
            self._pieces.append(" " * _count(attributes, "c", MAX_COLUMN))
        elif name in {"tab", "line-break"}:
            self._pieces.append("\t" if name == "tab" else "\n")

    def _end_within_cell(self, name: str) -> None:
        if name == "annotation":
            self._annotation = False
        elif name == "p" and not self._annotation:
            self._in_paragraph = False
        elif name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None

    def _end_cell(self, so_far: _CellSoFar) -> None:
        first = self._column + 1
        self._column += so_far.repeated
        cell = _cell(so_far.attributes, "".join(self._pieces), self._fonts.get(so_far.style, ""))
        if cell is not None:
            if self._column > MAX_COLUMN:
                raise ValueError("more columns than any sheet has")
            self._budget.take_text(cell.text)
            for column in range(first, self._column + 1):
                self._cells[column] = cell
        right = first + _count(so_far.attributes, "number-columns-spanned", MAX_COLUMN) - 1
        bottom = self._row + _count(so_far.attributes, "number-rows-spanned", MAX_ROW)
        if (right, bottom) != (first, self._row + 1):
            self._merges.append(Merge(self._row + 1, first, bottom, right))

    def _end_row(self) -> None:
        first = self._row + 1
        self._row += self._row_repeated
        if not self._cells:
            return
        if self._row > MAX_ROW:
            raise ValueError("more rows than any sheet has")
        for row in range(first, self._row + 1):
            for _ in self._cells:
                self._budget.take_cell()
            self._rows[row] = self._cells


def _cell(attributes: Attributes, text: str, font: str) -> Cell | None:
    """Return the cell, None if it holds nothing.

    Attributes have lost their prefixes: where an error has both its kinds, the later one, `error`
    of LibreOffice, may stand before `string`; its text tells.
    """
    kind = attributes.get("value-type", "")
    formula = attributes.get("formula", "")
    value = attributes.get("value", "")
    if kind in _NUMBERS and value:
        return Cell(CellKind.NUMBER, value, _PERCENT if kind == "percentage" else "")
    if kind == "boolean":
        is_true = attributes.get("boolean-value") == "true"
        return Cell(CellKind.BOOL, "TRUE" if is_true else "FALSE")
    if kind == "date":
        return Cell(CellKind.DATE, attributes.get("date-value", text)[:10])
    if kind == "time":
        return Cell(CellKind.DATE, text)
    if formula and (kind == "error" or text.startswith(_FALLBACK_ERRORS)):
        return Cell(CellKind.ERROR, text if text.startswith("#") else "#VALUE!")
    if formula and not kind and not text:
        return Cell(CellKind.UNCALCULATED, formula)
    text = text or attributes.get("string-value", "")
    return Cell(CellKind.TEXT, text, "", font) if text.strip() else None


def _count(attributes: Attributes, name: str, most: int) -> int:
    """Return how often or how far; ValueError for what no sheet has."""
    number = int(attributes.get(name, "1"))
    if not 0 < number <= most:
        raise ValueError(f"{name} out of the sheet")
    return number
