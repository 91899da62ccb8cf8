"""The list of things to do: icon, title, detail, a chip; each line opens a page."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from thidua_desktop.services.overview_views import TaskView
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.models.cells import Chip, Tone
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.paint import chip_size, mark_colour, paint_chip_at_end, paint_text

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_ICON: Final = 16
_ROOMY_ROW: Final = 40
_ARROW: Final = 12


class _Tasks(QAbstractListModel):
    """The tasks in their order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tasks: tuple[TaskView, ...] = ()

    def replace(self, tasks: Sequence[TaskView]) -> None:
        self.beginResetModel()
        self.tasks = tuple(tasks)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.tasks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        task = self.tasks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return task.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return task.detail
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{task.title}. {task.detail}. {task.chip}"
        return None


class _TaskDelegate(QStyledItemDelegate):
    """Paints one line; in a compact window without its detail, unless all of them have room."""

    def __init__(self, model: _Tasks, view: "TaskList") -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current_theme()
        if self._is_roomy():
            return QSize(10, theme.px(_ROOMY_ROW))
        height = theme.metrics.list_row
        if theme.compact and self._is_cut(self._model.tasks[index.row()]):
            height += round(theme.font(Role.BUTTON).pixelSize() * 1.3)
        return QSize(10, height)

    def _is_roomy(self) -> bool:
        """Say whether every task shows its title whole and its detail below without scrolling."""
        theme, tasks = current_theme(), self._model.tasks
        if not theme.compact:
            return True
        fits = len(tasks) * theme.px(_ROOMY_ROW) <= self._view.viewport().height()
        return fits and not any(self._is_cut(one) for one in tasks)

    def _is_cut(self, task: TaskView) -> bool:
        """Say whether the title does not fit into one line of the list."""
        theme = current_theme()
        chip = Chip(task.chip, Tone(task.chip_tone), icon="")
        around = theme.px(_ICON + _ARROW + 10 + 10 + 8) + 1
        taken = around + (chip_size(chip, theme).width() if task.chip else 0)
        words = QFontMetricsF(theme.font(Role.BUTTON)).horizontalAdvance(task.title)
        return words > self._view.viewport().width() - taken

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        tokens = theme.tokens
        task = self._model.tasks[index.row()]
        rect = QRectF(option.rect)
        painter.save()
        if task.page and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.hover)
        if index.row():
            painter.setPen(tokens.row_line)
            painter.drawLine(
                QPointF(rect.left(), rect.top() + 0.5), QPointF(rect.right(), rect.top() + 0.5)
            )
        side = theme.px(_ICON)
        place = QRectF(rect.left() + 1, rect.center().y() - side / 2, side, side)
        paint_icon(painter, task.icon, place, mark_colour(Tone(task.tone), tokens))
        right = self._paint_end(painter, rect, task)
        left = place.right() + theme.px(10)
        words = QRectF(left, rect.top(), right - left - theme.px(8), rect.height())
        title = theme.font(Role.BUTTON)
        if theme.compact and self._is_cut(task):
            painter.setFont(title)
            painter.setPen(tokens.ink)
            wrapped = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(words, int(wrapped | Qt.TextFlag.TextDontClip), task.title)
        elif not self._is_roomy() or not task.detail:
            paint_text(painter, words, task.title, title, tokens.ink)
        else:
            half = words.height() / 2
            upper = QRectF(words.left(), words.top() + theme.px(2), words.width(), half)
            lower = QRectF(words.left(), words.top() + half - theme.px(1), words.width(), half)
            paint_text(painter, upper, task.title, title, tokens.ink)
            paint_text(painter, lower, task.detail, theme.font(Role.CAPTION), tokens.ink_3)
        if self._view.hasFocus() and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_end(self, painter: QPainter, rect: QRectF, task: TaskView) -> float:
        """Paint arrow and chip at the right; return where they begin."""
        theme = current_theme()
        side = theme.px(_ARROW)
        right = rect.right() - side
        if task.page:
            place = QRectF(right, rect.center().y() - side / 2, side, side)
            paint_icon(painter, "chevron-right", place, theme.tokens.ink_3)
        right -= theme.px(10)
        if not task.chip:
            return right
        chip = Chip(task.chip, Tone(task.chip_tone), icon="")
        return paint_chip_at_end(painter, rect, right, chip, theme)


class TaskList(QListView):
    """Tells which task was opened, by a click or Enter."""

    task_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = _Tasks(self)
        self.setModel(self._tasks)
        self.setItemDelegate(_TaskDelegate(self._tasks, self))
        self.setMouseTracking(True)
        # It takes the room there is: Qt's own wish of 192 pixels would make the page scroll.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Việc cần làm")
        self.clicked.connect(self._open)

    def show_tasks(self, tasks: Sequence[TaskView]) -> None:
        """Show other tasks."""
        self._tasks.replace(tasks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()  # a title that is cut now takes two lines

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.doItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self._tasks.tasks[index.row()].page:
            self.task_opened.emit(self._tasks.tasks[index.row()])
