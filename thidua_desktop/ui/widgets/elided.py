"""A label of one line that gives way: cut with …, the whole in its tooltip."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.paint import paint_text
from thidua_desktop.ui.widgets.themed import Text

_NARROWEST = 24


class ElidedText(Text):
    """One line of text that never makes its row wider than the room there is."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        tone: str = "",
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tone=tone, weight=weight, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        # Stacked marks reach above the ascent: the line is 1.5 times the type.
        height = max(round(self.font().pixelSize() * 1.5), metrics.height())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_NARROWEST), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        paint_text(QPainter(self), QRectF(self.rect()), self.text(), self.font(), colour)
