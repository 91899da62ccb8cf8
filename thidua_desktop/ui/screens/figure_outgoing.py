"""What the page Số liệu writes to files: figures, blank tables, reminders."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from thidua_desktop.domain.subjects import SubjectId
from thidua_desktop.errors import FileExistsAlreadyError
from thidua_desktop.services.figure_tables import FigureTables
from thidua_desktop.services.office import Office
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.reminders import (
    ReminderOrder,
    Reminders,
    ReminderService,
    ReminderView,
)
from thidua_desktop.ui.errors import ask, show_error, tell
from thidua_desktop.ui.screens.figure_remind import RemindDialog, show_preview
from thidua_desktop.ui.tasks import Runner, run_with_popup
from thidua_desktop.ui.widgets.save_file import WORKBOOK, ask_where

T = TypeVar("T")


class FigureOutgoing(QObject):
    """Asks where, then lets the services write; dialogs stand over `page`."""

    said = Signal(str)
    """A sentence for the status bar."""

    def __init__(
        self, office: Office, runner: Runner, page: QWidget, today: Callable[[], date]
    ) -> None:
        super().__init__(page)
        self._runner, self._page, self._today = runner, page, today
        self._tables = FigureTables(office.workspace)
        self._reminders = ReminderService(office.workspace)

    def ask_template(self, key: str, end: date | None, who: tuple[SubjectId, str] | None) -> None:
        """Ask where the blank table goes: for everybody, or for one by name."""
        words = f"Bảng mẫu số liệu {who[1]}" if who else "Bảng mẫu số liệu"
        only = frozenset({who[0]}) if who else None
        ask_where(self._page, WORKBOOK, words, partial(self.save_template, key, end, only))

    def save_template(
        self,
        key: str,
        end: date | None,
        only: frozenset[SubjectId] | None,
        path: Path,
        *,
        replace: bool,
    ) -> None:
        """Write the blank table of a period, the latest one unless told."""

        def save() -> None:
            last = end or self._tables.period_end(key, None, self._today())
            self._tables.save_template(key, last, path, only=only, replace=replace)

        self._save(path, save)

    def ask_figures(self, key: str, end: date) -> None:
        """Ask where the figures of a period go."""
        name = f"Số liệu đến {end:%d-%m-%Y}"
        ask_where(self._page, WORKBOOK, name, partial(self.save_figures, key, end))

    def save_figures(self, key: str, end: date, path: Path, *, replace: bool) -> None:
        """Write the figures of a period."""
        self._save(path, lambda: self._tables.save_figures(key, end, path, replace=replace))

    # --- reminders ---

    def remind(self, key: str, end: date | None) -> None:
        """Show who has not reported, and ask how they are to be reminded."""

        def work(_: Progress) -> ReminderView:
            return self._reminders.view(key, end, self._today())

        self._run("Đang xem đơn vị nào chưa có số liệu", work, partial(self._show, key))

    def _show(self, key: str, view: ReminderView) -> None:
        if not view.lacking:
            words = (
                "Chưa có đơn vị nào trong danh sách."
                if not view.total
                else (f"Không có {view.noun} nào còn thiếu số liệu {view.period}.")
            )
            tell(self._page, words, "Chọn kỳ khác trong ô Kỳ nếu cần.")
            return
        dialog = RemindDialog(view, self._page)
        dialog.wanted.connect(partial(self._choose_folder, key, dialog))
        dialog.preview_wanted.connect(partial(self._preview, key, dialog))
        dialog.open()

    def _preview(self, key: str, dialog: RemindDialog, order: ReminderOrder) -> None:
        def work(_: Progress) -> bytes:
            return self._reminders.preview(key, order, self._today())

        def show(pdf: bytes) -> None:
            show_preview("Công văn đôn đốc", pdf, dialog)

        self._run("Đang soạn công văn", work, show)

    def _choose_folder(self, key: str, dialog: RemindDialog, order: ReminderOrder) -> None:
        chosen = QFileDialog(dialog, "Lưu công văn vào thư mục")
        chosen.setFileMode(QFileDialog.FileMode.Directory)
        chosen.setOption(QFileDialog.Option.ShowDirsOnly)
        chosen.fileSelected.connect(
            lambda name: self.save_reminders(key, dialog, order, Path(name), replace=False)
        )
        chosen.finished.connect(chosen.deleteLater)
        chosen.open()

    def save_reminders(
        self, key: str, dialog: RemindDialog, order: ReminderOrder, folder: Path, *, replace: bool
    ) -> None:
        """Write the letters and tables; ask first where a file of that name is there."""

        def work(_: Progress) -> Reminders:
            return self._reminders.save(key, order, folder, self._today(), replace=replace)

        def done(written: Reminders) -> None:
            dialog.accept()
            self._tell_written(written, folder)

        def failed(error: Exception) -> None:
            if not isinstance(error, FileExistsAlreadyError) or replace:
                show_error(dialog, error)
                return
            again = partial(self.save_reminders, key, dialog, order, folder, replace=True)
            ask(
                dialog,
                what=f"Trong thư mục «{folder.name}» đã có «{error.path.name}».",
                lost="Nếu thay, nội dung cũ của các tệp trùng tên sẽ mất.",
                do_it="Thay tệp",
                then=again,
            )

        run_with_popup(self._runner, self._page, "Đang ghi công văn", work, done, failed)

    def _tell_written(self, written: Reminders, folder: Path) -> None:
        self.said.emit(f"Đã ghi {len(written.files)} tệp vào {folder.name}")
        if written.missing:
            tell(
                self._page,
                f"Đã ghi {len(written.files)} tệp vào «{folder.name}».",
                f"{'; '.join(written.missing)}. Chỗ đó để trống để ghi tay.",
            )

    def _save(self, path: Path, save: Callable[[], None]) -> None:
        def work(_: Progress) -> Path:
            save()
            return path

        self._run(f"Đang ghi {path.name}", work, lambda _: self.said.emit(f"Đã xuất {path.name}"))

    def _run(self, title: str, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        failed = partial(show_error, self._page)
        run_with_popup(self._runner, self._page, title, work, done, failed)
