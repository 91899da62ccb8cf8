"""The work of the import page, one piece at a time, shown at its foot while it takes long."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from thidua_desktop.errors import AppError
from thidua_desktop.services.progress import Progress
from thidua_desktop.ui.errors import show_error
from thidua_desktop.ui.screens.importing.busy import BusyLine
from thidua_desktop.ui.tasks import Runner

T = TypeVar("T")


class Jobs:
    """Runs work for one page and knows whether some is under way."""

    def __init__(
        self,
        page: QWidget,
        runner: Runner,
        busy: BusyLine,
        changed: Callable[[], None],
        refocus: Callable[[], None],
    ) -> None:
        self._page, self._runner, self._busy, self._changed = page, runner, busy, changed
        self._refocus = refocus
        self._progress: Progress | None = None

    @property
    def is_busy(self) -> bool:
        """Say whether work is under way."""
        return self._progress is not None

    def cancel(self) -> None:
        """Ask the work under way to stop."""
        if self._progress is not None:
            self._progress.cancel()

    def run(
        self,
        words: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` and hand its answer to `done`; errors of the user's go to `failed`."""
        started: list[Progress] = []
        answered: list[bool] = []

        def finish() -> None:
            answered.append(True)
            if started and self._progress is started[0]:
                self._progress = None
                had_focus = self._busy.stop.hasFocus()
                self._busy.end()
                self._changed()
                if had_focus:  # its button is gone, and the keyboard must not be lost with it
                    self._refocus()

        def on_done(answer: T) -> None:
            finish()
            done(answer)

        def on_failed(error: Exception) -> None:
            finish()
            if failed is not None and isinstance(error, AppError):
                failed(error)
            else:
                show_error(self._page, error)

        progress = self._runner.run(self._page, work, done=on_done, failed=on_failed)
        if not answered:
            started.append(progress)
            self._progress = progress
            self._busy.begin(words, progress)
            self._changed()
