"""A sheet from outside as it stands: rows tinted by kind, columns marked by their measure.

The same in the step that finds the header and in the review, where the cell of a problem stands
out.
"""

from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from thidua_desktop.services.imports import PreviewRow
from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.models.import_review import letter_of, sheet_columns
from thidua_desktop.ui.models.rows import RowsModel
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.cell_delegate import PADDING
from thidua_desktop.ui.widgets.column_marks import mark_colours, paint_badge
from thidua_desktop.ui.widgets.frozen import FrozenTable
from thidua_desktop.ui.widgets.headers import TableHeader
from thidua_desktop.ui.widgets.paint import LEFT, paint_text
from thidua_desktop.ui.widgets.sheet_delegate import GUTTER, SheetDelegate

_BADGE = 16


class SheetHeader(TableHeader):
    """Letters, and above those with a measure its number, colour and short name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, grid=True)
        self.marks: Mapping[str, Mark] = {}

    def needed(self, section: int) -> int:
        theme = current_theme()
        mark = self.marks.get(letter_of(section - GUTTER)) if section >= GUTTER else None
        if mark is None:
            return super().needed(section)
        label = QFontMetricsF(theme.font(Role.HEADER)).horizontalAdvance(mark.label)
        return ceil(label) + theme.px(10) + theme.px(_BADGE) + theme.px(PADDING)

    def _paint_band(self, painter: QPainter, area: QRectF, section: int, theme: Theme) -> None:
        mark = self.marks.get(letter_of(section - GUTTER)) if section >= GUTTER else None
        upper = QRectF(area.left(), area.top(), area.width(), theme.metrics.upper_header)
        if mark is not None:
            tint, ink = mark_colours(mark.number, theme)
            painter.fillRect(upper, tint)
            side = theme.px(_BADGE)
            top = upper.center().y() - side / 2
            badge = QRectF(upper.left() + theme.px(5), top, side, side)
            paint_badge(painter, badge, mark.number, theme)
            words = upper.adjusted(theme.px(10) + side, 0, -theme.px(PADDING) / 2, 0)
            paint_text(painter, words, mark.label, theme.font(Role.HEADER), ink, LEFT)
        painter.setPen(theme.tokens.line)
        bottom, edge = upper.bottom() - 0.5, upper.right() - 0.5
        painter.drawLine(QPointF(upper.left(), bottom), QPointF(upper.right(), bottom))
        painter.drawLine(QPointF(edge, upper.top()), QPointF(edge, upper.bottom()))


class SheetView(FrozenTable):
    """Shows one sheet; arrow keys walk through its cells."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(1, parent=parent)
        self.rows: RowsModel[PreviewRow] = RowsModel((), self)
        self._head = SheetHeader(self)
        self.setHorizontalHeader(self._head)
        self.setAccessibleName(name)
        self.show_model(self.rows, identity=lambda row: row.number)
        self._cells = SheetDelegate(self.rows, self)
        self.setItemDelegate(self._cells)
        if self._still is not None:
            self._still.setItemDelegate(SheetDelegate(self.rows, self._still))

    def show_sheet(self, rows: Sequence[PreviewRow], marks: Mapping[str, Mark]) -> None:
        """Show the rows of a sheet, and which columns carry a measure."""
        self.show_marks(rows, marks)
        self.rows.replace(rows)

    def show_marks(self, rows: Sequence[PreviewRow], marks: Mapping[str, Mark]) -> None:
        """Show other measures above the columns of the same rows."""
        self._head.marks = self._cells.marks = dict(marks)
        self.rows.set_columns(sheet_columns(rows, marks))

    def mark_cells(self, cells: Collection[str]) -> None:
        """Let the cells of problems stand out."""
        self._cells.problems = frozenset(cells)
        self.viewport().update()

    def go_to(self, cell: str, row: int | None) -> bool:
        """Make a cell, or the row if no cell is named, current and bring it into sight."""
        letters = "".join(one for one in cell if one.isalpha())
        number = row or int("".join(one for one in cell if one.isdigit()) or 0)
        place = self.rows.index_of(lambda one: one.number == number)
        if not place.isValid():
            return False
        column = _column(letters) + GUTTER if letters else GUTTER
        index = self.rows.index(place.row(), min(column, self.rows.columnCount() - 1))
        self.setCurrentIndex(index)
        self.scrollTo(index, FrozenTable.ScrollHint.PositionAtCenter)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if (row := self.current_row()) is not None:
                self.row_opened.emit(row)
        else:
            super().keyPressEvent(event)

    def _measured_rows(self) -> Sequence[Any]:
        # A long cell of a sheet runs over its empty neighbours and into the tooltip.
        return ()

    def current_cell(self) -> str:
        """Return the address of the current cell, empty where there is none."""
        index, row = self.currentIndex(), self.current_row()
        if row is None or index.column() < GUTTER:
            return ""
        return f"{letter_of(index.column() - GUTTER)}{row.number}"


def _column(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number - 1
