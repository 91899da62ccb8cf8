"""The foot of the import page: back, cancel, what will happen, and the one filled button."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.imports import Review
from thidua_desktop.ui.models.import_queue import ImportQueue
from thidua_desktop.ui.screens.importing.busy import BusyLine
from thidua_desktop.ui.theme import Theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import next_step
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_FORWARD: Final = ("", "Tiếp: ghép cột, đơn vị", "Tiếp: xem lại")
_LAST: Final = 3
_LONGEST_NAME: Final = 40
UNDO_WORDS: Final = "Hoàn tác cả lần nhập bằng Ctrl+Z."


class ImportFoot(ThemedFrame):
    """Stays at the bottom of every step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "bottom")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.back = Button("Quay lại", icon="arrow-left")
        self.back.setToolTip("Alt+←")
        self.cancel = Button("Hủy", look=Look.TEXT)
        self.cancel.setToolTip("Bỏ lần nhập này, chưa ghi gì vào sổ (Esc)")
        self.skip = Button("Bỏ qua tệp này", look=Look.TEXT)
        self.skip.setToolTip("Không nhập tệp này, sang tệp sau")
        self.forward = next_step("")
        self.forward.setToolTip("Alt+→")
        self.busy = BusyLine()
        self.words = Text("", tone="soft", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        for part in (self.back, self.cancel, self.skip):
            self._row.addWidget(part)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.busy)
        self._row.addWidget(self.forward)
        self.redress()

    def dress(self, theme: Theme) -> None:
        side = theme.metrics.page_padding
        upper = theme.px(8 if theme.compact else 12)
        self._row.setContentsMargins(side, upper, side, upper)
        self._row.setSpacing(theme.px(10))

    def show_state(
        self, step: int, review: Review | None, queue: ImportQueue, *, ready: bool, busy: bool
    ) -> None:
        """Show what the buttons do in `step`; `ready` when the next step is possible."""
        self.back.setEnabled(not busy)
        self.back.setVisible(step > 0)
        self.skip.setVisible(step > 0 and queue.has_several)
        self.skip.setEnabled(not busy)
        # One file that was refused leaves nothing to go on with.
        self.forward.setVisible(step > 0 or queue.has_several or queue.current is not None)
        self.cancel.setVisible(step > 0 or queue.waiting is not None or not queue.has_several)
        if step < _LAST:
            self._name(_FORWARD[step] if step else _first_words(queue))
            self.words.setText("")
            self.forward.setEnabled(ready and not busy)
            return
        self._show_last(review, busy=busy)

    def _show_last(self, review: Review | None, *, busy: bool) -> None:
        count = review.writes if review else 0
        warnings = [one for one in review.open if one.ask == "accept"] if review else []
        self._name(f"Ghi {vietnamese.count(count)} số vào sổ")
        self.forward.setEnabled(count > 0 and not warnings and not busy)
        self.words.setText(_last_words(review, len(warnings)) if review else "")

    def _name(self, words: str) -> None:
        self.forward.setText(words)
        self.forward.setAccessibleName(words)
        self.forward.updateGeometry()


def _first_words(queue: ImportQueue) -> str:
    """Say what the button of the list of files does."""
    if queue.current is not None:
        return f"Tiếp tục {_short(queue.current.path.name)}"
    if (file := queue.waiting) is not None:
        return f"Nhập tệp {queue.place(file)}"
    return "Xong, về Số liệu"


def _short(name: str) -> str:
    """Return the name of a file no longer than a button may be."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _last_words(review: Review, warnings: int) -> str:
    """Say what pressing the button leaves out, and how it is taken back."""
    if warnings:
        return f"Còn {warnings} cảnh báo: đồng ý hoặc bỏ qua dòng ở bên phải rồi mới ghi được."
    if not review.writes and review.open:
        return "Chưa có số nào để ghi: hãy xử lý các vấn đề ở bên phải."
    if not review.writes:
        return "Không có số nào mới hoặc thay đổi, nên không có gì để ghi."
    left = len(review.open)
    if left:
        return f"{left} vấn đề chưa xử lý sẽ không được ghi. {UNDO_WORDS}"
    return f"Mọi vấn đề đã xử lý. {UNDO_WORDS}" if review.asked else UNDO_WORDS
