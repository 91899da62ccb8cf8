"""Why no table of figures was found: what stands there instead, so that it can be said."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing.book import Book, Sheet, address

_FEW: Final = 4
"""Cells that make no table, whatever they say."""
_PAIR: Final = 2
_FAR: Final = 1000
"""Rows or columns between two cells that no table has between its cells."""


def no_table(
    book: Book, sheets: Sequence[Sheet], *, has_names: bool, hidden: Sequence[str] = ()
) -> RefusedFileError:
    """Return the refusal of the sheets that were looked at.

    `has_names`: one of them has a heading for the names of units; `hidden` are sheets with a table
    that nobody sees.
    """
    why, detail = _case(book, sheets, has_names=has_names, hidden=hidden)
    return RefusedFileError(book.file, "no-table", detail, why)


def _case(
    book: Book, sheets: Sequence[Sheet], *, has_names: bool, hidden: Sequence[str]
) -> tuple[str, str]:
    named = sheets[0].name if book.names_sheets and len(sheets) == 1 < len(book.sheets) else ""
    if hidden:
        return "hidden", ", ".join(hidden)
    if not book.sheets and book.kind == "html":
        return "no-sheet", ""
    cells = list(_first_cells(sheets))
    if not cells:
        return "empty", named
    if len(cells) <= _FEW:
        where = ", ".join(address(*one) for one in cells)
        return "corners" if _are_corners(cells) else "few-cells", where
    if has_names:
        return "no-measures", named
    if all(len(row) == 1 for one in sheets for row in one.rows.values()):
        return "titles", named
    return "", named


def _first_cells(sheets: Sequence[Sheet]) -> Iterator[tuple[int, int]]:
    """Yield where cells stand, one more than are few at most."""
    everywhere = (
        (row, column)
        for one in sheets
        for row in sorted(one.rows)
        for column in sorted(one.rows[row])
    )
    return islice(everywhere, _FEW + 1)


def _are_corners(cells: Sequence[tuple[int, int]]) -> bool:
    """Say whether there are two, further apart than a table's cells ever are."""
    (top, left), (bottom, right) = cells[0], cells[-1]
    return len(cells) == _PAIR and (bottom - top > _FAR or right - left > _FAR)
