"""What is wrong with a field: an icon and a sentence under it, so that red is not alone."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.theme import Role, Theme
from thidua_desktop.ui.widgets.cards import IconMark
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_ICON: Final = 14
"""As high as a line of the sentence: both stand on one middle."""


class ErrorLine(ThemedFrame):
    """Hidden while nothing is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Text("", Role.CAPTION, tone="red", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        icon = IconMark("exclamation-circle-fill", Tone.RED, size=_ICON)
        self._row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        self.hide()
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(5))

    def show_sentence(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence takes it back."""
        self._text.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            _give_room(self.window())


def _give_room(window: QWidget) -> None:
    # A wrapped sentence is no part of a window's minimum: a tight dialog would cut its last line.
    layout = window.layout()
    if not isinstance(window, QDialog) or layout is None or not layout.hasHeightForWidth():
        return
    layout.invalidate()
    layout.activate()
    needed = layout.totalMinimumHeightForWidth(window.width())
    if needed > window.height():
        window.resize(window.width(), needed)
