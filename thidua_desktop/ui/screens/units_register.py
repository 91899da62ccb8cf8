"""The dialog that shows, row by row, what loading a register would do."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from thidua_desktop.services.unit_registers import LineState, RegisterLine, RegisterPlan
from thidua_desktop.ui.models.cells import Cell, Chip, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.theme import current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import Card, NoticeBar
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

_CHIPS: Final = {
    LineState.NEW: Chip("Mới", Tone.GREEN, "plus-lg"),
    LineState.THERE: Chip("Đã có", Tone.NEUTRAL, "dash-circle"),
    LineState.PROBLEM: Chip("Lỗi", Tone.RED),
}
_DOUBTFUL: Final = Chip("Xem lại", Tone.AMBER)


class RegisterDialog(QDialog):
    """Nothing is written before «Nhập»; a register with problems is not loaded at all."""

    load_wanted = Signal()

    def __init__(self, plan: RegisterPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self._plan = plan
        self._model: RowsModel[RegisterLine] = RowsModel(_columns(plan), self)
        self.table = Table()
        self.notice = NoticeBar()
        new = plan.count(LineState.NEW)
        noun = "cá nhân" if plan.is_people else "đơn vị"
        self.load_button = Button(f"Nhập {new} {noun}", icon="box-arrow-in-down", look=Look.PRIMARY)
        self.load_button.setEnabled(plan.can_be_loaded)
        if not plan.can_be_loaded:
            wrong = plan.count(LineState.PROBLEM)
            self.load_button.setToolTip(
                "Sửa các dòng lỗi trong tệp trước" if wrong else "Mọi dòng đều đã có"
            )
        self._build()
        self.load_button.clicked.connect(self._answer)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _build(self) -> None:
        theme = current_theme()
        self.setWindowTitle("Nhập danh sách")
        resize_within(self, theme.px(940), theme.px(470))
        self.table.setAccessibleName("Các dòng của danh sách")
        self.table.setSortingEnabled(False)
        self.table.show_model(self._model)
        self._model.replace(self._plan.lines)
        card = Card(flush=True)
        card.body.addWidget(self.table)
        rows = QVBoxLayout(self)
        pad = theme.px(14)
        rows.setContentsMargins(pad, pad, pad, pad)
        rows.setSpacing(theme.px(10))
        rows.addWidget(Text(f"{self._plan.file}: {summary(self._plan)}", wrap=True))
        rows.addWidget(self.notice)
        rows.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.addWidget(Text("Chưa có gì được ghi. Nhập xong vẫn hoàn tác được.", tone="muted"), 1)
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.load_button)
        rows.addLayout(foot)
        self._show_notice()

    def _show_notice(self) -> None:
        problems = self._plan.count(LineState.PROBLEM)
        doubtful = sum(one.doubtful for one in self._plan.lines)
        self.notice.setVisible(bool(problems or doubtful))
        if problems:
            self.notice.show_notice(
                f"{problems} dòng chưa dùng được.",
                "Sửa các ô đó trong tệp rồi chọn lại tệp; còn dòng lỗi thì chưa nhập dòng nào.",
            )
        elif doubtful:
            self.notice.show_notice(
                f"{doubtful} dòng gần giống tên đã có.",
                "Nếu là một, đừng nhập: thêm «Cách viết khác» cho đơn vị đã có.",
            )

    def _answer(self) -> None:
        self.accept()
        self.load_wanted.emit()


def summary(plan: RegisterPlan) -> str:
    """Return how many rows do what: `3 mới, 25 đã có, 1 lỗi`."""
    words = {LineState.NEW: "mới", LineState.THERE: "đã có", LineState.PROBLEM: "lỗi"}
    found = [f"{plan.count(one)} {word}" for one, word in words.items() if plan.count(one)]
    return ", ".join(found) or "không có dòng nào"


def _chip(line: RegisterLine) -> Cell:
    return Cell(chip=_DOUBTFUL if line.doubtful else _CHIPS[line.state])


def _columns(plan: RegisterPlan) -> tuple[Column[RegisterLine], ...]:
    office: Column[RegisterLine] = Column(
        Heading("Đơn vị"), lambda one: Cell(one.office, tip=one.office), width=150
    )
    return (
        Column(Heading("Kết quả"), _chip, width=96),
        Column(Heading("Ô"), lambda one: Cell(one.cell, tone=Tone.MUTED), width=54),
        Column(
            Heading("Họ và tên" if plan.is_people else "Tên đơn vị"),
            lambda one: Cell(one.name, tip=one.name, strong=one.state is LineState.NEW),
            width=230,
            stretch=True,
        ),
        *((office,) if plan.is_people else ()),
        Column(Heading("Nhóm"), lambda one: Cell(one.group, tip=one.group), width=206),
        Column(
            Heading("Ghi chú"),
            lambda one: Cell(one.note, tone=Tone.MUTED, tip=one.note),
            width=160,
            stretch=True,
        ),
    )
