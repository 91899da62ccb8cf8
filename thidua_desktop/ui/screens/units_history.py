"""The history of commendations of a unit or person: its list in the side panel, and its dialog."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.past_awards import PAST_WORDS, Past, PastAward
from thidua_desktop.ui.theme import Role, Theme, current_theme
from thidua_desktop.ui.widgets.buttons import Button, IconButton, Look, small_button
from thidua_desktop.ui.widgets.dialogs import resize_within
from thidua_desktop.ui.widgets.inputs import Field
from thidua_desktop.ui.widgets.themed import Text, ThemedFrame

_HINTS: Final = {
    Past.YEAR: "như 2022",
    Past.AWARD: "như Giấy khen của Giám đốc Sở",
    Past.NUMBER: "như 12/QĐ-UBND",
    Past.DECIDED_ON: "như 05/01/2023",
    Past.AUTHORITY: "như Chủ tịch UBND huyện",
    Past.NOTE: "không có",
}
_TITLES: Final = {
    Past.YEAR: "Năm",
    Past.AWARD: "Hình thức khen thưởng",
    Past.NUMBER: "Số quyết định",
    Past.DECIDED_ON: "Ngày quyết định",
    Past.AUTHORITY: "Người quyết định",
    Past.NOTE: "Ghi chú",
}
_LINES: Final = (
    (Past.AWARD,),
    (Past.YEAR, Past.DECIDED_ON, Past.NUMBER),
    (Past.AUTHORITY,),
    (Past.NOTE,),
)


class HistoryBox(ThemedFrame):
    """What somebody was commended for before; what was entered by hand can be corrected."""

    add_wanted = Signal()
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[PastAward, ...] | None = None
        self.title = Text("Lịch sử khen thưởng", Role.CAPTION, tone="muted")
        self.nothing = Text("Chưa ghi lần nào.", tone="muted")
        self.list = QVBoxLayout()
        self.add_button = small_button("Ghi khen thưởng…", icon="plus-lg", look=Look.TEXT)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.title)
        self._rows.addWidget(self.nothing)
        self._rows.addLayout(self.list)
        self._rows.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(lambda _checked: self.add_wanted.emit())
        self.redress()

    def dress(self, theme: Theme) -> None:
        self._rows.setSpacing(theme.px(3))
        self.list.setSpacing(theme.px(6))

    def show_history(self, history: Sequence[PastAward]) -> None:
        """List other commendations."""
        if self._shown == tuple(history):
            return
        self._shown = tuple(history)
        while (item := self.list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in history:
            self.list.addWidget(self._line(one))
        self.nothing.setVisible(not history)

    def _line(self, one: PastAward) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(one.title, wrap=True))
        if one.basis:
            words.addWidget(Text(one.basis, Role.CAPTION, tone="muted", wrap=True))
        row.addLayout(words, 1)
        if one.by_hand:
            top = Qt.AlignmentFlag.AlignTop
            edit = IconButton("pencil", f"Sửa «{one.title}»", size=12)
            edit.clicked.connect(lambda _checked: self.edit_wanted.emit(one))
            remove = IconButton("x-lg", f"Bỏ «{one.title}»", size=12)
            remove.clicked.connect(lambda _checked: self.remove_wanted.emit(one))
            row.addWidget(edit, 0, top)
            row.addWidget(remove, 0, top)
        return line


class PastAwardDialog(QDialog):
    """Asks for one commendation; stays open until it could be stored."""

    wanted = Signal(object)
    """Store this: texts by `Past`. Then call `accept` or `show_error`."""

    def __init__(self, name: str, parent: QWidget, *, past: PastAward | None = None) -> None:
        super().__init__(parent)
        self.past = past
        self.fields = {one: _field(one, past) for one in Past}
        words = "Lưu" if past else "Ghi khen thưởng"
        self.keep_button = Button(words, icon="award", look=Look.PRIMARY)
        self._build(name)
        self.keep_button.clicked.connect(self._answer)
        self.keep_button.setDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields[Past.AWARD].editor.setFocus()

    def texts(self) -> dict[Past, str]:
        """Return every field as it stands."""
        return {one: _line_of(field).text() for one, field in self.fields.items()}

    def show_error(self, error: InvalidValueError) -> bool:
        """Say what is wrong beside its field, and go there; False if it is of no field."""
        self.keep_button.setEnabled(True)
        for one, field in self.fields.items():
            if PAST_WORDS[one] == error.field:
                field.show_error(f"Cần {error.expected}.")
                field.editor.setFocus()
                return True
        return False

    def _build(self, name: str) -> None:
        theme = current_theme()
        self.setWindowTitle("Sửa khen thưởng" if self.past else "Ghi khen thưởng đã có")
        rows = QVBoxLayout(self)
        pad = theme.px(16)
        rows.setContentsMargins(pad, pad, pad, pad)
        rows.setSpacing(theme.px(10))
        rows.addWidget(Text(name, Role.CARD, wrap=True))
        for line in _LINES:
            side = QHBoxLayout()
            side.setSpacing(theme.px(8))
            for one in line:
                side.addWidget(self.fields[one], 1, Qt.AlignmentFlag.AlignTop)
            rows.addLayout(side)
        rows.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = Button("Hủy")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.keep_button)
        rows.addLayout(foot)
        resize_within(self, theme.px(460), theme.px(360), grows=False)

    def _answer(self) -> None:
        for field in self.fields.values():
            field.show_error("")
        self.keep_button.setEnabled(False)
        self.wanted.emit(self.texts())


def _field(one: Past, past: PastAward | None) -> Field:
    line = QLineEdit(past.text(one) if past else "")
    line.setPlaceholderText(_HINTS[one])
    return Field(_TITLES[one], line)


def _line_of(field: Field) -> QLineEdit:
    assert isinstance(field.editor, QLineEdit)  # noqa: S101 - built here
    return field.editor
