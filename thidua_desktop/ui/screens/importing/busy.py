"""One line that says what is being done and how far it is, with «Hủy»; only if it is not quick."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.tasks import POLL_MS, SHOW_AFTER_MS
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.buttons import Look, small_button
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame


class BusyLine(ThemedFrame):
    """Words, a bar, and a way to stop; hidden while nothing takes long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._words = Text("", tone="soft")
        self._bar = QProgressBar(textVisible=False)
        self.stop = small_button("Dừng", look=Look.TEXT)
        self.stop.clicked.connect(self._ask_to_stop)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self._words, self._bar, self.stop):
            self._row.addWidget(part)
        self._wait = QTimer(self, interval=SHOW_AFTER_MS, singleShot=True)
        self._wait.timeout.connect(self.show)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._refresh)
        self.hide()
        self.redress()

    def begin(self, words: str, progress: Progress) -> None:
        """Watch a piece of work."""
        self._progress = progress
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self.stop.setText("Dừng")
        self._refresh()
        self._wait.start()
        self._poll.start()

    def end(self) -> None:
        """Stop watching."""
        self._progress = None
        self._wait.stop()
        self._poll.stop()
        self.hide()

    def dress(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(10))
        self._bar.setFixedWidth(theme.px(150))

    @Slot()
    def _refresh(self) -> None:
        if self._progress is not None:
            self._bar.setMaximum(self._progress.total)
            self._bar.setValue(self._progress.done)

    @Slot()
    def _ask_to_stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self.stop.setText("Đang dừng…")
