"""What this program wrote itself: its tables of figures, its results, known by their first rows."""

from typing import Final

from thidua_desktop.domain.measures import OWN_RESULT, OWN_TABLE
from thidua_desktop.domain.vietnamese import nfc
from thidua_desktop.importing.book import Book, Sheet

_MARKED_ROWS: Final = 8
"""Rows at the top among which a result says what it is."""


def own_sheets(book: Book) -> tuple[str, ...]:
    """Return the sheets of a workbook this program wrote that are tables of figures."""
    return tuple(
        sheet.name
        for sheet in book.sheets
        if not sheet.hidden and (first := sheet.cell(1, 1)) and nfc(first.text) == OWN_TABLE
    )


def is_result(sheet: Sheet) -> bool:
    """Say whether a sheet holds results this program worked out, no figures."""
    return any(
        (cell := sheet.cell(row, 1)) and nfc(cell.text) == OWN_RESULT
        for row in range(1, _MARKED_ROWS + 1)
    )
