"""The ranking as a workbook (.xlsx): every figure, rate and step beside the place it led to."""

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thidua_desktop.documents.basis import UNSTATED, Basis, readings_in_force
from thidua_desktop.documents.behind import NOTHING, Behind, add_behind
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
from thidua_desktop.documents.spreadsheet import (
    BORDER,
    COUNT,
    TEXT,
    as_bytes,
    cell_at,
    lines_of,
    new_book,
    put,
    put_header,
    set_height,
    set_page,
    sheet_name,
)
from thidua_desktop.domain import vietnamese
from thidua_desktop.domain.measures import OWN_RESULT
from thidua_desktop.domain.ranking import GroupRanking, Ranking

READINGS_SHEET: Final = "Cách hiểu quy định"

_FORMATS: Final = {CellKind.COUNT: COUNT, CellKind.SCORE: "0.00"}
_NUMBERS: Final = {CellKind.COUNT, CellKind.SHARE, CellKind.SCORE}
_DIGITS: Final = Context(prec=15)
"""What a spreadsheet keeps of a number; the exact fraction stands beside it as text."""


def ranking_workbook(
    ranking: Ranking,
    measure_names: Mapping[str, str],
    *,
    basis: Basis = UNSTATED,
    behind: Behind = NOTHING,
) -> bytes:
    """Return the ranking as .xlsx: a sheet per group, and one with the readings in force.

    `basis` is said below each table, its snapshot above it and at the foot of printed pages.
    What it rests on stands behind it.
    """
    book = new_book(f"{heading_words(ranking)}: {ranking.campaign.name}")
    used: set[str] = set()
    for group in ranking.groups:
        sheet = book.create_sheet(sheet_name(group.group.short or group.group.name, used))
        _head(sheet, f"{heading_words(ranking)}: {group.group.name}", ranking, basis)
        wide = _write_group(sheet, ranking, group, measure_names)
        _write_below(sheet, group, [one.line for one in readings_in_force(ranking, basis)])
        set_page(sheet, foot=basis.snapshot, wide=wide)
    _write_readings(book.create_sheet(sheet_name(READINGS_SHEET, used)), ranking, basis)
    add_behind(book, behind, used)
    return as_bytes(book)


def _write_group(
    sheet: Worksheet, ranking: Ranking, group: GroupRanking, names: Mapping[str, str]
) -> int:
    """Write the table of a group; return how wide it is."""
    top = sheet.max_row + 2
    grid = ranked_grid(ranking, group, names)
    _table(sheet, top, grid)
    for place, col in enumerate(grid.cols, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = col.width
    sheet.freeze_panes = f"C{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.print_title_cols = "A:B"
    return sum(col.width for col in grid.cols)


def _write_below(sheet: Worksheet, group: GroupRanking, readings: Sequence[str]) -> None:
    for note in (*prize_notes(group), *readings):
        put(cell_at(sheet, sheet.max_row + 1, 1), note)
    if group.not_ranked:
        row = sheet.max_row + 2
        put(cell_at(sheet, row, 1), "Không xếp hạng", bold=True)
        _table(sheet, row + 1, not_ranked_grid(group), wrap_last=False)


def _write_readings(sheet: Worksheet, ranking: Ranking, basis: Basis) -> None:
    _head(sheet, READINGS_SHEET, ranking, basis)
    top = sheet.max_row + 2
    grid = readings_grid(ranking, basis)
    _table(sheet, top, grid)
    for place, col in enumerate(grid.cols, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = col.width
    total = vietnamese.money(ranking.money)
    put(cell_at(sheet, sheet.max_row + 2, 1), f"Tổng tiền thưởng đã xếp: {total}.")
    set_page(sheet, foot=basis.snapshot)


def _head(sheet: Worksheet, title: str, ranking: Ranking, basis: Basis) -> None:
    put(cell_at(sheet, 1, 1), title, bold=True, size=14)
    put(cell_at(sheet, 2, 1), ranking.campaign.name)
    words = period_words(ranking)
    put(cell_at(sheet, 3, 1), words[0].upper() + words[1:] + ".")
    if basis.snapshot:
        put(cell_at(sheet, 4, 1), basis.snapshot, bold=True)
    put(cell_at(sheet, sheet.max_row + 1, 1), OWN_RESULT, italic=True)


def _table(sheet: Worksheet, top: int, grid: Grid, *, wrap_last: bool = True) -> None:
    """Write a table; without `wrap_last` its last column runs on to the right."""
    kinds = [col.kind for col in grid.cols]
    if not wrap_last:
        kinds[-1] = CellKind.TEXT
    for place, col in enumerate(grid.cols, start=1):
        put_header(cell_at(sheet, top, place), col.title)
    set_height(sheet, top, max(lines_of(col.title, col.width, bold=True) for col in grid.cols))
    for down, row in enumerate(grid.rows, start=1):
        lines = 1
        for place, (kind, value) in enumerate(zip(kinds, row, strict=True), start=1):
            cell = cell_at(sheet, top + down, place)
            _value(cell, value, kind)
            if kind is CellKind.WRAPPED:
                lines = max(lines, lines_of(value, grid.cols[place - 1].width))
        if not wrap_last:  # the words of the last cell run on over the next ones
            cell_at(sheet, top + down, len(kinds)).border = Border()
        set_height(sheet, top + down, lines)


def _value(cell: Cell, value: Value, kind: CellKind) -> None:
    said = value if isinstance(value, str) else _number(value)
    put(cell, said, number_format=_format(value, kind))
    cell.alignment = Alignment(
        horizontal="right" if kind in _NUMBERS else "left",
        vertical="center",
        wrap_text=kind is CellKind.WRAPPED,
        indent=1,
    )
    cell.border = BORDER


def _format(value: Value, kind: CellKind) -> str:
    if isinstance(value, str):
        return TEXT
    if isinstance(value, Share):
        return f"0.{'0' * value.digits}%"
    return _FORMATS.get(kind, "General")


def _number(value: int | Fraction | Share | None) -> int | Decimal | None:
    exact = value.value if isinstance(value, Share) else value
    if isinstance(exact, Fraction):
        return _DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return exact
