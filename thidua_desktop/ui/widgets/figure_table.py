"""The grid of figures: typing in place, copying out, asking where a number came from."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QWidget

from thidua_desktop.ui.models.cells import GROUP_ROLE, Tone
from thidua_desktop.ui.models.figures import FROZEN, tab_separated
from thidua_desktop.ui.models.rows import Index
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.cards import NoticeBar
from thidua_desktop.ui.widgets.frozen import FrozenTable

HOVER_MS: Final = 500
_ERROR_WIDTH: Final = 320
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SUBMIT: Final = QAbstractItemDelegate.EndEditHint.SubmitModelCache


class FieldError(NoticeBar):
    """A sentence beside a field that says why what was typed cannot be taken."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tone=Tone.RED, icon="exclamation-circle-fill", parent=parent)
        self.sentence = ""
        self.hide()

    def show_under(self, field: QRect, sentence: str) -> None:
        """Stand below `field` (in the parent's pixels), or above where there is no room."""
        self.sentence = sentence
        self.show_notice("", sentence)
        width = current_theme().px(_ERROR_WIDTH)
        self.resize(width, self.heightForWidth(width))
        parent = self.parentWidget()
        assert parent is not None  # noqa: S101 - the constructor took one
        room = parent.rect()
        below = field.bottom() + 3
        fits = below + self.height() <= room.bottom()
        top = below if fits else field.top() - self.height() - 3
        left = min(max(field.right() - self.width(), 4), room.right() - self.width() - 4)
        self.move(QPoint(left, top))
        self.show()
        self.raise_()


class FigureTable(FrozenTable):
    """Cells typed over with Enter, F2 or any key; Alt+↓ or resting on one asks for its source."""

    source_wanted = Signal(QModelIndex)
    """Where does the number in this cell come from?"""
    pointer_left = Signal()
    """The pointer rests on no cell, or on another one, and any card may go."""
    copied = Signal(int)
    """That many cells were put on the clipboard."""
    paste_wanted = Signal()
    """Put the clipboard in at the current cell."""
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(FROZEN, parent)
        self.error = FieldError(self)
        self._kept_column = FROZEN
        self._rests_on = QPersistentModelIndex()
        self._rest = QTimer(self, interval=HOVER_MS, singleShot=True)
        self._rest.timeout.connect(self._ask_source)

    def choose(self, matches: Callable[[Any], bool]) -> bool:
        """Make the cell of that row in the column used last the current one."""
        index = self._model.index_of(matches, self._kept_column) if self._model else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def copy_selection(self) -> None:
        """Put the selected cells, as they are shown, on the clipboard."""
        cells = self._selected_text()
        if cells:
            QGuiApplication.clipboard().setText(tab_separated(cells))
            self.copied.emit(sum(len(row) for row in cells))

    def reopen(self, index: QModelIndex, text: str, sentence: str) -> None:
        """Open the editor of a cell again with what was typed, and say why it was not taken."""
        self.setCurrentIndex(index)
        self.edit(index)
        # The editor just closed may still be there, on its way out.
        editor = self.viewport().findChildren(QLineEdit)[-1]
        editor.setText(text)
        editor.selectAll()
        editor.setProperty("error", True)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
        editor.textEdited.connect(self.error.hide)
        self.say_beside(index, sentence)

    def say_beside(self, index: QModelIndex, sentence: str) -> None:
        """Say beside a cell why something was not taken, until another one is current."""
        shown = self.visualRect(index)
        corner = self.viewport().mapTo(self, shown.topLeft())
        self.error.show_under(QRect(corner, shown.size()), sentence)

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        self.error.hide()
        super().closeEditor(editor, hint)
        if hint is _SUBMIT:
            self._step_down()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        if current != previous:
            self.error.hide()
        if current.isValid() and current.data(GROUP_ROLE) is None:
            self._kept_column = current.column()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and (
            event.key() == Qt.Key.Key_Down
        ):
            self.source_wanted.emit(index)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self.state() is FigureTable.State.EditingState:
            super().keyPressEvent(event)
        elif plain and editable and event.key() in _ENTER:
            self.edit(index)
        elif plain and editable and event.key() == Qt.Key.Key_Delete:
            self.model().setData(index, "")
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if QPersistentModelIndex(index) != self._rests_on:
            self._rests_on = QPersistentModelIndex(index)
            self.pointer_left.emit()
            self._rest.start()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self._rests_on = QPersistentModelIndex()
        self._rest.stop()
        self.pointer_left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.error.hide()

    def _ask_source(self) -> None:
        if self._rests_on.isValid() and self.state() is not FigureTable.State.EditingState:
            row, column = self._rests_on.row(), self._rests_on.column()
            self.source_wanted.emit(self.model().index(row, column))

    def _step_down(self) -> None:
        index = self.currentIndex()
        for row in range(index.row() + 1, self.model().rowCount()):
            below = self.model().index(row, index.column())
            if below.data(GROUP_ROLE) is None:
                self.setCurrentIndex(below)
                return

    def _selected_text(self) -> list[list[str]]:
        chosen: dict[int, list[int]] = {}
        for index in self.selectedIndexes():
            if index.data(GROUP_ROLE) is None:
                chosen.setdefault(index.row(), []).append(index.column())
        model = self.model()
        return [
            [str(model.index(row, column).data()) for column in sorted(columns)]
            for row, columns in sorted(chosen.items())
        ]
