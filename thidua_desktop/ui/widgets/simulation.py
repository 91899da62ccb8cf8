"""What nobody can take for the real result: the stamp MÔ PHỎNG, a table that wears it, a banner."""

from html import escape
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.tokens import Scheme
from thidua_desktop.ui.widgets.cards import tint
from thidua_desktop.ui.widgets.paint import paint_text
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_SPACING: Final = 106
_PADDING: Final = (9, 5)
_LINE: Final = 3
_MARK_ALPHA: Final = {Scheme.LIGHT: 26, Scheme.DARK: 34}
"""Of 255: seen at once, and every figure under it is still read."""
_MARK_SIZE: Final = 40
_TURN: Final = -18
_STEP: Final = (330, 150)


class Stamp(QWidget):
    """Words in a double red frame, like a stamp on paper."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetricsF(_stamp_font(theme))
        across, down = (theme.px(side) for side in _PADDING)
        # Stacked marks reach above the ascent: the line is 1.5 times the type.
        height = round(_stamp_font(theme).pixelSize() * 1.5)
        return QSize(round(words.horizontalAdvance(self._words)) + 2 * across, height + 2 * down)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setBrush(theme.tokens.surface)
        painter.setPen(QPen(theme.tokens.red, 2))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.tokens.red, 1))
        painter.drawRoundedRect(area.adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)
        middle = Qt.AlignmentFlag.AlignCenter
        font = _stamp_font(theme)
        paint_text(painter, area, self._words, font, theme.tokens.red_text, middle)


def _stamp_font(theme: Theme) -> QFont:
    font = theme.font(Role.CARD, weight=700)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _SPACING)
    return font


class SimulationTable(Table):
    """A table with words written across it, so that no picture of it passes for the real one."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.words = words

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(Role.FIGURE, weight=700)
        font.setPixelSize(theme.px(_MARK_SIZE))
        painter.setFont(font)
        colour = QColor(theme.tokens.red)
        colour.setAlpha(_MARK_ALPHA[theme.scheme])
        painter.setPen(colour)
        across, down = (theme.px(one) for one in _STEP)
        area = self.viewport().rect()
        for line, y in enumerate(range(down // 2, area.height() + down, down)):
            for x in range(across // 3 * (line % 2 + 1), area.width() + across, across):
                painter.save()
                painter.translate(x, y)
                painter.rotate(_TURN)
                place = QRectF(-across / 2, -down / 2, across, down)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.words)
                painter.restore()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Draw all of it anew: the words stand still while the rows move."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class SimulationBanner(ThemedFrame):
    """The stamp, what is supposed, and what comes of it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stamp = Stamp(words)
        self._text = Text("", wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.stamp, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._text, 1)
        self.redress()

    def show_sentences(self, supposed: str, outcome: str) -> None:
        """Show both sentences; plain text, they may hold any character."""
        first = f"<b style='font-weight:600'>{escape(supposed)}</b>"
        both = f"{first}<br>{escape(outcome)}" if supposed and outcome else first or escape(outcome)
        self._text.setText(f"<div style='line-height:135%'>{both}</div>")
        said = " ".join(one for one in (supposed, outcome) if one)
        self.setAccessibleName(f"{self.stamp.accessibleName()}. {said}")

    def dress(self, theme: Theme) -> None:
        # Qt puts the room of a line height over 100 % under the line: less is left to the frame.
        self._row.setContentsMargins(theme.px(12), theme.px(7), theme.px(12), theme.px(3))
        self._row.setSpacing(theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, line = tint(Tone.AMBER, current_theme())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.fillRect(QRectF(0, 0, _LINE, self.height()), line)
