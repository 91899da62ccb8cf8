"""The small dialog that asks for the name of a scenario."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.inputs import Field
from thidua_desktop.ui.widgets.themed import Text

_WIDTH = 420


class NameDialog(QDialog):
    """Asks for a name that is not `taken`; `named` once there is one."""

    named = Signal(str)

    def __init__(self, title: str, suggested: str, taken: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._taken = {one.casefold() for one in taken}
        self._line = QLineEdit(suggested)
        self.name = Field("Tên phương án", self._line)
        self.do_button = Button("Lưu", icon="save", look=Look.PRIMARY)
        self._build(title)
        self.do_button.clicked.connect(self._answer)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _build(self, title: str) -> None:
        theme = current_theme()
        self.setWindowTitle(title)
        rows, foot = QVBoxLayout(self), QHBoxLayout()
        rows.setContentsMargins(*(theme.px(16),) * 4)
        rows.setSpacing(theme.px(10))
        hint = (
            "Chỉ giữ các giả định dưới một tên, để mở lại khi họp. "
            "Số liệu, xếp hạng và giải trong sổ không thay đổi. Hoàn tác được."
        )
        rows.addWidget(Text(hint, tone="soft", wrap=True))
        rows.addWidget(self.name)
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.do_button)
        self.do_button.setDefault(True)
        rows.addLayout(foot)
        self._line.selectAll()
        self._line.setFocus()
        # Qt measures wrapped lines only at a known width.
        self.setFixedWidth(theme.px(_WIDTH))
        self.resize(theme.px(_WIDTH), rows.heightForWidth(theme.px(_WIDTH)))

    def _answer(self) -> None:
        name = " ".join(self._line.text().split())
        if not name:
            self.name.show_error("Ghi tên để sau này tìm lại được.")
        elif name.casefold() in self._taken:
            self.name.show_error(f"Đã có phương án «{name}». Chọn tên khác.")
        else:
            self.accept()
            self.named.emit(name)
            return
        self._line.setFocus()
