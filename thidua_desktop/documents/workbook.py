"""The ranking as a workbook (.xlsx): every figure, rate and step beside the place it led to."""

import io
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from thidua_desktop.documents.basis import UNSTATED, Basis, readings_in_force
from thidua_desktop.documents.ranking_tables import (
    CellKind,
    Grid,
    Share,
    Value,
    heading_words,
    not_ranked_grid,
    period_words,
    prize_notes,
    ranked_grid,
    readings_grid,
)
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.ranking import GroupRanking, Ranking

READINGS_SHEET: Final = "Cách hiểu quy định"

_FACE: Final = "Times New Roman"
_LINE: Final = Side(style="thin", color="FF9A9388")
_BORDER: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADER_FILL: Final = PatternFill("solid", fgColor="FFEFECE5")
_FORMATS: Final = {CellKind.COUNT: "#,##0", CellKind.SCORE: "0.00"}
_NUMBERS: Final = {CellKind.COUNT, CellKind.SHARE, CellKind.SCORE}
_DIGITS: Final = Context(prec=15)
"""What a spreadsheet keeps of a number; the exact fraction stands beside it as text."""
_NAME_LENGTH: Final = 31
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_MARGIN: Final = 0.5


def ranking_workbook(
    ranking: Ranking, measure_names: Mapping[str, str], *, basis: Basis = UNSTATED
) -> bytes:
    """Return the ranking as .xlsx: a sheet per group, and one with the readings in force.

    `basis` is said below each table, its snapshot above it and at the foot of printed pages.
    """
    book = Workbook()
    book.properties.creator = "Thi Đua"
    book.properties.title = f"{heading_words(ranking)}: {ranking.campaign.name}"
    book.properties.language = "vi-VN"
    used: set[str] = set()
    for group in ranking.groups:
        sheet = book.create_sheet(_sheet_name(group.group.short or group.group.name, used))
        _head(sheet, f"{heading_words(ranking)}: {group.group.name}", ranking, basis)
        _write_group(sheet, ranking, group, measure_names)
        _write_below(sheet, group, [one.line for one in readings_in_force(ranking, basis)])
        _page(sheet, basis)
    _write_readings(book.create_sheet(_sheet_name(READINGS_SHEET, used)), ranking, basis)
    del book["Sheet"]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet_name(wanted: str, used: set[str]) -> str:
    """Return a name the format takes and no sheet of the book has; «Sheet» is openpyxl's own."""
    base = " ".join(wanted.translate(_NOT_IN_NAMES).split()).strip("'")[:_NAME_LENGTH] or "Nhóm"
    name, number = base, 2
    while name.casefold() in used | {"sheet"}:
        ending = f" {number}"
        name, number = base[: _NAME_LENGTH - len(ending)].rstrip() + ending, number + 1
    used.add(name.casefold())
    return name


def _write_group(
    sheet: Worksheet, ranking: Ranking, group: GroupRanking, names: Mapping[str, str]
) -> None:
    top = sheet.max_row + 2
    grid = ranked_grid(ranking, group, names)
    _table(sheet, top, grid)
    for place, col in enumerate(grid.cols, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = col.width
    sheet.freeze_panes = f"C{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"


def _write_below(sheet: Worksheet, group: GroupRanking, readings: Sequence[str]) -> None:
    for note in (*prize_notes(group), *readings):
        _text(_cell(sheet, sheet.max_row + 1, 1), note)
    if group.not_ranked:
        row = sheet.max_row + 2
        _text(_cell(sheet, row, 1), "Không xếp hạng", bold=True)
        _table(sheet, row + 1, not_ranked_grid(group), wrap_last=False)


def _write_readings(sheet: Worksheet, ranking: Ranking, basis: Basis) -> None:
    _head(sheet, READINGS_SHEET, ranking, basis)
    top = sheet.max_row + 2
    grid = readings_grid(ranking, basis)
    _table(sheet, top, grid)
    for place, col in enumerate(grid.cols, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = col.width
    total = vietnamese.money(ranking.money)
    _text(_cell(sheet, sheet.max_row + 2, 1), f"Tổng tiền thưởng đã xếp: {total}.")
    _page(sheet, basis)


def _head(sheet: Worksheet, title: str, ranking: Ranking, basis: Basis) -> None:
    _text(_cell(sheet, 1, 1), title, bold=True, size=14)
    _text(_cell(sheet, 2, 1), ranking.campaign.name)
    words = period_words(ranking)
    _text(_cell(sheet, 3, 1), words[0].upper() + words[1:] + ".")
    if basis.snapshot:
        _text(_cell(sheet, 4, 1), basis.snapshot, bold=True)


def _table(sheet: Worksheet, top: int, grid: Grid, *, wrap_last: bool = True) -> None:
    """Write a table; without `wrap_last` its last column runs on to the right."""
    kinds = [col.kind for col in grid.cols]
    if not wrap_last:
        kinds[-1] = CellKind.TEXT
    for place, col in enumerate(grid.cols, start=1):
        _header(_cell(sheet, top, place), col.title)
    for down, row in enumerate(grid.rows, start=1):
        for place, (kind, value) in enumerate(zip(kinds, row, strict=True), start=1):
            _value(_cell(sheet, top + down, place), value, kind)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # no cell of ours is merged


def _header(cell: Cell, title: str) -> None:
    _text(cell, title, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = _HEADER_FILL
    cell.border = _BORDER


def _value(cell: Cell, value: Value, kind: CellKind) -> None:
    if isinstance(value, str):
        _text(cell, value)
    else:
        cell.value = _number(value)
        cell.font = Font(name=_FACE, size=12)
    cell.number_format = _format(value, kind)
    cell.alignment = Alignment(
        horizontal="right" if kind in _NUMBERS else "left",
        vertical="center",
        wrap_text=kind is CellKind.WRAPPED,
    )
    cell.border = _BORDER


def _format(value: Value, kind: CellKind) -> str:
    if isinstance(value, str):
        return "@"
    if isinstance(value, Share):
        return f"0.{'0' * value.digits}%"
    return _FORMATS.get(kind, "General")


def _number(value: int | Fraction | Share | None) -> int | Decimal | None:
    exact = value.value if isinstance(value, Share) else value
    if isinstance(exact, Fraction):
        return _DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return exact


def _text(cell: Cell, text: str, *, bold: bool = False, size: int = 12) -> None:
    """Write text as text: what begins with = + - @ must never be taken for a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
    cell.font = Font(name=_FACE, size=size, bold=bold)


def _page(sheet: Worksheet, basis: Basis) -> None:
    """Set the sheet up for printing: A4 across, as wide as the page, page numbers."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, _MARGIN)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(basis.snapshot.replace("&", "&&") or None),
        center=_HeaderFooterPart("Trang &P/&N"),
    )
