"""The dialog that begins a period by hand: its last day, among the months without figures."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.figure_views import FreePeriods
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.inputs import Choice, Field
from thidua_desktop.ui.widgets.themed import Text

_WIDTH = 400


class PeriodDialog(QDialog):
    """Proposes the month after the latest one; the grid it opens is empty until typed into."""

    wanted = Signal(object)
    """Show an empty grid for this last day."""

    def __init__(self, free: FreePeriods, parent: QWidget) -> None:
        super().__init__(parent)
        self.period = Choice("Kỳ số liệu")
        self.open_button = Button("Mở bảng để nhập", icon="table", look=Look.PRIMARY)
        self._build(free)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _build(self, free: FreePeriods) -> None:
        theme = current_theme()
        self.setWindowTitle("Nhập tay kỳ khác")
        self.period.offer([(one.label, one.end) for one in free.choices], current=free.proposed)
        self.open_button.clicked.connect(self._answer)
        close = Button("Hủy")
        close.clicked.connect(self.reject)
        about = Text(
            "Chọn tháng của kỳ số liệu. Số nhập vào là lũy kế từ đầu đợt đến hết ngày đó.",
            tone="soft",
            wrap=True,
        )
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.open_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(12))
        rows.addWidget(about)
        rows.addWidget(Field("Kỳ số liệu", self.period))
        rows.addLayout(foot)
        width = theme.px(_WIDTH)
        self.resize(width, rows.heightForWidth(width))
        self.open_button.setFocus()

    def _answer(self) -> None:
        self.accept()
        self.wanted.emit(self.period.value)
