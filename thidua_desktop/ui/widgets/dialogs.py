"""Dialogs: one that lists something, and a size that fits any screen."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.ui.models.rows import RowGroup, RowsModel
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.cards import Card, EmptyState
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

_DETAIL_LINES: Final = 3
_TITLE_BAR: Final = 40
_LARGE_WINDOW: Final = 1600
_LARGER: Final = 125
"""Percent of its usual size that a dialog has over a large window."""


def resize_within(dialog: QDialog, width: int, height: int, *, grows: bool = True) -> None:
    """Give a dialog its size, and never more than screen or window have with large text.

    One that `grows` is larger over a large window: its table cuts less.
    """
    room = dialog.screen().availableSize()
    behind = dialog.parentWidget()
    while behind is not None:
        room = room.expandedTo(behind.size())
        behind = behind.parentWidget()
    if grows and room.width() >= current_theme().px(_LARGE_WINDOW):
        width, height = width * _LARGER // 100, height * _LARGER // 100
    dialog.resize(min(width, room.width() - _TITLE_BAR), min(height, room.height() - _TITLE_BAR))


class ListDialog(QDialog):
    """Shows rows; `detail` says everything about the current one, since a table cuts.

    `above` and `below` the table there is room for what a dialog adds.
    """

    def __init__(
        self,
        title: str,
        hint: str,
        model: RowsModel[Any],
        detail: Callable[[Any], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.table = Table()
        self.detail = Text("", tone="soft", wrap=True)
        self._model, self._hint, self._about = model, hint, detail
        self._empty = EmptyState("info-circle", "")
        self._foot = QHBoxLayout()
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        self.setWindowTitle(title)
        self.table.setAccessibleName(title)
        self._build()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def show_groups(self, groups: Sequence[RowGroup[Any]], *, empty: str = "") -> None:
        """Show these rows, the first one chosen; with none of them the sentence `empty`."""
        self._model.replace_groups(groups)
        there = any(group.rows for group in groups)
        self.table.setVisible(there)
        self.detail.setVisible(there)
        self._empty.setVisible(not there)
        self._empty.set_sentence(empty)
        self.table.choose(lambda _: True)

    def add_buttons(self, *buttons: Button) -> None:
        """Put these at the right end of the foot."""
        for button in buttons:
            self._foot.addWidget(button)

    def set_size(self, width: int, height: int) -> None:
        """Give the dialog its size in pixels at 100 % text size."""
        theme = current_theme()
        resize_within(self, theme.px(width), theme.px(height))

    def _build(self) -> None:
        theme = current_theme()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(10))
        rows.addWidget(Text(self._hint, tone="soft", wrap=True))
        rows.addLayout(self.above)
        self.table.show_model(self._model)
        self.table.row_chosen.connect(lambda row: self.detail.setText(self._about(row)))
        card = Card(flush=True)
        card.body.addWidget(self.table)
        card.body.addWidget(self._empty)
        rows.addWidget(card, 1)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(self.detail.fontMetrics().lineSpacing() * _DETAIL_LINES)
        rows.addWidget(self.detail)
        rows.addLayout(self.below)
        close = Button("Đóng")
        close.clicked.connect(self.reject)
        self._foot.setSpacing(theme.px(8))
        self._foot.addWidget(close)
        self._foot.addStretch(1)
        rows.addLayout(self._foot)
