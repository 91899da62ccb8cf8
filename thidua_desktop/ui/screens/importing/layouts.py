"""Small pieces of layout the steps of an import share."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from thidua_desktop.ui.widgets.buttons import Button, Look, small_button


def padded(widget: QWidget) -> QWidget:
    """Return a widget with the room the head of a card has."""
    frame = QWidget()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 7, 12, 7)
    layout.addWidget(widget)
    return frame


def scrolled_grid(name: str) -> tuple[QGridLayout, QScrollArea]:
    """Return a grid and the area it scrolls in."""
    inside = QWidget()
    inside.setProperty("page", True)
    outer = QVBoxLayout(inside)
    outer.setContentsMargins(12, 6, 12, 10)
    grid = QGridLayout()
    outer.addLayout(grid)
    outer.addStretch(1)
    area = QScrollArea(widgetResizable=True)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return grid, area


def clear(grid: QGridLayout) -> None:
    """Take everything out of a grid, also what stands in layouts inside it."""
    while (item := grid.takeAt(0)) is not None:
        inner = item.layout()
        while inner is not None and (part := inner.takeAt(0)) is not None:
            _drop(part.widget())
        _drop(item.widget())


def flat(text: str) -> Button:
    """Return a small button without a frame."""
    return small_button(text, look=Look.TEXT)


def in_row(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets side by side at the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _drop(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()
