"""A card that points at a cell (where a figure came from): real buttons, Esc closes it."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Rule
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_WIDTH = 306
_ARROW = 9


class PopupCard(ThemedFrame):
    """Title with its unit, subtitle, (name, value) lines, buttons; shown beside a rectangle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # A child of the window and not a window of its own: it never steals the typing focus.
        self.setWindowFlag(Qt.WindowType.Widget, on=True)
        self._points_left = True
        self._tip_y = 0.0
        self._title = Text("", Role.CARD)
        self._unit = Text("", tone="soft")
        self._subtitle = Text("", Role.CAPTION, tone="muted", wrap=True)
        self._lines = QFormLayout()
        self._buttons = QHBoxLayout()
        self._rule = Rule()
        self._layout = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._unit, 1)
        self._layout.addLayout(head)
        self._layout.addWidget(self._subtitle)
        self._layout.addLayout(self._lines)
        self._layout.addWidget(self._rule)
        self._layout.addLayout(self._buttons)
        self.hide()
        self.redress()

    def show_facts(
        self,
        title: str,
        unit: str,
        subtitle: str,
        lines: tuple[tuple[str, str], ...],
        buttons: tuple[Button, ...] = (),
    ) -> None:
        """Fill the card; it takes the buttons over."""
        self._title.setText(title)
        self._unit.setText(unit)
        self._subtitle.setText(subtitle)
        while self._lines.rowCount():
            self._lines.removeRow(0)
        for name, value in lines:
            words = Text(value, Role.CAPTION, wrap=True)
            self._lines.addRow(Text(name, Role.CAPTION, tone="muted"), words)
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for button in buttons:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._rule.setVisible(bool(buttons))
        said = "; ".join(f"{name}: {value}" for name, value in lines)
        self.setAccessibleName(f"{title} {unit}, {subtitle}")
        self.setAccessibleDescription(said)

    def show_beside(self, cell: QRect, *, prefer_left: bool = False) -> None:
        """Show the card beside `cell` (in the parent's coordinates), on the side with room."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = current_theme().px(_WIDTH)
        self.setFixedWidth(width)
        # Wrapped lines know their height only once their width is set.
        height = max(self._layout.heightForWidth(width), self._layout.minimumSize().height())
        room_right = parent.width() - cell.right() - width
        to_right = room_right >= 0 and not (prefer_left and cell.left() >= width)
        left = cell.right() + 3 if to_right else max(cell.left() - width - 3, 0)
        top = min(max(cell.center().y() - height // 3, 4), max(parent.height() - height - 4, 4))
        self._points_left = to_right
        self._tip_y = float(cell.center().y() - top)
        self._set_margins(current_theme())
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            if (parent := self.parentWidget()) is not None:
                parent.setFocus()
        else:
            super().keyPressEvent(event)

    def dress(self, theme: Theme) -> None:
        self._layout.setSpacing(theme.px(6))
        self._lines.setHorizontalSpacing(theme.px(12))
        self._lines.setVerticalSpacing(theme.px(5))
        self._set_margins(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        side = theme.px(_ARROW)
        body = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        body = body.adjusted(side, 0, 0, 0) if self._points_left else body.adjusted(0, 0, -side, 0)
        edge = body.left() if self._points_left else body.right()
        tip = edge - side if self._points_left else edge + side
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.tokens.control)
        painter.setBrush(theme.tokens.surface)
        painter.drawRoundedRect(body, 8, 8)
        y = min(max(self._tip_y, side + 8), body.height() - side - 8)
        arrow = QPolygonF([QPointF(edge, y - side), QPointF(tip, y), QPointF(edge, y + side)])
        painter.drawPolyline(arrow)
        painter.setPen(Qt.PenStyle.NoPen)
        inward = 1 if self._points_left else -1
        painter.drawPolygon(arrow.translated(inward, 0))

    def _set_margins(self, theme: Theme) -> None:
        side, pad = theme.px(_ARROW), theme.px(14)
        left, right = (pad + side, pad) if self._points_left else (pad, pad + side)
        self._layout.setContentsMargins(left, theme.px(10), right, theme.px(12))
