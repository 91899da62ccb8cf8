"""Tabs of a page and the stepper of an import: painted, with a caption beside each word."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from thidua_desktop.ui.icons import paint_icon
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.paint import paint_text

_PADDING: Final = 12
_GAP: Final = 8
_LINE: Final = 3
_CIRCLE: Final = 22
_WHITE: Final = QColor("#FFFFFF")


class TabBar(QTabBar):
    """Tabs with a word and a grey caption ("Nhóm 1", "4/11"); a red line under the active one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._captions: list[str] = []
        self._hover = -1
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)

    def offer(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Show these (word, caption) pairs; the active one stays where it was if it can."""
        current = max(self.currentIndex(), 0)
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self._captions = [caption for _, caption in tabs]
        for word, caption in tabs:
            self.setTabToolTip(self.addTab(word), f"{word} {caption}".strip())
        self.setCurrentIndex(min(current, len(tabs) - 1))
        self.blockSignals(False)
        self.updateGeometry()
        self.update()

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's own name
        theme = current_theme()
        width = QFontMetricsF(theme.font(Role.STRONG)).horizontalAdvance(self.tabText(index))
        if caption := self._caption(index):
            width += theme.px(_GAP)
            width += QFontMetricsF(theme.font(Role.CAPTION)).horizontalAdvance(caption)
        return QSize(round(width) + 2 * theme.px(_PADDING), theme.metrics.tabs)

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's own name
        return self.tabSizeHint(index)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        bottom = self.height() - 0.5
        painter.setPen(theme.tokens.line)
        painter.drawLine(QPointF(0, bottom), QPointF(self.width(), bottom))
        for index in range(self.count()):
            self._paint_tab(painter, index, theme)

    def _paint_tab(self, painter: QPainter, index: int, theme: Theme) -> None:
        tokens, active = theme.tokens, index == self.currentIndex()
        rect = QRectF(self.tabRect(index))
        pad = theme.px(_PADDING)
        inner = rect.adjusted(pad, 0, -pad, -2)
        font = theme.font(Role.STRONG if active else Role.BODY)
        colour = tokens.ink if active else tokens.ink_2
        width = paint_text(painter, inner, self.tabText(index), font, colour)
        inner.setLeft(inner.left() + width + theme.px(_GAP))
        paint_text(painter, inner, self._caption(index), theme.font(Role.CAPTION), tokens.ink_3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if active:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.red)
            line = QRectF(rect.left() + 6, self.height() - _LINE, rect.width() - 12, _LINE)
            painter.drawRoundedRect(line, 1.5, 1.5)
        if active and self.hasFocus():
            painter.setPen(QPen(tokens.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(3, 3, -3, -6), 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _caption(self, index: int) -> str:
        return self._captions[index] if index < len(self._captions) else ""


class Stepper(QWidget):
    """Where a page in steps stands: done ones with a check, the present one filled."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """Make step `current` (from 0) the present one."""
        self._current = current
        here = f"Bước {current + 1} trên {len(self._steps)}: {self._steps[current]}"
        self.setAccessibleName(here)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        metrics = QFontMetricsF(theme.font(Role.STRONG))
        words = sum(metrics.horizontalAdvance(step) for step in self._steps)
        each = theme.px(_CIRCLE + 9 + 14)
        return QSize(
            round(words) + each * len(self._steps), theme.px(40 if not theme.compact else 34)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(theme.font(Role.STRONG))
        words = sum(metrics.horizontalAdvance(step) for step in self._steps)
        circle = theme.px(_CIRCLE)
        gaps = len(self._steps) - 1
        spare = self.width() - words - len(self._steps) * (circle + theme.px(9))
        between = min(max(spare / gaps if gaps else 0, theme.px(16)), theme.px(98))
        left = 0.0
        for number, step in enumerate(self._steps):
            self._paint_circle(
                painter, QRectF(left, (self.height() - circle) / 2, circle, circle), number
            )
            left += circle + theme.px(9)
            present = number == self._current
            font = theme.font(Role.STRONG if present else Role.BODY)
            colour = theme.tokens.ink if present else theme.tokens.ink_2
            room = QRectF(left, 0, self.width() - left, self.height())
            left += paint_text(painter, room, step, font, colour)
            if number < gaps:
                painter.setPen(QPen(theme.tokens.line, 1.5))
                middle, pad = self.height() / 2, theme.px(14 if between > theme.px(40) else 5)
                painter.drawLine(QPointF(left + pad, middle), QPointF(left + between - pad, middle))
                left += between

    def _paint_circle(self, painter: QPainter, rect: QRectF, number: int) -> None:
        theme = current_theme()
        tokens = theme.tokens
        done, present = number < self._current, number == self._current
        painter.setPen(
            QPen(tokens.green if done else tokens.fill_line if present else tokens.control, 1)
        )
        fill = tokens.green_tint if done else tokens.accent_fill if present else tokens.surface
        painter.setBrush(fill)
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if done:
            side = theme.px(12)
            place = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            paint_icon(painter, "check-lg", place, tokens.green_text)
            return
        colour = _WHITE if present else tokens.ink_2
        font = theme.font(Role.CHIP, weight=600)
        paint_text(painter, rect, str(number + 1), font, colour, Qt.AlignmentFlag.AlignCenter)
