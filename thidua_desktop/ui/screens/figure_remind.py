"""The dialog of who has not reported: the list, by when it is due, one letter or many."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thidua_desktop.domain import vietnamese
from thidua_desktop.services.reminders import Lacking, ReminderOrder, ReminderView
from thidua_desktop.services.unit_names import typed_day
from thidua_desktop.ui.models.cells import Cell, Heading, Tone
from thidua_desktop.ui.models.rows import Column, RowsModel
from thidua_desktop.ui.theme import Role, current_theme
from thidua_desktop.ui.widgets.buttons import Button, Look
from thidua_desktop.ui.widgets.cards import Card
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Choice, Field
from thidua_desktop.ui.widgets.tables import Table
from thidua_desktop.ui.widgets.themed import Text

_SIZE: Final = (720, 510)
_PREVIEW: Final = (620, 520)


class RemindDialog(QDialog):
    """Shows who lacks what; asks how they are to be reminded."""

    wanted = Signal(object)
    """Write these reminders: a `ReminderOrder`."""
    preview_wanted = Signal(object)
    """Show the letter of a `ReminderOrder`."""

    def __init__(self, view: ReminderView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.table = Table()
        self._model: RowsModel[Lacking] = RowsModel(_columns(view), self)
        self.day = QLineEdit(_day_words(view.deadline))
        self.deadline = Field("Hạn gửi số liệu", self.day)
        self.letters = Choice("Công văn")
        self.tables = QCheckBox("Kèm bảng trống để điền (.xlsx)")
        self.save_button = Button("Lưu vào thư mục…", icon="envelope", look=Look.PRIMARY)
        self.preview_button = Button("Xem công văn", icon="eye")
        self._build()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def order(self) -> ReminderOrder | None:
        """Return what is asked for; None, said beside the field, where the day is none."""
        text = self.day.text().strip()
        day = typed_day(text) if text else None
        if text and day is None:
            self.deadline.show_error(f"«{text}» không phải ngày. Ghi như 29/12/2023.")
            self.day.setFocus()
            return None
        self.deadline.show_error("")
        return ReminderOrder(
            self._view.end,
            deadline=day,
            each=bool(self.letters.value),
            tables=self.tables.isChecked(),
        )

    def answer(self) -> None:
        """Announce what is to be written."""
        order = self.order()
        if order is not None:
            self.wanted.emit(order)

    def _preview(self) -> None:
        order = self.order()
        if order is not None:
            self.preview_wanted.emit(order)

    def _build(self) -> None:
        theme, view = current_theme(), self._view
        self.setWindowTitle(f"{view.noun[:1].upper()}{view.noun[1:]} chưa có số liệu")
        resize_within(self, theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self._fill()
        card = Card(flush=True)
        card.body.addWidget(self.table)
        about = Text(
            f"Số liệu {view.period}: {len(view.lacking)}/{view.total} {view.noun} chưa báo cáo "
            "hoặc báo cáo chưa đủ.",
            wrap=True,
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(theme.px(14),) * 4)
        rows.setSpacing(theme.px(10))
        rows.addWidget(about)
        rows.addWidget(card, 1)
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(12))
        pair.addWidget(self.deadline, 0, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(Field("Công văn", self.letters), 1, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(pair)
        rows.addWidget(self.tables)
        rows.addWidget(Text(f"Công văn: {view.status}.", Role.CAPTION, tone="muted", wrap=True))
        rows.addLayout(self._foot())
        self.setTabOrder(self.table, self.deadline.editor)
        self.save_button.setFocus()

    def _fill(self) -> None:
        view = self._view
        self._model.replace(view.lacking)
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName(self.windowTitle())
        self.table.show_model(self._model, identity=lambda one: one.participant.subject.id)
        self.letters.offer(
            [
                ("Một công văn chung, kèm danh sách", False),
                (f"Mỗi {_place(view)} một công văn", True),
            ]
        )
        self.tables.setChecked(True)
        self.day.setPlaceholderText("để trống, ghi tay sau")
        self.day.setMinimumWidth(current_theme().px(170))
        if view.deadline_note:
            self.day.setToolTip(f"Ngày làm việc cuối theo mốc «{view.deadline_note}»")

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        close = Button("Đóng")
        close.clicked.connect(self.reject)
        self.preview_button.clicked.connect(self._preview)
        self.save_button.clicked.connect(self.answer)
        foot.addWidget(self.preview_button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.save_button)
        return foot


def _place(view: ReminderView) -> str:
    return "đơn vị" if "đơn vị" in view.noun else "cơ quan"


def _day_words(day: date | None) -> str:
    return vietnamese.day(day) if day else ""


def _columns(view: ReminderView) -> tuple[Column[Lacking], ...]:
    return (
        Column(
            Heading(view.noun[:1].upper() + view.noun[1:]),
            lambda one: Cell(one.participant.subject.label, tip=one.participant.subject.label),
            width=290,
            stretch=True,
        ),
        Column(Heading("Nhóm"), lambda one: Cell(one.group, Tone.MUTED, tip=one.group), width=130),
        Column(
            Heading("Còn thiếu"),
            lambda one: Cell(
                one.short_words, tip=one.words, icon="" if one.has_some else "dash-circle"
            ),
            width=150,
            stretch=True,
        ),
    )


def show_preview(title: str, pdf: bytes, parent: QWidget) -> QDialog:
    """Show pages as they will be printed."""
    # The parts that read PDF are large: loaded when a page is wanted.
    from thidua_desktop.ui.screens.reports_preview import PreviewPanel

    theme = current_theme()
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    resize_within(dialog, theme.px(_PREVIEW[0]), theme.px(_PREVIEW[1]))
    panel = PreviewPanel()
    close = Button("Đóng")
    close.clicked.connect(dialog.accept)
    rows = QVBoxLayout(dialog)
    rows.setContentsMargins(*(theme.px(14),) * 4)
    rows.setSpacing(theme.px(10))
    rows.addWidget(panel, 1)
    rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.open()
    panel.show_pdf(pdf)
    return dialog
