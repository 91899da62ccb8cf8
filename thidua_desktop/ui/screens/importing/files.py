"""The files of an import: which is in work, which comes next, what became of each."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thidua_desktop.services.imports import Inspection, may_be_large
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.wording import describe
from thidua_desktop.ui.models.import_queue import FileState, ImportQueue
from thidua_desktop.ui.screens.importing.frame import FILE, ImportFrame
from thidua_desktop.ui.screens.importing.jobs import Jobs
from thidua_desktop.ui.screens.importing.recent import recent_files
from thidua_desktop.ui.tasks import Runner


class ImportFiles(ImportFrame):
    """Takes files one after the other; what is done with one is the page's business."""

    finished = Signal()
    """Every file is done."""

    def __init__(self, office: Office, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._key = ""
        self._queue = ImportQueue()
        self._inspection: Inspection | None = None
        self._too_large: Path | None = None
        """The file refused last, if it only is larger than usual."""
        self._jobs = Jobs(self, runner, self.foot.busy, self._show_foot, self._focus_step)

    @property
    def queue(self) -> ImportQueue:
        """Return the files chosen, with what became of each."""
        return self._queue

    @property
    def is_at_work(self) -> bool:
        """Say whether a file is being imported."""
        return self._queue.current is not None and self.step > FILE

    def take_files(self, paths: Sequence[Path]) -> None:
        """Import these files one after the other; while one is in work they are put behind it."""
        if self.step == FILE and len(paths) == 1 and not self._queue.has_several:
            self._queue = ImportQueue()
        added = self._queue.add(paths)
        if self._queue.current is None and added:
            self.open_file(added[0].path)
        else:
            self._show_step()

    def show_files(self) -> None:
        """Go back to the first step; the file in work is kept."""
        if not self._jobs.is_busy:
            self.file_step.set_recent(recent_files())
            self._go(FILE)

    def open_file(self, path: Path, *, large: bool = False) -> None:
        """Read a file of the list; go on to its sheets, or say why it cannot be read.

        `large` is what somebody said who was told that the file is, and what reading it costs.
        """
        self._queue.begin(path)
        self._forget_file()
        self.file_step.clear()
        key, imports = self._key, self._office.imports

        def work(progress: Progress) -> tuple[Inspection, tuple[str, ...]]:
            inspection = imports.inspect(path, progress, large=large)
            return inspection, imports.filled_sheets(key, inspection, progress)

        self._jobs.run(
            f"Đang đọc {path.name}…",
            work,
            self._take_file,
            partial(self._refuse_file, path),
        )

    def read_large(self) -> None:
        """Read the file that was refused because it is large."""
        if self._too_large is not None and not self._jobs.is_busy:
            self.open_file(self._too_large, large=True)

    def skip_file(self) -> None:
        """Leave the file in work out and take the next one."""
        if not self._jobs.is_busy and self._queue.has_several:
            self._queue.end(FileState.SKIPPED, "Không nhập tệp này.")
            self._next_file()

    def _reopen(self, path: Path) -> None:
        """Take up a file of the list; what is being done now is not disturbed."""
        if not self._jobs.is_busy:
            self.open_file(path)

    def _is_current(self, path: Path) -> bool:
        """Say whether a file is still the one in work: another may have been taken since."""
        return self._queue.current is not None and self._queue.current.path == path

    def _refuse_file(self, path: Path, error: Exception) -> None:
        if not self._is_current(path):
            return
        message = describe(error)
        self._queue.end(FileState.REFUSED, str(message))
        self._forget_file()
        self._too_large = path if may_be_large(error) else None
        self._go(FILE)
        self.file_step.show_refusal(message, only_large=self._too_large is not None)

    def _next_file(self) -> None:
        """Take the next file; after the last one show the list, or be done with a single one."""
        self._forget_file()
        if (file := self._queue.waiting) is not None:
            self.open_file(file.path)
        elif self._queue.has_several:
            self.file_step.clear()
            self._go(FILE)
        else:
            self.finished.emit()

    def _take_history(self, numbers: list[int]) -> None:
        if self._queue.look_at_history(numbers):
            self.file_step.show_queue(self._queue)

    def _next_file_or_leave(self) -> None:
        if self._queue.waiting is not None:
            self._next_file()
        else:
            self.finished.emit()

    # --- what the page does with a file ---

    def _forget_file(self) -> None:
        """Forget everything about the file in work."""
        self._inspection = None

    def _take_file(self, found: tuple[Inspection, tuple[str, ...]]) -> None:
        """Go on with a file that could be read, and the sheets of it if it is one of ours."""
        raise NotImplementedError

    def _go(self, step: int) -> None:
        """Show a step."""
        raise NotImplementedError

    def _show_step(self) -> None:
        """Show the present step anew."""
        raise NotImplementedError

    def _show_foot(self) -> None:
        """Show anew what the buttons do."""
        raise NotImplementedError

    def _focus_step(self) -> None:
        """Give the keyboard to what comes first in the present step."""
        raise NotImplementedError
