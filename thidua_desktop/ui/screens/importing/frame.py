"""The frame of the import page: its steps and its foot, without what happens in them."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from thidua_desktop.ui.screens.importing.columns_step import ColumnsStep
from thidua_desktop.ui.screens.importing.file_step import FileStep
from thidua_desktop.ui.screens.importing.foot import ImportFoot
from thidua_desktop.ui.screens.importing.review_step import ReviewStep
from thidua_desktop.ui.screens.importing.sheet_step import SheetStep
from thidua_desktop.ui.widgets.buttons import IconButton
from thidua_desktop.ui.widgets.cards import IconMark
from thidua_desktop.ui.widgets.pages import Page
from thidua_desktop.ui.widgets.tabs import Stepper
from thidua_desktop.ui.widgets.themed import Text

FILE, SHEET, COLUMNS, REVIEW = range(4)
STEPS: Final = ("Chọn tệp", "Trang tính, tiêu đề", "Ghép cột, đơn vị", "Xem lại")


class ImportFrame(QWidget):
    """Head, stepper, the four steps and the foot; Enter outside of fields goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()

    @property
    def step(self) -> int:
        """Return the present step, from 0."""
        return self._steps.currentIndex()

    def next_step(self) -> None:
        """Do what the filled button says, if it can be done now."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        typing = isinstance(focused, QLineEdit | QAbstractSpinBox | QComboBox)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not typing:
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.next_step()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.page = Page("Nhập bảng tính")
        self.back = IconButton("arrow-left", "Về Số liệu, chưa ghi gì (Esc)", size=16)
        self.page.head.add_before_title(self.back)
        self.promise_mark = IconMark("shield-check", size=14)
        self.page.head.add_action(self.promise_mark)
        self.promise = Text("", tone="muted")
        self.page.head.add_action(self.promise)
        self.stepper = Stepper(STEPS)
        self.file_step = FileStep()
        self.sheet_step = SheetStep()
        self.columns_step = ColumnsStep()
        self.review_step = ReviewStep()
        self._steps = QStackedWidget()
        for step in (self.file_step, self.sheet_step, self.columns_step, self.review_step):
            self._steps.addWidget(step)
        self.page.body.addWidget(self.stepper)
        self.page.body.addWidget(self._steps, 1)
        self.foot = ImportFoot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.page, 1)
        layout.addWidget(self.foot)
