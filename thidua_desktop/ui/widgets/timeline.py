"""The painted timeline of a campaign (tiến trình): phases, milestones, today, data by period."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from thidua_desktop.domain.vietnamese import day as full_day
from thidua_desktop.domain.vietnamese import weekday
from thidua_desktop.services.overview_views import TimelineView
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.timeline_layout import Layout, arrange
from thidua_desktop.ui.widgets.timeline_painting import DIAMOND, LEVEL, Painting, Rows


class Timeline(QWidget):
    """Draws a `TimelineView`; ← → go through the milestones, Enter or a click opens one."""

    milestone_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TimelineView | None = None
        self._focused = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Tiến trình")

    def show_view(self, view: TimelineView) -> None:
        """Show another campaign or another day."""
        self._view = view
        coming = [n for n, mark in enumerate(view.milestones) if not mark.done]
        self._focused = coming[0] if coming else 0
        self.setAccessibleDescription("; ".join(_spoken(view, n) for n in range(_count(view))))
        self.update()

    def layout_now(self) -> Layout | None:
        """Return where everything stands at the present width."""
        if self._view is None:
            return None
        theme = current_theme()
        plain = QFontMetricsF(theme.font(Role.CAPTION))
        bold = QFontMetricsF(theme.font(Role.CHIP, weight=600))

        def measure(text: str, strong: bool) -> float:
            return (bold if strong else plain).horizontalAdvance(text)

        return arrange(
            self._view,
            self.width() - 1,
            measure,
            compact=theme.compact,
            scale=theme.percent / 100,
        )

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(600), current_theme().metrics.timeline)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(300), current_theme().metrics.timeline)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._milestone_at(event.pos())
            if number >= 0 and self._view is not None:
                QToolTip.showText(event.globalPos(), _spoken(self._view, number), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus(self._focused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self._focus(self._focused - 1)
            case Qt.Key.Key_Right:
                self._focus(self._focused + 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._open(self._focused)
            case _:
                super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._milestone_at(event.position().toPoint()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._milestone_at(event.position().toPoint())
        if number >= 0:
            self._focus(number)
            self._open(number)

    def _focus(self, number: int) -> None:
        if self._view is None or not self._view.milestones:
            return
        self._focused = max(0, min(number, _count(self._view) - 1))
        self.setAccessibleName(f"Tiến trình, mốc {_spoken(self._view, self._focused)}")
        self.update()

    def _open(self, number: int) -> None:
        if self._view is not None and 0 <= number < _count(self._view):
            self.milestone_opened.emit(self._view.milestones[number].id)

    def _milestone_at(self, place: QPoint) -> int:
        layout = self.layout_now()
        if layout is None:
            return -1
        rows = Rows(current_theme(), self.height())
        for number, label in enumerate(layout.labels):
            y = rows.level(label.level)
            near = abs(place.x() - label.x) <= DIAMOND + 3 or label.left <= place.x() <= label.right
            if near and abs(place.y() - y) <= current_theme().px(LEVEL) / 2:
                return number
        return -1

    def paintEvent(self, event: QPaintEvent) -> None:
        layout, view = self.layout_now(), self._view
        if layout is None or view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self._focused if self.hasFocus() else -1
        Painting(painter, view, layout, self.height()).paint(focused)


def _count(view: TimelineView) -> int:
    return len(view.milestones)


def _spoken(view: TimelineView, number: int) -> str:
    """Return a milestone in words: name, day, what is special about the day, its state."""
    mark = view.milestones[number]
    words = f"{mark.name}: {weekday(mark.day)}, {full_day(mark.day)}"
    if mark.day in view.holidays:
        words += f" ({view.holidays[mark.day]})"
    state = "quá hạn" if mark.late else "đã qua" if mark.done else "sắp tới"
    return f"{words}, {state}"
