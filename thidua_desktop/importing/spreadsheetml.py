"""Workbooks in one XML file (Excel 2003), as report systems export them under the name .xls.

The same safe pass as through the parts of an .xlsx: nothing is expanded, limits hold while it is
read, and numbers stay the text that stands in the file.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from thidua_desktop.importing.book import Book, Cell, CellKind, Limits, Merge, Sheet, Step, day_of
from thidua_desktop.importing.encodings import legacy_font
from thidua_desktop.importing.numberformats import is_date
from thidua_desktop.importing.package import (
    CHUNK,
    Attributes,
    Budget,
    Part,
    TooLargeError,
    parser_of,
    refusals,
)
from thidua_desktop.importing.xlsx import MAX_COLUMN, MAX_ROW

_ROOT: Final = re.compile(rb"<(?:\w+:)?workbook\b")
_PAGE: Final = re.compile(rb"<html[\s>]")
_MARKS: Final = (b"urn:schemas-microsoft-com:office:spreadsheet", b'progid="excel.sheet"')
_DEFAULT: Final = "Default"
_DAYS_1904: Final = 1462
_DATE, _TIME = "dd/mm/yyyy", "hh:mm:ss"
_NAMED: Final = {
    "General Number": "",
    "General Date": _DATE,
    "Long Date": _DATE,
    "Medium Date": _DATE,
    "Short Date": _DATE,
    "Long Time": _TIME,
    "Medium Time": _TIME,
    "Short Time": _TIME,
    "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Yes/No": "",
    "True/False": "",
    "On/Off": "",
}
"""Formats that this kind of file calls by a name instead of writing them."""
_NOT_OF_THE_CELL: Final = frozenset({"Comment", "PhoneticText"})


def is_one(head: bytes) -> bool:
    """Say whether a file begins like such a workbook; `head` is in small letters."""
    return (
        any(mark in head for mark in _MARKS)
        and _PAGE.search(head) is None
        and _ROOT.search(head) is not None
    )


def read(path: Path, digest: str, step: Step, limits: Limits) -> Book:
    """Read a workbook in XML; RefusedFileError says why it cannot be."""
    budget = Budget(step, limits)
    with refusals(path.name):
        size = path.stat().st_size
        if size > limits.unpacked:
            raise TooLargeError("bytes")
        budget.whole = max(size, 1)
        reader = _Reader(budget)
        parser = parser_of(Part(reader.start, reader.end, reader.text))
        with path.open("rb") as stream:
            # Some systems write an empty line before the XML begins.
            chunk = stream.read(CHUNK).lstrip()
            while chunk:
                budget.take_bytes(len(chunk))
                parser.Parse(chunk, False)
                chunk = stream.read(CHUNK)
        parser.Parse(b"", True)
        return Book(path.name, digest, "spreadsheetml", tuple(reader.sheets))


@dataclass
class _Style:
    """What a style says of a cell; what it leaves open its parent says."""

    parent: str
    code: str | None = None
    font: str | None = None


class _Reader:
    """Collects sheets; styles stand before them. Cells that say the same share one object."""

    def __init__(self, budget: Budget) -> None:
        self.sheets: list[Sheet] = []
        self._budget = budget
        self._day_offset = 0
        self._styles: dict[str, _Style] = {}
        self._style = _Style("")
        self._name = ""
        self._is_hidden = False
        self._rows: dict[int, dict[int, Cell]] = {}
        self._merges: list[Merge] = []
        self._column_styles: dict[int, str] = {}
        self._row = self._row_span = self._column = self._last_column = 0
        self._row_style = ""
        self._cell: Attributes | None = None
        self._type = ""
        self._font = ""
        self._has_data = self._reading = self._visible = False
        self._beside = 0
        self._pieces: list[str] = []
        self._seen: dict[tuple[str, str, str, str], Cell | None] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Handle the start of an element."""
        if self._cell is not None:
            self._start_within_cell(name, attributes)
        elif name == "Cell":
            self._start_cell(attributes)
        elif name == "Row":
            self._start_row(attributes)
        elif name == "Column":
            self._start_column(attributes)
        elif name == "Worksheet":
            self._name, self._is_hidden = attributes.get("Name", ""), False
            self._rows, self._merges, self._column_styles = {}, [], {}
            self._row = self._row_span = self._last_column = 0
        elif name == "Visible":
            self._visible = True
            self._pieces.clear()
        elif name == "Date1904":
            self._day_offset = _DAYS_1904
        else:
            self._start_style(name, attributes)

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        if self._cell is not None:
            self._end_within_cell(name, self._cell)
        elif name == "Visible":
            self._visible = False
            self._is_hidden = "Hidden" in "".join(self._pieces)
        elif name == "Worksheet":
            self.sheets.append(Sheet(self._name, self._is_hidden, self._rows, tuple(self._merges)))

    def text(self, piece: str) -> None:
        """Keep the text of a cell, never that of a comment."""
        if self._reading or self._visible:
            self._budget.take_text(piece)
            self._pieces.append(piece)

    def _start_style(self, name: str, attributes: Attributes) -> None:
        if name == "Style":
            number = attributes.get("ID", "")
            parent = attributes.get("Parent", "" if number == _DEFAULT else _DEFAULT)
            self._style = self._styles[number] = _Style(parent)
        elif name == "NumberFormat":
            code = attributes.get("Format", "")
            self._style.code = _NAMED.get(code, code)
        elif name == "Font" and "FontName" in attributes:
            self._style.font = legacy_font(attributes["FontName"])

    def _start_column(self, attributes: Attributes) -> None:
        first = _number(attributes, "Index", self._last_column + 1, MAX_COLUMN)
        self._last_column = first + _number(attributes, "Span", 0, MAX_COLUMN)
        if style := attributes.get("StyleID"):
            for column in range(first, min(self._last_column, MAX_COLUMN) + 1):
                self._column_styles[column] = style

    def _start_row(self, attributes: Attributes) -> None:
        self._row = _number(attributes, "Index", self._row + self._row_span + 1, MAX_ROW)
        self._row_span = _number(attributes, "Span", 0, MAX_ROW)
        self._row_style = attributes.get("StyleID", "")
        self._column = 0

    def _start_cell(self, attributes: Attributes) -> None:
        self._column = _number(attributes, "Index", self._column + 1, MAX_COLUMN)
        if not 0 < self._row <= MAX_ROW or self._column > MAX_COLUMN:
            raise ValueError("a cell out of the sheet")
        self._cell = attributes
        self._type = self._font = ""
        self._has_data = self._reading = False
        self._pieces.clear()

    def _start_within_cell(self, name: str, attributes: Attributes) -> None:
        if name in _NOT_OF_THE_CELL:
            self._beside += 1
        elif self._beside:
            return
        elif name == "Data":
            self._type = attributes.get("Type", "String")
            self._has_data = self._reading = True
        elif name == "Font" and self._reading:
            self._font = self._font or legacy_font(attributes.get("Face", ""))

    def _end_within_cell(self, name: str, attributes: Attributes) -> None:
        if name in _NOT_OF_THE_CELL:
            self._beside -= 1
        elif name == "Data" and not self._beside:
            self._reading = False
        elif name == "Cell":
            self._end_cell(attributes)
            self._cell = None

    def _end_cell(self, attributes: Attributes) -> None:
        row, column = self._row, self._column
        across = _number(attributes, "MergeAcross", 0, MAX_COLUMN)
        down = _number(attributes, "MergeDown", 0, MAX_ROW)
        if across or down:
            self._merges.append(Merge(row, column, row + down, column + across))
        cell = self._cell_of(attributes)
        self._column += across
        if cell is not None:
            self._budget.take_cell()
            self._rows.setdefault(row, {})[column] = cell

    def _cell_of(self, attributes: Attributes) -> Cell | None:
        raw = "".join(self._pieces)
        formula = attributes.get("Formula", "")
        if formula and not raw and self._type != "String":
            self._budget.take_text(formula)
            return Cell(CellKind.UNCALCULATED, formula)
        if not self._has_data:
            return None
        style = attributes.get("StyleID") or self._row_style
        style = style or self._column_styles.get(self._column, _DEFAULT)
        key = self._type, raw, style, self._font
        if key not in self._seen:
            self._seen[key] = self._make(*key)
        return self._seen[key]

    def _make(self, type_: str, raw: str, style: str, font: str) -> Cell | None:
        text = raw if type_ == "String" else raw.strip()
        if not text.strip():
            return None
        code, own_font = self._look(style)
        if type_ == "Number":
            return self._number_cell(text, code)
        if type_ == "DateTime":
            return Cell(CellKind.DATE, text[:10], code)
        if type_ == "Boolean":
            return Cell(CellKind.BOOL, "TRUE" if text in {"1", "true"} else "FALSE")
        if type_ == "Error":
            return Cell(CellKind.ERROR, text)
        return Cell(CellKind.TEXT, text, "", font or own_font)

    def _number_cell(self, text: str, code: str) -> Cell:
        if is_date(code):
            try:
                day = day_of(int(float(text)) + self._day_offset)
                return Cell(CellKind.DATE, day.isoformat(), code)
            except OverflowError:
                pass
        return Cell(CellKind.NUMBER, text, code)

    def _look(self, name: str) -> tuple[str, str]:
        """Return a style's number format and old font, each from the nearest style that says it."""
        code: str | None = None
        font: str | None = None
        passed: set[str] = set()
        while name in self._styles and name not in passed:
            passed.add(name)
            style = self._styles[name]
            code = style.code if code is None else code
            font = style.font if font is None else font
            name = style.parent
        return code or "", font or ""


def _number(attributes: Attributes, name: str, otherwise: int, most: int) -> int:
    """Return a number of rows or columns; ValueError for what no sheet has."""
    number = int(attributes.get(name, otherwise))
    if not 0 <= number <= most:
        raise ValueError(f"{name} out of the sheet")
    return number
