"""The status bar: file, saved when, data in use, last backup; and short messages."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QWidget

from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.shell import ShellState
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.cards import IconMark
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_EDGE: Final = 12
_SHOWN_MS: Final = 8000


class _Part(ThemedFrame):
    """An icon and words; empty words hide it."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ElidedText("", Role.CAPTION)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconMark(icon, Tone.MUTED, size=14))
        self._row.addWidget(self._text)
        self.redress()

    def say(self, words: str, tip: str = "") -> None:
        self._text.setText(words)
        self._text.setToolTip(tip or words)
        self.setVisible(bool(words))

    def dress(self, theme: Theme) -> None:
        self._row.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self._row.setSpacing(theme.px(6))


class StatusBar(QStatusBar):
    """Shows the state of the file; `say` puts a message in its place for some seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._file = _Part("file-earmark-text")
        self._saved = _Part("check2-circle")
        self._message = _Part("info-circle")
        self._nothing = Text("Chưa mở sổ nào", Role.CAPTION)
        self._period = _Part("table")
        self._backup = _Part("shield-check")
        self._version = Text("", Role.CAPTION)
        for left in (self._nothing, self._file, self._saved, self._message):
            self.addWidget(left)
        for right in (self._period, self._backup, self._version):
            self.addPermanentWidget(right)
        for edge in (self._nothing, self._version):
            edge.setContentsMargins(_EDGE, 0, _EDGE, 0)
        self._message.hide()
        self._over = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._over.timeout.connect(self._show_state)
        self._state = ShellState()
        self._show_state()

    def set_version(self, version: str) -> None:
        """Say which version this is; shown while no file is open."""
        self._version.setText(f"Phiên bản {version}")

    def show_state(self, state: ShellState) -> None:
        """Show another state."""
        self._state = state
        self._show_state()

    def say(self, words: str) -> None:
        """Show a message for some seconds instead of when the file was saved."""
        self._saved.hide()
        self._message.say(words)
        self._over.start()

    def _show_state(self) -> None:
        state, is_open = self._state, bool(self._state.file_name)
        pad = current_theme().px(10)
        self._nothing.setIndent(pad)
        self._version.setContentsMargins(0, 0, pad, 0)
        self._nothing.setVisible(not is_open)
        self._version.setVisible(not is_open)
        self._message.hide()
        self._file.say(state.file_name, state.file_tip)
        self._saved.say((state.read_only or state.saved) if is_open else "")
        self._period.say(f"Số liệu: {state.period}" if is_open and state.period else "")
        self._say_backup()

    def _say_backup(self) -> None:
        """Name the last backup in few words where the row would be too long with all."""
        state = self._state
        if not (state.file_name and state.backup):
            self._backup.say("")
            return
        whole = f"Sao lưu gần nhất: {state.backup}"
        self._backup.say(whole)
        parts = (self._file, self._saved, self._message, self._period, self._backup)
        if sum(one.sizeHint().width() for one in parts if one.isVisible()) > self.width():
            self._backup.say(f"Sao lưu: {state.backup}", whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_backup()
