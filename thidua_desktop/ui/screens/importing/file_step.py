"""Step 1 of an import: which file. Dropped, chosen, or one used before."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.wording import Message
from thidua_desktop.ui.models.cells import Tone
from thidua_desktop.ui.models.import_queue import ImportQueue
from thidua_desktop.ui.screens.importing.layouts import flat
from thidua_desktop.ui.screens.importing.queue_card import QueueCard
from thidua_desktop.ui.screens.importing.recent import MOST_RECENT
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import Card, IconMark, NoticeBar, SectionHead, next_step
from thidua_desktop.ui.widgets.elided import ElidedText
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

TABLE_FILES: Final = (
    "Bảng số liệu (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt *.htm *.html *.xml);;Mọi tệp (*)"
)


_NARROWEST_NAME: Final = 120
READ_LARGE: Final = "Vẫn đọc tệp lớn này"
_LARGE_COSTS: Final = (
    "Nếu đúng là bảng cần nhập thì vẫn đọc được: có thể mất vài phút và dùng vài GB bộ nhớ, "
    "dừng lại được bất cứ lúc nào."
)


class DropZone(ThemedFrame):
    """A dashed frame that takes files."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setProperty("drop", "true")
        self.choose = next_step("Chọn tệp…", icon="folder2-open")
        centre = Qt.AlignmentFlag.AlignHCenter
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(IconMark("file-earmark-spreadsheet", Tone.MUTED, size=40), 0, centre)
        self._column.addWidget(
            Text("Kéo một hay nhiều tệp Excel thả vào đây", Role.CARD), 0, centre
        )
        self._column.addWidget(Text("hoặc chọn bảng đơn vị gửi về", tone="muted"), 0, centre)
        self._column.addWidget(self.choose, 0, centre)
        self._column.addStretch(1)
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._column.setSpacing(theme.px(9))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            self._mark("over")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark("true")

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark("true")
        event.acceptProposedAction()
        self.dropped.emit(_files(event))

    def _mark(self, state: str) -> None:
        self.setProperty("drop", state)
        self.style().unpolish(self)
        self.style().polish(self)


def _files(event: QDropEvent) -> list[Path]:
    """Return the files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class FileStep(QWidget):
    """Asks for the files; says in place why one cannot be read, and what became of the others."""

    chosen = Signal(list)
    """Paths to import, one after the other."""
    reopened = Signal(Path)
    """A file of the list that is not done is to be taken into work."""
    mappings_wanted = Signal()
    large_wanted = Signal()
    """The file refused last is to be read all the same, large as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = DropZone()
        self.notice = NoticeBar(tone=Tone.RED, icon="exclamation-circle-fill")
        self.notice.hide()
        self.queue = QueueCard()
        self.queue.hide()
        self._recent = Card()
        self._recent_head = SectionHead("Tệp vừa dùng")
        self._recent_list = QVBoxLayout()
        self._has_recent = False
        self._build()

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Offer files used before that are still there."""
        while (item := self._recent_list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        there = [path for path in paths if path.is_file()][:MOST_RECENT]
        for path in there:
            self._recent_list.addWidget(self._recent_line(path))
        self._has_recent = bool(there)
        self._recent.setVisible(self._has_recent)

    def show_refusal(self, message: Message, *, only_large: bool = False) -> None:
        """Say why the file cannot be read and what to do.

        One that is `only_large` may be read all the same, by somebody who knows what it costs.
        """
        now = f"{message.now} {_LARGE_COSTS}" if only_large else message.now
        self.notice.show_notice(message.what, now, link=READ_LARGE if only_large else "")
        self.notice.show()

    def clear(self) -> None:
        """Take back what was said about the last file."""
        self.notice.hide()

    def show_queue(self, queue: ImportQueue) -> None:
        """Show the files of an import of several in place of the frame to drop on."""
        self.queue.show_queue(queue)
        self.queue.setVisible(queue.has_several)
        self._beside.setSpacing(current_theme().metrics.gap)
        self._choices.setVisible(not queue.has_several)

    def choose_files(self) -> None:
        """Ask for files with the system's dialog."""
        names, _kind = QFileDialog.getOpenFileNames(self, "Chọn bảng tính", "", TABLE_FILES)
        if names:
            self.chosen.emit([Path(name) for name in names])

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._recent.body.addWidget(self._recent_head)
        self._recent.body.addLayout(self._recent_list)
        self._recent.body.addStretch(1)
        self._recent.hide()
        promise = QHBoxLayout()
        promise.setSpacing(7)
        promise.addWidget(IconMark("shield-check", size=14))
        words = (
            "Tệp chỉ được đọc, không bị sửa. Chưa có gì ghi vào sổ trước bước Xem lại. "
            "Đọc được .xlsx, .xls, .ods, .csv và bảng xuất từ trang web; không đọc PDF, Word."
        )
        promise.addWidget(Text(words, Role.CAPTION, tone="muted", wrap=True), 1)
        self.mappings = flat("Cách ghép đã nhớ…")
        self.mappings.clicked.connect(self.mappings_wanted)
        promise.addWidget(self.mappings)
        layout.addWidget(self.notice)
        # Side by side: one above the other they do not fit into a low window.
        self._choices = QWidget()
        self._beside = QHBoxLayout(self._choices)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self.zone, 3)
        self._beside.addWidget(self._recent, 2)
        layout.addWidget(self._choices, 1)
        layout.addWidget(self.queue, 1)
        layout.addLayout(promise)
        self.notice.link_clicked.connect(self.large_wanted)
        self.zone.choose.clicked.connect(self.choose_files)
        self.queue.more_wanted.connect(self.choose_files)
        self.queue.opened.connect(self.reopened)
        self.zone.dropped.connect(self.chosen)

    def _recent_line(self, path: Path) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        button = Button(path.name, icon="file-earmark-spreadsheet", look=Look.TEXT)
        button.is_small = True
        # Only a long name is squeezed: a short one keeps to the left line of the others.
        button.setMinimumWidth(min(_NARROWEST_NAME, button.sizeHint().width()))
        button.setToolTip(str(path))
        button.clicked.connect(lambda: self.chosen.emit([path]))
        folder = ElidedText(str(path.parent), Role.CAPTION, tone="muted")
        row.addWidget(button)
        row.addWidget(folder, 1)
        return line
