"""Several values in one cell, each on a line of its own: «Số lượng: 120⏎Tỷ lệ: 45,5%⏎Điểm số: 8».

Such a column is taken apart: each label is a column of its own under the same heading.
"""

import re
from collections.abc import Mapping
from typing import Final

from thidua_desktop.domain.vietnamese import fold, nfc
from thidua_desktop.importing.book import Cell, CellKind, Sheet

_LABELLED: Final = re.compile(r"\s*([^:\d]{1,60}?)\s*:\s*(.*?)\s*")
_FEWEST_LINES: Final = 2
_FEWEST_CELLS: Final = 2

Path = tuple[str, ...]


def labels_in(sheet: Sheet, below: int, columns: Mapping[int, Path]) -> dict[int, tuple[str, ...]]:
    """Return the labels of every column whose cells under row `below` mostly have some."""
    several = {
        column
        for cells in sheet.rows.values()
        for column, cell in cells.items()
        if "\n" in cell[1]  # its text: there are many cells
    }
    if not several:
        return {}
    found: dict[int, dict[str, str]] = {}
    labelled: dict[int, int] = {}
    filled: dict[int, int] = {}
    for row, cells in sheet.rows.items():
        if row <= below:
            continue
        for column, cell in cells.items():
            filled[column] = filled.get(column, 0) + 1
            if cell.kind is not CellKind.TEXT or "\n" not in cell.text:
                continue
            lines = _labelled(cell.text)
            if len(lines) >= _FEWEST_LINES:
                labelled[column] = labelled.get(column, 0) + 1
                names = found.setdefault(column, {})
                for label in lines:
                    names.setdefault(fold(label), label)
    return {
        column: tuple(names.values())
        for column, names in found.items()
        if column in columns and labelled[column] >= max(_FEWEST_CELLS, filled[column] / 2)
    }


def _labelled(text: str) -> dict[str, str]:
    """Return the values of a cell by their labels."""
    return {
        nfc(found[1]): found[2] for line in text.split("\n") if (found := _LABELLED.fullmatch(line))
    }


def line_of(cell: Cell | None, label: str, *, alone: bool) -> Cell | None:
    """Return what a cell says under a label, None for nothing.

    A cell without labels is taken for the one value that counts where it is `alone`; among
    several, whose it is cannot be known: it comes back as a text that is no number.
    """
    if cell is None:
        return None
    lines = {fold(name): value for name, value in _labelled(cell.text).items()}
    if lines:
        value = lines.get(fold(label), "")
        return Cell(CellKind.TEXT, value) if value else None
    return cell if alone else Cell(CellKind.TEXT, f"{label}? {cell.text}")
