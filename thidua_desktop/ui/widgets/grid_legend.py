"""What the marks of the grid of figures mean, in one line under it."""

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import paint_corner, paint_hatch
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame


class Mark(StrEnum):
    """One mark of the grid."""

    MISSING = "missing"
    CALCULATED = "calculated"
    BELOW = "below"
    BY_HAND = "by-hand"


_WORDS = (
    (Mark.MISSING, "chưa có số liệu, không tính là 0", "muted"),
    (Mark.CALCULATED, "tự tính, không sửa được", "muted"),
    (Mark.BELOW, "dưới ngưỡng xét giải", "red"),
    (Mark.BY_HAND, "sửa tay", "muted"),
)


class MarkSample(QWidget):
    """A small picture of one mark."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = current_theme().px(14)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        tokens = theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._mark is Mark.BELOW:
            paint_icon(painter, "x-lg", QRectF(self.rect()), tokens.red)
            return
        painter.fillRect(rect, tokens.calc if self._mark is Mark.CALCULATED else tokens.surface)
        if self._mark is Mark.MISSING:
            paint_hatch(painter, rect, theme)
        if self._mark is Mark.BY_HAND:
            paint_corner(painter, rect, theme)
        painter.setPen(tokens.line)
        painter.drawRect(rect)


class GridLegend(ThemedFrame):
    """All marks with their words, and at the right what is chosen and how complete it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 0, 2, 0)
        self._pairs: dict[Mark, QWidget] = {}
        for mark, words, tone in _WORDS:
            self._pairs[mark] = pair = QWidget()
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 10, 0)
            beside.addWidget(MarkSample(mark))
            beside.addWidget(Text(words, Role.CAPTION, tone=tone))
            self._row.addWidget(pair)
        self._row.addStretch(1)
        self.state = Text("", Role.CAPTION, tone="muted")
        self._row.addWidget(self.state)
        self.redress()

    def show_mark(self, mark: Mark, *, on: bool) -> None:
        """Explain a mark only where the grid can have it."""
        self._pairs[mark].setVisible(on)

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(6))
        for pair in self._pairs.values():
            if (beside := pair.layout()) is not None:
                beside.setSpacing(theme.px(6))
