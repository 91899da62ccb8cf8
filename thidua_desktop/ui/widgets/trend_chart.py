"""One subject's months as a large chart: values on points, gaps, what fell, the target.

Exact numbers stand in the table under it; the chart is read with ← and → as well.
"""

from fractions import Fraction
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.services.trends import TrendBoard, TrendPoint, UnitTrend
from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import paint_hatch, paint_text
from thidua_desktop.ui.widgets.trend import runs

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIDE, _ABOVE, _BELOW = 40, 26, 24
_DOT: Final = 4
_ICON: Final = 11
_GAP_WIDTH: Final = 30
_TALL, _TALL_COMPACT, _LEAST = 230, 158, 112


class TrendChart(QWidget):
    """Paints a `UnitTrend`; one month is current, and told by `point_chosen`."""

    point_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[str, ...] = ()
        self._unit: UnitTrend | None = None
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_unit(self, board: TrendBoard, unit: UnitTrend | None) -> None:
        """Show another subject; its newest month with data becomes the current one."""
        self._months, self._unit = board.months, unit
        points = unit.points if unit else ()
        known = [place for place, one in enumerate(points) if one.value is not None]
        self.current = known[-1] if known else len(points) - 1
        if unit is not None:
            self.setAccessibleName(spoken(board, unit))
        self.update()
        self.point_chosen.emit(self.current)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(420), theme.px(_TALL_COMPACT if theme.compact else _TALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(240), current_theme().px(_LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        last = len(self._months) - 1
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}.get(Qt.Key(event.key()))
        if ends is not None:
            self._choose(ends)
        elif step is not None and 0 <= self.current + step <= last:
            self._choose(self.current + step)
        elif step is None:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._months:
            self.setFocus()
            x = event.position().x()
            places = range(len(self._months))
            self._choose(min(places, key=lambda place: abs(self._x(place) - x)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        unit, theme = self._unit, current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if unit is not None and unit.points:
            self._paint_months(painter, unit, theme)
            self._paint_target(painter, unit, theme)
            for run in runs([one.value for one in unit.points]):
                painter.setPen(QPen(theme.tokens.bar, 2))
                painter.drawPolyline(QPolygonF([self._place(*one) for one in run]))
            for number, point in enumerate(unit.points):
                if point.value is not None:
                    self._paint_point(painter, number, point, theme)
        if self.hasFocus():
            painter.setPen(QPen(theme.tokens.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    # --- parts ---

    def _paint_months(self, painter: QPainter, unit: UnitTrend, theme: Theme) -> None:
        """Draw the axis, the months, the current one, and a hatch where there is no data."""
        tokens, area = theme.tokens, self._area()
        painter.setPen(tokens.line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        below = theme.px(_BELOW)
        for number, month in enumerate(self._months):
            x, is_current = self._x(number), number == self.current
            if is_current:
                painter.setPen(QPen(tokens.control, 1, s=Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            if unit.points[number].value is None:
                self._paint_gap(painter, x, unit.points[number].text, theme)
            font = theme.font(Role.CHIP, weight=600 if is_current else 400)
            colour = tokens.ink if is_current else tokens.ink_3
            if self._has_room(month, font) or is_current:
                place = QRectF(x - 30, area.bottom() + 2, 60, below - 2)
                paint_text(painter, place, month, font, colour, _CENTRE)

    def _paint_gap(self, painter: QPainter, x: float, word: str, theme: Theme) -> None:
        area, wide = self._area(), theme.px(_GAP_WIDTH)
        band = QRectF(x - wide / 2, area.top(), wide, area.height())
        paint_hatch(painter, band, theme)
        font = theme.font(Role.CAPTION)
        height = theme.px(18)
        words = QRectF(x - 40, area.center().y() - height / 2, 80, height)
        width = QFontMetricsF(font).horizontalAdvance(word) + theme.px(8)
        ground = QRectF(x - width / 2, words.top(), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tokens.surface)
        painter.drawRoundedRect(ground, 4, 4)
        paint_text(painter, words, word, font, theme.tokens.ink_2, _CENTRE)

    def _paint_target(self, painter: QPainter, unit: UnitTrend, theme: Theme) -> None:
        if unit.target is None:
            return
        y, height = self._y(unit.target), theme.px(18)
        left = self.width() - self._target_width(theme)
        painter.setPen(QPen(theme.tokens.red, 1.2, s=Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, y), QPointF(left, y))
        words = QRectF(left + theme.px(6), y - height / 2, self.width() - left, height)
        font = theme.font(Role.CAPTION)
        paint_text(painter, words, unit.target_words, font, theme.tokens.red_text, _LEFT)

    def _paint_point(self, painter: QPainter, number: int, point: TrendPoint, theme: Theme) -> None:
        assert point.value is not None  # noqa: S101 - the caller looked
        tokens, place = theme.tokens, self._place(number, point.value)
        painter.setPen(QPen(tokens.surface, 2))
        painter.setBrush(tokens.amber if point.fell else tokens.bar)
        size = _DOT + 2 if number == self.current else _DOT
        painter.drawEllipse(place, size, size)
        font = theme.font(Role.CHIP, weight=600)
        if not (self._has_room(point.text, font) or number == self.current):
            return
        height = theme.px(18)
        words = QRectF(place.x() - 50, place.y() - height - size, 100, height)
        colour = tokens.amber_text if point.fell else tokens.ink
        side = theme.px(_ICON) if point.fell else 0
        wide = QFontMetricsF(font).horizontalAdvance(point.text) + side + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.surface)
        painter.drawRect(QRectF(place.x() - wide / 2, words.top() + 2, wide, height - 4))
        if not point.fell:
            paint_text(painter, words, point.text, font, colour, _CENTRE)
            return
        left = place.x() - wide / 2
        icon = QRectF(left, words.center().y() - side / 2, side, side)
        paint_icon(painter, "exclamation-triangle-fill", icon, tokens.amber)
        words = QRectF(left + side + 4, words.top(), wide, height)
        paint_text(painter, words, point.text, font, colour, _LEFT)

    # --- places ---

    def _choose(self, number: int) -> None:
        self.current = number
        self.update()
        self.point_chosen.emit(number)

    def _area(self) -> QRectF:
        theme = current_theme()
        side, upper, lower = theme.px(_SIDE), theme.px(_ABOVE), theme.px(_BELOW)
        right = max(side, self._target_width(theme) + theme.px(_GAP_WIDTH))
        return QRectF(side, upper, self.width() - side - right, self.height() - upper - lower)

    def _target_width(self, theme: Theme) -> float:
        """Return the room the words of the target take beside the chart."""
        if self._unit is None or self._unit.target is None:
            return 0.0
        words = self._unit.target_words
        return QFontMetricsF(theme.font(Role.CAPTION)).horizontalAdvance(words) + theme.px(12)

    def _x(self, number: int) -> float:
        area, last = self._area(), len(self._months) - 1
        return area.left() + (area.width() * number / last if last else area.width() / 2)

    def _y(self, value: Fraction) -> float:
        low, high = self._scale()
        area, pad = self._area(), current_theme().px(6)
        share = float((value - low) / (high - low)) if high > low else 0.5
        return area.bottom() - pad - share * (area.height() - 2 * pad)

    def _place(self, number: int, value: Fraction) -> QPointF:
        return QPointF(self._x(number), self._y(value))

    def _scale(self) -> tuple[Fraction, Fraction]:
        unit = self._unit
        points = unit.points if unit else ()
        values = [one.value for one in points if one.value is not None]
        if unit is not None and unit.target is not None:
            values.append(unit.target)
        return (min(values), max(values)) if values else (Fraction(0), Fraction(1))

    def _has_room(self, text: str, font: QFont) -> bool:
        step = self._area().width() / max(len(self._months) - 1, 1)
        return QFontMetricsF(font).horizontalAdvance(text) + 6 <= step


def spoken(board: TrendBoard, unit: UnitTrend) -> str:
    """Return a chart in words, month by month."""
    label = board.chosen.label if board.chosen else ""
    said = []
    for name, point in zip(board.month_names, unit.points, strict=True):
        said.append(f"{name} {point.text}" + (", giảm" if point.fell else ""))
    target = f". {unit.target_words}" if unit.target_words else ""
    return f"{label}, {unit.full_name}: {'; '.join(said)}{target}"
