"""The colours of measures: a tint and its ink by number, a badge with the number on it.

Colour only helps to find a column again; the number says the same.
"""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.ui.models.import_marks import Mark
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.paint import paint_text

_HUES: Final = (212, 150, 32, 282, 338, 184, 56, 100)
"""Far apart, beside one another as far as can be; a ninth measure takes the first again."""
_LIGHT: Final = ((120, 232), (150, 62))
_DARK: Final = ((70, 50), (120, 205))
_BADGE: Final = 18


def mark_colours(number: int, theme: Theme) -> tuple[QColor, QColor]:
    """Return the tint and the ink of a measure's number; no tint under high contrast."""
    if theme.system is not None:
        return theme.tokens.surface, theme.tokens.ink
    hue = _HUES[(number - 1) % len(_HUES)]
    (soft, pale), (strong, deep) = _DARK if theme.scheme is Scheme.DARK else _LIGHT
    return QColor.fromHsl(hue, soft, pale), QColor.fromHsl(hue, strong, deep)


def paint_badge(painter: QPainter, rect: QRectF, number: int, theme: Theme) -> None:
    """Draw the number of a measure in a filled circle."""
    tint, ink = mark_colours(number, theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(ink)
    painter.setBrush(tint)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.restore()
    centre = Qt.AlignmentFlag.AlignCenter
    paint_text(painter, rect, str(number), theme.font(Role.CHIP, weight=600), ink, centre)


class MarkBadge(QWidget):
    """The number of a measure in its colour; empty for a column without one."""

    def __init__(self, mark: Mark | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if mark is not None:
            self.setToolTip(f"Chỉ số {mark.number}: {mark.label}")
            self.setAccessibleName(self.toolTip())

    def sizeHint(self) -> QSize:
        side = current_theme().px(_BADGE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.mark is not None:
            paint_badge(QPainter(self), QRectF(self.rect()), self.mark.number, current_theme())
