"""A small line of one indicator over the periods: no axes, a dot on the last value.

Where there is no data the line breaks: what lies between nobody knows.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.ui.models.cells import Line, line_of
from thidua_desktop.ui.theme import Theme, current_theme

_DOT: Final = 3.5
_SMALL_DOT: Final = 2.5
_PAD: Final = 5


class TrendLine(QWidget):
    """Draws points from the oldest to the newest, and a dashed threshold if there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(
        self, points: Sequence[Fraction | None], threshold: Fraction | None = None
    ) -> None:
        """Show other values."""
        self._line = line_of(points, threshold)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(120), current_theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(60), current_theme().px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line is not None:
            paint_line(QPainter(self), QRectF(self.rect()), self._line, current_theme())


def runs(points: Sequence[Fraction | None]) -> Iterator[list[tuple[int, Fraction]]]:
    """Yield the points between gaps, each with its place."""
    run: list[tuple[int, Fraction]] = []
    for place, value in enumerate(points):
        if value is not None:
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def place_on(line: Line, rect: QRectF, number: int, value: Fraction) -> QPointF:
    """Return where a value stands; a flat line runs through the middle."""
    last = len(line.points) - 1
    span = rect.width() - 2 * _PAD
    share = float((value - line.low) / (line.high - line.low)) if line.high > line.low else 0.5
    x = rect.left() + _PAD + (span * number / last if last else span)
    return QPointF(x, rect.bottom() - _PAD - share * (rect.height() - 2 * _PAD))


def paint_line(painter: QPainter, rect: QRectF, line: Line, theme: Theme) -> None:
    """Draw a line in `rect`: dashed threshold, the line with its gaps, dots at ends and marks."""
    tokens = theme.tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if line.threshold is not None:
        y = place_on(line, rect, 0, line.threshold).y()
        painter.setPen(QPen(tokens.control, 1, s=Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    last = len(line.points) - 1
    for run in runs(line.points):
        places = [place_on(line, rect, number, value) for number, value in run]
        painter.setPen(QPen(tokens.bar, 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        for (number, _), place in zip(run, places, strict=True):
            if number in line.marked:
                painter.setBrush(tokens.amber)
                painter.drawEllipse(place, _DOT, _DOT)
            elif number == last or len(run) == 1:
                painter.setBrush(tokens.bar)
                painter.drawEllipse(place, *(_DOT if number == last else _SMALL_DOT,) * 2)
    painter.restore()
