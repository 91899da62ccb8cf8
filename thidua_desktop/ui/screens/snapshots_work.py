"""What Xếp hạng opens about decisions, snapshots and late figures: lists, old results, files."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from thidua_desktop.domain.subjects import Participant
from thidua_desktop.services.decisions import DecisionView, ReadingStanding
from thidua_desktop.services.late_books import LateBook, late_books
from thidua_desktop.services.office import Office
from thidua_desktop.services.printing import save_frozen, save_frozen_why
from thidua_desktop.services.progress import Progress
from thidua_desktop.services.snapshots import Snapshot, SnapshotComparison, SnapshotInfo
from thidua_desktop.ui.errors import show_error, tell
from thidua_desktop.ui.screens.decisions_list import DecisionsDialog
from thidua_desktop.ui.screens.late_ledger import LedgerDialog
from thidua_desktop.ui.screens.snapshots_list import NOW, CompareSnapshotsDialog, SnapshotsDialog
from thidua_desktop.ui.screens.snapshots_open import Opened, SnapshotDialog, opened
from thidua_desktop.ui.tasks import Runner, run_with_popup

T = TypeVar("T")

COMMANDS: Final = frozenset({"ranking.decisions", "ranking.snapshots", "ranking.ledger"})
"""The commands of Xếp hạng handled here."""


class SnapshotsWork(QObject):
    """Reads off the UI thread and opens dialogs; nothing here changes the file."""

    answer_wanted = Signal()
    """The late figures shall be answered."""
    said = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, office: Office, runner: Runner, page: QWidget) -> None:
        super().__init__(page)
        self._office, self._runner, self._page = office, runner, page

    def handlers(self, key: str) -> Mapping[str, Callable[[], object]]:
        """Return what each command does for a campaign."""
        return {
            "ranking.decisions": partial(self.show_decisions, key),
            "ranking.snapshots": partial(self.show_snapshots, key),
            "ranking.ledger": partial(self.show_ledger, key),
        }

    def show_decisions(self, key: str) -> None:
        """List the council's numbered decisions."""
        decisions = self._office.decisions

        def read() -> tuple[tuple[DecisionView, ...], tuple[ReadingStanding, ...]]:
            return decisions.list(key), decisions.standings(key)

        self._read(
            "Đang đọc các quyết định",
            read,
            lambda found: DecisionsDialog(*found, self._page).open(),
        )

    def show_snapshots(self, key: str) -> None:
        """List every snapshot."""
        self._read(
            "Đang đọc các bản chốt",
            lambda: self._office.snapshots.list(key),
            partial(self._list_snapshots, key),
        )

    def show_ledger(self, key: str) -> None:
        """List what came late and what was answered."""
        self._read(
            "Đang đọc sổ số liệu nộp muộn",
            lambda: late_books(self._office.workspace, key),
            self._list_late,
        )

    def _list_snapshots(self, key: str, found: tuple[SnapshotInfo, ...]) -> None:
        if not found:
            tell(self._page, "Chưa có bản chốt nào.", "Bấm «Chốt kết quả…» để chốt.")
            return
        dialog = SnapshotsDialog(found, self._page)
        dialog.open_wanted.connect(partial(self._open_snapshot, key, dialog))
        dialog.compare_wanted.connect(partial(self._compare, key, found, dialog))
        dialog.open()

    def _list_late(self, found: tuple[LateBook, ...]) -> None:
        if not found:
            tell(
                self._page,
                "Chưa có số liệu nào nộp sau khi chốt.",
                "Số liệu vào sổ sau khi chốt kết quả, và trả lời của Hội đồng, sẽ hiện ở đây.",
            )
            return
        dialog = LedgerDialog(found, self._page)
        dialog.answer_wanted.connect(self.answer_wanted)
        dialog.open()

    def _open_snapshot(self, key: str, parent: QDialog, info: SnapshotInfo) -> None:
        snapshots = self._office.snapshots

        def show(shown: Opened) -> None:
            dialog = SnapshotDialog(shown, parent)
            dialog.result_wanted.connect(partial(self._save_result, dialog, shown.snapshot))
            dialog.why_wanted.connect(partial(self._save_why, dialog, shown.snapshot))
            dialog.open()

        self._read(
            f"Đang mở {info.title}", lambda: opened(snapshots.get(key, info.id)), show, parent
        )

    def _compare(
        self, key: str, every: tuple[SnapshotInfo, ...], parent: QDialog, chosen: SnapshotInfo
    ) -> None:
        dialog = CompareSnapshotsDialog(every, chosen, parent)
        dialog.wanted.connect(partial(self._ask_comparison, key, dialog))
        dialog.ask()
        dialog.open()

    def _ask_comparison(
        self, key: str, dialog: CompareSnapshotsDialog, before: int, after: int
    ) -> None:
        snapshots = self._office.snapshots

        def compare() -> SnapshotComparison:
            if after == NOW:
                return snapshots.compare_with_now(key, before)
            return snapshots.compare(key, before, after)

        self._read("Đang so sánh", compare, dialog.show_comparison, dialog)

    def _save_result(self, owner: QDialog, snapshot: Snapshot, path: Path, replace: bool) -> None:
        self._save(owner, path, lambda: save_frozen(snapshot, path, replace=replace))

    def _save_why(
        self, owner: QDialog, snapshot: Snapshot, who: Participant, path: Path, replace: bool
    ) -> None:
        self._save(owner, path, lambda: save_frozen_why(snapshot, who, path, replace=replace))

    def _save(self, owner: QDialog, path: Path, save: Callable[[], None]) -> None:
        self._read(
            f"Đang ghi {path.name}",
            save,
            lambda _: self.said.emit(f"Đã xuất {path.name}"),
            owner,
        )

    def _read(
        self,
        title: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        owner: QWidget | None = None,
    ) -> None:
        def run(_: Progress) -> T:
            return work()

        where = owner or self._page
        run_with_popup(self._runner, where, title, run, done, partial(show_error, where))
