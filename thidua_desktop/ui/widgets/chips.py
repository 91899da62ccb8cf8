"""Chips and bars as widgets."""

from fractions import Fraction

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.ui.models.cells import Bar, Chip, Tone
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.paint import CHIP_HEIGHT, chip_size, paint_bar, paint_chip


class ChipLabel(QWidget):
    """One chip; `height` is in pixels at 100 % text size."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        icon: str | None = None,
        *,
        height: int = CHIP_HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = height
        self._chip = Chip("")
        self._is_blank = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_chip(Chip(text, tone, icon))

    @property
    def chip(self) -> Chip:
        """Return what is shown."""
        return self._chip

    def show_chip(self, chip: Chip) -> None:
        """Show another chip; one without a word and an icon hides the widget."""
        self._chip = chip
        self.setAccessibleName(chip.text)
        # Not setVisible(True) each time: a chip without a parent would become a window.
        blank = not (chip.text or chip.icon_name)
        if blank != self._is_blank:
            self._is_blank = blank
            self.setVisible(not blank)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._chip, current_theme(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), current_theme().px(60)), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._chip, current_theme())


class ScoreBar(QWidget):
    """A bar on a fixed scale."""

    def __init__(self, share: Fraction = Fraction(0), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = Bar(share)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bar(self, bar: Bar) -> None:
        """Show another value."""
        self._bar = bar
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(80), current_theme().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._bar, current_theme())
