"""HTML tables, as web systems export them under the name .xls → one sheet per table.

A <tr> is a row. What spans rows or columns becomes a merge; scripts and styles are no text.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Final

from thidua_desktop.importing.book import Book, Cell, CellKind, Limits, Merge, Sheet, Step
from thidua_desktop.importing.package import Budget, TooLargeError, refusals
from thidua_desktop.importing.plaintext import read_text
from thidua_desktop.importing.xlsx import MAX_COLUMN, MAX_ROW

_WIDEST, _DEEPEST = 1000, 65_534
"""What HTML itself allows of colspan and rowspan."""
_BREAKS: Final = frozenset({"br", "p", "div", "li"})
_CELLS: Final = frozenset({"td", "th"})
_UNSEEN: Final = frozenset({"script", "style", "title", "noscript", "template"})
_MOST_SPANS: Final = 256
"""Cells reaching down into a row beyond which a page is no table of figures."""
_MOST_LINES, _LONGEST_LINE = 20, 300
_NUMBER: Final = re.compile(r"\s*([0-9]{1,9})\s*")
_SPACES: Final = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass
class _Table:
    """One table while it is read; `spans` are the columns that cells above still fill."""

    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    row: int = 0
    column: int = 0
    spans: list[Merge] = field(default_factory=list)
    open_cell: Merge | None = None
    pieces: list[str] = field(default_factory=list)
    before: tuple[str, ...] = ()


def read(path: Path, digest: str, step: Step, limits: Limits) -> Book:
    """Read the tables of a page; RefusedFileError says why it cannot be."""
    budget = Budget(step, limits)
    with refusals(path.name):
        reader = _Reader(budget)
        reader.feed(read_text(path, budget))
        reader.close()
        sheets = tuple(
            Sheet(f"Bảng {number}", False, table.rows, tuple(table.merges), table.before)
            for number, table in enumerate(reader.finished(), 1)
        )
    return Book(path.name, digest, "html", sheets)


class _Reader(HTMLParser):
    """Collects the tables of a page; a table inside a cell is a table of its own."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(convert_charrefs=True)
        self._budget = budget
        self._tables: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0
        self._outside: deque[str] = deque(maxlen=_MOST_LINES)
        """The last lines of the page that stand in no cell: titles are often written there."""

    def finished(self) -> list[_Table]:
        """Return the tables that hold anything, in their order."""
        while self._open:
            self._end_table()
        return [one for one in self._tables if one.rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            table = _Table(before=(*self._outside, *self._around()))
            self._tables.append(table)
            self._open.append(table)
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._begin_row(self._open[-1])
        elif tag in _CELLS:
            self._end_cell()
            self._begin_cell(self._open[-1], dict(attrs))
        elif tag in _BREAKS:
            self._open[-1].pieces.append("\n")

    def _around(self) -> list[str]:
        """Return what the cells say that a table within a table stands in and after."""
        if not self._open:
            return []
        outer = self._open[-1]
        rows = list(islice(reversed(outer.rows.values()), _MOST_LINES))
        said = [one.text for cells in reversed(rows) for one in cells.values()]
        lines = "\n".join([*said, *outer.pieces]).split("\n")
        return [line.strip()[:_LONGEST_LINE] for line in lines if line.strip()][-_MOST_LINES:]

    def handle_endtag(self, tag: str) -> None:
        """End a table or a cell."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif not self._open:
            return
        elif tag == "table":
            self._end_table()
        elif tag in _CELLS or tag == "tr":
            self._end_cell()
        elif tag in _BREAKS:
            self._open[-1].pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text of an open cell, and what stands in none."""
        if self._unseen:
            return
        if self._open and self._open[-1].open_cell is not None:
            self._open[-1].pieces.append(_SPACES.sub(" ", data))
        elif line := _SPACES.sub(" ", data[:_LONGEST_LINE]).strip():
            self._outside.append(line)
            if self._open and not self._open[-1].rows:
                self._open[-1].before = tuple(self._outside)

    def _begin_row(self, table: _Table) -> None:
        self._budget.take_bytes(0)
        table.row += 1
        table.column = 0
        if table.spans:
            table.spans = [one for one in table.spans if one.bottom >= table.row]
        if table.row > MAX_ROW:
            raise ValueError("more rows than any sheet has")

    def _begin_cell(self, table: _Table, attributes: dict[str, str | None]) -> None:
        if table.row == 0:
            self._begin_row(table)
        left = _first_free(table)
        right = left + _span(attributes.get("colspan"), _WIDEST) - 1
        bottom = table.row + _span(attributes.get("rowspan"), _DEEPEST) - 1
        if right > MAX_COLUMN:
            raise ValueError("more columns than any sheet has")
        table.open_cell = place = Merge(table.row, left, bottom, right)
        table.column = right
        table.pieces.clear()
        if bottom > table.row:
            table.spans.append(place)
        if len(table.spans) > _MOST_SPANS:
            raise TooLargeError("spans")

    def _end_cell(self) -> None:
        table = self._open[-1]
        place, table.open_cell = table.open_cell, None
        if place is None:
            return
        lines = (one.strip() for one in "".join(table.pieces).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            self._budget.take_cell()
            self._budget.take_text(text)
            table.rows.setdefault(place.top, {})[place.left] = Cell(CellKind.TEXT, text)
        if (place.bottom, place.right) != (place.top, place.left):
            table.merges.append(place)

    def _end_table(self) -> None:
        self._end_cell()
        self._open.pop()


def _first_free(table: _Table) -> int:
    """Return the next column that no cell from above fills."""
    column = table.column + 1
    for span in sorted(table.spans, key=_left):
        if span.top < table.row and span.left <= column <= span.right:
            column = span.right + 1
    return column


def _left(span: Merge) -> int:
    return span.left


def _span(text: str | None, most: int) -> int:
    found = _NUMBER.fullmatch(text or "")
    return min(max(int(found[1]), 1), most) if found else 1
