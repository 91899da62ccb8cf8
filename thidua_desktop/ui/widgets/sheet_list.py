"""One line of the list of sheets: name, and under it how large it is or why it is left out."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame


class SheetLine(ThemedFrame):
    """A name and a note; a hidden sheet is grey."""

    def __init__(
        self, name: str, note: str, *, hidden: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        title = Text(name, weight=500, tone="muted" if hidden else "")
        title.setToolTip(name)
        self._column = QVBoxLayout(self)
        self._column.addWidget(title)
        self._column.addWidget(Text(note, Role.CAPTION, tone="muted"))
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._column.setContentsMargins(theme.px(9), theme.px(5), theme.px(6), theme.px(6))
        self._column.setSpacing(0)
