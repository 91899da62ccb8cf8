"""A table whose rows are marked one by one: a box in the first column, Space, Enter or a click."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.widgets.tables import Table


class MarkTable(Table):
    """Keeps which rows are marked, by identity; the column of boxes comes from `mark_column`."""

    marks_changed = Signal()

    def __init__(self, identity: Callable[[Any], Hashable], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name_of = identity
        self._rows: RowsModel[Any] | None = None
        self.marked: set[Hashable] = set()
        self.clicked.connect(self._click)
        self.row_opened.connect(self.toggle)

    def mark_column(self, heading: Heading) -> Column[Any]:
        """Return the first column: whether a row is marked."""

        def cell(row: Any) -> Cell:
            marked = self._name_of(row) in self.marked
            icon, tone = ("check-square-fill", Tone.INFO) if marked else ("square", Tone.MUTED)
            return Cell(icon=icon, icon_tone=tone, tip="Đã chọn" if marked else "Chưa chọn")

        return Column(heading, cell, width=40)

    def show_marked(self, model: RowsModel[Any]) -> None:
        """Show a model whose first column is `mark_column`."""
        self._rows = model
        self.show_model(model, identity=self._name_of)

    def mark(self, identities: Sequence[Hashable]) -> None:
        """Mark these and no others."""
        self.marked = set(identities)
        self._refresh()

    def toggle(self, row: Any) -> None:
        """Mark a row, or take its mark back."""
        self.marked ^= {self._name_of(row)}
        self._refresh()

    def mark_shown(self) -> None:
        """Mark all that is shown; where all of it is marked, take those marks back."""
        shown = {self._name_of(one) for one in self._rows.shown_rows()} if self._rows else set()
        self.marked = self.marked - shown if shown <= self.marked else self.marked | shown
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.toggle(row)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.mark_shown()
        else:
            super().keyPressEvent(event)

    def _click(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index) if self._rows else None
        if row is not None and index.column() == 0:
            self.toggle(row)

    def _refresh(self) -> None:
        self.viewport().update()
        self.marks_changed.emit()
