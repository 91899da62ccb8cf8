"""What was done last: when, what, who; as many lines as there is room for."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.services.overview_views import RecentView
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import RIGHT, paint_text

_ROW: Final = 28
_GAP: Final = 14
_WHO_SHARE: Final = 0.3


class RecentList(QWidget):
    """Paints the newest line first; it only tells, nothing in it can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[RecentView, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Vừa làm")

    def show_lines(self, lines: Sequence[RecentView]) -> None:
        """Show other lines."""
        self._lines = tuple(lines)
        self.setAccessibleDescription("; ".join(f"{x.when} {x.label}, {x.who}" for x in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(260), len(self._lines) * theme.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(200), theme.px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        high = theme.px(_ROW)
        metrics = QFontMetricsF(theme.font(Role.CAPTION))
        when = max((metrics.horizontalAdvance(one.when) for one in self._lines), default=0)
        for number, line in enumerate(self._lines[: self.height() // high]):
            place = QRectF(0, number * high, self.width(), high)
            if number:
                painter.setPen(theme.tokens.row_line)
                painter.drawLine(place.topLeft() + QPointF(0, 0.5), place.topRight())
            _paint_line(painter, place, line, when, theme)


def _paint_line(
    painter: QPainter, place: QRectF, line: RecentView, when: float, theme: Theme
) -> None:
    tokens, caption = theme.tokens, theme.font(Role.CAPTION)
    gap = theme.px(_GAP)
    time = QRectF(place.left(), place.top(), when + 2, place.height())
    paint_text(painter, time, line.when, caption, tokens.ink_3, RIGHT)
    spoken = QFontMetricsF(caption).horizontalAdvance(line.who) + 2
    who = QRectF(place)
    who.setLeft(place.right() - min(spoken, place.width() * _WHO_SHARE))
    paint_text(painter, who, line.who, caption, tokens.ink_3, RIGHT)
    label = QRectF(place)
    label.setLeft(time.right() + gap)
    label.setRight(who.left() - gap)
    paint_text(painter, label, line.label, theme.font(Role.BODY), tokens.ink)
