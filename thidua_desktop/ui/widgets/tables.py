"""The table every screen uses: give it a `RowsModel`, the rest is the same everywhere."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from thidua_desktop.ui.models.cells import GROUP_ROLE, GroupLine
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.theme import Theme, current_theme
from thidua_desktop.ui.widgets.cell_delegate import SELECTION_BAR, CellDelegate, cell_width
from thidua_desktop.ui.widgets.column_widths import widths_within
from thidua_desktop.ui.widgets.headers import TableHeader

_MEASURED_ROWS: Final = 100
_STYLED: Final = (QEvent.Type.Polish, QEvent.Type.StyleChange)
_OPEN_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Table(QTableView):
    """A `QTableView` with hover rows, group lines, two-line headers and fixed column roles.

    `grid` is for cells edited in place (Số liệu): vertical lines, cell selection. Without it a
    whole row is selected.
    """

    row_chosen = Signal(object)
    """The current row changed: its object."""
    row_opened = Signal(object)
    """Enter or a double click on a row: its object."""
    menu_wanted = Signal(object, QPoint)
    """A context menu is asked for: the row's object, the global place."""

    def __init__(self, *, grid: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._model: RowsModel[Any] | None = None
        self._identity: Callable[[Any], Any] = lambda row: row
        self._delegate = CellDelegate(self, grid=grid)
        self._group_rows: list[int] = []
        self._measured: tuple[Theme | None, tuple[Column[Any], ...], list[int]] = (None, (), [])
        self._is_measured = False
        self._build()

    def show_model(
        self, model: RowsModel[Any], *, identity: Callable[[Any], Any] | None = None
    ) -> None:
        """Show `model`; `identity` names a row across refreshes, so the selection stays on it."""
        self._identity = identity or self._identity
        self._model = model
        self.setModel(model)
        chosen: list[Any] = []
        model.modelAboutToBeReset.connect(lambda: chosen.append(self._chosen_identity()))
        model.modelReset.connect(lambda: self._after_reset(chosen.pop() if chosen else None))
        self.selectionModel().currentRowChanged.connect(self._announce)
        self._after_reset(None)

    def current_row(self) -> Any:
        """Return the object of the current row, None if there is none."""
        return self._model.row_at(self.currentIndex()) if self._model else None

    def choose(self, matches: Callable[[Any], bool]) -> bool:
        """Make the first row for which `matches` is true the current one; say if there is one."""
        index = self._model.index_of(matches) if self._model else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def _build(self) -> None:
        view = QAbstractItemView
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(TableHeader(self, grid=self._grid))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(view.ScrollMode.ScrollPerPixel)
        rows, items = view.SelectionBehavior.SelectRows, view.SelectionBehavior.SelectItems
        self.setSelectionBehavior(items if self._grid else rows)
        one, many = view.SelectionMode.SingleSelection, view.SelectionMode.ContiguousSelection
        self.setSelectionMode(many if self._grid else one)
        keys = view.EditTrigger.EditKeyPressed | view.EditTrigger.AnyKeyPressed
        edit = keys | view.EditTrigger.DoubleClicked
        self.setEditTriggers(edit if self._grid else view.EditTrigger.NoEditTriggers)
        self.setSortingEnabled(not self._grid)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.clicked.connect(self._toggle_group)
        self.doubleClicked.connect(self._open)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self._size_rows()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in _STYLED:
            # The style takes the viewport for one that does not fill itself: each notch of the
            # wheel would paint every row again, not only those it uncovers.
            self.viewport().setAutoFillBackground(True)
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._size_rows()
            self._span_groups()
            self._size_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        group = self._is_group(self.currentIndex())
        if group and event.key() in (*_OPEN_KEYS, Qt.Key.Key_Space):
            self._toggle_group(self.currentIndex())
        elif event.key() in _OPEN_KEYS and not self._grid:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hover_row:
            self._delegate.hover_row = row
            self.viewport().update()

    def _size_rows(self) -> None:
        # Not a fixed section mode: group lines are lower than rows.
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(current_theme().metrics.row)

    def _size_columns(self) -> None:
        if self._model is None:
            return
        theme, columns = current_theme(), self._model.columns
        widths = [
            theme.px(c.compact_width if theme.compact and c.compact_width else c.width)
            for c in columns
        ]
        stretching = [number for number, column in enumerate(columns) if column.stretch]
        room = self.viewport().width()
        if sum(widths) < room:
            widths = widths_within(widths, self._needed_widths(widths), stretching, room)
        for number, width in enumerate(widths):
            if self.columnWidth(number) != width:
                self.setColumnWidth(number, width)

    def _needed_widths(self, usual: Sequence[int]) -> list[int]:
        """Return how wide each column would have to be for its heading and its first rows.

        What the rows shown before needed counts on: typing into a search box moves no column.
        """
        assert self._model is not None  # noqa: S101 - the only caller looked
        theme, columns = current_theme(), self._model.columns
        if self._measured[:2] != (theme, columns):
            self._measured = (theme, columns, [0] * len(columns))
            self._is_measured = False
        needed = self._measured[2]
        if not self._is_measured:
            header = self.horizontalHeader()
            for number, column in enumerate(columns):
                cells = [column.cell(row) for row in self._measured_rows()]
                widest = max((cell_width(cell, theme) for cell in cells), default=0)
                if any(cell.bar or cell.line for cell in cells):
                    widest = max(widest, usual[number])
                bar = SELECTION_BAR if number == 0 and not self._grid else 0
                heading = header.needed(number) if isinstance(header, TableHeader) else 0
                needed[number] = max(needed[number], widest + bar, heading)
            self._is_measured = True
        return needed

    def _measured_rows(self) -> Sequence[Any]:
        """Return the rows whose words may widen a column."""
        return self._model.first_rows(_MEASURED_ROWS) if self._model else ()

    def _span_groups(self) -> None:
        if self._model is None:
            return
        self.clearSpans()
        metrics, columns = current_theme().metrics, self._model.columnCount()
        # The header keeps the heights of its sections when other rows take their place.
        for row in self._group_rows:
            self.setRowHeight(row, metrics.row)
        self._group_rows = self._model.heading_lines()
        for row in self._group_rows:
            if columns > 1:
                self.setSpan(row, 0, 1, columns)
            self.setRowHeight(row, metrics.group_row)

    def _after_reset(self, chosen: Any) -> None:
        self._delegate.hover_row = -1
        self._is_measured = False
        self._span_groups()
        self._size_columns()
        if chosen is not None:
            self.choose(lambda row: self._identity(row) == chosen)

    def _chosen_identity(self) -> Any:
        row = self.current_row()
        return None if row is None else self._identity(row)

    def _is_group(self, index: QModelIndex) -> bool:
        return index.isValid() and isinstance(index.data(GROUP_ROLE), GroupLine)

    def _announce(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.row_at(index) if self._model else None
        if row is not None:
            self.row_chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row_at(index) if self._model else None
        if row is not None:
            self.row_opened.emit(row)

    def _toggle_group(self, index: QModelIndex) -> None:
        if self._model is not None and self._is_group(index):
            self._model.toggle_group(index)

    def _ask_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        row = self._model.row_at(index) if self._model else None
        if row is not None:
            self.menu_wanted.emit(row, self.viewport().mapToGlobal(place))
