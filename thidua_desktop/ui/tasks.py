"""Long work off the UI thread; answers back on it."""

from collections.abc import Callable
from functools import partial
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button
from thidua_desktop.ui.widgets.themed import Text

T = TypeVar("T")

SHOW_AFTER_MS: Final = 300
POLL_MS: Final = 100
_READERS: Final = 2


class Runner(Protocol):
    """Runs `work`, then exactly one of `done` and `failed` on the UI thread.

    Neither is called once `owner` is gone.
    """

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Progress: ...


class TaskRunner(QObject):
    """The program's `Runner`: one worker thread, so work on the file never overlaps.

    This object lives on the UI thread and owns the signal; the worker only emits it. No QObject
    is created or destroyed on the worker thread. `reads` is a second lane, for previews and
    searches that must not wait behind a long dossier; nothing that writes may run there.
    """

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 1) -> None:
        super().__init__(parent)
        self._running: set[Progress] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reads: TaskRunner | None = None
        self._is_over = False

    @property
    def reads(self) -> "TaskRunner":
        """Return the lane for work that only reads."""
        if self._reads is None:
            self._reads = TaskRunner(self, threads=_READERS)
        return self._reads

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Progress:
        """Queue `work`; see `Runner`. Nothing more is begun once it was shut down."""
        progress = Progress()
        if self._is_over:
            return progress
        self._running.add(progress)

        def body() -> None:
            answer: Callable[[], None]
            try:
                answer = partial(done, work(progress))
            except Exception as error:  # noqa: BLE001 - every failure must reach the UI thread
                answer = partial(failed, error)
            self._answered.emit((owner, progress, answer))

        self._pool.start(body)
        return progress

    def shut_down(self) -> None:
        """Cancel everything and wait; called before the window goes."""
        self._is_over = True
        for progress in self._running:
            progress.cancel()
        self._pool.waitForDone()
        if self._reads is not None:
            self._reads.shut_down()

    @Slot(object)
    def _deliver(self, answered: tuple[QObject, Progress, Callable[[], None]]) -> None:
        owner, progress, answer = answered
        self._running.discard(progress)
        if isValid(owner) and not self._is_over:
            answer()


class ProgressPopup(QDialog):
    """What the program is doing, how far it is, and «Hủy»; appears only if work is not quick.

    It goes by itself: call `finish` from both answers of the runner, or use `run_with_popup`.
    """

    canceled = Signal()

    def __init__(self, title: str, progress: Progress, parent: QWidget) -> None:
        super().__init__(parent)
        self._progress = progress
        self._bar = QProgressBar(textVisible=False)
        self._count = Text("", Role.CAPTION, tone="muted")
        self._cancel = Button("Hủy")
        self._build(title)
        self.canceled.connect(self._ask_to_stop)
        self._show_timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._show_timer.timeout.connect(self.open)
        self._show_timer.start()
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._refresh)
        self._poll.start()
        self._refresh()

    def finish(self) -> None:
        """Take the popup away; the work is over."""
        self._show_timer.stop()
        self._poll.stop()
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.canceled.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QEvent) -> None:
        # Closing is a wish to stop; the popup goes when the work has stopped.
        event.ignore()
        self.canceled.emit()

    def _build(self, title: str) -> None:
        theme = current_theme()
        self.setWindowTitle("Thi Đua")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(380))
        self._bar.setAccessibleName(title)
        layout = QVBoxLayout(self)
        pad = theme.px(18)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme.px(10))
        layout.addWidget(Text(title, Role.CARD, wrap=True))
        layout.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._cancel)
        layout.addLayout(foot)
        self._cancel.clicked.connect(self.canceled)

    @Slot()
    def _ask_to_stop(self) -> None:
        self._progress.cancel()
        self._cancel.setEnabled(False)
        self._count.setText("Đang dừng…")

    @Slot()
    def _refresh(self) -> None:
        self._bar.setMaximum(self._progress.total)
        self._bar.setValue(self._progress.done)
        if self._progress.total and self._cancel.isEnabled():
            self._count.setText(f"{self._progress.done} / {self._progress.total}")


def run_with_popup(
    runner: Runner,
    owner: QWidget,
    title: str,
    work: Callable[[Progress], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> Progress:
    """Run `work` with a popup that says `title`, after 0.3 s, with «Hủy»."""
    popups: list[ProgressPopup] = []
    over: list[bool] = []

    def close_popup() -> None:
        over.append(True)
        for popup in popups:
            if isValid(popup):
                popup.finish()

    def on_done(answer: T) -> None:
        close_popup()
        done(answer)

    def on_failed(error: Exception) -> None:
        close_popup()
        failed(error)

    progress = runner.run(owner, work, done=on_done, failed=on_failed)
    # A runner that answers at once (tests) leaves nothing to show.
    if not over:
        popups.append(ProgressPopup(title, progress, owner))
    return progress
