"""A small line of one indicator over the periods: no axes, a dot on the last value."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.ui.theme import current_theme

_DOT: Final = 3.5
_PAD: Final = 5


class TrendLine(QWidget):
    """Draws points from the oldest to the newest, and a dashed threshold if there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Fraction, ...] = ()
        self._threshold: Fraction | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(self, points: Sequence[Fraction], threshold: Fraction | None = None) -> None:
        """Show other values."""
        self._points, self._threshold = tuple(points), threshold
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(120), current_theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(60), current_theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._points:
            return
        tokens = current_theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._threshold is not None:
            y = self._y(self._threshold)
            painter.setPen(QPen(tokens.control, 1, s=Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        places = [QPointF(self._x(n), self._y(value)) for n, value in enumerate(self._points)]
        painter.setPen(QPen(tokens.bar, 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.bar)
        painter.drawEllipse(places[-1], _DOT, _DOT)

    def _x(self, number: int) -> float:
        last = len(self._points) - 1
        span = self.width() - 2 * _PAD
        return _PAD + (span * number / last if last else span)

    def _y(self, value: Fraction) -> float:
        """Return the height of a value; a flat line runs through the middle."""
        shown = (*self._points, *([] if self._threshold is None else [self._threshold]))
        low, high = min(shown), max(shown)
        share = float((value - low) / (high - low)) if high > low else 0.5
        return self.height() - _PAD - share * (self.height() - 2 * _PAD)
