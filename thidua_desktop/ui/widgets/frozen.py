"""A table whose first columns stay in sight while the others scroll sideways."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from thidua_desktop.ui.models.rows import Index, RowsModel
from thidua_desktop.ui.widgets.tables import Table

_WHERE_IT_IS = QAbstractItemView.ScrollHint.EnsureVisible


class _StillTable(Table):
    """The second view; which cell is current is the first one's business."""

    def choose(self, matches: Callable[[Any], bool]) -> bool:
        return False


class FrozenTable(Table):
    """A grid that lays a second view of its first `frozen` columns over itself once scrolled.

    Both views share model and selection, so the second one is only paint: it never has focus.
    """

    # The base class asks for both while it is being built.
    _frozen = 0
    _still: Table | None = None

    def __init__(self, frozen: int, parent: QWidget | None = None) -> None:
        super().__init__(grid=True, parent=parent)
        self._frozen = frozen
        still = _StillTable(grid=True, parent=self)
        still.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        still.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        still.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        still.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        still.doubleClicked.connect(self._edit_here)
        still.hide()
        self._still = still
        upright, still_upright = self.verticalScrollBar(), still.verticalScrollBar()
        upright.valueChanged.connect(still_upright.setValue)
        still_upright.valueChanged.connect(upright.setValue)
        self.horizontalScrollBar().valueChanged.connect(self._place)

    def show_model(
        self, model: RowsModel[Any], *, identity: Callable[[Any], Any] | None = None
    ) -> None:
        # In this order: a view that is reset clears the selection, and this one restores it.
        if self._still is not None:
            self._still.show_model(model, identity=identity)
        super().show_model(model, identity=identity)
        if self._still is not None:
            self._still.setSelectionModel(self.selectionModel())
        model.modelReset.connect(self._place)
        self._place()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = _WHERE_IT_IS
    ) -> None:
        super().scrollTo(index, hint)
        if index.column() >= self._frozen:
            hidden = self._frozen_width() - self.visualRect(index).left()
            if hidden > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        super().updateGeometries()
        self._place()

    def _frozen_width(self) -> int:
        return sum(self.columnWidth(column) for column in range(self._frozen))

    def _place(self) -> None:
        still = self._still
        if still is None or still.model() is None:
            return
        if self.horizontalScrollBar().value() == 0:
            still.hide()
            return
        for column in range(self.model().columnCount()):
            still.setColumnHidden(column, column >= self._frozen)
            if column < self._frozen:
                still.setColumnWidth(column, self.columnWidth(column))
        top = self.horizontalHeader().height()
        still.setGeometry(QRect(0, 0, self._frozen_width(), top + self.viewport().height()))
        still.verticalScrollBar().setValue(self.verticalScrollBar().value())
        still.show()
        still.raise_()

    def _edit_here(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
