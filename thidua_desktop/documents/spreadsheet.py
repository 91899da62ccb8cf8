"""What every workbook of ours shares: its typeface, cells, names of sheets, the printed page.

Text is written as text: what begins with = + - @ must never be taken for a formula.
"""

import io
import textwrap
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

COUNT: Final = "#,##0"
"""Digits in groups of three; a Vietnamese Excel parts them with dots."""
PERCENT: Final = "0.00%"
DAY: Final = "dd/mm/yyyy"
TEXT: Final = "@"

_FACE: Final = "Times New Roman"
_LINE: Final = Side(style="thin", color="FF9A9388")
BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEADER_FILL: Final = PatternFill("solid", fgColor="FFEFECE5")
_NAME_LENGTH: Final = 31
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_MARGIN: Final = 0.5
_WIDEST_PAGE: Final = 230
"""Letters of size 12 across a page printed at little over half its size: about 7 points."""
_LINE_HEIGHT: Final = 16.5
_LETTERS_OF_WIDTH: Final = {False: 1.12, True: 0.98}
"""Letters of size 12 that one unit of a column's width holds, regular and bold."""

Value = str | int | Decimal | date | None


def new_book(title: str) -> Workbook:
    """Return a workbook with no sheet in it yet."""
    book = Workbook()
    book.properties.creator = "Thi Đua"
    book.properties.title = title
    book.properties.language = "vi-VN"
    del book["Sheet"]
    return book


def as_bytes(book: Workbook) -> bytes:
    """Return the workbook as .xlsx."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_name(wanted: str, used: set[str]) -> str:
    """Return a name the format takes and no sheet of the book has, and note it in `used`."""
    base = _cut(" ".join(wanted.translate(_NOT_IN_NAMES).split()).strip("'")) or "Nhóm"
    name, number = base, 2
    while name.casefold() in used:
        ending = f" {number}"
        name, number = base[: _NAME_LENGTH - len(ending)].rstrip() + ending, number + 1
    used.add(name.casefold())
    return name


def _cut(name: str) -> str:
    """Return as many whole words of a name as the format takes, or its first letters."""
    if len(name) <= _NAME_LENGTH:
        return name
    return name[: _NAME_LENGTH + 1].rpartition(" ")[0].rstrip() or name[:_NAME_LENGTH]


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell; no cell of ours is merged."""
    return cast("Cell", sheet.cell(row, column))


def put(
    cell: Cell,
    value: Value,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 12,
    number_format: str = "",
) -> None:
    """Write a value in our typeface; nothing and the empty text leave the cell empty."""
    cell.font = Font(name=_FACE, size=size, bold=bold, italic=italic)
    if number_format:
        cell.number_format = number_format
    if value is None or value == "":
        return
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    if value.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def put_header(cell: Cell, title: str) -> None:
    """Write the heading of a column."""
    put(cell, title, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = HEADER_FILL
    cell.border = BORDER


def set_page(sheet: Worksheet, *, foot: str = "", wide: float = 0) -> None:
    """Set the sheet up for printing: A4 across, as wide as the page, `foot` and page numbers.

    A table as `wide` as this (in letters) takes as many pages side by side as it needs to be read.
    """
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth = max(1, ceil(wide / _WIDEST_PAGE))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, _MARGIN)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(foot.replace("&", "&&") or None),
        center=_HeaderFooterPart("Trang &P/&N"),
    )


def lines_of(text: object, width: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column; a spreadsheet does not grow by itself."""
    letters = max(4, int(width * _LETTERS_OF_WIDTH[bold]) - 2)
    lines = ("" if text is None else str(text)).split("\n")
    return sum(max(1, len(textwrap.wrap(one, letters))) for one in lines)


def set_height(sheet: Worksheet, row: int, lines: int) -> None:
    """Make a row as high as its longest cell needs."""
    sheet.row_dimensions[row].height = max(lines, 1) * _LINE_HEIGHT + 4


def put_text(cell: Cell, value: Value, *, bold: bool = False, italic: bool = False) -> None:
    """Write words into a cell of a table: wrapped, a little off the line, in a border."""
    put(cell, value, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    cell.border = BORDER


def put_centred(cell: Cell, value: Value, number_format: str = "") -> None:
    """Write a running number or a day into a cell of a table."""
    put(cell, value, number_format=number_format)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = BORDER


def put_number(cell: Cell, value: Value, number_format: str) -> None:
    """Write a number into a cell of a table; what stands instead of one as well."""
    put(cell, value, number_format=number_format)
    cell.alignment = Alignment(horizontal="right", vertical="center", indent=1)
    cell.border = BORDER
